"""Examples of every `/hiring-guide` answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks.handbook.answers import HandbookSource, build_answer, build_shared_answer
from hiring.guide.handbook import Described, DidYouMean, NotCovered
from hiring.guide.passages import Topic, list_passages

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
    return build_answer(_find_source(guide, native=native), NotCovered(typed))


def _answer_subject(guide: Guide, typed: str, native: bool) -> Message:  # noqa: FBT001
    subject = guide.not_covered.subjects[0].name
    return build_answer(_find_source(guide, native=native), NotCovered(typed, subject))


def _answer_described(guide: Guide, typed: str, native: bool) -> Message:  # noqa: FBT001
    described = Described(typed, {"owner": frozenset({"nobody"})})
    return build_answer(_find_source(guide, native=native), described)


def _ask_back(guide: Guide, typed: str, native: bool) -> Message:  # noqa: FBT001
    asking = _find_source(guide, native=native)
    passages = list_passages(asking.role, guide.places)
    return build_answer(asking, DidYouMean(typed, passages[:3]))


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
    "guide.not_covered": _answer_subject,
    "guide.described": _answer_described,
    "guide.did_you_mean": _ask_back,
    "guide.shared.topic": _build_shared("time to hire"),
    "guide.shared.passage": _build_shared("do they need a phd"),
}
