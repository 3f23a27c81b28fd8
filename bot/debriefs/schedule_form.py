"""The form *Schedule* of one seat, as the person who opens it may fill it in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks.debriefs import schedule_form
from blocks.debriefs.schedule_form import ScheduledSeat
from bot.debriefs.context import load_context
from bot.debriefs.zones import find_panel
from hiring.debriefs import access
from hiring.debriefs.access import Permission
from hiring.debriefs.filing import require_empty_seat
from hiring.debriefs.outlook import describe_seat
from hiring.debriefs.role_snapshot import find_role_text

if TYPE_CHECKING:
    from blocks.debriefs.ref import Ref
    from blocks.kit import View
    from bot.desk import Desk
    from bot.slack.requests import Action


async def load_schedule_form(action: Action, desk: Desk, ref: Ref) -> View:
    """The form as it opens. Raises what `load_context` and the permission raise."""
    scheduled, minutes = await load_scheduled_seat(action, desk, ref)
    form = schedule_form.start_schedule_form(scheduled, minutes)
    return schedule_form.build_schedule_form(scheduled, form)


async def load_scheduled_seat(action: Action, desk: Desk, ref: Ref) -> tuple[ScheduledSeat, int]:
    """The seat, and how many minutes an interview of its stage usually takes."""
    context = await load_context(action, desk, ref.debrief_id)
    debrief = context.debrief
    seat = access.require_seat_permission(
        debrief, Permission.RESCHEDULE, context.actor, ref.seat, context.now
    )
    require_empty_seat(seat)
    panel = await find_panel(action.tenant, desk, action.user, [seat.person])
    scheduled = ScheduledSeat(
        debrief.id,
        describe_seat(seat, context.now),
        find_role_text(debrief, desk.guide.roles),
        panel.find(seat.person),
        panel.reader,
        sets_due=context.actor.person == debrief.owner,
        filled=ref.page,
    )
    minutes = next((plan.minutes for plan in debrief.stages if plan.id == seat.stage), 60)
    return scheduled, minutes
