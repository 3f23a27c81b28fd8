"""When people work and want to be written to: what their profile says, and what they have set."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from hiring.preferences import build_calendar
from hiring.public_holidays import list_holidays

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.slack.directory import Directory
    from bot.store.preferences import PreferenceStore, StoredPreferences
    from hiring.preferences import Preferences
    from hiring.work_calendar import WorkCalendar

_ANY_YEAR = 2026


class Calendars:
    """Finds the work calendars of people.

    `reminders`: how often somebody is reminded of one thing at most, where no administrator has
    set that. Every method raises what the directory and the store raise.
    """

    def __init__(self, directory: Directory, preferences: PreferenceStore, reminders: int) -> None:
        self._directory = directory
        self.preferences = preferences
        self.reminders = reminders
        self._places: set[tuple[str, str]] = set()  # countries whose holidays are loaded

    async def find(self, tenant: str, people: Iterable[str]) -> Mapping[str, WorkCalendar]:
        """Find when each of some people works, by id; one call of the store for all of them."""
        return await self.build(tenant, await self.preferences.load(tenant, people))

    async def build(self, tenant: str, stored: StoredPreferences) -> Mapping[str, WorkCalendar]:
        """Build the calendars of people whose settings were just read: this asks only Slack."""
        described = await self._directory.find_people(tenant, stored.people)
        calendars = {
            person.id: build_calendar(
                stored.people[person.id], stored.workspace, person.zone, person.utc_offset
            )
            for person in described
        }
        for place in {(each.country, each.region) for each in calendars.values()} - self._places:
            # Reading the first country's takes a tenth of a second, which nobody else waits for.
            await asyncio.to_thread(list_holidays, *place, _ANY_YEAR)
            self._places.add(place)
        return calendars

    def get_reminders(self, workspace: Preferences) -> int:
        """How often somebody is reminded of one thing at most, by what a workspace has set."""
        return self.reminders if workspace.reminders is None else workspace.reminders
