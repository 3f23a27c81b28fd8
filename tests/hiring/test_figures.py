"""The salary benchmark states every figure of its source, and no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hiring.guide.money import Currency

if TYPE_CHECKING:
    from hiring.guide.places import Places
    from hiring.guide.role import Guide
    from hiring.guide.salary import Range, Salary


def thousands(amounts: Range) -> tuple[int, int, bool]:
    return (int(amounts.low / 1000), int(amounts.high / 1000), amounts.high_is_open)


@pytest.mark.parametrize(
    ("name", "short", "currency", "base", "total"),
    [
        ("San Francisco / New York", "SF / New York", "USD", (220, 320), (280, 500)),
        ("Other US metros", "Other US metros", "USD", (180, 260), (220, 360)),
        ("Remote (US-aligned)", "Remote (US)", "USD", (170, 250), (200, 320)),
        ("UK (London)", "London", "GBP", (130, 180), (150, 240)),
        ("UK (other)", "UK (other)", "GBP", (100, 150), (110, 180)),
        ("Israel (Tel Aviv)", "Tel Aviv", "USD", (130, 200), (160, 260)),
    ],
)
def test_the_bands_are_those_of_the_source(  # noqa: PLR0913, PLR0917 - a row of the table
    places: Places,
    salary: Salary,
    name: str,
    short: str,
    currency: str,
    base: tuple[int, int],
    total: tuple[int, int],
) -> None:
    place = next(place for place in places.places if place.name == name)
    band = salary.band(place.id)

    assert band is not None
    assert (place.short, band.currency) == (short, currency)
    assert thousands(band.base) == (*base, False)
    assert thousands(band.total) == (*total, name == "San Francisco / New York")


def test_there_is_no_further_band(places: Places, salary: Salary) -> None:
    assert len(salary.bands) == len(places.places) == 6


def test_the_figures_around_the_bands_are_those_of_the_source(salary: Salary) -> None:
    stages = {stage.name: (str(stage.low), str(stage.high)) for stage in salary.equity.stages}
    engineers = salary.engineer_bands

    assert stages == {"Series A": ("0.1", "0.5"), "Series B/C": ("0.05", "0.15")}
    assert "typically 10–20 % of base" in salary.how_total.text
    assert f"{engineers.currency} {engineers.low} to {engineers.high}" == "USD 40000 to 80000"
    assert salary.loss.percent_under == 20


@pytest.mark.parametrize(
    ("part", "figures"),
    [
        ("source", ["one specialist recruiter's undated guide", "November 2026", "not a survey"]),
        ("how_total", ["10–20 % of base"]),
        ("mistake", ["40–80k USD", "Staff ML Engineer"]),
        ("loss", ["20 %"]),
        (
            "rules_of_thumb",
            ["200–320k USD total", "180–240k USD", "120–180k GBP", "base or total is not said"],
        ),
    ],
)
def test_the_texts_state_the_figures_of_the_source(
    salary: Salary, part: str, figures: list[str]
) -> None:
    text = str(salary.model_dump()[part])

    assert [figure for figure in figures if figure not in text] == []


def test_two_currencies_never_share_a_group(salary: Salary) -> None:
    groups = salary.by_currency()

    assert {code: [band.place for band in bands] for code, bands in groups.items()} == {
        Currency.USD: ["sf-ny", "us-other", "us-remote", "tel-aviv"],
        Currency.GBP: ["london", "uk-other"],
    }


def test_an_example_in_the_help_can_be_typed_as_it_stands(guide: Guide, ask: object) -> None:
    assert callable(ask)
    answered = {
        example.typed: type(ask(example.typed)).__name__ for example in guide.help.salary.examples
    }

    assert set(answered.values()) == {"AtPlace", "Compare", "OfferAt", "CheckOffer"}
