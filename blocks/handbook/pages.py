"""Each topic of a role's guide: what matters first, and the rest as details."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from blocks import ids, kit
from blocks.mrkdwn import Mrkdwn, escape, join, md
from blocks.sentences import take_first_sentence
from hiring.guide.advice import Unit
from hiring.guide.passage import Topic
from hiring.guide.sources import list_source_ids

if TYPE_CHECKING:
    from collections.abc import Iterable

    from blocks.kit import Block
    from hiring.guide.advice import CommonQuestions, Mistakes, TimeToHire
    from hiring.guide.need import Answers, Need
    from hiring.guide.red_flags import RedFlags
    from hiring.guide.role import About, Role
    from hiring.postings.posting import Posting

MOST_LISTED = 11
_NOTHING_TOLD: Answers = {}


@dataclass(frozen=True)
class Page:
    """A topic as blocks, and all of it as text for notifications and screen readers.

    `source` is ids of where its figures come from.
    """

    text: Mrkdwn
    blocks: list[Block]
    source: tuple[str, ...] = ()


def build_page(role: Role, topic: Topic, *, native: bool, detailed: bool) -> Page:  # noqa: PLR0911 - a case each
    """The topic's page. Raises LookupError if the role's folder has nothing on it."""
    match topic:
        case Topic.ROLE:
            return _build_role(role.about, detailed=detailed)
        case Topic.NEIGHBOURS:
            return _build_neighbours(role.about)
        case Topic.RED_FLAGS if role.red_flags:
            return _build_red_flags(role.red_flags, detailed=detailed)
        case Topic.MISTAKES if role.mistakes:
            return _build_mistakes(role.mistakes)
        case Topic.TIME if role.time_to_hire:
            return _build_time_to_hire(role.time_to_hire, chart=native and detailed)
        case Topic.QUESTIONS if role.questions:
            return _build_questions(role, role.questions)
        case Topic.POSTING if role.posting:
            return _build_posting(role.posting)
        case Topic.NEED if role.need:
            return _build_prose(describe_signs(role, role.need), role.need.source)
        case _:
            raise LookupError(topic)


def describe_signs(role: Role, need: Need, told: Answers = _NOTHING_TOLD) -> list[Mrkdwn]:
    """What speaks for the role and what for waiting; what somebody has told is marked."""
    if need.signs is None:
        return [md("{intro}", intro=need.intro)]
    return [
        join(
            [
                heading,
                *(
                    md(
                        "• {sign}{mark}",
                        sign=sign.text,
                        mark=" *(you said)*" if sign.is_told(told) else "",
                    )
                    for sign in signs
                ),
            ]
        )
        for heading, signs in (
            (
                md("*Signs that you need {title}*", title=role.about.title_with_article),
                need.signs.lead,
            ),
            (Mrkdwn("*Signs that it is too early*"), need.signs.not_yet),
        )
    ]


def _build_role(about: About, *, detailed: bool) -> Page:
    functions = [
        md(
            "*{name}.* {covers}\n_{why}_",
            name=function.name,
            covers=function.covers,
            why=function.why,
        )
        if detailed
        else md(
            "• *{name}.* {covers}", name=function.name, covers=take_first_sentence(function.covers)
        )
        for function in about.functions
    ]
    rest = _escape_texts(about.between, about.signal) if detailed else []
    summary = _escape_texts(about.summary, about.stakes if detailed else None)
    if detailed:
        return _build_prose([*summary, *functions, *rest], about.source)
    return _build_prose([*summary, join(functions)])


def _build_neighbours(about: About) -> Page:
    return _build_prose(
        [
            join(
                md(
                    "• *{role}* owns {owns}. Code: {code}.",
                    role=neighbour.role,
                    owns=neighbour.owns,
                    code=neighbour.code,
                )
                for neighbour in about.neighbours
            ),
            *_escape_texts(about.signal),
        ],
        about.source,
    )


def _build_red_flags(red_flags: RedFlags, *, detailed: bool) -> Page:
    return _build_prose(
        [
            *_escape_texts(red_flags.intro),
            *_describe_flags(red_flags, detailed=detailed),
        ],
        list_source_ids(red_flags),
    )


def _describe_flags(red_flags: RedFlags, *, detailed: bool) -> list[Mrkdwn]:
    return [
        md(
            "*{name}.* {text}\n_Probe:_ {probe}",
            name=flag.name,
            text=flag.text,
            probe=flag.probe,
        )
        if detailed
        else md("*{name}.* {text}", name=flag.name, text=flag.text)
        for flag in red_flags.flags
    ]


def _build_mistakes(mistakes: Mistakes) -> Page:
    return _build_prose(
        (
            md("*{name}.* {text}", name=mistake.name, text=mistake.text)
            for mistake in mistakes.mistakes
        ),
        list_source_ids(mistakes),
    )


def _build_questions(role: Role, questions: CommonQuestions) -> Page:
    """The first questions, and a menu that shows the answer to each of them all."""
    listed = [
        md("• {question}", question=each.question) for each in questions.questions[:MOST_LISTED]
    ]
    more = len(questions.questions) - MOST_LISTED
    text = join([*listed, md("• {more} more in the menu", more=more) if more > 0 else Mrkdwn()])
    options = {
        f"{role.id} questions/{question.id}": question.question for question in questions.questions
    }
    menu = kit.select(ids.number_id(ids.GUIDE_SHOW, 96), "Show the answer to…", options)
    blocks = [*kit.paragraphs(text, "guide.text"), kit.actions([menu], "guide.questions")]
    return Page(text, blocks, questions.source)


def _build_posting(posting: Posting) -> Page:
    return _build_prose(
        [
            Mrkdwn("`/jd` writes the posting from a form, and checks it before you publish it."),
            join(
                [
                    md("• *Show the range.* {text}", text=posting.range_belongs),
                    md("• *Be specific.* {text}", text=posting.real_requirements),
                ]
            ),
        ],
        posting.source,
    )


def _build_time_to_hire(time: TimeToHire, *, chart: bool) -> Page:
    listed = _build_prose(_escape_texts(time.summary, f"{time.why} {time.advice}"), time.source)
    if not chart:
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
            *listed.blocks,
            kit.bar_chart("Time to hire", series, "guide.chart", y_label="Weeks"),
            *([kit.context(join(drawn), "guide.drawn")] if drawn else []),
        ],
        listed.source,
    )


def _build_prose(texts: Iterable[Mrkdwn], source: tuple[str, ...] = ()) -> Page:
    text = join(texts, "\n\n")
    return Page(text, kit.paragraphs(text, "guide.text"), source)


def _escape_texts(*texts: str | None) -> list[Mrkdwn]:
    return [escape(text) for text in texts if text]
