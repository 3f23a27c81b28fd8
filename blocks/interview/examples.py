"""Examples of every `/interview-questions` answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks.details import split_off_details
from blocks.interview.answers import build_answer, build_kit, build_shared_answer
from blocks.interview.cards import build_cards_view
from blocks.interview.interviews import Interviews
from hiring.guide.interview_query import InGuide, NearStages, NoStage, OtherJob, find_exact, parse
from hiring.guide.may_ask import MayAsk
from hiring.guide.passage import Topic
from hiring.guide.passages import list_passages

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
        return build_answer(
            interviews, parse(typed, interviews.role, interviews.interview), detailed=detailed
        )

    return example


def _answer_query(
    make: Callable[[Interviews, str], InterviewQuery],
) -> Callable[[Guide, str, bool], Message]:
    def example(guide: Guide, typed: str, native: bool) -> Message:  # noqa: FBT001
        interviews = _find_interviews(guide, native=native)
        return build_answer(interviews, make(interviews, typed))

    return example


def _answer_in_doubt(guide: Guide, typed: str, native: bool) -> Message:  # noqa: FBT001
    """A stage's passage, and one of the guide."""
    interviews = _find_interviews(guide, native=native)
    passages = {passage.id: passage for passage in list_passages(interviews.role, guide.places)}
    stage = interviews.interview.stages[0]
    subjects = (passages[f"interview/stage/{stage.id}"], passages["red-flags/all"])
    return build_answer(interviews, InGuide(typed, subjects, is_sure=False))


def _build_shared(text: str) -> Callable[[Guide, str, bool], Message]:
    def example(guide: Guide, _: str, native: bool) -> Message:  # noqa: FBT001
        interviews = _find_interviews(guide, native=native)
        typed, detailed = split_off_details(text)
        query = find_exact(typed, interviews.interview)
        assert query is not None  # noqa: S101 - the texts below can all be shared
        return build_shared_answer(interviews, query, PERSON, detailed=detailed)

    return example


def _build_kit(text: str) -> Callable[[Guide, str, bool], Message]:
    def example(guide: Guide, _: str, native: bool) -> Message:  # noqa: FBT001
        interviews = _find_interviews(guide, native=native)
        query = find_exact(text, interviews.interview)
        assert query is not None  # noqa: S101 - the texts below all have a kit
        return build_kit(interviews, query)[0]

    return example


def _build_cards(page: int) -> Callable[[Guide, str, bool], View]:
    def example(guide: Guide, _: str, native: bool) -> View:  # noqa: FBT001
        interviews = _find_interviews(guide, native=native)
        return build_cards_view(interviews, interviews.interview.stages[1], page)

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
    "interview.not_to_ask": _answer_query(
        lambda interviews, _: MayAsk(interviews.not_to_ask.subjects[:1])
    ),
    "interview.other_job": _answer_query(lambda _, typed: OtherJob(typed)),
    "interview.in_guide": _answer_query(
        lambda _, typed: InGuide(typed, (Topic.RED_FLAGS,), is_sure=True)
    ),
    "interview.perhaps_in_guide": _answer_in_doubt,
    "interview.shared.plan": _build_shared(""),
    "interview.shared.plan.details": _build_shared("details"),
    "interview.shared.stage": _build_shared("architecture"),
    "interview.shared.stage.details": _build_shared("architecture details"),
    "interview.kit.plan": _build_kit(""),
    "interview.kit.stage": _build_kit("architecture"),
    "interview.cards.beginning": _build_cards(0),
    "interview.cards.question": _build_cards(1),
    "interview.cards.end": _build_cards(99),
    "interview.other_plan": _answer_typed("two interviews"),
    "interview.take_home": _answer_typed("take-home instead of live coding"),
    "interview.sheet": _answer_typed("prepare"),
    "interview.sheet.details": _answer_typed("prepare details"),
}
