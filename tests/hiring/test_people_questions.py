"""What managers type finds what answers it: not a neighbour with the same words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hiring.guide.handbook import Found, Handbook, NotCovered, load_handbook
from hiring.guide.may_ask import MayAsk
from tests.asked.measure import ROLE
from tests.guides import load_shipped_guide

if TYPE_CHECKING:
    from hiring.guide.handbook import GuideQuery


@pytest.fixture(scope="module")
def handbook() -> Handbook:
    """The shipped guide, ready to be asked."""
    guide = load_shipped_guide()
    return load_handbook(ROLE, guide)


def name(query: GuideQuery) -> str:
    """The id of what was found."""
    match query:
        case Found(passage=passage):
            return passage.id
        case MayAsk():
            return query.id
        case _:
            return type(query).__name__


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("technical debt", "need/lead"),
        (
            "we have time for two interviews at most, four is too much",
            "interview/plan/two-interviews",
        ),
        ("can we leave one of the four rounds out", "questions/skip-round"),
        ("do we really need the leadership round", "questions/skip-leadership"),
        ("our cto just wants a coffee with the candidate", "questions/one-talk"),
        ("can i do all of the interviews alone", "questions/one-interviewer"),
        ("how should i prepare the case for the deep-dive", "interview/own-problem"),
        ("isn't our system too secret for the exercise", "interview/own-problem"),
        ("the candidate's design is not what we built", "questions/other-solution"),
        ("should we promote our strongest modeller", "questions/best-engineer"),
        ("nobody does performance reviews and the 1:1s", "role/between"),
        ("is there any proof for these percentages", "questions/proven"),
        ("glassdoor says something different", "questions/other-figures"),
        ("who checks our own interview questions", "questions/own-questions"),
        ("when was the rule in Colorado checked", "pay-law/colorado"),
        ("salary history EU", "not-to-ask/pay-history/eu"),
        ("uk health questionnaire before the interview", "not-to-ask/health/uk"),
        ("religion germany", "not-to-ask/religion/de"),
    ],
)
def test_a_question_finds_what_answers_it(handbook: Handbook, text: str, expected: str) -> None:
    assert name(handbook.ask(text)) == expected


@pytest.mark.parametrize("text", ["rent in london", "parental leave germany", "dinosaurs germany"])
def test_a_subject_and_a_place_that_is_not_covered_stays_declined(
    handbook: Handbook, text: str
) -> None:
    assert isinstance(handbook.ask(text), NotCovered)


@pytest.mark.parametrize("text", ["pride", "younger colleagues", "opinionated"])
def test_a_word_alone_is_no_question_on_what_may_be_asked(handbook: Handbook, text: str) -> None:
    assert not isinstance(handbook.ask(text), MayAsk)


def test_an_interviewer_who_asks_is_recognised_from_an_allusion_too(handbook: Handbook) -> None:
    query = handbook.ask("interviewer crossed the line")
    assert isinstance(query, MayAsk)
    assert query.is_slip


def test_content_without_advice_for_such_an_interviewer_still_answers() -> None:
    guide = load_shipped_guide()
    rules = guide.not_to_ask.model_copy(update={"slip": None})
    without = Handbook(guide.roles[ROLE], replace(guide, not_to_ask=rules))
    assert without.ask("my colleague asked her about kids") == MayAsk(
        (rules.subjects_by_id["family"],)
    )
