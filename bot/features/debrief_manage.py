"""What an owner does to a running debrief, from the modal *Manage*: its seats, and how it goes on.

What needs more input opens a form over the modal. When the form is saved, it closes, and the modal
shows the new state.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import ids
from blocks.debriefs import manage, manage_forms
from blocks.debriefs.manage import SeatChoice
from blocks.debriefs.manage_form_parts import RoundEffect
from blocks.debriefs.manage_forms import PickedInterview
from bot.debriefs.changes import change_debrief
from bot.debriefs.context import load_context
from bot.debriefs.manage_refresh import REVEALED, start_refresh
from bot.debriefs.manage_view import NOT_YOURS, load_manage_view
from bot.debriefs.nudges import nudge_interviewer
from bot.debriefs.people import find_seat_holder
from bot.debriefs.refs import read_modal_ref, read_ref
from bot.debriefs.schedule_form import load_schedule_form
from bot.debriefs.seats import find_effect_of_release, list_staffable_rounds
from bot.debriefs.zones import find_panel
from bot.slack import replies
from bot.slack.clicks import tell_person
from bot.slack.modals import open_modal, redraw_modal
from bot.slack.routes import Routes
from hiring.debriefs import access, course, staffing
from hiring.debriefs.access import Permission
from hiring.debriefs.debrief import Duty
from hiring.debriefs.errors import NotAllowedError
from hiring.debriefs.filing import require_empty_seat
from hiring.debriefs.outlook import describe_seat
from hiring.debriefs.role_snapshot import find_role_text
from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from blocks.debriefs.ref import Ref
    from blocks.kit import View
    from bot.debriefs.context import DebriefContext
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action, OpenView
    from hiring.debriefs.debrief import Debrief

GONE = "That isn't possible any more. Open *Manage* again."


async def open_manage(action: Action, desk: Desk) -> Reply:
    """Open the modal; pressed inside it, turn to another page of its seats."""
    ref = read_ref(action)
    if action.modal:

        async def draw(_: OpenView) -> View:
            return await _load_view(action, desk, ref.debrief_id, page=ref.page)

        await redraw_modal(action, desk, draw)
        return replies.ACKNOWLEDGED
    return await open_modal(action, desk, _load_view(action, desk, ref.debrief_id))


async def choose_seat_action(action: Action, desk: Desk) -> Reply:
    """Do what was chosen beside a seat: send a reminder, or open the form for anything else."""
    try:
        chosen, ref = manage.read_seat_choice(action.value)
    except ValueError:
        raise HiringDeskError(GONE) from None
    if chosen is SeatChoice.REMIND:
        note = await nudge_interviewer(action, desk, ref)
        start_refresh(action, desk, note)
        if not action.modal:
            desk.tasks.start(tell_person(action, desk, note), "nudging")
        return replies.ACKNOWLEDGED
    if chosen is SeatChoice.REVEAL:
        return await open_modal(action, desk, _load_view(action, desk, ref.debrief_id))
    if chosen is SeatChoice.RESCHEDULE:
        return await open_modal(action, desk, load_schedule_form(action, desk, ref))
    return await open_modal(action, desk, _load_seat_form(action, desk, chosen, ref))


async def show_time_elsewhere(action: Action, desk: Desk) -> Reply:
    """Say what the picked time is for the picked interviewer, if they are in another zone."""

    async def draw(view: OpenView) -> View:
        ref, picked = read_modal_ref(action), manage_forms.read_picked_interview(view.values)
        if ref.seat:
            return await _load_seat_form(action, desk, SeatChoice.REPLACE, ref, picked)
        return await _load_add_form(action, desk, ref, picked)

    await redraw_modal(action, desk, draw)
    return replies.ACKNOWLEDGED


async def _load_seat_form(
    action: Action,
    desk: Desk,
    chosen: SeatChoice,
    ref: Ref,
    picked: tuple[str, int | None] | None = None,
) -> View:
    """The form; `picked` is the interviewer and the time that are filled in, None for neither."""
    context = await load_context(action, desk, ref.debrief_id)
    debrief, now = context.debrief, context.now
    permission, _ = manage.SEAT_CHOICES[chosen]
    seat = access.require_seat_permission(debrief, permission, context.actor, ref.seat, now)
    text = find_role_text(debrief, desk.guide.roles)
    described = describe_seat(seat, now)
    if picked is None:  # an interview in the past was another one's
        picked = ("", seat.at if seat.at and seat.at > now else None)
    if chosen is SeatChoice.REPLACE and staffing.can_be_filled_again(debrief, seat, now):
        interview = await _find_interview(action, desk, *picked)
        return manage_forms.build_replace_form(
            debrief.id, described, text, interview, waits_until=None
        )
    require_empty_seat(seat)
    holder = await find_seat_holder(action.tenant, desk, seat.person)
    final_at = staffing.get_final_release_time(seat, context.actor, holder, now)
    waits_until = final_at if final_at > now else None
    if chosen is SeatChoice.REPLACE:
        interview = await _find_interview(action, desk, *picked)
        return manage_forms.build_replace_form(
            debrief.id, described, text, interview, waits_until=waits_until
        )
    effect = RoundEffect.NOTHING if waits_until else find_effect_of_release(debrief, seat.id, now)
    return manage_forms.build_excuse_form(
        debrief.id, described, text, waits_until=waits_until, completing=effect
    )


async def _load_add_form(
    action: Action, desk: Desk, ref: Ref, picked: tuple[str, int | None] = ("", None)
) -> View:
    context = await load_context(action, desk, ref.debrief_id)
    debrief = context.debrief
    access.require_permission(debrief, Permission.ADD_SEAT, context.actor, context.now)
    return manage_forms.build_add_interviewer_form(
        debrief.id,
        debrief.label,
        find_role_text(debrief, desk.guide.roles),
        [plan.id for plan in debrief.stages],
        list_staffable_rounds(debrief, context.now),
        await _find_interview(action, desk, *picked),
    )


async def _find_interview(
    action: Action, desk: Desk, person: str, at: int | None
) -> PickedInterview:
    """What is picked, with the time zones of the interviewer and of the person who picks."""
    panel = await find_panel(action.tenant, desk, action.user, [person] if person else [])
    return PickedInterview(panel.reader, panel.find(person) if person else None, at)


async def open_manage_form(action: Action, desk: Desk) -> Reply:
    """Open the form of the button: add an interviewer, hand over, or close."""
    return await open_modal(action, desk, _load_manage_form(action, desk))


async def _load_manage_form(action: Action, desk: Desk) -> View:
    if ids.strip_number(action.action_id) == ids.DEBRIEF_ADD_SEAT:
        return await _load_add_form(action, desk, read_ref(action))
    context = await load_context(action, desk, read_ref(action).debrief_id)
    debrief = context.debrief
    match ids.strip_number(action.action_id):
        case ids.DEBRIEF_HAND_OVER:
            duties = _list_duties_to_hand_over(context)
            if not duties:
                raise NotAllowedError(NOT_YOURS)
            return manage_forms.build_hand_over_form(
                debrief.id, debrief.label, duties, debrief.deputy
            )
        case _:
            access.require_permission(debrief, Permission.CLOSE, context.actor, context.now)
            return manage_forms.build_close_form(debrief.id, debrief.label)


async def reveal_without_overdue(action: Action, desk: Desk) -> Reply:
    """Reveal at once without the overdue scorecards; the button has asked for confirmation."""
    ref = read_ref(action)
    context = await load_context(action, desk, ref.debrief_id)

    def reveal(debrief: Debrief, now: int) -> Debrief:
        return course.reveal_without_missing_seats(debrief, context.actor, now)

    await change_debrief(action, desk, context, "reveal_without", reveal)
    start_refresh(action, desk, REVEALED)
    return replies.ACKNOWLEDGED


def _list_duties_to_hand_over(context: DebriefContext) -> list[Duty]:
    """What the person may hand over: being the owner, being the decider, both or nothing."""
    duties = (
        (Permission.HAND_OVER, Duty.OWNER),
        (Permission.HAND_OVER_DECISION, Duty.DECIDER),
    )
    return [duty for permission, duty in duties if context.may(permission)]


async def _load_view(action: Action, desk: Desk, debrief_id: str, *, page: int = 0) -> View:
    context = await load_context(action, desk, debrief_id, with_channel=True, fresh=True)
    return await load_manage_view(action.tenant, desk, context, page=page)


ROUTES = Routes(
    actions={
        ids.DEBRIEF_MANAGE: open_manage,
        ids.DEBRIEF_MANAGE_SEAT: choose_seat_action,
        ids.DEBRIEF_ADD_SEAT: open_manage_form,
        ids.DEBRIEF_SEAT_TIME: show_time_elsewhere,
        ids.DEBRIEF_HAND_OVER: open_manage_form,
        ids.DEBRIEF_CLOSE: open_manage_form,
        ids.DEBRIEF_REVEAL_WITHOUT: reveal_without_overdue,
    }
)
