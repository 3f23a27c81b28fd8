"""Reads what people type after `/salary`: an interpretation of what the text says."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from hiring.guide.left_over import list_ignored, list_left_out
from hiring.guide.offers import Grant, Offer
from hiring.guide.place_answers import find_place_answer
from hiring.guide.salary_query import (
    AtPlace,
    CheckOffer,
    Choose,
    Compare,
    EquityAt,
    Explain,
    HelpRequest,
    NotComparable,
    NotUnderstood,
    NotYearly,
    OfferAt,
    OfferWithoutPlace,
    OtherRole,
    Overview,
    Query,
    Reason,
    TooManyPlaces,
    TwoOffers,
    UnknownUnit,
    WhichAmount,
    WrongCurrency,
)
from hiring.language.amounts import Part
from hiring.language.help_words import asks_for_help
from hiring.language.job_titles import NO_ROLE
from hiring.language.questions import Subject
from hiring.language.reading import Reading, Vocabulary, read
from hiring.language.tokens import MAX_LENGTH
from hiring.money import Basis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hiring.guide.place_answers import PlaceAnswer
    from hiring.guide.places import Place, Places
    from hiring.guide.salary import FundingStage, Salary
    from hiring.language.amounts import Amount, Period
    from hiring.language.job_titles import JobTitle, RoleNames
    from hiring.language.percentages import Percentage
    from hiring.money import Currency
    from hiring.pay_statistics.area_index import AreaIndex

_LEAST_BONUS = Decimal(3)  # a percentage without a word beside it is equity under this
_MOST_PERCENT = Decimal(100)
_LEAST_SHARE = 5  # an amount under a fifth of another is no offer beside it
_MOST_OFFERS = 4
_APART = frozenset((Part.ONE_OFF, Part.OTHER, Part.DIFFERENCE))
"""What is no part of a package; an answer names it among what it leaves out."""


def parse(
    text: str,
    places: Places,
    salary: Salary,
    role: RoleNames | None = None,
    areas: AreaIndex | None = None,
) -> Query:
    """Read any text. Never raises; a place without a band in `salary` has no figures.

    `role` has the names of the role that the figures are for, and `areas` those of pay statistics,
    which a place that is named then carries.
    """
    if asks_for_help(text):
        return HelpRequest()
    if not text.strip():
        return Overview()
    return interpret(read_salary_text(text, places, salary, role), places, salary, areas)


def read_salary_text(
    text: str, places: Places, salary: Salary, role: RoleNames | None = None
) -> Reading:
    """What a text says, in the words of this role's figures."""
    return read(text, Vocabulary(places.gazetteer, role or NO_ROLE, salary.stage_names))


def interpret(  # noqa: PLR0911 - in order
    reading: Reading, places: Places, salary: Salary, areas: AreaIndex | None = None
) -> Query:
    """The question about pay that a reading asks."""
    if reading.flaw:
        is_long = len(reading.text) > MAX_LENGTH
        return NotUnderstood(Reason.LONG if is_long else Reason.UNKNOWN)
    subject = reading.question.subject
    if subject and subject is not Subject.BONUS:
        about = _find_differences(reading) if subject is Subject.UNDERPAYING else ()
        return Explain(subject, left_out=list_left_out(reading, about))
    if title := reading.other_title:
        at = find_place_answer(reading.places, places, salary, areas)
        return OtherRole(_write_title(title, reading), at if isinstance(at, AtPlace) else None)
    if unit := next((amount.unit for amount in reading.amounts if amount.unit), None):
        return UnknownUnit(unit)
    at = find_place_answer(reading.places, places, salary, areas)
    if len(reading.currencies) > 1 and not _has_a_currency_each(reading):
        return NotUnderstood(Reason.CURRENCIES)
    if any(each.is_negative or each.high > _MOST_PERCENT for each in reading.percentages):
        return NotUnderstood(Reason.AMOUNT)
    if any(each.is_relative for each in reading.percentages):
        return NotUnderstood(Reason.RELATIVE)
    if reading.pay:
        return _interpret_pay(reading, at, salary)
    if period := _find_period(reading):
        return NotYearly(period, place=_find_place(at))
    return _interpret_shares(reading, at, salary) or _interpret_places(reading, at)


