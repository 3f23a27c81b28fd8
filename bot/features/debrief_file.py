"""Filing a scorecard, editing it, and giving the seat up.

The draft is saved at each choice and while somebody types, and the form says when. What is
submitted is saved before the form closes; where it can't be, the form stays and says why.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from blocks import ids
from blocks.debriefs import file_form, manage_forms
from blocks.debriefs.file_form import ScorecardToFill
from blocks.debriefs.manage_form_parts import RoundEffect
from bot import acting as at
from bot.features import modals
from bot.slack import replies
from bot.slack.routes import Routes
from bot.store.errors import StoreError, StoreUnavailable
from hiring.debriefs import access, filing
from hiring.debriefs.contents import SeatStatus
from hiring.debriefs.debrief import SeatState
from hiring.debriefs.errors import (
    IncompleteScorecardError,
    NotAllowedError,
    NotStartedError,
    ReasonNeededError,
    SeatReleasedError,
)
from hiring.debriefs.filing import ScorecardEdit
from hiring.debriefs.seat_messages import find_probe_questions
from hiring.debriefs.staffing import completes_round
from hiring.debriefs.state import Seal, edit_needs_reason, get_seal
from hiring.errors import FormError, HiringDeskError

if TYPE_CHECKING:
    from blocks.kit import View
    from bot.acting import Acting
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action, OpenView, Submission
    from bot.store.encryption import Key
    from hiring.debriefs.debrief import Debrief, Seat

    Json = dict[str, Any]

SHOW_SECONDS = 10
"""How often a form is drawn anew while somebody types: the cursor is theirs."""

NO_SEAT = "You have no scorecard to file in this debrief. Its owner can seat you."
NOT_SAVED = "The store did not answer."
DRAFT_NOT_SAVED = (
    "The store did not answer, so your draft is not saved. Your text is still in the form below: "
    "leave it open, or file it."
)
NOW_ON_RECORD = "Your card could be read by others meanwhile, so a change needs a reason."


async def open_card(action: Action, desk: Desk) -> Reply:
    """Open the scorecard of a seat, or of the person's own."""
    return await modals.show(action, desk, _card(action, desk))


async def _card(action: Action, desk: Desk) -> View:
    ref = at.ref_of(action)
    there = await at.acting(action, desk, ref.debrief_id)
    seat = there.record.seat(ref.seat) if ref.seat else _own_seat(there)
    _check(there, seat)
    asked = _asked(there, seat)
    role = desk.guide.roles.get(there.record.role)
    filed = file_form.fill_from_scorecard(seat.filing.card) if seat.filing else None
    try:
        draft = await _draft(action, desk, there, seat)
    except StoreError:
        return file_form.build_scorecard_form(asked, role, filed, not_saved=NOT_SAVED)
    if "done" in draft or not draft:
        return file_form.build_scorecard_form(asked, role, filed)
    return file_form.build_scorecard_form(asked, role, draft["fields"], draft["saved_at"])


async def save(action: Action, desk: Desk) -> Reply:
    """Save what stands in the form as a draft, and say so in the form.

    Without a store the form goes on saying when it was last saved, or that it is not.
    """
    view, ref = _view(action), at.ref_of_view(action)
    try:
        there = await at.acting(action, desk, ref.debrief_id)
    except StoreUnavailable:
        raise HiringDeskError(DRAFT_NOT_SAVED) from None
    seat = there.record.seat(ref.seat)
    _check(there, seat)
    fields, now = file_form.read_draft(view.values), there.now
    try:
        former = await _draft(action, desk, there, seat)
        if former.get("done") == view.id:  # this was on its way while the form was submitted
            return replies.ACKNOWLEDGED
        drawn = not 0 <= now - former.get("shown_at", 0) < SHOW_SECONDS
        draft = {
            "fields": fields,
            "saved_at": now,
            "shown_at": now if drawn else former["shown_at"],
        }
        await desk.form_drafts.save(*_place(action, there, seat), draft)
        trouble = ""
    except StoreError:
        drawn, trouble = True, NOT_SAVED
    if drawn:
        role = desk.guide.roles.get(there.record.role)
        saved_at = None if trouble else now
        form = file_form.build_scorecard_form(
            _asked(there, seat), role, fields, saved_at, not_saved=trouble
        )
        # Before the answer, so that it does not clear what a submission right after this says.
        await modals.change(action.tenant, desk, view.id, form, view.hash)
    return replies.ACKNOWLEDGED


async def submitted(submission: Submission, desk: Desk) -> Reply:
    """File the card, or change it; it is saved before the form closes."""
    view, ref = submission.view, at.ref_of_view(submission)
    there = await at.acting(submission, desk, ref.debrief_id)
    seat = there.record.seat(ref.seat)
    try:
        form = file_form.read_scorecard(view.values)

        def transition(record: Debrief, now: int) -> Debrief:
            if record.seat(ref.seat).filing:
                return filing.edit_scorecard(
                    record, there.by, ref.seat, ScorecardEdit(form.scorecard, form.because), now
                )
            return filing.file_scorecard(record, there.by, ref.seat, form.scorecard, now)

        await at.change(submission, desk, there, "file", transition)
    except FormError as problems:
        return replies.errors(_at_inputs(problems.errors, view))
    except IncompleteScorecardError as problems:
        found = file_form.map_problems_to_blocks(problems.errors, _asked(there, seat).attributes)
        return replies.errors(_at_inputs(found, view))
    except ReasonNeededError as problem:
        if "because" in view.inputs:
            return replies.errors({"because": problem.sentence})
        return await _asked_for_reason(submission, desk, ref.seat, there)
    with suppress(StoreError):
        await desk.form_drafts.save(*_place(submission, there, seat), {"done": view.id})
    return replies.ACKNOWLEDGED


