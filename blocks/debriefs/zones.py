"""What a time is for a person in another time zone, in words.

Slack's picker takes a time in the zone of the person who picks it, and a form shows no dates in
anybody else's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from hiring.work_calendar import DEFAULT_CALENDAR, WorkCalendar, find_zone

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

OWN_ZONE = "In your own time zone. Leave it empty if the interview isn't scheduled yet."


@dataclass(frozen=True, slots=True)
class ZonedPerson:
    """A person's id and name (Slack: 80 characters at most), and the calendar with their zone."""

    id: str
    name: str = ""
    calendar: WorkCalendar = DEFAULT_CALENDAR


@dataclass(frozen=True)
class Panel:
    """Who fills in a form, and the people chosen in it, with their names and time zones."""

    reader: ZonedPerson = field(default_factory=lambda: ZonedPerson(""))
    people: Mapping[str, ZonedPerson] = field(default_factory=dict)

    def find(self, user: str) -> ZonedPerson:
        """A person, without a name if Slack hasn't told it in time."""
        return self.people.get(user) or ZonedPerson(user, calendar=self.reader.calendar)


def describe_elsewhere(at: int, reader: ZonedPerson, person: ZonedPerson) -> str:
    """What a time of the reader's is for a person; nothing if their clocks show the same."""
    own, theirs = _read_clock(at, reader), _read_clock(at, person)
    if own.replace(tzinfo=None) == theirs.replace(tzinfo=None):
        return ""
    day = "" if own.date() == theirs.date() else f" on {theirs:%A}"
    city = _name_city(person.calendar.zone)
    where = f" in {city}" if city else ""
    return f"{_write(own)} for you is {_write(theirs)}{day} for {person.name or 'them'}{where}."


def describe_all_elsewhere(
    times: Iterable[tuple[int, ZonedPerson]], reader: ZonedPerson
) -> list[str]:
    """A sentence for each time that is another one for its person, with its day and no repeats."""
    sentences = (
        f"{_write_day(_read_clock(at, reader))}: {text}"
        for at, person in times
        if (text := describe_elsewhere(at, reader, person))
    )
    return list(dict.fromkeys(sentences))


def _read_clock(at: int, person: ZonedPerson) -> datetime:
    return datetime.fromtimestamp(at, find_zone(person.calendar))


def _write_day(time: datetime) -> str:
    return f"{time:%A} {time.day} {time:%B}"


def _write(time: datetime) -> str:
    return f"{time.hour}:{time:%M}"


def _name_city(zone: str) -> str:
    """The city of a zone's name, such as "Buenos Aires"; nothing for one that names no city."""
    area, _, city = zone.rpartition("/")
    return city.replace("_", " ") if area and area != "Etc" else ""
