"""What to say where no interview is meant for sure: what there is, and what the guide has on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from blocks import ids, kit
from blocks.handbook.source import LABELS
from blocks.interview.interviews import build_show_button
from blocks.mrkdwn import clean, md, quote
from blocks.sentences import shorten
from hiring.guide.interview_passages import OWN_PROBLEM_TITLE
from hiring.guide.interview_query import (
    LONGEST,
    AtPlan,
    AtSheet,
    AtStage,
    InGuide,
    NoStage,
    OtherJob,
    Plan,
    find_subject_of,
)
from hiring.guide.passage import Topic

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from blocks.interview.interviews import Interviews
    from blocks.kit import Element, Message
    from blocks.mrkdwn import Mrkdwn
    from hiring.guide.interview import Stage
    from hiring.guide.passage import Passage

LONGEST_ON_BUTTON = 50
ALL = "All interviews"
MOST_OTHERS = 5


def build_no_stage(interviews: Interviews, query: InGuide | OtherJob | NoStage) -> Message:
    """The guide's answer, interviews for any job, or the interviews there are; with the menu."""
    role, menu = interviews.role, build_stage_menu(interviews)
    match query:
        case InGuide(subjects=[subject], is_sure=True):
            title = _describe(subject)
            text = md("*The guide has that: {title}.* The interviews are these:", title=title)
            ask = _build_ask_button(interviews, f"Ask the guide: {title}", _read_id(subject))
            return build_choice(text, [ask, *menu])
        case InGuide(subjects=subjects):
            text = md("*Did you mean one of these?* You asked {typed}.", typed=quote(query.typed))
            buttons = [
                _build_subject_button(interviews, subject, number)
                for number, subject in enumerate(subjects)
            ]
            return build_choice(text, [*buttons, build_show_button(interviews, Plan(), ALL, 99)])
        case OtherJob():
            text = md(
                "*These interviews are for {title}, not for {typed}.*{others}",
                title=role.about.title,
                typed=quote(query.typed),
                others=" For other jobs I have these:" if interviews.others else "",
            )
            others = [
                kit.button(
                    shorten(f"Interviews: {other.about.title}", LONGEST_ON_BUTTON),
                    ids.number_id(ids.INTERVIEW_SHOW, number),
                    value=other.id,
                )
                for number, other in enumerate(interviews.others[:MOST_OTHERS], start=1)
            ]
            return build_choice(text, [*others, build_show_button(interviews, Plan(), ALL, 99)])
        case NoStage():
            text = md(
                "*I have these interviews for {title}.* None is clearly about {typed}.",
                title=role.about.title,
                typed=quote(query.typed),
            )
            typed = " ".join(clean(query.typed).split())[:LONGEST]
            ask_guide = _build_ask_button(interviews, "Ask the guide", typed)
            return build_choice(text, [*menu, *([ask_guide] if role.about.functions else [])])
        case _:
            assert_never(query)


def build_choice(text: Mrkdwn, buttons: Sequence[Element]) -> Message:
    """A sentence with buttons to choose from."""
    return kit.message(
        text, [kit.section(text, "interview.hint"), kit.actions(buttons, "interview.actions")]
    )


def build_stage_menu(
    interviews: Interviews, stages: Iterable[Stage] | None = None
) -> list[Element]:
    """A button for each stage, or for some `stages`."""
    interview = interviews.interview
    numbered = {interview.number_of(stage): stage for stage in stages or interview.stages}
    return [
        build_show_button(interviews, AtStage(stage), f"{number} {stage.short}", number)
        for number, stage in numbered.items()
    ]


def _build_subject_button(interviews: Interviews, subject: Passage | Topic, number: int) -> Element:
    """A button that shows what a passage is about, or else the passage."""
    if shown := find_subject_of(subject, interviews.interview):
        return build_show_button(interviews, shown, describe_shown(shown), number)
    return _build_ask_button(interviews, _describe(subject), _read_id(subject), number)


def describe_shown(shown: AtStage | AtPlan | AtSheet) -> str:
    """The name of a stage, a plan or the sheet."""
    match shown:
        case AtStage(stage=stage):
            return stage.name
        case AtPlan(plan=plan):
            return plan.name
        case AtSheet():
            return OWN_PROBLEM_TITLE
        case _:
            assert_never(shown)


def _build_ask_button(interviews: Interviews, label: str, what: str, number: int = 98) -> Element:
    return kit.button(
        shorten(label, LONGEST_ON_BUTTON),
        ids.number_id(ids.GUIDE_SHOW, number),
        value=f"{interviews.role.id} {what}",
    )


def _describe(subject: Passage | Topic) -> str:
    return LABELS[subject] if isinstance(subject, Topic) else subject.title


def _read_id(subject: Passage | Topic) -> str:
    return subject.value if isinstance(subject, Topic) else subject.id
