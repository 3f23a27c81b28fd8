"""The reveal: overall ratings, the table, how to talk it through. Only counts are computed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from blocks import ids, kit
from blocks.debriefs import parts
from blocks.debriefs.ref import Ref
from blocks.debriefs.wording import (
    RATINGS,
    RELEASE_REASONS,
    describe_early_readers,
    describe_rating,
    describe_release,
    list_people,
    shorten_label,
)
from blocks.mrkdwn import Mrkdwn, join, md, mention

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from blocks.debriefs.wording import RoleWords
    from blocks.kit import Message
    from hiring.debriefs.reveal_contents import (
        Disagreement,
        Matrix,
        RevealedSeat,
        RunSheet,
        Summary,
    )
    from hiring.debriefs.scorecard import Rating

    Row = tuple[str, tuple[Rating | None, ...]]

_COLUMNS = 6  # of seats in one table, to be read without scrolling far
_CHARACTERS = 8_000  # of one table's block, so that its legend fits beside it
_TEXT = 3_000


def build_summary(content: Summary, words: RoleWords, *, native: bool) -> list[Message]:
    """The overall ratings of all interviewers. Slot: `reveal/summary`."""
    interviewers = {seat.person for seat in content.seats}
    others = [person for person in content.mentions if person not in interviewers]
    spread = join(
        (
            md("{name} {count}", name=RATINGS[rating], count=count)
            for rating, count in content.spread
        ),
        ", ",
    )
    counted = md("*Spread:* {spread}", spread=spread)
    filed = sum(count for _, count in content.spread)
    chart = {RATINGS[rating]: float(count) for rating, count in content.spread}
    return parts.join_parts(
        parts.build_block(
            md("*{label}: overall ratings*", label=shorten_label(content.label)),
            kit.header(f"{shorten_label(content.label)}: overall ratings", "title"),
        ),
        parts.build_text(join(_describe_overall_ratings(content, words)), "overall"),
        parts.build_text(_describe_released_seats(content, words), "released"),
        parts.build_text(list_people(others), "others"),
        parts.build_block(
            counted,
            kit.bar_chart("Overall ratings", {"Ratings": chart}, "spread", y_label="Scorecards"),
        )
        if native and filed
        else parts.build_text(counted, "spread"),
        parts.build_small_text(
            join([_describe_early_reveal(content), _describe_readers(content)]), "readers"
        ),
        parts.build_small_text(Mrkdwn("Each scorecard follows, then the run-sheet."), "next"),
    )


def build_matrix(content: Matrix, words: RoleWords, *, native: bool) -> list[Message]:
    """The ratings by attribute and interviewer, in one table or more. Slot: `reveal/matrix`."""
    names = name_columns(content.columns, words)
    legend = join(
        (
            md("{name} {person}", name=name, person=mention(seat.person))
            for name, seat in zip(names, content.columns, strict=True)
        ),
        ", ",
    )
    title = md("*{label}: attribute by attribute*", label=shorten_label(content.label))
    tables = [
        table
        for start in range(0, len(names), _COLUMNS)
        for table in _build_tables(
            names[start : start + _COLUMNS],
            [(words.attribute(a), row[start : start + _COLUMNS]) for a, row in content.rows],
            f"matrix/{start}",
            native=native,
        )
    ]
    return parts.join_parts(parts.build_text(join([title, legend]), "legend"), tables)


def build_run_sheet(content: RunSheet, words: RoleWords) -> list[Message]:
    """How to talk it through, step by step. Slot: `reveal/run-sheet`."""
    decide = kit.button("Decide", ids.DEBRIEF_DECIDE, value=Ref(content.debrief_id).text())
    return parts.join_parts(
        parts.build_block(Mrkdwn("*How to talk it through*"), kit.header("Run-sheet", "title")),
        parts.build_text(
            _describe_list(
                "1. Where you differ",
                "All ratings point the same way. Ask why.",
                [_describe_disagreement(disagreement, words) for disagreement in content.differing],
            ),
            "differing",
        ),
        parts.build_text(
            _describe_list(
                "2. Nobody assessed",
                "Every attribute was rated by someone.",
                [
                    md("• {name}", name=words.attribute(attribute))
                    for attribute in content.without_evidence
                ],
            ),
            "without",
        ),
        parts.build_text(
            _describe_list(
                "3. Red flags seen by more than one",
                "None.",
                [
                    md(
                        "• {flag}: {who}",
                        flag=words.flag(flag.red_flag),
                        who=list_people(flag.people),
                    )
                    for flag in content.red_flags
                ],
            ),
            "red_flags",
        ),
        parts.build_text(
            join([Mrkdwn("*4. Who speaks when*"), *_describe_speaking_order(content)]), "speaking"
        ),
        parts.build_small_text(
            Mrkdwn(
                "Evidence first, in the candidate's words. Then what you make of it. Compare with"
                " the bar, not with other candidates."
            ),
            "rules",
        ),
        parts.build_buttons([decide] if content.undecided else [], "acts"),
    )


def name_columns(columns: Sequence[RevealedSeat], words: RoleWords) -> list[str]:
    """The stage of each column; if several people share a stage, their columns are numbered."""
    names = [words.stage(seat.stage) for seat in columns]
    all_of = Counter(names)
    seen: Counter[str] = Counter()
    numbered = []
    for name in names:
        seen[name] += 1
        numbered.append(f"{name} {seen[name]}" if all_of[name] > 1 else name)
    return numbered


def _describe_overall_ratings(content: Summary, words: RoleWords) -> Iterator[Mrkdwn]:
    filed = [seat for seat in content.seats if seat.scorecard]
    names = dict(zip((seat.seat for seat in filed), name_columns(filed, words), strict=True))
    for seat in content.seats:
        name = names.get(seat.seat) or words.stage(seat.stage)
        given = describe_rating(seat.scorecard.overall) if seat.scorecard else "Not filed yet"
        marks = join(_describe_marks(seat), ", ")
        line = md("*{given}*  {name}, {who}", given=given, name=name, who=mention(seat.person))
        yield join([line, md("({marks})", marks=marks) if marks else Mrkdwn()], " ")


def _describe_marks(seat: RevealedSeat) -> Iterator[Mrkdwn]:
    """What its author could know when they filed the scorecard, and when they changed it.

    A later change takes no mark away: one after the reveal is named beside one after reading.
    """
    if seat.given_up:
        said = RELEASE_REASONS[seat.given_up.reason] if seat.given_up.reason else ""
        yield join([Mrkdwn("had said they can't file"), md("{said}", said=said)], ": ")
    if seat.after_reveal:
        yield Mrkdwn("filed after the reveal")
    elif seat.after_reading:
        yield md("filed after reading round {number}", number=seat.after_reading)
    if not seat.changes:
        return
    read = max(0 if each.after_reveal else each.after_reading for each in seat.changes)
    public = any(each.after_reveal for each in seat.changes)
    moments = [
        md("after reading round {number}", number=read) if read else Mrkdwn(),
        Mrkdwn("after the reveal") if public else Mrkdwn(),
    ]
    yield join([Mrkdwn("changed"), join(moments, " and ")], " ")


def _describe_released_seats(content: Summary, words: RoleWords) -> Mrkdwn:
    """The seats that nobody waited for: who was excused by which person, and why."""
    lines = [
        md("• {stage}: {what}", stage=words.stage(each.stage), what=describe_release(each))
        for each in content.released
    ]
    return join([Mrkdwn("*Without a scorecard*"), *lines]) if lines else Mrkdwn()


def _describe_early_reveal(content: Summary) -> Mrkdwn:
    """Who revealed without whom, before everybody had filed."""
    if not content.left_out:
        return Mrkdwn()
    return md(
        "Revealed by {by} without {people}.",
        by=mention(content.revealed_by) if content.revealed_by else "the owner or the decider",
        people=list_people(content.left_out),
    )


def _describe_readers(content: Summary) -> Mrkdwn:
    """Who read which rounds before the channel could."""
    readers = describe_early_readers(content.readers)
    return md("Read before the reveal: {readers}.", readers=readers) if readers else Mrkdwn()


def _build_tables(
    names: Sequence[str], rows: Sequence[Row], block_id: str, *, native: bool
) -> list[Message]:
    """One table, or several if the rows are too many for one."""
    lines = [
        md(
            "*{attribute}:* {ratings}",
            attribute=attribute,
            ratings=", ".join(
                f"{name} {describe_rating(rating).lower()}"
                for name, rating in zip(names, row, strict=True)
            ),
        )
        for attribute, row in rows
    ]
    if not native:
        return parts.build_text(join(lines), block_id)
    block = kit.table(
        "Ratings by attribute and interview (– is not assessed)",
        ["Attribute", *names],
        [
            [attribute, *(describe_rating(rating) if rating else "–" for rating in row)]
            for attribute, row in rows
        ],
        block_id,
        native=True,
    )
    text = join(lines)
    if len(rows) > 1 and (len(text) > _TEXT or kit.size(block) > _CHARACTERS):
        half = len(rows) // 2
        return [
            *_build_tables(names, rows[:half], f"{block_id}/0", native=native),
            *_build_tables(names, rows[half:], f"{block_id}/1", native=native),
        ]
    return parts.build_block(text, block)


def _describe_list(title: str, nothing: str, lines: Sequence[Mrkdwn]) -> Mrkdwn:
    return join([md("*{title}*", title=title), *(lines or [md("{nothing}", nothing=nothing)])])


def _describe_disagreement(disagreement: Disagreement, words: RoleWords) -> Mrkdwn:
    by_rating = {
        name: [person for person, given in disagreement.ratings if given is value]
        for value, name in RATINGS.items()
    }
    sides = join(
        (
            md("{name} {who}", name=name.lower(), who=list_people(who))
            for name, who in by_rating.items()
            if who
        ),
        "; ",
    )
    name = words.attribute(disagreement.attribute) if disagreement.attribute else "Overall"
    return md("• {name}: {sides}", name=name, sides=sides)


def _describe_speaking_order(content: RunSheet) -> Iterator[Mrkdwn]:
    for number, person in enumerate(content.speaking, start=1):
        last = ", who decides" if person == content.decider else ""
        yield md("{n}. {who}{last}", n=number, who=mention(person), last=last)
