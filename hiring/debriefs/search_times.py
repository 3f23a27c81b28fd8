"""Times as people type them in a search: months, quarters, years, `last week`, `since february`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final, TypeAlias

from hiring.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

YEAR: Final = 12  # months
QUARTER: Final = 3  # months
WEEK: Final = 7  # days


@dataclass(frozen=True)
class Month:
    """A month of a year; of any year, or a whole year, where the other is None."""

    year: int | None
    month: int | None

    def includes(self, at: int) -> bool:
        """Whether a time is in it, in UTC."""
        day = datetime.fromtimestamp(at, UTC)
        return self.year in {None, day.year} and self.month in {None, day.month}

    @property
    def starts_at(self) -> int:
        """Before any time in it, in any time zone; 0 where that can't be told."""
        return Span(date(self.year, self.month or 1, 1)).starts_at if self.year else 0


@dataclass(frozen=True)
class Span:
    """The days from `first` until the one before `end`; None: no matter how early or late."""

    first: date | None = None
    end: date | None = None

    def includes(self, at: int) -> bool:
        """Whether a time is in it, in UTC."""
        day = datetime.fromtimestamp(at, UTC).date()
        return (self.first is None or self.first <= day) and (self.end is None or day < self.end)

    @property
    def starts_at(self) -> int:
        """Before any time in it, in any time zone; 0 where that can't be told."""
        if self.first is None:
            return 0
        first = datetime(self.first.year, self.first.month, self.first.day, tzinfo=UTC)
        return max(int((first - timedelta(days=1)).timestamp()), 0)


Period: TypeAlias = Month | Span

MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            *("january jan", "february feb", "march mar", "april apr", "may", "june jun"),
            *("july jul", "august aug", "september sep sept", "october oct", "november nov"),
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
_YEAR: Final = re.compile(r"20\d\d")
_YEAR_FIRST: Final = re.compile(r"(20\d\d)[-./](0?[1-9]|1[0-2])([-./](?:0?[1-9]|[12]\d|3[01]))?")
_MONTH_FIRST: Final = re.compile(r"(0?[1-9]|1[0-2])[-./](20\d\d)")
_DAY: Final = re.compile(r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?")
_QUARTER: Final = re.compile(r"q([1-4])")
_TO: Final = frozenset({"to", "until", "till", "through", "thru", "and", "-", "\u2013"})
_DASH: Final = re.compile(r"([a-zA-Z]+)[-\u2013]([a-zA-Z]+)")


@dataclass(frozen=True)
class TimeRead:
    """The times that words begin with, how many words that were, and whether a day was named.

    Nothing is searched by day, so a day stands for its month.
    """

    periods: tuple[Period, ...]
    length: int
    day: bool = False


def read_time(words: Sequence[str], today: date, mend: Callable[[str], str]) -> TimeRead | None:
    """The times at the beginning of some words; None if they begin with none.

    `mend` gives a word as it was meant.
    """
    first, *rest = [normalize(word) for word in words]
    if first in {"since", "after", "before"} and (of := _read_plain(words[1:], today, mend)):
        spans = [_make_span(each, today) for each in of.periods]
        if first == "before":
            bounded = Span(None, spans[0].first)
        else:
            bounded = Span(spans[0].first if first == "since" else spans[-1].end)
        return TimeRead((bounded,), of.length + 1, of.day)
    lead = int(first in {"between", "from"} and bool(rest))
    begin = _read_plain(words[lead:], today, mend)
    if begin is None:
        return None
    after = lead + begin.length
    joins = words[after : after + 1]
    joint = (normalize(joins[0]) or joins[0]) if joins else ""
    if joint in _TO and (joint != "and" or first == "between"):
        end = _read_plain(words[after + 1 :], today, mend)
        if end:
            periods = _fill(begin.periods[0], end.periods[-1], today)
            return TimeRead(periods, after + 1 + end.length, begin.day or end.day)
    return TimeRead(begin.periods, after, begin.day)


def _read_plain(words: Sequence[str], today: date, mend: Callable[[str], str]) -> TimeRead | None:
    """A month, a quarter, a year, or what is counted from today."""
    if not words:
        return None
    keys = [normalize(word) for word in words[:3]]
    return (
        _read_numbers(words[0].strip(",;:?!()"), keys)
        or _read_relative(keys, today)
        or _read_months(words[0].strip(",;:?!()"), keys[1:], today, mend)
        or _read_month(words, keys, mend)
    )


def _read_numbers(raw: str, keys: Sequence[str]) -> TimeRead | None:
    """`2027`, `2027-03`, `3/2027`, `q1` or `q1 2027`."""
    if match := _YEAR_FIRST.fullmatch(raw):
        return TimeRead((Month(int(match[1]), int(match[2])),), 1, bool(match[3]))
    if match := _MONTH_FIRST.fullmatch(raw):
        return TimeRead((Month(int(match[2]), int(match[1])),), 1)
    if _YEAR.fullmatch(keys[0]):
        return TimeRead((Month(int(keys[0]), None),), 1)
    if match := _QUARTER.fullmatch(keys[0]):
        year = _read_year(keys, 1)
        begin = (int(match[1]) - 1) * QUARTER
        months = tuple(Month(year, begin + each) for each in range(1, QUARTER + 1))
        return TimeRead(months, 1 + bool(year))
    return None


def _read_months(
    raw: str, following: Sequence[str], today: date, mend: Callable[[str], str]
) -> TimeRead | None:
    """`jan-mar`, perhaps with a year."""
    if both := _DASH.fullmatch(raw):
        first, last = (MONTHS.get(mend(name)) for name in both.groups())
        if first and last:
            year = _read_year(following, 0)
            return TimeRead(_fill(Month(None, first), Month(year, last), today), 1 + bool(year))
    return None


def _read_month(
    words: Sequence[str], keys: Sequence[str], mend: Callable[[str], str]
) -> TimeRead | None:
    """`march`, `march 2027`, `2 march` or `march 2`."""
    before = bool(_DAY.fullmatch(keys[0])) and len(keys) > 1
    number = MONTHS.get(mend(words[1] if before else words[0]))
    if number is None:
        return None
    after = not before and len(keys) > 1 and bool(_DAY.fullmatch(keys[1]))
    length = 1 + before + after
    keys = [normalize(word) for word in words[: length + 1]]
    year = _read_year(keys, length)
    return TimeRead((Month(year, number),), length + bool(year), before or after)


def _read_year(keys: Sequence[str], at: int) -> int | None:
    return int(keys[at]) if at < len(keys) and _YEAR.fullmatch(keys[at]) else None


def _read_relative(  # noqa: PLR0911 - a case each
    keys: Sequence[str], today: date
) -> TimeRead | None:
    """What is counted from today: `this month`, `last year`, `last 3 weeks`, `yesterday`."""
    [which, unit, more] = [*keys, "", ""][:3]
    if which in {"today", "yesterday"}:
        day = today - timedelta(days=which == "yesterday")
        return TimeRead((Span(day, day + timedelta(days=1)),), 1)
    last = which in {"last", "past", "previous"}
    if last and unit.isdecimal() and len(unit) <= 3 and more.rstrip("s") in _DAYS:  # noqa: PLR2004
        return TimeRead((Span(_go_back(today, int(unit) * _DAYS[more.rstrip("s")])),), 3)
    if not last and which != "this":
        return None
    month = today.replace(day=1)
    match unit:
        case "week":
            monday = today - timedelta(days=today.weekday() + WEEK * last)
            return TimeRead((Span(monday, monday + timedelta(days=WEEK)),), 2)
        case "month":
            month = _add_months(month, -int(last))
            return TimeRead((Month(month.year, month.month),), 2)
        case "quarter":
            first = _add_months(month, -((month.month - 1) % QUARTER) - QUARTER * last)
            return TimeRead((Span(first, _add_months(first, QUARTER)),), 2)
        case "year":
            return TimeRead((Month(today.year - last, None),), 2)
    return None


_EARLIEST: Final = date(2000, 1, 1)
_DAYS: Final = {"day": 1, "week": WEEK, "month": 30, "year": 365}


def _go_back(today: date, days: int) -> date:
    return date.fromordinal(max(today.toordinal() - days, _EARLIEST.toordinal()))


def _fill(begin: Period, end: Period, today: date) -> tuple[Period, ...]:
    """What lies from one time to another; months without a year are those of any year."""
    if isinstance(begin, Month) and isinstance(end, Month):
        first, last = begin.month, end.month
        if first and last and begin.year is None and end.year is None:
            count = (last - first) % YEAR + 1
            return tuple(Month(None, (first - 1 + each) % YEAR + 1) for each in range(count))
        if first and last and begin.year is None and end.year is not None:
            begin = Month(end.year - (first > last), first)
    return (Span(_make_span(begin, today).first, _make_span(end, today).end),)


def _make_span(period: Period, today: date) -> Span:
    """The days of a time; a month without a year is the last one that has begun."""
    if isinstance(period, Span):
        return period
    year = period.year or today.year - ((period.month or 1) > today.month)
    first = date(year, period.month or 1, 1)
    return Span(first, _add_months(first, 1 if period.month else YEAR))


def _add_months(first: date, months: int) -> date:
    """The first day of the month that is so many later."""
    number = first.year * YEAR + first.month - 1 + months
    return date(number // YEAR, number % YEAR + 1, 1)
