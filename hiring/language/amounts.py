"""Finds amounts of money in a sentence: `£150k`, `200-250k usd`, `between 90 and 110`, `30 LPA`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum, StrEnum
from typing import TYPE_CHECKING, Final

from hiring.language import lexicon
from hiring.language.numbers import RUPEE_UNITS, UNITS, WORDS, read_spelled
from hiring.language.tokens import Kind, Token, get_key, is_minus
from hiring.language.word_sets import words
from hiring.money import CENT, COUNTRIES_OWN, MILLION, THOUSAND, Basis, Currency

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LEAST: Final = THOUSAND
MOST: Final = 10 * MILLION
"""What can be a year's pay."""
_MOST_SMALL: Final = 10_000 * MILLION
_SMALL: Final = frozenset(
    (
        *(Currency.JPY, Currency.KRW, Currency.IDR, Currency.VND, Currency.HUF, Currency.INR),
        *(Currency.RUB, Currency.NGN, Currency.KES, Currency.PHP, Currency.EGP, Currency.TRY),
    )
)
"""Currencies of which a year's pay can be many millions."""

_BARE_THOUSANDS = range(50, 1000)


class Period(StrEnum):
    """A period that is not the year."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Part(Enum):
    """What part of a package an amount or a percentage is."""

    PAY = "pay"
    BONUS = "bonus"
    EQUITY = "equity"
    ONE_OFF = "one-off"
    """Paid once, so no part of a year's pay."""
    DIFFERENCE = "difference"
    """How far one amount is from another: `20% under market`."""
    OTHER = "other"
    """Something else that a word beside it names: `8% pension`."""


class Hedge(Enum):
    """How an amount was limited."""

    ABOUT = "about"
    AT_MOST = "at most"
    AT_LEAST = "at least"


@dataclass(frozen=True)
class Amount:
    """Money as typed. `first` and `last` are the ends of a range as typed, or alike.

    `unit` is a currency as typed that is not known. `start` and `end` are where it stands.
    """

    first: Decimal
    last: Decimal
    currencies: frozenset[Currency]
    part: Part
    start: int
    end: int
    basis: Basis | None = None
    period: Period | None = None
    hedge: Hedge | None = None
    hedge_typed: str = ""
    unit: str | None = None
    is_negative: bool = False
    is_raised: bool = False
    """Whether another amount was typed that pay is raised from."""
    is_yearly: bool = False
    """Whether it is said to be a year's."""
    label: str = ""
    """The words beside it that say what it is, as typed."""

    @property
    def low(self) -> Decimal:
        """The lower end."""
        return min(self.first, self.last)

    @property
    def high(self) -> Decimal:
        """The upper end."""
        return max(self.first, self.last)

    @property
    def is_yearly_pay(self) -> bool:
        """Whether it can be what somebody is paid in a year."""
        most = _MOST_SMALL if self.currencies & _SMALL else MOST
        return not self.is_negative and self.low >= LEAST and self.high <= most


