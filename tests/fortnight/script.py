"""What happens in the fortnight, as `script.yml` says it: people, interviews, and who does what."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import yaml

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

SCRIPT = Path(__file__).with_name("script.yml")
VERBS = {
    "accepts": "accepts the seat in",
    "decides": "decides to hire",
    "did-not-interview": "says that they did not interview",
    "files": "files the scorecard for",
    "hands": "hands over the seat in",
    "needs-more-time": "asks for more time for",
    "nudges": "nudges for",
    "rates": "saves the ratings for",
    "reveals-without": "reveals, without the missing scorecard,",
    "snoozes": "snoozes",
    "ticks": "ticks off that the candidate was told:",
}
"""How the report says what isn't said by the verb alone."""
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MOMENT = re.compile(r"(?P<rest>.*?)\s*\b(?P<day>\w{3}) (?P<number>\d+) (?P<clock>\d+:\d\d)$")


@dataclass(frozen=True)
class Worker:
    """When a person works: weekdays (Monday is 0), hours, and the days that they are away."""

    name: str
    zone: ZoneInfo
    country: str
    days: frozenset[int]
    opens: time
    closes: time
    away: tuple[date, date] | None
    kit: str

    @property
    def id(self) -> str:
        """Their id in the workspace."""
        return f"U0{self.name.upper()}"

    @property
    def city(self) -> str:
        """The city that their time zone is called by."""
        return self.zone.key.rpartition("/")[2].replace("_", " ")

    def read_clock(self, at: int) -> datetime:
        """What their clock and calendar show at a time."""
        return datetime.fromtimestamp(at, self.zone)


@dataclass(frozen=True)
class Interview:
    """A stage's id, the interviewer, and when it begins, if it is known."""

    stage: str
    person: str
    at: int | None


@dataclass(frozen=True)
class Candidate:
    """A debrief of the fortnight."""

    label: str
    story: str
    owner: str
    decider: str
    rounds: str
    interviews: tuple[Interview, ...]


@dataclass(frozen=True)
class Act:
    """What a person does at a time: a verb, and the words after it. `process` is the app's own."""

    at: int
    person: str
    verb: str
    words: tuple[str, ...]

    def describe(self, people: Collection[str]) -> str:
        """What happens, as a sentence without a full stop."""
        text = " ".join((self.person, VERBS.get(self.verb, self.verb), *self.words))
        return " ".join(
            word.title() if word in {*people, "process"} else word for word in text.split()
        )


@dataclass(frozen=True)
class Script:
    """All that is said about the fortnight. `acts` are in the order of time."""

    first_day: date
    people: Mapping[str, Worker]
    candidates: Mapping[str, Candidate]
    acts: tuple[Act, ...] = field(repr=False)

    @property
    def starts_at(self) -> int:
        """The first midnight, where it comes last."""
        return self._find_midnight(0)

    @property
    def ends_at(self) -> int:
        """The midnight after the second Sunday."""
        return self._find_midnight(14)

    def _find_midnight(self, days: int) -> int:
        day = self.first_day + timedelta(days=days)
        return int(datetime.combine(day, time(), UTC).timestamp())

    def find_time(self, day: str, number: str, clock: str, person: str) -> int:
        """When a person's clock shows a time on a day such as `Mon 22`, in seconds since 1970."""
        matching = (self.first_day + timedelta(days=count) for count in range(21))
        wanted = next(each for each in matching if each.day == int(number))
        assert DAYS[wanted.weekday()] == day, f"{wanted} is no {day}"
        hours, minutes = map(int, clock.split(":"))
        zone = self.people[person].zone
        return int(datetime.combine(wanted, time(hours, minutes), zone).timestamp())

    def split_time(self, text: str, person: str) -> tuple[str, int | None]:
        """The words before a time such as `Mon 22 14:00` at the end of a text, and the time."""
        if not (end := _MOMENT.fullmatch(text)):
            return text, None
        return end["rest"], self.find_time(end["day"], end["number"], end["clock"], person)


def read_script(path: Path = SCRIPT) -> Script:
    """Read a script, and check that whoever acts in it is in it."""
    said = yaml.safe_load(path.read_text(encoding="utf-8"))
    people = {name: _read_worker(name, more) for name, more in said["people"].items()}
    script = Script(said["first_day"], people, {}, ())
    candidates = {
        label: Candidate(
            label,
            more["story"],
            more["owner"],
            more["decider"],
            more.get("rounds", ""),
            tuple(_read_interview(script, text) for text in more["interviews"]),
        )
        for label, more in said["debriefs"].items()
    }
    acts = [
        _read_act(script, day, text) for day, texts in said["acts"].items() for text in texts or ()
    ]
    acts.sort(key=lambda act: act.at)
    return Script(said["first_day"], people, candidates, tuple(acts))


def _read_worker(name: str, more: dict[str, Any]) -> Worker:
    opens, closes = (
        time.fromisoformat(part) for part in more.get("hours", "09:00-17:00").split("-")
    )
    return Worker(
        name,
        ZoneInfo(more["zone"]),
        more["country"],
        frozenset(map(DAYS.index, more.get("days", DAYS[:5]))),
        opens,
        closes,
        tuple(more["away"]) if "away" in more else None,
        more.get("kit", ""),
    )


def _read_interview(script: Script, text: str) -> Interview:
    stage, person, *_ = text.split()
    return Interview(stage, person, script.split_time(text, person)[1])


def _read_act(script: Script, day: str, text: str) -> Act:
    clock, person, verb, *words = text.split()
    weekday, number = day.split()
    whose = person if person in script.people else next(iter(script.people))
    return Act(script.find_time(weekday, number, clock, whose), person, verb, tuple(words))
