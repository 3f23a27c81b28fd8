"""What time zones are called, as `tz_label` of a person has it."""

from __future__ import annotations

from datetime import datetime

from local_slack.state.clock import find_zone

# By abbreviation and the hours ahead of UTC, since some are used twice.
_NAMES = {
    ("UTC", 0): "Coordinated Universal Time",
    ("GMT", 0): "Greenwich Mean Time",
    ("BST", 1): "British Summer Time",
    ("IST", 1): "Irish Standard Time",
    ("WET", 0): "Western European Time",
    ("WEST", 1): "Western European Summer Time",
    ("CET", 1): "Central European Time",
    ("CEST", 2): "Central European Summer Time",
    ("EET", 2): "Eastern European Time",
    ("EEST", 3): "Eastern European Summer Time",
    ("IST", 2): "Israel Standard Time",
    ("IDT", 3): "Israel Daylight Time",
    ("SAST", 2): "South Africa Standard Time",
    ("IST", 5.5): "India Standard Time",
    ("CST", 8): "China Standard Time",
    ("JST", 9): "Japan Standard Time",
    ("AEST", 10): "Australian Eastern Standard Time",
    ("AEDT", 11): "Australian Eastern Daylight Time",
    ("NZST", 12): "New Zealand Standard Time",
    ("NZDT", 13): "New Zealand Daylight Time",
    ("EST", -5): "Eastern Standard Time",
    ("EDT", -4): "Eastern Daylight Time",
    ("CST", -6): "Central Standard Time",
    ("CDT", -5): "Central Daylight Time",
    ("MST", -7): "Mountain Standard Time",
    ("MDT", -6): "Mountain Daylight Time",
    ("PST", -8): "Pacific Standard Time",
    ("PDT", -7): "Pacific Daylight Time",
}


def describe_zone(zone: str, moment: float) -> str:
    """What a zone, given by its IANA name, is called then; by its city where we know no better."""
    time = datetime.fromtimestamp(moment, find_zone(zone))
    offset = time.utcoffset()
    hours = offset.total_seconds() / 3600 if offset else 0
    city = zone.rpartition("/")[2].replace("_", " ")
    return _NAMES.get((time.tzname() or "", hours), f"{city} Time")
