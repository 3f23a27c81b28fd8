"""An offer, and how it stands against a band."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from hiring.errors import CurrencyMismatchError
from hiring.money import Basis

if TYPE_CHECKING:
    from hiring.guide.salary import Band, EngineerBands, Loss, PercentRange, Range, Salary
    from hiring.money import Currency, Money


@dataclass(frozen=True)
class Offer:
    """Yearly pay as typed; `low` is `high` unless a range was typed.

    `currency` is None where none was typed: the band's is assumed then.
    """

    low: Decimal
    high: Decimal
    currency: Currency | None = None
    basis: Basis = Basis.BASE

    @property
    def is_range(self) -> bool:
        """Whether two different amounts were typed."""
        return self.low != self.high


@dataclass(frozen=True)
class Grant:
    """Equity that is granted once and vests over `years`, None where nobody said how many."""

    value: Decimal
    years: Decimal | None

    @property
    def even_share(self) -> Decimal | None:
        """A year's value if it is spread evenly."""
        return self.value / self.years if self.years else None


class Position(StrEnum):
    """Where an offer stands; a single amount is only ever one of the first three."""

    BELOW = "below"
    WITHIN = "within"
    ABOVE = "above"
    STRADDLES_LOW = "straddles_low"
    STRADDLES_HIGH = "straddles_high"
    COVERS = "covers"


class Side(StrEnum):
    """On which side of an edge an amount lies."""

    UNDER = "under"
    AT = "at"
    OVER = "over"


@dataclass(frozen=True)
class Distance:
    """How far an amount is from an edge; `percent` is of that edge, not rounded.

    Neither `money` nor `percent` is negative: `side` tells the direction.
    """

    edge: Money
    side: Side
    money: Money
    percent: Decimal


@dataclass(frozen=True)
class Point:
    """One end of an offer; `to_high` is None where the range is open-ended."""

    money: Money
    position: Position
    to_low: Distance
    to_high: Distance | None
    past_open_end: bool
    """Over the last figure of an open-ended range, which is no edge."""


@dataclass(frozen=True)
class Reading:
    """An offer against a band. `low` is `high` unless the offer is a range."""

    offer: Offer
    band: Band
    position: Position
    low: Point
    high: Point
    assumed_currency: bool
    costs: Loss | None
    """What it costs where even the high end is that far under the bottom of the range."""
    engineer_band: EngineerBands | None
    """The engineers' ranges, where even the high end is as far under as they are."""

    @property
    def range(self) -> Range:
        """What the offer was read against."""
        return self.band.range(self.offer.basis)


def read_offer(offer: Offer, band: Band, salary: Salary) -> Reading:
    """Read an offer against a band of `salary`; CurrencyMismatchError, never a conversion."""
    if offer.currency not in (None, band.currency):
        raise CurrencyMismatchError(
            f"The offer is in {offer.currency} and the band in {band.currency};"
            " amounts are not converted."
        )
    against = band.range(offer.basis)
    low, high = (_point(amount, against, band) for amount in (offer.low, offer.high))
    loss, engineers = salary.loss, salary.engineer_bands
    loses = loss and offer.high <= (1 - loss.percent_under / 100) * against.low
    is_for_engineers = (
        engineers
        and offer.basis is Basis.BASE
        and band.currency is engineers.currency
        and against.low - offer.high >= engineers.low
    )
    return Reading(
        offer=offer,
        band=band,
        position=_position(low.position, high.position),
        low=low,
        high=high,
        assumed_currency=offer.currency is None,
        costs=loss if loses else None,
        engineer_band=engineers if is_for_engineers else None,
    )


def compare_percents(low: Decimal, high: Decimal, usual: PercentRange) -> Position:
    """Where the percentages from `low` to `high` (the same for a single one) stand."""
    ends = (_locate_percent(percent, usual) for percent in (low, high))
    return _position(*ends)


def _locate_percent(percent: Decimal, usual: PercentRange) -> Position:
    if percent < usual.low:
        return Position.BELOW
    return Position.ABOVE if percent > usual.high else Position.WITHIN


def _position(low: Position, high: Position) -> Position:
    match low, high:
        case (Position.BELOW, Position.WITHIN):
            return Position.STRADDLES_LOW
        case (Position.WITHIN, Position.ABOVE):
            return Position.STRADDLES_HIGH
        case (Position.BELOW, Position.ABOVE):
            return Position.COVERS
        case _:
            return low


def _point(amount: Decimal, against: Range, band: Band) -> Point:
    over = amount > against.high
    if amount < against.low:
        position = Position.BELOW
    elif over and not against.high_is_open:
        position = Position.ABOVE
    else:
        position = Position.WITHIN
    return Point(
        money=band.money(amount),
        position=position,
        to_low=_distance(amount, against.low, band),
        to_high=None if against.high_is_open else _distance(amount, against.high, band),
        past_open_end=over and against.high_is_open,
    )


def _distance(amount: Decimal, edge: Decimal, band: Band) -> Distance:
    difference = amount - edge
    away = Side.UNDER if difference < 0 else Side.OVER
    return Distance(
        edge=band.money(edge),
        side=away if difference else Side.AT,
        money=band.money(abs(difference)),
        percent=abs(difference) / edge * 100,
    )


def format_percent(percent: Decimal) -> str:
    """Whole percents, half up, and rounded only once; a small share is not shown as 0%."""
    if 0 < percent < 1:
        return "under 1%"
    return f"{percent.quantize(Decimal(1), ROUND_HALF_UP)}%"
