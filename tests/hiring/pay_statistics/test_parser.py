"""What a text asks of pay statistics beside jobs and places, and how it is written back."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.guide import salary_parser
from hiring.guide.offers import Offer
from hiring.guide.salary_query import AtPlace, NotUnderstood, NotYearly, OfferAt, write_query
from hiring.language.amounts import Period
from hiring.money import Basis, Currency
from hiring.pay_statistics.parser import parse_pay
from hiring.pay_statistics.query import (
    MOST_COMPARED,
    PER_YEAR,
    PayFocus,
    PayQuestion,
    TooManyCompared,
    write_pay_question,
)
from tests.guides import load_sample_guide

if TYPE_CHECKING:
    from hiring.guide.salary_query import Query
    from hiring.pay_statistics.parser import PayReading

ROLE = "ai-tech-lead"
LONGEST_OPTION = 150
"""Slack: characters of the value of an option."""


def read(text: str, role: str | None = None) -> PayReading | None:
    return parse_pay(text, load_sample_guide().pay_names, role)


def ask(text: str, role: str | None = None) -> PayQuestion:
    question = read(text, role)
    assert isinstance(question, PayQuestion), question
    return question


def test_pay_per_hour_is_read_as_a_year_of_2080_hours() -> None:
    question = ask("$45 an hour recruiter ohio")
    assert question.offers == (Offer(Decimal(93_600), Decimal(93_600), Currency.USD),)
    assert question.period is Period.HOUR
    assert write_pay_question(question) == "13-1071 | 3900000 | USD 45 base per hour"


def test_pay_per_day_is_a_freelancer_s_and_no_year_s() -> None:
    assert read("$600 a day recruiter ohio") == NotYearly(Period.DAY)


def test_parts_of_a_package_that_statistics_don_t_count_are_left_out() -> None:
    question = ask("recruiter in ohio, $90k + 10% bonus")
    assert question.offers[0].low == 90_000
    assert question.left_out == ("10% bonus",)


@pytest.mark.parametrize(
    ("text", "percentile"),
    [
        ("median recruiter ohio", 50),
        ("p90 recruiter ohio", 90),
        ("top 10% of recruiters in ohio", 90),
        ("bottom quarter of recruiters in ohio", 25),
        ("60th percentile recruiter ohio", 60),
    ],
)
def test_a_percentile_is_asked_also_one_that_is_not_published(text: str, percentile: int) -> None:
    assert ask(text).percentile == percentile


def test_the_mean_and_how_many_there_are_can_be_asked() -> None:
    assert ask("average recruiter pay in ohio").focus is PayFocus.MEAN
    assert ask("how many recruiters are there in ohio").focus is PayFocus.EMPLOYMENT


def test_a_text_without_a_job_is_about_the_role_or_about_none() -> None:
    assert read("lubbock") is None
    (job,) = ask("lubbock", ROLE).jobs
    assert job.key == ROLE


def test_a_job_can_be_compared_with_the_role() -> None:
    assert [job.key for job in ask("vs recruiter in texas", ROLE).jobs] == [ROLE, "13-1071"]


def test_somebody_who_says_something_is_no_job_that_is_asked_about() -> None:
    (job,) = ask("our recruiter says 95k is too low for an accountant in denver").jobs
    assert job.key == "13-2011"


def test_more_than_an_answer_can_show_is_too_many() -> None:
    query = read("recruiter and accountant in boston, austin and denver")
    assert isinstance(query, TooManyCompared)
    assert (len(query.rest.jobs), len(query.rest.areas)) == (2, 3)


@pytest.mark.parametrize("text", ["recruiter | nowhere", "| |", "13-1071 | 3900000 | x", "a|b"])
def test_a_value_that_nobody_wrote_is_read_as_a_text(text: str) -> None:
    read(text)
    read(text, ROLE)


@given(st.data())
@settings(max_examples=200)
def test_a_question_is_read_back_as_it_is_written(data: st.DataObject) -> None:
    names = load_sample_guide().pay_names
    jobs = data.draw(
        st.lists(
            st.sampled_from([*names.jobs.by_key.values()]), min_size=1, max_size=2, unique=True
        )
    )
    areas = data.draw(
        st.lists(
            st.sampled_from([*names.areas.by_key.values()]), min_size=1, max_size=2, unique=True
        )
    )
    period = data.draw(st.sampled_from([None, *map(Period, PER_YEAR)]))
    times = PER_YEAR[period] if period else 1
    low = data.draw(st.integers(20, 900)) * times * (1 if period else 1_000)
    offers = data.draw(
        st.lists(
            st.builds(
                Offer,
                st.just(Decimal(low)),
                st.sampled_from([Decimal(low), Decimal(low + times)]),
                st.sampled_from([None, Currency.USD, Currency.EUR]),
                st.sampled_from(list(Basis)),
            ),
            max_size=2,
        )
    )
    question = PayQuestion(
        tuple(jobs),
        tuple(areas),
        tuple(offers),
        data.draw(st.sampled_from([None, 10, 50, 83])),
        period=period,
    )
    written = write_pay_question(question)

    assert parse_pay(written, names) == question
    if len(jobs) == len(areas) == 1 and len(offers) < MOST_COMPARED:
        assert len(written) <= LONGEST_OPTION


WORDS = [
    *("data scientist", "recruiter", "nurse", "head of", "senior", "austin", "tx", "or", "in"),
    *("la", "ME", "springfield", "washington", "berlin", "vs", "and", ",", "|", "140k", "$45"),
    *("an hour", "per day", "top 10%", "p75", "90th percentile", "median", "£", "remote", "II"),
    *("product manager", "is", "ok", "for a", "?", "ai tech lead", "5 years", "10% bonus", "net"),
]


@given(st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join) | st.text(max_size=60))
@settings(max_examples=400)
def test_any_text_is_read_and_what_has_an_answer_is_written_and_read_back(text: str) -> None:
    names = load_sample_guide().pay_names
    for role in (None, ROLE):
        question = parse_pay(text, names, role)
        if isinstance(question, PayQuestion) and question.areas:
            assert parse_pay(write_pay_question(question), names, role) == question


def read_estimate(text: str) -> Query:
    guide = load_sample_guide()
    role = guide.roles[ROLE]
    assert role.salary
    return salary_parser.parse(
        text, guide.places, role.salary, role.typed_names, guide.pay_names.areas
    )


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("sf", ["San Francisco, CA"]),
        ("brooklyn", ["New York, NY"]),
        ("palo alto", ["San Jose, CA"]),
        ("ohio", ["Ohio"]),
        ("Springfield, MO", ["Springfield, MO"]),
        ("180k austin", ["Austin, TX"]),
        ("sf-ny", []),
        ("london", []),
        ("remote", []),
    ],
)
def test_a_place_of_the_estimates_carries_the_area_that_was_named(
    text: str, areas: list[str]
) -> None:
    query = read_estimate(text)
    assert isinstance(query, AtPlace | OfferAt)
    assert [area.short for area in query.areas] == areas
    assert read_estimate(write_query(query)) == query


def test_a_text_that_is_too_long_is_not_understood() -> None:
    assert isinstance(read("recruiter " * 60), NotUnderstood)
