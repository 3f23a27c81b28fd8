"""The decider decides, changes the decision with a reason, or asks for another round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import ids
from blocks.debriefs import decide_form
from bot import acting as at
from bot.features import modals
from bot.features.debrief_invite import tell_of_outsiders
from bot.features.debrief_open import check_seats
from bot.slack import replies
from bot.slack.routes import Routes
from hiring.debriefs import access, course
from hiring.debriefs.debrief import Outcome
from hiring.debriefs.opening import NewRound, NewSeat, start_another_round
from hiring.errors import FormError, HiringDeskError

if TYPE_CHECKING:
    from collections.abc import Collection

    from blocks.debriefs.decide_form import SubmittedDecision
    from blocks.kit import View
    from bot.acting import Acting
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action, Submission
    from hiring.debriefs.debrief import Debrief

GONE = "This form is gone. Press *Decide* again."


async def open_form(action: Action, desk: Desk) -> Reply:
    """Open the form."""
    return await modals.show(action, desk, _form(action, desk, at.ref_of(action).debrief_id))


async def chose(action: Action, desk: Desk) -> Reply:
    """Another round asks for its people; any other outcome doesn't."""
    if action.view is None:
        raise HiringDeskError(GONE)
    chosen = decide_form.read_outcome(action.view.values)
    view = await _form(action, desk, at.ref_of_view(action).debrief_id, chosen)
    await modals.change(action.tenant, desk, action.view.id, view, action.view.hash)
    return replies.ACKNOWLEDGED


async def submitted(submission: Submission, desk: Desk) -> Reply:
    """Decide; the root message and the thread say so by themselves."""
    ref = at.ref_of_view(submission)
    there = await at.acting(submission, desk, ref.debrief_id)
    try:
        form = decide_form.read_decision(submission.view.values)
        await check_seats(submission.tenant, desk, form.seats)

        def transition(record: Debrief, now: int) -> Debrief:
            return _decided(record, there, form, now)

        kept = await at.change(submission, desk, there, "decide", transition)
    except FormError as problems:
        return replies.errors(problems.errors)
    if form.seats:
        told = tell_of_outsiders(submission.tenant, desk, kept.record)
        desk.tasks.start(told, "telling who is outside")
    return replies.ACKNOWLEDGED


def _decided(record: Debrief, there: Acting, form: SubmittedDecision, now: int) -> Debrief:
    if form.outcome is Outcome.ANOTHER_ROUND:
        seatings = tuple(
            NewSeat(stage, person) for stage, people in form.seats.items() for person in people
        )
        asked = NewRound(seatings, form.reason)
        return start_another_round(record, there.by, asked, there.settings, now)
    decide = course.change_decision if record.decision else course.record_decision
    return decide(record, there.by, form.outcome, form.reason, now)


async def _form(action: Action, desk: Desk, debrief: str, chosen: Outcome | None = None) -> View:
    there = await at.acting(action, desk, debrief)
    record = there.record
    needed = access.Permission.CHANGE_DECISION if record.decision else access.Permission.DECIDE
    access.require_permission(record, needed, there.by, there.now)
    return decide_form.build_decide_form(
        record.id,
        record.label,
        desk.guide.roles.get(record.role),
        [plan.id for plan in record.stages],
        former=record.decision,
        allowed=_allowed(record),
        outcome=chosen,
    )


def _allowed(record: Debrief) -> Collection[Outcome]:
    """All of them; a decision to hire or not has to be put on hold before another round."""
    settled = record.decision and record.decision.outcome is not Outcome.HOLD
    return [one for one in Outcome if not (settled and one is Outcome.ANOTHER_ROUND)]


ROUTES = Routes(
    actions={ids.DEBRIEF_DECIDE: open_form, ids.DEBRIEF_DECIDE_OUTCOME: chose},
    views={ids.DEBRIEF_DECIDE_FORM: submitted},
)
