"""Examples of what is answered outside a hiring channel, and to a search."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from blocks.debriefs.command_examples import name_sample_debriefs
from blocks.debriefs.elsewhere import OwnDebriefs, build_elsewhere_answer
from blocks.debriefs.find_answers import FoundDebriefs, build_find_answer
from blocks.debriefs.home_examples import make_sample_owed, make_sample_runs
from blocks.debriefs.lists import SHOWN
from blocks.debriefs.render import build_messages
from blocks.debriefs.sample import (
    CHANNEL,
    DEBRIEF,
    SAM,
    TARIQ,
    THREAD,
    make_role_text,
)
from blocks.debriefs.stats_answer import build_stats_answer
from hiring.debriefs.contents import OwnerBoard
from hiring.debriefs.state import Phase
from hiring.debriefs.stats import MonthFigures, Stats

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from blocks.kit import Message, View
    from hiring.guide.role import Guide

    Example = Callable[[Guide, str, bool], Message | View]


def _ignore_native_flag(make: Callable[[Guide, str], Message]) -> Example:
    return lambda guide, typed, _native: make(guide, typed)


def _make_found(guide: Guide, typed: str, page: int = 0) -> FoundDebriefs:
    return FoundDebriefs(
        typed=typed,
        label=typed,
        debriefs=name_sample_debriefs(guide, typed, manage=False)[: SHOWN - page],
        page=page,
        total=9,
        channels=3,
        read=1200,
        known=1200,
    )


def _find_nothing(typed: str, channels: int) -> Message:
    return build_find_answer(FoundDebriefs(typed, typed, [], 0, 0, channels, 1200, 1200))


def _find_without(guide: Guide, typed: str) -> Message:
    """Words of the search were left out."""
    result = replace(_make_found(guide, typed), unknown=(typed,) * 7, by_day=True, by_person=True)
    return build_find_answer(result)


def _find_among_too_many(typed: str) -> Message:
    return build_find_answer(FoundDebriefs(typed, "", [], 0, 0, 300, 5000, 12000, unreadable=1))


def _make_stats() -> Stats:
    return Stats(
        [
            MonthFigures((2026, 4), 3.4, None),
            MonthFigures((2026, 3), 0.5, 30.2),
            MonthFigures((2026, 2), None, 2000),
        ],
        31,
        4,
    )


def _show_stats(native: bool, *, whole: bool, own: bool, few: bool = False) -> Message:  # noqa: FBT001
    stats = Stats([MonthFigures((2026, 4), None, None)], 2, 0) if few else _make_stats()
    return build_stats_answer(
        stats if whole else None, stats if own else None, read=5000, known=7000, native=native
    )


def _show_board(phase: Phase) -> Example:
    def show(guide: Guide, typed: str, native: bool) -> Message:  # noqa: FBT001
        thread = THREAD if phase is Phase.REVEALED else ""
        board = OwnerBoard(DEBRIEF, typed, CHANNEL, phase, 1, (), SAM, TARIQ, thread=thread)
        return build_messages(board, make_role_text(guide), native=native)[0]

    return show


EXAMPLES: Mapping[str, Example] = {
    **{
        f"debrief.board.{phase.value}": _show_board(phase)
        for phase in (Phase.REVEALED, Phase.DECIDED, Phase.CLOSED)
    },
    "debrief.stats": lambda _guide, _typed, native: _show_stats(native, whole=True, own=True),
    "debrief.stats.own": lambda _guide, _typed, native: _show_stats(native, whole=False, own=True),
    "debrief.stats.few": lambda _guide, _typed, native: _show_stats(
        native, whole=False, own=True, few=True
    ),
    "debrief.stats.nobody": lambda _guide, _typed, native: _show_stats(
        native, whole=False, own=False
    ),
    "debrief.find": _ignore_native_flag(
        lambda guide, typed: build_find_answer(_make_found(guide, typed))
    ),
    "debrief.find.last_page": _ignore_native_flag(
        lambda guide, typed: build_find_answer(_make_found(guide, typed, 1))
    ),
    "debrief.find.left_out": _ignore_native_flag(_find_without),
    "debrief.find.nothing": _ignore_native_flag(lambda _guide, typed: _find_nothing(typed, 3)),
    "debrief.find.no_channel": _ignore_native_flag(lambda _guide, typed: _find_nothing(typed, 0)),
    "debrief.find.too_many": _ignore_native_flag(lambda _guide, typed: _find_among_too_many(typed)),
    "debrief.in_dm": _ignore_native_flag(
        lambda guide, typed: build_elsewhere_answer(
            "direct",
            OwnDebriefs(
                SAM,
                make_sample_owed(guide, typed)[:2],
                10,
                make_sample_runs(guide, typed)[3:6],
                1000,
                unreadable=1,
            ),
            typed,
        )
    ),
    "debrief.in_dm.nothing": _ignore_native_flag(
        lambda _guide, _typed: build_elsewhere_answer("direct", OwnDebriefs(SAM, runs=[]))
    ),
    "debrief.in_public": _ignore_native_flag(
        lambda guide, typed: build_elsewhere_answer(
            "public", OwnDebriefs(SAM, make_sample_owed(guide, typed)[:2]), typed
        )
    ),
    "debrief.in_public.nothing": _ignore_native_flag(
        lambda _guide, _typed: build_elsewhere_answer("removed", OwnDebriefs(SAM))
    ),
}
