"""Taking over: accept or decline to own a debrief or to decide; appointing someone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import ids
from blocks.debriefs import manage_forms
from bot.debriefs.changes import change_debrief
from bot.debriefs.context import load_context
from bot.debriefs.people import check_people, find_successor
from bot.debriefs.refs import read_modal_ref, read_ref
from bot.slack import replies
from bot.slack.modals import open_modal
from bot.slack.routes import Routes
from hiring.debriefs import access, succession
from hiring.debriefs.errors import DebriefError, NotGoneError
from hiring.errors import FormError

if TYPE_CHECKING:
    from collections.abc import Callable

    from blocks.kit import View
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action, Submission
    from hiring.debriefs.access import Actor
    from hiring.debriefs.debrief import Debrief


async def accept_hand_over(action: Action, desk: Desk) -> Reply:
    """Take over what the person was asked for. The reconciler tells the thread and the authors."""
    return await _answer_request(action, desk, "accept", succession.accept_hand_over)


async def decline_hand_over(action: Action, desk: Desk) -> Reply:
    """Leave it with whoever asked, who is told."""
    return await _answer_request(action, desk, "decline", succession.decline_hand_over)


async def _answer_request(
    action: Action,
    desk: Desk,
    name: str,
    answer: Callable[[Debrief, Actor, int, int], Debrief],
) -> Reply:
    ref = read_ref(action)
    context = await load_context(action, desk, ref.debrief_id)

    def apply_answer(debrief: Debrief, now: int) -> Debrief:
        return answer(debrief, context.actor, ref.round, now)

    duties = _describe_duties(context.debrief, ref.round)
    await change_debrief(action, desk, context, name, apply_answer, detail=duties)
    return replies.ACKNOWLEDGED


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
    """Ask someone to be owner and decider; the administrator doesn't get to read the debrief."""
    context = await load_context(submission, desk, read_modal_ref(submission).debrief_id)
    try:
        person = manage_forms.read_appointee(submission.view.values)
        await check_people(submission.tenant, desk, {"person": (person,)})
        successor = await find_successor(submission.tenant, desk, person)

        def appoint(debrief: Debrief, now: int) -> Debrief:
            return succession.appoint_owner(debrief, context.actor, successor, context.gone, now)

        await change_debrief(submission, desk, context, "appoint", appoint, person=person)
    except FormError as problems:
        return replies.build_errors(problems.errors)
    except DebriefError as problem:
        return replies.build_errors({"person": problem.sentence})
    return replies.ACKNOWLEDGED


def _describe_duties(debrief: Debrief, number: int) -> str:
    """What a hand-over is about, for the history; empty if there is none of that number."""
    hand_overs = debrief.hand_overs[number - 1 : number] if number > 0 else ()
    return " ".join(duty for each in hand_overs for duty in each.duties)


ROUTES = Routes(
    actions={
        ids.DEBRIEF_ACCEPT: accept_hand_over,
        ids.DEBRIEF_DECLINE: decline_hand_over,
        ids.DEBRIEF_APPOINT: open_appointment,
    },
    views={ids.DEBRIEF_APPOINT_FORM: appoint_owner},
)
