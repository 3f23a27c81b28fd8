"""Everything that a role's folder says, as passages that a question can find."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiring.guide.advice import CommonQuestions, Mistakes, TimeToHire
    from hiring.guide.interview import Interview
    from hiring.guide.need import Need
    from hiring.guide.places import Places
    from hiring.guide.posting import Posting
    from hiring.guide.red_flags import RedFlags
    from hiring.guide.role import About, Role
    from hiring.guide.salary import Band, Range, Salary
    from hiring.guide.template import Template


class Topic(StrEnum):
    """What the guide is about; each stands in one file. The value is what can be typed."""

    ROLE = "role"
    NEIGHBOURS = "neighbours"
    RED_FLAGS = "red flags"
    MISTAKES = "mistakes"
    TIME = "time to hire"
    QUESTIONS = "questions"
    SALARY = "salary"
    INTERVIEW = "interview plan"
    POSTING = "job description"
    NEED = "do we need one"

    @property
    def file(self) -> str:
        """Its file in the role's folder."""
        return _FILES[self]


_FILES = {
    Topic.ROLE: "role.yml",
    Topic.NEIGHBOURS: "role.yml",
    Topic.RED_FLAGS: "red-flags.yml",
    Topic.MISTAKES: "mistakes.yml",
    Topic.TIME: "time-to-hire.yml",
    Topic.QUESTIONS: "questions.yml",
    Topic.SALARY: "salary.yml",
    Topic.INTERVIEW: "interview.yml",
    Topic.POSTING: "posting.yml",
    Topic.NEED: "need.yml",
}
_TEMPLATE = "posting.md.jinja"


@dataclass(frozen=True)
class Passage:
    """A piece of the guide. `id` is unique in the role; `also` are other wordings of the title."""

    id: str
    topic: Topic
    title: str
    text: str
    also: tuple[str, ...] = ()
    in_template: bool = False

    @property
    def file(self) -> str:
        """Its file in the role's folder."""
        return _TEMPLATE if self.in_template else self.topic.file


def list_topics(role: Role) -> tuple[Topic, ...]:
    """What a role's folder has something on."""
    has = {
        Topic.ROLE: role.about.functions,
        Topic.NEIGHBOURS: role.about.neighbours,
        Topic.RED_FLAGS: role.red_flags,
        Topic.MISTAKES: role.mistakes,
        Topic.TIME: role.time_to_hire,
        Topic.QUESTIONS: role.questions,
        Topic.SALARY: role.salary,
        Topic.INTERVIEW: role.interview,
        Topic.POSTING: role.posting,
        Topic.NEED: role.need,
    }
    return tuple(topic for topic, part in has.items() if part)


def list_passages(role: Role, places: Places) -> tuple[Passage, ...]:
    """All that a role's folder says."""
    return tuple(_passages(role, places))


def _passages(role: Role, places: Places) -> Iterator[Passage]:
    yield from _about(role.about)
    if role.red_flags:
        yield from _red_flags(role.red_flags)
    if role.mistakes:
        yield from _mistakes(role.mistakes)
    if role.time_to_hire:
        yield from _time_to_hire(role.time_to_hire)
    if role.questions:
        yield from _questions(role.questions)
    if role.interview:
        yield from _interview(role.interview)
    if role.salary:
        yield from _salary(role.salary, places)
    if role.posting:
        yield from _posting(role.posting)
    if role.template:
        yield from _template(role.template)
    if role.need:
        yield from _need(role.need)


def _about(about: About) -> Iterator[Passage]:
    yield Passage("role/summary", Topic.ROLE, f"What the {about.title} does", about.summary)
    if about.between:
        yield Passage("role/between", Topic.ROLE, about.between_title, about.between)
    for function in about.functions:
        text = f"{function.covers}\n_Why it matters:_ {function.why}"
        yield Passage(f"role/function/{function.id}", Topic.ROLE, function.name, text)
    if about.neighbours:
        rows = (
            f"• *{neighbour.role}* owns {neighbour.owns}; code: {neighbour.code}"
            for neighbour in about.neighbours
        )
        yield Passage(
            "role/neighbours", Topic.NEIGHBOURS, "Neighbouring roles, side by side", "\n".join(rows)
        )
    if about.signal:
        yield Passage("role/signal", Topic.NEIGHBOURS, "The practical signal", about.signal)


def _red_flags(red_flags: RedFlags) -> Iterator[Passage]:
    for flag in red_flags.flags:
        text = f"{flag.text}\n_Probe:_ {flag.probe}"
        yield Passage(f"red-flags/{flag.id}", Topic.RED_FLAGS, f"Red flag: {flag.name}", text)


def _mistakes(mistakes: Mistakes) -> Iterator[Passage]:
    for mistake in mistakes.mistakes:
        title = f"Common mistake: {mistake.name}"
        yield Passage(f"mistakes/{mistake.id}", Topic.MISTAKES, title, mistake.text)


