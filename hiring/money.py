"""Amounts of money, as decimals with a currency, and how they are written."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

CENT = Decimal("0.01")
THOUSAND = Decimal(1_000)
MILLION = Decimal(1_000_000)


class Currency(StrEnum):
    """A currency by its ISO 4217 code: those of the bands, and those that people type."""

    USD = "USD"
    GBP = "GBP"
    EUR = "EUR"
    ILS = "ILS"
    CHF = "CHF"
    CAD = "CAD"
    AUD = "AUD"
    INR = "INR"
    JPY = "JPY"
    SEK = "SEK"
    PLN = "PLN"

    @property
    def sign(self) -> str:
        """What stands before an amount: `$`, or the code and a space where no sign is clear."""
        return _SIGNS.get(self, f"{self} ")


class Basis(StrEnum):
    """What an offer, and the range it is read against, counts."""

    BASE = "base"
    TOTAL = "total"


_SIGNS = {
    Currency.USD: "$",
    Currency.GBP: "£",
    Currency.EUR: "€",
    Currency.ILS: "₪",
    Currency.CAD: "CA$",
    Currency.AUD: "A$",
    Currency.INR: "₹",
    Currency.JPY: "¥",
}

_NAMES = {
    Currency.USD: "us$ dollar dollars buck bucks",
    Currency.GBP: "pound pounds sterling quid",
    Currency.EUR: "euro euros",
    Currency.ILS: "nis shekel shekels sheqel sheqels",
    Currency.CHF: "franc francs",
    Currency.CAD: "c$",
    Currency.AUD: "au$",
    Currency.INR: "rupee rupees",
    Currency.JPY: "yen",
    Currency.SEK: "kronor",
    Currency.PLN: "zloty zlotys",
}

TYPED = {
    name: currency
    for currency in Currency
    for name in (currency.lower(), currency.sign.strip().casefold(), *_NAMES[currency].split())
}
"""Signs, codes and words as people type them, in lower case."""


@dataclass(frozen=True)
class Money:
    """An amount in whole units of its currency (190000 dollars, not cents)."""

    amount: Decimal
    currency: Currency

    def short(self) -> str:
        """`$190k`, `$190.5k`, `$1.2m`; `$190,123` where a shorter form would round."""
        size = abs(self.amount)
        unit, letter, places = (MILLION, "m", 2) if size >= MILLION else (THOUSAND, "k", 1)
        scaled = size / unit
        exact = scaled >= 1 and scaled == round(scaled, places)
        number = f"{_plain(scaled)}{letter}" if exact else _grouped(size)
        return f"{'-' if self.amount < 0 else ''}{self.currency.sign}{number}"

    def full(self) -> str:
        """`USD 190,000`."""
        return f"{self.currency} {_grouped(self.amount)}"


def _plain(number: Decimal) -> str:
    """Without trailing zeros or an exponent."""
    return f"{number.normalize():f}"


def _grouped(number: Decimal) -> str:
    """With thousands commas, and cents only where there are any."""
    cents = number.quantize(CENT)
    return f"{cents:,.0f}" if cents == cents.to_integral_value() else f"{cents:,.2f}"