async def give_up(action: Action, desk: Desk) -> Reply:
    """Ask why somebody won't file, and say what follows from it."""
    return await modals.show(action, desk, _give_up_form(action, desk))


async def _give_up_form(action: Action, desk: Desk) -> View:
    ref = at.ref_of(action)
    there = await at.acting(action, desk, ref.debrief_id)
    seat = filing.require_empty_seat(there.record.seat(ref.seat))
    access.require_permission(there.record, access.Permission.GIVE_UP, there.by, there.now, seat)
    role = desk.guide.roles.get(there.record.role)
    return manage_forms.build_give_up_form(
        there.record.id, seat_line(seat), role, completing(there.record, seat.id)
    )


async def gave_up(submission: Submission, desk: Desk) -> Reply:
    """Nobody waits for the seat any more."""
    view, ref = submission.view, at.ref_of_view(submission)
    there = await at.acting(submission, desk, ref.debrief_id)

    def transition(record: Debrief, now: int) -> Debrief:
        follows = completing(record, ref.seat)
        reason = manage_forms.read_release_reason(view.values, needed=False, completing=follows)
        return filing.give_up_seat(record, there.by, ref.seat, reason, now)

    try:
        await at.change(submission, desk, there, "give_up", transition)
    except FormError as problems:
        return replies.errors(problems.errors)
    return replies.ACKNOWLEDGED


def seat_line(seat: Seat) -> SeatStatus:
    """A seat as its interviewer and the owner may know it."""
    return SeatStatus(seat.id, seat.round, seat.stage, seat.person, seat.due_at, seat.state)


def completing(record: Debrief, seat_id: str) -> RoundEffect:
    """What follows where a seat is waited for no more."""
    if not completes_round(record, seat_id):
        return RoundEffect.NOTHING
    last = record.current_round.number == len(record.rounds)
    return RoundEffect.REVEALS if last else RoundEffect.OPENS


async def _asked_for_reason(
    submission: Submission, desk: Desk, seat_id: str, there: Acting
) -> Reply:
    """The same form with the field for the reason, and all that was typed."""
    there = await at.acting(submission, desk, there.record.id)
    role = desk.guide.roles.get(there.record.role)
    fields = file_form.read_draft(submission.view.values)
    asked = _asked(there, there.record.seat(seat_id))
    return replies.update(
        file_form.build_scorecard_form(asked, role, fields, not_saved=NOW_ON_RECORD)
    )


def _own_seat(there: Acting) -> Seat:
    """The seat that a person most likely means: one that waits, else the last one filed."""
    current = there.record.current_round.number
    mine = there.record.seats_of(there.by.person)
    seats = [one for one in mine if one.round <= current]
    by_state = {
        SeatState.EMPTY: 0,
        SeatState.GIVEN_UP: 1,
        SeatState.FILED: 2,
        SeatState.EXCUSED: 3,
    }
    if not mine:
        raise HiringDeskError(NO_SEAT)
    if not seats:
        raise NotStartedError
    return min(seats, key=lambda one: (by_state[one.state], -one.round, one.due_at))


def _check(there: Acting, seat: Seat) -> None:
    """Raise where the card can be neither filed nor edited now."""
    action = access.Permission.EDIT if seat.filing else access.Permission.FILE
    access.require_permission(there.record, action, there.by, there.now, seat)
    if seat.state is SeatState.EXCUSED:
        raise SeatReleasedError
    if seat.round > there.record.current_round.number:
        raise NotStartedError


def _asked(there: Acting, seat: Seat) -> ScorecardToFill:
    record = there.record
    plan = next((one for one in record.stages if one.id == seat.stage), None)
    return ScorecardToFill(
        debrief_id=record.id,
        seat=seat.id,
        label=record.label,
        stage=seat.stage,
        attributes=plan.attributes if plan else (),
        due_at=seat.due_at,
        probe_next=find_probe_questions(record, seat, there.now),
        filed=seat.filing is not None,
        needs_reason=seat.filing is not None and edit_needs_reason(record, seat, there.now),
        late=seat.filing is None and get_seal(record, seat.round, there.now) is Seal.PUBLIC,
    )


async def _draft(request: Action | Submission, desk: Desk, there: Acting, seat: Seat) -> Json:
    return await desk.form_drafts.load(*_place(request, there, seat)) or {}


def _place(
    request: Action | Submission, there: Acting, seat: Seat
) -> tuple[str, str, Key, str, str]:
    return request.tenant, there.record.id, there.kept.key, f"card.{seat.id}", request.user


def _at_inputs(errors: dict[str, str], view: OpenView) -> dict[str, str]:
    """Slack shows errors at input blocks only; others stand at the first."""
    return {name if name in view.inputs else view.inputs[0]: text for name, text in errors.items()}


def _view(action: Action) -> OpenView:
    if action.view is None:
        raise NotAllowedError
    return action.view


ROUTES = Routes(
    actions={
        ids.DEBRIEF_FILE: open_card,
        ids.DEBRIEF_FILE_SAVE: save,
        ids.DEBRIEF_GIVE_UP: give_up,
    },
    views={ids.DEBRIEF_FILE_FORM: submitted, ids.DEBRIEF_GIVE_UP_FORM: gave_up},
)
