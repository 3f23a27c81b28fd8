"""The *Check an offer* form: a whole package, read against base, total and usual equity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from hiring.guide.money import Currency, Money
    from hiring.guide.offers import Position, Reading
    from hiring.guide.places import Place, Places
    from hiring.guide.salary import Salary, Stage

FIELDS = ("place", "base", "bonus_percent", "equity_value", "stage", "equity_percent")


@dataclass(frozen=True)
class Package:
    """An offer in its parts. Percentages are in percent; `equity_value` is per year."""

    place: Place
    base: Decimal
    currency: Currency | None
    bonus_percent: Decimal
    equity_value: Decimal
    stage: Stage | None
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

    `place` and `base` are required. FormError holds a sentence for each field at fault.
    """
    raise NotImplementedError


def read(package: Package, salary: Salary) -> PackageReading:
    """Read a package that `read_form` gave."""
    raise NotImplementedError
