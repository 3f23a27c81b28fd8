"""What counts of what a person, an administrator and nobody has set."""

from __future__ import annotations

from datetime import date

import pytest

from hiring.preferences import (
    NO_HOLIDAYS,
    NOTHING_SET,
    USUAL,
    Hours,
    Preferences,
    build_calendar,
    combine,
    drop_past_absences,
    leave_out_defaults,
)
from hiring.work_calendar import DEFAULT_CALENDAR, HOUR, Absence, KitTime, find_kit_time

COMPANY = Preferences(days=(6, 0, 1, 2, 3), hours=Hours(480, 960), reminders=0)


def test_where_nothing_is_set_a_calendar_is_the_usual_one_in_the_zone_of_the_profile() -> None:
    calendar = build_calendar(NOTHING_SET, NOTHING_SET, "Europe/Berlin", 3600)

    assert (calendar.days, calendar.opens, calendar.closes) == (
        DEFAULT_CALENDAR.days,
        DEFAULT_CALENDAR.opens,
        DEFAULT_CALENDAR.closes,
    )
    assert (calendar.zone, calendar.utc_offset, calendar.country) == ("Europe/Berlin", 3600, "DE")


def test_ones_own_settings_come_before_the_workspaces_and_these_before_the_usual_ones() -> None:
    own = Preferences(days=(1, 3), kit=KitTime.HOUR_BEFORE)
    calendar = build_calendar(own, COMPANY, "Asia/Jerusalem", 0)

    assert calendar.days == {1, 3}
    assert (calendar.opens, calendar.closes) == (480, 960)
    assert calendar.kit is KitTime.HOUR_BEFORE
    assert combine(own, COMPANY).reminders == 0


@pytest.mark.parametrize(
    ("holidays", "place"),
    [
        (None, ("NO", "")),
        (NO_HOLIDAYS, ("", "")),
        ("FR", ("FR", "")),
        ("DE-BY", ("DE", "BY")),
    ],
)
def test_holidays_are_of_the_zones_country_another_one_or_none(
    holidays: str | None, place: tuple[str, str]
) -> None:
    calendar = build_calendar(Preferences(holidays=holidays), NOTHING_SET, "Europe/Oslo", 0)

    assert (calendar.country, calendar.region) == place


def test_what_is_as_the_workspace_has_it_goes_on_following_the_workspace() -> None:
    """Whoever only enters an absence is not left behind when the company's week changes."""
    away = (Absence(date(2026, 12, 1), date(2026, 12, 2)),)
    shown = combine(Preferences(absences=away), COMPANY)

    stored = leave_out_defaults(
        Preferences(shown.days, Hours(600, 960), shown.holidays, shown.kit, away), COMPANY
    )

    assert stored == Preferences(hours=Hours(600, 960), absences=away)
    assert leave_out_defaults(USUAL) == NOTHING_SET


def test_absences_that_are_over_are_dropped_and_the_others_are_in_order() -> None:
    past, today, next_year = (
        Absence(date(2026, 11, 1), date(2026, 11, 29)),
        Absence(date(2026, 11, 20), date(2026, 11, 30)),
        Absence(date(2027, 2, 1), date(2027, 2, 1)),
    )

    left = drop_past_absences((next_year, past, today, next_year), date(2026, 11, 30))

    assert left == (today, next_year)


def test_the_kit_comes_the_evening_before_or_an_hour_before() -> None:
    at = 1_795_600_800
    hour_before = build_calendar(Preferences(kit=KitTime.HOUR_BEFORE), NOTHING_SET, "UTC", 0)

    assert find_kit_time(at, hour_before) == at - HOUR
    assert find_kit_time(at, DEFAULT_CALENDAR) < at - HOUR
