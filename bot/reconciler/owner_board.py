"""The owner's list of seats once it is over: it leads to the thread."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.reconciler.logbook import ROOT
from bot.slack.client import SlackError
from hiring.debriefs.contents import OwnerBoard
from hiring.debriefs.state import SEALED_PHASES, Phase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.reconciler.visit import Visit
    from hiring.debriefs.planned_messages import PlannedMessage


async def complete_owner_board(
    visit: Visit, messages: Iterable[PlannedMessage]
) -> list[PlannedMessage]:
    """The messages as planned, with the thread's address in the owner's list once it is over.

    The reveal brings a new list. After the decision it is only changed, since nobody waits for it.
    """
    completed = [await _complete(visit, planned) for planned in messages]
    return [planned for planned in completed if planned]


async def _complete(visit: Visit, planned: PlannedMessage) -> PlannedMessage | None:
    """The message as planned, or with the thread's address; None if it is not to be posted."""
    content = planned.content
    if not isinstance(content, OwnerBoard) or content.phase in SEALED_PHASES:
        return planned
    is_news = content.phase is Phase.REVEALED and planned.generation
    if planned.slot not in visit.book.slots and not is_news:
        return None
    root = visit.book.slots.get(ROOT)
    if root is None or not root.ts:
        return planned
    try:
        address = await visit.tools.directory.find_permalink(
            visit.lease.tenant, root.channel, root.ts
        )
    except SlackError:
        return planned
    return replace(planned, content=replace(content, thread=address))
