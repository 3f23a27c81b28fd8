"""What somebody looks for: a label, a role, what became of a debrief, and when.

Words that say what became of it, or a month, may be a candidate's label as well ("May", "Hire").
So a debrief whose label is like the whole text always matches, and comes first. Every other one
matches where the outcome and the time are right, and each word that is left is in its label or in
its role's names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from hiring.debriefs.debrief import Outcome
from hiring.debriefs.label_search import Likeness, compare_label
from hiring.debriefs.state import Phase, get_end_time, get_phase
from hiring.language import word_sets
from hiring.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hiring.debriefs.debrief import Debrief

LONGEST: Final = 200
"""What follows is not read."""


class Course(StrEnum):
    """What became of a debrief, as people ask for it."""

    HIRE = "hire"
    NO_HIRE = "no_hire"
    HOLD = "hold"
    ANOTHER_ROUND = "another_round"
    WITHDREW = "withdrew"
    ROLE_CLOSED = "role_closed"
    MISTAKE = "opened_by_mistake"
    CLOSED = "closed"
    DECIDED = "decided"
    OPEN = "open"
    OVER = "over"


@dataclass(frozen=True)
class Month:
    """A month of a year; of any year, or a whole year, where the other is None."""

    year: int | None
    month: int | None

    def includes(self, at: int) -> bool:
        """Whether a time is in it, in UTC."""
        day = datetime.fromtimestamp(at, UTC)
        return self.year in {None, day.year} and self.month in {None, day.month}

    @property
    def starts_at(self) -> int:
        """Before any time in it, in any time zone; 0 where that can't be told."""
        if self.year is None:
            return 0
        first = datetime(self.year, self.month or 1, 1, tzinfo=UTC) - timedelta(days=1)
        return max(int(first.timestamp()), 0)


@dataclass(frozen=True)
class Search:
    """What was typed, and what it says: `rest` are the words of a label or a role."""

    typed: str
    courses: tuple[Course, ...] = ()
    months: tuple[Month, ...] = ()
    rest: str = ""

    @property
    def starts_at(self) -> int:
        """Debriefs that ended before, or are open and were opened before, can't match."""
        return min((month.starts_at for month in self.months), default=0)


_COURSES: Final[Mapping[str, Course]] = {
    phrase.strip(): course
    for course, phrases in {
        Course.NO_HIRE: (
            "no hire, no hires, not hired, not hire, no, rejected, reject, rejection, rejections,"
            " declined, turned down"
        ),
        Course.HIRE: "hire, hires, hired, strong hire, yes",
        Course.HOLD: "on hold, hold, held, paused",
        Course.ANOTHER_ROUND: "another round, one more round",
        Course.WITHDREW: "withdrew, withdrawn, withdraw, candidate withdrew, dropped out",
        Course.ROLE_CLOSED: "role closed, role was closed, closed role, job closed",
        Course.MISTAKE: "opened by mistake, by mistake, mistake, mistakes",
        Course.CLOSED: "closed without a decision, closed, without a decision",
        Course.DECIDED: "decided, decision, decisions",
        Course.OPEN: "open, opened, running, ongoing, active, undecided, pending, current",
        Course.OVER: "over, past, ended, finished, done",
    }.items()
    for phrase in phrases.split(",")
}
_LONGEST_PHRASE: Final = max(phrase.count(" ") + 1 for phrase in _COURSES)
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            *("january jan", "february feb", "march mar", "april apr", "may", "june jun"),
            *("july jul", "august aug", "september sep sept", "october oct", "november nov"),
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
_FILLERS: Final = word_sets.words(
    "a all an and any are been by candidate candidates debrief debriefs did for from had have in is"
    " label labelled labeled me month my of on our people role s show that the them they this to us"
    " was we were what which who whom with year"
)
_ISO: Final = re.compile(r"\b(20\d\d)-(0[1-9]|1[0-2])\b")
_YEAR: Final = re.compile(r"20\d\d")
_ANY_DAY: Final = date(2000, 1, 1)
_SHORTEST: Final = 4
"""A shorter word is not taken for a misspelt one."""
_LONG_WORDS: Final = sorted({*_MONTHS, *_COURSES} - {word for word in _COURSES if " " in word})


