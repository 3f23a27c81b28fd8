"""An interview is found by its number or its name, alone or in a sentence, and never guessed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.guide.handbook import load_handbook
from hiring.guide.interview import Interview
from hiring.guide.interview_query import (
    AtPlan,
    AtSheet,
    AtStage,
    HelpRequest,
    InGuide,
    InterviewQuery,
    NearStages,
    NoStage,
    OtherJob,
    OtherPlans,
    Plan,
    find_exact,
    find_subject_of,
    parse,
)
from hiring.guide.passage import Topic
from tests.guides import load_shipped_guide

if TYPE_CHECKING:
    from collections.abc import Callable

    from hiring.guide.role import Guide, Role

SHIPPED = Path(__file__).parents[2] / "content"


@pytest.fixture(scope="module")
def role(guide: Guide) -> Role:
    return guide.roles["ai-tech-lead"]


@pytest.fixture(scope="module")
def interview(role: Role) -> Interview:
    assert role.interview is not None
    return role.interview


@pytest.mark.parametrize(
    ("typed", "stage"),
    [
        ("1", "screen"),
        ("2", "architecture"),
        ("stage 3", "leadership"),
        ("Stage three", "leadership"),
        ("the 4th interview", "team"),
        ("second round", "architecture"),
        ("architecture", "architecture"),
        ("ARCHITECTURE DEEP-DIVE", "architecture"),
        ("deepdive", "architecture"),
        ("questions for the technical screen", "screen"),
        ("leadership", "leadership"),
        ("leadership questions", "leadership"),
        ("Team fit and values", "team"),
        ("values", "team"),
    ],
)
def test_a_stage_is_found(role: Role, interview: Interview, typed: str, stage: str) -> None:
    query = parse(typed, role, interview)

    assert isinstance(query, AtStage)
    assert query.stage.id == stage


@pytest.mark.parametrize(
    ("typed", "stage"),
    [
        ("what do I ask in the second one", "architecture"),
        ("questions for the leadership round", "leadership"),
        ("i have the arch interview in 10 min", "architecture"),
        ("phone screen tomorrow morning at 9", "screen"),
        ("3rd", "leadership"),
        ("last one", "team"),
        ("what do we ask in the final round?", "team"),
        ("the first call", "screen"),
        ("#2", "architecture"),
        ("no. 3", "leadership"),
        ("2\ufe0f\u20e3", "architecture"),
        ("can i get the questions for stage 4 plz", "team"),
        ("round two questions", "architecture"),
        ("5 questions for the screen", "screen"),
        ("Help me prepare for the culture interview!", "team"),
        (":fire: Architecture!! :fire:", "architecture"),
        ("@maya leadership", "leadership"),
        ("what comes after the screen", "architecture"),
        ("after leadership", "team"),
        ("after the last one", "team"),
        ("which questions for the tech lead in the screen", "screen"),
        ("how long is the deep-dive?", "architecture"),
    ],
)
def test_a_stage_is_found_in_a_sentence(
    role: Role, interview: Interview, typed: str, stage: str
) -> None:
    query = parse(typed, role, interview)

    assert isinstance(query, AtStage)
    assert query.stage.id == stage


@pytest.mark.parametrize(
    "typed",
    [
        "what should I ask?",
        "which questions should I ask the candidate",
        "how many interviews are there",
        "give me 5 questions",
        "top 5 questions please",
        "I'm interviewing someone in 2 hours",
        "interview at 3",
        "interview at 3pm",
        "last minute interview",
        "interview questions for an AI tech lead",
        "my second candidate comes today",
    ],
)
def test_a_sentence_about_no_stage_is_the_whole_plan(
    role: Role, interview: Interview, typed: str
) -> None:
    assert parse(typed, role, interview) == Plan()


@pytest.mark.parametrize(
    ("typed", "stages"),
    [
        ("architecture and leadership", ["architecture", "leadership"]),
        ("the second screen", ["screen", "architecture"]),
        ("archtecture questions please", ["architecture"]),
        ("i have the leadreship interview tomorrow", ["leadership"]),
        ("what does my team ask", ["team"]),
        ("architechture, then something with numbers", ["architecture"]),
    ],
)
def test_what_may_be_a_stage_is_asked_back(
    role: Role, interview: Interview, typed: str, stages: list[str]
) -> None:
    query = parse(typed, role, interview)

    assert isinstance(query, NearStages)
    assert [stage.id for stage in query.stages] == stages


@pytest.mark.parametrize("typed", ["", "  ", "all", "the interview questions", "plan"])
def test_no_stage_is_the_whole_plan(role: Role, interview: Interview, typed: str) -> None:
    assert parse(typed, role, interview) == Plan()


def test_help_is_help(role: Role, interview: Interview) -> None:
    assert parse("Help", role, interview) == HelpRequest()


@pytest.mark.parametrize(
    ("typed", "stage"), [("archtecture", "architecture"), ("leadreship", "leadership")]
)
def test_a_misspelt_name_is_asked_back(
    role: Role, interview: Interview, typed: str, stage: str
) -> None:
    query = parse(typed, role, interview)

    assert isinstance(query, NearStages)
    assert stage in [near.id for near in query.stages]


@pytest.mark.parametrize(
    "typed",
    [
        "0",
        "5",
        "99",
        "fifth round",
        "stage 9",
        "\u2460\u2461",
        "salary",
        "\N{GRINNING FACE}",
        "x" * 4000,
        "<!channel>",
    ],
)
def test_what_is_no_stage_is_said_to_be_none(role: Role, interview: Interview, typed: str) -> None:
    assert parse(typed, role, interview) == NoStage(typed)


@pytest.fixture(scope="module")
def ask() -> Callable[[str], InterviewQuery]:
    """Read a text as the shipped AI Tech Lead's, who has a guide to ask."""
    guide = load_shipped_guide()
    role = guide.roles["ai-tech-lead"]
    interview, handbook = role.interview, load_handbook(role.id, guide)
    assert interview is not None
    return lambda text: parse(text, role, interview, handbook.ask)


