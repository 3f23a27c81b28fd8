"""When people work: what their Slack profile and their preferences say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiring.public_holidays import find_country
from hiring.work_calendar import WorkCalendar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.slack.directory import Directory, Person


class Calendars:
    """Finds the work calendars of people."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    async def find(self, tenant: str, people: Iterable[str]) -> Mapping[str, WorkCalendar]:
        """Find when each of some people works. Raises what the directory raises."""
        described = await self._directory.find_people(tenant, dict.fromkeys(people))
        return {person.id: _build_calendar(person) for person in described}


def _build_calendar(person: Person) -> WorkCalendar:
    return WorkCalendar(
        person.zone, country=find_country(person.zone), utc_offset=person.utc_offset
    )