def read_search(typed: str, today: date) -> Search:
    """Read any text. Never raises."""
    text = " ".join(typed[:LONGEST].split())
    months = [Month(int(year), int(month)) for year, month in _ISO.findall(text)]
    words = [word for word in _ISO.sub(" ", text).split() if normalize(word)]
    courses: list[Course] = []
    left: list[str] = []
    at = 0
    years: list[int] = []
    numbers: list[int] = []
    while at < len(words):
        key = normalize(words[at])
        relative = _read_relative(key, words[at + 1 : at + 2], today)
        phrase, length = _match_course(words[at:])
        if relative:
            months.append(relative)
            at += 2
        elif phrase:
            courses.append(phrase)
            at += length
        elif (number := _MONTHS.get(_mend(key, words[at]))) is not None:
            numbers.append(number)
            at += 1
        elif _YEAR.fullmatch(key):
            years.append(int(key))
            at += 1
        else:
            left.append(words[at])
            at += 1
    wanted_years: list[int | None] = [*years] or [None]
    wanted_months: list[int | None] = [*numbers] or [None]
    months += [
        Month(year, month) for year in wanted_years for month in wanted_months if year or month
    ]
    rest = " ".join(word for word in left if normalize(word) not in _FILLERS)
    return Search(text, tuple(dict.fromkeys(courses)), tuple(months), rest)


def are_search_words(text: str) -> bool:
    """Whether a text says an outcome or a time, and nothing else."""
    search = read_search(text, _ANY_DAY)
    return bool(search.courses or search.months) and not search.rest


def asks_for_past(text: str) -> bool:
    """Whether a text names an outcome and, beyond doubt, a time: `hired in march`."""
    search = read_search(text, _ANY_DAY)
    marks = {"in", "last", "this", "since"} & set(normalize(text).split())
    is_time = bool(marks) or any(month.year for month in search.months)
    return bool(search.courses and search.months) and not search.rest and is_time


def _read_relative(key: str, following: Sequence[str], today: date) -> Month | None:
    """A month or year that is named from today: `this month`, `last year`."""
    unit = normalize(following[0]) if following else ""
    if key not in {"this", "last"} or unit not in {"month", "year"}:
        return None
    if unit == "year":
        return Month(today.year - (key == "last"), None)
    day = today.replace(day=1) - timedelta(days=key == "last")
    return Month(day.year, day.month)


def _match_course(words: Sequence[str]) -> tuple[Course | None, int]:
    """What the first words say became of a debrief, and how many they are."""
    keys = [normalize(word) for word in words[:_LONGEST_PHRASE]]
    for length in range(len(keys), 0, -1):
        phrase = " ".join(keys[:length])
        if course := _COURSES.get(phrase if length > 1 else _mend(phrase, words[0])):
            return course, length
    return None, 0


def _mend(key: str, typed: str) -> str:
    """A word, or the one of ours that it is a slip of; a name keeps its spelling."""
    if key in _MONTHS or key in _COURSES or len(key) < _SHORTEST or typed != typed.lower():
        return key
    nearest = process.extractOne(key, _LONG_WORDS, scorer=OSA.distance, score_cutoff=1)
    return nearest[0] if nearest and len(nearest[0]) >= _SHORTEST else key


def match_debrief(
    search: Search, debrief: Debrief, names: Iterable[str], now: int
) -> tuple[int, int] | None:
    """How well a debrief matches, the lowest first, and then the latest; None if it doesn't.

    `names` are its role's.
    """
    ended_at = get_end_time(debrief)
    latest = -(debrief.opened_at if ended_at is None else ended_at)
    likeness = compare_label(search.typed, debrief.label)
    if likeness is not None and likeness is not Likeness.NAMED:
        return likeness, latest
    if not (search.courses or search.months or search.rest):
        return None if search.typed else (0, latest)
    if search.courses and not any(_has_course(debrief, each, now) for each in search.courses):
        return None
    times = [debrief.opened_at, *([] if ended_at is None else [ended_at])]
    if search.months and not any(month.includes(at) for month in search.months for at in times):
        return None
    if search.rest and not _is_about(search.rest, debrief, names):
        return None
    return len(Likeness), latest


def _has_course(debrief: Debrief, course: Course, now: int) -> bool:
    decision, closed = debrief.decision, debrief.closed
    is_open = get_end_time(debrief) is None
    match course:
        case Course.ANOTHER_ROUND:
            return any(each.outcome is Outcome.ANOTHER_ROUND for each in debrief.decisions)
        case Course.CLOSED:
            return closed is not None
        case Course.DECIDED:
            return get_phase(debrief, now) is Phase.DECIDED
        case Course.OPEN | Course.OVER:
            return is_open is (course is Course.OPEN)
    named = closed.kind if closed else decision.outcome if decision else None
    return named is not None and named.value == course.value


def _is_about(rest: str, debrief: Debrief, names: Iterable[str]) -> bool:
    """Whether the words are the label, or each is in the label or in one of the role's names."""
    if compare_label(rest, debrief.label) is not None:
        return True
    known = {word for name in (*names, debrief.label) for word in normalize(name).split()}
    return all(_is_known(word, known) for word in normalize(rest).split())


def _is_known(word: str, known: Iterable[str]) -> bool:
    if len(word) < _SHORTEST:
        return word in known
    return any(
        each.startswith(word) or (len(each) >= _SHORTEST and OSA.distance(word, each) <= 1)
        for each in known
    )
