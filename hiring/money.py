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
    NZD = "NZD"
    SGD = "SGD"
    HKD = "HKD"
    NOK = "NOK"
    DKK = "DKK"
    CZK = "CZK"
    HUF = "HUF"
    RON = "RON"
    CNY = "CNY"
    KRW = "KRW"
    TWD = "TWD"
    THB = "THB"
    MYR = "MYR"
    IDR = "IDR"
    PHP = "PHP"
    VND = "VND"
    AED = "AED"
    SAR = "SAR"
    ZAR = "ZAR"
    NGN = "NGN"
    KES = "KES"
    EGP = "EGP"
    BRL = "BRL"
    MXN = "MXN"
    RUB = "RUB"
    UAH = "UAH"
    TRY = "TRY"

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
    Currency.NZD: "NZ$",
    Currency.SGD: "S$",
    Currency.HKD: "HK$",
    Currency.TWD: "NT$",
    Currency.BRL: "R$",
    Currency.MXN: "MX$",
    Currency.PLN: "zł",
    Currency.KRW: "₩",
    Currency.PHP: "₱",
    Currency.VND: "₫",
    Currency.THB: "฿",
    Currency.NGN: "₦",
    Currency.RUB: "₽",
    Currency.UAH: "₴",
    Currency.TRY: "₺",
}

_NAMES = {
    Currency.USD: "us$ usd$ dollar dollars buck bucks",
    Currency.GBP: "pound pounds sterling stg quid",
    Currency.EUR: "euro euros",
    Currency.ILS: "nis shekel shekels sheqel sheqels",
    Currency.CHF: "franc francs",
    Currency.CAD: "c$ cad$",
    Currency.AUD: "au$ aud$",
    Currency.INR: "rupee rupees rs",
    Currency.JPY: "yen",
    Currency.SEK: "kronor kr",
    Currency.PLN: "zloty zlotys zl",
    Currency.NZD: "nzd$",
    Currency.SGD: "sg$ sgd$",
    Currency.HKD: "hkd$",
    Currency.NOK: "kroner",
    Currency.CZK: "koruna",
    Currency.HUF: "forint forints",
    Currency.CNY: "rmb yuan",
    Currency.AED: "dirham dirhams",
    Currency.ZAR: "rand",
    Currency.BRL: "reais",
    Currency.RUB: "rubles roubles",
    Currency.TRY: "lira",
}

TYPED = {
    name: currency
    for currency in Currency
    for name in (
        currency.lower(),
        currency.sign.strip().casefold(),
        *_NAMES.get(currency, "").split(),
    )
}
"""Signs, codes and words as people type them, in lower case."""

COUNTRIES_OWN = {
    "us": Currency.USD,
    "american": Currency.USD,
    "canadian": Currency.CAD,
    "australian": Currency.AUD,
    "aussie": Currency.AUD,
    "new zealand": Currency.NZD,
    "nz": Currency.NZD,
    "singapore": Currency.SGD,
    "singaporean": Currency.SGD,
    "hong kong": Currency.HKD,
    "british": Currency.GBP,
    "swiss": Currency.CHF,
    "indian": Currency.INR,
    "israeli": Currency.ILS,
    "swedish": Currency.SEK,
    "norwegian": Currency.NOK,
    "danish": Currency.DKK,
    "czech": Currency.CZK,
    "polish": Currency.PLN,
}
"""What a word makes of the currency's name behind it: `canadian dollars`."""


@dataclass(frozen=True)
class Money:
    """An amount in whole units of its currency (190000 dollars, not cents)."""

    amount: Decimal
    currency: Currency

    def short(self) -> str:
        """`$190k`, `$190.5k`, `$1.2m`; `$190,123` where a shorter form would round."""
        sign = "-" if self.amount < 0 else ""
        return f"{sign}{self.currency.sign}{format_short(abs(self.amount))}"

    def in_full(self) -> str:
        """`$190,000`."""
        sign = "-" if self.amount < 0 else ""
        return f"{sign}{self.currency.sign}{_grouped(abs(self.amount))}"

    def full(self) -> str:
        """`USD 190,000`."""
        return f"{self.currency} {_grouped(self.amount)}"


def format_short(size: Decimal) -> str:
    """An amount without its currency: `190k`, `1.2m`; `190,123` where that would round."""
    unit, letter, places = (MILLION, "m", 2) if size >= MILLION else (THOUSAND, "k", 1)
    scaled = size / unit
    exact = scaled >= 1 and scaled == round(scaled, places)
    return f"{_plain(scaled)}{letter}" if exact else _grouped(size)


def _plain(number: Decimal) -> str:
    """Without trailing zeros or an exponent."""
    return f"{number.normalize():f}"


def _grouped(number: Decimal) -> str:
    """With thousands commas, and cents only where there are any."""
    cents = number.quantize(CENT)
    return f"{cents:,.0f}" if cents == cents.to_integral_value() else f"{cents:,.2f}"