def _time_to_hire(time: TimeToHire) -> Iterator[Passage]:
    text = f"{time.summary}\n{time.why} {time.advice}"
    yield Passage("time-to-hire", Topic.TIME, "Time to hire", text)


def _questions(questions: CommonQuestions) -> Iterator[Passage]:
    for question in questions.questions:
        yield Passage(
            f"questions/{question.id}",
            Topic.QUESTIONS,
            question.question,
            question.answer,
            question.also,
        )


def _interview(interview: Interview) -> Iterator[Passage]:
    if interview.why:
        yield Passage("interview/why", Topic.INTERVIEW, "Why these interviews", interview.why)
    for number, stage in enumerate(interview.stages, start=1):
        title = f"Interview stage {number}: {stage.name}"
        covers = (f"• *{matter.name}:* {matter.text}" for matter in stage.covers)
        parts = [f"{stage.minutes} minutes. {stage.aim}", *covers, stage.ends_with or ""]
        text = "\n".join(part for part in parts if part)
        yield Passage(f"interview/stage/{stage.id}", Topic.INTERVIEW, title, text, stage.aliases)
        questions = "\n".join(f"• {question.ask}" for question in stage.questions)
        yield Passage(
            f"interview/questions/{stage.id}",
            Topic.INTERVIEW,
            f"Questions: {stage.name}",
            questions,
        )
    for attribute in interview.attributes:
        text = f"*No:* {attribute.no}\n*Yes:* {attribute.yes}"
        title = f"The bar for {attribute.name}"
        yield Passage(f"interview/bar/{attribute.id}", Topic.INTERVIEW, title, text)


def _salary(salary: Salary, places: Places) -> Iterator[Passage]:
    for band in salary.bands:
        place = places.get(band.place)
        if place:
            text = (
                f"Base {_span(band, band.base)}, total {_span(band, band.total)} a year "
                f"({band.currency.value})."
            )
            names = (*place.aliases, *place.stands_for)
            also = tuple(f"salary, pay or cost in {name}" for name in (place.name, *names))
            yield Passage(f"salary/{band.place}", Topic.SALARY, f"Pay: {place.name}", text, also)
    yield Passage("salary/varies", Topic.SALARY, "What pay depends on", salary.varies)
    yield Passage(
        "salary/total", Topic.SALARY, "What total compensation is made of", salary.how_total.text
    )
    stages = (f"• {stage.name}: {stage.low}–{stage.high}%" for stage in salary.equity.stages)
    equity = "\n".join([salary.equity.text, *stages])
    yield Passage("salary/equity", Topic.SALARY, "Equity", equity)
    if salary.mistake:
        title = "The most common pay mistake"
        yield Passage("salary/mistake", Topic.SALARY, title, salary.mistake)
    if salary.loss:
        title = "What an offer under the range costs"
        yield Passage("salary/loss", Topic.SALARY, title, salary.loss.text)
    if rules := salary.rules_of_thumb:
        text = "\n".join([f"_{rules.label}_", *(f"• {rule}" for rule in rules.rules)])
        yield Passage("salary/rules-of-thumb", Topic.SALARY, "Rules of thumb on pay", text)


def _posting(posting: Posting) -> Iterator[Passage]:
    topic = Topic.POSTING
    yield Passage("posting/range", topic, "The range belongs in the posting", posting.range_belongs)
    yield Passage(
        "posting/requirements", topic, "What requirements should name", posting.real_requirements
    )
    musts = "\n".join(f"• {must}" for must in posting.musts)
    yield Passage("posting/musts", topic, "What candidates must bring", musts, ("requirements",))


def _template(template: Template) -> Iterator[Passage]:
    """The sections of the posting, without the lines that wait for what people fill in."""
    for number, section in enumerate(template.source.split("\n## ")[1:], start=1):
        title, *lines = section.splitlines()
        fixed = [line for line in lines if line.strip() and "{{" not in line and "{%" not in line]
        if fixed and "{" not in title:
            text = "\n".join(re.sub(r"^[-*] ", "• ", line) for line in fixed)
            yield Passage(
                f"posting/section-{number}",
                Topic.POSTING,
                f"Job description: {title.strip()}",
                text,
                in_template=True,
            )


def _need(need: Need) -> Iterator[Passage]:
    options = [option for question in need.questions for option in question.options]
    for verdict in need.verdicts:
        speaks = [f"• {option.say}" for option in options if verdict.id in option.points_to]
        text = "\n".join([verdict.text, *(["What speaks for it:", *speaks] if speaks else [])])
        title = f"Do we need one? {verdict.title}"
        yield Passage(f"need/{verdict.id}", Topic.NEED, title, text)


def _span(band: Band, pay: Range) -> str:
    end = "+" if pay.high_is_open else ""
    return f"{band.money(pay.low).short()}–{band.money(pay.high).short()}{end}"
