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
    """The topic's page. Raises LookupError where the role's folder has nothing on it."""
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
        md("*{name}.* {covers}\n_{why}_", name=one.name, covers=one.covers, why=one.why)
        for one in about.functions
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
                    role=one.role,
                    owns=one.owns,
                    code=one.code,
                )
                for one in about.neighbours
            ),
            *_escape_texts(about.signal),
        ]
    )
    if not native:
        return listed
    rows = [[one.role, one.owns, one.code] for one in about.neighbours]
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
        md("*{name}.* {text}", name=one.name, text=one.text) for one in mistakes.mistakes
    )


def _build_questions(questions: CommonQuestions) -> Page:
    return _build_prose(
        md("*{question}*\n{answer}", question=one.question, answer=one.answer)
        for one in questions.questions
    )


def _build_time_to_hire(time: TimeToHire, *, native: bool) -> Page:
    listed = _build_prose(_escape_texts(time.summary, time.why, time.advice))
    if not native:
        return listed
    series = {
        "At least": {one.label: float(one.weeks(one.low)) for one in time.routes},
        "At most": {one.label: float(one.weeks(one.high)) for one in time.routes},
    }
    drawn = [
        md(
            "{name}: {low}–{high} months are shown as {least}–{most} weeks.",
            name=one.name,
            low=one.low,
            high=one.high,
            least=f"{one.weeks(one.low):.0f}",
            most=f"{one.weeks(one.high):.0f}",
        )
        for one in time.routes
        if one.unit is Unit.MONTHS
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
