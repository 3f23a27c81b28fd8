"""Finds the percentile that a sentence asks for: `90th percentile`, `top 10%`, `median`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hiring.language.tokens import Kind, get_key
from hiring.language.word_sets import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hiring.language.tokens import Token

_NAMES: Final = words("percentile percentiles pctile pctl centile ile")
_ORDINAL: Final = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)(?:ile)?")
_SHORT: Final = re.compile(r"p([0-9]{1,2})")
_UPPER: Final = words("top upper highest best")
_LOWER: Final = words("bottom lower lowest")
_PARTS: Final = {
    **dict.fromkeys(("quartile", "quarter"), 25),
    **dict.fromkeys(("decile", "tenth"), 10),
    **dict.fromkeys(("fifth", "quintile"), 20),
    "third": 33,
}
_HUNDRED: Final = 100


def take_percentile(tokens: Sequence[Token]) -> tuple[int | None, list[Token]]:
    """The first percentile, from 1 to 99, and the tokens without the words that say it."""
    for at in range(len(tokens)):
        number, size = _read_at(tokens, at)
        if size and 0 < number < _HUNDRED:
            return number, [*tokens[:at], *tokens[at + size :]]
    return None, list(tokens)


def _read_at(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """The percentile that is said at a token, and by how many of them; else no tokens."""
    token, behind = tokens[at], get_key(tokens, at + 1)
    if token.kind is Kind.CODE:
        if match := _SHORT.fullmatch(token.key):
            return int(match[1]), 1
        if (match := _ORDINAL.fullmatch(token.key)) and behind in _NAMES:
            return int(match[1]), 2
    if token.kind in {Kind.NUMBER, Kind.PERCENT} and behind in _NAMES and token.text.isdigit():
        return int(token.text), 2
    if token.key in _NAMES and get_key(tokens, at + 1).isdigit():
        return int(tokens[at + 1].text), 2
    if token.kind is not Kind.WORD or token.key not in _UPPER | _LOWER:
        return 0, 0
    share = _read_share(tokens, at + 1)
    return (_HUNDRED - share if token.key in _UPPER else share), (2 if share else 0)


def _read_share(tokens: Sequence[Token], at: int) -> int:
    """How many of a hundred: `10%`, `quarter`; 0 where none is said."""
    if at >= len(tokens):
        return 0
    token = tokens[at]
    if token.kind is Kind.PERCENT and token.number is not None:
        is_whole = token.number == int(token.number) and token.number < _HUNDRED
        return int(token.number) if is_whole else 0
    return _PARTS.get(token.key, 0)
