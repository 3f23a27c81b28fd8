"""Debriefs and owed scorecards as lines of a list: in a channel and in the Home."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from blocks.debriefs.lists import DebriefLine, OwedScorecard, Progress
from bot.reconciler.logbook import ROOT
from bot.slack.client import SlackError
from bot.store.errors import StoreError
from hiring.debriefs.contents import RoundState
from hiring.debriefs.debrief import NO_DUE_TIME
from hiring.debriefs.role_snapshot import find_role_text
from hiring.debriefs.seat_messages import build_public_round
from hiring.debriefs.state import Phase, apply_due_reveal, get_phase
from hiring.errors import UnreadableError
from hiring.work_calendar import HOUR

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.desk import Desk
    from bot.store.debriefs import StoredDebrief
    from hiring.debriefs.debrief import Debrief, Seat

MOST_LINKED = 10
LINK_SECONDS = 0.5
"""How long a list waits for the address of a thread; without one, the line has no link."""


async def list_owed_scorecards(
    tenant: str, desk: Desk, owed: Sequence[StoredDebrief], user: str
) -> list[OwedScorecard]:
    """The scorecards that a person has to file in these debriefs, the soonest due first.

    Only the first ones have links.
    """
    scorecards = [
        OwedScorecard(
            stored.debrief.id,
            seat.id,
            stored.debrief.label,
            find_role_text(stored.debrief, desk.guide.roles),
            seat.stage,
            seat.due_at,
            channel=stored.debrief.channel,
            at=seat.at,
            late=seat.due_order < stored.now,
            reminded=_may_be_reminded(seat, stored.now),
            overdue=seat.due_at is not None and seat.overdue_at <= stored.now,
        )
        for stored in owed
        for seat in list_own_empty_seats(stored.debrief, user)
    ]
    scorecards.sort(key=lambda scorecard: scorecard.due_at or NO_DUE_TIME)
    linked = {scorecard.debrief_id for scorecard in scorecards[:MOST_LINKED]}
    addresses = await _find_addresses(
        tenant, desk, [stored for stored in owed if stored.debrief.id in linked], user
    )
    return [
        _add_links(scorecard, addresses.get(scorecard.debrief_id, {})) for scorecard in scorecards
    ]


def _may_be_reminded(seat: Seat, now: int) -> bool:
    """Whether an hour has passed since the interview, or the scorecard is due."""
    over = seat.ends_at is not None and seat.ends_at + HOUR <= now
    return over or seat.due_order < now


def _add_links(scorecard: OwedScorecard, addresses: Mapping[str, str]) -> OwedScorecard:
    kit = addresses.get(f"seat/{scorecard.seat}/kit", "")
    return replace(scorecard, thread=addresses.get(ROOT, ""), kit=kit)


def list_own_empty_seats(debrief: Debrief, user: str) -> list[Seat]:
    """The seats of the running round whose scorecards a person has to file."""
    seats = debrief.seats_in(debrief.current_round.number)
    return [seat for seat in seats if seat.is_empty and seat.person == user]


async def list_debriefs(
    tenant: str, desk: Desk, debriefs: Sequence[StoredDebrief]
) -> list[DebriefLine]:
    """These debriefs as everybody in their channel may see them, with links to their threads."""
    addresses = await _find_addresses(tenant, desk, debriefs)
    return [
        describe_debrief(stored, desk, addresses.get(stored.debrief.id, {}).get(ROOT, ""))
        for stored in debriefs
    ]


def describe_debrief(stored: StoredDebrief, desk: Desk, thread: str = "") -> DebriefLine:
    """A debrief as everybody in its channel may see it."""
    debrief = apply_due_reveal(stored.debrief, stored.now)
    ending = debrief.closed or debrief.decision
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
        ending.at if ending else None,
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


async def _find_addresses(
    tenant: str, desk: Desk, debriefs: Sequence[StoredDebrief], user: str = ""
) -> dict[str, dict[str, str]]:
    """The addresses of messages, by debrief and slot, as far as Slack gives them in time.

    Of each debrief its thread's, and those of the kits for the empty seats of `user`.
    """

    async def find_address(stored: StoredDebrief) -> dict[str, str]:
        kits = [f"seat/{seat.id}/kit" for seat in list_own_empty_seats(stored.debrief, user)]
        try:
            async with asyncio.timeout(LINK_SECONDS):
                slots = await desk.slots.load(tenant, stored.debrief.id)
                return {
                    name: await desk.directory.find_permalink(tenant, slot.channel, slot.ts)
                    for name in (ROOT, *kits)
                    if (slot := slots.get(name)) and slot.ts
                }
        except (TimeoutError, SlackError, StoreError, UnreadableError):
            return {}

    addresses = await asyncio.gather(*map(find_address, debriefs))
    return {stored.debrief.id: by for stored, by in zip(debriefs, addresses, strict=True)}
