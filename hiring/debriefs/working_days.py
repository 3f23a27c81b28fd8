"""Working days: Monday to Friday where a person is. Times and offsets are in seconds."""

from __future__ import annotations

HOUR = 3600
DAY = 24 * HOUR
_FIRST_WEEKDAY = 3  # 1 January 1970 was a Thursday; Monday is 0
_WORKING_DAYS = 5


def is_working_day(at: int, utc_offset: int) -> bool:
    """Whether a time falls on Monday to Friday, `utc_offset` east of UTC."""
    return ((at + utc_offset) // DAY + _FIRST_WEEKDAY) % 7 < _WORKING_DAYS


def add_working_days(at: int, days: int, utc_offset: int) -> int:
    """The time of day of `at`, so many working days later.

    Whatever happens on a day off counts as if it happened when the next working day begins, so that
    a whole working day is left after it.
    """
    while not is_working_day(at, utc_offset):
        at = end_of_day(at, utc_offset) + 1
    for _ in range(days):
        at += DAY
        while not is_working_day(at, utc_offset):
            at += DAY
    return at


def end_of_day(at: int, utc_offset: int) -> int:
    """The last second of a time's day."""
    return ((at + utc_offset) // DAY + 1) * DAY - utc_offset - 1
