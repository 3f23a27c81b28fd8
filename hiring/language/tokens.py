"""Splits what people type into words, numbers, currencies and marks, each with where it stands."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from hiring.language.numbers import UNITS, read_decimal
from hiring.money import TYPED
from hiring.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hiring.money import Currency

MAX_LENGTH: Final = 500
"""Characters that are read at all; the longest sensible question is shorter."""


class Kind(Enum):
    """What a token is."""

    WORD = "word"
    NUMBER = "number"
    PERCENT = "percent"
    """A number with its percent sign."""
    CURRENCY = "currency"
    CODE = "code"
    """Letters and digits in one: `se1`, `401k`, `2nd`."""
    MARK = "mark"


@dataclass(slots=True)
class Token:
    """A piece of a text. `key` is its normalized form, and what it is looked up by."""

    kind: Kind
    text: str
    key: str
    start: int
    end: int
    number: Decimal | None = None
    """The value of a NUMBER or PERCENT without its unit; None where the digits make no sense."""
    unit: Decimal | None = None
    currency: Currency | None = None
    """None where a CURRENCY is not one that is known."""
    is_used: bool = field(default=False, compare=False)
    """Whether a reader has read something from it."""

    @property
    def is_free_word(self) -> bool:
        """Whether it is a word that nothing was read from yet."""
        return self.kind is Kind.WORD and not self.is_used


class UnreadableError(Exception):
    """The text is too long, or holds characters that nobody types. Never leaves the package."""


_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")  # noqa: RUF001 - what keyboards make of a dash
_QUOTES = dict.fromkeys(map(ord, "‘’`´"), "'") | dict.fromkeys(map(ord, "“”«»"), '"')  # noqa: RUF001
# Left by copying, and harmless: soft hyphen, zero-width characters, direction marks.
_UNSEEN = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, 0xFE0F))
_TIDY = _DASHES | _QUOTES | _UNSEEN

_ALPHABETIC = "|".join(sorted((name for name in TYPED if name.isalpha()), key=len, reverse=True))
_SIGNS = "|".join(
    (r"(?<![^\W_])" if name[0].isalpha() else "") + re.escape(name)
    for name in sorted((name for name in TYPED if not name.isalpha()), key=len, reverse=True)
)
_UNIT_NAMES = "|".join(sorted(UNITS, key=len, reverse=True))

# No part of these can match one text in two ways, so their time grows with its length alone.
_TOKEN = re.compile(
    rf"""
      (?P<space>\s+)
    | (?P<plain>[a-z]++(?![\w$£€₪₹¥.'/]))
    | (?P<mention><[@#!][^<>]*>|:[a-z][\w+-]*:)
    | (?P<code>(?!(?:{_ALPHABETIC})[0-9])[^\W\d_]{{1,2}}[0-9][0-9a-z]*(?:\ ?[0-9][a-z]{{2}}\b)?)
    | (?P<number>
        (?<![\w.])\.[0-9]+(?![0-9.])
      | (?:[0-9]{{1,3}}(?:\ [0-9]{{3}})+|[0-9]+)(?![0-9])(?:[.,'][0-9]+)*
      )
    | (?P<sign>{_SIGNS})
    | (?P<word>[^\W\d_]+(?:[.'][^\W\d_]+)*\.?)
    | (?P<minus>(?<![^\s($£€₪₹¥])-(?=(?:{_SIGNS}|(?:{_ALPHABETIC})\ ?)?[0-9]))
    | (?P<mark>.)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_AFTER_NUMBER = re.compile(
    rf"""
      \ ?(?P<percent>%|percent\b|per\ cent\b|pct\b|prozent\b)
    | \ ?(?P<unit>{_UNIT_NAMES})
      (?=(?:{_ALPHABETIC}|ish)?(?![^\W_]))
    | (?P<tail>(?!(?:{_ALPHABETIC}|ish)(?![^\W_]))[^\W\d_][^\W_]*)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SURE_BESIDE_NUMBERS: Final = frozenset(
    ("try", "php", "rand", "kr", "cad", "lira", "zl", "sar", "rs")
)
"""Currencies whose names mean something else too: they count only beside a number."""
_MINUS: Final = "minus"


def split(text: str) -> list[Token]:
    """The tokens of a text, in order. UnreadableError where no sentence can be read from it."""
    if len(text) > MAX_LENGTH:
        raise UnreadableError
    plain, positions = _write_plainly(text)
    if not plain.isprintable() and not "".join(plain.split()).isprintable():
        raise UnreadableError
    tokens = list(_tokens(plain, text, positions))
    for at, token in enumerate(tokens):
        if token.kind is Kind.NUMBER and at and _touches(tokens[at - 1], token):
            token.kind, token.key = Kind.CODE, token.text.lower()
        if token.kind is Kind.CURRENCY and token.key in _SURE_BESIDE_NUMBERS:
            beside = tokens[max(0, at - 1) : at + 2]
            is_sure = any(
                near.kind is Kind.NUMBER or (near.kind is Kind.CURRENCY and near is not token)
                for near in beside
            )
            if not is_sure or token.text == "try":
                token.kind = Kind.WORD
    return tokens


def _touches(word: Token, number: Token) -> bool:
    """Whether a number is the end of a word: `level5`."""
    return word.kind is Kind.WORD and word.end == number.start


def _write_plainly(text: str) -> tuple[str, Sequence[int]]:
    """The text in the characters of a keyboard, and where each of them stands in the text."""
    if text.isascii():
        return text, range(len(text) + 1)
    plain: list[str] = []
    positions: list[int] = []
    for position, char in enumerate(text):
        for tidied in unicodedata.normalize("NFKC", char.translate(_TIDY)).translate(_TIDY):
            if not unicodedata.combining(tidied):
                plain.append(tidied)
                positions.append(position)
    return "".join(plain), [*positions, len(text)]


def _tokens(plain: str, text: str, positions: Sequence[int]) -> Iterator[Token]:
    at, size = 0, len(plain)
    while at < size:
        match = _TOKEN.match(plain, at)
        assert match is not None  # noqa: S101 - any character is a mark
        start, at, group, typed = at, match.end(), str(match.lastgroup), match.group()
        if group in {"space", "mention"}:
            continue
        token = Token(Kind.MARK, typed, typed, positions[start], positions[at - 1] + 1)
        if group == "plain":
            _look_up(token, typed.lower())
        elif group == "number":
            at = _finish_number(token, plain, at)
            token.end = positions[at - 1] + 1
        else:
            _finish_other(token, group)
        if group != "plain":
            token.text = _write(text[token.start : token.end])
        yield token


def _write(typed: str) -> str:
    """A token as it is shown: without the end of a sentence, but `U.K.` as it is."""
    is_end = typed.count(".") == 1 and len(typed) > 1
    return typed.rstrip(".") if is_end else typed


def _look_up(token: Token, key: str) -> None:
    """Make it a word, or the currency that it names."""
    token.key = key
    token.currency = TYPED.get(key)
    token.kind = Kind.CURRENCY if token.currency else Kind.WORD


def _finish_other(token: Token, group: str) -> None:
    """Say what a word, a currency's sign, a code or a mark is."""
    typed = token.text
    if group == "word":
        _look_up(token, normalize(typed))
    elif group == "sign":
        token.kind, token.key = Kind.CURRENCY, typed.casefold()
        token.currency = TYPED[token.key]
    elif group == "code":
        token.kind, token.key = Kind.CODE, typed.lower()
    elif group == "minus":
        token.key = _MINUS
    elif not typed.isascii() and unicodedata.category(typed) == "Sc":
        token.kind = Kind.CURRENCY


def _finish_number(token: Token, plain: str, at: int) -> int:
    """Complete a number with what belongs to it; where that ends."""
    token.kind = Kind.NUMBER
    token.number = read_decimal(token.text)
    after = _AFTER_NUMBER.match(plain, at)
    if after is None:
        return at
    if after["percent"]:
        token.kind = Kind.PERCENT
        token.number = read_percentage(token.text)
    elif after["unit"]:
        token.unit = UNITS[after["unit"].casefold()]
        token.key = f"{token.text}{after['unit'].casefold()}"
    else:
        token.kind = Kind.CODE
        token.key = f"{token.text}{after['tail']}".lower()
    return after.end()


def read_percentage(typed: str) -> Decimal | None:
    """`0.125` or `0,125`, which no thousands can be meant by."""
    plain = typed.replace(",", ".")
    return Decimal(plain) if re.fullmatch(r"[0-9]{0,9}(\.[0-9]{1,6})?", plain) and plain else None


def is_minus(token: Token) -> bool:
    """Whether it is a minus that stands right before an amount."""
    return token.kind is Kind.MARK and token.key == _MINUS


def get_key(tokens: Sequence[Token], at: int) -> str:
    """The key of the token at a position, empty before the first and behind the last one."""
    return tokens[at].key if 0 <= at < len(tokens) else ""


def write_typed(tokens: Sequence[Token]) -> str:
    """Tokens as they were typed, with a space wherever any were."""
    parts = [token.text for token in tokens[:1]]
    for before, token in pairwise(tokens):
        parts += [" "] if before.end < token.start else []
        parts.append(token.text)
    return "".join(parts)
