"""A whole package: base, bonus and equity, each read against what is usual."""

from __future__ import annotations

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

    from hiring.guide.offers import Reading
    from hiring.guide.places import Place, Places
    from hiring.guide.salary import Band, FundingStage, Salary
    from hiring.guide.salary_query import CheckOffer
    from hiring.money import Currency, Money

FIELDS = ("place", "base", "bonus_percent", "equity_value", "stage", "equity_percent")

_MOST_PERCENT = Decimal(100)
_NOTHING = {"0", "none", "no", "nil"}


@dataclass(frozen=True)
class Package:
    """An offer in its parts. Percentages are in percent; `equity_value` is per year.

    What was left out is None, which is not the same as 0: the package may have it all the same.
    """

    place: Place
    base: Decimal
    currency: Currency | None
    bonus_percent: Decimal | None
    equity_value: Decimal | None
    stage: FundingStage | None
    equity_percent: Decimal | None


@dataclass(frozen=True)
class PackageReading:
    """A package against a place's ranges, the usual bonus and the usual equity.

    `cash` = base x (1 + bonus). `total` adds a year's equity; it is None if that was left out,
    since a sum without it can't be compared with the total range. `bonus_position` and
    `equity_position` are None if either side of the comparison is missing.
    """

    package: Package
    band: Band
    base: Reading
    bonus: Money
    cash: Money
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

    percents: dict[str, Decimal] = {}
    for name in ("bonus_percent", "equity_percent"):
        if not texts[name]:
            continue
        percent = _percent(texts[name])
        if percent is None:
            errors[name] = "Write a percentage from 0 to 100, such as 15 or 0.2."
        else:
            percents[name] = percent

    base = money.get("base")
    if place is None or base is None or errors:
        raise FormError(errors)
    return Package(
        place=place,
        base=base,
        currency=next(iter(typed), None),
        bonus_percent=percents.get("bonus_percent"),
        equity_value=money["equity_value"],
        stage=next((stage for stage in salary.equity.stages if stage.id == texts["stage"]), None),
        equity_percent=percents.get("equity_percent"),
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
    if not reading.is_amount_alone:
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


def _percent(text: str) -> Decimal | None:
    """A percentage from 0 to 100, None where the text is none."""
    number = read_percentage(text.removesuffix("%").strip())
    return number if number is not None and number <= _MOST_PERCENT else None


def find_complete_package(query: CheckOffer, salary: Salary) -> Package | None:
    """The package that was typed, if nothing it speaks of is missing; otherwise the form asks.

    It needs a place with a range in its currency. Equity in percent needs what it is worth in a
    year as well; a package that speaks of no equity needs nothing more.
    """
    band = salary.band(query.place.id) if query.place else None
    lacks_equity_value = query.equity_percent is not None and query.equity_value is None
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
    )


def read_package(package: Package, salary: Salary) -> PackageReading:
    """Read a package that `read_form` gave for this `salary`."""
    band = salary.band(package.place.id)
    if band is None:
        raise HiringDeskError(f"There are no figures for {package.place.name}.")
    bonus = package.base * (package.bonus_percent or 0) / 100
    cash = package.base + bonus
    total = None
    if package.equity_value is not None:
        pay = cash + package.equity_value
        offer = Offer(pay, pay, package.currency, Basis.TOTAL)
        total = offers.read_offer(offer, band, salary)
    percents = (
        (package.bonus_percent, salary.bonus),
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
        bonus=band.money(bonus),
        cash=band.money(cash),
        total=total,
        bonus_position=bonus_position,
        equity_position=equity_position,
    )
