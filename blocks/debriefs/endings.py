"""How a debrief ends, as its thread reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks.debriefs import parts
from blocks.debriefs.candidate import build_task_buttons, describe_task
from blocks.debriefs.next_steps import build_dissent_button
from blocks.debriefs.wording import (
    CLOSINGS,
    OUTCOMES,
    describe_early_readers,
    quote_lines,
    shorten_label,
)
from blocks.mrkdwn import Mrkdwn, join, md, mention

if TYPE_CHECKING:
    from blocks.kit import Message
    from hiring.debriefs.contents import ClosedNote, DecisionNote
    from hiring.debriefs.debrief import Decision


def build_decision(content: DecisionNote) -> list[Message]:
    """What was decided, and the earlier decision if this one changes it. Slot: `decision`."""
    text = md(
        "*{label}:* {decided}",
        label=shorten_label(content.label),
        decided=_describe_decision(content.decision),
    )
    previous = (
        join(
            [
                md("_Before:_ {was}", was=_describe_decision(content.former)),
                quote_lines(content.former.reason),
            ]
        )
        if content.former
        else Mrkdwn()
    )
    buttons = [
        *build_task_buttons(content.debrief_id, content.task),
        *([build_dissent_button(content.debrief_id)] if content.takes_dissent else []),
    ]
    return parts.join_parts(
        parts.build_text(join([text, quote_lines(content.decision.reason)]), "decision"),
        parts.build_text(previous, "former"),
        parts.build_text(describe_task(content.task) if content.task else Mrkdwn(), "task"),
        parts.build_buttons(buttons, "acts"),
    )


def build_closed_note(content: ClosedNote) -> list[Message]:
    """The note that a debrief was closed without a decision. Slot: `closed`."""
    text = md(
        "*{label}: closed* by {by}. {why}. Scorecards that weren't revealed stay sealed.",
        label=shorten_label(content.label),
        by=mention(content.by),
        why=CLOSINGS[content.kind],
    )
    readers = describe_early_readers(content.readers)
    read = md("Read before that: {readers}.", readers=readers) if readers else Mrkdwn()
    return parts.join_parts(
        parts.build_text(text, "closed"), parts.build_small_text(read, "readers")
    )


def _describe_decision(decision: Decision) -> Mrkdwn:
    return md(
        "*{outcome}*, decided by {by}.", outcome=OUTCOMES[decision.outcome], by=mention(decision.by)
    )