def _write_title(title: JobTitle, reading: Reading) -> str:
    """A title as typed, with an unknown word right before it: `prompt engineer`."""
    before = reading.text[: title.start].rstrip(" -")
    for start, word in reading.left_over:
        if before.endswith(word) and start == len(before) - len(word):
            return reading.text[start : title.end]
    return title.typed


def _interpret_pay(reading: Reading, at: PlaceAnswer | None, salary: Salary) -> Query:  # noqa: PLR0911 - in order
    """An offer, or a package where it has more parts than one."""
    if any(amount.is_negative for amount in reading.amounts):
        return NotUnderstood(Reason.AMOUNT)
    if reading.unlike:
        return NotComparable(reading.unlike, place=_find_place(at))
    if period := _find_period(reading):
        return NotYearly(period, place=_find_place(at))
    reading = _set_extras_aside(reading)
    amount, *others = reading.pay
    if not all(map(_is_plausible, reading.amounts)):
        return NotUnderstood(Reason.AMOUNT)
    if any(
        each.part is Part.DIFFERENCE and each.end < amount.start for each in reading.percentages
    ):
        return NotUnderstood(Reason.AMOUNT)  # `10% less than 180k` is another amount than 180k
    if others:
        return _interpret_several(reading, at, salary)
    if len(reading.bases) > 1:
        return NotUnderstood()
    currency = next(iter(amount.currencies or reading.currencies), None)
    basis = Basis.TOTAL if Basis.TOTAL in reading.bases else Basis.BASE
    offer = Offer(amount.low, amount.high, currency, amount.basis or basis)
    at = _choose_by_currency(at, currency, salary)
    if _has_parts(reading):
        return _package(reading, offer, at, salary)
    return _offer_at(reading, offer, at, salary)


def _has_a_currency_each(reading: Reading) -> bool:
    """`£150k london vs $250k sf`: two offers, rather than one in two currencies."""
    return len(reading.pay) > 1 and all(len(amount.currencies) == 1 for amount in reading.amounts)


def _set_extras_aside(reading: Reading) -> Reading:
    """An allowance beside pay, far smaller than it, is no second offer."""
    if len(reading.pay) == 1:
        return reading
    most = max(amount.high for amount in reading.pay)
    amounts = tuple(
        replace(amount, part=Part.ONE_OFF)
        if amount.part is Part.PAY and amount.basis is None and amount.high * _LEAST_SHARE < most
        else amount
        for amount in reading.amounts
    )
    return replace(reading, amounts=amounts)


def _interpret_several(reading: Reading, at: PlaceAnswer | None, salary: Salary) -> Query:
    """Two amounts that belong together are both judged; of others one has to be chosen."""
    common = next(iter(reading.currencies), None)
    offers = tuple(
        Offer(each.low, each.high, next(iter(each.currencies), common), each.basis or Basis.BASE)
        for each in reading.pay
    )
    ignored, left_out = list_ignored(reading), list_left_out(reading, reading.pay[:_MOST_OFFERS])
    pair = _pair_with_places(offers, reading, at)
    if pair and all(_fits(offer, place, salary) for offer, place in pair):
        first, second = (
            OfferAt(offer, to.place, to.read_as, to.areas, to.named) for offer, to in pair
        )
        return TwoOffers(first, second, ignored=ignored, left_out=left_out)
    shown = offers[:_MOST_OFFERS]
    if isinstance(at, AtPlace):
        return WhichAmount(shown, at.place, at.read_as, left_out=left_out)
    return WhichAmount(shown, left_out=left_out)


def _pair_with_places(
    offers: Sequence[Offer], reading: Reading, at: PlaceAnswer | None
) -> Sequence[tuple[Offer, AtPlace]]:
    """The place of each of two offers: base and total of one, or one place to each amount."""
    if len(offers) != 2:  # noqa: PLR2004 - a pair
        return ()
    if isinstance(at, AtPlace):
        is_one_offer = {offer.basis for offer in offers} == set(Basis)
        return [(offer, at) for offer in offers] if is_one_offer else ()
    # `150k or 200k in london or sf` names no place for either amount.
    is_beside = any(mention.start < reading.pay[1].start for mention in reading.places)
    if not isinstance(at, Compare) or not is_beside:
        return ()
    return list(zip(offers, (at.first, at.second), strict=True))


def _fits(offer: Offer, at: AtPlace, salary: Salary) -> bool:
    band = salary.band(at.place.id)
    return band is not None and offer.currency in (None, band.currency)


