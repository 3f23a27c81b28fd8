"""Where an amount lies among published percentiles."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.money import Currency
from hiring.pay_statistics.figures import Area, AreaKind, Job, PayRow, Survey, SurveyKind
from hiring.pay_statistics.offer_reading import (
    Mark,
    Standing,
    find_standing,
    is_rough,
    is_small,
    list_marks,
)

ROW = PayRow(
    Survey("us-oews", "Official statistics", SurveyKind.OFFICIAL),
    Job("15-2051", "Data Scientists"),
    Area("0012420", "Austin-Round Rock-San Marcos, TX", AreaKind.METRO),
    Currency.USD,
    employment=3730,
    mean=126830,
    p10=74640,
    p25=85780,
    median=127360,
    p75=161560,
    p90=186010,
    error_percent=Decimal("1.8"),
)


@pytest.mark.parametrize(
    ("amount", "standing"),
    [
        (1_000, Standing(None, Mark.P10)),
        (74_640, Standing(Mark.P10, Mark.P10)),
        (80_000, Standing(Mark.P10, Mark.P25)),
        (127_360, Standing(Mark.MEDIAN, Mark.MEDIAN)),
        (Decimal("127360.5"), Standing(Mark.MEDIAN, Mark.P75)),
        (186_010, Standing(Mark.P90, Mark.P90)),
        (186_011, Standing(Mark.P90, None)),
    ],
)
def test_an_amount_is_at_a_mark_or_between_two(amount: int | Decimal, standing: Standing) -> None:
    read = find_standing(ROW, Decimal(amount))

    assert read == standing
    assert read.is_exact == (standing.lower is standing.higher)


def test_of_an_open_90th_percentile_nothing_is_known_but_that() -> None:
    """It may be published as at least an amount that lies under the 75th percentile."""
    row = replace(ROW, p75=374_190, p90=239_200, p90_is_open=True)

    assert find_standing(row, Decimal(300_000)) == Standing(Mark.MEDIAN, Mark.P75)
    assert find_standing(row, Decimal(400_000)) == Standing(Mark.P75, None)


def test_a_row_without_some_marks_is_read_by_the_others() -> None:
    row = replace(ROW, p25=None, p75=None, p90=None)

    assert find_standing(row, Decimal(100_000)) == Standing(Mark.P10, Mark.MEDIAN)
    assert find_standing(row, Decimal(200_000)) == Standing(Mark.MEDIAN, None)
    nothing = replace(row, p10=None, median=None)
    assert find_standing(nothing, Decimal(200_000)) == Standing(None, None)


@given(st.lists(st.integers(10_000, 900_000), min_size=5, max_size=5), st.integers(1, 10**6))
def test_the_marks_around_an_amount_are_its_neighbours(drawn: list[int], amount: int) -> None:
    p10, p25, median, p75, p90 = sorted(drawn)
    row = replace(ROW, p10=p10, p25=p25, median=median, p75=p75, p90=p90)
    amounts = dict(list_marks(row))

    standing = find_standing(row, Decimal(amount))

    low = amounts[standing.lower] if standing.lower else 0
    high = amounts[standing.higher] if standing.higher else 10**6 + 1
    assert low <= amount <= high
    if not standing.is_exact:
        assert not [each for each in amounts.values() if low < each < high]


@pytest.mark.parametrize(
    ("error", "employment", "expected"),
    [
        (Decimal("9.9"), 100, (False, False)),
        (Decimal(10), 99, (True, True)),
        (None, None, (False, False)),
    ],
)
def test_large_errors_and_few_people_are_told_from_the_others(
    error: Decimal | None, employment: int | None, expected: tuple[bool, bool]
) -> None:
    row = replace(ROW, error_percent=error, employment=employment)

    assert (is_rough(row), is_small(row)) == expected
