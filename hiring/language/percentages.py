"""Finds percentages in a sentence: `15%`, `0.1-0.3 percent`, `half a percent`, `20 bps`."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from hiring.language.numbers import SMALL
from hiring.language.tokens import Kind, get_key, is_minus

if TYPE_CHECKING:
    from hiring.language.amounts import Part
    from hiring.language.tokens import Token


@dataclass(frozen=True)
class Percentage:
    """A percentage as typed, in percent; `high` is `low` unless a range was typed.

    `part` is what part of a package it is, None where nothing beside it says so.
    """

    low: Decimal
    high: Decimal
    start: int
    end: int
    part: Part | None = None
    is_negative: bool = False
    label: str = ""
    """The words beside it that say what it is, as typed."""
    is_relative: bool = False
    """Whether it is a share of an amount, or a distance from one: `80% of 150k`."""


_TO: Final = frozenset(("-", "minus", "to", "till", "and", "or"))
_POINTS: Final = frozenset(("bps", "bp", "bips"))
_PERCENT_WORDS: Final = frozenset(("percent", "pct", "prozent", "%"))
_LONGEST_SPELLED: Final = 7  # `three quarters of one percent`
_DIGITS: Final = {word: number for word, number in SMALL.items() if number < 10}  # noqa: PLR2004 - digits
_FRACTIONS: Final = {
    "half": Decimal("0.5"),
    "quarter": Decimal("0.25"),
    "quarters": Decimal("0.25"),
    "fifth": Decimal("0.2"),
    "tenth": Decimal("0.1"),
    "tenths": Decimal("0.1"),
    "hundredth": Decimal("0.01"),
    "hundredths": Decimal("0.01"),
}
_POINTS_OF_A_PERCENT: Final = Decimal(100)


def find_percentages(tokens: list[Token]) -> tuple[Percentage, ...] | None:
    """All percentages, in order; None where the digits of one make no sense."""
    percentages: list[Percentage] = []
    is_spelled = not _PERCENT_WORDS.isdisjoint([token.key for token in tokens])
    for at, token in enumerate(tokens):
        if token.kind is Kind.NUMBER and not token.is_used and get_key(tokens, at + 1) in _POINTS:
            token.number = (token.number or Decimal(0)) / _POINTS_OF_A_PERCENT
            token.kind = Kind.PERCENT
            tokens[at + 1].is_used = True
        elif is_spelled and token.is_free_word:
            _read_spelled(tokens, at)
        if token.kind is not Kind.PERCENT:
            continue
        if token.number is None:
            return None
        percentages.append(_read(tokens, at))
    return tuple(percentages)


def _read(tokens: list[Token], at: int) -> Percentage:
    """The percentage at this token, with the lower end that may be typed before it."""
    token = tokens[at]
    high = token.number or Decimal(0)
    low, begin = high, at
    is_range = at >= 2 and tokens[at - 1].key in _TO and not tokens[at - 2].is_used  # noqa: PLR2004 - `1 -`
    before = tokens[at - 2] if is_range else None
    if before and before.kind is Kind.NUMBER and before.unit is None and before.number is not None:
        low, begin = before.number, at - 2
    for used in tokens[begin : at + 1]:
        used.is_used = True
    is_negative = bool(begin) and is_minus(tokens[begin - 1])
    return Percentage(
        min(low, high), max(low, high), tokens[begin].start, token.end, None, is_negative
    )


def _read_spelled(tokens: list[Token], at: int) -> None:
    """Turn `one percent`, `quarter of a percent` and `point two percent` into a percentage."""
    keys = [token.key for token in tokens[at : at + _LONGEST_SPELLED]]
    end = next((end for end, key in enumerate(keys) if key in _PERCENT_WORDS), 0)
    number = _read_words(keys[:end]) if end else None
    if number is None:
        return
    token = tokens[at]
    token.kind, token.number, token.end = Kind.PERCENT, number, tokens[at + end].end
    for used in tokens[at + 1 : at + end + 1]:
        used.is_used = True


def _read_words(keys: list[str]) -> Decimal | None:
    """The number in `three quarters of a`, `zero point two five`, `half a` or `one`."""
    if "point" in keys:
        at = keys.index("point")
        whole = {0: 0, 1: _DIGITS.get(keys[0])}.get(at)
        digits = "".join(str(_DIGITS.get(key, "?")) for key in keys[at + 1 :])
        return Decimal(f"{whole}.{digits}") if whole is not None and digits.isdigit() else None
    left = [key for key in keys if key not in {"of", "a", "an"}]
    if left[-1:] == ["one"] and len(left) > 1:
        left = left[:-1]
    match left:
        case []:
            return Decimal(1)
        case [key] if key in _FRACTIONS:
            return _FRACTIONS[key]
        case [key] if key in SMALL:
            return Decimal(SMALL[key])
        case [times, key] if key in _FRACTIONS and times in SMALL:
            return SMALL[times] * _FRACTIONS[key]
        case _:
            return None


def join_ranges(percentages: tuple[Percentage, ...], tokens: list[Token]) -> tuple[Percentage, ...]:
    """`0.1% - 0.3%` as the one range that it is."""
    joined: list[Percentage] = []
    marks = {token.start: token for token in tokens if token.key in {"-", "minus", "to"}}
    for percentage in percentages:
        before = joined[-1] if joined else None
        between = before and [
            token for start, token in marks.items() if before.end <= start < percentage.start
        ]
        gap = percentage.start - before.end if before else 0
        if before and between and gap <= 4:  # noqa: PLR2004 - ` to `
            low, high = sorted((before.low, percentage.high))
            joined[-1] = Percentage(low, high, before.start, percentage.end)
        else:
            joined.append(percentage)
    return tuple(joined)