def _find_place(at: PlaceAnswer | None) -> Place | None:
    return at.place if isinstance(at, AtPlace) else None


def _choose_by_currency(
    at: PlaceAnswer | None, currency: Currency | None, salary: Salary
) -> PlaceAnswer | None:
    """The Cambridge in England, for an offer in pounds."""
    if currency is None or not isinstance(at, Choose) or at.offer:
        return at
    bands = {place.id: salary.band(place.id) for place in at.candidates}
    fitting = [p for p in at.candidates if (band := bands[p.id]) and band.currency is currency]
    return AtPlace(fitting[0], at.typed) if len(fitting) == 1 else at


def _is_plausible(amount: Amount) -> bool:
    """Whether it can be pay; a bonus or equity can also be nothing at all."""
    if amount.part in _APART:
        return True
    return amount.is_yearly_pay or (amount.part is not Part.PAY and amount.high == 0)


def _find_period(reading: Reading) -> Period | None:
    periods = (amount.period for amount in reading.amounts if amount.part not in _APART)
    return next(filter(None, periods), reading.period)


def _has_parts(reading: Reading) -> bool:
    return any(each.part not in _APART | {Part.PAY} for each in reading.quantities)


def _offer_at(reading: Reading, offer: Offer, at: PlaceAnswer | None, salary: Salary) -> Query:
    ignored = list_ignored(reading)
    left_out = list_left_out(reading, reading.pay)
    match at:
        case None if offer.currency and offer.currency not in salary.by_currency():
            return UnknownUnit(offer.currency)
        case None:
            return OfferWithoutPlace(offer, ignored=ignored, left_out=left_out)
        case AtPlace(place, read_as):
            band = salary.band(place.id)
            if band and offer.currency not in (None, band.currency):
                return WrongCurrency(offer, place, band.currency, read_as, left_out=left_out)
            return OfferAt(
                offer, place, read_as, at.areas, at.named, ignored=ignored, left_out=left_out
            )
        case Compare() | TooManyPlaces():
            several = at.places if isinstance(at, TooManyPlaces) else (at.first, at.second)
            typed = ", ".join(
                place_named.read_as or place_named.place.name for place_named in several
            )
            places = tuple(place_named.place for place_named in several)
            return Choose(typed, places, offer, left_out=left_out)
        case _:
            return replace(at, offer=offer, left_out=left_out)


def _package(reading: Reading, offer: Offer, at: PlaceAnswer | None, salary: Salary) -> Query:
    """The form asks again for whatever place is unclear, so only a plain one is filled in."""
    if offer.is_range:
        return NotUnderstood(Reason.SEVERAL)
    shares = _sort_percentages(reading.percentages)
    if shares is None:
        return NotUnderstood()
    bonus, equity = shares
    single = [each for each in reading.amounts if each.first == each.last]
    bonuses = [each for each in single if each.part is Part.BONUS]
    grants = [each for each in single if each.part is Part.EQUITY]
    granted = [each for each in grants if _is_granted(each, reading)]
    yearly = [each for each in grants if each not in granted]
    cash, value, grant = (_add(each) for each in (bonuses, yearly, granted))
    if bonus and cash is not None and cash != offer.low * bonus.low / 100:
        return NotUnderstood(Reason.BONUSES)
    if cash is None and reading.question.no_bonus and not reading.has(Part.BONUS):
        cash = Decimal(0)
    if value is None and reading.question.no_equity and not reading.has(Part.EQUITY):
        value = Decimal(0)
    stage, _ = _find_stage(reading, salary)
    used: list[Amount | Percentage] = [*reading.pay, *bonuses, *grants]
    used += [share for share in shares if share]
    return CheckOffer(
        offer.low,
        offer.currency,
        bonus.low if bonus else None,
        equity.low if equity else None,
        _find_place(at),
        value,
        stage,
        None if bonus else cash,
        Grant(grant, reading.vesting.years) if grant and reading.vesting else None,
        assumes_year=bool(value) and not all(each.is_yearly for each in yearly),
        ignored=list_ignored(reading, with_stage=False),
        left_out=list_left_out(reading, used, with_stage=stage is None),
    )


def _is_granted(amount: Amount, reading: Reading) -> bool:
    """Whether it is equity over several years, which is no year's pay."""
    return reading.vesting is not None and not amount.is_yearly and amount.low > 0


