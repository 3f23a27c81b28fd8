"""Rules that the fortnight's messages must keep, worked out from the script alone."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tests.fortnight.stages import MINUTES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tests.fortnight.script import Script, Worker
    from tests.fortnight.world import Post

HOUR = 3600
DAY = 24 * HOUR
MOST_A_DAY = 2
MOST_REMINDERS = 3
HOLIDAYS = {
    "DE": {date(2027, 3, 26), date(2027, 3, 29)},
    "IN": {date(2027, 3, 22), date(2027, 3, 26)},
    "US": set[date](),
}
KINDS = {
    "nudge": "asks for your scorecard",
    "scorecard": "your interview ended|your scorecard (was|is) due|words are still missing",
    "schedule": "When is",
    "late": "scorecard is late|^\\*?Has .* interviewed",
    "may reveal": "still waits for",
    "decision": "waits for your decision",
    "candidate": "know?",
}


@dataclass(frozen=True)
class Line:
    """One thing that a message of the clock tells: what, about which candidate."""

    post: Post
    person: str
    kind: str
    label: str
    text: str


@dataclass(frozen=True)
class Duty:
    """A scorecard that a person owes, from opening until it is filed or released."""

    label: str
    person: str
    since: int
    ends_at: int | None
    until: int


def list_lines(posts: Sequence[Post]) -> Iterator[Line]:
    """What the messages of people's inboxes tell."""
    for post in posts:
        for text in post.lines:
            kind = next((kind for kind, words in KINDS.items() if re.search(words, text)), "")
            assert kind, f"no kind of line says {text!r}"
            label = re.search(r"\b[A-Z]{2}\b", text)
            assert label, f"no candidate is named in {text!r}"
            yield Line(post, post.person, kind, label[0], text)


def list_duties(script: Script) -> list[Duty]:
    """Who owes which scorecard from when to when, by what the script says that people do."""
    opened = {act.words[0]: act.at for act in script.acts if act.verb == "opens"}
    duties: dict[tuple[str, str], Duty] = {}
    for label, candidate in script.candidates.items():
        for interview in candidate.interviews:
            ends_at = interview.at and interview.at + MINUTES[interview.stage] * 60
            duty = Duty(label, interview.person, opened[label], ends_at, script.ends_at)
            duties[label, interview.person] = duty
    for act in script.acts:
        label = act.words[0] if act.words else ""
        key = label, act.person
        match act.verb:
            case "files" | "did-not-interview":
                duties[key] = replace(duties[key], until=act.at)
            case "accepts":
                giver = next(
                    each.person
                    for each in script.acts
                    if each.verb == "hands" and each.words[0] == label
                )
                given = duties[label, giver]
                duties[label, giver] = replace(given, until=act.at)
                duties[key] = replace(given, person=act.person, since=act.at)
            case "schedules":
                who, at = script.split_time(" ".join(act.words[1:]), act.person)
                key = label, who
                stage = next(
                    each.stage for each in script.candidates[label].interviews if each.person == who
                )
                duties[key] = replace(duties[key], ends_at=(at or 0) + MINUTES[stage] * 60)
            case "closes" | "reveals-without":
                for other, duty in [*duties.items()]:
                    if other[0] == label:
                        duties[other] = replace(duty, until=min(duty.until, act.at))
    return list(duties.values())


def works_at(person: Worker, at: int) -> bool:
    """Whether a person is at work, by the clock on their wall."""
    clock = person.read_clock(at)
    return works_on(person, clock.date()) and person.opens <= clock.time() < person.closes


def works_on(person: Worker, day: date) -> bool:
    """Whether a person works on a day."""
    is_away = person.away is not None and person.away[0] <= day <= person.away[1]
    return day.weekday() in person.days and day not in HOLIDAYS[person.country] and not is_away


def check_hours(script: Script, lines: Sequence[Line]) -> None:
    """Nobody is told anything outside their hours, on a day off, on a holiday or while away."""
    wrong = [line for line in lines if not works_at(script.people[line.person], line.post.at)]
    assert not wrong


def check_duties(script: Script, lines: Sequence[Line]) -> None:
    """A reminder comes an hour after the interview's end at the earliest, and never after filing.

    It comes once a day and three times at most, and not on a day on which the owner has asked.
    """
    duties = {(duty.label, duty.person): duty for duty in list_duties(script)}
    by_day: Counter[tuple[str, str, date]] = Counter()
    in_all: Counter[tuple[str, str]] = Counter()
    nudged: set[tuple[str, str, date]] = set()
    snoozes = Counter(act.person for act in script.acts if act.verb == "snoozes")
    for line in lines:
        if line.kind not in {"scorecard", "nudge"}:
            continue
        duty = duties[line.label, line.person]
        assert line.post.at < duty.until, f"after filing: {line}"
        today = script.people[line.person].read_clock(line.post.at).date()
        if line.kind == "scorecard":
            assert line.post.at >= (duty.ends_at or duty.since) + HOUR, f"too early: {line}"
            in_all[line.label, line.person] += 1
            by_day[line.label, line.person, today] += 1
            assert (line.label, line.person, today) not in nudged, f"after a nudge: {line}"
        else:
            nudged.add((line.label, line.person, today))
    assert not [key for key, count in by_day.items() if count > 1]
    assert not [key for key, n in in_all.items() if n > MOST_REMINDERS + snoozes[key[1]]]


def check_messages_a_day(script: Script, lines: Sequence[Line]) -> None:
    """The clock sends nobody more than two messages a day; a nudge is a person's."""
    by_clock = {line.post.ts: line.post for line in lines if line.kind != "nudge"}
    counts = Counter(
        (post.person, script.people[post.person].read_clock(post.at).date())
        for post in by_clock.values()
    )
    assert not [key for key, count in counts.items() if count > MOST_A_DAY]


def check_nobody_is_forgotten(script: Script, lines: Sequence[Line]) -> None:
    """Who still owes a scorecard at the end of a whole working day after the interview is told."""
    told = {(line.label, line.person) for line in lines if line.kind in {"scorecard", "nudge"}}
    for duty in list_duties(script):
        if duty.ends_at is None:
            continue
        person = script.people[duty.person]
        day = person.read_clock(max(duty.ends_at, duty.since)).date()
        days = (day + timedelta(days=count) for count in range(1, 15))
        whole = next((each for each in days if works_on(person, each)), None)
        if whole is not None and person.read_clock(duty.until).date() > whole:
            assert (duty.label, duty.person) in told, duty


def check_owner_hears_once(script: Script, lines: Sequence[Line]) -> None:
    """The owner hears once of each late scorecard, and of none that was filed in time."""
    late = Counter((line.label, line.text) for line in lines if line.kind == "late")
    assert not [key for key, count in late.items() if count > 1]
    for line in lines:
        if line.kind == "late":
            assert line.person == script.candidates[line.label].owner


def check_one_message_each(posts: Sequence[Post], deleted: Mapping[str, int]) -> None:
    """One thing is told in one message only: the one before was deleted, or changed."""
    standing: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for line in list_lines(posts):
        if line.kind in {"scorecard", "nudge"} and line.post.ts not in deleted:
            standing[line.person, line.label].add(line.post.ts)
    assert not [key for key, messages in standing.items() if len(messages) > 1]
