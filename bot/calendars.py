"""When people work and want to be written to: what their profile says, and what they have set."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from hiring.preferences import build_calendar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.slack.directory import Directory
    from bot.store.preferences import PreferenceStore
    from hiring.work_calendar import WorkCalendar


class Calendars:
    """Finds the work calendars of people.

    `reminders`: how often somebody is reminded of one thing at most, where no administrator has
    said so. Every method raises what the directory and the store raise.
    """

    def __init__(self, directory: Directory, preferences: PreferenceStore, reminders: int) -> None:
        self._directory = directory
        self._preferences = preferences
        self._reminders = reminders

    async def find(self, tenant: str, people: Iterable[str]) -> Mapping[str, WorkCalendar]:
        """Find when each of some people works, by id; one call of the store for all of them."""
        users = tuple(dict.fromkeys(people))
        if not users:
            return {}
        described, stored = await asyncio.gather(
            self._directory.find_people(tenant, users), self._preferences.load(tenant, users)
        )
        return {
            person.id: build_calendar(
                stored.people[person.id], stored.workspace, person.zone, person.utc_offset
            )
            for person in described
        }

    async def find_reminders(self, tenant: str) -> int:
        """Find how often somebody is reminded of one thing at most."""
        reminders = (await self._preferences.load(tenant)).workspace.reminders
        return self._reminders if reminders is None else reminders
