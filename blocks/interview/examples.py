"""Examples of every `/interview-questions` answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks.details import split_off_details
from blocks.interview.answers import build_answer, build_kit, build_shared_answer
from blocks.interview.interviews import Interviews
from hiring.guide.interview_query import NearStages, NoStage, parse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from blocks.kit import Message, View
    from hiring.guide.interview_query import InterviewQuery
    from hiring.guide.role import Guide

PERSON = "U0000000001"


def _find_interviews(guide: Guide, *, native: bool, public: bool = False) -> Interviews:
    roles = guide.roles.values()
    shown = (Interviews.from_role(role, guide, native=native, public=public) for role in roles)
    return next(plan for plan in shown if plan)


def _answer_typed(text: str, *, public: bool = False) -> Callable[[Guide, str, bool], Message]:
    def example(guide: Guide, _: str, native: bool) -> Message:  # noqa: FBT001
        interviews = _find_interviews(guide, native=native, public=public)
        typed, detailed = split_off_details(text)
        return build_answer(interviews, parse(typed, interviews.interview), detailed=detailed)

    return example


def _answer_query(
    make: Callable[[Interviews, str], InterviewQuery],
) -> Callable[[Guide, str, bool], Message]:
    def example(guide: Guide, typed: str, native: bool) -> Message:  # noqa: FBT001
        interviews = _find_interviews(guide, native=native)
        return build_answer(interviews, make(interviews, typed))

    return example


def _build_shared(text: str) -> Callable[[Guide, str, bool], Message]:
    def example(guide: Guide, _: str, native: bool) -> Message:  # noqa: FBT001
        interviews = _find_interviews(guide, native=native)
        typed, detailed = split_off_details(text)
        query = parse(typed, interviews.interview)
        shown = build_shared_answer(interviews, query, PERSON, detailed=detailed)
        assert shown is not None  # noqa: S101 - the texts below can all be shared
        return shown

    return example


def _build_kit(text: str) -> Callable[[Guide, str, bool], Message]:
    def example(guide: Guide, _: str, native: bool) -> Message:  # noqa: FBT001
        interviews = _find_interviews(guide, native=native)
        shown = build_kit(interviews, parse(text, interviews.interview))
        assert shown is not None  # noqa: S101 - the texts below all have a kit
        return shown

    return example


EXAMPLES: Mapping[str, Callable[[Guide, str, bool], Message | View]] = {
    "interview.plan": _answer_typed(""),
    "interview.plan_in_public": _answer_typed("", public=True),
    "interview.plan.details": _answer_typed("details"),
    "interview.stage": _answer_typed("2"),
    "interview.stage.details": _answer_typed("2 details"),
    "interview.last_stage": _answer_typed("4"),
    "interview.help": _answer_typed("help"),
    "interview.near": _answer_query(
        lambda interviews, typed: NearStages(typed, interviews.interview.stages[:2])
    ),
    "interview.none": _answer_query(lambda _, typed: NoStage(typed)),
    "interview.shared.plan": _build_shared(""),
    "interview.shared.plan.details": _build_shared("details"),
    "interview.shared.stage": _build_shared("2"),
    "interview.shared.stage.details": _build_shared("2 details"),
    "interview.kit.plan": _build_kit(""),
    "interview.kit.stage": _build_kit("2"),
}
