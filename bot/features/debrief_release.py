"""An interviewer won't file: they give the seat up, or answer the owner who has released it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import ids
from blocks.debriefs import manage_forms
from blocks.debriefs.manage_form_parts import RoundEffect
from bot.debriefs.changes import change_debrief
from bot.debriefs.context import load_context
from bot.debriefs.people import find_seat_holder
from bot.debriefs.refs import read_modal_ref, read_ref
from bot.debriefs.seats import find_effect_of_release
from bot.slack import replies
from bot.slack.modals import open_modal
from bot.slack.routes import Routes
from hiring.debriefs import filing
from hiring.debriefs.access import Permission, require_seat_permission
from hiring.debriefs.outlook import describe_seat
from hiring.debriefs.role_snapshot import find_role_text
from hiring.errors import FormError

if TYPE_CHECKING:
    from blocks.kit import View
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action, Submission
    from hiring.debriefs.debrief import Debrief


async def open_giving_up(action: Action, desk: Desk) -> Reply:
    """Ask why the person won't file, and say what happens then."""
    return await open_modal(action, desk, _load_giving_up(action, desk))


async def _load_giving_up(action: Action, desk: Desk) -> View:
    ref = read_ref(action)
    context = await load_context(action, desk, ref.debrief_id)
    debrief, now = context.debrief, context.now
    seat = require_seat_permission(debrief, Permission.GIVE_UP, context.actor, ref.seat, now)
    filing.require_empty_seat(seat)
    text = find_role_text(debrief, desk.guide.roles)
    effect = find_effect_of_release(debrief, seat.id, now)
    return manage_forms.build_give_up_form(
        debrief.id, describe_seat(seat, now), text, debrief.owner, effect
    )


async def give_up_seat(submission: Submission, desk: Desk) -> Reply:
    """Release the person's own seat: its scorecard isn't waited for any more."""
    values, ref = submission.view.values, read_modal_ref(submission)
    context = await load_context(submission, desk, ref.debrief_id)
    actor = context.actor

    def give_up(debrief: Debrief, now: int) -> Debrief:
        require_seat_permission(debrief, Permission.GIVE_UP, actor, ref.seat, now)
        effect = find_effect_of_release(debrief, ref.seat, now)
        form = manage_forms.read_giving_up(values, owner=debrief.owner, completing=effect)
        return filing.give_up_seat(debrief, actor, ref.seat, form.reason, form.note, now)

    try:
        reason = manage_forms.read_release_reason(values, completing=RoundEffect.NOTHING)
        await change_debrief(submission, desk, context, "give_up", give_up, detail=reason.value)
    except FormError as problems:
        return replies.build_errors(problems.errors)
    return replies.ACKNOWLEDGED


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


ROUTES = Routes(
    actions={
        ids.DEBRIEF_GIVE_UP: open_giving_up,
        ids.DEBRIEF_KEEP_SEAT: keep_seat,
        ids.DEBRIEF_AGREE: agree_to_release,
    },
    views={ids.DEBRIEF_GIVE_UP_FORM: give_up_seat},
)
