"""The pay that a posting shows: how it is read, and what a candidate would think of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from hiring.errors import CurrencyMismatchError, FormError
from hiring.guide import offers
from hiring.guide.offers import Offer, Position
from hiring.language.amounts import Hedge
from hiring.money import Basis, Money
from hiring.postings.remark import PostingRemark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiring.guide.places import Place
    from hiring.guide.salary import Band, Salary
    from hiring.language.reading import Reading

_HEAD: Final = "Range"
EXAMPLE: Final = "$220k–$320k"
"""A range as people should write it, where no place tells them a better one."""
WIDEST: Final = Decimal("1.6")
"""The top of a range over its bottom, at most. In our figures of base pay the whole market of a
place, from its lowest employer to its highest, spans 1.38 to 1.54. A range that is wider than that,
of one employer for one level, tells nobody where they would be."""


@dataclass(frozen=True)
class Pay:
    """The base range that a posting shows; both ends are alike for a single amount.

    `high_is_open`: "$220k+", with no top.
    """

    low: Money
    high: Money
    high_is_open: bool = False

    @property
    def is_single(self) -> bool:
        """Whether it is one amount and no range."""
        return self.low == self.high and not self.high_is_open

    def __str__(self) -> str:
        """`$220k–$320k`."""
        low, high = self.low.short(), self.high.short()
        if low[-1].isdigit() != high[-1].isdigit():  # $128.5k and $171,250: both in full
            low, high = self.low.in_full(), self.high.in_full()
        return (low if low == high else f"{low}–{high}") + ("+" if self.high_is_open else "")


@dataclass(frozen=True)
class Market:
    """What the posting is read against: the role's figures, and the place's band of them."""

    place: Place
    band: Band
    salary: Salary


def benchmark_range(band: Band) -> str:
    """The benchmark of a place as the form's range."""
    return str(Pay(band.money(band.base.low), band.money(band.base.high)))


def read_pay(reading: Reading, market: Market | None) -> Pay:
    """The range that was typed, of which the market lends the currency. Raises FormError."""
    amounts = reading.pay
    example = benchmark_range(market.band) if market else EXAMPLE
    if problem := _describe_other_pay(reading, example):
        raise FormError({"range": problem})
    if len(amounts) != 1 or len(reading.currencies) > 1:
        raise FormError({"range": f"Write the yearly range as two amounts, such as {example}."})
    amount = amounts[0]
    if not amount.is_yearly_pay:
        raise FormError({"range": "That isn't plausible yearly pay. Write it in full."})
    if amount.first > amount.last:
        raise FormError({"range": "The range is upside down: put the lower amount first."})
    if amount.hedge is Hedge.AT_MOST:
        raise FormError({"range": f"Say where the range starts, too, such as {example}."})
    currency = next(iter(reading.currencies), market.band.currency if market else None)
    if currency is None:
        raise FormError({"range": f"Say the currency, such as {example}."})
    is_open = amount.hedge is Hedge.AT_LEAST
    return Pay(Money(amount.first, currency), Money(amount.last, currency), high_is_open=is_open)


def _describe_other_pay(reading: Reading, example: str) -> str:
    """Why what was typed is no yearly base pay, as a sentence; empty where it may be."""
    period = reading.period or next((a.period for a in reading.pay if a.period), None)
    if period:
        return f"That is pay per {period}. Write the yearly range, such as {example}."
    if reading.unlike:
        return (
            "A posting shows full-time pay per year, before tax. Write that range, such as "
            f"{example}."
        )
    if Basis.TOTAL in reading.bases:
        return (
            "That is total pay, and a posting shows base pay. Write the yearly range of the base, "
            f"such as {example}."
        )
    if unit := next((a.unit for a in reading.pay if a.unit), None):
        return f"I don't know the currency “{unit}”. Write the yearly range such as {example}."
    return ""


def find_pay_remarks(pay: Pay, market: Market | None) -> Iterator[PostingRemark]:
    """What a candidate, or whoever signs the offer, would ask about a range, all in one."""
    about_market = _compare_with_market(pay, market) if market else ""
    if text := f"{_describe_shape(pay)} {about_market}".strip():
        sources = market.salary.list_sources(market.band) if market and about_market else ()
        yield PostingRemark(_HEAD, text, sources=tuple(sources))


def _describe_shape(pay: Pay) -> str:
    """What is wrong with a range, wherever it is paid."""
    if pay.high_is_open:
        return (
            f"{pay} has no top, so candidates can't tell what you would really pay. Give the most "
            "that you would offer."
        )
    if pay.low.amount * WIDEST < pay.high.amount:
        return (
            f"{pay} is so wide that it says nothing: nobody can tell where they would be. Give the "
            "part of it that you would really offer, or post each level by itself."
        )
    if pay.is_single:
        return (
            f"{pay.low.short()} is a single amount. Candidates take it for the top, and those who "
            "have it already move on. Give the range that you would really offer."
        )
    return ""


def _compare_with_market(pay: Pay, market: Market) -> str:
    benchmark, place = benchmark_range(market.band), market.place.name
    try:
        offer = Offer(pay.low.amount, pay.high.amount, pay.low.currency)
        reading = offers.read_offer(offer, market.band, market.salary)
    except CurrencyMismatchError:
        return (
            f"Is the currency right? The range is in {pay.low.currency}, and the market for "
            f"{place} is {benchmark} base. I don't convert, so I didn't compare them. People "
            "compare offers in the currency that they are paid in."
        )
    edge = f"the market for {place}, which is {benchmark} base"
    texts = []
    if reading.position is Position.ABOVE and reading.low.to_high:
        over = reading.low.to_high
        texts.append(
            f"The whole range is over {edge}: even its bottom is {over.money.short()} or "
            f"{offers.format_percent(over.percent)} above. Check that it is yearly base pay in "
            f"{pay.low.currency}."
        )
    elif reading.position is Position.BELOW and not pay.high_is_open:
        under = reading.high.to_low
        texts.append(
            f"The whole range is under {edge}: even its top is {under.money.short()} or "
            f"{offers.format_percent(under.percent)} below."
        )
    elif reading.low.position is Position.BELOW:
        under = reading.low.to_low
        percent = offers.format_percent(under.percent)
        texts.append(f"It starts {under.money.short()} or {percent} under {edge}.")
    if not pay.high_is_open:
        notes = (
            reading.engineer_band and reading.engineer_band.hint,
            reading.costs and reading.costs.text,
        )
        texts += [note for note in notes if note]
    return " ".join(texts)
