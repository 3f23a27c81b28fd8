"""What the forms over *Manage* do once they are submitted, and appointing a new owner.

Each is one change: read, allowed or not, saved, and then the modal below shows how things are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import ids
from blocks.debriefs import manage_forms
from blocks.debriefs.manage_forms import HandOver
from blocks.notices import build_notice_view
from bot import acting as at
from bot.features import modals
from bot.features.debrief_file import completing
from bot.features.debrief_manage import rounds_to_seat, view_of
from bot.features.debrief_open import check_people
from bot.slack import replies
from bot.slack.routes import Routes
from hiring.debriefs import access, course, staffing, succession
from hiring.debriefs.errors import DebriefError, NotAllowedError, NotGoneError
from hiring.debriefs.opening import NewSeat
from hiring.errors import FormError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from blocks.kit import View
    from bot.acting import Acting
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action, Submission
    from hiring.debriefs.debrief import Debrief

    Made = Callable[[Debrief, int], Debrief]

DONE = "Done."


async def seated(submission: Submission, desk: Desk) -> Reply:
    """Somebody is seated in an interview more."""

    async def make(there: Acting) -> Made:
        rounds = rounds_to_seat(there.record)
        asked = manage_forms.read_added_interviewer(submission.view.values, rounds, there.now)
        await _here(submission, desk, asked.person)
        seating = NewSeat(asked.stage, asked.person, asked.round, due_at=asked.due_at)
        return lambda record, now: staffing.add_seat(record, there.by, seating, there.settings, now)

    return await _changed(submission, desk, "seat", make, field="person")


async def swapped(submission: Submission, desk: Desk) -> Reply:
    """Somebody else sits in a seat."""

    async def make(there: Acting) -> Made:
        person = manage_forms.read_swap(submission.view.values)
        await _here(submission, desk, person)
        seat = at.ref_of_view(submission).seat
        return lambda record, now: staffing.swap_interviewer(record, there.by, seat, person, now)

    return await _changed(submission, desk, "swap", make, field="person")


async def rescheduled(submission: Submission, desk: Desk) -> Reply:
    """A card is due at another time."""

    async def make(there: Acting) -> Made:
        due_at = manage_forms.read_due_time(submission.view.values, there.now)
        seat = at.ref_of_view(submission).seat
        return lambda record, now: staffing.reschedule_seat(record, there.by, seat, due_at, now)

    return await _changed(submission, desk, "reschedule", make, field="due_at")


async def excused(submission: Submission, desk: Desk) -> Reply:
    """Nobody waits for a seat any more; the last one has to be confirmed."""

    async def make(there: Acting) -> Made:
        seat, values = at.ref_of_view(submission).seat, submission.view.values

        def transition(record: Debrief, now: int) -> Debrief:
            follows = completing(record, seat)
            reason = manage_forms.read_release_reason(values, needed=True, completing=follows)
            return staffing.excuse_seat(record, there.by, seat, reason, now)

        return transition

    return await _changed(submission, desk, "excuse", make, field="reason")


async def handed_over(submission: Submission, desk: Desk) -> Reply:
    """Somebody else is the owner, or the decider."""

    async def make(there: Acting) -> Made:
        what, person = manage_forms.read_hand_over(submission.view.values)
        await _here(submission, desk, person)
        hand_over = (
            succession.hand_over_ownership
            if what is HandOver.OWNER
            else succession.hand_over_decision
        )
        return lambda record, now: hand_over(record, there.by, person, now)

    return await _changed(submission, desk, "hand_over", make, field="person")


async def closed(submission: Submission, desk: Desk) -> Reply:
    """It ends without a decision."""

    async def make(there: Acting) -> Made:
        kind = manage_forms.read_close_kind(submission.view.values)
        return lambda record, now: course.close_debrief(record, there.by, kind, now)

    return await _changed(submission, desk, "close", make, field="kind")


async def appoint_form(action: Action, desk: Desk) -> Reply:
    """Ask an administrator who is to own and decide a debrief that both have left."""

    async def make() -> View:
        there = await at.acting(action, desk, at.ref_of(action).debrief_id)
        record = there.record
        access.require_permission(record, access.Permission.APPOINT, there.by, there.now)
        if not {record.owner, record.decider} <= there.gone:
            raise NotGoneError
        return manage_forms.build_appoint_form(record.id, record.label)

    return await modals.show(action, desk, make())


async def appointed(submission: Submission, desk: Desk) -> Reply:
    """Somebody is owner and decider from now on; the administrator gains no sight."""

    async def make(there: Acting) -> Made:
        person = manage_forms.read_appointee(submission.view.values)
        await _here(submission, desk, person)
        return lambda record, now: succession.appoint_owner(
            record, there.by, person, there.gone, now
        )

    return await _changed(submission, desk, "appoint", make, field="person")


async def _changed(
    submission: Submission,
    desk: Desk,
    name: str,
    make: Callable[[Acting], Awaitable[Made]],
    *,
    field: str,
) -> Reply:
    """Save the change and close the form; what is in the way stands at a field."""
    there = await at.acting(submission, desk, at.ref_of_view(submission).debrief_id)
    try:
        await at.change(submission, desk, there, name, await make(there))
    except FormError as problems:
        return replies.errors(problems.errors)
    except DebriefError as problem:
        return replies.errors({field: problem.sentence})
    if submission.view.previous:
        desk.tasks.start(_below(submission, desk), "managing")
    return replies.ACKNOWLEDGED


async def _below(submission: Submission, desk: Desk) -> None:
    """The modal below as things are now; who has handed it over has nothing to manage there."""
    debrief = at.ref_of_view(submission).debrief_id
    there = await at.acting(submission, desk, debrief, member=True)
    try:
        view = view_of(there, desk, note=DONE)
    except NotAllowedError:
        view = build_notice_view(DONE)
    await modals.change(submission.tenant, desk, submission.view.previous, view)


async def _here(submission: Submission, desk: Desk, person: str) -> None:
    await check_people(submission.tenant, desk, {"person": (person,)})


ROUTES = Routes(
    actions={ids.DEBRIEF_APPOINT: appoint_form},
    views={
        ids.DEBRIEF_ADD_SEAT_FORM: seated,
        ids.DEBRIEF_SWAP_FORM: swapped,
        ids.DEBRIEF_RESCHEDULE_FORM: rescheduled,
        ids.DEBRIEF_EXCUSE_FORM: excused,
        ids.DEBRIEF_HAND_OVER_FORM: handed_over,
        ids.DEBRIEF_CLOSE_FORM: closed,
        ids.DEBRIEF_APPOINT_FORM: appointed,
    },
)
