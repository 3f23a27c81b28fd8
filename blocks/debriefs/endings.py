"""How a debrief ends, as its thread reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks.debriefs import parts
from blocks.debriefs.wording import CLOSINGS, OUTCOMES, label, quoted
from blocks.mrkdwn import Mrkdwn, join, md, mention

if TYPE_CHECKING:
    from blocks.kit import Message
    from hiring.debriefs.contents import ClosedNote, DecisionNote
    from hiring.debriefs.debrief import Decision


def decision(content: DecisionNote) -> list[Message]:
    """`decision`, with the former one where it was changed."""
    text = md(
        "*{label}:* {decided}", label=label(content.label), decided=_decided(content.decision)
    )
    former = (
        join([md("_Before:_ {was}", was=_decided(content.former)), quoted(content.former.reason)])
        if content.former
        else Mrkdwn()
    )
    return parts.fitted(
        parts.told(join([text, quoted(content.decision.reason)]), "decision"),
        parts.told(former, "former"),
    )


def closed(content: ClosedNote) -> list[Message]:
    """`closed`."""
    text = md(
        "*{label}: closed.* {why}. What was sealed stays sealed.",
        label=label(content.label),
        why=CLOSINGS[content.kind],
    )
    return parts.told(text, "closed")


def _decided(one: Decision) -> Mrkdwn:
    return md("*{outcome}*, decided by {by}.", outcome=OUTCOMES[one.outcome], by=mention(one.by))
