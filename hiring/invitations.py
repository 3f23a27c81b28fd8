"""The time of an interview, read out of the text of an invitation (an `.ics` file, RFC 5545).

Only the lines that say when it is and who is invited are read; nothing else of the text is looked
at. Slack's field cuts what is too long, so a text may end anywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_CHARACTERS: Final = 3000
LONGEST_INTERVIEW: Final = 12 * 3600
_MOST_ATTENDEES: Final = 20
_READ: Final = frozenset(
    {
        *("BEGIN", "END", "METHOD", "STATUS", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE"),
        *("ATTENDEE", "TZID", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME"),
    }
)
_FOLD: Final = re.compile(r"\r?\n[ \t]")
_NAME: Final = re.compile(r"\s*([A-Za-z-]+)")
_ADDRESS: Final = re.compile(r"mailto:([^\s@<>\"]{1,64}@[^\s@<>\"]{1,190})", re.IGNORECASE)
_PLACES: Final = re.compile(r"CUTYPE=\"?(ROOM|RESOURCE)", re.IGNORECASE)

# What `icalendar` and `zoneinfo` raise for values that no calendar would write.
_UNREADABLE: Final = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    OSError,
)

NO_INVITATION: Final = (
    "This isn't the text of an invitation. Open the .ics file in a text editor and paste all of"
    " it: it begins with BEGIN:VCALENDAR. Or choose the time yourself."
)
NO_EVENT: Final = (
    "I found no event in this text: its first 3,000 characters may hold only a time zone. Choose"
    " the time yourself."
)
SEVERAL: Final = "This text holds several events. Paste the invitation of one interview."
CANCELLED: Final = "This invitation was cancelled. Paste the newest one, or choose the time."
REPEATED: Final = "This event repeats, and I can't tell which date is meant. Choose the time."
ALL_DAY: Final = "This event takes whole days and has no time. Choose the time yourself."
NO_ZONE: Final = "This invitation doesn't say in which time zone it is. Choose the time yourself."
NO_TIME: Final = "I can't read the time in this invitation. Choose the time yourself."
BACKWARDS: Final = "This event ends before it starts. Choose the time yourself."
TOO_LONG: Final = "This event is longer than 12 hours. Choose the time of the interview yourself."


class InvitationError(HiringDeskError):
    """An invitation that says no time of an interview; the sentence quotes nothing of it."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """When an interview is, in seconds; `ends_at` is None if the text doesn't say.

    `addresses` are the e-mail addresses of the people who are invited, in small letters.
    """

    at: int
    ends_at: int | None
    addresses: tuple[str, ...] = ()


def read_invitation(text: str) -> Invitation:
    """The time of the one event in a text. Raises InvitationError with a sentence for people."""
    lines = [*_close_parts(_list_lines(text))]
    if not any(line.upper() in {"BEGIN:VCALENDAR", "BEGIN:VEVENT"} for line in lines):
        raise InvitationError(NO_INVITATION)
    try:
        return _read_event(lines)
    except _UNREADABLE:
        raise InvitationError(NO_TIME) from None


def _list_lines(text: str) -> Iterator[str]:
    """The lines that are read, unfolded. If the text was cut, its last line may be half of one."""
    lines = _FOLD.sub("", text[:MOST_CHARACTERS]).splitlines()
    if len(text) >= MOST_CHARACTERS:
        lines = lines[:-1]
    for line in lines:
        name = _NAME.match(line)
        if name and name[1].upper() in _READ:
            yield line.strip()


def _close_parts(lines: Iterator[str]) -> Iterator[str]:
    """The lines, with an end for each part that was cut, and without parts of an event's alarms."""
    is_open: list[str] = []
    for line in lines:
        name, _, value = line.upper().partition(":")
        if name == "BEGIN":
            is_open.append(value)
        if "VALARM" not in is_open:
            yield line
        if name == "END" and is_open:
            is_open.pop()
    for part in reversed(is_open):
        if part != "VALARM":
            yield f"END:{part}"


def _read_event(lines: list[str]) -> Invitation:
    from icalendar import Calendar  # noqa: PLC0415 - only here, and it takes time to import

    calendars = Calendar.from_ical("\r\n".join(lines) + "\r\n", multiple=True)
    events = [event for each in calendars for event in each.walk("VEVENT")]
    if not events:
        raise InvitationError(NO_EVENT)
    if len(events) > 1:
        raise InvitationError(SEVERAL)
    [event] = events
    if any(line.upper() in {"METHOD:CANCEL", "STATUS:CANCELLED"} for line in lines):
        raise InvitationError(CANCELLED)
    if "RRULE" in event or "RDATE" in event:
        raise InvitationError(REPEATED)
    at = _read_time(event.get("DTSTART"))
    ends_at = _read_end(event, at)
    if ends_at is not None and ends_at <= at:
        raise InvitationError(BACKWARDS)
    if ends_at is not None and ends_at > at + LONGEST_INTERVIEW:
        raise InvitationError(TOO_LONG)
    return Invitation(at, ends_at, tuple(_list_addresses(lines)))


def _read_time(value: Any) -> int:  # noqa: ANN401 - as icalendar has it
    time = value.dt
    if not isinstance(time, datetime):
        raise InvitationError(ALL_DAY)
    if time.tzinfo is None:
        raise InvitationError(NO_ZONE)
    return int(time.timestamp())


def _read_end(event: Any, at: int) -> int | None:  # noqa: ANN401 - as icalendar has it
    if end := event.get("DTEND"):
        return _read_time(end)
    if duration := event.get("DURATION"):
        return at + int(duration.dt.total_seconds())
    return None


def _list_addresses(lines: list[str]) -> Iterator[str]:
    seen: set[str] = set()
    for line in lines:
        if not line.upper().startswith("ATTENDEE") or _PLACES.search(line):
            continue
        address = _ADDRESS.search(line)
        if address and (text := address[1].lower()) not in seen and len(seen) < _MOST_ATTENDEES:
            seen.add(text)
            yield text
