"""Examples of *Reminder settings*: a person's, with absences and without, and the workspace's."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from blocks import kit
from blocks.preferences import (
    HolidayChoices,
    ShownPreferences,
    build_preferences_button,
    build_preferences_form,
    build_workspace_preferences_button,
    build_workspace_preferences_form,
    describe_preferences,
    describe_workspace_preferences,
    write_fields,
)
from hiring.preferences import USUAL, Hours, Preferences, combine
from hiring.work_calendar import Absence, KitTime

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from blocks.kit import Message, View
    from hiring.guide.role import Guide

AT = 1_795_600_800
COUNTRIES = {"AT": "Austria", "AU": "Australia", "DE": "Germany", "US": "United States"}
CHOICES = HolidayChoices(
    "Germany", COUNTRIES, "Germany", {"DE-BY": "Bayern", "DE-BE": "Berlin", "DE-SN": "Sachsen"}
)
AWAY = (
    Absence(date(2026, 12, 21), date(2027, 1, 3)),
    Absence(date(2027, 2, 15), date(2027, 2, 15)),
)
PART_TIME = combine(Preferences((1, 3), Hours(8 * 60, 24 * 60), "DE-BY", KitTime.HOUR_BEFORE, AWAY))


def _build_home_part(typed: str) -> View:
    zone = typed[:50] or "Europe/Berlin"
    return kit.home(
        [
            kit.section(
                describe_preferences(USUAL, zone, "Germany"), "usual", build_preferences_button()
            ),
            kit.section(describe_preferences(PART_TIME, "Europe/Berlin", ""), "part_time"),
            kit.section(
                describe_workspace_preferences(USUAL, 3),
                "workspace",
                build_workspace_preferences_button(),
            ),
        ]
    )


EXAMPLES: Mapping[str, Callable[[Guide, str, bool], Message | View]] = {
    "preferences.form": lambda _guide, _typed, _native: build_preferences_form(
        ShownPreferences(write_fields(USUAL), "Europe/Berlin", AT, CHOICES)
    ),
    "preferences.form_with_absences": lambda _guide, _typed, _native: build_preferences_form(
        ShownPreferences(
            write_fields(PART_TIME), "Europe/Berlin", AT, CHOICES, absences=AWAY, pairs=2
        )
    ),
    "preferences.workspace": lambda _guide, _typed, _native: build_workspace_preferences_form(
        write_fields(USUAL, 3), HolidayChoices("", COUNTRIES)
    ),
    "preferences.home": lambda _guide, typed, _native: _build_home_part(typed),
}
