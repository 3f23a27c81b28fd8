"""The questions that can be asked with `/salary`, and each written back as text."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from hiring.guide.answered import Answered
from hiring.language.questions import Focus, Subject
from hiring.money import Basis
from hiring.pay_statistics.query import PayQuestion, write_pay_question

if TYPE_CHECKING:
    from decimal import Decimal

    from hiring.guide.offers import Grant, Offer
    from hiring.guide.places import Place
    from hiring.guide.salary import FundingStage
    from hiring.language.amounts import Period
    from hiring.language.terms import Unlike
    from hiring.money import Currency
    from hiring.pay_statistics.query import AskedArea


@dataclass(frozen=True)
class Overview:
    """Every place; of `extreme`, only those that pay least or most, one for each currency.

    `asks_place`: how much to pay was asked, which only a place can answer.
    """

    extreme: Focus | None = None
    asks_place: bool = False


@dataclass(frozen=True)
class HelpRequest:
    """What can be typed."""


@dataclass(frozen=True)
class AtPlace(Answered):
    """One place's band; `read_as` is the name typed where this place stands in for it.

    `focus` and `basis` are what was asked of it: the top of the range, only the total. `areas` are
    those of pay statistics that the name typed means, where it isn't the place as a whole: the
    metro of San Francisco for `sf`, of Austin for `austin`. `named` is then that name.
    """

    place: Place
    read_as: str | None = None
    focus: Focus | None = None
    basis: Basis | None = None
    areas: tuple[AskedArea, ...] = ()
    named: str | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Compare(Answered):
    """Two places side by side."""

    first: AtPlace
    second: AtPlace


@dataclass(frozen=True)
class TooManyPlaces:
    """Three or more places: two can be compared at a time."""

    places: tuple[AtPlace, ...]


@dataclass(frozen=True)
class OfferAt(Answered):
    """An offer against a place's band, in its currency or in none.

    `areas` and `named` are as in `AtPlace`.
    """

    offer: Offer
    place: Place
    read_as: str | None = None
    areas: tuple[AskedArea, ...] = ()
    named: str | None = field(default=None, compare=False)


@dataclass(frozen=True)
class OfferWithoutPlace(Answered):
    """An offer whose place is still to be asked."""

    offer: Offer


@dataclass(frozen=True)
class TwoOffers(Answered):
    """Two offers to be judged: base and total of one place, or one at each of two places."""

    first: OfferAt
    second: OfferAt


@dataclass(frozen=True)
class WhichAmount(Answered):
    """Several amounts, of which one can be judged at a time, at the place if one was named."""

    offers: tuple[Offer, ...]
    place: Place | None = None
    read_as: str | None = None


@dataclass(frozen=True)
class WrongCurrency(Answered):
    """An offer in another currency than the place's band, which is in `expected`."""

    offer: Offer
    place: Place
    expected: Currency
    read_as: str | None = None


@dataclass(frozen=True)
class CheckOffer(Answered):
    """An offer with bonus or equity: the *Check an offer* form, prefilled with these.

    Percentages are in percent; `equity_value` is per year. A bonus is a percentage or an amount
    (`bonus_value`). `grant` is equity over several years. With `assumes_year` nothing says that
    `equity_value` is a year's.
    """

    base: Decimal
    currency: Currency | None
    bonus_percent: Decimal | None
    equity_percent: Decimal | None
    place: Place | None
    equity_value: Decimal | None = None
    stage: FundingStage | None = None
    bonus_value: Decimal | None = None
    grant: Grant | None = None
    assumes_year: bool = False


@dataclass(frozen=True)
class EquityAt(Answered):
    """Equity of the company: how much is usual, or whether `low` to `high` percent is.

    `typed_stage` is the funding stage as typed where there are no figures for it, such as Seed;
    with neither it nor a `stage` the question is about any stage.
    """

    stage: FundingStage | None = None
    typed_stage: str | None = None
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True)
class Explain(Answered):
    """A question about pay that no place and no amount is needed for.

    `low` and `high` are the bonus, in percent of base, that is asked about.
    """

    subject: Subject
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True)
class OtherRole:
    """A job title, as typed, that no role with figures has; `at` is the place named with it."""

    typed: str
    at: AtPlace | None = None


@dataclass(frozen=True)
class UnknownUnit:
    """An amount in a currency, as typed, that no range is in: nothing is converted."""

    typed: str


@dataclass(frozen=True)
class Choose(Answered):
    """A name that covers several places (`us`), or one offer with several places.

    `areas` are those of pay statistics that the name means, such as the state of California.
    """

    typed: str
    candidates: tuple[Place, ...]
    offer: Offer | None = None
    areas: tuple[AskedArea, ...] = ()


@dataclass(frozen=True)
class Candidate:
    """A name near to what was typed, and the place that it means."""

    name: str
    place: Place


@dataclass(frozen=True)
class DidYouMean(Answered):
    """An unknown name that is near to known ones, the nearest first."""

    typed: str
    candidates: tuple[Candidate, ...]
    offer: Offer | None = None


