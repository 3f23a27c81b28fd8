from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from hiring.errors import FormError, HiringDeskError
from hiring.guide.offers import Position
from hiring.guide.package import (
    FIELDS,
    PackageReading,
    find_complete_package,
    read_form,
    read_package,
)
from hiring.guide.salary_query import CheckOffer
from hiring.money import Currency

if TYPE_CHECKING:
    from hiring.guide.places import Place, Places
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
    assert result.bonus
    assert result.bonus.full() == "USD 30,000"
    assert result.cash.full() == "USD 230,000"
    assert result.total
    assert result.total.low.money.full() == "USD 270,000"
    assert (result.base.position, result.total.position) == (Position.BELOW, Position.BELOW)


def test_a_currency_typed_with_either_amount_is_not_assumed(places: Places, salary: Salary) -> None:
    assert not reading(places, salary).base.assumed_currency
    total = reading(places, salary, equity_value="40k").total
    assert total
    assert total.assumed_currency
    assert read_form(FILLED, places, salary).currency is Currency.USD


def test_a_typed_package_is_complete_once_nothing_is_left_to_ask(
    places: Places, salary: Salary
) -> None:
    """A place and a base; equity in percent needs its value as well. Otherwise the form asks."""
    typed = CheckOffer(
        base=Decimal(160_000),
        currency=Currency.GBP,
        bonus_percent=None,
        equity_percent=None,
        place=places.get("london"),
        equity_value=Decimal(30_000),
    )

    package = find_complete_package(typed, salary)

    assert package is not None
    assert read_package(replace(package, bonus_percent=Decimal(0)), salary).total
    assert find_complete_package(replace(typed, equity_value=None), salary)
    for missing in (
        replace(typed, place=None),
        replace(typed, equity_percent=Decimal("0.2"), equity_value=None),
        replace(typed, currency=Currency.USD),
        replace(typed, place=replace_id(typed, "atlantis")),
    ):
        assert find_complete_package(missing, salary) is None


def replace_id(query: CheckOffer, place_id: str) -> Place:
    """A place that there is no range for."""
    assert query.place
    return query.place.model_copy(update={"id": place_id})


def test_only_place_and_base_are_needed(places: Places, salary: Salary) -> None:
    result = read_package(read_form({"place": "london", "base": "150"}, places, salary), salary)

    assert result.base.position is Position.WITHIN
    assert result.cash.full() == "GBP 150,000"
    assert (result.total, result.bonus_position, result.equity_position) == (None, None, None)


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
    assert reading(places, salary, stage=stage, equity_percent=percent).equity_position is position


@pytest.mark.parametrize("text", ["0", "$0", "none", " No "])
def test_no_equity_is_no_money(places: Places, salary: Salary, text: str) -> None:
    result = reading(places, salary, equity_value=text)

    assert result.package.equity_value == 0
    assert result.total
    assert result.total.low.money == result.cash


@pytest.mark.parametrize("text", ["", "  ", None])
def test_equity_without_a_value_gives_no_verdict_on_the_total(
    places: Places, salary: Salary, text: str | None
) -> None:
    """It is not taken for nothing: the package has equity, of which nobody said the worth."""
    result = reading(places, salary, equity_value=text)

    assert result.package.equity_value is None
    assert result.total is None
    assert result.cash.full() == "USD 230,000"


@pytest.mark.parametrize(
    ("percent", "position"),
    [
        ("9.9", Position.BELOW),
        ("10", Position.WITHIN),
        ("20 %", Position.WITHIN),
        ("20,5", Position.ABOVE),
        ("0", Position.BELOW),
        ("", None),
    ],
)
def test_a_bonus_is_read_against_the_usual_one(
    places: Places, salary: Salary, percent: str, position: Position | None
) -> None:
    assert reading(places, salary, bonus_percent=percent).bonus_position is position
    without = salary.model_copy(update={"bonus": None})
    assert reading(places, without, bonus_percent=percent).bonus_position is None


@pytest.mark.parametrize(
    ("text", "bonus"),
    [
        ("20k", "$20k"),
        ("$20,000", "$20k"),
        ("20000", "$20k"),
        ("none", "$0"),
        ("0", "$0"),
        ("10", "$20k"),
    ],
)
def test_a_bonus_is_a_percentage_or_an_amount(
    places: Places, salary: Salary, text: str, bonus: str
) -> None:
    result = reading(places, salary, bonus_percent=text)

    assert result.bonus
    assert (result.bonus.short(), result.missing) == (bonus, ())


def test_without_a_bonus_there_is_no_verdict_on_the_total(places: Places, salary: Salary) -> None:
    result = reading(places, salary, bonus_percent="")

    assert (result.bonus, result.total, result.missing) == (None, None, ("bonus",))


@pytest.mark.parametrize(
    ("field", "text", "says"),
    [
        ("place", "", "Choose the place"),
        ("place", "atlantis", "Choose the place"),
        ("base", "", "Write one yearly amount"),
        ("base", "much", "Write one yearly amount"),
        ("base", "200-250k", "Write one yearly amount"),
        ("base", "$200k €", "Write one yearly amount"),
        ("base", "150k net", "Write one yearly amount"),
        ("bonus_percent", "£20k", "Write the amount in USD"),
        ("base", "700/day", "Write one yearly amount"),
        ("base", "0", "not a plausible yearly amount"),
        ("base", "20", "not a plausible yearly amount"),
        ("base", "9" * 3000, "Write one yearly amount"),
        ("base", "£200k", "Write the amount in USD"),
        ("equity_value", "£40k", "Write the amount in USD"),
        ("equity_value", "0.2%", "an amount of money per year"),
        ("base", "15%", "an amount of money per year"),
        ("equity_value", "-5k", "not a plausible yearly amount"),
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
