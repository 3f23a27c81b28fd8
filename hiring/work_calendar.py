"""When a person works: days, hours, holidays and absence, in the time zone of their profile.

Days, a person's hours and the time of day that a due time keeps are those of the clock on the wall,
so they stay the same when daylight saving begins or ends. Times are in seconds since 1970.

Two questions have different answers. *Working days* (weekdays without holidays) count how long
others wait for somebody. *Open* is when something may be sent: in the hours of a working day on
which the person isn't absent. So an absence keeps the reminders away, and the team is not kept
waiting until it ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from hiring.public_holidays import list_holidays

HOUR = 3600
DAY = 24 * HOUR
MINUTES_OF_DAY = 24 * 60
AFTERNOON = 14 * 60
EVENING = 18 * 60
MONDAY_TO_FRIDAY = frozenset(range(5))
_DAYS_OF_WEEK = frozenset(range(7))
_DAYS_BEFORE = 7
_WIDEST_OFFSET = 14 * HOUR


class KitTime(StrEnum):
    """When a person wants the kit of an interview."""

    EVENING_BEFORE = "evening_before"
    HOUR_BEFORE = "hour_before"


@dataclass(frozen=True, slots=True)
class Absence:
    """From the first day to the last, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """`days`: Monday is 0. `opens` and `closes` in minutes after midnight.

    `country` is an ISO 3166 code of two letters, empty for no holidays; `region` is a part of it,
    such as a state. `utc_offset`, in seconds east of UTC, counts where the zone's name is unknown.
    ValueError without a working day, or if the day doesn't close after it opens.
    """

    zone: str = "UTC"
    days: frozenset[int] = MONDAY_TO_FRIDAY
    opens: int = 9 * 60
    closes: int = 17 * 60
    country: str = ""
    region: str = ""
    absences: tuple[Absence, ...] = ()
    utc_offset: int = 0
    kit: KitTime = KitTime.EVENING_BEFORE

    def __post_init__(self) -> None:
        if not self.days or not self.days <= _DAYS_OF_WEEK:
            raise ValueError("a person works on at least one of the seven days")
        if not 0 <= self.opens < self.closes <= MINUTES_OF_DAY:
            raise ValueError("a day closes after it opens")


DEFAULT_CALENDAR = WorkCalendar()


def find_date(at: int, calendar: WorkCalendar) -> date:
    """The date of a time where the person is."""
    return _read_clock(at, calendar).date()


def postpone_to_working_day(at: int, calendar: WorkCalendar) -> int:
    """The same time of day on the first working day from a time on."""
    local = _read_clock(at, calendar)
    day = _find_working_date(local.date(), calendar)
    return at if day == local.date() else _find_time(day, local.time(), calendar)


def add_working_days(at: int, days: int, calendar: WorkCalendar) -> int:
    """The time of day of `at`, so many working days later.

    Whatever happens on a day off counts as if it happened when the next working day begins, at
    midnight, so that a whole working day is left after it.
    """
    local = _read_clock(at, calendar)
    day, clock = _find_working_date(local.date(), calendar), local.time()
    if day != local.date():
        clock = time()
    elif not days:
        return at
    for _ in range(days):
        day = _find_working_date(day + timedelta(days=1), calendar)
    return _find_time(day, clock, calendar)


def find_end_of_day(at: int, calendar: WorkCalendar) -> int:
    """The last second of a time's day."""
    return _find_minute(find_date(at, calendar), MINUTES_OF_DAY, calendar) - 1


def find_closing(at: int, calendar: WorkCalendar) -> int:
    """When the person's hours end on a time's day."""
    return _find_minute(find_date(at, calendar), calendar.closes, calendar)


def find_afternoon(at: int, calendar: WorkCalendar) -> int:
    """14:00 on a time's day."""
    return _find_minute(find_date(at, calendar), AFTERNOON, calendar)


def is_open(at: int, calendar: WorkCalendar) -> bool:
    """Whether something may be sent to the person at a time."""
    return find_next_opening(at, calendar) == at


