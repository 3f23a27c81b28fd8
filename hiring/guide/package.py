"""The *Check an offer* form: a whole package, read against base, total and usual equity."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from hiring.errors import FormError, HiringDeskError
from hiring.guide import amounts, offers
from hiring.guide.amounts import AmountError, UnreadableError
from hiring.guide.offers import Offer, Position
from hiring.money import Basis

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hiring.guide.offers import Reading
    from hiring.guide.places import Place, Places
    from hiring.guide.salary import Band, FundingStage, Salary
    from hiring.money import Currency, Money

FIELDS = ("place", "base", "bonus_percent", "equity_value", "stage", "equity_percent")

_MOST_PERCENT = Decimal(100)


@dataclass(frozen=True)
class Package:
    """An offer in its parts. Percentages are in percent; `equity_value` is per year."""

    place: Place
    base: Decimal
    currency: Currency | None
    bonus_percent: Decimal
    equity_value: Decimal
    stage: FundingStage | None
    equity_percent: Decimal | None


@dataclass(frozen=True)
class PackageReading:
    """`total` = base x (1 + bonus) + yearly equity value, each read against its range.

    `equity` is the equity percentage against the usual range of the stage (below, within or
    above); None where either was left out.
    """

    package: Package
    base: Reading
    total: Reading
    bonus: Money
    equity_value: Money
    equity: Position | None


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

    money: dict[str, Decimal] = {}
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
        try:
            percents |= {name: _percent(texts[name])} if texts[name] else {}
        except UnreadableError:
            errors[name] = "Write a percentage from 0 to 100, such as 15 or 0.2."

    if place is None or errors:
        raise FormError(errors)
    return Package(
        place=place,
        base=money["base"],
        currency=next(iter(typed), None),
        bonus_percent=percents.get("bonus_percent", Decimal(0)),
        equity_value=money["equity_value"],
        stage=next((stage for stage in salary.equity.stages if stage.id == texts["stage"]), None),
        equity_percent=percents.get("equity_percent"),
    )


def _money(text: str, band: Band | None, *, optional: bool) -> tuple[Decimal, Currency | None]:
    """One yearly amount and the currency typed with it; an optional one may be 0 or left out."""
    if optional and text in ("", "0"):
        return Decimal(0), None
    try:
        amount, currency = amounts.read_one_amount(text)
    except AmountError as error:
        raise HiringDeskError("That is not a plausible yearly amount. Write it in full.") from error
    except UnreadableError as error:
        raise HiringDeskError("Write one yearly amount, such as 190k or 190,000.") from error
    if band and currency not in (None, band.currency):
        raise HiringDeskError(f"The band is in {band.currency}, and amounts are not converted.")
    return amount, currency


def _percent(text: str) -> Decimal:
    number = amounts.read_percentage(text.removesuffix("%").strip())
    if number > _MOST_PERCENT:
        raise AmountError
    return number


def read_package(package: Package, salary: Salary) -> PackageReading:
    """Read a package that `read_form` gave for this `salary`."""
    band = salary.band(package.place.id)
    if band is None:
        raise HiringDeskError(f"There are no figures for {package.place.name}.")
    bonus = package.base * package.bonus_percent / 100
    total = package.base + bonus + package.equity_value
    equity = None
    if package.stage and package.equity_percent is not None:
        equity = _compare_with_range(package.equity_percent, package.stage)
    return PackageReading(
        package=package,
        base=offers.read_offer(Offer(package.base, package.base, package.currency), band, salary),
        total=offers.read_offer(Offer(total, total, package.currency, Basis.TOTAL), band, salary),
        bonus=band.money(bonus),
        equity_value=band.money(package.equity_value),
        equity=equity,
    )


def _compare_with_range(percent: Decimal, stage: FundingStage) -> Position:
    if percent < stage.low:
        return Position.BELOW
    return Position.ABOVE if percent > stage.high else Position.WITHIN
