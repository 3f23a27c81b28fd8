"""One interview: what to ask and what to rate, in an answer and as a kit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import kit
from blocks.handbook.not_to_ask import build_not_to_ask_button
from blocks.interview.cards import (
    build_cards_button,
    describe_anchors,
    describe_avoid,
    describe_bars,
    describe_card,
    describe_clock_plan,
    describe_list,
    describe_question,
    describe_red_flags,
)
from blocks.interview.interviews import (
    build_prepare_buttons,
    build_shortened_note,
    build_show_button,
    build_source,
)
from blocks.mrkdwn import Mrkdwn, escape, join, md
from blocks.sentences import take_first_sentence
from hiring.guide.interview_query import AtStage, Plan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from blocks.interview.interviews import Interviews
    from blocks.kit import Block, Message
    from hiring.guide.interview import Stage


def build_stage(
    interviews: Interviews, stage: Stage, end: Sequence[Block], *, detailed: bool
) -> Message:
    """What to ask and what to rate; if `detailed`, the cards without anchors, and how time goes.

    Where a team's cards are too long for a message, the reasons are left out, then all that the
    kit has beside the questions.
    """
    if not detailed:
        return _build_message(interviews, stage, _list_short_texts(interviews, stage), end)
    note = build_shortened_note()
    source = build_source(interviews)
    if any(question.anchors for question in stage.questions):
        anchors = Mrkdwn("*Question cards* say what weak and strong answers sound like.")
        end = [kit.context(anchors, "interview.anchors"), *end]
    for why, head in ((True, []), (False, [note])):
        texts = _list_long_texts(interviews, stage, why=why)
        try:
            return _build_message(interviews, stage, texts, [*head, source, *end])
        except kit.BlockError:
            continue
    return _build_message(interviews, stage, _list_short_texts(interviews, stage), [note, *end])


def build_stage_kit(interviews: Interviews, stage: Stage) -> list[Message]:
    """Everything about a stage, in as many messages as it takes, with the cards at the end."""
    title = _describe_title(interviews, stage)
    texts = {
        **_list_long_texts(interviews, stage, anchors=True),
        "bar": Mrkdwn("*The bar*"),
        **describe_bars(interviews, stage),
    }
    buttons = [build_cards_button(interviews, stage), *build_prepare_buttons(interviews, stage)]
    return kit.joined(
        [
            kit.message(escape(title), [kit.header(title, "interview.title")]),
            *_build_parts(texts),
            kit.message(
                Mrkdwn(),
                [build_source(interviews), kit.actions(buttons, "interview.actions")],
            ),
        ]
    )


def build_stage_actions(interviews: Interviews, stage: Stage, *, detailed: bool) -> list[Block]:
    """The buttons under a stage."""
    query = AtStage(stage)
    after = interviews.interview.stage_after(stage)
    following = (
        [build_show_button(interviews, AtStage(after), f"Next: {after.short}", 1)] if after else []
    )
    return [
        kit.actions(
            [
                interviews.details_button(query, detailed=detailed),
                build_cards_button(interviews, stage),
                *build_prepare_buttons(interviews, stage),
                *following,
                build_show_button(interviews, Plan(), "All interviews", 0),
                interviews.kit_button(query),
                interviews.share_button(query, detailed=detailed),
                *([build_not_to_ask_button(interviews)] if detailed else []),
            ],
            "interview.actions",
        )
    ]


def _build_message(
    interviews: Interviews, stage: Stage, texts: Mapping[str, Mrkdwn], end: Sequence[Block]
) -> Message:
    title = _describe_title(interviews, stage)
    questions = [
        describe_question(number, question) for number, question in enumerate(stage.questions, 1)
    ]
    text = join([escape(title), *questions])
    return kit.message(
        text if len(text) <= kit.TEXT_CHARACTERS else escape(title),
        [
            kit.header(title, "interview.title"),
            *kit.named_paragraphs(texts.items(), "interview"),
            *end,
        ],
    )


def _build_parts(texts: Mapping[str, Mrkdwn]) -> Iterator[Message]:
    for name, text in texts.items():
        blocks = kit.paragraphs(text, f"interview.{name}")
        for part, block in zip(kit.split(text), blocks, strict=True):
            yield kit.message(part, [block])


def _describe_title(interviews: Interviews, stage: Stage) -> str:
    number = interviews.interview.number_of(stage)
    return f"{interviews.role.about.title}: {number} {stage.name}, {stage.minutes} minutes"


def _list_short_texts(interviews: Interviews, stage: Stage) -> dict[str, Mrkdwn]:
    questions = (
        md("*{n}.* {ask}", n=number, ask=question.ask)
        for number, question in enumerate(stage.questions, 1)
    )
    ends_with = take_first_sentence(stage.ends_with) if stage.ends_with else None
    return {
        "questions": join(questions),
        "rates": _describe_end(interviews, stage, ends_with),
    }


def _list_long_texts(
    interviews: Interviews, stage: Stage, *, why: bool = True, anchors: bool = False
) -> dict[str, Mrkdwn]:
    """Everything by block; `why` and the four `anchors` of each question can be left out."""
    cards = {
        f"question.{number}": join(
            [
                describe_card(number, question, why=why),
                *(describe_anchors(question.anchors) if anchors and question.anchors else []),
            ]
        )
        for number, question in enumerate(stage.questions, start=1)
    }
    covers = [md("• _{name}:_ {text}", name=topic.name, text=topic.text) for topic in stage.covers]
    flags = describe_red_flags(interviews.list_flags(stage))
    return {
        **cards,
        "aim": md("*Aim*\n{aim}", aim=stage.aim),
        "covers": join([md("*{word}*", word=stage.covers_as), *covers]),
        "avoid": describe_list("What not to do", describe_avoid(stage)),
        "red_flags": describe_list("Red flags to probe", flags),
        "clock": join([Mrkdwn("*Clock plan*"), *describe_clock_plan(stage)]),
        "rates": _describe_end(interviews, stage, stage.ends_with),
    }


def _describe_end(interviews: Interviews, stage: Stage, ends_with: str | None) -> Mrkdwn:
    """What an interviewer has to rate, and how the interview ends."""
    rated = ", ".join(attribute.name for attribute in interviews.interview.attributes_of(stage))
    end = md("*At the end:* {text}", text=ends_with) if ends_with else Mrkdwn()
    return join([md("*Then rate* {rated}.", rated=rated), end])
