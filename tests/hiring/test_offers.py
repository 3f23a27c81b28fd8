from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from hiring.errors import CurrencyMismatchError
from hiring.guide.offers import Offer, Position, Reading, Side, format_percent, read_offer
from hiring.money import Basis, Currency

if TYPE_CHECKING:
    from hiring.guide.salary import Salary


def reading(
    salary: Salary, place: str, low: int, high: int | None = None, basis: Basis = Basis.BASE
) -> Reading:
    band = salary.band(place)
    assert band is not None
    offer = Offer(Decimal(low), Decimal(high or low), None, basis)
    return read_offer(offer, band, salary)


@pytest.mark.parametrize(
    ("low", "high", "position"),
    [
        (219_999, 219_999, Position.BELOW),
        (220_000, 220_000, Position.WITHIN),
        (320_000, 320_000, Position.WITHIN),
        (320_001, 320_001, Position.ABOVE),
        (200_000, 210_000, Position.BELOW),
        (200_000, 250_000, Position.STRADDLES_LOW),
        (200_000, 220_000, Position.STRADDLES_LOW),
        (250_000, 300_000, Position.WITHIN),
        (300_000, 350_000, Position.STRADDLES_HIGH),
        (200_000, 350_000, Position.COVERS),
        (330_000, 350_000, Position.ABOVE),
    ],
)
def test_edges_belong_to_the_band(salary: Salary, low: int, high: int, position: Position) -> None:
    assert reading(salary, "sf-ny", low, high).position is position


def test_the_distance_to_each_edge_is_in_money_and_in_percent_of_that_edge(salary: Salary) -> None:
    point = reading(salary, "sf-ny", 256_000).low

    assert point.to_high is not None
    assert (point.to_low.side, point.to_low.money.short()) == (Side.OVER, "$36k")
    assert (format_percent(point.to_low.percent), point.to_low.edge.short()) == ("16%", "$220k")
    assert (point.to_high.side, point.to_high.money.short()) == (Side.UNDER, "$64k")
    assert (format_percent(point.to_high.percent), point.to_high.edge.short()) == ("20%", "$320k")


def test_an_amount_on_an_edge_is_at_it(salary: Salary) -> None:
    to_low = reading(salary, "sf-ny", 220_000).low.to_low

    assert to_low.side is Side.AT
    assert to_low.money.amount == to_low.percent == 0


@pytest.mark.parametrize(
    ("percent", "shown"),
    [
        ("13.46", "13%"),
        ("13.45", "13%"),
        ("13.5", "14%"),
        ("14.5", "15%"),
        ("0", "0%"),
        ("0.99", "under 1%"),
        ("1", "1%"),
    ],
)
def test_a_percentage_is_rounded_once_and_half_up(percent: str, shown: str) -> None:
    assert format_percent(Decimal(percent)) == shown


def test_a_distance_is_rounded_only_where_it_is_shown(salary: Salary) -> None:
    """£112,500 of £130,000 is 13.46% under, which is nearer to 13% than to 14%."""
    assert format_percent(reading(salary, "london", 112_500).low.to_low.percent) == "13%"


def test_an_open_ended_band_has_no_upper_edge(salary: Salary) -> None:
    within = reading(salary, "sf-ny", 500_000, basis=Basis.TOTAL)
    beyond = reading(salary, "sf-ny", 650_000, basis=Basis.TOTAL)

    assert (within.position, within.low.to_high) == (Position.WITHIN, None)
    assert (beyond.position, beyond.low.to_high) == (Position.WITHIN, None)
    assert (within.low.past_open_end, beyond.low.past_open_end) == (False, True)


@pytest.mark.parametrize(
    ("low", "high", "costs"),
    [
        (176_000, 176_000, True),
        (176_001, 176_001, False),
        (150_000, 176_000, True),
        (150_000, 180_000, False),
    ],
)
def test_at_0_8_of_the_low_edge_and_under_an_offer_costs_candidates(
    salary: Salary, low: int, high: int, *, costs: bool
) -> None:
    assert reading(salary, "sf-ny", low, high).costs == (salary.loss if costs else None)


def test_the_cost_is_read_against_the_low_edge_of_total_for_a_total(salary: Salary) -> None:
    assert reading(salary, "sf-ny", 224_000, basis=Basis.TOTAL).costs
    assert not reading(salary, "sf-ny", 225_000, basis=Basis.TOTAL).costs


@pytest.mark.parametrize(
    ("place", "amount", "basis", "hint"),
    [
        ("sf-ny", 180_000, Basis.BASE, True),
        ("sf-ny", 180_001, Basis.BASE, False),
        ("sf-ny", 180_000, Basis.TOTAL, False),
        ("tel-aviv", 90_000, Basis.BASE, True),
        ("london", 60_000, Basis.BASE, False),
    ],
)
def test_a_base_of_usd_40k_or_more_under_looks_like_an_engineer_band(
    salary: Salary, place: str, amount: int, basis: Basis, *, hint: bool
) -> None:
    assert reading(salary, place, amount, basis=basis).engineer_band == (
        salary.engineer_bands if hint else None
    )


def test_an_offer_in_another_currency_is_refused_and_never_converted(salary: Salary) -> None:
    band = salary.band("london")
    assert band is not None
    offer = Offer(Decimal(180_000), Decimal(180_000), Currency.USD)

    with pytest.raises(CurrencyMismatchError) as refusal:
        read_offer(offer, band, salary)

    assert refusal.value.sentence == (
        "The offer is in USD and the band in GBP; amounts are not converted."
    )


def test_a_typed_currency_is_not_said_to_be_assumed(salary: Salary) -> None:
    band = salary.band("london")
    assert band is not None
    offer = Offer(Decimal(150_000), Decimal(150_000), Currency.GBP)

    assert not read_offer(offer, band, salary).assumed_currency
    assert read_offer(offer, band, salary).range == band.base


def test_a_role_without_figures_for_engineers_or_losses_has_no_such_hints(salary: Salary) -> None:
    bare = salary.model_copy(update={"engineer_bands": None, "loss": None})

    result = reading(bare, "sf-ny", 1_000)

    assert (result.position, result.costs, result.engineer_band) == (Position.BELOW, None, None)
