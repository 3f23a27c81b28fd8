"""Start the next round: a form that says who is told what, and asks when the interviews are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import ids
from blocks.debriefs import advance_form
from blocks.debriefs.advance_form import Advance, NextSeat
from bot.debriefs.changes import change_debrief
from bot.debriefs.context import load_context
from bot.debriefs.manage_refresh import start_refresh_below
from bot.debriefs.refs import read_modal_ref, read_ref
from bot.debriefs.rounds import require_running_round
from bot.debriefs.zones import find_panel
from bot.slack import replies
from bot.slack.modals import open_modal, redraw_modal
from bot.slack.routes import Routes
from hiring.debriefs import course
from hiring.debriefs.access import Permission, require_permission
from hiring.debriefs.due_times import InterviewTime
from hiring.debriefs.role_snapshot import find_role_text
from hiring.errors import FormError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from blocks.debriefs.ref import Ref
    from blocks.kit import View
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action, OpenView, Submission
    from hiring.debriefs.debrief import Debrief


async def open_advance(action: Action, desk: Desk) -> Reply:
    """Open the form."""
    return await open_modal(action, desk, _load_form(action, desk, read_ref(action)))


async def show_times_elsewhere(action: Action, desk: Desk) -> Reply:
    """Say what the picked times are for interviewers in other time zones."""

    async def draw(view: OpenView) -> View:
        picked = advance_form.read_times(view.values)
        return await _load_form(action, desk, read_modal_ref(action), picked)

    await redraw_modal(action, desk, draw)
    return replies.ACKNOWLEDGED


async def submit_advance(submission: Submission, desk: Desk) -> Reply:
    """Start the round. The reconciler tells its interviewers and the channel."""
    ref = read_modal_ref(submission)
    context = await load_context(submission, desk, ref.debrief_id)
    try:
        picked = advance_form.read_complete_times(submission.view.values, context.now)
    except FormError as problems:
        return replies.build_errors(problems.errors)

    def advance(debrief: Debrief, now: int) -> Debrief:
        require_permission(debrief, Permission.ADVANCE, context.actor, now)
        require_running_round(debrief, ref)
        times = {
            seat.id: InterviewTime(picked[seat.id])
            for seat in debrief.seats_in(ref.round + 1)
            if seat.id in picked and picked[seat.id] != seat.at
        }
        return course.advance_round(debrief, context.actor, context.timing, now, times)

    await change_debrief(submission, desk, context, "advance", advance, detail=str(ref.round + 1))
    start_refresh_below(submission, desk)
    return replies.ACKNOWLEDGED


async def _load_form(
    action: Action, desk: Desk, ref: Ref, picked: Mapping[str, int | None] | None = None
) -> View:
    context = await load_context(action, desk, ref.debrief_id)
    debrief = context.debrief
    require_permission(debrief, Permission.ADVANCE, context.actor, context.now)
    require_running_round(debrief, ref)
    seats = [seat for seat in debrief.seats_in(ref.round + 1) if seat.is_empty]
    people = (seat.person for seat in seats)
    panel = await find_panel(action.tenant, desk, action.user, people)
    advance = Advance(
        debrief.id,
        debrief.label,
        debrief.channel,
        ref.round,
        tuple(
            NextSeat(
                seat.id,
                seat.stage,
                panel.find(seat.person),
                seat.at if picked is None else picked.get(seat.id, seat.at),
            )
            for seat in seats
        ),
        panel.reader,
    )
    return advance_form.build_advance_form(advance, find_role_text(debrief, desk.guide.roles))


ROUTES = Routes(
    actions={
        ids.DEBRIEF_ADVANCE: open_advance,
        ids.DEBRIEF_ADVANCE_TIME: show_times_elsewhere,
    },
    views={ids.DEBRIEF_ADVANCE_FORM: submit_advance},
)