_PERIODS: Final = {
    **dict.fromkeys(("hour", "hours", "hourly", "hr", "hrs", "ph", "stunde", "h"), Period.HOUR),
    **dict.fromkeys(("day", "days", "daily", "pd", "tag", "diem", "d"), Period.DAY),
    **dict.fromkeys(("week", "weeks", "weekly", "pw", "w", "wk", "woche"), Period.WEEK),
    **dict.fromkeys(("month", "months", "monthly", "pm", "pcm", "mo", "m", "monat"), Period.MONTH),
}
_ADVERBS: Final = words("hourly daily weekly monthly")
_BARE_PERIODS: Final = words(
    """
    hour hourly hr day daily week weekly month monthly ph pd pw pm pcm p/m
    """
)
_PER: Final = frozenset(("a", "an", "p", "per", "/", "each", "every", "pro"))
_YEARLY: Final = words("year yr yrs years annum annual annually yearly pa anno jahr y")
_TO: Final = frozenset(("to", "till", "until", "thru", "through", "bis", "-", "minus", "up to"))
_JOINS: Final = (("-",), ("minus",), ("up", "to"), (".", "."), (".", ".", "."), ("…",), ("and",))
_OPENS_RANGE: Final = frozenset(("from", "starting at", "starting from"))
_IGNORED: Final = frozenset(("~", ","))  # between the ends of a range
_CLOSED: Final = 4
_CODE_LETTERS: Final = 3
_SEPARATORS: Final = frozenset(("+", ",", ";", "&", "|", "and", "plus", "with", "/"))
_HEDGES: Final = {tuple(hedge.split()): hedge for hedge in lexicon.HEDGES}
_HEDGE_STARTS: Final = frozenset(hedge[0] for hedge in _HEDGES)
_HEDGE_ENDS: Final = frozenset(hedge[-1] for hedge in _HEDGES)
_LONGEST_HEDGE: Final = max(map(len, _HEDGES))
_FRACTIONS: Final = {"half": Decimal("0.5"), "quarter": Decimal("0.25"), "a": Decimal(1)}
_RAISES: Final = words(
    """
    raise raises raised raising rise increase increases increased increasing bump bumps bumped
    bumping uplift hike move moves moved moving promote promoted promotion jump jumps jumped
    """
)
"""Words that make `from 140k to 155k` two amounts after one another rather than a range."""
_RAISE_REACH: Final = 5
_SIGNS_OF_HEDGES: Final = {
    **dict.fromkeys(("~", "≈"), Hedge.ABOUT),
    **dict.fromkeys((">", "≥"), Hedge.AT_LEAST),
    **dict.fromkeys(("<", "≤"), Hedge.AT_MOST),
}
_ADDED: Final = lexicon.EQUITY | lexicon.BONUS | lexicon.ONE_OFF | lexicon.BENEFITS
_COIN: Final = frozenset(("btc", "bitcoin", "bitcoins", "eth", "ether", "usdt", "crypto", "doge"))


def find_amounts(tokens: list[Token]) -> tuple[Amount, ...]:
    """All amounts, in order. Their tokens, and what describes them, are marked as used."""
    return tuple(_Finder(tokens).find())


