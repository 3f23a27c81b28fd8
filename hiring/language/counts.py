"""Finds the numbers that are no pay: of people, of years, a year of the calendar, a post code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Final

from hiring.language import lexicon
from hiring.language.numbers import SMALL
from hiring.language.tokens import Kind, get_key, write_typed
from hiring.language.word_sets import words

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
_YEAR_WORDS: Final = words("years year yrs yr yoe y yo jahre")
_TIME_WORDS: Final = words(
    """
    day days week weeks month months hour hours hrs minute minutes min mins
    """
)
_BEFORE_RANKS: Final = words(
    """
    level lvl grade top stage step tier band number no option zone floor page phase round tranche
    ring # -
    """
)
_BESIDE_YEARS: Final = words("in for since by from until fy q year of early late mid")
_ADJECTIVES: Final = words("ml ai senior junior software data backend full time and")
_MOST_ADJECTIVES: Final = 4
_CODE: Final = re.compile(r"[a-z]{1,2}[0-9][0-9a-z]?(?: ?[0-9][a-z]{2})?")
_ORDINAL: Final = re.compile(
    r"[0-9]{1,4}(?:mo|mos|mths?|months?|st|nd|rd|th|x|d|days?|h|hrs?|w|weeks?|y|yrs?|yo|yoe|mins?|pm|am|b|s)"
)
_SHORTEST_NOUN: Final = 4
_ZIP_DIGITS: Final = 5
_ROUND: Final = 50
_LEAST_BARE: Final = 50
_MOST_YEARS: Final = 50
_MOST_VESTING: Final = 11


def find_counts(tokens: Sequence[Token]) -> tuple[Count, ...]:
    """The numbers that are no pay. Their tokens are marked as used."""
    counts: list[Count] = []
    for at, token in enumerate(tokens):
        if token.is_used:
            continue
        if token.kind is Kind.NUMBER and token.key == "401k" and not _has_currency(tokens, at):
            _read_retirement(tokens, at)
        elif token.kind is Kind.CODE:
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


def _read_retirement(tokens: Sequence[Token], at: int) -> None:
    """`4% 401k match` names a plan for retirement, `401k in sf` an amount."""
    is_plan = get_key(tokens, at + 1) in lexicon.BENEFITS | {"plan"}
    if is_plan or (at and tokens[at - 1].kind is Kind.PERCENT):
        tokens[at].kind = Kind.WORD


def _read_bare(tokens: Sequence[Token], at: int) -> list[Count]:
    """What a number without unit and currency counts, if it is no pay."""
    end = at + 1 + (get_key(tokens, at + 1) == "+")
    is_range = get_key(tokens, end) in {"-", "minus"} and _is_bare(tokens, end + 1)
    if is_range and get_key(tokens, end + 2) in lexicon.PEOPLE | _YEAR_WORDS:
        end += 2  # `5-8 engineers`: the noun behind the range counts both ends
    what, end = _find_what(tokens, at, end)
    if what is None:
        return []
    is_code = what is Counted.POSTAL_CODE
    return [_use(what, None if is_code else tokens[at].number, list(tokens[at:end]))]


def _find_what(tokens: Sequence[Token], at: int, end: int) -> tuple[Counted | None, int]:  # noqa: PLR0911 - a kind each
    """What is counted, None where nothing says so, and where the words for it end."""
    token, number = tokens[at], tokens[at].number or Decimal(0)
    is_spread = get_key(tokens, at - 1) == "/" and get_key(tokens, at - 2) in lexicon.EQUITY
    if is_spread and number < _MOST_VESTING:
        return Counted.YEARS, end  # `400k RSU/4`
    noun = _skip_adjectives(tokens, end + (get_key(tokens, end) == "-"))  # `8-person team`
    if get_key(tokens, noun) in _YEAR_WORDS and number < _MOST_YEARS:
        return Counted.YEARS, noun + 1
    if get_key(tokens, noun) in _TIME_WORDS and number < _LEAST_BARE:
        return Counted.OTHER, _skip_each(tokens, noun + 1)
    is_paid = _is_paid(tokens, at, end)
    if _is_year(token) and not is_paid:
        return Counted.CALENDAR_YEAR, at + 1
    if _is_zip(token, get_key(tokens, at - 1)) and not is_paid:
        is_long = get_key(tokens, end) == "-" and _is_bare(tokens, end + 1)
        return Counted.POSTAL_CODE, end + 2 if is_long else at + 1
    if get_key(tokens, noun) in lexicon.PEOPLE and number == int(number):
        return Counted.PEOPLE, noun + 1
    if _follows_group(tokens, at):
        return Counted.PEOPLE, end
    if number == 0 and get_key(tokens, end) in lexicon.BONUS | lexicon.EQUITY:
        return None, end  # `0 bonus` is an amount
    is_small = number < _LEAST_BARE and token.number is not None
    if is_small and (get_key(tokens, at - 1) in _BEFORE_RANKS or _is_noun(tokens, end)):
        return Counted.OTHER, at + 1
    return None, end


def _skip_each(tokens: Sequence[Token], end: int) -> int:
    """`5 days a week`: the second unit of time belongs to the first."""
    is_each = get_key(tokens, end) in {"a", "per", "/"} and get_key(tokens, end + 1) in _TIME_WORDS
    return end + 2 if is_each else end


def _read_spelled(tokens: Sequence[Token], at: int) -> list[Count]:
    """`five engineers`, `a team of eight`; other spelled numbers are left to the amounts."""
    token = tokens[at]
    behind = get_key(tokens, at + 1)
    if behind in _YEAR_WORDS:
        return [_use(Counted.YEARS, Decimal(SMALL[token.key]), [token, tokens[at + 1]])]
    if behind in _TIME_WORDS:
        return [_use(Counted.OTHER, Decimal(SMALL[token.key]), [token, tokens[at + 1]])]
    end = _skip_adjectives(tokens, at + 1)
    if get_key(tokens, end) in lexicon.PEOPLE:
        return [_use(Counted.PEOPLE, Decimal(SMALL[token.key]), list(tokens[at : end + 1]))]
    if _follows_group(tokens, at):
        return [_use(Counted.PEOPLE, Decimal(SMALL[token.key]), [token])]
    return []


def _skip_adjectives(tokens: Sequence[Token], at: int) -> int:
    """`five senior ML engineers`: where the noun stands."""
    end = at
    while end - at < _MOST_ADJECTIVES and get_key(tokens, end) in _ADJECTIVES:
        end += 1
    return end


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
    for key in (get_key(tokens, at - 1), get_key(tokens, after)):
        if key in lexicon.BASIS or key in {"pa", "annually", "annum"}:
            return True
    return False


def _is_noun(tokens: Sequence[Token], at: int) -> bool:
    """Whether the next token is a word that a small number can count."""
    return (
        at < len(tokens)
        and tokens[at].is_free_word
        and lexicon.is_everyday(tokens[at].key)
        and (tokens[at].key not in lexicon.FILLERS or tokens[at].key.endswith("s"))
        and len(tokens[at].key) >= _SHORTEST_NOUN
    )


def _follows_group(tokens: Sequence[Token], at: int) -> bool:
    """Whether `team of`, `company with` or the like is before the number."""
    return (
        get_key(tokens, at - 1) in {"of", "with", "is"}
        and get_key(tokens, at - 2) in lexicon.GROUPS
    )


def _has_currency(tokens: Sequence[Token], at: int) -> bool:
    return any(
        0 <= beside < len(tokens) and tokens[beside].kind is Kind.CURRENCY
        for beside in (at - 1, at + 1)
    )


def _use(what: Counted, number: Decimal | None, run: list[Token]) -> Count:
    for token in run:
        token.is_used = True
    return Count(what, number, write_typed(run), run[0].start, run[-1].end)
