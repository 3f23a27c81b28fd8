from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hiring.errors import FormError, HiringDeskError
from hiring.guide.offers import Position
from hiring.guide.package import FIELDS, PackageReading, read_form, read_package
from hiring.money import Currency

if TYPE_CHECKING:
    from hiring.guide.places import Places
    from hiring.guide.salary import Salary

FILLED: dict[str, str | None] = {
    "place": "sf-ny",
    "base": "200k",
    "bonus_percent": "15",
    "equity_value": "$40,000",
    "stage": "series-a",
    "equity_percent": "0.2 %",
}


def reading(places: Places, salary: Salary, **changed: str | None) -> PackageReading:
    return read_package(read_form(FILLED | changed, places, salary), salary)


def errors(places: Places, salary: Salary, **changed: str | None) -> dict[str, str]:
    with pytest.raises(FormError) as refused:
        read_form(FILLED | changed, places, salary)
    return refused.value.errors


def test_total_is_base_and_bonus_and_the_equity_of_a_year(places: Places, salary: Salary) -> None:
    result = reading(places, salary)

    assert result.base.low.money.full() == "USD 200,000"
    assert result.bonus.full() == "USD 30,000"
    assert result.equity_value.full() == "USD 40,000"
    assert result.total.low.money.full() == "USD 270,000"
    assert (result.base.position, result.total.position) == (Position.BELOW, Position.BELOW)


def test_a_currency_typed_with_either_amount_is_not_assumed(places: Places, salary: Salary) -> None:
    assert not reading(places, salary).base.assumed_currency
    assert reading(places, salary, equity_value="40k").total.assumed_currency
    assert read_form(FILLED, places, salary).currency is Currency.USD


def test_only_place_and_base_are_needed(places: Places, salary: Salary) -> None:
    result = read_package(read_form({"place": "london", "base": "150"}, places, salary), salary)

    assert result.base.position is Position.WITHIN
    assert result.total.low.money.full() == "GBP 150,000"
    assert result.equity is None


@pytest.mark.parametrize(
    ("stage", "percent", "position"),
    [
        ("series-a", "0.09", Position.BELOW),
        ("series-a", "0,1", Position.WITHIN),
        ("series-a", "0.5", Position.WITHIN),
        ("series-a", "0.51", Position.ABOVE),
        ("series-b-c", "0.05", Position.WITHIN),
        ("series-b-c", "0.2", Position.ABOVE),
        ("series-a", "0", Position.BELOW),
        ("series-a", "", None),
        ("other", "0.2", None),
        (None, "0.2", None),
    ],
)
def test_equity_is_read_against_the_usual_range_of_the_stage(
    places: Places, salary: Salary, stage: str | None, percent: str, position: Position | None
) -> None:
    assert reading(places, salary, stage=stage, equity_percent=percent).equity is position


@pytest.mark.parametrize("text", ["0", "", None])
def test_no_equity_value_counts_as_nothing(
    places: Places, salary: Salary, text: str | None
) -> None:
    assert reading(places, salary, equity_value=text).equity_value.amount == 0


@pytest.mark.parametrize(
    ("field", "text", "says"),
    [
        ("place", "", "Choose the place"),
        ("place", "atlantis", "Choose the place"),
        ("base", "", "Write one yearly amount"),
        ("base", "much", "Write one yearly amount"),
        ("base", "200-250k", "Write one yearly amount"),
        ("base", "$200k €", "Write one yearly amount"),
        ("base", "700/day", "Write one yearly amount"),
        ("base", "0", "not a plausible yearly amount"),
        ("base", "20", "not a plausible yearly amount"),
        ("base", "9" * 3000, "Write one yearly amount"),
        ("base", "£200k", "The band is in USD"),
        ("equity_value", "£40k", "The band is in USD"),
        ("equity_value", "-5k", "Write one yearly amount"),
        ("bonus_percent", "lots", "percentage from 0 to 100"),
        ("bonus_percent", "-1", "percentage from 0 to 100"),
        ("bonus_percent", "101", "percentage from 0 to 100"),
        ("equity_percent", "1e5", "percentage from 0 to 100"),
    ],
)
def test_a_field_that_cannot_be_read_gets_its_own_sentence(
    places: Places, salary: Salary, field: str, text: str, says: str
) -> None:
    errors_found = errors(places, salary, **{field: text})

    assert list(errors_found) == [field]
    assert says in errors_found[field]


def test_every_field_at_fault_is_named_at_once(places: Places, salary: Salary) -> None:
    wrong = dict.fromkeys(FIELDS, "?")

    assert set(errors(places, salary, **wrong)) == set(FIELDS) - {"stage"}


def test_a_place_that_another_role_has_no_band_for_is_no_place_to_choose(
    places: Places, salary: Salary
) -> None:
    without = salary.model_copy(update={"bands": salary.bands[1:]})

    assert "place" in errors(places, without)
    with pytest.raises(HiringDeskError, match="no figures for San Francisco"):
        read_package(read_form(FILLED, places, salary), without)
