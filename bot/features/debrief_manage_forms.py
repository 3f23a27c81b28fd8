"""What the forms over *Manage* change when they are submitted.

Each is one change: check it, save it, and let the modal below show the new state.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from blocks import ids
from blocks.debriefs import manage_forms
from blocks.debriefs.manage_form_parts import RoundEffect
from bot.debriefs.changes import change_debrief
from bot.debriefs.context import load_context
from bot.debriefs.manage_refresh import DONE, start_refresh_below
from bot.debriefs.people import (
    add_calendars,
    check_people,
    find_seat_holder,
    find_successor,
    tell_owner_of_outsiders,
)
from bot.debriefs.refs import read_modal_ref
from bot.debriefs.seats import find_effect_of_release, list_staffable_rounds
from bot.debriefs.zones import describe_for_interviewer
from bot.slack import replies
from bot.slack.routes import Routes
from hiring.debriefs import course, staffing, succession
from hiring.debriefs.access import Permission, require_seat_permission
from hiring.debriefs.due_times import InterviewTime
from hiring.debriefs.errors import DebriefError, DueBeforeEndError, DueInPastError
from hiring.debriefs.opening import NewSeat
from hiring.debriefs.staffing import SeatHolder
from hiring.errors import FormError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.debriefs.changes import Transition
    from bot.debriefs.context import DebriefContext
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Submission
    from hiring.debriefs.debrief import Debrief


@dataclass(frozen=True)
class PreparedChange:
    """A change that a form asks for; `person` and `detail` are for the history.

    So is `name`, where it isn't the form's. `elsewhere` says what a picked time is for others.
    `gives_seat_to` gets a seat.
    """

    transition: Transition
    person: str = ""
    detail: str = ""
    name: str = ""
    elsewhere: str = ""
    gives_seat_to: str = ""


async def add_interviewer(submission: Submission, desk: Desk) -> Reply:
    """Add an interviewer to a stage."""

    async def prepare(context: DebriefContext) -> PreparedChange:
        rounds = list_staffable_rounds(context.debrief, context.now)
        form = manage_forms.read_added_interviewer(submission.view.values, rounds, context.now)
        await _check_person(submission, desk, form.person)
        seating = NewSeat(form.stage, form.person, form.round, form.at, due_at=form.due_at)
        timing = await add_calendars(submission.tenant, desk, context.timing, [form.person])

        def add(debrief: Debrief, now: int) -> Debrief:
            return staffing.add_seat(debrief, context.actor, seating, timing, now)

        elsewhere = await describe_for_interviewer(
            submission.tenant, desk, submission.user, form.person, form.at
        )
        return PreparedChange(
            add, form.person, form.stage, elsewhere=elsewhere, gives_seat_to=form.person
        )

    return await _submit_change(submission, desk, "seat", prepare, field="person")


async def replace_interviewer(submission: Submission, desk: Desk) -> Reply:
    """Replace the interviewer of a seat, who is told and may keep it."""

    async def prepare(context: DebriefContext) -> PreparedChange:
        person, at = manage_forms.read_replacement(submission.view.values, context.now)
        await _check_person(submission, desk, person)
        asks = "at" in submission.view.values  # a form of an earlier version doesn't
        seat_id = read_modal_ref(submission).seat
        former, holder = await _find_holder(submission, desk, context, seat_id)
        timing = await add_calendars(submission.tenant, desk, context.timing, [person])

        def swap(debrief: Debrief, now: int) -> Debrief:
            seat = debrief.find_seat(seat_id)
            was = InterviewTime(seat.at, seat.ends_at) if seat else InterviewTime()
            time: InterviewTime | None = was if at == was.at else InterviewTime(at)
            if not asks or (at is None and was.at is None):
                time = None  # a seat that has only a due time keeps it
            if at is not None and at == was.at and at <= now:
                time = InterviewTime()  # it wasn't this person's
            return staffing.replace_interviewer(
                debrief, context.actor, seat_id, person, holder, timing, now, time
            )

        elsewhere = await describe_for_interviewer(
            submission.tenant, desk, submission.user, person, at
        )
        return PreparedChange(swap, former, person, elsewhere=elsewhere, gives_seat_to=person)

    return await _submit_change(submission, desk, "swap", prepare, field="person")


async def excuse_interviewer(submission: Submission, desk: Desk) -> Reply:
    """Stop waiting for a seat. Its interviewer is told and may keep it.

    Where it is final at once and the last seat of a round, the form asks for confirmation.
    """

    async def prepare(context: DebriefContext) -> PreparedChange:
        seat_id, values = read_modal_ref(submission).seat, submission.view.values
        actor = context.actor
        person, holder = await _find_holder(submission, desk, context, seat_id)
        reason = manage_forms.read_release_reason(values, completing=RoundEffect.NOTHING)

        def excuse(debrief: Debrief, now: int) -> Debrief:
            seat = require_seat_permission(debrief, Permission.EXCUSE, actor, seat_id, now)
            final_at = staffing.get_final_release_time(seat, actor, holder, now)
            effect = find_effect_of_release(debrief, seat_id, now)
            completing = effect if final_at <= now else RoundEffect.NOTHING
            manage_forms.read_release_reason(values, completing=completing)
            return staffing.excuse_seat(debrief, actor, seat_id, reason, holder, now)

        return PreparedChange(excuse, person, reason.value)

    return await _submit_change(submission, desk, "excuse", prepare, field="reason")


async def hand_over_debrief(submission: Submission, desk: Desk) -> Reply:
    """Ask someone else to be the owner, or the decider; the deputy takes over at once."""

    async def prepare(context: DebriefContext) -> PreparedChange:
        duty, person = manage_forms.read_hand_over(submission.view.values)
        await _check_person(submission, desk, person)
        successor = await find_successor(submission.tenant, desk, person)

        def request(debrief: Debrief, now: int) -> Debrief:
            return succession.request_hand_over(debrief, context.actor, duty, successor, now)

        at_once = person == context.debrief.deputy
        return PreparedChange(request, person, duty.value, "deputy" if at_once else "")

    return await _submit_change(submission, desk, "hand_over", prepare, field="person")


async def close_debrief(submission: Submission, desk: Desk) -> Reply:
    """End the debrief without a decision."""

    async def prepare(context: DebriefContext) -> PreparedChange:
        kind = manage_forms.read_close_kind(submission.view.values)

        def close(debrief: Debrief, now: int) -> Debrief:
            return course.close_debrief(debrief, context.actor, kind, now)

        return PreparedChange(close, detail=kind.value)

    return await _submit_change(submission, desk, "close", prepare, field="kind")


async def _submit_change(
    submission: Submission,
    desk: Desk,
    name: str,
    prepare: Callable[[DebriefContext], Awaitable[PreparedChange]],
    *,
    field: str,
) -> Reply:
    """Save the change and close the form. A problem without a field of its own is shown at `field`.

    `prepare` reads the form and returns the change.
    """
    context = await load_context(submission, desk, read_modal_ref(submission).debrief_id)
    try:
        change = await prepare(context)
        stored = await change_debrief(
            submission,
            desk,
            context,
            change.name or name,
            change.transition,
            person=change.person,
            detail=change.detail,
        )
    except FormError as problems:
        return replies.build_errors(problems.errors)
    except DebriefError as problem:
        has_time = isinstance(problem, DueInPastError | DueBeforeEndError)
        place = "due_at" if has_time and "due_at" in submission.view.inputs else field
        return replies.build_errors({place: problem.sentence})
    start_refresh_below(submission, desk, f"{DONE} {change.elsewhere}".strip())
    if (person := change.gives_seat_to) and not submission.view.previous:  # else Manage names them
        telling = tell_owner_of_outsiders(submission.tenant, desk, stored.debrief, person=person)
        desk.tasks.start(telling, "telling the owner who is outside")
    return replies.ACKNOWLEDGED


async def _find_holder(
    submission: Submission, desk: Desk, context: DebriefContext, seat_id: str
) -> tuple[str, SeatHolder]:
    """The person of a seat, and what Slack says of them; nobody if there is no such seat."""
    seat = context.debrief.find_seat(seat_id)
    if seat is None:
        return "", SeatHolder()
    return seat.person, await find_seat_holder(submission.tenant, desk, seat.person)


async def _check_person(submission: Submission, desk: Desk, person: str) -> None:
    await check_people(submission.tenant, desk, {"person": (person,)})


ROUTES = Routes(
    views={
        ids.DEBRIEF_ADD_SEAT_FORM: add_interviewer,
        ids.DEBRIEF_REPLACE_FORM: replace_interviewer,
        ids.DEBRIEF_EXCUSE_FORM: excuse_interviewer,
        ids.DEBRIEF_HAND_OVER_FORM: hand_over_debrief,
        ids.DEBRIEF_CLOSE_FORM: close_debrief,
    },
)
