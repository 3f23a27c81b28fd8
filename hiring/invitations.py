"""The time of an interview, read out of the text of an invitation (an `.ics` file, RFC 5545).

Only the lines that say when it is and who is invited are read; nothing else of the text is looked
at. Slack's field cuts what is too long, so a text may end anywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from hiring.debriefs.due_times import LONGEST_INTERVIEW
from hiring.errors import HiringDeskError
from hiring.invitation_zones import UNREADABLE, find_zone, split_zones

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

MOST_CHARACTERS: Final = 3000
MOST_ADDRESSES: Final = 20
_READ: Final = frozenset(
    {
        *("BEGIN", "END", "METHOD", "STATUS", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE"),
        *("ATTENDEE", "TZID", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME"),
    }
)
_FOLD: Final = re.compile(r"\r?\n[ \t]")
_NAME: Final = re.compile(r"\s*([A-Za-z-]+)")
_E_MAIL: Final = r"([^\s@<>\"]{1,64}@[^\s@<>\"]{1,190})"
# Apple writes a person's address beside the address of their calendar.
_ADDRESSES: Final = (
    re.compile(rf":mailto:{_E_MAIL}$", re.IGNORECASE),
    re.compile(rf";EMAIL=\"?{_E_MAIL}\"?[;:]", re.IGNORECASE),
)
_PLACES: Final = re.compile(r"CUTYPE=\"?(ROOM|RESOURCE)", re.IGNORECASE)
_ABSENT: Final = re.compile(r"PARTSTAT=\"?(DECLINED|DELEGATED)", re.IGNORECASE)
_TIME: Final = re.compile(r"(DTSTART|DTEND)\b", re.IGNORECASE)
_ZONE: Final = re.compile(r";TZID=\"?([^\";]*)", re.IGNORECASE)
_INVITES: Final = frozenset({"METHOD:REQUEST", "METHOD:PUBLISH", "METHOD:ADD"})

NO_INVITATION: Final = (
    "This isn't the text of an .ics file. Open the invitation's .ics file in a text editor and"
    " paste all of it: it begins with BEGIN:VCALENDAR. Or choose the time yourself."
)
NO_EVENT: Final = (
    "I found no event in this text. Paste all of the .ics file, or choose the time yourself."
)
CUT_OFF: Final = (
    "This text is cut off before the time: the field takes 3,000 characters. Leave out its"
    " description (the lines from DESCRIPTION on) and paste the rest. Or choose the time yourself."
)
SEVERAL: Final = "This text holds several events. Paste the invitation of one interview."
CANCELLED: Final = "This invitation was cancelled. Paste the newest one, or choose the time."
ANSWER: Final = (
    "This is somebody's answer to an invitation. Paste the invitation itself, or choose the time."
)
REPEATED: Final = "This event repeats, and I can't tell which date is meant. Choose the time."
ALL_DAY: Final = "This event is all day, so I can't tell the time. Choose the time yourself."
NO_ZONE: Final = "This invitation doesn't say in which time zone it is. Choose the time yourself."
UNKNOWN_ZONE: Final = (
    "I don't know the time zone that this invitation names. Choose the time yourself."
)
NO_TIME: Final = "I can't read the time in this invitation. Choose the time yourself."
BACKWARDS: Final = "This event ends before it starts. Choose the time yourself."
TOO_LONG: Final = "This event is longer than 12 hours. Choose the time of the interview yourself."


class InvitationError(HiringDeskError):
    """An invitation that says no time of an interview; the sentence quotes nothing of it."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """When an interview is, in seconds; `ends_at` is None if the text doesn't say.

    `addresses` are the e-mail addresses of the people who are invited, in small letters, and
    `absent` of those among them who declined or sent somebody else; rooms are left out. `unread`
    counts the people whose address isn't in the text. `is_cut`: the text ends before the event
    does, so people, its end and whether it repeats may be missing.
    """

    at: int
    ends_at: int | None
    addresses: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    unread: int = 0
    is_cut: bool = False


def read_invitation(text: str) -> Invitation:
    """The time of the one event in a text. Raises InvitationError with a sentence for people."""
    lines, zones = split_zones(_list_lines(text))
    names = {line.upper() for line in lines}
    if not {"BEGIN:VCALENDAR", "BEGIN:VEVENT"} & names:
        raise InvitationError(NO_INVITATION)
    if "BEGIN:VEVENT" not in names and _is_full(text):
        raise InvitationError(CUT_OFF)
    is_cut = "END:VEVENT" not in names
    try:
        return _read_event([*_close_parts(lines)], zones, is_cut=is_cut)
    except UNREADABLE:
        raise InvitationError(NO_TIME) from None


def _is_full(text: str) -> bool:
    """Whether the field can hold no more. Slack counts a character of two UTF-16 units twice."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2 >= MOST_CHARACTERS


