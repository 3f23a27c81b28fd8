"""What `/debrief find` answers: the debriefs that match, a page at a time, or what was searched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from blocks import ids, kit
from blocks.debriefs import parts
from blocks.debriefs.command_answers import build_lines
from blocks.debriefs.lists import (
    LONGEST_IN_BUTTON,
    SHOWN,
    build_open_button,
    describe_unreadable,
)
from blocks.debriefs.wording import count_of
from blocks.mrkdwn import Mrkdwn, clean, join, md, quote

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from blocks.debriefs.command_answers import NamedDebrief
    from blocks.kit import Element, Message

MOST_WORDS: Final = 5

HOW: Final = Mrkdwn(
    "You can type a label, a role, an outcome and a month, such as `/debrief find hired march`,"
    " `/debrief find no hire since january`, `/debrief find 2026` or `/debrief find JS`."
)
BY_PERSON: Final = Mrkdwn(
    "I can't search by interviewer: nothing is listed per person. What is yours is in my Home tab."
)
BY_DAY: Final = Mrkdwn("I can't search by day, so I searched the whole month.")


@dataclass(frozen=True)
class FoundDebriefs:
    """A page (from 0) of the `total` debriefs that match what was `typed`.

    `label` is what a new debrief could be labelled, empty if that isn't meant. `unknown` are words
    that are in no label or role. `by_day`, `by_person`: a day or a person was named.
    `read` of the `known` debriefs in `channels` private channels were compared. `unreadable`: how
    many could not be.
    """

    typed: str
    label: str
    debriefs: Sequence[NamedDebrief]
    page: int
    total: int
    channels: int
    read: int
    known: int
    unreadable: int = 0
    unknown: tuple[str, ...] = ()
    by_day: bool = False
    by_person: bool = False


def build_find_answer(result: FoundDebriefs) -> Message:
    """What was searched for, and the debriefs."""
    pages = -(-result.total // SHOWN)
    head = _describe_total(result)
    if pages > 1:
        page = md("Page {page} of {pages}", page=result.page + 1, pages=f"{pages:,}")
        head = join([head, page])
    small = join([_describe_searched(result), *([] if result.total else [HOW])])
    return parts.join_parts(
        parts.build_text(join([head, _describe_left_out(result)]), "head"),
        *build_lines(result.debriefs, with_place=True),
        parts.build_small_text(small, "searched"),
        parts.build_small_text(describe_unreadable(result.unreadable), "unreadable"),
        parts.build_buttons([*_build_buttons(result, pages)], "acts"),
    )[0]


def _describe_total(result: FoundDebriefs) -> Mrkdwn:
    typed = result.typed.strip()
    if not result.total:
        return md("*No debrief matches {typed}.*", typed=quote(typed)) if typed else NONE
    count = count_of(result.total, "debrief")
    if not typed:
        return md("*{count}*, the latest first", count=count)
    return md("*{count} for {typed}*", count=count, typed=quote(typed))


NONE: Final = Mrkdwn("*No debrief yet.*")


def _describe_left_out(result: FoundDebriefs) -> Mrkdwn:
    """What was typed and not searched for, so that nobody takes the answer for more than it is."""
    words = join(map(quote, result.unknown[:MOST_WORDS]), ", ")
    what = ", so I left that out" if result.total else ""
    unknown = md("No label or role has {words}{what}.", words=words, what=what)
    return join(
        [
            unknown if result.unknown else Mrkdwn(),
            BY_PERSON if result.by_person else Mrkdwn(),
            BY_DAY if result.by_day else Mrkdwn(),
        ]
    )


def _describe_searched(result: FoundDebriefs) -> Mrkdwn:
    """Where was searched, so that nobody takes a part for everything."""
    if not result.channels:
        return Mrkdwn(
            "I search the private channels that you and I are both in. At the moment that is none."
        )
    where = count_of(result.channels, "private channel")
    if result.read < result.known:
        return md(
            "I compared the latest {read} of {known} debriefs in {where} that you and I are both"
            " in. Add a year to search further back.",
            read=f"{result.read:,}",
            known=f"{result.known:,}",
            where=where,
        )
    return md("Searched {where} that you and I are both in, open and past.", where=where)


def _build_buttons(result: FoundDebriefs, pages: int) -> Iterator[Element]:
    turns = [("Previous page", result.page - 1), ("Next page", result.page + 1)]
    for name, page in turns:
        if 0 <= page < pages:
            value = f"{page}:{clean(result.typed)[:LONGEST_IN_BUTTON]}"
            yield kit.button(name, ids.number_id(ids.DEBRIEF_FIND, page), value=value)
    if result.label or not result.total:
        yield build_open_button(label=result.label)
