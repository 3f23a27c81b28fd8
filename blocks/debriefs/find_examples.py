"""Examples of what is answered outside a hiring channel, and to a search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks.debriefs.command_examples import name_sample_debriefs
from blocks.debriefs.elsewhere import OwnDebriefs, build_elsewhere_answer
from blocks.debriefs.find_answers import FoundDebriefs, build_find_answer
from blocks.debriefs.home_examples import make_sample_owed, make_sample_runs
from blocks.debriefs.lists import SHOWN
from blocks.debriefs.sample import SAM

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from blocks.kit import Message
    from hiring.guide.role import Guide

    Example = Callable[[Guide, str, bool], Message]


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


def _find_among_too_many(typed: str) -> Message:
    return build_find_answer(FoundDebriefs(typed, "", [], 0, 0, 300, 5000, 12000, unreadable=1))


EXAMPLES: Mapping[str, Example] = {
    "debrief.find": _ignore_native_flag(
        lambda guide, typed: build_find_answer(_make_found(guide, typed))
    ),
    "debrief.find.last_page": _ignore_native_flag(
        lambda guide, typed: build_find_answer(_make_found(guide, typed, 1))
    ),
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
