"""When a person works, against the clock and calendar of the place where they are."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from hiring.public_holidays import find_country, list_countries, list_holidays, list_regions
from hiring.work_calendar import (
    DAY,
    DEFAULT_CALENDAR,
    HOUR,
    Absence,
    WorkCalendar,
    add_working_days,
    find_date,
    find_end_of_day,
    find_evening_before,
    find_last_hour,
    find_next_opening,
    find_zone,
    is_open,
    postpone_to_working_day,
)
from tests.hiring.working_days import is_working_day

ROOT = Path(__file__).parent.parent.parent
ZONES = [
    "Europe/Berlin",
    "America/New_York",
    "America/St_Johns",  # half an hour off, with daylight saving
    "Asia/Kolkata",  # half an hour off
    "Asia/Kathmandu",
    "Australia/Lord_Howe",  # daylight saving of half an hour
    "Pacific/Chatham",
    "Africa/Cairo",  # daylight saving begins at midnight, which is skipped
    "America/Havana",  # it ends at one o'clock, so midnight comes twice
    "Asia/Jerusalem",
    "Pacific/Kiritimati",
    "UTC",
    "Mars/Olympus",
]
relaxed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
SUNDAY_TO_THURSDAY = frozenset({6, 0, 1, 2, 3})


def at(zone: str, *when: int) -> int:
    """A time on the clock of a zone: year, month, day, hour, minute."""
    return int(datetime(*when, tzinfo=ZoneInfo(zone)).timestamp())  # type: ignore[misc, arg-type]


def read_clock(moment: int, calendar: WorkCalendar) -> datetime:
    return datetime.fromtimestamp(moment, find_zone(calendar))


dates = st.dates(date(2025, 1, 1), date(2028, 12, 31))
times = st.integers(at("UTC", 2025, 1, 1), at("UTC", 2028, 12, 31))
absences = st.builds(
    lambda first, days: Absence(first, first + timedelta(days=days)), dates, st.integers(0, 40)
)
hours = st.lists(st.integers(0, 96), min_size=2, max_size=2, unique=True).map(sorted)
calendars = st.builds(
    lambda zone, days, opens_and_closes, country, away: WorkCalendar(
        zone,
        days,
        opens_and_closes[0] * 15,
        opens_and_closes[1] * 15,
        country,
        absences=tuple(away),
        utc_offset=5 * HOUR + 1800,
    ),
    st.sampled_from(ZONES),
    st.one_of(
        st.sampled_from([DEFAULT_CALENDAR.days, SUNDAY_TO_THURSDAY, frozenset({1, 3})]),
        st.frozensets(st.integers(0, 6), min_size=1),
    ),
    st.one_of(st.just([9 * 4, 17 * 4]), hours),
    st.sampled_from(["", "DE", "US", "IL", "JP", "XX"]),
    st.lists(absences, max_size=4),
)


@relaxed
@given(times, calendars)
@example(at("Africa/Cairo", 2026, 4, 23, 23, 59), WorkCalendar("Africa/Cairo", opens=0))
@example(at("America/Havana", 2026, 11, 1, 0, 30), WorkCalendar("America/Havana", closes=24 * 60))
def test_the_next_opening_is_the_first_that_is_open(moment: int, calendar: WorkCalendar) -> None:
    """It is not before the time, is in the days and hours, and nothing between is open."""
    opening = find_next_opening(moment, calendar)

    assert opening >= moment
    assert is_open(opening, calendar)
    assert is_open(moment, calendar) == (opening == moment)
    assert is_working_day(opening, calendar)
    day = find_date(opening, calendar)
    assert not any(absence.first <= day <= absence.last for absence in calendar.absences)
    between = range(moment, opening, max(60, (opening - moment) // 50))
    assert not any(is_open(each, calendar) for each in between)


@relaxed
@given(times, st.integers(0, 20 * DAY), calendars)
def test_a_later_time_never_opens_earlier(moment: int, later: int, calendar: WorkCalendar) -> None:
    opening = find_next_opening(moment, calendar)

    assert opening <= find_next_opening(moment + later, calendar)


@relaxed
@given(times, calendars)
def test_the_last_hour_is_within_the_hours_of_the_day_that_opens_next(
    moment: int, calendar: WorkCalendar
) -> None:
    last = find_last_hour(moment, calendar)

    assert find_date(last, calendar) == find_date(find_next_opening(moment, calendar), calendar)
    assert is_open(last, calendar)
    assert not is_open(last + HOUR, calendar) or not is_open(last + HOUR - 60, calendar)


@relaxed
@given(times, st.integers(0, 12), calendars)
@example(at("Africa/Cairo", 2026, 4, 23, 0, 0), 1, WorkCalendar("Africa/Cairo"))
def test_working_days_are_added_one_by_one_and_keep_the_time_of_day(
    moment: int, days: int, calendar: WorkCalendar
) -> None:
    """What happens on a day off counts from the midnight at which the next working day begins."""
    later = add_working_days(moment, days, calendar)
    begun = read_clock(moment, calendar)
    wanted = begun.time().replace(fold=0) if is_working_day(moment, calendar) else time()

    assert is_working_day(later, calendar)
    counted = [
        day
        for day in _list_dates(moment, later, calendar)
        if is_working_day(_find_noon(day, calendar), calendar)
    ]
    assert len(counted) == days + 1
    clock = read_clock(later, calendar)
    skipped = datetime.combine(clock.date(), wanted, clock.tzinfo).astimezone(UTC)
    assert clock.time().replace(fold=0) == wanted or skipped.timestamp() == later


def _list_dates(first: int, last: int, calendar: WorkCalendar) -> list[date]:
    day, end = find_date(first, calendar), find_date(last, calendar)
    return [day + timedelta(days=count) for count in range((end - day).days + 1)]


def _find_noon(day: date, calendar: WorkCalendar) -> int:
    return int(datetime.combine(day, time(12), find_zone(calendar)).timestamp())


@relaxed
@given(times, calendars)
def test_a_postponed_time_keeps_its_time_of_day_and_stays_where_it_was_on_a_working_day(
    moment: int, calendar: WorkCalendar
) -> None:
    postponed = postpone_to_working_day(moment, calendar)

    assert is_working_day(postponed, calendar)
    assert (postponed == moment) == is_working_day(moment, calendar)
    assert postponed >= moment


@relaxed
@given(times, calendars)
def test_a_day_ends_in_the_second_before_another_date(moment: int, calendar: WorkCalendar) -> None:
    end = find_end_of_day(moment, calendar)

    assert find_date(end, calendar) == find_date(moment, calendar)
    assert find_date(end + 1, calendar) == find_date(moment, calendar) + timedelta(days=1)


@relaxed
@given(times, calendars)
def test_the_evening_before_is_at_six_on_an_earlier_day(
    moment: int, calendar: WorkCalendar
) -> None:
    clock = read_clock(find_evening_before(moment, calendar), calendar)

    assert (clock.hour, clock.minute) == (18, 0)
    assert 1 <= (find_date(moment, calendar) - clock.date()).days <= 7


def test_the_evening_before_a_monday_is_on_friday_unless_nobody_works_in_the_week_before() -> None:
    monday = at("UTC", 2026, 11, 30, 10, 0)
    away = WorkCalendar(absences=(Absence(date(2026, 11, 16), date(2026, 11, 29)),))

    assert find_evening_before(monday, DEFAULT_CALENDAR) == at("UTC", 2026, 11, 27, 18, 0)
    assert find_evening_before(monday, away) == at("UTC", 2026, 11, 29, 18, 0)


@pytest.mark.parametrize(
    ("zone", "friday", "monday"),
    [
        ("Europe/Berlin", (2026, 3, 27), (2026, 3, 30)),
        ("Europe/Berlin", (2026, 10, 23), (2026, 10, 26)),
        ("America/New_York", (2026, 3, 6), (2026, 3, 9)),
        ("Australia/Lord_Howe", (2026, 4, 3), (2026, 4, 6)),
    ],
)
def test_the_clock_on_the_wall_stays_when_daylight_saving_begins_or_ends(
    zone: str, friday: tuple[int, ...], monday: tuple[int, ...]
) -> None:
    calendar = WorkCalendar(zone)

    assert add_working_days(at(zone, *friday, 16, 30), 1, calendar) == at(zone, *monday, 16, 30)
    assert find_next_opening(at(zone, *friday, 17, 0), calendar) == at(zone, *monday, 9, 0)
    assert at(zone, *monday, 9, 0) - at(zone, *friday, 9, 0) != 3 * DAY


def test_a_time_that_the_clock_skips_is_later_and_one_that_it_shows_twice_is_the_first() -> None:
    every_day = WorkCalendar("Europe/Berlin", days=frozenset(range(7)))
    saturdays = {"begins": (2026, 3, 28, 2, 30), "ends": (2026, 10, 24, 2, 30)}
    begins, ends = (
        add_working_days(at("Europe/Berlin", *when), 1, every_day) for when in saturdays.values()
    )

    assert begins == at("UTC", 2026, 3, 29, 1, 30)  # 3:30 in summer time
    assert ends == at("UTC", 2026, 10, 25, 0, 30)  # 2:30 in summer time, not in winter time


def test_a_week_from_sunday_to_thursday_is_open_on_sunday_and_not_on_friday() -> None:
    israel = WorkCalendar("Asia/Jerusalem", SUNDAY_TO_THURSDAY)
    thursday, sunday = ((2026, 11, day) for day in (26, 29))

    assert find_next_opening(at("Asia/Jerusalem", *thursday, 17, 0), israel) == at(
        "Asia/Jerusalem", *sunday, 9, 0
    )
    assert add_working_days(at("Asia/Jerusalem", *thursday, 12, 0), 1, israel) == at(
        "Asia/Jerusalem", *sunday, 12, 0
    )


def test_someone_who_works_two_days_a_week_has_a_week_for_two_working_days() -> None:
    part_timer = WorkCalendar("Europe/London", frozenset({1, 3}))
    tuesday = at("Europe/London", 2026, 11, 24, 11, 0)

    assert [
        (add_working_days(tuesday, days, part_timer) - tuesday) // DAY for days in range(4)
    ] == [
        0,
        2,
        7,
        9,
    ]


def test_an_absence_keeps_what_is_sent_away_and_makes_nobody_else_wait() -> None:
    """Over Christmas: the holidays are no working days; the days off beside them are."""
    away = WorkCalendar(
        "Europe/Berlin",
        country="DE",
        absences=(Absence(date(2026, 12, 23), date(2027, 1, 3)),),
    )
    wednesday = at("Europe/Berlin", 2026, 12, 23, 10, 0)

    assert not is_open(wednesday, away)
    assert find_next_opening(wednesday, away) == at("Europe/Berlin", 2027, 1, 4, 9, 0)
    assert is_working_day(wednesday, away)
    assert add_working_days(wednesday, 2, away) == at("Europe/Berlin", 2026, 12, 28, 10, 0)


def test_absences_that_follow_each_other_in_any_order_are_one() -> None:
    away = WorkCalendar(
        absences=(
            Absence(date(2026, 12, 3), date(2026, 12, 8)),
            Absence(date(2026, 12, 1), date(2026, 12, 2)),
            Absence(date(2026, 12, 4), date(2026, 12, 7)),
        )
    )

    assert find_next_opening(at("UTC", 2026, 12, 1, 9, 0), away) == at("UTC", 2026, 12, 9, 9, 0)


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "Europe", "../etc/passwd", "a\0b"])
def test_an_unknown_zone_is_the_present_offset_and_without_a_sensible_one_utc(zone: str) -> None:
    noon = at("UTC", 2026, 11, 24, 12, 0)

    assert find_end_of_day(noon, WorkCalendar(zone, utc_offset=5 * HOUR)) == noon + 7 * HOUR - 1
    assert find_end_of_day(noon, WorkCalendar(zone, utc_offset=10**9)) == noon + 12 * HOUR - 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"days": frozenset()},
        {"days": frozenset({7})},
        {"opens": 600, "closes": 600},
        {"closes": 24 * 60 + 1},
        {"opens": -1},
    ],
)
def test_nobody_works_on_no_day_or_closes_before_they_open(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"a (person|day)"):
        WorkCalendar(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("zone", "country"),
    [
        ("Europe/Oslo", "NO"),
        ("America/Los_Angeles", "US"),
        ("US/Pacific", "US"),  # former names
        ("Asia/Calcutta", "IN"),
        ("Europe/Kiev", "UA"),
        ("UTC", ""),
        ("Etc/GMT-3", ""),
        ("Mars/Olympus", ""),
    ],
)
def test_the_country_of_a_zone_is_known_where_it_has_one(zone: str, country: str) -> None:
    assert find_country(zone) == country


def test_holidays_are_those_of_the_country_and_of_its_part_where_that_is_known() -> None:
    corpus_christi = date(2026, 6, 4)

    assert date(2026, 10, 3) in list_holidays("DE", "", 2026)
    assert corpus_christi not in list_holidays("DE", "", 2026)
    assert corpus_christi in list_holidays("DE", "BY", 2026)
    assert list_holidays("DE", "ATLANTIS", 2026) == list_holidays("DE", "", 2026)
    assert not list_holidays("XX", "", 2026)
    assert not list_holidays("", "", 2026)
    assert list_regions("DE")["BY"] == "Bayern"
    assert list_regions("US")["CA"] == "California"
    assert not list_regions("XX")


def test_countries_are_listed_by_name_and_each_has_holidays() -> None:
    countries = list_countries()

    assert countries["DE"] == "Germany"
    assert list(countries.values()) == sorted(countries.values())
    assert all(list_holidays(code, "", 2026) for code in ("DE", "US", "GB", "IN", "BR", "JP"))


def test_starting_does_not_wait_for_the_holidays() -> None:
    """They take a tenth of a second to import, so the first who needs them does.

    So do the examples of all messages, which only some commands need.
    """
    code = "import app, sys; sys.exit('holidays' in sys.modules or 'blocks.gallery' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0  # noqa: S603 - our own interpreter
