"""Finds the numbers that are no pay: of people, of years, a year of the calendar, a post code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Final

from hiring.language import lexicon
from hiring.language.numbers import SMALL
from hiring.language.tokens import Kind, write_typed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hiring.language.tokens import Token


class Counted(Enum):
    """What a number counts."""

    PEOPLE = "people"
    YEARS = "years"
    """Of experience, or over which something is spread."""
    CALENDAR_YEAR = "calendar year"
    POSTAL_CODE = "postal code"
    OTHER = "other"


@dataclass(frozen=True)
class Count:
    """A number that is no pay; `number` is None where it is part of a code."""

    what: Counted
    number: Decimal | None
    typed: str
    start: int
    end: int


_YEARS: Final = range(1990, 2051)
_YEAR_WORDS: Final = frozenset(["years", "year", "yrs", "yr", "yoe", "y", "yo", "jahre"])
_TIME_WORDS: Final = frozenset(
    [
        "day",
        "days",
        "week",
        "weeks",
        "month",
        "months",
        "hour",
        "hours",
        "hrs",
        "minute",
        "minutes",
        "min",
        "mins",
        "quarter",
        "quarters",
    ]
)
_PLACES_AND_RANKS: Final = frozenset(
    [
        "level",
        "lvl",
        "grade",
        "top",
        "stage",
        "step",
        "tier",
        "band",
        "number",
        "no",
        "option",
        "zone",
        "floor",
        "page",
        "phase",
        "round",
        "tranche",
        "band",
        "ring",
    ]
)
_BESIDE_YEARS: Final = frozenset(
    ["in", "for", "since", "by", "from", "until", "fy", "q", "year", "of", "early", "late", "mid"]
)
_ADJECTIVES: Final = frozenset(
    ["ml", "ai", "senior", "junior", "software", "data", "backend", "full", "time", "and"]
)
_MOST_ADJECTIVES: Final = 4
_CODE: Final = re.compile(r"[a-z]{1,2}[0-9][0-9a-z]?(?: ?[0-9][a-z]{2})?")
_ORDINAL: Final = re.compile(
    r"[0-9]{1,4}(?:st|nd|rd|th|x|d|days?|h|hrs?|w|weeks?|y|yrs?|yo|yoe|mins?|pm|am|b|s)"
)
_ZIP_DIGITS: Final = 5
_ROUND: Final = 50
_LEAST_BARE: Final = 50
_MOST_YEARS: Final = 50


def find_counts(tokens: Sequence[Token]) -> tuple[Count, ...]:
    """The numbers that are no pay. Their tokens are marked as used."""
    counts: list[Count] = []
    for at, token in enumerate(tokens):
        if token.is_used:
            continue
        if token.kind is Kind.CODE:
            if _ORDINAL.fullmatch(token.key):
                counts.append(_use(Counted.OTHER, None, [token]))
            elif not token.key[0].isdigit():
                what = Counted.POSTAL_CODE if _CODE.fullmatch(token.key) else Counted.OTHER
                counts.append(_use(what, None, [token]))
        elif token.kind is Kind.NUMBER and token.unit is None and not _has_currency(tokens, at):
            counts += _read_bare(tokens, at)
        elif token.kind is Kind.WORD and token.key in SMALL:
            counts += _read_spelled(tokens, at)
    return tuple(counts)


def _read_bare(tokens: Sequence[Token], at: int) -> list[Count]:
    """What a number without unit and currency counts, if it is no pay."""
    token = tokens[at]
    number, run = token.number, [token]
    after = at + 1
    if _key(tokens, after) == "+":
        run.append(tokens[after])
        after += 1
    before, behind = _key(tokens, at - 1), _key(tokens, after)
    if behind in {"-", "minus"} and _is_counted(tokens, after + 2) and _is_bare(tokens, after + 1):
        # `5-8 engineers`: the noun behind the range counts both ends
        second = tokens[after + 1]
        return [_use(_name_count(_key(tokens, after + 2)), number, [*run, tokens[after], second])]
    if behind == "-" and _key(tokens, after + 1) in lexicon.PEOPLE | _YEAR_WORDS:
        behind = _key(tokens, after + 1)  # `8-person team`
    if number is None:
        return []
    if behind in _YEAR_WORDS and number < _MOST_YEARS:
        return [_use(Counted.YEARS, number, [*run, tokens[after]])]
    if behind in _TIME_WORDS and number < _LEAST_BARE:
        return [_use_span(Counted.OTHER, number, run, tokens, after)]
    if _is_year(token) and not _is_paid(tokens, at, after):
        return [_use(Counted.CALENDAR_YEAR, number, run)]
    if _is_zip(token, before) and not _is_paid(tokens, at, after):
        if behind == "-" and after + 1 < len(tokens) and tokens[after + 1].kind is Kind.NUMBER:
            run += tokens[after : after + 2]
        return [_use(Counted.POSTAL_CODE, None, run)]
    if behind in lexicon.PEOPLE and number == int(number):
        return [_use(Counted.PEOPLE, number, [*run, *_noun(tokens, after)])]
    end = _skip_adjectives(tokens, after)
    if end > after and _key(tokens, end) in lexicon.PEOPLE and number < _LEAST_BARE:
        return [_use(Counted.PEOPLE, number, [*run, *tokens[after : end + 1]])]
    if _follows_group(tokens, at):
        return [_use(Counted.PEOPLE, number, run)]
    if number < _LEAST_BARE and (before in _PLACES_AND_RANKS or _is_noun(tokens, after)):
        return [_use(Counted.OTHER, number, run)]
    return []


def _use_span(
    what: Counted, number: Decimal, run: list[Token], tokens: Sequence[Token], after: int
) -> Count:
    """`5 days a week`: the second unit of time belongs to the first."""
    end = after + 1
    if _key(tokens, end) in {"a", "per", "/"} and _key(tokens, end + 1) in _TIME_WORDS:
        end += 2
    return _use(what, number, [*run, *tokens[after:end]])


def _read_spelled(tokens: Sequence[Token], at: int) -> list[Count]:
    """`five engineers`, `a team of eight`; other spelled numbers are left to the amounts."""
    token = tokens[at]
    behind = _key(tokens, at + 1)
    if behind in _YEAR_WORDS:
        return [_use(Counted.YEARS, Decimal(SMALL[token.key]), [token, tokens[at + 1]])]
    if behind in _TIME_WORDS:
        return [_use(Counted.OTHER, Decimal(SMALL[token.key]), [token, tokens[at + 1]])]
    end = _skip_adjectives(tokens, at + 1)
    if _key(tokens, end) in lexicon.PEOPLE:
        return [_use(Counted.PEOPLE, Decimal(SMALL[token.key]), list(tokens[at : end + 1]))]
    if _follows_group(tokens, at):
        return [_use(Counted.PEOPLE, Decimal(SMALL[token.key]), [token])]
    return []


def _skip_adjectives(tokens: Sequence[Token], at: int) -> int:
    """`five senior ML engineers`: where the noun stands."""
    end = at
    while end - at < _MOST_ADJECTIVES and _key(tokens, end) in _ADJECTIVES:
        end += 1
    return end


def _noun(tokens: Sequence[Token], after: int) -> Sequence[Token]:
    """The word, or the hyphen and the word, that says what is counted."""
    return tokens[after : after + 2] if _key(tokens, after) == "-" else tokens[after : after + 1]


def _name_count(noun: str) -> Counted:
    return Counted.YEARS if noun in _YEAR_WORDS else Counted.PEOPLE


def _is_counted(tokens: Sequence[Token], at: int) -> bool:
    return _key(tokens, at) in lexicon.PEOPLE | _YEAR_WORDS


def _is_bare(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].kind is Kind.NUMBER and tokens[at].unit is None


def _is_year(token: Token) -> bool:
    return token.text.isdigit() and len(token.text) == 4 and int(token.text) in _YEARS  # noqa: PLR2004 - digits


def _is_zip(token: Token, before: str) -> bool:
    """Five digits are a post code unless they are round, as pay is."""
    digits = token.text
    if not digits.isdigit() or len(digits) != _ZIP_DIGITS:
        return digits.isdigit() and len(digits) == 6 and before in {"pin", "pincode"}  # noqa: PLR2004 - digits
    return digits[0] == "0" or int(digits) % _ROUND != 0 or before in {"zip", "zipcode", "plz"}


def _is_paid(tokens: Sequence[Token], at: int, after: int) -> bool:
    """Whether a word beside the number says that it is pay."""
    for key in (_key(tokens, at - 1), _key(tokens, after)):
        if key in lexicon.BASIS or key in {"pa", "annually", "annum"}:
            return True
    return False


def _is_noun(tokens: Sequence[Token], at: int) -> bool:
    """Whether the next token is a word that a small number can count."""
    return (
        at < len(tokens)
        and tokens[at].is_free_word
        and tokens[at].key not in lexicon.FILLERS
        and tokens[at].key in lexicon.EVERYDAY
    )


def _follows_group(tokens: Sequence[Token], at: int) -> bool:
    """Whether `team of`, `company with` or the like is before the number."""
    return _key(tokens, at - 1) in {"of", "with", "is"} and _key(tokens, at - 2) in lexicon.GROUPS


def _has_currency(tokens: Sequence[Token], at: int) -> bool:
    return any(
        0 <= beside < len(tokens) and tokens[beside].kind is Kind.CURRENCY
        for beside in (at - 1, at + 1)
    )


def _key(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].key if 0 <= at < len(tokens) else ""


def _use(what: Counted, number: Decimal | None, run: list[Token]) -> Count:
    for token in run:
        token.is_used = True
    return Count(what, number, write_typed(run), run[0].start, run[-1].end)
