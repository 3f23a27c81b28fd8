"""What ordinary sentences get for an answer, measured over all labelled sentences."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from hiring.guide.passages import list_passages
from hiring.guide.subjects import list_entries
from hiring.normalize import normalize
from tests.asked.measure import (
    ROLE,
    describe_failure,
    judge_guide,
    judge_postings,
    judge_salary,
)
from tests.asked.sentences import load_file
from tests.guides import load_shipped_guide

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tests.asked.measure import Outcome


@pytest.fixture(scope="module")
def guide_outcomes() -> list[Outcome]:
    """Of the first author's sentences, a third of which were held out of the tuning."""
    return [
        outcome
        for name in ("guide.tsv", "held_out_guide.tsv")
        for outcome in judge_guide(load_file(name))
    ]


@pytest.fixture(scope="module")
def salary_outcomes() -> list[Outcome]:
    """Of the first author's sentences, a third of which were held out of the tuning."""
    return [
        outcome
        for name in ("salary.tsv", "held_out_salary.tsv")
        for outcome in judge_salary(load_file(name))
    ]


def count(outcomes: Iterable[Outcome], kind: str) -> dict[str, float]:
    """The share of each outcome among the sentences of a kind, from 0 to 1."""
    counted = Counter(outcome.name for outcome in outcomes if outcome.sentence.kind == kind)
    return {name: number / counted.total() for name, number in counted.items()}


def describe_failures(outcomes: Sequence[Outcome], kind: str) -> str:
    """The sentences of a kind that fail, for who has to find out why."""
    return "\n".join(
        describe_failure(outcome)
        for outcome in outcomes
        if outcome.sentence.kind == kind and outcome.name != "right"
    )


def test_a_question_that_the_guide_answers_gets_its_answer(guide_outcomes: list[Outcome]) -> None:
    shares = count(guide_outcomes, "answer")
    assert shares["right"] >= 0.95, describe_failures(guide_outcomes, "answer")
    assert shares.get("wrong", 0) <= 0.03, describe_failures(guide_outcomes, "answer")


def test_a_question_that_the_guide_does_not_answer_is_told_so(
    guide_outcomes: list[Outcome],
) -> None:
    shares = count(guide_outcomes, "decline")
    assert shares["right"] >= 0.92, describe_failures(guide_outcomes, "decline")


def test_a_described_team_is_pointed_to_the_questions_and_nothing_is_asserted(
    guide_outcomes: list[Outcome],
) -> None:
    assert not describe_failures(guide_outcomes, "condition")


def test_no_sentence_is_a_phrasing_of_the_content() -> None:
    """Otherwise its answer proves nothing. One or two words can be a name, such as *red flags*."""
    guide = load_shipped_guide()
    role = guide.roles[ROLE]
    entries = list_entries(role, guide, list_passages(role, guide.places, guide.pay_transparency))
    phrasings = {normalize(phrasing) for entry in entries for phrasing in entry.phrasings}
    names = ("guide.tsv", "held_out_guide.tsv", "more_guide.tsv", "held_out_guide_b.tsv")
    repeated = [
        sentence.text
        for name in names
        for sentence in load_file(name)
        if normalize(sentence.text) in phrasings
        and len(sentence.text.split()) > 2
        and "verbatim" not in sentence.note
    ]
    assert repeated == []


def test_a_question_on_pay_gets_the_right_answer(salary_outcomes: list[Outcome]) -> None:
    wrong = [outcome for outcome in salary_outcomes if outcome.name != "right"]
    assert len(wrong) <= 0.04 * len(salary_outcomes), "\n".join(map(describe_failure, wrong))


def test_no_amount_is_ever_misread(salary_outcomes: list[Outcome]) -> None:
    misread = [outcome for outcome in salary_outcomes if outcome.says_what_it_must_not]
    assert not misread, "\n".join(map(describe_failure, misread))


@pytest.mark.parametrize(
    ("kind", "least", "most_wrong"), [("answer", 0.6, 0.05), ("decline", 0.85, 0.15)]
)
def test_sentences_that_nobody_tuned_for_are_seldom_answered_wrongly(
    kind: str, least: float, most_wrong: float
) -> None:
    """A third author's, whose failures were never looked at: what people get who type their own."""
    shares = count(judge_guide(load_file("held_out_guide_b.tsv")), kind)
    assert shares["right"] >= least
    assert shares.get("wrong", 0) <= most_wrong


def test_offers_that_nobody_tuned_for_are_read_right() -> None:
    """A third author's sentences on pay, whose failures were never looked at."""
    outcomes = list(judge_salary(load_file("held_out_salary_b.tsv")))
    assert sum(outcome.name == "right" for outcome in outcomes) >= 0.9 * len(outcomes)


@pytest.mark.parametrize(
    "name", ["jd.tsv", "more_jd.tsv", "more2_jd.tsv", "own_jd.tsv", "own2_jd.tsv"]
)
def test_wording_that_shuts_people_out_is_remarked_on_and_terms_of_the_trade_are_not(
    name: str,
) -> None:
    """Of five authors; the last two wrote the rules."""
    outcomes = list(judge_postings(load_file(name)))
    assert count(outcomes, "flag")["right"] >= 0.95, describe_failures(outcomes, "flag")
    assert count(outcomes, "fine")["right"] >= 0.97, describe_failures(outcomes, "fine")


@pytest.mark.parametrize("name", ["held_out_jd.tsv", "held_out2_jd.tsv"])
def test_wording_that_nobody_tuned_for_is_mostly_read_right(name: str) -> None:
    """Of two authors, whose failures were never looked at."""
    outcomes = list(judge_postings(load_file(name)))
    assert count(outcomes, "flag")["right"] >= 0.7
    assert count(outcomes, "fine")["right"] >= 0.85
