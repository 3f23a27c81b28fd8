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


def _find_source(guide: Guide, *, native: bool) -> HandbookSource:
    role = next(role for role in guide.roles.values() if role.about.functions)
    return HandbookSource.from_role(role, guide, native=native)


def _answer_typed(text: str) -> Callable[[Guide, str, bool], Message]:
    def example(guide: Guide, _: str, native: bool) -> Message:  # noqa: FBT001
        asking = _find_source(guide, native=native)
        return build_answer(asking, asking.handbook.ask(text))

    return example


def _answer_unknown(guide: Guide, typed: str, native: bool) -> Message:  # noqa: FBT001
    return build_answer(_find_source(guide, native=native), Nothing(typed))


def _build_shared(text: str) -> Callable[[Guide, str, bool], Message]:
    def example(guide: Guide, _: str, native: bool) -> Message:  # noqa: FBT001
        asking = _find_source(guide, native=native)
        shown = build_shared_answer(asking, asking.handbook.ask(text), PERSON)
        assert shown is not None  # noqa: S101 - the texts below can all be shared
        return shown

    return example


EXAMPLES: Mapping[str, Callable[[Guide, str, bool], Message | View]] = {
    "guide.home": _answer_typed(""),
    "guide.help": _answer_typed("help"),
    **{f"guide.topic.{topic.name.lower()}": _answer_typed(topic.value) for topic in Topic},
    "guide.found": _answer_typed("how long does it take"),
    "guide.found_with_others": _answer_typed("is it a manager"),
    "guide.nothing": _answer_unknown,
    "guide.shared.topic": _build_shared("time to hire"),
    "guide.shared.passage": _build_shared("do they need a phd"),
}
