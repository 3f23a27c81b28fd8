"""Splits what people type into figures, percentages, currencies, words and marks."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from hiring.money import CENT, MILLION, THOUSAND, TYPED, Currency
from hiring.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_LENGTH = 300
"""Characters that are read at all; the longest sensible question is far shorter."""

LEAST, MOST = THOUSAND, 100 * MILLION
"""What can be a year's pay, in any currency."""

_MAX_DIGITS = 15
_BARE_THOUSANDS = range(50, 1000)


class UnreadableError(Exception):
    """The text holds something that no question needs. Never leaves `hiring.guide`."""


class AmountError(UnreadableError):
    """An amount that is no year's pay: negative, zero, tiny or huge."""


@dataclass(frozen=True)
class Figure:
    """A number as typed, with its thousand or million where one was typed."""

    number: Decimal
    unit: Decimal | None


@dataclass(frozen=True)
class Percent:
    """A percentage as typed: 15 for `15 %`."""

    number: Decimal


@dataclass(frozen=True)
class Word:
    """A word as typed, and normalized."""

    text: str
    key: str


@dataclass(frozen=True)
class Mark:
    """One punctuation character; `tight` is a minus that stands right before an amount."""

    sign: str
    tight: bool = False


Item = Figure | Percent | Currency | Word | Mark

_UNITS = {
    "k": THOUSAND,
    "thousand": THOUSAND,
    "grand": THOUSAND,
    "m": MILLION,
    "mm": MILLION,
    "mio": MILLION,
    "million": MILLION,
}
_SIGN = r"(?:(?<![^\W_])(?:us|ca|au|c|a))?\$|[£€₪₹¥]"
_CODES = "|".join(sorted((name for name in TYPED if name.isalpha()), key=len, reverse=True))

