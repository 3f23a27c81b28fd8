"""Answers that are rendered once a day say how old their figures are on that day."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from blocks import kit
from blocks.mrkdwn import md
from bot.answers.prepared import (
    Answers,
    prepare_handbook_answers,
    prepare_interview_answers,
    prepare_salary_answers,
)
from bot.answers.roles import Subject
from local_slack.client import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from blocks.kit import Message
    from hiring.guide.role import Guide, Role
    from tests.desk import Running

ROLE = "ai-tech-lead"
START, LATER = date(2026, 11, 28), date(2028, 1, 2)
OLD = "Recorded 14 months ago: check before you rely on it."


@dataclass
class Calendar:
    """Whatever day a test says."""

    today: date = START

    def read_date(self) -> date:
        return self.today


def read(body: bytes | str) -> str:
    return json.dumps(json.loads(body), ensure_ascii=False)


@pytest.mark.parametrize("typed", ["/salary london", "/hiring-guide time to hire"])
def test_a_prepared_answer_tells_the_age_of_today(guide: Guide, typed: str) -> None:
    calendar = Calendar()
    name, _, text = typed.partition(" ")
    answers = (
        prepare_salary_answers(guide, calendar.read_date, native=True)[ROLE]
        if name == "/salary"
        else prepare_handbook_answers(guide, calendar.read_date, native=True)[ROLE]
    )
    subject = Subject(guide.roles[ROLE], text)

    before = answers.find_prepared(subject)
    assert before
    assert "recorded November 2026" in read(before.body)
    assert OLD not in read(before.body)
    assert answers.find_prepared(subject) is before

    calendar.today = LATER
    after = answers.find_prepared(subject)
    assert after
    assert OLD in read(after.body)
    assert answers.find_prepared(subject) is after


def test_every_prepared_answer_is_the_one_of_the_day(guide: Guide) -> None:
    """As if the desk had been started on that day; so is what isn't prepared."""
    calendar = Calendar()

    role, native = guide.roles[ROLE], True
    texts = ["", "help", "london", "screen", "time to hire", "190k sf", "sf details", "red flags"]

    def start() -> dict[str, Callable[[], list[bytes | str]]]:
        handbooks = prepare_handbook_answers(guide, calendar.read_date, native=native)
        interviews = prepare_interview_answers(
            guide, calendar.read_date, handbooks, native=native, public=False
        )
        salary = prepare_salary_answers(guide, calendar.read_date, native=native)
        subjects = [Subject(role, text) for text in texts]
        return {
            "guide": lambda: [handbooks[ROLE].reply(subject).body for subject in subjects],
            "interviews": lambda: [interviews[ROLE].reply(subject).body for subject in subjects],
            "salary": lambda: [salary[ROLE].reply(subject).body for subject in subjects],
        }

    running = start()
    calendar.today = LATER
    restarted = start()
    for name, answer in running.items():
        assert answer() == restarted[name]()


@dataclass(frozen=True)
class Diary:
    """Something that is read on a date, and remembers what it was asked to render."""

    role: Role
    others: tuple[Role, ...] = ()
    today: date = START
    rendered: list[str] = field(default_factory=list)

    def on(self, today: date) -> Diary:
        return replace(self, today=today)


def test_the_first_request_of_a_day_waits_for_its_own_answer_alone(guide: Guide) -> None:
    calendar, diary = Calendar(), Diary(guide.roles[ROLE])

    def build(source: Diary, query: str, *, detailed: bool) -> Message:
        source.rendered.append(query)
        text = md("{query} {detailed} {today}", query=query, detailed=detailed, today=source.today)
        return kit.message(text, [kit.section(text, "sample")])

    answers = Answers(diary, str, build, ("a", "b", "c"), calendar.read_date)
    role = guide.roles[ROLE]
    assert diary.rendered == []
    for text in ("a", "b", "a"):
        answers.find_prepared(Subject(role, text))
    assert diary.rendered == ["a", "b"]

    calendar.today = LATER
    reply = answers.find_prepared(Subject(role, "b"))
    assert reply
    assert "2028-01-02" in read(reply.body)
    assert diary.rendered == ["a", "b", "b"]
    assert answers.find_prepared(Subject(role, "unprepared")) is None


def test_texts_that_are_read_alike_share_an_answer(guide: Guide) -> None:
    calendar, diary = Calendar(), Diary(guide.roles[ROLE])

    def build(source: Diary, query: str, *, detailed: bool) -> Message:
        source.rendered.append(f"{query}, in full" if detailed else query)
        return kit.message(md("sample"), [kit.section(md("sample"), "sample")])

    answers = Answers(diary, str.upper, build, ("a", "A", "a details"), calendar.read_date)
    role = guide.roles[ROLE]
    alike = [answers.find_prepared(Subject(role, text)) for text in ("A", "a", "a", " A ")]
    assert alike.count(alike[0]) == len(alike)
    assert diary.rendered == ["A"]


@pytest.mark.asyncio(loop_scope="module")
async def test_a_running_desk_notices_that_time_passes(fresh: Running) -> None:
    """In what was rendered on an earlier day, in what is rendered now, and in forms."""
    maya = fresh.workspace.person("maya")

    async def ask(typed: str) -> str:
        assert "failed" not in await maya.say("#general", typed)
        return words((await maya.sees("#general"))[-1])

    typed = ("/salary london", "/salary 190k sf", "/hiring-guide time to hire")
    first = [await ask(text) for text in typed]
    await fresh.advance(3 * 366 * 24 * 3600)
    for before, text in zip(first, typed, strict=True):
        after = await ask(text)
        assert after != before
        assert re.search(r"Recorded \d+ (months|years) ago: check before you rely on it\.", after)
