"""The questions that can be asked with `/salary`, and each written back as text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from hiring.guide.money import Currency
    from hiring.guide.offers import Offer
    from hiring.guide.places import Place


@dataclass(frozen=True)
class Overview:
    """Every place."""


@dataclass(frozen=True)
class HelpRequest:
    """What can be typed."""


@dataclass(frozen=True)
class AtPlace:
    """One place's band; `read_as` is the name typed where this place stands in for it."""

    place: Place
    read_as: str | None = None


@dataclass(frozen=True)
class Compare:
    """Two places side by side."""

    first: AtPlace
    second: AtPlace


@dataclass(frozen=True)
class TooManyPlaces:
    """Three or more places: two can be compared at a time."""

    places: tuple[AtPlace, ...]


@dataclass(frozen=True)
class OfferAt:
    """An offer against a place's band, in its currency or in none."""

    offer: Offer
    place: Place
    read_as: str | None = None


@dataclass(frozen=True)
class OfferWithoutPlace:
    """An offer whose place is still to be asked."""

    offer: Offer


@dataclass(frozen=True)
class WrongCurrency:
    """An offer in another currency than the place's band, which is in `expected`."""

    offer: Offer
    place: Place
    expected: Currency
    read_as: str | None = None


@dataclass(frozen=True)
class CheckOffer:
    """An offer with percentages: the *Check an offer* form, prefilled with these."""

    base: Decimal
    currency: Currency | None
    bonus_percent: Decimal | None
    equity_percent: Decimal | None
    place: Place | None


@dataclass(frozen=True)
class Choose:
    """A name that covers several places (`us`), or one offer with several places."""

    typed: str
    candidates: tuple[Place, ...]
    offer: Offer | None = None


@dataclass(frozen=True)
class Candidate:
    """A name near to what was typed, and the place that it means."""

    name: str
    place: Place


@dataclass(frozen=True)
class DidYouMean:
    """An unknown name that is near to known ones, the nearest first."""

    typed: str
    candidates: tuple[Candidate, ...]
    offer: Offer | None = None


@dataclass(frozen=True)
class NoFigures:
    """A name without figures; `places` are those to offer instead."""

    typed: str
    places: tuple[Place, ...]
    offer: Offer | None = None


class Period(StrEnum):
    """A period that is not the year."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True)
class NotYearly:
    """Pay per hour, day, week or month: only yearly pay can be read."""

    period: Period


class Reason(StrEnum):
    """Why a text was not understood."""

    UNKNOWN = "unknown"
    AMOUNT = "amount"
    """Zero, negative, or no plausible yearly pay."""
    CURRENCIES = "currencies"
    """Two currencies in one offer."""


@dataclass(frozen=True)
class NotUnderstood:
    """Anything else: say what can be typed, by example."""

    reason: Reason = Reason.UNKNOWN


Query = (
    Overview
    | HelpRequest
    | AtPlace
    | Compare
    | TooManyPlaces
    | OfferAt
    | OfferWithoutPlace
    | WrongCurrency
    | CheckOffer
    | Choose
    | DidYouMean
    | NoFigures
    | NotYearly
    | NotUnderstood
)

Answerable = Overview | HelpRequest | AtPlace | Compare | OfferAt | OfferWithoutPlace | CheckOffer
"""The queries that can be written back as text."""


def write_query(query: Answerable) -> str:
    """A short text (under 300 characters) that `salary_parser.parse` reads as this same query."""
    match query:
        case Overview() | HelpRequest():
            text = "help" if isinstance(query, HelpRequest) else ""
        case AtPlace():
            text = _place(query)
        case Compare():
            text = f"{_place(query.first)} vs {_place(query.second)}"
        case OfferAt():
            text = f"{_offer(query.offer)} {query.read_as or query.place.id}"
        case OfferWithoutPlace():
            text = _offer(query.offer)
        case _:
            text = _package(query)
    return text


def _place(at: AtPlace) -> str:
    return at.read_as or at.place.id


def _offer(offer: Offer) -> str:
    amount = _format_amount(offer.low)
    if offer.is_range:
        amount += f"-{_format_amount(offer.high)}"
    return f"{offer.currency or ''} {amount} {offer.basis}".strip()


def _package(query: CheckOffer) -> str:
    parts = [f"{query.currency or ''} {_format_amount(query.base)}".strip()]
    if query.bonus_percent is not None:
        parts.append(f"{query.bonus_percent:f}% bonus")
    if query.equity_percent is not None:
        parts.append(f"{query.equity_percent:f}% equity")
    return f"{' + '.join(parts)} {query.place.id if query.place else ''}".strip()


def _format_amount(number: Decimal) -> str:
    return f"{number:.2f}".removesuffix(".00")
