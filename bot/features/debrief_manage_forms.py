"""What the forms over *Manage* change when they are submitted, and appointing a new owner.

Each is one change: check it, save it, and let the modal below show the new state.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import ids
from blocks.debriefs import manage_forms
from blocks.debriefs.manage_forms import HandOver
from blocks.notices import build_notice_view
from bot.debriefs.changes import change_debrief
from bot.debriefs.context import load_context
from bot.debriefs.manage_view import build_manage_view
from bot.debriefs.people import check_people
from bot.debriefs.refs import read_modal_ref, read_ref
from bot.debriefs.seats import find_effect_of_release, list_staffable_rounds
from bot.slack import replies
from bot.slack.modals import open_modal, update_modal
from bot.slack.routes import Routes
from hiring.debriefs import access, course, staffing, succession
from hiring.debriefs.errors import DebriefError, NotAllowedError, NotGoneError
from hiring.debriefs.opening import NewSeat
from hiring.errors import FormError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from blocks.kit import View
    from bot.debriefs.changes import Transition
    from bot.debriefs.context import DebriefContext
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action, Submission
    from hiring.debriefs.debrief import Debrief

DONE = "Saved."


async def add_interviewer(submission: Submission, desk: Desk) -> Reply:
    """Add an interviewer to a stage."""

    async def prepare(context: DebriefContext) -> Transition:
        rounds = list_staffable_rounds(context.debrief)
        form = manage_forms.read_added_interviewer(submission.view.values, rounds, context.now)
        await _check_person(submission, desk, form.person)
        seating = NewSeat(form.stage, form.person, form.round, due_at=form.due_at)
        return lambda debrief, now: staffing.add_seat(
            debrief, context.actor, seating, context.timing, now
        )

    return await _submit_change(submission, desk, "seat", prepare, field="person")


async def replace_interviewer(submission: Submission, desk: Desk) -> Reply:
    """Replace the interviewer of a seat."""

    async def prepare(context: DebriefContext) -> Transition:
        person = manage_forms.read_replacement(submission.view.values)
        await _check_person(submission, desk, person)
        seat_id = read_modal_ref(submission).seat
        return lambda debrief, now: staffing.replace_interviewer(
            debrief, context.actor, seat_id, person, now
        )

    return await _submit_change(submission, desk, "swap", prepare, field="person")


async def reschedule_scorecard(submission: Submission, desk: Desk) -> Reply:
    """Change when a scorecard is due."""

    async def prepare(context: DebriefContext) -> Transition:
        due_at = manage_forms.read_due_time(submission.view.values, context.now)
        seat_id = read_modal_ref(submission).seat
        return lambda debrief, now: staffing.reschedule_seat(
            debrief, context.actor, seat_id, due_at, now
        )

    return await _submit_change(submission, desk, "reschedule", prepare, field="due_at")


async def excuse_interviewer(submission: Submission, desk: Desk) -> Reply:
    """Stop waiting for a seat. For the last seat of a round the form asks for confirmation."""

    async def prepare(context: DebriefContext) -> Transition:
        seat_id, values = read_modal_ref(submission).seat, submission.view.values

        def excuse(debrief: Debrief, now: int) -> Debrief:
            effect = find_effect_of_release(debrief, seat_id)
            reason = manage_forms.read_release_reason(values, needed=True, completing=effect)
            return staffing.excuse_seat(debrief, context.actor, seat_id, reason, now)

        return excuse

    return await _submit_change(submission, desk, "excuse", prepare, field="reason")


async def hand_over_debrief(submission: Submission, desk: Desk) -> Reply:
    """Make someone else the owner, or the decider."""

    async def prepare(context: DebriefContext) -> Transition:
        part, person = manage_forms.read_hand_over(submission.view.values)
        await _check_person(submission, desk, person)
        hand_over = (
            succession.hand_over_ownership
            if part is HandOver.OWNER
            else succession.hand_over_decision
        )
        return lambda debrief, now: hand_over(debrief, context.actor, person, now)

    return await _submit_change(submission, desk, "hand_over", prepare, field="person")


async def close_debrief(submission: Submission, desk: Desk) -> Reply:
    """End the debrief without a decision."""

    async def prepare(context: DebriefContext) -> Transition:
        kind = manage_forms.read_close_kind(submission.view.values)
        return lambda debrief, now: course.close_debrief(debrief, context.actor, kind, now)

    return await _submit_change(submission, desk, "close", prepare, field="kind")


async def open_appointment(action: Action, desk: Desk) -> Reply:
    """Ask an administrator for a new owner, once owner and decider have left the workspace."""
    return await open_modal(action, desk, _load_appointment(action, desk))


async def _load_appointment(action: Action, desk: Desk) -> View:
    context = await load_context(action, desk, read_ref(action).debrief_id)
    debrief = context.debrief
    access.require_permission(debrief, access.Permission.APPOINT, context.actor, context.now)
    if not {debrief.owner, debrief.decider} <= context.gone:
        raise NotGoneError
    return manage_forms.build_appoint_form(debrief.id, debrief.label)


async def appoint_owner(submission: Submission, desk: Desk) -> Reply:
    """Make someone owner and decider; the administrator doesn't get to read the debrief."""

    async def prepare(context: DebriefContext) -> Transition:
        person = manage_forms.read_appointee(submission.view.values)
        await _check_person(submission, desk, person)
        return lambda debrief, now: succession.appoint_owner(
            debrief, context.actor, person, context.gone, now
        )

    return await _submit_change(submission, desk, "appoint", prepare, field="person")


async def _submit_change(
    submission: Submission,
    desk: Desk,
    name: str,
    prepare: Callable[[DebriefContext], Awaitable[Transition]],
    *,
    field: str,
) -> Reply:
    """Save the change and close the form. A problem without a field of its own is shown at `field`.

    `prepare` reads the form and returns the change.
    """
    context = await load_context(submission, desk, read_modal_ref(submission).debrief_id)
    try:
        await change_debrief(submission, desk, context, name, await prepare(context))
    except FormError as problems:
        return replies.build_errors(problems.errors)
    except DebriefError as problem:
        return replies.build_errors({field: problem.sentence})
    if submission.view.previous:
        desk.tasks.start(_refresh_manage_view(submission, desk), "managing")
    return replies.ACKNOWLEDGED


async def _refresh_manage_view(submission: Submission, desk: Desk) -> None:
    """Show the new state in the modal below; after a hand-over there may be nothing to manage."""
    debrief_id = read_modal_ref(submission).debrief_id
    context = await load_context(submission, desk, debrief_id, with_channel=True)
    try:
        view = build_manage_view(context, desk, note=DONE)
    except NotAllowedError:
        view = build_notice_view(DONE)
    await update_modal(submission.tenant, desk, submission.view.previous, view)


async def _check_person(submission: Submission, desk: Desk, person: str) -> None:
    await check_people(submission.tenant, desk, {"person": (person,)})


ROUTES = Routes(
    actions={ids.DEBRIEF_APPOINT: open_appointment},
    views={
        ids.DEBRIEF_ADD_SEAT_FORM: add_interviewer,
        ids.DEBRIEF_REPLACE_FORM: replace_interviewer,
        ids.DEBRIEF_RESCHEDULE_FORM: reschedule_scorecard,
        ids.DEBRIEF_EXCUSE_FORM: excuse_interviewer,
        ids.DEBRIEF_HAND_OVER_FORM: hand_over_debrief,
        ids.DEBRIEF_CLOSE_FORM: close_debrief,
        ids.DEBRIEF_APPOINT_FORM: appoint_owner,
    },
)
