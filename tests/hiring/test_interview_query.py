"""An interview is found by its number or its name, alone or in a sentence, and never guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.guide.interview_query import AtStage, HelpRequest, NearStages, NoStage, Plan, parse

if TYPE_CHECKING:
    from hiring.guide.interview import Interview
    from hiring.guide.role import Guide

ROLE_NAMES = ("ai tech lead", "tech lead")


@pytest.fixture(scope="module")
def interview(guide: Guide) -> Interview:
    interview = guide.roles["ai-tech-lead"].interview
    assert interview is not None
    return interview


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
def test_a_stage_is_found(interview: Interview, typed: str, stage: str) -> None:
    query = parse(typed, interview)

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
def test_a_stage_is_found_in_a_sentence(interview: Interview, typed: str, stage: str) -> None:
    query = parse(typed, interview, ROLE_NAMES)

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
def test_a_sentence_about_no_stage_is_the_whole_plan(interview: Interview, typed: str) -> None:
    assert parse(typed, interview, ROLE_NAMES) == Plan()


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
    interview: Interview, typed: str, stages: list[str]
) -> None:
    query = parse(typed, interview, ROLE_NAMES)

    assert isinstance(query, NearStages)
    assert [stage.id for stage in query.stages] == stages


@pytest.mark.parametrize("typed", ["", "  ", "all", "the interview questions", "plan"])
def test_no_stage_is_the_whole_plan(interview: Interview, typed: str) -> None:
    assert parse(typed, interview) == Plan()


def test_help_is_help(interview: Interview) -> None:
    assert parse("Help", interview) == HelpRequest()


@pytest.mark.parametrize(
    ("typed", "stage"), [("archtecture", "architecture"), ("leadreship", "leadership")]
)
def test_a_misspelt_name_is_asked_back(interview: Interview, typed: str, stage: str) -> None:
    query = parse(typed, interview)

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
        "backend engineer questions",
        "\u2460\u2461",
        "salary",
        "\N{GRINNING FACE}",
        "x" * 4000,
        "<!channel>",
    ],
)
def test_what_is_no_stage_is_said_to_be_none(interview: Interview, typed: str) -> None:
    assert parse(typed, interview) == NoStage(typed)


@given(text=st.text(max_size=400))
def test_any_text_has_an_answer(interview: Interview, text: str) -> None:
    assert isinstance(parse(text, interview), Plan | HelpRequest | AtStage | NearStages | NoStage)


def test_every_name_of_a_stage_finds_it(guide: Guide) -> None:
    for role in guide.roles.values():
        if role.interview:
            for stage in role.interview.stages:
                for name in stage.names:
                    assert parse(name, role.interview) == AtStage(stage)


def test_the_next_stage_is_the_one_after(interview: Interview) -> None:
    first, *_, last = interview.stages

    assert interview.stage_after(first) == interview.stages[1]
    assert interview.stage_after(last) is None
