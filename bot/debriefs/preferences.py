"""A person's settings for reminders: what they and their Home show, and what a change wakes."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from blocks import kit
from blocks.preferences import (
    HolidayChoices,
    build_preferences_button,
    build_workspace_preferences_button,
    describe_preferences,
    describe_workspace_preferences,
)
from bot.debriefs.administrators import is_administrator
from bot.slack.directory import PERSON_SECONDS
from hiring.preferences import build_calendar, combine, drop_past_absences, find_holidays
from hiring.public_holidays import find_country, list_countries, list_regions
from hiring.work_calendar import HOUR, find_date

if TYPE_CHECKING:
    from blocks.kit import Block
    from bot.desk import Desk
    from hiring.preferences import Preferences
    from hiring.work_calendar import WorkCalendar


@dataclass(frozen=True, slots=True)
class LoadedPreferences:
    """What counts for a person at `now`, and for their workspace, without absences that are over.

    `zone` is the name of their time zone or, where Slack knows none, its offset.
    """

    counting: Preferences
    workspace: Preferences
    calendar: WorkCalendar
    zone: str
    now: int


async def load_preferences(
    tenant: str, desk: Desk, user: str, *, max_age: float = PERSON_SECONDS
) -> LoadedPreferences:
    """Load what a person has set. `max_age`: how old Slack's answer may be, in seconds."""
    stored, person = await asyncio.gather(
        desk.preferences.load(tenant, [user]),
        desk.directory.find_person(tenant, user, max_age=max_age),
    )
    now = int(desk.due.clock.read_seconds())
    own = stored.people[user]
    calendar = build_calendar(own, stored.workspace, person.zone, person.utc_offset)
    present = drop_past_absences(own.absences, find_date(now, calendar))
    counting = replace(combine(own, stored.workspace), absences=present)
    zone = person.zone or f"UTC{person.utc_offset / HOUR:+g}"
    return LoadedPreferences(counting, combine(stored.workspace), calendar, zone, now)


async def list_holiday_choices(zone: str, chosen: str) -> HolidayChoices:
    """Of which countries, and of which parts of one of them, somebody may choose the holidays.

    The parts are those of the country that is `chosen`, or of that in which the time zone is.
    """
    return await asyncio.to_thread(_read_holiday_choices, zone, chosen)


def _read_holiday_choices(zone: str, chosen: str) -> HolidayChoices:
    countries, by_zone = list_countries(), find_country(zone)
    whole = (find_holidays(chosen, zone) or by_zone).partition("-")[0]
    parts = {f"{whole}-{code}": name for code, name in list_regions(whole).items()}
    return HolidayChoices(countries.get(by_zone, ""), countries, countries.get(whole, whole), parts)


async def build_preferences_section(tenant: str, desk: Desk, user: str) -> list[Block]:
    """A person's settings in their Home: one sentence, and the button that changes them."""
    loaded = await load_preferences(tenant, desk, user)
    choices = await list_holiday_choices(loaded.zone, loaded.counting.holidays or "")
    chosen = find_holidays(loaded.counting.holidays or "", loaded.zone)
    country = choices.countries.get(chosen.partition("-")[0], "")
    text = describe_preferences(loaded.counting, loaded.zone, country)
    return [
        kit.header("Your reminders", "preferences"),
        kit.section(text, "preferences.own", build_preferences_button()),
    ]


async def build_workspace_preferences_section(tenant: str, desk: Desk, user: str) -> list[Block]:
    """The workspace's settings in an administrator's Home; nothing for anybody else."""
    if not is_administrator(tenant, desk, user):
        return []
    workspace = (await desk.preferences.load(tenant)).workspace
    reminders = desk.calendars.get_reminders(workspace)
    text = describe_workspace_preferences(combine(workspace), reminders)
    return [
        kit.header("Reminders in this workspace", "preferences.workspace"),
        kit.section(text, "preferences.all", build_workspace_preferences_button()),
    ]


async def wake_person(tenant: str, desk: Desk, user: str) -> None:
    """Have a person looked at, and everything in which their working days matter."""
    await desk.people.wake(tenant, user)
    owed, running = await asyncio.gather(
        desk.debriefs.list_owed_by(tenant, user), desk.debriefs.list_run_by(tenant, user)
    )
    debriefs = (stored.debrief.id for stored in (*owed.readable, *running.readable))
    for debrief_id in dict.fromkeys(debriefs):
        await desk.due.wake(tenant, debrief_id)
