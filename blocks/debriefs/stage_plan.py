"""What an interviewer does in a stage, minute by minute: the plan, the questions, what to rate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks.debriefs import parts
from blocks.mrkdwn import Mrkdwn, join, md

if TYPE_CHECKING:
    from blocks.debriefs.wording import RoleWords
    from blocks.kit import Message
    from hiring.debriefs.contents import Kit
    from hiring.debriefs.role_text import QuestionText, StageText


def build_stage_plan(content: Kit, words: RoleWords) -> list[Message]:
    """The plan of a kit's stage; nothing if the debrief has no words for it."""
    stage = words.stages.get(content.stage)
    if stage is None:
        return []
    questions = [
        _describe_question(number, question)
        for number, question in enumerate(stage.questions, start=1)
    ]
    end = md("At the end: {ends_with}", ends_with=stage.ends_with) if stage.ends_with else Mrkdwn()
    rated = ", ".join(map(words.attribute, content.attributes))
    return [
        *_build_part(_describe_plan(stage), "plan"),
        *_build_part(join([Mrkdwn("*Ask*"), *questions, end]), "ask"),
        *_build_part(md("*Rate* {rated}, each with a line of evidence.", rated=rated), "rate"),
        *_build_part(_describe_red_flags(stage, words), "flags"),
        *_build_part(_list_lines(Mrkdwn("*Leave out*"), stage.avoid), "avoid"),
    ]


def _build_part(text: Mrkdwn, block_id: str) -> list[Message]:
    return parts.build_text(text, block_id) if text else []


def _describe_plan(stage: StageText) -> Mrkdwn:
    head = md("*Plan*, {minutes} minutes", minutes=stage.minutes)
    aim = md("{aim}", aim=stage.aim) if stage.aim else Mrkdwn()
    clock = [md("• {m} min: {what}", m=each.minutes, what=each.what) for each in stage.clock]
    return join([head, aim, *clock])


def _describe_question(number: int, question: QuestionText) -> Mrkdwn:
    """What to ask, with its minutes; under it what to listen for, and the follow-ups."""
    minutes = f" ({question.minutes} min)" if question.minutes else ""
    listen = (
        md("    _Listen for:_ {listen_for}", listen_for=question.listen_for)
        if question.listen_for
        else Mrkdwn()
    )
    follow_ups = [md("    • {follow_up}", follow_up=each) for each in question.follow_ups]
    ask = md("{n}. {ask}{minutes}", n=number, ask=question.ask, minutes=minutes)
    return join([ask, listen, *follow_ups])


def _describe_red_flags(stage: StageText, words: RoleWords) -> Mrkdwn:
    if not stage.red_flags:
        return Mrkdwn()
    lines = []
    for flag in stage.red_flags:
        known = words.flags.get(flag)
        probe = md(": {probe}", probe=known.probe) if known and known.probe else Mrkdwn()
        lines.append(md("• {flag}{probe}", flag=words.flag(flag), probe=probe))
    return join([Mrkdwn("*Red flags to probe*"), *lines])


def _list_lines(head: Mrkdwn, lines: tuple[str, ...]) -> Mrkdwn:
    if not lines:
        return Mrkdwn()
    return join([head, *(md("• {line}", line=line) for line in lines)])
