"""What a text says, whatever is answered to it: numbers that are no pay, spans, certainty."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.guide.salary_parser import parse, read_salary_text
from hiring.guide.salary_query import NoFigures
from hiring.language.counts import Counted
from hiring.language.numbers import read_decimal, read_spelled
from hiring.language.reading import Reading, Vocabulary, is_about_pay, read

if TYPE_CHECKING:
    from hiring.guide.places import Places
    from hiring.guide.role import Guide
    from hiring.guide.salary import Salary


@pytest.mark.parametrize(
    ("typed", "what", "number"),
    [
        ("team of 8", Counted.PEOPLE, 8),
        ("a team of eight", Counted.PEOPLE, 8),
        ("we have five senior ML engineers", Counted.PEOPLE, 5),
        ("an 8-person team", Counted.PEOPLE, 8),
        ("12 senior devs", Counted.PEOPLE, 12),
        ("300 employees", Counted.PEOPLE, 300),
        ("5-8 engineers", Counted.PEOPLE, 5),
        ("5+ years", Counted.YEARS, 5),
        ("three years", Counted.YEARS, 3),
        ("since 2024", Counted.CALENDAR_YEAR, 2024),
        ("94105", Counted.POSTAL_CODE, None),
        ("ec2a 4dp", Counted.POSTAL_CODE, None),
        ("3 days a week", Counted.OTHER, 3),
        ("two weeks", Counted.OTHER, 2),
        ("the 2nd", Counted.OTHER, None),
        ("b2b2c", Counted.OTHER, None),
        ("level 5", Counted.OTHER, 5),
        ("3 offers", Counted.OTHER, 3),
    ],
)
def test_a_number_that_counts_something_is_no_pay(
    typed: str, what: Counted, number: int | None
) -> None:
    reading = read(typed, Vocabulary())

    (count,) = reading.counts
    assert (count.what, count.number) == (what, None if number is None else Decimal(number))
    assert reading.amounts == ()
    assert reading.count(what) is count


@pytest.mark.parametrize("typed", ["95000", "1000", "2000 base", "94105 base", "95250", "150"])
def test_a_round_number_or_one_that_is_said_to_be_pay_is_pay(typed: str) -> None:
    assert len(read(typed, Vocabulary()).pay) == 1


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("45,00,000", "4500000"),
        (".5", "0.5"),
        ("1 234 567", "1234567"),
        ("1.2.3", None),
        ("1'2", None),
    ],
)
def test_digits_are_read_as_they_are_grouped(typed: str, number: str | None) -> None:
    assert read_decimal(typed) == (Decimal(number) if number else None)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("one fifty", 150),
        ("a hundred and five", 105),
        ("twenty five", 25),
        ("two three hundred", None),
        ("fifty hundred", None),
        ("fifty sixty", None),
    ],
)
def test_a_number_in_words_is_read_as_people_say_prices(typed: str, number: int | None) -> None:
    assert read_spelled(typed.split()) == number


@pytest.mark.parametrize(
    "typed",
    [
        "salary in berlin",
        "manchester salary pls",
        "what do we have to pay in SF?",
        "what does a lead earn in nyc",
        "pay in narnia",
        "what do we pay in lodnon",
        "£150k london",
        "is 150k fair",
        "200k + 15% + 0.2% equity",
        "is 0.5% equity ok at series a",
    ],
)
def test_a_text_about_the_pay_of_a_place_or_an_offer_is_known_for_sure(
    guide: Guide, places: Places, salary: Salary, typed: str
) -> None:
    names = guide.roles["ai-tech-lead"].typed_names

    assert is_about_pay(read_salary_text(typed, places, salary, names))


@pytest.mark.parametrize(
    "typed",
    [
        "who from the team should meet the candidate",
        "how long does hiring take in london",
        "we have 5 ml engineers and nobody owns architecture",
        "should the ad show pay in colorado",
        "do we have to post the salary in new york",
        "our cto in london still makes every decision",
        "why does a lead earn more than an engineer",
        "what's the range for seattle",
        "agency fee 20%",
        "300 engineers in london",
        "what should we pay",
        "1,2,3",
        "sick pay",
        "salary history ban",
        "does the company pay for childcare",
        "they turned us down because of the comp",
        "notice 90 days in india, can we buy it out",
    ],
)
def test_another_question_is_never_taken_for_one_about_pay(
    guide: Guide, places: Places, salary: Salary, typed: str
) -> None:
    names = guide.roles["ai-tech-lead"].typed_names

    assert not is_about_pay(read_salary_text(typed, places, salary, names))


def test_each_part_says_where_in_the_text_it_stands(places: Places, salary: Salary) -> None:
    text = "at series b: “£150k–£160k” + 10%\u00a0bonus for 5 devs, Lóndon"
    reading = read_salary_text(text, places, salary)

    assert reading.stage
    parts: list[Any] = [
        reading.stage,
        *reading.amounts,
        *reading.percentages,
        *reading.counts,
        *reading.places,
    ]
    assert [text[part.start : part.end] for part in parts] == [
        "series b",
        "£150k–£160k",
        "10%",
        "5 devs",
        "Lóndon",
    ]


@settings(deadline=None)
@given(st.text(max_size=80) | st.from_regex(r"[a-z$£0-9.,%+/ -]{0,40}", fullmatch=True))
def test_any_text_is_read_and_every_part_lies_within_it(text: str) -> None:
    reading = read(text, Vocabulary())

    assert isinstance(reading, Reading)
    parts: list[Any] = [*reading.amounts, *reading.percentages, *reading.counts, *reading.titles]
    for part in parts:
        assert 0 <= part.start < part.end <= len(text)


def test_a_slip_of_a_place_without_figures_is_no_place_to_offer(
    places: Places, salary: Salary
) -> None:
    bands = tuple(band for band in salary.bands if band.place != "london")

    query = parse("lodnon", places, salary.model_copy(update={"bands": bands}))

    assert isinstance(query, NoFigures)
    assert "london" not in {place.id for place in query.places}
