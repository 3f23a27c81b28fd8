"""When people want to be written to: what each person has set, and an administrator for all.

Both are `Preferences`. What somebody left as it was is None and follows the workspace, also when an
administrator changes that later.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hiring.formats import StoredFormat
from hiring.public_holidays import find_country
from hiring.work_calendar import (
    DEFAULT_CALENDAR,
    Absence,
    KitTime,
    WorkCalendar,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

BY_ZONE: Final = "zone"
NO_HOLIDAYS: Final = "none"
MOST_REMINDERS: Final = 10
MOST_ABSENCES: Final = 10


@dataclass(frozen=True, slots=True)
class Hours:
    """When the working day begins and ends, in minutes after midnight."""

    opens: int
    closes: int


@dataclass(frozen=True, slots=True)
class Preferences:
    """`days`: Monday is 0. `holidays`: BY_ZONE, NO_HOLIDAYS, a country such as "DE", or "DE-BY".

    `absences` are a person's own, `reminders` (how many there are of one thing at most) is set for
    the whole workspace.
    """

    days: tuple[int, ...] | None = None
    hours: Hours | None = None
    holidays: str | None = None
    kit: KitTime | None = None
    absences: tuple[Absence, ...] = ()
    reminders: int | None = None


FORMAT: Final = StoredFormat("settings for reminders", Preferences)

NOTHING_SET = Preferences()
USUAL = Preferences(
    tuple(sorted(DEFAULT_CALENDAR.days)),
    Hours(DEFAULT_CALENDAR.opens, DEFAULT_CALENDAR.closes),
    BY_ZONE,
    DEFAULT_CALENDAR.kit,
)


def combine(own: Preferences, defaults: Preferences = NOTHING_SET) -> Preferences:
    """What counts: what somebody has set, else the defaults, else what is usual.

    How many reminders that is stays None where nobody has set it.
    """
    return Preferences(
        own.days or defaults.days or USUAL.days,
        own.hours or defaults.hours or USUAL.hours,
        own.holidays or defaults.holidays or USUAL.holidays,
        own.kit or defaults.kit or USUAL.kit,
        own.absences,
        defaults.reminders if own.reminders is None else own.reminders,
    )


def leave_out_defaults(own: Preferences, defaults: Preferences = NOTHING_SET) -> Preferences:
    """What somebody has set that differs from what would count without it."""
    usual = combine(defaults)
    return Preferences(
        None if own.days == usual.days else own.days,
        None if own.hours == usual.hours else own.hours,
        None if own.holidays == usual.holidays else own.holidays,
        None if own.kit == usual.kit else own.kit,
        own.absences,
        own.reminders,
    )


def drop_past_absences(absences: Iterable[Absence], today: date) -> tuple[Absence, ...]:
    """Those that aren't over, the first to begin first."""
    present = (each for each in absences if each.last >= today)
    return tuple(sorted(set(present), key=lambda each: (each.first, each.last)))


def build_calendar(
    own: Preferences, workspace: Preferences, zone: str, utc_offset: int
) -> WorkCalendar:
    """When a person works. `zone` and `utc_offset` are those of their profile."""
    counting, usual = combine(own, workspace), DEFAULT_CALENDAR
    hours = counting.hours or Hours(usual.opens, usual.closes)
    country, _, region = find_holidays(counting.holidays or BY_ZONE, zone).partition("-")
    return WorkCalendar(
        zone,
        frozenset(counting.days or usual.days),
        hours.opens,
        hours.closes,
        country,
        region,
        own.absences,
        utc_offset,
        counting.kit or usual.kit,
    )


def find_holidays(holidays: str, zone: str) -> str:
    """The country, or its part, of which the holidays count; empty for none."""
    if holidays == NO_HOLIDAYS:
        return ""
    return find_country(zone) if holidays == BY_ZONE else holidays
