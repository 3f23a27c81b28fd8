"""Examples of the answers to a command in people's own words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from blocks.debriefs import command_answers
from blocks.debriefs.command_answers import NamedDebrief
from blocks.debriefs.lists import DebriefLine, Progress
from blocks.debriefs.sample import AT, CHANNEL, DEBRIEF, TARIQ, THREAD, make_role_text
from hiring.debriefs.debrief import CloseKind, Outcome
from hiring.debriefs.debrief_query import Deed
from hiring.debriefs.state import Phase

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from blocks.kit import Message
    from hiring.guide.role import Guide

    Example = Callable[[Guide, str, bool], Message]


def _ignore_native_flag(make: Callable[[Guide, str], Message]) -> Example:
    return lambda guide, typed, _native: make(guide, typed)


def list_sample_debriefs(guide: Guide, typed: str) -> list[DebriefLine]:
    """Debriefs as lines of a list, one in each state."""
    role_text = make_role_text(guide)
    first = DebriefLine(DEBRIEF, typed, role_text, CHANNEL, Phase.RUNNING, AT, THREAD)
    return [
        first,
        replace(first, phase=Phase.REVEALED, thread=""),
        replace(first, phase=Phase.DECIDED, outcome=Outcome.HIRE, outcome_at=AT),
        replace(first, phase=Phase.CLOSED, closed=CloseKind.ROLE_CLOSED, outcome_at=AT),
    ]


def name_sample_debriefs(guide: Guide, typed: str, *, manage: bool = True) -> list[NamedDebrief]:
    """The same, as what a text names."""
    return [NamedDebrief(line, TARIQ, manage) for line in list_sample_debriefs(guide, typed)]


def _answer_progress(guide: Guide, typed: str) -> Message:
    """One with two rounds, and one whose only round runs."""
    first, second = name_sample_debriefs(guide, typed)[:2]
    line = replace(first.line, progress=Progress(1, 2, 1, 3, AT))
    other = replace(second.line, phase=Phase.RUNNING, progress=Progress(1, 1, 0, 2, AT))
    return command_answers.build_progress_answer(
        [replace(first, line=line), replace(second, line=other, manage=False)]
    )


EXAMPLES: Mapping[str, Example] = {
    "debrief.meant": _ignore_native_flag(
        lambda _guide, typed: command_answers.build_suggestion(typed, "list")
    ),
    "debrief.deed": _ignore_native_flag(
        lambda guide, typed: command_answers.build_deed_answer(
            Deed.CLOSE, "JS", f"close {typed}", name_sample_debriefs(guide, typed)[:1], named=True
        )
    ),
    "debrief.deed.not_theirs": _ignore_native_flag(
        lambda guide, typed: command_answers.build_deed_answer(
            Deed.CLOSE,
            "JS",
            typed,
            name_sample_debriefs(guide, typed, manage=False)[:1],
            named=True,
        )
    ),
    "debrief.deed.which": _ignore_native_flag(
        lambda guide, typed: command_answers.build_deed_answer(
            Deed.ADD, "", typed, name_sample_debriefs(guide, typed), named=False
        )
    ),
    "debrief.deed.none": _ignore_native_flag(
        lambda _guide, typed: command_answers.build_deed_answer(
            Deed.EXPORT, typed, typed, [], named=False
        )
    ),
    "debrief.progress": _ignore_native_flag(_answer_progress),
    "debrief.sealing": _ignore_native_flag(
        lambda guide, typed: command_answers.build_sealing_answer(
            guide.help.debrief, typed, name_sample_debriefs(guide, typed)[:1]
        )
    ),
    "debrief.unclear.none": _ignore_native_flag(
        lambda _guide, typed: command_answers.build_unclear_answer(typed, [])
    ),
    "debrief.unclear": _ignore_native_flag(
        lambda guide, typed: command_answers.build_unclear_answer(
            typed, name_sample_debriefs(guide, typed)[:1]
        )
    ),
}
