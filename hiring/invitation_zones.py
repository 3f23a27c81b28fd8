"""The time zone that an invitation names: described in its own text, or known by name.

`icalendar` remembers every zone that it has read by its name, for the whole process. Calendars
give many zones one name, such as "Customized Time Zone", so no zone is ever told to it by name.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import tzinfo

# What `icalendar` and `zoneinfo` raise for values that no calendar would write.
UNREADABLE: Final = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    OSError,
)

# Names of files beside the zones: the server's own zone, and one for clocks that nobody has set.
_NO_ZONES: Final = frozenset({"localtime", "Factory"})
_BEGIN: Final = "BEGIN:VTIMEZONE"
_END: Final = "END:VTIMEZONE"
# Microsoft lets every rule begin in 1601, and counting all its dates since then takes long.
_MICROSOFT: Final = re.compile(r"^DTSTART:1601", re.IGNORECASE)
# Lines that would take too long to count, or for ever, don't match these.
_COUNTABLE: Final = {
    "DTSTART": re.compile(r"DTSTART:(1[89]|20)\d{6}T\d{6}"),
    "RRULE": re.compile(
        r"RRULE:((FREQ=YEARLY|INTERVAL=1|BYMONTH=\d{1,2}|BYDAY=[+-]?\d?[A-Z]{2}"
        r"|BYMONTHDAY=-?\d{1,2}(,-?\d{1,2}){0,6}|WKST=[A-Z]{2}|UNTIL=\d{8}(T\d{6}Z?)?)(;|$))+"
    ),
}


def split_zones(lines: Iterable[str]) -> tuple[list[str], dict[str, list[str]]]:
    """The lines without the zones in them, and the lines of each whole zone by its name."""
    others: list[str] = []
    zones: dict[str, list[str]] = {}
    zone: list[str] | None = None
    for line in lines:
        if line.upper() == _BEGIN:
            zone = []
        elif line.upper() == _END and zone is not None:
            names = [each.partition(":")[2] for each in zone if _is_name(each)]
            zones |= dict.fromkeys(names[:1], zone)
            zone = None
        elif zone is None:
            others.append(line)
        else:
            zone.append(line)
    return others, zones


def find_zone(name: str, described: Mapping[str, Sequence[str]]) -> tzinfo | None:
    """The zone with a name; None if nothing says which zone that is.

    `described` are the zones in the text that names it. They count for names that any calendar
    may give to a zone of its own, and before those that only Windows knows.
    """
    if zone := _load_zone(name):
        return zone
    if (lines := described.get(name)) and (zone := _build_zone(lines)):
        return zone
    return next(filter(None, map(_load_zone, _list_other_names(name))), None)


def _list_other_names(name: str) -> Iterator[str]:
    """The names that other programs give to a zone: Windows, and some with their own address."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON  # noqa: PLC0415 - see below

    yield WINDOWS_TO_OLSON.get(name, "")
    if name.startswith("/"):
        parts = name.strip("/").split("/")
        yield from ("/".join(parts[start:]) for start in range(len(parts)))


def _load_zone(name: str) -> tzinfo | None:
    if not name or name in _NO_ZONES:
        return None
    try:
        return ZoneInfo(name)
    except UNREADABLE:
        return None


def _build_zone(lines: Sequence[str]) -> tzinfo | None:
    """The zone that is described; None if it can't be read."""
    from icalendar import Timezone  # noqa: PLC0415 - only for invitations: its import takes time
    from icalendar.timezone import TZP  # noqa: PLC0415

    # Without its name while it is read, or `icalendar` would remember it.
    unnamed = [_MICROSOFT.sub("DTSTART:1970", line) for line in lines if not _is_name(line)]
    if not all(map(_is_countable, unnamed)):
        return None
    try:
        zone = Timezone.from_ical("\r\n".join((_BEGIN, *unnamed, _END)) + "\r\n")
        if not isinstance(zone, Timezone):
            return None
        zone.add("TZID", "invitation")
        built: tzinfo = zone.to_tz(TZP(), lookup_tzid=False)
        datetime(2000, 1, 1, tzinfo=built).utcoffset()
    except UNREADABLE:
        return None
    return built


def _is_name(line: str) -> bool:
    return line.upper().startswith(("TZID:", "TZID;"))


def _is_countable(line: str) -> bool:
    pattern = next((_COUNTABLE[name] for name in _COUNTABLE if line.upper().startswith(name)), None)
    return pattern is None or bool(pattern.fullmatch(line.upper()))
