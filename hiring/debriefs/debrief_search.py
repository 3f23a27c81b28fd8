"""What somebody looks for: a label, a role, what became of a debrief, and when.

Words that say what became of it, or a month, may be a candidate's label as well ("May", "Hire").
So a debrief whose label is like the whole text always matches, and comes first. Every other one
matches where the outcome and the time are right, and each word that is left is in its label or in
its role's names. A time beside an outcome is the time of that outcome.

Nothing is searched by person: what interviewers file is never listed per person.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from hiring.debriefs.debrief import Outcome
from hiring.debriefs.label_search import Likeness, compare_label
from hiring.debriefs.search_times import MONTHS, Month, read_time
from hiring.debriefs.state import Phase, get_end_time, get_phase
from hiring.language import word_sets
from hiring.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from hiring.debriefs.debrief import Debrief
    from hiring.debriefs.search_times import Period

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
    OPENED = "opened"
    OVER = "over"


@dataclass(frozen=True)
class Search:
    """What was typed, and what it says: `rest` are the words of a label or a role.

    `by_day`: a day was named, of which only the month counts. `by_person`: so was a person, of
    which nothing counts.
    """

    typed: str
    courses: tuple[Course, ...] = ()
    periods: tuple[Period, ...] = ()
    rest: str = ""
    by_day: bool = False
    by_person: bool = False

    @property
    def wants_all(self) -> bool:
        """Whether nothing was typed that tells one debrief from another."""
        return all(normalize(word) in _FILLERS for word in self.typed.split())

    @property
    def starts_at(self) -> int:
        """Debriefs that ended before, or are open and were opened before, can't match."""
        if not {Course.HOLD, Course.ANOTHER_ROUND}.isdisjoint(self.courses):
            return 0  # what happened to a debrief that may still be open
        return min((period.starts_at for period in self.periods), default=0)


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
        Course.OPENED: "opened, started",
        Course.OPEN: "open, running, ongoing, active, undecided, pending, current",
        Course.OVER: "over, past, ended, finished, done",
    }.items()
    for phrase in phrases.split(",")
}
_LONGEST_PHRASE: Final = max(phrase.count(" ") + 1 for phrase in _COURSES)
_FILLERS: Final = word_sets.words(
    "a all an and any anyone anybody are been by candidate candidates debrief debriefs did during"
    " everybody everyone for from had have i in is label labelled labeled last me month my of on"
    " one ones or our people recent recently role s show since somebody someone that the them they"
    " this those to us was we were what when which who whom whoever with year"
)
_PERSONS: Final = word_sets.words(
    "interviewer interviewers interviewed interviewing panelist panelists panel owner owners owned"
    " decider deciders"
)
_PAST: Final = word_sets.words(
    "hired rejected declined withdrew withdrawn decided closed ended paused"
)
"""Words that tell of the past, and never ask for something to be done."""
_ANY_DAY: Final = date(2000, 1, 1)
_SHORTEST: Final = 4
"""A shorter word is not taken for a misspelt one."""
_LONG_WORDS: Final = sorted({*MONTHS, *_COURSES} - {word for word in _COURSES if " " in word})


def read_search(typed: str, today: date, known: Collection[str] = ()) -> Search:
    """Read any text. Never raises. `known` words are no misspelling of another."""
    text = " ".join(typed[:LONGEST].split())
    words = [word for word in text.split() if normalize(word) or word in {"-", "\u2013"}]
    courses: list[Course] = []
    periods: list[Period] = []
    left: list[str] = []
    at, by_day, by_person = 0, False, False

    def mend(word: str) -> str:
        return _mend(normalize(word), word, known)

    while at < len(words):
        time = read_time(words[at:], today, mend)
        course, length = _match_course(words[at:], known)
        if time:
            periods += time.periods
            by_day |= time.day
            at += time.length
            continue
        if course:
            courses.append(course)
            at += length
            continue
        word, key = words[at], normalize(words[at])
        at += 1
        if word.startswith(("@", "<@")) or (key in _PERSONS and key not in known):
            by_person = True
        elif key and key not in _FILLERS:
            left.append(word)
    if not periods:
        courses = [Course.OPEN if each is Course.OPENED else each for each in courses]
    return Search(
        text,
        tuple(dict.fromkeys(courses)),
        tuple(dict.fromkeys(_add_years(periods))),
        " ".join(left),
        by_day,
        by_person,
    )


def _add_years(periods: Sequence[Period]) -> list[Period]:
    """Months without a year belong to the year that is named beside them: `jan feb 2025`."""
    months = [each for each in periods if isinstance(each, Month)]
    years = {each.year for each in months if each.year}
    if not any(each.year is None for each in months) or len(years) != 1:
        return [*periods]
    [year] = years
    return [
        replace(each, year=year) if isinstance(each, Month) else each
        for each in periods
        if not (isinstance(each, Month) and each.month is None)
    ]


