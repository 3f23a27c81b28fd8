"""The questions of an interview as cards: in a message, and one at a time in a modal.

The modal is for the interview itself, on a phone beside the call: a page to begin with, a page for
each question, and a page for what is rated at the end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import ids, kit
from blocks.mrkdwn import Mrkdwn, join, md
from hiring.guide.interview import list_anchors
from hiring.guide.interview_query import AtStage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from blocks.interview.interviews import Interviews
    from blocks.kit import Block, Element, View
    from hiring.guide.interview import (
        Anchors,
        Attribute,
        InterviewQuestion,
        PlannedInterview,
        Stage,
    )
    from hiring.guide.red_flags import RedFlag


def describe_question(number: int, question: InterviewQuestion) -> Mrkdwn:
    """What is asked, and the minutes that it takes with its answer."""
    minutes = md(" _{m} min_", m=question.minutes) if question.minutes else Mrkdwn()
    return md("*{n}. {ask}*{minutes}", n=number, ask=question.ask, minutes=minutes)


def describe_card(number: int, question: InterviewQuestion, *, why: bool = True) -> Mrkdwn:
    """A question with everything but its anchors, to read before the interview and in it."""
    return join(
        [
            describe_question(number, question),
            md("_Why:_ {why}", why=question.why) if question.why and why else Mrkdwn(),
            *_describe_follow_ups(question),
            md("_Listen for:_ {listen_for}", listen_for=question.listen_for),
        ]
    )


def describe_red_flags(flags: Iterable[RedFlag]) -> list[Mrkdwn]:
    """A line for each red flag, with how to probe it."""
    return [md("• _{name}._ {probe}", name=flag.name, probe=flag.probe) for flag in flags]


def describe_anchors(bar: Anchors | Attribute) -> list[Mrkdwn]:
    """A line for each rating: what it looks like."""
    return [md("_{label}:_ {text}", label=label, text=text) for label, text in list_anchors(bar)]


def describe_bars(interviews: Interviews, stage: Stage) -> dict[str, Mrkdwn]:
    """What each rating means for what a stage rates, by the name that its block has."""
    return {
        f"bar.{attribute.id}": describe_list(attribute.name, describe_anchors(attribute))
        for attribute in interviews.interview.attributes_of(stage)
    }


def describe_list(title: str, lines: Sequence[Mrkdwn]) -> Mrkdwn:
    """Lines under a title; nothing without lines."""
    return join([md("*{title}*", title=title), *lines]) if lines else Mrkdwn()


def describe_avoid(stage: Stage) -> list[Mrkdwn]:
    """A line for each thing that is not asked or done in a stage."""
    return [md("• {text}", text=text) for text in stage.avoid]


def describe_clock_plan(held: Stage | PlannedInterview) -> list[Mrkdwn]:
    """A line for each segment, with the minutes from which and to which it goes."""
    lines, start = [], 0
    for segment in held.clock:
        end = start + segment.minutes
        lines.append(md("`{start:>2}–{end:<2}`  {what}", start=start, end=end, what=segment.what))
        start = end
    return lines


def build_cards_button(
    interviews: Interviews, stage: Stage, *, label: str = "Question cards", page: int = 0
) -> Element:
    """A button that opens the cards, or in them turns to another page."""
    return kit.button(
        label,
        ids.number_id(ids.INTERVIEW_CARDS, page),
        value=f"{interviews.value(AtStage(stage))} {page}",
        primary=label == NEXT,
    )


BACK, NEXT = "Back", "Next"


def build_cards_view(interviews: Interviews, stage: Stage, page: int) -> View:
    """A page of the cards: 0 is the beginning, then the questions, and the end.

    A page that is not there is the nearest one: content may have lost questions since the button.
    """
    last = len(stage.questions) + 1
    page = max(0, min(page, last))
    if page == 0:
        blocks = _build_beginning(interviews, stage)
    elif page == last:
        blocks = _build_end(interviews, stage)
    else:
        blocks = _build_question(interviews, stage, page)
    turns = [(BACK, page - 1)] if page else []
    turns += [(NEXT, page + 1)] if page < last else []
    buttons = [
        build_cards_button(interviews, stage, label=label, page=target) for label, target in turns
    ]
    turn = kit.actions(buttons, "cards.turn")
    number = interviews.interview.number_of(stage)
    return kit.modal(
        ids.INTERVIEW_CARDS_VIEW,
        f"{number} {stage.short}",
        # The beginning is long, and who is in the interview already wants the first question.
        [blocks[0], turn, *blocks[1:]] if page == 0 else [*blocks, turn],
    )


def _build_beginning(interviews: Interviews, stage: Stage) -> list[Block]:
    count = len(stage.questions)
    parts = {
        "aim": md(
            "*{title}: {count} question{s}, {minutes} minutes.* {aim}",
            title=interviews.role.about.title,
            count=count,
            s="s" if count > 1 else "",
            minutes=stage.minutes,
            aim=stage.aim,
        ),
        "clock": join([Mrkdwn("*Clock plan*"), *describe_clock_plan(stage)]),
        "avoid": describe_list("What not to do", describe_avoid(stage)),
        "flags": describe_list(
            "Red flags to probe", describe_red_flags(interviews.list_flags(stage))
        ),
    }
    return kit.named_paragraphs(parts.items(), "cards")


def _build_question(interviews: Interviews, stage: Stage, number: int) -> list[Block]:
    question = stage.questions[number - 1]
    anchors = question.anchors
    parts = {
        "follow_ups": describe_list("Follow up", _describe_follow_ups(question)),
        "listen_for": md("*Listen for*\n{listen_for}", listen_for=question.listen_for),
        "anchors": join(describe_anchors(anchors)) if anchors else Mrkdwn(),
    }
    return [
        kit.context(_describe_position(interviews, stage, number), "cards.position"),
        kit.section(md("*{ask}*", ask=question.ask), "cards.ask"),
        *kit.named_paragraphs(parts.items(), "cards"),
        *([kit.context(md("_Why:_ {why}", why=question.why), "cards.why")] if question.why else []),
    ]


def _describe_position(interviews: Interviews, stage: Stage, number: int) -> Mrkdwn:
    """Such as "Question 2 of 5. 8 minutes, until minute 21. Evidence on System design."."""
    question = stage.questions[number - 1]
    until = stage.list_question_ends()[number - 1]
    minutes = (
        md(
            "{minutes} minutes{until}.",
            minutes=question.minutes,
            until=f", until minute {until}" if until else "",
        )
        if question.minutes
        else Mrkdwn()
    )
    names = [each.name for each in interviews.interview.list_evidence(stage, question)]
    evidence = md("Evidence on {names}.", names=", ".join(names)) if names else Mrkdwn()
    position = md("Question {n} of {count}.", n=number, count=len(stage.questions))
    return join([position, minutes, evidence], " ")


def _build_end(interviews: Interviews, stage: Stage) -> list[Block]:
    parts = {
        "rate": Mrkdwn("*Then rate, each with a line of evidence*"),
        **describe_bars(interviews, stage),
        "ends_with": md("*At the end:* {text}", text=stage.ends_with)
        if stage.ends_with
        else Mrkdwn(),
    }
    return kit.named_paragraphs(parts.items(), "cards")


def _describe_follow_ups(question: InterviewQuestion) -> list[Mrkdwn]:
    return [md("• {text}", text=text) for text in question.follow_ups]
