"""The decider decides, changes the decision, or asks for another round; and *Reveal now*."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from blocks import ids
from blocks.debriefs import decide_form
from blocks.debriefs.candidate import TELLER
from blocks.mrkdwn import md, mention
from bot.debriefs.changes import change_debrief
from bot.debriefs.context import load_context
from bot.debriefs.manage_refresh import REVEALED, start_refresh, start_refresh_below
from bot.debriefs.people import add_calendars, check_people, tell_owner_of_outsiders
from bot.debriefs.refs import read_modal_ref, read_ref
from bot.debriefs.zones import find_panel
from bot.slack import replies
from bot.slack.modals import open_modal, redraw_modal
from bot.slack.routes import Routes
from hiring.debriefs import access, course
from hiring.debriefs.after_decision import choose_telling
from hiring.debriefs.debrief import Outcome
from hiring.debriefs.errors import NotAllowedError
from hiring.debriefs.opening import NewRound, NewSeat, start_another_round
from hiring.debriefs.role_snapshot import find_role_text
from hiring.debriefs.state import Phase, get_phase
from hiring.errors import FormError

if TYPE_CHECKING:
    from collections.abc import Collection

    from blocks.debriefs.decide_form import SubmittedDecision
    from blocks.debriefs.values import Values
    from blocks.kit import View
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action, OpenView, Submission
    from hiring.debriefs.access import Actor
    from hiring.debriefs.debrief import Debrief
    from hiring.debriefs.state import Timing


NO_VALUES: Final[Values] = MappingProxyType({})
ASKED: Final = "The reveal happens at once when the other one of you presses *Reveal now*, too."


async def open_decision(action: Action, desk: Desk) -> Reply:
    """Open the form *Decide*."""
    return await open_modal(action, desk, _load_form(action, desk, read_ref(action).debrief_id))


async def choose_outcome(action: Action, desk: Desk) -> Reply:
    """Show the fields of the chosen outcome: *Another round* asks who interviews, and when."""

    async def draw(view: OpenView) -> View:
        return await _load_form(action, desk, read_modal_ref(action).debrief_id, view.values)

    await redraw_modal(action, desk, draw)
    return replies.ACKNOWLEDGED


async def submit_decision(submission: Submission, desk: Desk) -> Reply:
    """Save the decision. The reconciler tells the channel."""
    ref = read_modal_ref(submission)
    context = await load_context(submission, desk, ref.debrief_id)
    try:
        form = decide_form.read_decision(submission.view.values, context.now)
        picked = {f"seats/{stage}": people for stage, people in form.seats.items()}
        if form.telling:
            picked[TELLER] = (form.telling.person,)
        await check_people(submission.tenant, desk, picked)
        chosen = (person for people in form.seats.values() for person in people)
        timing = await add_calendars(submission.tenant, desk, context.timing, chosen)

        def decide(debrief: Debrief, now: int) -> Debrief:
            return _apply_decision(debrief, context.actor, form, timing, now)

        outcome = form.outcome.value
        stored = await change_debrief(submission, desk, context, "decide", decide, detail=outcome)
    except FormError as problems:
        return replies.build_errors(problems.errors)
    if form.seats:
        telling = tell_owner_of_outsiders(submission.tenant, desk, stored.debrief)
        desk.tasks.start(telling, "telling the owner who is outside")
    start_refresh_below(submission, desk)
    return replies.ACKNOWLEDGED


def _apply_decision(
    debrief: Debrief, actor: Actor, form: SubmittedDecision, timing: Timing, now: int
) -> Debrief:
    if form.outcome is Outcome.ANOTHER_ROUND:
        seatings = tuple(
            NewSeat(stage, person, at=form.times.get(f"{stage}/{person}"))
            for stage, people in form.seats.items()
            for person in people
        )
        new_round = NewRound(seatings, form.reason)
        return start_another_round(debrief, actor, new_round, timing, now)
    telling = form.telling or choose_telling(debrief, timing.calendar_of(debrief.owner), now)
    decide = course.change_decision if debrief.decision else course.record_decision
    return decide(debrief, actor, form.outcome, form.reason, now, telling)


async def reveal_now(action: Action, desk: Desk) -> Reply:
    """The owner or the decider wants the reveal before the grace is over."""
    context = await load_context(action, desk, read_ref(action).debrief_id)

    def request(debrief: Debrief, now: int) -> Debrief:
        return course.request_reveal(debrief, context.actor, now)

    stored = await change_debrief(action, desk, context, "reveal_now", request)
    waits = get_phase(stored.debrief, stored.now) is Phase.GRACE
    start_refresh(action, desk, ASKED if waits else REVEALED)
    return replies.ACKNOWLEDGED


async def _load_form(
    action: Action, desk: Desk, debrief_id: str, values: Values = NO_VALUES
) -> View:
    """The form, with what is filled in so far."""
    context = await load_context(action, desk, debrief_id)
    debrief = context.debrief
    if context.actor.person != debrief.decider:
        decider = mention(debrief.decider)
        raise NotAllowedError(
            md("Only {decider} can decide here. Nothing was changed.", decider=decider)
        )
    permission = access.Permission.CHANGE_DECISION if debrief.decision else access.Permission.DECIDE
    access.require_permission(debrief, permission, context.actor, context.now)
    seats = decide_form.read_interviewers(values)
    people = (person for chosen in seats.values() for person in chosen)
    return decide_form.build_decide_form(
        debrief.id,
        debrief.label,
        find_role_text(debrief, desk.guide.roles),
        [plan.id for plan in debrief.stages],
        choose_telling(debrief, context.timing.calendar_of(debrief.owner), context.now),
        previous=debrief.decision,
        allowed=_list_outcomes(debrief),
        outcome=decide_form.read_outcome(values),
        seats=seats,
        times=decide_form.read_times(values),
        panel=await find_panel(action.tenant, desk, action.user, people),
    )


def _list_outcomes(debrief: Debrief) -> Collection[Outcome]:
    """The outcomes to choose from: after a final decision, *Another round* takes a hold first."""
    final = debrief.decision and debrief.decision.outcome is not Outcome.HOLD
    return [outcome for outcome in Outcome if not (final and outcome is Outcome.ANOTHER_ROUND)]


ROUTES = Routes(
    actions={
        ids.DEBRIEF_DECIDE: open_decision,
        ids.DEBRIEF_DECIDE_OUTCOME: choose_outcome,
        ids.DEBRIEF_DECIDE_SEATS: choose_outcome,
        ids.DEBRIEF_REVEAL_NOW: reveal_now,
    },
    views={ids.DEBRIEF_DECIDE_FORM: submit_decision},
)