def find_next_opening(at: int, calendar: WorkCalendar) -> int:
    """The first time from `at` on at which something may be sent; `at` itself if it is open."""
    return max(at, _find_open_hours(at, calendar)[0])


def find_last_hour(at: int, calendar: WorkCalendar) -> int:
    """When the last working hour begins, on the day on which the person is open next."""
    opening, closing = _find_open_hours(at, calendar)
    return max(opening, closing - HOUR)


def find_kit_time(at: int, calendar: WorkCalendar) -> int:
    """When the person wants the kit of an interview that begins at a time."""
    if calendar.kit is KitTime.HOUR_BEFORE:
        return at - HOUR
    return find_evening_before(at, calendar)


def find_evening_before(at: int, calendar: WorkCalendar) -> int:
    """18:00 on the last day before `at` on which the person works.

    It is the day before if they work on none of the seven days before.
    """
    today = find_date(at, calendar)
    days = [today - timedelta(days=count) for count in range(1, _DAYS_BEFORE + 1)]
    evening = next((day for day in days if _is_open_date(day, calendar)), days[0])
    return _find_minute(evening, EVENING, calendar)


def find_morning_of(at: int, calendar: WorkCalendar) -> int:
    """When the last day opens that the person works on and that has opened by `at`.

    It is `at` itself if they work on none of the seven days before.
    """
    today = find_date(at, calendar)
    days = [today - timedelta(days=count) for count in range(_DAYS_BEFORE + 1)]
    openings = (
        _find_minute(day, calendar.opens, calendar) for day in days if _is_open_date(day, calendar)
    )
    return next((opening for opening in openings if opening <= at), at)


def find_zone(calendar: WorkCalendar) -> tzinfo:
    """The time zone of a calendar."""
    return _load_zone(calendar.zone, calendar.utc_offset)


def _find_open_hours(at: int, calendar: WorkCalendar) -> tuple[int, int]:
    """The opening and the closing of the first open day that closes after a time."""
    day = find_date(at, calendar)
    while True:
        day = _skip_absences(day, calendar)
        if _is_working_date(day, calendar):
            opening = _find_minute(day, calendar.opens, calendar)
            closing = _find_minute(day, calendar.closes, calendar)
            if max(at, opening) < closing:
                return opening, closing
        day += timedelta(days=1)


def _skip_absences(day: date, calendar: WorkCalendar) -> date:
    """The first day from `day` on that is in no absence."""
    for absence in sorted(calendar.absences, key=lambda each: each.first):
        if absence.first <= day <= absence.last:
            day = absence.last + timedelta(days=1)
    return day


def _find_working_date(day: date, calendar: WorkCalendar) -> date:
    """The first working day from a date on."""
    while not _is_working_date(day, calendar):
        day += timedelta(days=1)
    return day


def _is_open_date(day: date, calendar: WorkCalendar) -> bool:
    return _is_working_date(day, calendar) and _skip_absences(day, calendar) == day


def _is_working_date(day: date, calendar: WorkCalendar) -> bool:
    return day.weekday() in calendar.days and day not in list_holidays(
        calendar.country, calendar.region, day.year
    )


def _read_clock(at: int, calendar: WorkCalendar) -> datetime:
    """What clock and calendar of the person show at a time."""
    return datetime.fromtimestamp(at, find_zone(calendar))


def _find_minute(day: date, minutes: int, calendar: WorkCalendar) -> int:
    """When so many minutes of a day have passed by the clock; a whole day is the next midnight."""
    days, minutes = divmod(minutes, MINUTES_OF_DAY)
    clock = time(*divmod(minutes, 60))
    return _find_time(day + timedelta(days=days), clock, calendar)


def _find_time(day: date, clock: time, calendar: WorkCalendar) -> int:
    """When the person's clock shows a time of day.

    If it shows it twice, the first counts. If daylight saving skips it, so much later.
    """
    return int(datetime.combine(day, clock.replace(fold=0), find_zone(calendar)).timestamp())


@lru_cache(maxsize=1024)
def _load_zone(name: str, utc_offset: int) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        offset = utc_offset if abs(utc_offset) <= _WIDEST_OFFSET else 0
        return timezone(timedelta(seconds=offset))
