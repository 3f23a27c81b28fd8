"""Reads what people type after `/salary`."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import zip_longest
from typing import TYPE_CHECKING

from hiring.guide import amounts
from hiring.guide.amounts import AmountError, Figure, Item, Mark, Percent, UnreadableError, Word
from hiring.guide.offers import Offer
from hiring.guide.place_finder import find_places
from hiring.guide.salary_query import (
    AtPlace,
    CheckOffer,
    Choose,
    Compare,
    DidYouMean,
    HelpRequest,
    NoFigures,
    NotUnderstood,
    NotYearly,
    OfferAt,
    OfferWithoutPlace,
    Overview,
    Period,
    Query,
    Reason,
    TooManyPlaces,
    WrongCurrency,
)
from hiring.language.help_words import asks_for_help
from hiring.money import Basis, Currency

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hiring.guide.places import Place, Places
    from hiring.guide.salary import Salary

_Understood = AtPlace | Compare | TooManyPlaces | Choose | DidYouMean | NoFigures


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BASE = _words("base basic")
_TOTAL = _words("total tc ote")
_BONUS = _words("bonus bonuses")
_EQUITY = _words("equity options rsu rsus shares stock")
_PERIODS = {
    Period.HOUR: _words("hour hourly hours hr hrs ph"),
    Period.DAY: _words("daily day days pd"),
    Period.WEEK: _words("week weekly weeks pw"),
    Period.MONTH: _words("month monthly months pcm pm"),
}
_PER = _words("a an p per")
_SHORT_PERIODS = {
    "h": Period.HOUR,
    "d": Period.DAY,
    "w": Period.WEEK,
    "wk": Period.WEEK,
    "m": Period.MONTH,
    "mo": Period.MONTH,
}
_TO = _words("to till until")
_FILLERS = (
    _words(
        "a about all an annual annually annum approx around as at band bands between check comp"
        " compare compensation everywhere figures for from give gross have help how i in is list"
        " me much my of offer offered offering offers on our overview p pa package pay per places"
        " please range ranges salaries salary show the to we what whats year yearly yr"
    )
    | _BASE
    | _TOTAL
    | _BONUS
    | _EQUITY
)
_LEAST_BONUS = Decimal(3)  # a percentage without a word beside it is equity under this
_MOST_PERCENT = Decimal(100)


def parse(text: str, places: Places, salary: Salary) -> Query:
    """Read any text. Never raises; a place without a band in `salary` has no figures."""
    try:
        return HelpRequest() if asks_for_help(text) else _parse(text.strip(), places, salary)
    except AmountError:
        return NotUnderstood(Reason.AMOUNT)
    except UnreadableError:
        return NotUnderstood()


def _parse(text: str, places: Places, salary: Salary) -> Query:
    if not text:
        return Overview()
    items = amounts.scan(text)
    currencies = {item for item in items if isinstance(item, Currency)}
    if len(currencies) > 1:
        return NotUnderstood(Reason.CURRENCIES)
    items = [item for item in items if not isinstance(item, Currency)]
    if period := _period(items):
        return NotYearly(period)
    figures, items = _take_figures(items)
    at = find_places(items, _FILLERS, places, salary)
    percents = any(isinstance(item, Percent) for item in items)
    if figures and not isinstance(at, NotUnderstood):
        low, high = amounts.read_yearly_range(figures)
        offer = Offer(low, high, next(iter(currencies), None), _basis(items))
        return _package(offer, items, at) if percents else _offer_at(offer, at, salary)
    if percents:
        return NotUnderstood()
    return at or _without_place(items)


def _without_place(items: Sequence[Item]) -> Query:
    keys = {item.key for item in items if isinstance(item, Word)}
    if "help" in keys:
        return HelpRequest()
    return Overview() if keys else NotUnderstood()


def _offer_at(offer: Offer, at: _Understood | None, salary: Salary) -> Query:
    match at:
        case None:
            return OfferWithoutPlace(offer)
        case AtPlace(place, read_as):
            band = salary.band(place.id)
            if band and offer.currency not in (None, band.currency):
                return WrongCurrency(offer, place, band.currency, read_as)
            return OfferAt(offer, place, read_as)
        case Compare() | TooManyPlaces():
            several = at.places if isinstance(at, TooManyPlaces) else (at.first, at.second)
            typed = ", ".join(
                place_named.read_as or place_named.place.name for place_named in several
            )
            return Choose(typed, tuple(place_named.place for place_named in several), offer)
        case _:
            return replace(at, offer=offer)


def _package(offer: Offer, items: Sequence[Item], at: _Understood | None) -> Query:
    """The form asks again for whatever place is unclear, so only a plain one is filled in."""
    if offer.is_range:
        return NotUnderstood()
    bonus, equity = _bonus_and_equity(items)
    place: Place | None = at.place if isinstance(at, AtPlace) else None
    return CheckOffer(offer.low, offer.currency, bonus, equity, place)


def _take_figures(items: list[Item]) -> tuple[list[Figure], list[Item]]:
    """The one figure, or the two of a range, and the items without them."""
    at = [index for index, item in enumerate(items) if isinstance(item, Figure)]
    first, last = (at[0], at[-1]) if at else (0, -1)
    before, rest = items[:first], items[:first] + items[last + 1 :]
    if len(at) > 1 and not (len(at) == 2 and _joins(items[first + 1 : last], before)):  # noqa: PLR2004 - two ends
        raise UnreadableError
    if any(isinstance(item, Mark) and item.tight for item in rest):
        raise AmountError  # `-5k`
    return [item for item in items if isinstance(item, Figure)], rest


def _joins(between: list[Item], before: list[Item]) -> bool:
    match between:
        case [Mark("-")]:
            return True
        case [Word(key="and")]:
            return any(isinstance(item, Word) and item.key == "between" for item in before)
        case [Word(key=key)]:
            return key in _TO
        case _:
            return False


def _basis(items: Sequence[Item]) -> Basis:
    keys = {item.key for item in items if isinstance(item, Word)}
    if keys & _BASE and keys & _TOTAL:
        raise UnreadableError
    return Basis.TOTAL if keys & _TOTAL else Basis.BASE


def _period(items: Sequence[Item]) -> Period | None:
    per = False
    for item in items:
        key = item.key if isinstance(item, Word) else ""
        for period, words in _PERIODS.items():
            if key in words:
                return period
        if per and key in _SHORT_PERIODS:
            return _SHORT_PERIODS[key]
        per = key in _PER or item == Mark("/")
    return None


def _bonus_and_equity(
    items: Sequence[Item],
) -> tuple[Decimal | None, Decimal | None]:
    """By the words beside the percentages; without them, the bonus is the larger."""
    piles: dict[str, list[Decimal]] = {"bonus": [], "equity": [], "bare": []}
    labelled = [
        item
        for item in items
        if isinstance(item, Percent) or (isinstance(item, Word) and item.key in _BONUS | _EQUITY)
    ]
    if isinstance(labelled[0], Word):  # `bonus 15%` rather than `15% bonus`
        labelled.reverse()
    for item, after in zip_longest(labelled, labelled[1:]):
        if isinstance(item, Percent):
            label = after.key if isinstance(after, Word) else ""
            pile = "bonus" if label in _BONUS else "equity" if label in _EQUITY else "bare"
            piles[pile].append(item.number)
    bonus, equity, bare = piles.values()
    for number in sorted(bare, reverse=True):
        takes_bonus = not bonus and (number >= _LEAST_BONUS or bool(equity) or len(bare) > 1)
        (bonus if takes_bonus else equity).append(number)
    if len(bonus) > 1 or len(equity) > 1:
        raise UnreadableError
    if any(number > _MOST_PERCENT for number in bonus + equity):
        raise AmountError
    return next(iter(bonus), None), next(iter(equity), None)