@settings(deadline=None)  # the first text loads the list of English words
@given(text=st.text(max_size=400))
def test_any_text_has_an_answer(ask: Callable[[str], InterviewQuery], text: str) -> None:
    assert isinstance(ask(text), InterviewQuery)


@pytest.mark.parametrize(
    ("typed", "stage"),
    [
        ("give me a question about leading people through a conflict", "leadership"),
        ("leading people", "leadership"),
        ("questions to check if he can disagree with a boss", "leadership"),
        ("how do I find out whether she can really design RAG systems", "architecture"),
        ("the one with the whiteboard", "architecture"),
        ("should we do a coding test", "screen"),
    ],
)
def test_a_sentence_that_names_no_stage_is_shown_the_one_that_the_guide_is_sure_of(
    ask: Callable[[str], InterviewQuery], typed: str, stage: str
) -> None:
    query = ask(typed)

    assert isinstance(query, AtStage)
    assert query.stage.id == stage


@pytest.mark.parametrize(
    "typed",
    [
        "how many interviews shall we make",
        "how many conversations do you recommend",
        "the whole loop at a glance",
    ],
)
def test_a_sentence_on_all_stages_is_shown_the_plan(
    ask: Callable[[str], InterviewQuery], typed: str
) -> None:
    assert ask(typed) == Plan()


@pytest.mark.parametrize(
    ("typed", "subject"),
    [
        ("red flags", Topic.RED_FLAGS),
        ("salary", Topic.SALARY),
        ("what do we pay in London", Topic.SALARY),
        ("what answer would worry you?", "red-flags/all"),
        ("what do I write on the scorecard", "interview/attributes"),
    ],
)
def test_what_the_guide_answers_elsewhere_is_named(
    ask: Callable[[str], InterviewQuery], typed: str, subject: Topic | str
) -> None:
    query = ask(typed)

    assert isinstance(query, InGuide)
    assert query.is_sure
    assert [getattr(each, "id", each) for each in query.subjects] == [subject]


def test_what_the_guide_is_not_sure_of_is_asked_back(
    ask: Callable[[str], InterviewQuery],
) -> None:
    query = ask("what do they talk about")

    assert isinstance(query, InGuide)
    assert not query.is_sure
    assert len(query.subjects) > 1


@pytest.mark.parametrize(
    ("typed", "job"),
    [
        ("what do we ask a product manager", "product manager"),
        ("backend engineer questions", "backend engineer"),
        ("interviewing our data scientist on friday", "data scientist"),
        ("questions for a UX designer who knows Figma", "UX designer"),
    ],
)
def test_interviews_for_another_job_are_told_from_ours(
    ask: Callable[[str], InterviewQuery], role: Role, interview: Interview, typed: str, job: str
) -> None:
    assert ask(typed) == OtherJob(job)
    # A role without a guide, such as General, is for any job.
    assert parse(typed, role, interview) == Plan()


@pytest.mark.parametrize(
    "typed",
    [
        "what should the CTO ask",
        "questions for our recruiter to ask",
        "which of my engineers should be in which round",
        "how does she explain things to a product manager",
        "what do we ask a tech lead, or a product manager",
        "9" * 500,
    ],
)
def test_a_job_of_somebody_else_in_the_sentence_is_not_interviewed_for(
    ask: Callable[[str], InterviewQuery], typed: str
) -> None:
    assert not isinstance(ask(typed), OtherJob)


@pytest.mark.parametrize("typed", ["9", "stage 12", "pineapple", "x" * 4000, "pine\x07apple"])
def test_what_neither_names_a_stage_nor_is_in_the_guide_is_none(
    ask: Callable[[str], InterviewQuery], typed: str
) -> None:
    assert ask(typed) == NoStage(typed)


@pytest.mark.parametrize(
    ("typed", "stage"), [("leadreship", "leadership"), ("the architecutre one", "architecture")]
)
def test_a_misspelt_name_is_asked_back_before_the_guide_is(
    ask: Callable[[str], InterviewQuery], typed: str, stage: str
) -> None:
    query = ask(typed)

    assert isinstance(query, NearStages)
    assert [near.id for near in query.stages] == [stage]


