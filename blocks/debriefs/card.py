"""One scorecard in full, in as many messages as it takes, with what it was before each change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks.debriefs import parts
from blocks.debriefs.wording import describe_rating, quote_lines, shorten_label
from blocks.mrkdwn import Mrkdwn, join, md, mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blocks.debriefs.wording import RoleWords
    from blocks.kit import Message
    from hiring.debriefs.reveal_contents import RevealedScorecard, RevealedSeat
    from hiring.debriefs.scorecard import Scorecard


def build_scorecard(content: RevealedScorecard, words: RoleWords) -> list[Message]:
    """One revealed scorecard in full. Slot: `reveal/card/<seat>`."""
    return parts.join_parts(build_scorecard_parts(content.seat, words, content.label))


def build_scorecard_parts(seat: RevealedSeat, words: RoleWords, candidate: str) -> list[Message]:
    """A scorecard in the parts that messages may be split between."""
    if seat.scorecard is None:
        return []
    late = Mrkdwn("Filed after the reveal.") if seat.after_reveal else Mrkdwn()
    head = md(
        "*{stage}, {person}: {overall}*\n{label}, round {round}",
        stage=words.stage_name(seat.stage),
        person=mention(seat.person),
        overall=describe_rating(seat.scorecard.overall),
        label=shorten_label(candidate),
        round=seat.round,
    )
    at = f"card/{seat.seat}"
    changes = [
        part
        for number, change in enumerate(seat.changes, start=1)
        for part in [
            *parts.build_text(
                join([md("*Change {n}*, for this reason:", n=number), quote_lines(change.reason)]),
                f"{at}/change/{number}",
            ),
            *_build_ratings(change.former, seat, words, f"{at}/former/{number}", overall=True),
        ]
    ]
    return [
        *parts.build_text(head, f"{at}/head"),
        *parts.build_small_text(late, f"{at}/marks"),
        *_build_ratings(seat.scorecard, seat, words, at, overall=False),
        *changes,
    ]


def _build_ratings(
    scorecard: Scorecard, seat: RevealedSeat, words: RoleWords, at: str, *, overall: bool
) -> Iterator[Message]:
    was = (
        md("*Before this change, overall: {rating}*", rating=describe_rating(scorecard.overall))
        if overall
        else Mrkdwn()
    )
    yield from parts.build_text(join([was, quote_lines(scorecard.reason)]), f"{at}/overall")
    for rated in scorecard.ratings:
        name = words.attribute(rated.attribute)
        text = md("*{name}: {rating}*", name=name, rating=describe_rating(rated.rating))
        yield from parts.build_text(
            join([text, quote_lines(rated.evidence)]), f"{at}/rating/{rated.attribute}"
        )
    left = [attribute for attribute in seat.attributes if scorecard.rated(attribute) is None]
    if left:
        names = ", ".join(map(words.attribute, left))
        yield from parts.build_text(md("*Not assessed:* {names}", names=names), f"{at}/left")
    if scorecard.red_flags:
        flags = [md("• {flag}", flag=words.flag(flag)) for flag in scorecard.red_flags]
        yield from parts.build_text(join([Mrkdwn("*Red flags seen*"), *flags]), f"{at}/flags")
    if scorecard.change_mind.strip():
        text = join([Mrkdwn("*What would change my mind*"), quote_lines(scorecard.change_mind)])
        yield from parts.build_text(text, f"{at}/mind")
    if scorecard.change_mind.strip():
        text = join([Mrkdwn("*What would change their mind*"), quote_lines(scorecard.change_mind)])
        yield from parts.build_text(text, f"{at}/change_mind")
    if scorecard.probe_next.strip():
        text = join([Mrkdwn("*Probe next*"), quote_lines(scorecard.probe_next)])
        yield from parts.build_text(text, f"{at}/probe")
