"""How numbers are written: in digits with separators, with a unit, and in words."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from hiring.money import MILLION, THOUSAND

LAKH: Final = 100 * THOUSAND
CRORE: Final = 10 * MILLION

UNITS: Final = {
    **dict.fromkeys(("k", "thousand", "thousands", "grand", "tsd", "mille"), THOUSAND),
    **dict.fromkeys(("m", "mm", "mio", "mil", "mn", "mln", "million", "millions"), MILLION),
    **dict.fromkeys(("lakh", "lakhs", "lac", "lacs", "lpa"), LAKH),
    **dict.fromkeys(("crore", "crores", "cr"), CRORE),
}
"""What a word or letter behind a number multiplies it by."""
RUPEE_UNITS: Final = frozenset((LAKH, CRORE))
"""Units that only rupees are counted in."""

_MAX_DIGITS: Final = 15
_HUGE: Final = Decimal(10) ** _MAX_DIGITS

ONES: Final = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
}
_TENS: Final = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fourty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "ninty": 90,
}
SMALL: Final = {**ONES, **_TENS, "a couple": 2, "couple": 2, "dozen": 12, "zero": 0}
"""Numbers that are one word."""
WORDS: Final = frozenset((*ONES, *_TENS, "hundred"))
"""The words that a spelled number is made of."""


def read_decimal(typed: str) -> Decimal | None:  # noqa: PLR0911 - a way to write it each
    """`190,000`, `190.000`, `190'000` and `190 000` are thousands; `190,5` and `190.50` are not.

    A separator before exactly three digits separates thousands, since money has two decimals.
    Indian groups (`45,00,000`) are read as well. None where the separators make no sense.
    """
    if typed.isdigit():
        return Decimal(typed) if len(typed) <= _MAX_DIGITS else _HUGE
    if sum(map(str.isdigit, typed)) > _MAX_DIGITS:
        return _HUGE
    if typed.startswith("."):
        return Decimal(f"0{typed}")
    first, *spaced = typed.split(" ")
    digits = first + "".join(spaced)
    separators = re.findall(r"[.,']", digits)
    if not separators:
        return Decimal(digits)
    if re.fullmatch(r"[1-9][0-9]?(,[0-9]{2})+,[0-9]{3}", digits):
        return Decimal(digits.replace(",", ""))
    last = separators[-1]
    whole, _, end = digits.rpartition(last)
    alone = separators.count(last) == 1 and last != "'"
    groups = bool(re.fullmatch(r"[1-9][0-9]{0,2}([.,'][0-9]{3})*", whole))
    if len(set(separators)) == 1 and groups and len(end) == 3 and not spaced:  # noqa: PLR2004 - a group
        return Decimal(re.sub("[^0-9]", "", digits))
    if alone and len(set(separators[:-1])) <= 1 and (groups or len(separators) == 1):
        return Decimal(f"{re.sub('[^0-9]', '', whole)}.{end}")
    return None


def read_spelled(words: list[str]) -> Decimal | None:
    """`one fifty`, `hundred and fifty`, `two hundred`, `twenty five`; None where it is no number.

    A digit before tens counts hundreds, as people say prices.
    """
    total, at = 0, 0
    words = [word for word in words if word not in {"and", "a"}]
    if "hundred" in words:
        position = words.index("hundred")
        before = words[:position]
        if len(before) > 1 or (before and before[0] not in ONES):
            return None
        total = 100 * (ONES[before[0]] if before else 1)
        at = position + 1
    elif len(words) > 1 and words[0] in ONES and words[1] in _TENS:
        total, at = 100 * ONES[words[0]], 1
    if at < len(words) and words[at] in _TENS:
        total += _TENS[words[at]]
        at += 1
    if at < len(words) and words[at] in ONES:
        total += ONES[words[at]]
        at += 1
    return Decimal(total) if at == len(words) else None
