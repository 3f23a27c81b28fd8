from __future__ import annotations

from decimal import Decimal

import pytest

from hiring.money import TYPED, Currency, Money


@pytest.mark.parametrize(
    ("amount", "currency", "short", "full"),
    [
        ("190000", Currency.USD, "$190k", "USD 190,000"),
        ("190500", Currency.USD, "$190.5k", "USD 190,500"),
        ("150000", Currency.GBP, "£150k", "GBP 150,000"),
        ("1200000", Currency.USD, "$1.2m", "USD 1,200,000"),
        ("1250000", Currency.EUR, "€1.25m", "EUR 1,250,000"),
        ("1234500", Currency.USD, "$1,234,500", "USD 1,234,500"),
        ("190123", Currency.USD, "$190,123", "USD 190,123"),
        ("190123.4", Currency.USD, "$190,123.40", "USD 190,123.40"),
        ("950", Currency.USD, "$950", "USD 950"),
        ("0", Currency.USD, "$0", "USD 0"),
        ("-30000", Currency.ILS, "-₪30k", "ILS -30,000"),
        ("90000", Currency.CHF, "CHF 90k", "CHF 90,000"),
    ],
)
def test_money_is_written_short_but_never_rounded(
    amount: str, currency: Currency, short: str, full: str
) -> None:
    money = Money(Decimal(amount), currency)

    assert (money.short(), money.full()) == (short, full)


def test_no_sign_or_word_means_two_currencies() -> None:
    """A sign that two currencies share would silently read one as the other."""
    assert TYPED["$"] is Currency.USD
    assert {TYPED[currency.lower()] for currency in Currency} == set(Currency)
    assert {TYPED[currency.sign.strip().casefold()] for currency in Currency} == set(Currency)
