"""What was filled in and says nothing: “none”, “competitive”, or a date that is past."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from hiring.language.word_sets import words
from hiring.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Iterator

_NONE: Final = words("none no na nil nothing nope without zero keine keins x 0 not applicable any")
_VAGUE: Final = words(
    """
    amazing appropriate asap attractive awesome best class comprehensive competitive decent depends
    discussable discussed excellent exciting fair fantastic flexible full generous good great
    industry leading interesting lucrative many market rate meaningful negotiable nice possible
    significant soon standard substantial top usual various world
    """
)
# What is talked about anyway.
_SUBJECTS: Final = words(
    """
    a an the and or of on in with for to be is are as our your we offer offers plus very etc
    benefit benefits bonus bonuses cash deadline equity esop experience extras grant
    options package packages perks range rsu rsus scheme share shares stock
    stocks level role candidate right this us you
    """
)
_MONTHS: Final = [
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
]
_MONTH: Final = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?"
_DATES: Final = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?P<year>\d{4})[-/.](?P<first>\d{1,2})[-/.](?P<second>\d{1,2})\b",
        r"\b(?P<first>\d{1,2})[-/.](?P<second>\d{1,2})[-/.](?P<year>\d{4})\b",
        rf"\b(?P<first>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?{_MONTH},?\s+(?P<year>\d{{4}})\b",
        rf"\b{_MONTH}\s+(?P<first>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b",
    )
]
_PAST: Final = re.compile(
    r"\b(?:yesterday|last (?:week|month|year|\w+day)(?! (?:of|in)\b)|ago)\b|\bpast$", re.IGNORECASE
)


def says_none(text: str) -> bool:
    """Whether a value says that there is nothing: “n/a”, “no bonus”, “—”."""
    said = normalize(text).split()
    is_denied = bool(said) and (said[0] in _NONE or "".join(said) in _NONE)
    return bool(text.strip()) and (
        not said or (is_denied and set(said) <= _NONE | _SUBJECTS | {"n"})
    )


def is_vague(text: str) -> bool:
    """Whether a value could be anybody's: “competitive equity”, “great benefits”, “soon”."""
    said = set(normalize(text).split())
    return bool(said & _VAGUE) and said <= _VAGUE | _SUBJECTS


def is_past(text: str, today: date) -> bool:
    """Whether each date in a text, on any reading of it, is before today."""
    dates = [each for match in _match_dates(text) for each in _list_readings(match)]
    return max(dates) < today if dates else bool(_PAST.search(text))


def _match_dates(text: str) -> Iterator[re.Match[str]]:
    return (match for pattern in _DATES for match in pattern.finditer(text))


def _list_readings(match: re.Match[str]) -> Iterator[date]:
    """5/11/2026 is in May or in November."""
    parts = match.groupdict()
    year, first = int(parts["year"]), int(parts["first"])
    if month := parts.get("month"):
        pairs = [(_MONTHS.index(month.casefold()) + 1, first)]
    else:
        second = int(parts["second"])
        pairs = [(first, second), (second, first)]
    for month_number, day in pairs:
        try:
            yield date(year, month_number, day)
        except ValueError:
            continue