PLAN_TEXTS = [
    ("two interviews", "two-interviews"),
    ("2 interviews", "two-interviews"),
    ("2 rounds please", "two-interviews"),
    ("a two interview process", "two-interviews"),
    ("we only have time for two rounds", "two-interviews"),
    ("just two calls", "two-interviews"),
    ("can we do it in 2 sessions?", "two-interviews"),
    ("a couple of conversations is all we can afford", "two-interviews"),
    ("max 2 meetings", "two-interviews"),
    ("2-stage process", "two-interviews"),
    ("a two-step hiring loop", "two-interviews"),
    ("everything must fit into two rounds", "two-interviews"),
    ("compress the loop into one day", "two-interviews"),
    ("the boss wants two stages", "two-interviews"),
    ("short", "two-interviews"),
    ("shorter process", "two-interviews"),
    ("do you have something shorter", "two-interviews"),
    ("plan two-interviews", "two-interviews"),
    ("take-home", "take-home"),
    ("take home instead of live", "take-home"),
    ("with a take-home task", "take-home"),
    ("can they do a takehome", "take-home"),
    ("a take-home instead of the architecture deep-dive", "take-home"),
]


@pytest.mark.parametrize(("typed", "plan"), PLAN_TEXTS)
def test_another_plan_is_found_by_the_words_for_it(
    ask: Callable[[str], InterviewQuery], typed: str, plan: str
) -> None:
    query = ask(typed)

    assert isinstance(query, AtPlan)
    assert query.plan.id == plan


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("i have two interviews today", "Plan"),
        ("which two interviews come first", "AtStage"),
        ("the first two rounds", "AtStage"),
        ("a short intro to the screen", "AtStage"),
        ("why two rounds and not four", "InGuide"),
        ("how many interviews are there", "Plan"),
        ("4 interviews", "Plan"),
        ("questions for 2 interview", "AtStage"),
    ],
)
def test_a_number_of_interviews_that_is_no_wish_finds_no_other_plan(
    ask: Callable[[str], InterviewQuery], typed: str, query: str
) -> None:
    assert type(ask(typed)).__name__ == query


@pytest.mark.parametrize(
    "typed",
    [
        "prepare",
        "preparation",
        "preparation sheet",
        "is there a worksheet",
        "checklist before the architecture interview",
        "how do we prepare a real problem",
    ],
)
def test_the_preparation_sheet_is_found_by_the_words_for_it(
    ask: Callable[[str], InterviewQuery], typed: str
) -> None:
    assert isinstance(ask(typed), AtSheet)


@pytest.mark.parametrize("typed", ["plans", "alternatives", "any alternative plans?"])
def test_all_other_plans_are_found_by_the_words_for_them(
    ask: Callable[[str], InterviewQuery], typed: str
) -> None:
    assert ask(typed) == OtherPlans()


def test_a_role_that_has_no_other_plans_shows_its_interviews_instead(guide: Guide) -> None:
    general = guide.roles["general"]
    assert general.interview is not None
    for typed in ("plans", "prepare"):
        assert parse(typed, general, general.interview) == Plan()
    assert find_exact("plans", general.interview) is None
    assert find_exact("plan two-interviews", general.interview) is None


def test_each_button_s_value_finds_what_it_shows(guide: Guide) -> None:
    interview = guide.roles["ai-tech-lead"].interview
    assert interview is not None
    assert interview.own_problem is not None
    assert find_exact("", interview) == Plan()
    assert find_exact("plans", interview) == OtherPlans()
    assert find_exact("prepare", interview) == AtSheet(interview.own_problem)
    for plan in interview.plans:
        assert find_exact(plan.names[0], interview) == AtPlan(plan)
    assert find_exact("nearly a plan", interview) is None


def test_a_topic_is_about_no_single_interview(interview: Interview) -> None:
    assert find_subject_of(Topic.INTERVIEW, interview) is None


def test_a_team_s_stage_with_the_name_of_a_plan_is_the_stage(guide: Guide) -> None:
    role = guide.roles["ai-tech-lead"]
    assert role.interview is not None
    values = role.interview.model_dump()
    values["stages"][0]["aliases"] = ("take home",)
    own = Interview.model_validate(values)
    [plan] = [plan for plan in own.plans if plan.id == "take-home"]

    assert parse("take-home", role, own) == AtStage(own.stages[0])
    assert find_exact(plan.names[0], own) == AtPlan(plan)


def test_every_name_of_a_stage_finds_it(guide: Guide) -> None:
    for role in guide.roles.values():
        if role.interview:
            for stage in role.interview.stages:
                for name in stage.names:
                    assert parse(name, role, role.interview) == AtStage(stage)


def test_the_next_stage_is_the_one_after(interview: Interview) -> None:
    first, *_, last = interview.stages

    assert interview.stage_after(first) == interview.stages[1]
    assert interview.stage_after(last) is None
