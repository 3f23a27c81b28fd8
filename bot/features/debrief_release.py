"""Answers about seats: to the owner who has released somebody, to who asks for somebody's place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import ids
from bot.debriefs.changes import change_debrief
from bot.debriefs.context import load_context
from bot.debriefs.people import (
    add_calendars,
    find_seat_holder,
    tell_owner_of_outsiders,
)
from bot.debriefs.refs import read_ref
from bot.slack import replies
from bot.slack.routes import Routes
from hiring.debriefs import filing, seat_offers

if TYPE_CHECKING:
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action
    from hiring.debriefs.debrief import Debrief


async def keep_seat(action: Action, desk: Desk) -> Reply:
    """The person whom the owner has excused files after all. The reconciler tells everybody."""
    ref = read_ref(action)
    context = await load_context(action, desk, ref.debrief_id)
    holder = await find_seat_holder(action.tenant, desk, action.user)

    def keep(debrief: Debrief, now: int) -> Debrief:
        return filing.keep_seat(debrief, context.actor, ref.seat, holder.calendar, now)

    await change_debrief(action, desk, context, "keep", keep)
    return replies.ACKNOWLEDGED


async def agree_to_release(action: Action, desk: Desk) -> Reply:
    """The person whom the owner has excused agrees, so the round needn't wait for them."""
    ref = read_ref(action)
    context = await load_context(action, desk, ref.debrief_id)

    def agree(debrief: Debrief, now: int) -> Debrief:
        return filing.agree_to_release(debrief, context.actor, ref.seat, now)

    await change_debrief(action, desk, context, "agree", agree)
    return replies.ACKNOWLEDGED


async def accept_seat(action: Action, desk: Desk) -> Reply:
    """Interview and file in the place of the person who asked, who is released."""
    ref = read_ref(action)
    context = await load_context(action, desk, ref.debrief_id)
    timing = await add_calendars(action.tenant, desk, context.timing, [action.user])

    def accept(debrief: Debrief, now: int) -> Debrief:
        return seat_offers.accept_seat(debrief, context.actor, ref.seat, ref.round, timing, now)

    former = context.debrief.find_seat(ref.seat)
    person = former.person if former else ""
    stored = await change_debrief(action, desk, context, "accept_seat", accept, person=person)
    telling = tell_owner_of_outsiders(action.tenant, desk, stored.debrief, person=action.user)
    desk.tasks.start(telling, "telling the owner who is outside")
    return replies.ACKNOWLEDGED


async def decline_seat(action: Action, desk: Desk) -> Reply:
    """Leave the seat with the person who asked, who is told."""
    ref = read_ref(action)
    context = await load_context(action, desk, ref.debrief_id)

    def decline(debrief: Debrief, now: int) -> Debrief:
        return seat_offers.decline_seat(debrief, context.actor, ref.seat, ref.round, now)

    await change_debrief(action, desk, context, "decline_seat", decline)
    return replies.ACKNOWLEDGED


ROUTES = Routes(
    actions={
        ids.DEBRIEF_KEEP_SEAT: keep_seat,
        ids.DEBRIEF_AGREE: agree_to_release,
        ids.DEBRIEF_ACCEPT_SEAT: accept_seat,
        ids.DEBRIEF_DECLINE_SEAT: decline_seat,
    },
)