@dataclass(frozen=True)
class NoFigures(Answered):
    """A name without figures; `places` are those to offer instead."""

    typed: str
    places: tuple[Place, ...]
    offer: Offer | None = None


@dataclass(frozen=True)
class NotYearly:
    """Pay per hour, day, week or month: only yearly pay can be read."""

    period: Period
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True)
class NotComparable:
    """Pay that is not gross, full-time pay of a year, which the ranges are."""

    unlike: Unlike
    place: Place | None = field(default=None, compare=False)


class Reason(StrEnum):
    """Why a text was not understood."""

    UNKNOWN = "unknown"
    AMOUNT = "amount"
    """Zero, negative, or no plausible yearly pay."""
    SEVERAL = "several"
    """Several amounts in a package or with several places."""
    LONG = "long"
    """More characters than are read."""
    CURRENCIES = "currencies"
    """Two currencies in one offer."""
    RANKING = "ranking"
    """Where most or least is paid."""
    RELATIVE = "relative"
    """A percentage of an amount, or a distance from one."""
    BONUSES = "bonuses"
    """Two bonuses that are not the same."""


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
    | TwoOffers
    | WhichAmount
    | WrongCurrency
    | CheckOffer
    | EquityAt
    | Explain
    | OtherRole
    | UnknownUnit
    | Choose
    | DidYouMean
    | NoFigures
    | NotYearly
    | NotComparable
    | NotUnderstood
)

Answerable = (
    Overview
    | HelpRequest
    | AtPlace
    | Compare
    | OfferAt
    | OfferWithoutPlace
    | CheckOffer
    | EquityAt
    | Explain
    | PayQuestion
)
"""The queries that can be written back as text."""

_EXPLAIN = {
    Subject.TOTAL: "what does total mean",
    Subject.BONUS: "what bonus is usual",
    Subject.UNDERPAYING: "what does underpaying cost",
    Subject.ENGINEER_BANDS: "why not our engineer bands",
    Subject.ABOVE_ENGINEERS: "why more than engineers",
    Subject.DEPENDS: "what does pay depend on",
    Subject.SOURCE: "what is the source",
}


_EXTREMES = {None: "", Focus.BOTTOM: "cheapest place", Focus.TOP: "most expensive place"}


def write_query(query: Answerable) -> str:  # noqa: PLR0911 - a case each
    """A short text (under 300 characters) that `salary_parser.parse` reads as this same query."""
    match query:
        case Overview():
            return _EXTREMES[query.extreme] or ("how much should we pay" * query.asks_place)
        case HelpRequest():
            return "help"
        case AtPlace():
            return _place(query)
        case Compare():
            return f"{_place(query.first)} vs {_place(query.second)}"
        case OfferAt():
            return f"{_offer(query.offer)} {query.named or query.read_as or query.place.id}"
        case OfferWithoutPlace():
            return _offer(query.offer)
        case CheckOffer():
            return _package(query)
        case EquityAt():
            return _equity(query)
        case PayQuestion():
            return write_pay_question(query)
        case _:
            percents = _percents(query.low, query.high)
            return f"{percents} bonus" if percents else _EXPLAIN[query.subject]


def _place(at: AtPlace) -> str:
    parts = (at.named or at.read_as or at.place.id, at.focus, at.basis)
    return " ".join(part for part in parts if part)


def _offer(offer: Offer) -> str:
    amount = _format_amount(offer.low)
    if offer.is_range:
        amount += f"-{_format_amount(offer.high)}"
    return f"{offer.currency or ''} {amount} {offer.basis}".strip()


def _package(query: CheckOffer) -> str:
    parts = [f"{query.currency or ''} {_format_amount(query.base)} {Basis.BASE}".strip()]
    if query.bonus_percent is not None:
        parts.append(f"{query.bonus_percent:f}% bonus")
    if query.bonus_value is not None:
        parts.append(f"{_format_amount(query.bonus_value)} bonus")
    if query.equity_percent is not None:
        parts.append(f"{query.equity_percent:f}% equity")
    if query.equity_value is not None:
        period = " per year" if query.equity_value and not query.assumes_year else ""
        parts.append(f"{_format_amount(query.equity_value)} equity{period}")
    if query.grant:
        years = f"over {query.grant.years:f} years" if query.grant.years else "vesting"
        parts.append(f"{_format_amount(query.grant.value)} equity {years}")
    if query.stage:
        parts.append(query.stage.id)
    return f"{' + '.join(parts)} {query.place.id if query.place else ''}".strip()


def _equity(query: EquityAt) -> str:
    stage = query.stage.id if query.stage else query.typed_stage or ""
    return " ".join(part for part in (_percents(query.low, query.high), "equity", stage) if part)


def _percents(low: Decimal | None, high: Decimal | None) -> str:
    percents = [f"{percent:f}%" for percent in (low, high) if percent is not None]
    return "-".join(dict.fromkeys(percents))


def _format_amount(number: Decimal) -> str:
    return f"{number:.2f}".removesuffix(".00")
