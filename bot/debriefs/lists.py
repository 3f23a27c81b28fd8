"""Debriefs and owed scorecards as lines of a list: in a channel and in the Home."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from blocks.debriefs.lists import DebriefLine, OwedScorecard, Progress
from bot.slack.client import SlackError
from bot.store.errors import StoreError
from hiring.debriefs.contents import RoundState
from hiring.debriefs.debrief import NO_DUE_TIME
from hiring.debriefs.role_snapshot import find_role_text
from hiring.debriefs.seat_messages import build_public_round
from hiring.debriefs.state import Phase, apply_due_reveal, get_phase
from hiring.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.desk import Desk
    from bot.store.debriefs import StoredDebrief
    from hiring.debriefs.debrief import Debrief

LINK_SECONDS = 0.5
"""How long a list waits for the address of a thread; without one, the line has no link."""


async def list_owed_scorecards(
    tenant: str, desk: Desk, owed: Sequence[StoredDebrief], user: str
) -> list[OwedScorecard]:
    """The scorecards that a person has to file in these debriefs, the soonest due first."""
    threads = await _find_threads(tenant, desk, owed)
    scorecards = [
        OwedScorecard(
            stored.debrief.id,
            seat.id,
            stored.debrief.label,
            find_role_text(stored.debrief, desk.guide.roles),
            seat.stage,
            seat.due_at,
            threads.get(stored.debrief.id, ""),
        )
        for stored in owed
        for seat in stored.debrief.seats_in(stored.debrief.current_round.number)
        if seat.is_empty and seat.person == user
    ]
    return sorted(scorecards, key=lambda scorecard: scorecard.due_at or NO_DUE_TIME)


async def list_debriefs(
    tenant: str, desk: Desk, debriefs: Sequence[StoredDebrief]
) -> list[DebriefLine]:
    """These debriefs as everybody in their channel may see them, with links to their threads."""
    threads = await _find_threads(tenant, desk, debriefs)
    return [
        describe_debrief(stored, desk, threads.get(stored.debrief.id, "")) for stored in debriefs
    ]


def describe_debrief(stored: StoredDebrief, desk: Desk, thread: str = "") -> DebriefLine:
    """A debrief as everybody in its channel may see it."""
    debrief = apply_due_reveal(stored.debrief, stored.now)
    return DebriefLine(
        stored.debrief.id,
        debrief.label,
        find_role_text(debrief, desk.guide.roles),
        debrief.channel,
        get_phase(debrief, stored.now),
        debrief.opened_at,
        thread,
        debrief.decision.outcome if debrief.decision else None,
        debrief.closed.kind if debrief.closed else None,
        _find_progress(debrief, stored.now),
    )


def _find_progress(debrief: Debrief, now: int) -> Progress | None:
    """How many have filed, no more than the channel's message says; None if no round runs."""
    public = build_public_round(debrief, debrief.current_round, now)
    if public.state is not RoundState.RUNNING or not public.seats:
        return None
    if get_phase(debrief, now) is not Phase.RUNNING:
        return None
    due_at = max((seat.due_at for seat in public.seats if seat.due_at), default=None)
    seats = len(public.seats)
    return Progress(public.number, len(debrief.rounds), public.filed, seats, due_at)


async def _find_threads(
    tenant: str, desk: Desk, debriefs: Sequence[StoredDebrief]
) -> dict[str, str]:
    """The addresses of the debriefs' threads, by debrief, as far as Slack gives them in time."""

    async def find_thread(stored: StoredDebrief) -> str:
        try:
            async with asyncio.timeout(LINK_SECONDS):
                root = (await desk.slots.load(tenant, stored.debrief.id)).get("root")
                if root is None or not root.ts:
                    return ""
                return await desk.slack.find_permalink(tenant, root.channel, root.ts)
        except (TimeoutError, SlackError, StoreError, UnreadableError):
            return ""

    addresses = await asyncio.gather(*map(find_thread, debriefs))
    return {
        stored.debrief.id: address
        for stored, address in zip(debriefs, addresses, strict=True)
        if address
    }
