"""The reveal: what deserves the talk, overall ratings, the table. Only counts are computed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from blocks import kit
from blocks.debriefs import parts
from blocks.debriefs.run_sheet import describe_agreement, describe_points
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
        Matrix,
        RevealedSeat,
        Summary,
    )
    from hiring.debriefs.scorecard import Rating

    Row = tuple[str, Sequence[tuple[str, str]]]

CHOSEN = Mrkdwn(
    "Chosen by who rated what, never by reading texts: ratings on both sides of the middle, and"
    " what several people could assess and only one did."
)
_CHARACTERS = 8_000  # of one table's block, so that its legend fits beside it
_TEXT = 3_000


def build_summary(content: Summary, words: RoleWords, *, native: bool) -> list[Message]:
    """What deserves the talk, then all overall ratings. Slot: `reveal/summary`."""
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
    title = f"{shorten_label(content.label)}: what to talk about"
    return parts.join_parts(
        parts.build_block(md("*{title}*", title=title), kit.header(title, "title")),
        parts.build_text(_describe_points(content, words), "points"),
        parts.build_text(_describe_other_flags(content, words), "flags"),
        parts.build_text(_describe_gaps(content, words), "without"),
        parts.build_small_text(CHOSEN if content.points or content.overall else Mrkdwn(), "chosen"),
        parts.build_text(
            join([Mrkdwn("*Overall ratings*"), *_describe_overall_ratings(content, words)]),
            "overall",
        ),
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


def _describe_points(content: Summary, words: RoleWords) -> Mrkdwn:
    """What deserves the talk, the first first."""
    authors = tuple(dict.fromkeys(seat.person for seat in content.seats if seat.scorecard))
    if not authors:
        return Mrkdwn("Nobody filed a scorecard.")
    if not (content.points or content.overall):
        return describe_agreement(authors, compared=content.compared)
    more = (
        md("And {more} more, in the table below.", more=content.more_points)
        if content.more_points
        else Mrkdwn()
    )
    return join([describe_points(content.overall, content.points, words), more])


def _describe_other_flags(content: Summary, words: RoleWords) -> Mrkdwn:
    """The red flags that belong to nothing above, with the attribute that they speak against."""
    lines = [
        md(
            "• {flag}: {who}",
            flag=words.flag(flag.red_flag)
            + (f" ({words.attribute(flag.attribute)})" if flag.attribute else ""),
            who=list_people(flag.people),
        )
        for flag in content.red_flags
    ]
    head = "Other red flags" if any(point.red_flags for point in content.points) else "Red flags"
    return join([md("*{head}*", head=head), *lines]) if lines else Mrkdwn()


def _describe_gaps(content: Summary, words: RoleWords) -> Mrkdwn:
    names = ", ".join(map(words.attribute, content.without_evidence))
    return md("*Nobody assessed:* {names}", names=names) if names else Mrkdwn()


def build_matrix(content: Matrix, words: RoleWords, *, native: bool) -> list[Message]:
    """Each attribute with its ratings, and who gave them. Slot: `reveal/matrix`.

    A table has three columns and a row for each rating of an attribute, so that a phone shows all
    of it however many interviewers there are.
    """
    names = name_columns(content.columns, words)
    legend = join(
        (
            md("{name} {person}", name=name, person=mention(seat.person))
            for name, seat in zip(names, content.columns, strict=True)
        ),
        ", ",
    )
    title = md("*{label}: attribute by attribute*", label=shorten_label(content.label))
    rows = [
        (words.attribute(attribute), tuple(_group_ratings(attribute, ratings, names, content)))
        for attribute, ratings in content.rows
    ]
    return parts.join_parts(
        parts.build_text(join([title, legend]), "legend"),
        _build_tables(rows, "matrix/0", native=native),
    )


def _group_ratings(
    attribute: str, ratings: Sequence[Rating | None], names: Sequence[str], content: Matrix
) -> Iterator[tuple[str, str]]:
    """Each rating that an attribute was given, from the lowest, with the interviews it came from.

    Last is which interviews could have assessed it, and didn't.
    """
    for rating in (*RATINGS, None):
        given_in = [
            name
            for name, seat, given in zip(names, content.columns, ratings, strict=True)
            if given is rating and (rating or attribute in seat.attributes)
        ]
        if given_in:
            yield describe_rating(rating), ", ".join(given_in)


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
    """Who revealed it before the grace was over, or without whom before everybody had filed."""
    if content.early_by:
        people = list_people(content.early_by)
        return md("Revealed by {people}, before the time for edits was over.", people=people)
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


def _build_tables(rows: Sequence[Row], block_id: str, *, native: bool) -> list[Message]:
    """One table, or several if the rows are too many for one."""
    lines = [
        md(
            "*{attribute}:* {ratings}",
            attribute=attribute,
            ratings="; ".join(f"{rating.lower()} {given_in}" for rating, given_in in ratings),
        )
        for attribute, ratings in rows
    ]
    text = join(lines)
    if not (native and rows):
        return parts.build_text(text, block_id)
    block = kit.table(
        "Ratings by attribute, and the interviews that they come from",
        ["Attribute", "Rating", "Interviews"],
        [
            [attribute, rating, given_in]
            for attribute, ratings in rows
            for rating, given_in in ratings
        ],
        block_id,
        native=True,
    )
    if len(rows) > 1 and (len(text) > _TEXT or kit.size(block) > _CHARACTERS):
        half = len(rows) // 2
        return [
            *_build_tables(rows[:half], f"{block_id}/0", native=native),
            *_build_tables(rows[half:], f"{block_id}/1", native=native),
        ]
    return parts.build_block(text, block)
