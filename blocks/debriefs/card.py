"""One scorecard in full, in as many messages as it takes, with what it was before each change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks.debriefs import parts
from blocks.debriefs.wording import label, quoted, rating
from blocks.mrkdwn import Mrkdwn, join, md, mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blocks.debriefs.wording import RoleWords
    from blocks.kit import Message
    from hiring.debriefs.reveal_contents import RevealedScorecard, RevealedSeat
    from hiring.debriefs.scorecard import Scorecard


def card(content: RevealedScorecard, words: RoleWords) -> list[Message]:
    """`reveal/card/<seat>`."""
    return parts.fitted(in_parts(content.seat, words, content.label))


def in_parts(seat: RevealedSeat, words: RoleWords, candidate: str) -> list[Message]:
    """The same in the parts that it may be split between."""
    if seat.card is None:
        return []
    marks = join(
        [
            Mrkdwn("Filed after the reveal.") if seat.after_reveal else Mrkdwn(),
            Mrkdwn("The author had read an earlier round before filing.")
            if seat.after_reading
            else Mrkdwn(),
        ],
        " ",
    )
    head = md(
        "*{stage}, {person}: {overall}*\n{label}, round {round}",
        stage=words.stage_name(seat.stage),
        person=mention(seat.person),
        overall=rating(seat.card.overall),
        label=label(candidate),
        round=seat.round,
    )
    at = f"card/{seat.seat}"
    changes = [
        part
        for number, change in enumerate(seat.changes, start=1)
        for part in [
            *parts.told(
                join([md("*Change {n}*, for this reason:", n=number), quoted(change.reason)]),
                f"{at}/change/{number}",
            ),
            *_card(change.former, seat, words, f"{at}/former/{number}", overall=True),
        ]
    ]
    return [
        *parts.told(head, f"{at}/head"),
        *(parts.small(marks, f"{at}/marks") if marks else []),
        *_card(seat.card, seat, words, at, overall=False),
        *changes,
    ]


def _card(
    one: Scorecard, seat: RevealedSeat, words: RoleWords, at: str, *, overall: bool
) -> Iterator[Message]:
    was = md("*Before it, overall: {rating}*", rating=rating(one.overall)) if overall else Mrkdwn()
    yield from parts.told(join([was, quoted(one.reason)]), f"{at}/overall")
    for rated in one.ratings:
        name = words.attribute(rated.attribute)
        text = md("*{name}: {rating}*", name=name, rating=rating(rated.rating))
        yield from parts.told(
            join([text, quoted(rated.evidence)]), f"{at}/rating/{rated.attribute}"
        )
    stage = words.stages.get(seat.stage)
    left = [name for name in (stage.attributes if stage else ()) if one.rated(name) is None]
    if left:
        names = ", ".join(words.attribute(name) for name in left)
        yield from parts.told(md("*Not assessed:* {names}", names=names), f"{at}/left")
    if one.red_flags:
        flags = [md("• {flag}", flag=words.flag(flag)) for flag in one.red_flags]
        yield from parts.told(join([Mrkdwn("*Red flags seen*"), *flags]), f"{at}/flags")
    if one.probe_next.strip():
        text = join([Mrkdwn("*Probe next*"), quoted(one.probe_next)])
        yield from parts.told(text, f"{at}/probe")
