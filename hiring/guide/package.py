"""A whole package: base, bonus and equity, each read against what is usual."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from hiring.errors import FormError, HiringDeskError
from hiring.guide import offers
from hiring.guide.offers import Offer, Position
from hiring.language.reading import Vocabulary, read
from hiring.language.tokens import read_percentage
from hiring.money import Basis

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hiring.guide.offers import Grant, Reading
    from hiring.guide.places import Place, Places
    from hiring.guide.salary import Band, FundingStage, Salary
    from hiring.guide.salary_query import CheckOffer
    from hiring.money import Currency, Money

FIELDS = ("place", "base", "bonus_percent", "equity_value", "stage", "equity_percent")

_MOST_PERCENT = Decimal(100)
_NOTHING = {"0", "none", "no", "nil"}
_BARE_NUMBER = re.compile(r"-?[0-9]{1,3}([.,][0-9]{1,2})?( ?%)?|.*%")
"""What can only be a percentage; an amount of money has more digits, a unit or a currency."""


@dataclass(frozen=True)
class Package:
    """An offer in its parts. Percentages are in percent; `equity_value` is per year.

    What was left out is None, which is not the same as 0: the package may have it all the same.
    A bonus is a percentage or an amount (`bonus_value`). `grant` is equity that vests over years,
    so no year's value. With `assumes_year` nobody said that `equity_value` is a year's.
    """

    place: Place
    base: Decimal
    currency: Currency | None
    bonus_percent: Decimal | None
    equity_value: Decimal | None
    stage: FundingStage | None
    equity_percent: Decimal | None
    bonus_value: Decimal | None = None
    grant: Grant | None = None
    assumes_year: bool = False


@dataclass(frozen=True)
class PackageReading:
    """A package against a place's ranges, the usual bonus and the usual equity.

    `cash` is base and bonus, `known` all that was given. `total` adds a year's equity; it is None
    if the bonus or the equity is in `missing`, since a sum without them can't be compared with the
    total range. `bonus` is None if it is missing; `bonus_percent` is its share of base, unrounded.
    `bonus_position` and `equity_position` are None if either side of the comparison is missing.
    """

    package: Package
    band: Band
    base: Reading
    bonus: Money | None
    bonus_percent: Decimal | None
    cash: Money
    known: Money
    missing: tuple[str, ...]
    total: Reading | None
    bonus_position: Position | None
    equity_position: Position | None


def read_form(fields: Mapping[str, str | None], places: Places, salary: Salary) -> Package:
    """Read the submitted texts by the names in FIELDS; `place` and `stage` are ids.

    `place` and `base` are required; another stage than the content's is no stage. FormError
    holds a sentence for each field at fault.
    """
    texts = {name: (fields.get(name) or "").strip() for name in FIELDS}
    errors: dict[str, str] = {}
    place = places.get(texts["place"])
    band = salary.band(place.id) if place else None
    if place is None or band is None:
        errors["place"] = "Choose the place that the offer is for."

    money: dict[str, Decimal | None] = {}
    typed: set[Currency] = set()
    for name in ("base", "equity_value"):
        try:
            money[name], currency = _money(texts[name], band, optional=name != "base")
        except HiringDeskError as error:
            errors[name] = error.sentence
        else:
            typed |= {currency} if currency else set()

    bonus_percent = bonus_value = None
    try:
        bonus_percent, bonus_value, currency = _bonus(texts["bonus_percent"], band)
    except HiringDeskError as error:
        errors["bonus_percent"] = error.sentence
    else:
        typed |= {currency} if currency else set()

    equity_percent = _percent(texts["equity_percent"])
    if texts["equity_percent"] and equity_percent is None:
        errors["equity_percent"] = "Write a percentage from 0 to 100, such as 0.2."

    base = money.get("base")
    if place is None or base is None or errors:
        raise FormError(errors)
    return Package(
        place=place,
        base=base,
        currency=next(iter(typed), None),
        bonus_percent=bonus_percent,
        equity_value=money["equity_value"],
        stage=next((stage for stage in salary.equity.stages if stage.id == texts["stage"]), None),
        equity_percent=equity_percent,
        bonus_value=bonus_value,
    )


def _money(
    text: str, band: Band | None, *, optional: bool
) -> tuple[Decimal | None, Currency | None]:
    """One yearly amount and the currency typed with it; an optional one may be 0 or left out."""
    if optional and not text:
        return None, None
    if optional and text.strip("$£€ ").casefold() in _NOTHING:
        return Decimal(0), None
    if "%" in text:
        raise HiringDeskError(
            "Write an amount of money per year, such as 40k. This is a percentage."
        )
    reading = read(text, Vocabulary())
    if not reading.is_amount_alone or reading.unlike:
        raise HiringDeskError("Write one yearly amount, such as 190k or 190,000.")
    amount = reading.amounts[0]
    if not amount.is_yearly_pay:
        raise HiringDeskError("That is not a plausible yearly amount. Write it in full.")
    currency = next(iter(reading.currencies), None)
    if band and currency not in (None, band.currency):
        raise HiringDeskError(
            f"The range for this place is in {band.currency}, and I don't convert. "
            f"Write the amount in {band.currency}."
        )
    return amount.low, currency


def _bonus(text: str, band: Band | None) -> tuple[Decimal | None, Decimal | None, Currency | None]:
    """A bonus as a percentage or as an amount, and the currency typed with an amount."""
    percent = _percent(text)
    is_amount = text and not _BARE_NUMBER.fullmatch(text)
    if is_amount and any(map(str.isdigit, text)):
        return None, *_money(text, band, optional=True)
    if is_amount and text.casefold() in _NOTHING:
        return Decimal(0), None, None
    if text and percent is None:
        raise HiringDeskError(
            "Write a percentage from 0 to 100, such as 15, or an amount, such as 20k."
        )
    return percent, None, None


def _percent(text: str) -> Decimal | None:
    """A percentage from 0 to 100, None where the text is none."""
    number = read_percentage(text.removesuffix("%").strip())
    return number if number is not None and number <= _MOST_PERCENT else None


def find_complete_package(query: CheckOffer, salary: Salary) -> Package | None:
    """The package that was typed, if nothing it speaks of is missing; otherwise the form asks.

    It needs a place with a range in its currency. Equity in percent needs what it is worth as well;
    a package that speaks of no equity, or of no bonus, needs nothing more.
    """
    band = salary.band(query.place.id) if query.place else None
    has_worth = query.equity_value is not None or query.grant is not None
    lacks_equity_value = query.equity_percent is not None and not has_worth
    if (
        query.place is None
        or band is None
        or lacks_equity_value
        or query.currency not in {None, band.currency}
    ):
        return None
    return Package(
        place=query.place,
        base=query.base,
        currency=query.currency,
        bonus_percent=query.bonus_percent,
        equity_value=query.equity_value,
        stage=query.stage,
        equity_percent=query.equity_percent,
        bonus_value=query.bonus_value,
        grant=query.grant,
        assumes_year=query.assumes_year,
    )


def read_package(package: Package, salary: Salary) -> PackageReading:
    """Read a package that `read_form` gave for this `salary`."""
    band = salary.band(package.place.id)
    if band is None:
        raise HiringDeskError(f"There are no figures for {package.place.name}.")
    bonus, bonus_percent = package.bonus_value, package.bonus_percent
    if bonus is not None:
        bonus_percent = bonus / package.base * 100
    elif bonus_percent is not None:
        bonus = package.base * bonus_percent / 100
    cash = package.base + (bonus or 0)
    equity = None if package.grant else package.equity_value
    parts = {"bonus": bonus, "equity": equity}
    total = None
    if bonus is not None and equity is not None:
        pay = cash + equity
        offer = Offer(pay, pay, package.currency, Basis.TOTAL)
        total = offers.read_offer(offer, band, salary)
    percents = (
        (bonus_percent, salary.bonus),
        (package.equity_percent, package.stage),
    )
    bonus_position, equity_position = (
        offers.compare_percents(percent, percent, usual)
        if percent is not None and usual is not None
        else None
        for percent, usual in percents
    )
    return PackageReading(
        package=package,
        band=band,
        base=offers.read_offer(Offer(package.base, package.base, package.currency), band, salary),
        bonus=None if bonus is None else band.money(bonus),
        bonus_percent=bonus_percent,
        cash=band.money(cash),
        known=band.money(cash + (equity or 0)),
        missing=tuple(part for part, value in parts.items() if value is None),
        total=total,
        bonus_position=bonus_position,
        equity_position=equity_position,
    )
