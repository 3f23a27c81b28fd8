"""Writes the fortnight down: a page that a person can read, `docs/fortnight.md`."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from html import unescape
from typing import TYPE_CHECKING

from tests.fortnight.script import DAYS
from tests.fortnight.stages import STAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime

    from tests.fortnight.script import Act, Candidate, Script, Worker
    from tests.fortnight.world import Post

HEAD = """\
# A fortnight of messages

Which messages does Hiring Desk send in two weeks of hiring, to whom, when, and why? This page is
written by a simulation, and a test holds it to what the app really does: the whole app with a real
store goes through these days against a stand-in for Slack, while its clock is moved.
`make fortnight` writes it again.

Twenty candidates, three time zones. Berlin changes to summer time early on Sunday,
28 March 2027; Good Friday and Easter Monday are holidays there. Some people file at once, some are
late, one works three days a week, one is away. The process is restarted, and once it sleeps for a
day.

Times are those of the person in the line. A line in italics is what somebody does, and what follows
it comes at once. All other messages are sent because their time has come, and only these are
counted at the end: reminders, and the kits that come before an interview. Of a kit or a note the
first lines are shown. Messages in the channel are left out.
"""


def write_report(script: Script, posts: Sequence[Post]) -> str:
    """The page, in Markdown."""
    parts = [
        HEAD,
        "## Who works when\n",
        *_describe_people(script),
        "\n## The candidates\n",
        *_describe_candidates(script),
        "\n## Day by day\n",
        *_describe_days(script, posts),
        "\n## How many messages\n",
        *_count_messages(script, posts),
    ]
    return "\n".join(parts) + "\n"


def _describe_people(script: Script) -> Iterator[str]:
    yield from _start_table("person", "time zone", "days", "hours", "notes")
    for person in script.people.values():
        days = ", ".join(DAYS[day] for day in sorted(person.days))
        yield _write_row(
            person.name.title(),
            person.city,
            "Mon–Fri" if len(person.days) == 5 else days,
            f"{person.opens:%H:%M}–{person.closes:%H:%M}",
            ", ".join(_describe_person(person)),
        )


def _describe_person(person: Worker) -> Iterator[str]:
    if person.away:
        first, last = map(write_date, person.away)
        yield f"away from {first} to {last}"
    if person.kit:
        yield f"wants the kit {person.kit} before the interview"


def _describe_candidates(script: Script) -> Iterator[str]:
    yield from _start_table("candidate", "interviews", "owner", "decider", "what happens")
    for candidate in script.candidates.values():
        yield _write_row(
            candidate.label,
            "; ".join(_describe_interviews(script, candidate)),
            candidate.owner.title(),
            candidate.decider.title(),
            candidate.story,
        )


def _describe_interviews(script: Script, candidate: Candidate) -> Iterator[str]:
    for interview in candidate.interviews:
        who = f"{STAGES[interview.stage]} by {interview.person.title()}"
        if interview.at is None:
            yield f"{who}, not scheduled"
        else:
            yield f"{who}, {_write_time(script.people[interview.person].read_clock(interview.at))}"


def _describe_days(script: Script, posts: Sequence[Post]) -> Iterator[str]:
    """A table for each day of the owner's: what people do, and the messages that come."""
    clock = script.people["maya"]
    lines: dict[date, list[tuple[int, int, int, str]]] = {}
    for place, act in enumerate(script.acts, 1):  # what the clock brings at that time comes first
        day = lines.setdefault(clock.read_clock(act.at).date(), [])
        day.append((act.at, place, 0, _describe_act(script, act)))
        day += [
            (act.at, place, 1, _describe_post(script, post))
            for post in posts
            if post.act is act and post.person
        ]
    for post in posts:
        if post.act is None and post.person:
            day = lines.setdefault(clock.read_clock(post.at).date(), [])
            minute = post.at - post.at % 60  # whatever seconds the machine took
            day.append((minute, 0, 1, _describe_post(script, post)))
    for today in sorted(lines):
        yield f"### {today:%A} {write_date(today)}\n"
        yield from _start_table("when", "to", "message, and why it comes")
        yield from (
            line for *_, line in sorted(lines[today])
        )  # the loop works on several at a time
        yield ""


def _describe_act(script: Script, act: Act) -> str:
    person = script.people.get(act.person)
    clock = (person or script.people["maya"]).read_clock(act.at)
    return _write_row(_write_time(clock), "", f"*{act.describe(script.people)}*")


def _describe_post(script: Script, post: Post) -> str:
    person = script.people[post.person]
    clock = _write_time(person.read_clock(post.at))
    text = read_plain(" / ".join(_list_parts(post)), person, post.at)
    return _write_row(clock, person.name.title(), text)


def _list_parts(post: Post) -> list[str]:
    """What is shown of a message: of an inbox every reason, of others the first two lines."""
    if len(post.lines) > 1:
        return [f"{len(post.lines)} things", *post.lines]
    lines = [line.strip() for line in post.text.splitlines() if line.strip()]
    return post.lines or lines[:2]


def read_plain(text: str, reader: Worker, now: int) -> str:
    """A message's markup as its reader sees it: names, dates in their own time, no signs."""

    def write_token(token: re.Match[str]) -> str:
        at, form = int(token[1]), token[2].replace("\u2060", "")
        moment, today = reader.read_clock(at), reader.read_clock(now).date()
        words = {0: "today", 1: "tomorrow", -1: "yesterday"}
        shown = words.get((moment.date() - today).days, f"{moment:%a} {moment.day} {moment:%b}")
        return re.sub(r"\{date\w*\}", shown, form).replace("{time}", f"{moment:%H:%M}")

    text = re.sub(r"<!date\^(\d+)\^([^|^>]*)(?:\^[^|>]*)?\|[^>]*>", write_token, text)
    text = re.sub(r"<@U0(\w+)>", lambda token: token[1].title(), text)
    text = re.sub(r"<#C0\w+(?:\|[^>]*)?>", "the channel", text)
    text = re.sub(r"(?<!\w)([*_~])(\S.*?)\1(?!\w)", r"\2", text)
    return re.sub(r"\s+", " ", unescape(text))


def _count_messages(script: Script, posts: Iterable[Post]) -> Iterator[str]:
    """Messages that the clock brought, by person and day of theirs."""
    counts = count_by_day(script, posts)
    days = [script.first_day + timedelta(days=count) for count in range(14)]
    yield from _start_table("", *(f"{day:%a} {day.day}" for day in days), "all")
    for person in script.people:
        row = [counts[person, day] for day in days]
        yield _write_row(person.title(), *(count or "" for count in row), sum(row))
    row = [sum(counts[person, day] for person in script.people) for day in days]
    yield _write_row("all", *(count or "" for count in row), sum(row))


def count_by_day(script: Script, posts: Iterable[Post]) -> Counter[tuple[str, date]]:
    """How many messages the clock brought, by person and by day where they are."""
    return Counter(
        (post.person, script.people[post.person].read_clock(post.at).date())
        for post in posts
        if post.act is None and post.person
    )


def write_date(day: date) -> str:
    """A date as in `28 March`."""
    return f"{day.day} {day:%B}"


def _write_time(moment: datetime) -> str:
    return f"{moment:%a} {moment.day}, {moment:%H:%M}"


def _start_table(*names: str) -> Iterator[str]:
    yield _write_row(*names)
    yield f"|{'---|' * len(names)}"


def _write_row(*cells: object) -> str:
    return f"| {' | '.join(str(cell).replace('|', '/') for cell in cells)} |"
