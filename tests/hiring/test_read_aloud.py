"""The shipped interviews fit their minutes when they are read aloud.

Words are counted at 110 a minute, the slow end of friendly conversation in American English
(110–150; the National Center for Voice and Speech gives 150 on average. Both as quoted by
lisabmarshall.com, *How Fast Do I Speak?*, 2014): an interviewer reads slowly, and pauses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.guides import load_shipped_guide

if TYPE_CHECKING:
    from hiring.guide.interview import Interview, InterviewQuestion, Stage

WORDS_A_MINUTE = 110
MOST_SAID = 0.25
"""Of a question's minutes: the rest is the candidate's answer."""


def read_interview(role: str) -> Interview:
    interview = load_shipped_guide().roles[role].interview
    assert interview is not None
    return interview


INTERVIEW = read_interview("ai-tech-lead")
QUESTIONS = [(stage, question) for stage in INTERVIEW.stages for question in stage.questions]


def read_aloud(*texts: str) -> float:
    """The minutes that these texts take."""
    return sum(len(text.split()) for text in texts) / WORDS_A_MINUTE


@pytest.mark.parametrize(("stage", "question"), QUESTIONS)
def test_asking_a_question_with_its_follow_ups_leaves_most_of_its_minutes_to_the_answer(
    stage: Stage, question: InterviewQuestion
) -> None:
    assert question.minutes, f"a question of {stage.name} has no minutes"
    said = read_aloud(question.ask, *question.follow_ups)
    assert said <= question.minutes * MOST_SAID


@pytest.mark.parametrize("stage", INTERVIEW.stages)
def test_the_questions_of_a_stage_take_exactly_the_minutes_that_its_clock_has_for_them(
    stage: Stage,
) -> None:
    """So that nothing is left unplanned, and each question has a minute to be through."""
    needed = sum(question.minutes or 0 for question in stage.questions)
    planned = sum(segment.minutes for segment in stage.clock if segment.questions)
    assert needed == planned
    assert None not in stage.list_question_ends()


@pytest.mark.parametrize("stage", INTERVIEW.stages)
def test_each_stage_keeps_minutes_for_a_welcome_their_questions_and_the_ratings(
    stage: Stage,
) -> None:
    others = [segment.minutes for segment in stage.clock if not segment.questions]
    assert len(others) >= len(("welcome", "their questions", "ratings"))
    assert others[-1] >= len(stage.attributes), "a minute for each rating"


def test_the_brief_of_the_worked_example_takes_at_most_two_minutes() -> None:
    """As the interview says: "Here is a real problem of ours, in two minutes."."""
    assert INTERVIEW.own_problem is not None
    brief = INTERVIEW.own_problem.example.parts[0]
    assert read_aloud(brief.text) <= len(("one", "two"))
