"""Each topic of a role's guide in full."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from blocks import kit
from blocks.mrkdwn import Mrkdwn, join, md
from hiring.guide.advice import Unit
from hiring.guide.passages import Topic

if TYPE_CHECKING:
    from collections.abc import Iterable

    from blocks.kit import Block
    from hiring.guide.advice import CommonQuestions, Mistakes, TimeToHire
    from hiring.guide.red_flags import RedFlags
    from hiring.guide.role import About, Role

ELSEWHERE = {
    Topic.SALARY: Mrkdwn("Pay by place, and how an offer compares: `/salary`."),
    Topic.INTERVIEW: Mrkdwn("What to ask in which interview: `/interview-questions`."),
    Topic.POSTING: Mrkdwn("A posting from a form, checked before you publish it: `/jd`."),
    Topic.NEED: Mrkdwn("A few questions that show which role you need: `/do-we-need-a-lead`."),
}


@dataclass(frozen=True)
class Page:
    """A topic as blocks, and all of it as text for notifications and screen readers."""

    text: Mrkdwn
    blocks: list[Block]


def build_page(role: Role, topic: Topic, *, native: bool) -> Page:  # noqa: PLR0911 - a case each
    """The topic's page. Raises LookupError if the role's folder has nothing on it."""
    match topic:
        case Topic.ROLE:
            return _build_role(role.about)
        case Topic.NEIGHBOURS:
            return _build_neighbours(role.about, native=native)
        case Topic.RED_FLAGS if role.red_flags:
            return _build_red_flags(role.red_flags)
        case Topic.MISTAKES if role.mistakes:
            return _build_mistakes(role.mistakes)
        case Topic.TIME if role.time_to_hire:
            return _build_time_to_hire(role.time_to_hire, native=native)
        case Topic.QUESTIONS if role.questions:
            return _build_questions(role.questions)
        case Topic.SALARY | Topic.INTERVIEW | Topic.POSTING | Topic.NEED:
            return _build_prose([ELSEWHERE[topic]])
        case _:
            raise LookupError(topic)


def _build_role(about: About) -> Page:
    functions = [
        md(
            "*{name}.* {covers}\n_{why}_",
            name=function.name,
            covers=function.covers,
            why=function.why,
        )
        for function in about.functions
    ]
    return _build_prose(
        [*_escape_texts(about.summary), *functions, *_escape_texts(about.between, about.signal)]
    )


def _build_neighbours(about: About, *, native: bool) -> Page:
    listed = _build_prose(
        [
            *(
                md(
                    "*{role}*\nOwns {owns}. Code: {code}.",
                    role=neighbour.role,
                    owns=neighbour.owns,
                    code=neighbour.code,
                )
                for neighbour in about.neighbours
            ),
            *_escape_texts(about.signal),
        ]
    )
    if not native:
        return listed
    rows = [[neighbour.role, neighbour.owns, neighbour.code] for neighbour in about.neighbours]
    head = ("Role", "Owns", "Code")
    table = kit.table("Neighbouring roles", head, rows, "guide.neighbours", native=True)
    signal = [kit.section(text, "guide.signal") for text in _escape_texts(about.signal)]
    return Page(listed.text, [table, *signal])


def _build_red_flags(red_flags: RedFlags) -> Page:
    return _build_prose(
        md("*{name}.* {text}\n_Probe:_ {probe}", name=flag.name, text=flag.text, probe=flag.probe)
        for flag in red_flags.flags
    )


def _build_mistakes(mistakes: Mistakes) -> Page:
    return _build_prose(
        md("*{name}.* {text}", name=mistake.name, text=mistake.text)
        for mistake in mistakes.mistakes
    )


def _build_questions(questions: CommonQuestions) -> Page:
    return _build_prose(
        md("*{question}*\n{answer}", question=question.question, answer=question.answer)
        for question in questions.questions
    )


def _build_time_to_hire(time: TimeToHire, *, native: bool) -> Page:
    listed = _build_prose(_escape_texts(time.summary, time.why, time.advice))
    if not native:
        return listed
    series = {
        "At least": {route.label: float(route.weeks(route.low)) for route in time.routes},
        "At most": {route.label: float(route.weeks(route.high)) for route in time.routes},
    }
    drawn = [
        md(
            "{name}: {low}–{high} months are shown as {least}–{most} weeks.",
            name=route.name,
            low=route.low,
            high=route.high,
            least=f"{route.weeks(route.low):.0f}",
            most=f"{route.weeks(route.high):.0f}",
        )
        for route in time.routes
        if route.unit is Unit.MONTHS
    ]
    return Page(
        listed.text,
        [
            kit.section(md("{text}", text=time.summary), "guide.summary"),
            kit.bar_chart("Time to hire", series, "guide.chart", y_label="Weeks"),
            *([kit.context(join(drawn), "guide.drawn")] if drawn else []),
            *kit.paragraphs(join(_escape_texts(time.why, time.advice), "\n\n"), "guide.text"),
        ],
    )


def _build_prose(texts: Iterable[Mrkdwn]) -> Page:
    text = join(texts, "\n\n")
    return Page(text, kit.paragraphs(text, "guide.text"))


def _escape_texts(*texts: str | None) -> list[Mrkdwn]:
    return [md("{text}", text=text) for text in texts if text]
