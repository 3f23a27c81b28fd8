"""Interviews of any team are shown whole, or say that the kit has the rest; the kit has it all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from blocks import kit
from blocks.interview.answers import build_answer, build_kit, build_shared_answer
from blocks.interview.cards import build_cards_view
from blocks.interview.interviews import Interviews
from blocks.interview.kit_file import write_markdown
from hiring.guide.interview import Interview
from hiring.guide.interview_query import AtPlan, AtSheet, AtStage, OtherPlans, Plan, Shown
from local_slack.block_kit import check
from tests.blocks.test_examples import accepted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiring.guide.role import Guide

JSON = dict[str, Any]
PERSON = "U0000000001"
SHORTENED = "Shortened to fit: the kit has all of it."


@pytest.fixture
def interviews(guide: Guide) -> Interviews:
    return find_interviews(guide, "ai-tech-lead")


def find_interviews(guide: Guide, role: str, interview: Interview | None = None) -> Interviews:
    """The interviews of a role, or others in their place."""
    changed = guide.roles[role]
    changed = replace(changed, interview=interview or changed.interview)
    interviews = Interviews.from_role(changed, guide, native=True, public=False)
    assert interviews is not None
    return interviews


def write(length: int) -> str:
    """A text of so many characters, in which a line can be broken."""
    return ("word " * length)[: length - 1] + "."


def build_longest(interview: Interview) -> Interview:
    """Interviews in which every text and every list is as long as it may be."""
    values: JSON = interview.model_dump()
    anchors = dict.fromkeys(("strong_no", "no", "yes", "strong_yes"), write(200))
    values["attributes"] = [attribute | anchors for attribute in values["attributes"]]
    for stage in values["stages"]:
        stage["aim"] = write(200)
        stage["covers"] = [{"name": write(75), "text": write(200)}] * 5
        stage["avoid"] = [write(200)] * 8
        stage["ends_with"] = write(200)
        stage["questions"] = [
            {
                "ask": write(200),
                "listen_for": write(200),
                "why": write(200),
                "follow_ups": [write(200)] * 3,
                "anchors": anchors,
                "minutes": 600,
                "attributes": stage["attributes"],
            }
        ] * 8
    held = {
        "questions": [{"id": "longest", "minutes": 600, "ask": write(200)}] * 12,
        "clock": [{"minutes": 600, "what": write(75)}] * 10,
    }
    planned = [
        held | {"name": f"{n}{write(70)}", "stages": [stage["id"]]}
        for n, stage in enumerate(values["stages"][:4])
    ]
    values["stages"][0]["questions"][0]["id"] = "longest"
    texts = {"text": write(600), "loses": write(200), "interviews": planned}
    values["plans"] = [values["plans"][0] | texts | {"id": f"p{n}"} for n in range(4)]
    part = {"name": write(75), "text": write(600)}
    values["own_problem"] |= {
        "intro": write(600),
        "steps": [write(200)] * 10,
        "example": {"name": write(75), "parts": [part] * 12},
    }
    return Interview.model_validate(values)


def build_plainest(interview: Interview) -> Interview:
    """Interviews with nothing but what had to be there before there were cards."""
    values: JSON = interview.model_dump()
    for attribute in values["attributes"]:
        del attribute["strong_no"], attribute["strong_yes"]
    for stage in values["stages"]:
        del stage["avoid"]
        stage["questions"] = [
            {"ask": question["ask"], "listen_for": question["listen_for"]}
            for question in stage["questions"]
        ]
    return Interview.model_validate({**values, "plans": (), "own_problem": None})


def list_shown(interview: Interview) -> Iterator[Shown]:
    """Everything that can be shown of the interviews."""
    yield Plan()
    yield from map(AtStage, interview.stages)
    if interview.plans:
        yield OtherPlans()
        yield from map(AtPlan, interview.plans)
    if interview.own_problem:
        yield AtSheet(interview.own_problem)


def test_the_longest_interviews_that_content_may_hold_are_still_shown_and_sent(
    guide: Guide, interviews: Interviews
) -> None:
    longest = find_interviews(guide, "ai-tech-lead", build_longest(interviews.interview))
    for shown in list_shown(longest.interview):
        for detailed in (False, True):
            accepted(build_answer(longest, shown, detailed=detailed).payload())
            accepted(build_shared_answer(longest, shown, PERSON, detailed=detailed).payload())
        for message in build_kit(longest, shown):
            check.message(message.payload()["text"], message.payload()["blocks"])
    for stage in longest.interview.stages:
        for page in range(len(stage.questions) + 2):
            accepted(build_cards_view(longest, stage, page).payload)


def test_what_is_left_out_of_a_message_is_said_and_is_in_the_file(
    guide: Guide, interviews: Interviews
) -> None:
    longest = find_interviews(guide, "ai-tech-lead", build_longest(interviews.interview))
    sheet = longest.interview.own_problem
    assert sheet is not None
    plan = longest.interview.plans[0]
    for shown in (AtStage(longest.interview.stages[0]), AtPlan(plan), AtSheet(sheet)):
        assert SHORTENED in str(build_answer(longest, shown, detailed=True))
        assert SHORTENED not in str(build_answer(longest, shown))
    assert write_markdown(longest, AtSheet(sheet)).count(write(600)) == 1 + 12
    assert write_markdown(longest, AtPlan(plan)).count(write(200)) > 4 * 12


def test_nothing_is_left_out_of_the_sample_s_interviews(interviews: Interviews) -> None:
    for shown in list_shown(interviews.interview):
        assert SHORTENED not in str(build_answer(interviews, shown, detailed=True))


def test_reasons_are_left_out_before_follow_ups(guide: Guide, interviews: Interviews) -> None:
    values = interviews.interview.model_dump()
    for question in values["stages"][0]["questions"]:
        question["why"] = "A reason. " + write(180)
    for follow_ups in values["stages"][0]["questions"]:
        follow_ups["follow_ups"] = [write(180)] * 3
    long = find_interviews(guide, "ai-tech-lead", Interview.model_validate(values))
    shown = str(build_answer(long, AtStage(long.interview.stages[0]), detailed=True))
    assert SHORTENED in shown
    assert "A reason." not in shown
    assert write(180) in shown


def list_texts(value: object) -> Iterator[str]:
    """Every sentence in a part of the content."""
    if isinstance(value, dict):
        for key, part in value.items():
            if not key.endswith("asked_as") and key not in {"aliases", "id", "short", "attributes"}:
                yield from list_texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from list_texts(part)
    elif isinstance(value, str):
        yield value


def test_the_file_of_a_stage_says_everything_about_it(interviews: Interviews) -> None:
    """Questions with their cards, what not to do, red flags, the clock, the bars."""
    interview = interviews.interview
    for stage in interview.stages:
        text = write_markdown(interviews, AtStage(stage))
        values = stage.model_dump(exclude={"red_flags", "stages"})
        for sentence in list_texts(values):
            assert sentence in text
        for attribute in interview.attributes_of(stage):
            for sentence in list_texts(attribute.model_dump()):
                assert sentence in text


def test_the_file_of_all_interviews_has_the_other_plans_and_the_sheet(
    interviews: Interviews,
) -> None:
    interview = interviews.interview
    text = write_markdown(interviews, Plan())
    for plan in interview.plans:
        assert plan.text in text
        assert plan.loses in text
    assert interview.own_problem is not None
    for part in interview.own_problem.example.parts:
        assert part.text in text


def test_the_sheet_comes_in_the_file_of_the_stages_that_need_it_only(
    interviews: Interviews,
) -> None:
    sheet = interviews.interview.own_problem
    assert sheet is not None
    files = {
        stage.id: sheet.intro in write_markdown(interviews, AtStage(stage))
        for stage in interviews.interview.stages
    }
    assert files == {"screen": True, "architecture": True, "leadership": False, "team": False}


def test_a_role_with_plain_questions_shows_no_empty_part_and_no_button_for_what_it_lacks(
    guide: Guide,
) -> None:
    interview = guide.roles["general"].interview
    assert interview is not None
    general = find_interviews(guide, "general", build_plainest(interview))
    [stage] = general.interview.stages
    shown = [
        str(build_answer(general, query, detailed=detailed))
        for query in list_shown(general.interview)
        for detailed in (False, True)
    ]
    kits = [str(build_kit(general, query)) for query in list_shown(general.interview)]
    cards = [str(build_cards_view(general, stage, page)) for page in range(6)]
    files = [write_markdown(general, query) for query in list_shown(general.interview)]
    for text in (*shown, *kits, *cards, *files):
        for absent in ("None", "Why:", "Follow up", "trong no", "What not to do", "Evidence on"):
            assert absent not in text
        for absent in ("Other plans", "Prepare your problem", " min_", "until minute"):
            assert absent not in text
        assert "weak and strong answers" not in text
    assert "_No:_" in cards[-1]
    assert "| Attribute | No | Yes |" in files[1]


@pytest.mark.parametrize("page", [-1, 99])
def test_a_page_of_the_cards_that_is_gone_is_the_nearest_one(
    interviews: Interviews, page: int
) -> None:
    stage = interviews.interview.stages[0]
    nearest = 0 if page < 0 else len(stage.questions) + 1
    shown = build_cards_view(interviews, stage, page)
    assert shown == build_cards_view(interviews, stage, nearest)
    assert kit.View is type(shown)


def test_a_question_says_until_when_only_where_the_clock_tells(
    guide: Guide, interviews: Interviews
) -> None:
    values = interviews.interview.model_dump()
    for segment in values["stages"][0]["clock"]:
        segment["questions"] = False
    unmarked = find_interviews(guide, "ai-tech-lead", Interview.model_validate(values))
    [with_clock, without] = [
        str(build_cards_view(shown, shown.interview.stages[0], 1))
        for shown in (interviews, unmarked)
    ]
    assert "6 minutes, until minute 9." in with_clock
    assert "6 minutes." in without


def test_a_plan_shows_its_own_clock_and_questions_where_it_has_them(
    interviews: Interviews,
) -> None:
    """In *Details* and in the file: no question and no minute of the stages in their place."""
    interview = interviews.interview
    for plan in interview.plans:
        details = str(build_answer(interviews, AtPlan(plan), detailed=True))
        file = write_markdown(interviews, AtPlan(plan))
        for held in interview.list_held(plan):
            assert f"{held.name}*, {held.minutes} minutes" in details
            assert f"{held.name}, {held.minutes} minutes" in file
        for planned in plan.interviews:
            for _, question in interview.list_questions(planned):
                assert f"{question.ask} _{question.minutes} min_" in details
                assert f"**{question.ask}** ({question.minutes} minutes)" in file
            named = {question.id for question in planned.questions}
            for stage in interview.stages_of(planned):
                for question in stage.questions:
                    assert question.id in named or question.ask not in details + file
            for stage in interview.stages_of(planned):
                assert f"{stage.name}, {stage.minutes} minutes" not in file
                assert f"## Scorecard: {interview.number_of(stage)} {stage.name}" in file


def test_a_plan_without_interviews_of_its_own_holds_its_stages(
    guide: Guide, interviews: Interviews
) -> None:
    values = interviews.interview.model_dump()
    values["plans"] = [
        values["plans"][0] | {"interviews": [], "minutes": None, "stages": ["screen", "team"]}
    ]
    plain = find_interviews(guide, "ai-tech-lead", Interview.model_validate(values))
    [plan] = plain.interview.plans
    assert plain.interview.minutes_of(plan) == 90
    details = str(build_answer(plain, AtPlan(plan), detailed=True))
    assert "*Technical screen*, 45 minutes, as in the full process" in details
    assert "## 1 Technical screen, 45 minutes" in write_markdown(plain, AtPlan(plan))
