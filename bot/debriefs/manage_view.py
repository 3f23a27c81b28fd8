"""The modal *Manage*: what somebody sees of a debrief and may do to it now."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from blocks.debriefs import manage
from blocks.debriefs.manage import ManagedDebrief, OpenRequest
from blocks.debriefs.manage_own import OwnPart, OwnSeat
from blocks.debriefs.next_steps import NextSteps
from blocks.mrkdwn import md, mention
from bot.debriefs.lists import list_debriefs
from bot.debriefs.people import LOOKUP_SECONDS
from bot.reconciler.logbook import has_messages
from bot.slack.client import SlackError
from bot.store.slots import WITHDRAWN
from hiring.debriefs import course
from hiring.debriefs.access import Permission, can_read_round, has_permission
from hiring.debriefs.after_decision import must_tell_candidate, takes_dissent
from hiring.debriefs.errors import NotAllowedError
from hiring.debriefs.outlook import describe_seat, describe_seats
from hiring.debriefs.role_snapshot import find_role_text
from hiring.debriefs.state import (
    Phase,
    Seal,
    apply_due_reveal,
    get_end_time,
    get_phase,
    get_seal,
    list_missing_seats,
    list_reveal_requesters,
)
from hiring.debriefs.trouble import EXPOSING
from hiring.debriefs.waiting import find_wait
from hiring.errors import UnreadableError

if TYPE_CHECKING:
    from blocks.kit import View
    from bot.debriefs.context import DebriefContext
    from bot.desk import Desk
    from hiring.debriefs.debrief import Seat

OFFERED = (
    Permission.ADD_SEAT,
    Permission.REPLACE,
    Permission.RESCHEDULE,
    Permission.EXCUSE,
    Permission.REMIND,
    Permission.HAND_OVER,
    Permission.HAND_OVER_DECISION,
    Permission.CLOSE,
    Permission.INVITE,
    Permission.SEE_HISTORY,
)
"""What can be done from the modal."""

NOT_YOURS = "Only the owner and the decider can manage this debrief. Ask one of them."


async def load_manage_view(
    tenant: str, desk: Desk, context: DebriefContext, *, note: str = "", page: int = 0
) -> View:
    """The modal for the person who acts. Raises NotAllowedError if they may not see the debrief."""
    debrief = context.debrief
    allowed = {permission for permission in OFFERED if context.may(permission)}
    tells = context.may(Permission.TELL_CANDIDATE)  # perhaps without being in the channel
    if not (allowed or tells or context.keeps or context.may(Permission.SEE)):
        raise NotAllowedError(
            md(
                "You are not in the channel of this debrief, so you can't see it. Ask {owner} to"
                " add you.",
                owner=mention(debrief.owner),
            )
        )
    exposed, withdrawn = await _find_what_is_offered(tenant, desk, context)
    sees_seats = context.may(Permission.SEE_EMPTY_SEATS)
    managing = ManagedDebrief(
        debrief_id=debrief.id,
        label=debrief.label,
        owner=debrief.owner,
        decider=debrief.decider,
        seats=describe_seats(debrief, context.now) if sees_seats else (),
        allowed=allowed,
        current=debrief.current_round.number,
        next_steps=_find_next_steps(context),
        channel=debrief.channel,
        outside=context.outsiders,
        deputy=debrief.deputy,
        requests=tuple(
            OpenRequest(each.duties, each.to, each.lapses_at)
            for each in debrief.hand_overs
            if each.is_open(context.now)
        ),
        gone=context.gone,
        exposed=exposed,
        withdrawn=withdrawn,
        own=await _load_own_part(tenant, desk, context),
    )
    return manage.build_manage_view(
        managing, find_role_text(debrief, desk.guide.roles), note=note, page=page
    )


async def _load_own_part(tenant: str, desk: Desk, context: DebriefContext) -> OwnPart:
    """What the debrief is to the person who acts."""
    debrief, now, actor = apply_due_reveal(context.debrief, context.now), context.now, context.actor
    [line] = await list_debriefs(tenant, desk, [context.stored])

    def may(permission: Permission, seat: Seat) -> bool:
        return has_permission(debrief, permission, actor, now, seat)

    started = debrief.current_round.number
    ended = get_end_time(debrief) is not None
    own = [
        seat
        for seat in debrief.seats_of(actor.person)
        if seat.round <= started or not (ended or seat.released)
    ]
    return OwnPart(
        actor.person,
        debrief.owner,
        line,
        find_wait(debrief, actor, context.timing.calendar_of(debrief.decider), now),
        seats=[
            OwnSeat(
                describe_seat(seat, now),
                may_file=seat.round <= started and not seat.released and may(Permission.FILE, seat),
                may_give_up=seat.is_empty and may(Permission.GIVE_UP, seat),
                later=seat.round > started,
            )
            for seat in own
        ],
        decision=debrief.decision if ended else None,
        closed=debrief.closed,
        task=debrief.candidate_task,
    )


async def _find_what_is_offered(
    tenant: str, desk: Desk, context: DebriefContext
) -> tuple[bool, bool]:
    """Whether the person may remove what others can read, or post again what was removed.

    Neither if Slack doesn't say in time who can read it: the rest of the view doesn't wait for it.
    """
    if not context.keeps:
        return False, False
    debrief = context.debrief
    try:
        slots = await desk.slots.load(tenant, debrief.id)
        if WITHDRAWN in slots or not has_messages(slots):
            return False, WITHDRAWN in slots
        async with asyncio.timeout(LOOKUP_SECONDS):
            why = await desk.directory.find_objection(tenant, debrief.channel)
    except (UnreadableError, SlackError, TimeoutError):
        return False, False
    return why in EXPOSING, False


def _find_next_steps(context: DebriefContext) -> NextSteps:
    """What the person can do about what the debrief waits for."""
    debrief, actor, now = apply_due_reveal(context.debrief, context.now), context.actor, context.now
    started = range(1, debrief.current_round.number + 1)
    asked_now = list_reveal_requesters(debrief) if get_phase(debrief, now) is Phase.GRACE else ()
    tells = context.may(Permission.TELL_CANDIDATE) and must_tell_candidate(debrief)
    return NextSteps(
        reads=[
            number
            for number in started
            if get_seal(debrief, number, now) is Seal.OPENED
            and can_read_round(debrief, number, actor, now)
        ],
        complete=debrief.current_round.number if context.may(Permission.ADVANCE) else 0,
        left_out=_count_seats_left_out(context),
        reveals_now=context.may(Permission.REVEAL_NOW) and actor.person not in asked_now,
        asked_now=asked_now,
        decides=context.may(Permission.DECIDE),
        changes_decision=context.may(Permission.CHANGE_DECISION),
        task=debrief.candidate_task if tells else None,
        dissents=context.may(Permission.DISSENT) and takes_dissent(debrief),
    )


def _count_seats_left_out(context: DebriefContext) -> int:
    """How many seats *Reveal without* would leave out; 0 while that isn't possible."""
    debrief, now = context.debrief, context.now
    allowed = course.can_reveal_without(debrief, context.actor, now)
    return len(list_missing_seats(debrief, now)) if allowed else 0