def are_search_words(text: str) -> bool:
    """Whether a text says an outcome or a time, and nothing else."""
    search = read_search(text, _ANY_DAY)
    return bool(search.courses or search.periods) and not search.rest


def asks_for_past(text: str) -> bool:
    """Whether a text names an outcome and, beyond doubt, a time: `hired march`."""
    search = read_search(text, _ANY_DAY)
    words = normalize(text).split()
    marks = {"in", "last", "this", "since", "during", "between"} & set(words)
    years = any(getattr(period, "year", None) for period in search.periods)
    is_past = bool(_PAST & set(words[:1]))
    return (
        bool(search.courses and search.periods)
        and not search.rest
        and (bool(marks) or years or is_past)
    )


def _match_course(words: Sequence[str], known: Collection[str]) -> tuple[Course | None, int]:
    """What the first words say became of a debrief, and how many they are."""
    keys = [normalize(word) for word in words[:_LONGEST_PHRASE]]
    for length in range(len(keys), 0, -1):
        phrase = " ".join(keys[:length])
        if course := _COURSES.get(phrase if length > 1 else _mend(phrase, words[0], known)):
            return course, length
    return None, 0


def _mend(key: str, typed: str, known: Collection[str]) -> str:
    """A word, or the one of ours that it is a slip of; a name keeps its spelling."""
    ours = key in MONTHS or key in _COURSES or key in _FILLERS or key in _PERSONS
    if ours or key in known or len(key) < _SHORTEST or typed != typed.lower():
        return key
    nearest = process.extractOne(key, _LONG_WORDS, scorer=OSA.distance, score_cutoff=1)
    return nearest[0] if nearest and len(nearest[0]) >= _SHORTEST else key


def list_known_words(debrief: Debrief, names: Iterable[str]) -> set[str]:
    """The words of a debrief's label and of its role's `names`."""
    return {word for name in (*names, debrief.label) for word in normalize(name).split()}


def drop_unknown(search: Search, known: Collection[str]) -> tuple[Search, tuple[str, ...]]:
    """The search without the words that are in no label or role, and these words."""
    unknown = tuple(
        word
        for word in search.rest.split()
        if not all(_is_known(part, known) for part in normalize(word).split())
    )
    rest = " ".join(word for word in search.rest.split() if word not in unknown)
    return replace(search, rest=rest), unknown


def match_debrief(
    search: Search, debrief: Debrief, known: Collection[str], now: int
) -> tuple[int, int] | None:
    """How well a debrief matches, the lowest first, and then the latest; None if it doesn't.

    `known`: see `list_known_words`.
    """
    ended_at = get_end_time(debrief)
    latest = -(debrief.opened_at if ended_at is None else ended_at)
    likeness = compare_label(search.typed, debrief.label)
    if likeness is not None and likeness is not Likeness.NAMED:
        return likeness, latest
    if not (search.courses or search.periods or search.rest):
        return (0, latest) if search.wants_all else None
    times = [debrief.opened_at, *([] if ended_at is None else [ended_at])]
    if search.courses:
        times = [at for each in search.courses for at in _list_times(debrief, each, now)]
    if not times or (search.periods and not _include_any(search.periods, times)):
        return None
    if search.rest and not _is_about(search.rest, debrief.label, known):
        return None
    return len(Likeness), latest


def _include_any(periods: Iterable[Period], times: Sequence[int]) -> bool:
    return any(period.includes(at) for period in periods for at in times)


def _list_times(  # noqa: PLR0911 - a case each
    debrief: Debrief, course: Course, now: int
) -> list[int]:
    """When that became of a debrief; empty if it didn't."""
    decision, closed = debrief.decision, debrief.closed
    ended_at = get_end_time(debrief)
    match course:
        case Course.OPENED:
            return [debrief.opened_at]
        case Course.OPEN:
            return [debrief.opened_at] if ended_at is None else []
        case Course.OVER:
            return [] if ended_at is None else [ended_at]
        case Course.ANOTHER_ROUND:
            return [each.at for each in debrief.decisions if each.outcome is Outcome.ANOTHER_ROUND]
        case Course.CLOSED:
            return [closed.at] if closed else []
        case Course.DECIDED:
            is_decided = decision and get_phase(debrief, now) is Phase.DECIDED
            return [decision.at] if decision and is_decided else []
    if closed:
        return [closed.at] if closed.kind.value == course.value else []
    return [decision.at] if decision and decision.outcome.value == course.value else []


def _is_about(rest: str, label: str, known: Collection[str]) -> bool:
    """Whether the words are the label, or each is in the label or in one of the role's names."""
    return compare_label(rest, label) is not None or all(
        _is_known(word, known) for word in normalize(rest).split()
    )


def _is_known(word: str, known: Iterable[str]) -> bool:
    if len(word) < _SHORTEST:
        return word in known
    return any(
        each.startswith(word) or (len(each) >= _SHORTEST and OSA.distance(word, each) <= 1)
        for each in known
    )
