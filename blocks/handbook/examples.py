"""Examples of every `/hiring-guide` answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks.handbook.answers import HandbookSource, build_answer, build_shared_answer
from hiring.guide.handbook import Nothing
from hiring.guide.passages import Topic

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from blocks.kit import Message, View
    from hiring.guide.role import Guide

PERSON = "U0000000001"


def _asking(guide: Guide, *, native: bool) -> HandbookSource:
    role = next(role for role in guide.roles.values() if role.about.functions)
    return HandbookSource.of(role, guide, native=native)


def _typed(text: str) -> Callable[[Guide, str, bool], Message]:
    def example(guide: Guide, _: str, native: bool) -> Message:  # noqa: FBT001
        asking = _asking(guide, native=native)
        return build_answer(asking, asking.handbook.ask(text))

    return example


def _nothing(guide: Guide, typed: str, native: bool) -> Message:  # noqa: FBT001
    return build_answer(_asking(guide, native=native), Nothing(typed))


def _shared(text: str) -> Callable[[Guide, str, bool], Message]:
    def example(guide: Guide, _: str, native: bool) -> Message:  # noqa: FBT001
        asking = _asking(guide, native=native)
        shown = build_shared_answer(asking, asking.handbook.ask(text), PERSON)
        assert shown is not None  # noqa: S101 - the texts below can all be shared
        return shown

    return example


EXAMPLES: Mapping[str, Callable[[Guide, str, bool], Message | View]] = {
    "guide.home": _typed(""),
    "guide.help": _typed("help"),
    **{f"guide.topic.{topic.name.lower()}": _typed(topic.value) for topic in Topic},
    "guide.found": _typed("how long does it take"),
    "guide.found_with_others": _typed("is it a manager"),
    "guide.nothing": _nothing,
    "guide.shared.topic": _shared("time to hire"),
    "guide.shared.passage": _shared("do they need a phd"),
}
