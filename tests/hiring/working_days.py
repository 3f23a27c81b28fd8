"""What a working day is, said apart from the code that counts them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from hiring.public_holidays import list_holidays
from hiring.work_calendar import find_zone

if TYPE_CHECKING:
    from hiring.work_calendar import WorkCalendar


def is_working_day(at: int, calendar: WorkCalendar) -> bool:
    """Whether a time falls on a working day; an absence changes nothing."""
    day = datetime.fromtimestamp(at, find_zone(calendar)).date()
    holidays = list_holidays(calendar.country, calendar.region, day.year)
    return day.weekday() in calendar.days and day not in holidays