class _Finder:
    """Reads amounts from the tokens of one text."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.period = find_period(tokens)

    def find(self) -> Iterator[Amount]:
        self._join_fractions()
        self._join_spelled()
        at = 0
        while at < len(self.tokens):
            token = self.tokens[at]
            if token.kind is Kind.NUMBER and not token.is_used:
                amount, at = self._amount(at)
                yield amount
            else:
                at += 1

    def _join_fractions(self) -> None:
        """Turn `quarter of a million`, `half a million` and `a million` into numbers."""
        tokens = self.tokens
        for at, token in enumerate(tokens):
            if token.key not in _FRACTIONS or not token.is_free_word:
                continue
            end = at + 1
            while self._key(end) in {"of", "a"}:
                end += 1
            if self._key(end) in UNITS and len(self._key(end)) > 1:
                token.kind, token.number = Kind.NUMBER, _FRACTIONS[token.key]
                token.unit, token.end = UNITS[tokens[end].key], tokens[end].end
                del tokens[at + 1 : end + 1]

    def _join_spelled(self) -> None:
        """Turn spelled numbers that can be pay into numbers: `one fifty`, `150 thousand`."""
        tokens = self.tokens
        if WORDS.isdisjoint([token.key for token in tokens]):
            return
        at = 0
        while at < len(tokens):
            end = at
            while end < len(tokens) and self._is_spelled(end, at):
                end += 1
            if end > at and (number := self._spelled(at, end)) is not None:
                whole, end = number, self._unit_end(end)
                unit = UNITS.get(tokens[end - 1].key)
                first, last = tokens[at], tokens[end - 1]
                tokens[at:end] = [
                    replace(
                        first,
                        kind=Kind.NUMBER,
                        text=" ".join(token.text for token in tokens[at:end]),
                        number=whole,
                        unit=unit,
                        end=last.end,
                    )
                ]
            at = max(at + 1, end if end > at + 1 and at >= len(tokens) else at + 1)

    def _is_spelled(self, at: int, first: int) -> bool:
        token = self.tokens[at]
        if not token.is_free_word:
            return at > first and token.kind is Kind.MARK and token.key == "-"
        if token.key in WORDS:
            return True
        follows = at + 1 < len(self.tokens) and self.tokens[at + 1].key in WORDS
        if token.key == "and":
            return at > first and self.tokens[at - 1].key == "hundred" and follows
        return token.key == "a" and follows and self.tokens[at + 1].key == "hundred"

    def _spelled(self, at: int, end: int) -> Decimal | None:
        words = [token.key for token in self.tokens[at:end] if token.kind is Kind.WORD]
        number = read_spelled(words)
        has_unit = self._unit_end(end) > end
        if number is None or not (has_unit or number > _BARE_THOUSANDS.start):
            return None
        # `twenty five` alone is an age or a count; `two hundred` and `one fifty` are prices.
        return number if has_unit or len(words) > 1 else None

    def _unit_end(self, end: int) -> int:
        is_unit = end < len(self.tokens) and self.tokens[end].key in UNITS
        return end + 1 if is_unit else end

    def _amount(self, at: int) -> tuple[Amount, int]:
        """The amount that begins at this number, and the position behind it."""
        tokens = self.tokens
        numbers = [at]
        end = self._skip_currency(at + 1)
        joined = self._joined(end, at)
        if joined is not None:
            numbers.append(joined)
            end = self._skip_currency(joined + 1)
        begin = at
        while begin and tokens[begin - 1].kind is Kind.CURRENCY and not tokens[begin - 1].is_used:
            begin -= 1
        is_negative = bool(begin) and (
            is_minus(tokens[begin - 1]) or tokens[begin - 1].key in {"minus", "negative"}
        )
        open_end = self._open_end(end)
        unit, currencies, end = self._currencies(begin, open_end or end, numbers)
        behind = end
        period, end = self._period(end)
        is_yearly = period is None and end > behind
        has_thousands = is_yearly or not (period or self.period)
        first, last = _read_ends(tokens[at], tokens[numbers[-1]], has_thousands=has_thousands)
        hedge, typed, begin, end = self._hedge(begin, end)
        if open_end:
            hedge, typed = Hedge.AT_LEAST, "+"
        if first != last and typed.lower() in _OPENS_RANGE:  # `from 130k to 160k` has a top
            hedge, typed = None, ""
        is_raised = first < last and self._says_raise(begin)
        if is_raised:  # `raise from 140k to 155k` is no range: 155k is what is to be paid
            first = last
        for token in tokens[begin:end]:
            token.is_used = True
        amount = Amount(
            first=first,
            last=last,
            currencies=currencies,
            part=Part.PAY,
            start=tokens[begin].start,
            end=tokens[end - 1].end,
            period=period,
            hedge=hedge,
            hedge_typed=typed,
            unit=unit,
            is_negative=is_negative,
            is_raised=is_raised,
            is_yearly=is_yearly,
        )
        return amount, end

    def _says_raise(self, begin: int) -> bool:
        """Whether a word before the amount says that pay goes up from it."""
        before = [token.key for token in self.tokens[max(0, begin - _RAISE_REACH) : begin]]
        return not _RAISES.isdisjoint(before)

    def _skip_currency(self, at: int) -> int:
        while at < len(self.tokens) and self.tokens[at].kind is Kind.CURRENCY:
            at += 1
        if self._key(at) in COUNTRIES_OWN and self._is_currency(at + 1):
            return at + 2
        return at

    def _joined(self, at: int, first: int) -> int | None:
        """Where the other end of a range stands, None where none is joined to the first one."""
        tokens = self.tokens
        joint = at
        while (
            joint < len(tokens)
            and joint - at < _CLOSED
            and tokens[joint].kind
            in {
                Kind.MARK,
                Kind.WORD,
            }
        ):
            joint += 1
        words = tuple(token.key for token in tokens[at:joint] if token.key not in _IGNORED)
        other = joint
        while other < len(tokens) and tokens[other].kind is Kind.CURRENCY:
            other += 1
        is_number = other < len(tokens) and tokens[other].kind is Kind.NUMBER
        if not is_number or tokens[other].is_used:
            return None
        if words == ("and",):
            before = {token.key for token in tokens[max(0, first - 4) : first]}
            return other if "between" in before else None
        is_range = words in _JOINS or (len(words) == 1 and words[0] in _TO)
        return other if is_range else None

    def _currencies(
        self, begin: int, end: int, numbers: list[int]
    ) -> tuple[str | None, frozenset[Currency], int]:
        """The unknown unit and the known currencies beside the numbers, and where they end."""
        tokens = self.tokens
        typed = [token for token in tokens[begin:end] if token.kind is Kind.CURRENCY]
        currencies = {token.currency for token in typed if token.currency}
        unit = next((token.text for token in typed if token.currency is None), None)
        for at in range(begin, end) if typed else ():
            own = COUNTRIES_OWN.get(self._key(at)) or COUNTRIES_OWN.get(
                f"{self._key(at - 1)} {self._key(at)}"
            )
            if own and self._is_currency(at + 1):
                currencies = {own}
        own = COUNTRIES_OWN.get(f"{self._key(end)} {self._key(end + 1)}")
        if own and self._is_currency(end + 2):
            currencies, end = {own}, end + 3
        if any(tokens[at].unit in RUPEE_UNITS for at in numbers) and not currencies:
            currencies = {Currency.INR}
        # `CAD $150k` names one currency: the sign is short for the code beside it
        if len(currencies) > 1 and any(token.key == "$" for token in typed):
            others = currencies - {Currency.USD}
            if all(other.sign.endswith("$") for other in others):
                currencies = others
        if unit is None and not currencies and end < len(tokens):
            unit = self._unknown_unit(tokens[end])
            end += unit is not None
        return unit, frozenset(currencies), end

    @staticmethod
    def _unknown_unit(token: Token) -> str | None:
        if not token.is_free_word:
            return None
        is_code = len(token.text) == _CODE_LETTERS and token.text.isupper()
        known = (
            lexicon.is_everyday(token.key)
            or token.key in lexicon.BASIS
            or (token.key in lexicon.EQUITY | lexicon.BONUS)
        )
        if token.key in _COIN or (is_code and not known):
            return token.text
        return None

    def _period(self, end: int) -> tuple[Period | None, int]:
        """The period behind an amount, such as `/h`, `a month`, `pcm`."""
        if self._key(end) in _PER:
            key = self._key(end + 1)
            if key in _PERIODS:
                return _PERIODS[key], end + 2
            if key in _YEARLY:
                return None, end + 2
            return None, end
        if self._key(end) in _BARE_PERIODS:
            return _PERIODS[self._key(end)], end + 1
        return None, end + 1 if self._key(end) in _YEARLY else end

    def _hedge(self, begin: int, end: int) -> tuple[Hedge | None, str, int, int]:
        """What limits the amount, before or behind it, and where the whole begins and ends."""
        tokens = self.tokens
        is_last = end + 1 == len(tokens)
        if self._key(end) == "+" and (is_last or self._is_close(end)) and not self._adds(end):
            return Hedge.AT_LEAST, "+", begin, end + 1
        sign = begin - 2 if self._key(begin - 1) == "=" else begin - 1
        if kind := _SIGNS_OF_HEDGES.get(self._key(sign)):
            return kind, "".join(token.key for token in tokens[sign:begin]), sign, end
        if self._key(begin - 1) not in _HEDGE_ENDS and self._key(end) not in _HEDGE_STARTS:
            return None, "", begin, end
        for size in range(_LONGEST_HEDGE, 0, -1):
            for start in (begin - size, end):
                words = tuple(token.key for token in tokens[max(start, 0) : start + size])
                if start >= 0 and len(words) == size and (hedge := _HEDGES.get(words)):
                    if start == end and (hedge not in _BEHIND or self._adds(start)):
                        continue
                    typed = " ".join(token.text for token in tokens[start : start + size])
                    return _kind(hedge), typed, min(begin, start), max(end, start + size)
        return None, "", begin, end

    def _open_end(self, end: int) -> int | None:
        """Behind a plus that is closed by a currency or a period: `220k+ USD`, `$220k+ a year`."""
        if self._key(end) != "+" or not self._is_close(end):
            return None
        behind = self._skip_currency(end + 1)
        adds = behind < len(self.tokens) and self.tokens[behind].kind is Kind.NUMBER
        if behind > end + 1 and not adds:
            return behind
        return end + 1 if self._period(end + 1)[1] > end + 1 else None

    def _is_close(self, at: int) -> bool:
        """Whether nothing stands between this token and the one before it: `220k+`."""
        return self.tokens[at].start == self.tokens[at - 1].end

    def _adds(self, at: int) -> bool:
        """Whether the plus at this position adds something to the amount."""
        return at + 1 < len(self.tokens) and (
            self.tokens[at + 1].kind in {Kind.NUMBER, Kind.PERCENT, Kind.CURRENCY}
            or self.tokens[at + 1].key in _ADDED
            or self._key(at + 1) == "minus"
        )

    def _key(self, at: int) -> str:
        return get_key(self.tokens, at)

    def _is_currency(self, at: int) -> bool:
        return at < len(self.tokens) and self.tokens[at].kind is Kind.CURRENCY


_BEHIND: Final = frozenset(
    (
        *("or so", "ish", "ballpark", "give or take", "or thereabouts", "max", "maximum", "min"),
        *("minimum", "or more", "and up", "upwards", "or less", "tops", "plus", "fixed"),
        *("and above", "or above", "or higher", "and upwards"),
    )
)


def _kind(hedge: str) -> Hedge:
    if hedge in lexicon.AT_MOST:
        return Hedge.AT_MOST
    return Hedge.AT_LEAST if hedge in lexicon.AT_LEAST else Hedge.ABOUT


def _read_ends(first: Token, last: Token, *, has_thousands: bool) -> tuple[Decimal, Decimal]:
    """Both ends, in the order typed. In a range one end may lend the other its unit.

    `has_thousands`: a bare 90 stands for 90,000, as in a year's pay; 90 an hour doesn't.
    """
    bare = THOUSAND if has_thousands else None
    ends = (_alone(first, last.unit, bare), _alone(last, first.unit, bare))
    if ends[0] > ends[1]:  # `900-1.1m`: the unit was not meant for both
        ends = (_alone(first, None, bare), _alone(last, None, bare))
    return ends[0].quantize(CENT), ends[1].quantize(CENT)


def _alone(token: Token, lent: Decimal | None, bare: Decimal | None) -> Decimal:
    number, unit = token.number or Decimal(0), token.unit
    if unit is None and number < _BARE_THOUSANDS.stop:
        unit = lent or (bare if number >= _BARE_THOUSANDS.start else None)
    return number * (unit or 1)


def find_period(tokens: Sequence[Token]) -> Period | None:
    """A period that the whole text is about: `hourly london`, `day rate`, `per month`."""
    for at, token in enumerate(tokens):
        key = token.key
        if token.is_used:
            continue
        if key in _ADVERBS:
            return _PERIODS[key]
        after = tokens[at + 1].key if at + 1 < len(tokens) else ""
        if key == "per" and after in _BARE_PERIODS:
            return _PERIODS[after]
        if key in _BARE_PERIODS and after in {"rate", "rates", "salary", "wage", "pay"}:
            return _PERIODS[key]
    return None