def _list_lines(text: str) -> Iterator[str]:
    """The lines that are read, unfolded. If the text was cut, its last line may be half of one."""
    lines = _FOLD.sub("", text[:MOST_CHARACTERS]).splitlines()
    if _is_full(text):
        lines = lines[:-1]
    for line in lines:
        name = _NAME.match(line)
        if name and name[1].upper() in _READ:
            yield line.strip()


def _close_parts(lines: Iterable[str]) -> Iterator[str]:
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


def _read_event(
    lines: Sequence[str], zones: Mapping[str, Sequence[str]], *, is_cut: bool
) -> Invitation:
    from icalendar import Calendar  # noqa: PLC0415 - only for invitations: its import takes time

    text = "\r\n".join(map(_set_zone_aside, lines)) + "\r\n"
    calendars = Calendar.from_ical(text, multiple=True)
    events = [event for each in calendars for event in each.walk("VEVENT")]
    if len(events) > 1:
        raise InvitationError(SEVERAL)
    if not events:
        raise InvitationError(NO_EVENT)
    [event] = events
    if is_cut and "DTSTART" not in event:
        raise InvitationError(CUT_OFF)
    _require_invitation({line.upper() for line in lines})
    if "RRULE" in event or "RDATE" in event:
        raise InvitationError(REPEATED)
    at = _read_time(event.get("DTSTART"), zones)
    ends_at = _read_end(event, at, zones)
    if ends_at is not None and ends_at <= at:
        raise InvitationError(BACKWARDS)
    if ends_at is not None and ends_at > at + LONGEST_INTERVIEW:
        raise InvitationError(TOO_LONG)
    return _read_people(lines, Invitation(at, ends_at, is_cut=is_cut))


def _require_invitation(lines: Collection[str]) -> None:
    """Raise InvitationError if the event was cancelled, or the text is an answer."""
    if {"METHOD:CANCEL", "STATUS:CANCELLED"} & {*lines}:
        raise InvitationError(CANCELLED)
    if any(line.startswith("METHOD:") and line not in _INVITES for line in lines):
        raise InvitationError(ANSWER)


def _set_zone_aside(line: str) -> str:
    """The line with its zone under a name that `icalendar` doesn't look at; see `find_zone`."""
    name, (head, _, value) = _TIME.match(line), line.rpartition(":")
    zone = _ZONE.search(head)
    return f'{name[1]};X-ZONE="{zone[1]}":{value}' if name and zone else line


def _read_time(value: Any, zones: Mapping[str, Sequence[str]]) -> int:  # noqa: ANN401 - icalendar's
    time = value.dt
    if not isinstance(time, datetime):
        raise InvitationError(ALL_DAY)
    if time.tzinfo is None:
        if not (name := value.params.get("X-ZONE", "")):
            raise InvitationError(NO_ZONE)
        zone = find_zone(name, zones)
        if zone is None:
            raise InvitationError(UNKNOWN_ZONE)
        time = time.replace(tzinfo=zone)
    return int(time.timestamp())


def _read_end(
    event: Any,  # noqa: ANN401 - as icalendar has it
    at: int,
    zones: Mapping[str, Sequence[str]],
) -> int | None:
    if end := event.get("DTEND"):
        return _read_time(end, zones)
    if duration := event.get("DURATION"):
        return at + int(duration.dt.total_seconds())
    return None


def _read_people(lines: Sequence[str], invitation: Invitation) -> Invitation:
    """The invitation with the people who are invited, each once."""
    attendees = [
        line for line in lines if line.upper().startswith("ATTENDEE") and not _PLACES.search(line)
    ]
    absent = {line: bool(_ABSENT.search(line)) for line in attendees}
    addresses = {line: _find_address(line) for line in attendees}
    known = {address: absent[line] for line, address in addresses.items() if address}
    return replace(
        invitation,
        addresses=tuple(address for address, is_absent in known.items() if not is_absent),
        absent=tuple(address for address, is_absent in known.items() if is_absent),
        unread=sum(not address for address in addresses.values()),
    )


def _find_address(line: str) -> str:
    """The e-mail address of a person who is invited; empty if it isn't in the line."""
    matches = (address.search(line) for address in _ADDRESSES)
    return next((match[1].lower() for match in matches if match), "")
