"""*Reminder settings*: what is read from the form, what it says is wrong, and the sentences."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from blocks import preferences
from blocks.kit.elements import grouped_select
from blocks.preference_examples import AWAY, CHOICES, PART_TIME
from blocks.preferences import (
    HolidayChoices,
    ShownPreferences,
    build_preferences_form,
    describe_absence,
    describe_days,
    describe_hours,
    describe_preferences,
    describe_workspace_preferences,
    read_preferences,
    read_workspace_preferences,
    write_fields,
)
from hiring.errors import FormError
from hiring.preferences import BY_ZONE, USUAL, Hours, Preferences, combine
from hiring.public_holidays import list_countries, list_regions
from hiring.work_calendar import Absence, KitTime

if TYPE_CHECKING:
    from blocks.debriefs.values import Fields, Values

TODAY = date(2026, 11, 30)
PICKERS = {"opens": "selected_time", "closes": "selected_time"}


def send(fields: Fields, **changes: Any) -> Values:  # noqa: ANN401 - of fields
    """The values that Slack sends of a form with these fields, after some changes."""
    values: dict[str, dict[str, Any]] = {}
    for name, value in {**fields, **changes}.items():
        place = name.replace("__", "/")
        if isinstance(value, list):
            state: Any = {"selected_options": [{"value": each} for each in value]}
        elif place in {"holidays", "kit", "reminders"}:
            state = {"selected_option": {"value": value} if value else None}
        elif place in PICKERS:
            state = {"selected_time": value}
        else:
            state = {"selected_date": value}
        values[place] = {place: state}
    return values


def find_errors(**changes: Any) -> dict[str, str]:  # noqa: ANN401 - of fields
    with pytest.raises(FormError) as refused:
        read_preferences(send(write_fields(USUAL), **changes), TODAY)
    return refused.value.errors


@pytest.mark.parametrize("counting", [USUAL, PART_TIME])
def test_a_form_that_is_sent_as_it_was_opened_changes_nothing(counting: Preferences) -> None:
    assert read_preferences(send(write_fields(counting)), TODAY) == counting


def test_everything_in_the_form_is_read() -> None:
    read = read_preferences(
        send(
            write_fields(combine(Preferences(absences=AWAY))),
            days=["6", "0"],
            opens="07:30",
            closes="00:00",
            holidays="DE-BY",
            kit="hour_before",
            absences=["2027-02-15/2027-02-15"],
            first__1="2026-12-24",
            last__1="2026-12-26",
            first__2="2026-12-01",
        ),
        TODAY,
    )

    assert read == Preferences(
        (0, 6),
        Hours(450, 24 * 60),
        "DE-BY",
        KitTime.HOUR_BEFORE,
        (
            Absence(date(2026, 12, 1), date(2026, 12, 1)),
            Absence(date(2026, 12, 24), date(2026, 12, 26)),
            AWAY[1],
        ),
    )


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"days": []}, {"days": preferences.NO_DAYS}),
        ({"opens": None}, {"opens": preferences.NO_TIME}),
        ({"closes": None}, {"closes": preferences.NO_TIME}),
        ({"opens": "17:00"}, {"closes": preferences.BACKWARDS}),
        ({"opens": "18:00"}, {"closes": preferences.BACKWARDS}),
        ({"last__1": "2026-12-24"}, {"first/1": preferences.NO_FIRST_DAY}),
        (
            {"first__1": "2026-12-24", "last__1": "2026-12-23"},
            {"last/1": preferences.LAST_BEFORE_FIRST},
        ),
        ({"first__1": "2026-11-29"}, {"first/1": preferences.ALREADY_OVER}),
        (
            {"first__2": "2026-11-01", "last__2": "2026-11-29"},
            {"last/2": preferences.ALREADY_OVER},
        ),
        ({"first__1": "2026-12-01", "last__1": "2027-12-02"}, {"last/1": preferences.TOO_LONG}),
        (
            {"days": [], "first__1": "2026-11-29"},
            {"days": preferences.NO_DAYS, "first/1": preferences.ALREADY_OVER},
        ),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    changes: dict[str, Any], errors: dict[str, str]
) -> None:
    assert find_errors(**changes) == errors


def test_ten_absences_fit_and_an_eleventh_is_refused_at_the_last_field() -> None:
    days = [(TODAY + timedelta(days=step)).isoformat() for step in range(11)]
    ten = [f"{day}/{day}" for day in days[:9]]

    read = read_preferences(send(write_fields(USUAL), absences=ten, first__1=days[9]), TODAY)
    assert len(read.absences) == 10
    assert find_errors(absences=ten, first__1=days[9], first__2=days[10]) == {
        "first/2": preferences.TOO_MANY
    }


def test_an_absence_that_is_over_is_dropped_when_the_form_is_sent() -> None:
    over = ["2026-11-01/2026-11-29", "2026-11-01/2026-11-30"]

    read = read_preferences(send(write_fields(USUAL), absences=over), TODAY)

    assert read.absences == (Absence(date(2026, 11, 1), date(2026, 11, 30)),)


def test_the_workspaces_form_has_the_number_of_reminders() -> None:
    values = send(write_fields(USUAL, 3), reminders="0")
    assert read_workspace_preferences(values) == combine(USUAL, Preferences(reminders=0))
    with pytest.raises(FormError) as refused:
        read_workspace_preferences(send(write_fields(USUAL, 3), days=[]))
    assert refused.value.errors == {"days": preferences.NO_DAYS}


def test_every_country_with_each_of_its_parts_can_be_chosen_in_one_form() -> None:
    """Slack: a hundred headings with a hundred options each, and 250 kB for a view."""
    countries = list_countries()
    for code in ("IT", "DE", "US", "VA"):
        parts = {f"{code}-{part}": name for part, name in list_regions(code).items()}
        choices = HolidayChoices(countries[code], countries, countries[code], parts)
        for chosen in (BY_ZONE, code, *list(parts)[-1:]):
            filled = {**write_fields(USUAL), "holidays": chosen}
            view = build_preferences_form(ShownPreferences(filled, "UTC", 0, choices)).payload
            [field] = [each for each in view["blocks"] if each["block_id"] == "holidays"]
            assert field["element"]["initial_option"]["value"] == chosen
            assert len(str(view)) < 60_000


def test_a_country_that_is_no_longer_known_is_shown_as_the_usual_choice() -> None:
    filled = {**write_fields(USUAL), "holidays": "YU"}
    view = build_preferences_form(ShownPreferences(filled, "UTC", 0, CHOICES)).payload
    [field] = [each for each in view["blocks"] if each["block_id"] == "holidays"]
    assert field["element"]["initial_option"]["value"] == BY_ZONE


def test_a_picker_with_headings_may_have_nothing_chosen() -> None:
    menu = grouped_select("pick", "Pick", {"Letters": {"a": "A"}})
    assert menu.initial_option is None  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ((0, 1, 2, 3, 4), "Monday to Friday"),
        ((6, 0, 1, 2, 3), "Sunday to Thursday"),
        (range(7), "every day"),
        ((5, 6, 0), "Saturday to Monday"),
        ((1, 3), "Tuesday and Thursday"),
        ((0, 1), "Monday and Tuesday"),
        ((4, 0, 2), "Monday, Wednesday and Friday"),
        ((2,), "Wednesday"),
    ],
)
def test_days_are_named_as_people_do(days: Any, words: str) -> None:  # noqa: ANN401 - a row
    assert describe_days(tuple(days)) == words


def test_the_sentences_say_when_reminders_come() -> None:
    assert describe_hours(Hours(0, 24 * 60)) == "0:00 to 24:00"
    assert describe_absence(AWAY[0]) == "21 Dec 2026 – 3 Jan 2027"
    assert describe_absence(AWAY[1]) == "15 Feb 2027"
    assert describe_preferences(USUAL, "Europe/Berlin", "Germany") == (
        "Reminders come Monday to Friday, 9:00 to 17:00 (Europe/Berlin), not on holidays of"
        " Germany. The kit comes the evening before an interview."
    )
    assert describe_preferences(PART_TIME, "UTC+2", "") == (
        "Reminders come Tuesday and Thursday, 8:00 to 24:00 (UTC+2). The kit comes an hour before"
        " an interview. You are away 21 Dec 2026 – 3 Jan 2027, 15 Feb 2027."
    )
    assert describe_workspace_preferences(USUAL, 0).startswith(
        "Each person gets no reminders about"
    )
    assert describe_workspace_preferences(USUAL, 1).startswith(
        "Each person gets one reminder about"
    )
    assert describe_workspace_preferences(USUAL, 4).startswith(
        "Each person gets at most 4 reminders"
    )