# No part of these can match one text in two ways, so their time grows with its length alone.
_TOKEN = re.compile(
    rf"""
      (?P<space>\s+)
    | (?P<number>(?:[0-9]{{1,3}}(?:\ [0-9]{{3}})+|[0-9]+)(?![0-9])(?:[.,'][0-9]+)*)
    | (?P<sign>{_SIGN})
    | (?P<word>[^\W\d_]+(?:[.'][^\W\d_]+)*\.?)
    | (?P<minus>(?<![^\s($£€₪₹¥])-(?=(?:{_SIGN}|(?:{_CODES})\ ?)?[0-9]))
    | (?P<emoji>:[\w+-]+:)
    | (?P<mark>[-+/,.:;?!&|()"'~])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_AFTER_NUMBER = re.compile(
    rf"""
      \ ?(?P<percent>%|percent\b|pct\b)
    | \ ?(?P<unit>{"|".join(sorted(_UNITS, key=len, reverse=True))})
      (?=(?:{_CODES})?(?![^\W_]))
    """,
    re.VERBOSE | re.IGNORECASE,
)

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")  # noqa: RUF001 - what keyboards make of a dash
_QUOTES = dict.fromkeys(map(ord, "‘’`´"), "'") | dict.fromkeys(map(ord, "“”«»"), '"')  # noqa: RUF001
# Left by copying, and harmless: soft hyphen, zero-width characters, direction marks.
_UNSEEN = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200E, 0x200F, 0x2060, 0xFEFF))
_TIDY = _DASHES | _QUOTES | _UNSEEN


def scan(text: str) -> list[Item]:
    """The items of a text, in order. UnreadableError where it holds anything else."""
    if len(text) > MAX_LENGTH:
        raise UnreadableError
    return list(_items(unicodedata.normalize("NFKC", text.translate(_TIDY)).translate(_TIDY)))


def _items(text: str) -> Iterator[Item]:
    at = 0
    before = "space"
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None or token.lastgroup == "emoji":
            raise UnreadableError
        kind, typed, at = str(token.lastgroup), token.group(), token.end()
        if kind == "number":
            if before == "word":  # `se1`; a currency word counts as a sign
                raise UnreadableError
            item, at = _number(typed, text, at)
            kind = "number" if isinstance(item, Figure) else "percent"
            yield item
        elif kind == "sign":
            yield TYPED[typed.casefold()]
        elif kind == "word":
            key = normalize(typed)
            if key in TYPED:
                kind = "sign"
                yield TYPED[key]
            elif before == "number":  # `1e99`
                raise UnreadableError
            else:
                yield Word(typed.rstrip("."), key)
        elif kind in ("minus", "mark"):
            yield Mark(typed, tight=kind == "minus")
        before = kind


def _number(typed: str, text: str, at: int) -> tuple[Item, int]:
    """The figure or percentage whose digits are `typed`, and where it ends."""
    if sum(map(str.isdigit, typed)) > _MAX_DIGITS:
        raise AmountError
    after = _AFTER_NUMBER.match(text, at)
    if after is None:
        return Figure(_decimal(typed), None), at
    if after["percent"]:
        return Percent(read_percentage(typed)), after.end()
    return Figure(_decimal(typed), _UNITS[after["unit"].casefold()]), after.end()


def read_percentage(typed: str) -> Decimal:
    """`0.125` or `0,125`, which no thousands can be meant by."""
    plain = typed.replace(",", ".")
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,6})?", plain):
        raise UnreadableError
    return Decimal(plain)


def _decimal(typed: str) -> Decimal:
    """`190,000`, `190.000`, `190'000` and `190 000` are thousands; `190,5` and `190.50` are not.

    A separator before exactly three digits separates thousands, since money has two decimals.
    """
    first, *spaced = typed.split(" ")
    digits = first + "".join(spaced)
    separators = re.findall(r"[.,']", digits)
    if not separators:
        return Decimal(digits)
    last = separators[-1]
    whole, _, end = digits.rpartition(last)
    alone = separators.count(last) == 1 and last != "'"
    groups = bool(re.fullmatch(r"[1-9][0-9]{0,2}([.,'][0-9]{3})*", whole))
    if len(set(separators)) == 1 and groups and len(end) == 3 and not spaced:  # noqa: PLR2004 - a group
        return Decimal(re.sub("[^0-9]", "", digits))
    if alone and len(set(separators[:-1])) <= 1 and (groups or len(separators) == 1):
        return Decimal(f"{re.sub('[^0-9]', '', whole)}.{end}")
    raise UnreadableError


def read_one_amount(text: str) -> tuple[Decimal, Currency | None]:
    """A year's pay and nothing else; UnreadableError otherwise."""
    items = scan(text)
    figures = [item for item in items if isinstance(item, Figure)]
    currencies = [item for item in items if isinstance(item, Currency)]
    if len(figures) != 1 or len(currencies) > 1 or len(items) != 1 + len(currencies):
        raise UnreadableError
    return read_yearly_range(figures)[0], next(iter(currencies), None)


def read_yearly_range(figures: list[Figure]) -> tuple[Decimal, Decimal]:
    """The ends of one figure or of a range, lower first; a bare 50 to 999 means thousands.

    In a range one end may lend the other its unit (`200-250k`). AmountError where an end is
    no year's pay.
    """
    low, high = sorted(read_in_typed_order(figures))
    return low, high


def read_in_typed_order(figures: list[Figure]) -> tuple[Decimal, Decimal]:
    """The same ends in the order in which they were typed."""
    first, last = figures[0], figures[-1]
    ends = (_alone(first, last.unit), _alone(last, first.unit))
    if ends[0] > ends[1]:  # `900-1.1m`: the unit was not meant for both
        ends = (_alone(first, None), _alone(last, None))
    for end in ends:
        if not LEAST <= end <= MOST:
            raise AmountError
    return ends[0].quantize(CENT), ends[1].quantize(CENT)


def _alone(figure: Figure, lent: Decimal | None) -> Decimal:
    number, unit = figure.number, figure.unit
    if unit is None and number < _BARE_THOUSANDS.stop:
        unit = lent or (THOUSAND if number >= _BARE_THOUSANDS.start else None)
    return number * (unit or 1)