def _add(amounts: Sequence[Amount]) -> Decimal | None:
    return sum((each.low for each in amounts), Decimal(0)) if amounts else None


def _sort_percentages(
    percentages: Sequence[Percentage],
) -> tuple[Percentage | None, Percentage | None] | None:
    """Bonus and equity; None if there are two of one kind. A range of either is neither.

    Without a word beside them, the bonus is the larger.
    """
    single = [each for each in percentages if each.low == each.high]
    bonus = [each for each in single if each.part is Part.BONUS]
    equity = [each for each in single if each.part is Part.EQUITY]
    bare = [each for each in single if each.part is None]
    for each in sorted(bare, key=lambda each: each.low, reverse=True):
        takes_bonus = not bonus and (each.low >= _LEAST_BONUS or bool(equity) or len(bare) > 1)
        (bonus if takes_bonus else equity).append(each)
    if len(bonus) > 1 or len(equity) > 1:
        return None
    return next(iter(bonus), None), next(iter(equity), None)


def _interpret_shares(reading: Reading, at: PlaceAnswer | None, salary: Salary) -> Query | None:
    """A question about equity or the bonus without pay; None where neither is asked about."""
    shares = [each for each in reading.percentages if _is_equity(each, reading)]
    stage, typed_stage = _find_stage(reading, salary)
    has_stage = bool(reading.stage) and at is None
    is_bonus = reading.question.subject is Subject.BONUS or any(
        each.part is Part.BONUS for each in reading.percentages
    )
    if is_bonus and not shares:
        bonuses = [each for each in reading.percentages if each.part is Part.BONUS]
        if len(bonuses) > 1:
            return NotUnderstood()
        low, high = (bonuses[0].low, bonuses[0].high) if bonuses else (None, None)
        left_out = list_left_out(reading, bonuses)
        return Explain(Subject.BONUS, low, high, left_out=left_out)
    if len(shares) > 1:
        return NotUnderstood()
    if shares or reading.question.equity or has_stage:
        low, high = (shares[0].low, shares[0].high) if shares else (None, None)
        ignored = list_ignored(reading, with_stage=False)
        left_out = list_left_out(reading, shares)
        return EquityAt(stage, typed_stage, low, high, ignored=ignored, left_out=left_out)
    is_apart = all(each.part in _APART for each in reading.quantities)
    return None if is_apart and (at or not reading.quantities) else NotUnderstood()


def _is_equity(each: Percentage, reading: Reading) -> bool:
    if each.part is None:
        is_about_equity = reading.question.equity or reading.stage is not None
        return is_about_equity or each.high < _LEAST_BONUS
    return each.part is Part.EQUITY


def _find_stage(reading: Reading, salary: Salary) -> tuple[FundingStage | None, str | None]:
    """The funding stage with figures, or what was typed where it has none."""
    if reading.stage is None:
        return None, None
    stages = {stage.id: stage for stage in salary.equity.stages}
    stage = stages.get(reading.stage.id or "")
    return stage, None if stage else reading.stage.typed


def _interpret_places(reading: Reading, at: PlaceAnswer | None) -> Query:
    match at:
        case AtPlace():
            basis = next(iter(reading.bases)) if len(reading.bases) == 1 else None
            focus = reading.question.focus
            ignored = list_ignored(reading)
            left_out = list_left_out(reading)
            if focus or basis or ignored or left_out:
                return replace(at, focus=focus, basis=basis, ignored=ignored, left_out=left_out)
            return at
        case Compare():
            return replace(at, ignored=list_ignored(reading), left_out=list_left_out(reading))
        case None:
            return _without_place(reading)
        case TooManyPlaces():
            return at
        case _:
            return replace(at, left_out=list_left_out(reading))


def _without_place(reading: Reading) -> Query:
    is_about_pay = reading.question.pays or reading.bases or reading.titles
    if reading.says_help and not is_about_pay:
        return HelpRequest()
    extreme = reading.question.extreme
    if extreme or is_about_pay or (reading.has_words and reading.has_only_fillers):
        return Overview(extreme, not extreme and reading.question.advises)
    return NotUnderstood()


def _find_differences(reading: Reading) -> tuple[Percentage, ...]:
    """What a question about underpaying is about: its answer needn't say that it is left out."""
    return tuple(each for each in reading.percentages if each.part is Part.DIFFERENCE)
