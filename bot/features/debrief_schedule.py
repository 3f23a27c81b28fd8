"""Say when an interview is, from *Manage* or from the interviewer's own message.

The time is picked, or read out of the text of an invitation; it is shown before it is saved.
Nothing else of an invitation is kept.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from blocks import ids
from blocks.debriefs import schedule_form
from blocks.debriefs.time_field import ReadInvitation
from blocks.debriefs.values import map_errors
from bot.debriefs.changes import change_debrief
from bot.debriefs.context import load_context
from bot.debriefs.manage_refresh import DONE, start_refresh_below
from bot.debriefs.refs import read_modal_ref, read_ref
from bot.debriefs.schedule_form import load_schedule_form, load_scheduled_seat
from bot.debriefs.zones import describe_for_interviewer
from bot.slack import replies
from bot.slack.modals import open_modal, redraw_modal
from bot.slack.routes import Routes
from hiring.debriefs.debrief import Debrief, Seat
from hiring.debriefs.due_times import InterviewTime
from hiring.debriefs.errors import (
    DebriefError,
    DueBeforeEndError,
    DueInPastError,
    InterviewTimeError,
)
from hiring.debriefs.scheduling import schedule_interview
from hiring.errors import FormError
from hiring.invitations import InvitationError, read_invitation

if TYPE_CHECKING:
    from blocks.debriefs.schedule_form import ScheduleForm
    from blocks.kit import View
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action, OpenView, Submission

OPENS_LATER = (
    "The interviewer knows it now and gets the kit before the interview. They can file once round"
    " {number} starts."
)
FROM_INVITATION = "This is the time in the invitation. Check it, then press *Save*."
FROM_CUT_INVITATION = (
    "This is the time in the invitation. Its text is cut off, so check the length, and whether the"
    " event repeats. Then press *Save*."
)


async def open_schedule(action: Action, desk: Desk) -> Reply:
    """Open the form for one seat."""
    return await open_modal(action, desk, load_schedule_form(action, desk, read_ref(action)))


async def show_time_elsewhere(action: Action, desk: Desk) -> Reply:
    """Say what the picked time is for an interviewer in another time zone."""

    async def draw(view: OpenView) -> View:
        scheduled, _ = await load_scheduled_seat(action, desk, read_modal_ref(action))
        form = schedule_form.read_schedule_form(view.values)
        return schedule_form.build_schedule_form(scheduled, form)

    await redraw_modal(action, desk, draw)
    return replies.ACKNOWLEDGED


async def read_pasted_invitation(action: Action, desk: Desk) -> Reply:
    """Fill in the time of a pasted invitation, or say why it has none."""

    async def draw(view: OpenView) -> View:
        scheduled, usual = await load_scheduled_seat(action, desk, read_modal_ref(action))
        form = schedule_form.read_schedule_form(view.values)
        try:
            invitation = read_invitation(form.invitation)
        except InvitationError as error:
            read = ReadInvitation(error.sentence)
            return schedule_form.build_schedule_form(scheduled, form, read)
        ends_at = invitation.ends_at
        minutes = usual if ends_at is None else max((ends_at - invitation.at) // 60, 1)
        filled = replace(form, at=invitation.at, minutes=minutes, invitation="")
        scheduled = replace(scheduled, filled=scheduled.filled + 1)
        sentence = FROM_CUT_INVITATION if invitation.is_cut else FROM_INVITATION
        read = ReadInvitation(sentence, invitation.at, ends_at)
        return schedule_form.build_schedule_form(scheduled, filled, read)

    await redraw_modal(action, desk, draw)
    return replies.ACKNOWLEDGED


async def submit_schedule(submission: Submission, desk: Desk) -> Reply:
    """Save when the interview is. *Manage* below says what the time is for its interviewer."""
    ref, view = read_modal_ref(submission), submission.view
    context = await load_context(submission, desk, ref.debrief_id)
    seat = context.debrief.find_seat(ref.seat)
    person = seat.person if seat else ""
    try:
        form = schedule_form.read_complete_schedule_form(view.values, context.now)

        def schedule(debrief: Debrief, now: int) -> Debrief:
            time = _find_change(debrief, ref.seat, form)
            if time is None:
                return debrief
            return schedule_interview(debrief, context.actor, ref.seat, time, context.timing, now)

        await change_debrief(submission, desk, context, "schedule", schedule, person=person)
    except FormError as problems:
        return replies.build_errors(map_errors(problems.errors, view.inputs))
    except DebriefError as problem:
        error = {_name_field_of(problem): problem.sentence}
        return replies.build_errors(map_errors(error, view.inputs))
    if view.previous:
        elsewhere = await describe_for_interviewer(
            submission.tenant, desk, submission.user, person, form.at
        )
        later = seat is not None and seat.round > context.debrief.current_round.number
        opens = OPENS_LATER.format(number=seat.round) if seat and later and form.at else ""
        note = " ".join(part for part in (DONE, elsewhere, opens) if part)
        start_refresh_below(submission, desk, note)
    return replies.ACKNOWLEDGED


def _find_change(debrief: Debrief, seat_id: str, form: ScheduleForm) -> InterviewTime | None:
    """What the form changes; None if nothing. A due time that was left alone moves with the time.

    A form that an earlier version has sent has no field for the time: only the due time counts.
    """
    seat = debrief.find_seat(seat_id) or Seat("", 0, "", "", None)
    moved = (form.at, form.ends_at) != (seat.at, seat.ends_at)
    same_due = form.due_at == seat.due_at
    if not moved and same_due:
        return None
    return InterviewTime(form.at, form.ends_at, None if moved and same_due else form.due_at)


def _name_field_of(problem: DebriefError) -> str:
    """Where a problem is shown."""
    if isinstance(problem, DueInPastError | DueBeforeEndError):
        return "due_at"
    return "minutes" if isinstance(problem, InterviewTimeError) else "at"


ROUTES = Routes(
    actions={
        ids.DEBRIEF_SCHEDULE: open_schedule,
        ids.DEBRIEF_SCHEDULE_TIME: show_time_elsewhere,
        ids.DEBRIEF_SCHEDULE_READ: read_pasted_invitation,
    },
    views={ids.DEBRIEF_RESCHEDULE_FORM: submit_schedule},
)
