"""After a decision: who tells the candidate by when, that it is done, and dissent until then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import ids
from blocks.debriefs import candidate, dissent
from bot.debriefs.changes import change_debrief
from bot.debriefs.context import load_context
from bot.debriefs.manage_refresh import DONE, start_refresh, start_refresh_below
from bot.debriefs.people import check_people
from bot.debriefs.refs import read_modal_ref, read_ref
from bot.slack import replies
from bot.slack.modals import open_modal
from bot.slack.routes import Routes
from hiring.debriefs import after_decision
from hiring.debriefs.access import Permission, require_permission
from hiring.debriefs.after_decision import Telling
from hiring.debriefs.role_snapshot import find_role_text
from hiring.errors import FormError

if TYPE_CHECKING:
    from blocks.kit import View
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action, Submission
    from hiring.debriefs.debrief import Debrief


async def mark_candidate_told(action: Action, desk: Desk) -> Reply:
    """Tick off that the candidate knows. The reconciler tells the thread."""
    context = await load_context(action, desk, read_ref(action).debrief_id)

    def tell(debrief: Debrief, now: int) -> Debrief:
        return after_decision.mark_candidate_told(debrief, context.actor, now)

    await change_debrief(action, desk, context, "candidate_told", tell)
    start_refresh(action, desk, DONE)
    return replies.ACKNOWLEDGED


async def open_candidate_task(action: Action, desk: Desk) -> Reply:
    """Open the form that changes who tells the candidate, or by when."""
    return await open_modal(action, desk, _load_task_form(action, desk))


async def _load_task_form(action: Action, desk: Desk) -> View:
    context = await load_context(action, desk, read_ref(action).debrief_id)
    debrief = context.debrief
    permission = Permission.CHANGE_CANDIDATE_TASK
    require_permission(debrief, permission, context.actor, context.now)
    task = after_decision.require_open_task(debrief)
    telling = Telling(task.person, task.due_at)
    return candidate.build_task_form(debrief.id, debrief.label, telling)


async def submit_candidate_task(submission: Submission, desk: Desk) -> Reply:
    """Save who tells the candidate by when. The reconciler tells them."""
    context = await load_context(submission, desk, read_modal_ref(submission).debrief_id)
    permission = Permission.CHANGE_CANDIDATE_TASK
    require_permission(context.debrief, permission, context.actor, context.now)
    try:
        telling = candidate.read_telling(submission.view.values, context.now)
        if telling is None:
            return replies.ACKNOWLEDGED
        await check_people(submission.tenant, desk, {candidate.TELLER: [telling.person]})

        def change(debrief: Debrief, now: int) -> Debrief:
            return after_decision.change_candidate_task(debrief, context.actor, telling, now)

        person = telling.person
        await change_debrief(submission, desk, context, "candidate_task", change, person=person)
    except FormError as problems:
        return replies.build_errors(problems.errors)
    start_refresh_below(submission, desk)
    return replies.ACKNOWLEDGED


async def open_dissent(action: Action, desk: Desk) -> Reply:
    """Open the form for dissent, if the candidate hasn't been told yet."""
    return await open_modal(action, desk, _load_dissent_form(action, desk))


async def _load_dissent_form(action: Action, desk: Desk) -> View:
    context = await load_context(action, desk, read_ref(action).debrief_id)
    debrief = context.debrief
    require_permission(debrief, Permission.DISSENT, context.actor, context.now)
    decision = after_decision.require_untold_candidate(debrief)
    return dissent.build_dissent_form(
        debrief.id,
        debrief.label,
        decision,
        find_role_text(debrief, desk.guide.roles),
        after_decision.list_dissent_attributes(debrief),
        desk.concerns_contact,
    )


async def submit_dissent(submission: Submission, desk: Desk) -> Reply:
    """Save the dissent. The reconciler shows it in the thread."""
    context = await load_context(submission, desk, read_modal_ref(submission).debrief_id)
    require_permission(context.debrief, Permission.DISSENT, context.actor, context.now)
    try:
        attribute, evidence = dissent.read_dissent(submission.view.values)
    except FormError as problems:
        return replies.build_errors(problems.errors)

    def record(debrief: Debrief, now: int) -> Debrief:
        return after_decision.record_dissent(debrief, context.actor, attribute, evidence, now)

    await change_debrief(submission, desk, context, "dissent", record, detail=attribute)
    start_refresh_below(submission, desk)
    return replies.ACKNOWLEDGED


ROUTES = Routes(
    actions={
        ids.DEBRIEF_CANDIDATE_TOLD: mark_candidate_told,
        ids.DEBRIEF_CANDIDATE_TASK: open_candidate_task,
        ids.DEBRIEF_DISSENT: open_dissent,
    },
    views={
        ids.DEBRIEF_CANDIDATE_TASK_FORM: submit_candidate_task,
        ids.DEBRIEF_DISSENT_FORM: submit_dissent,
    },
)
