"""The history of a debrief: who did what when, without anything that the seal hides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import ids
from blocks.debriefs.history_view import build_history_view
from bot.debriefs.context import load_context
from bot.debriefs.refs import read_ref
from bot.slack import replies
from bot.slack.modals import open_modal
from bot.slack.routes import Routes
from hiring.debriefs.access import Permission, require_permission
from hiring.debriefs.history import list_visible_events
from hiring.debriefs.state import apply_due_reveal

if TYPE_CHECKING:
    from blocks.kit import View
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action


async def open_history(action: Action, desk: Desk) -> Reply:
    """Show the history; pressed inside it, turn to another page."""
    view = _load_history(action, desk)
    if action.modal and action.modal.callback_id == ids.DEBRIEF_HISTORY_VIEW:
        await desk.slack.update_view(action.tenant, action.modal.id, await view)
        return replies.ACKNOWLEDGED
    return await open_modal(action, desk, view)


async def _load_history(action: Action, desk: Desk) -> View:
    ref = read_ref(action)
    context = await load_context(action, desk, ref.debrief_id)
    now = context.now
    debrief = apply_due_reveal(context.debrief, now)
    require_permission(debrief, Permission.SEE_HISTORY, context.actor, now)
    events = await desk.debriefs.load_history(action.tenant, debrief.id)
    visible = list_visible_events(debrief, events, now)
    # Not whether some are left out: that would tell whether anybody has filed.
    sealed = debrief.public_through < len(debrief.rounds)
    return build_history_view(
        debrief.id, debrief.label, visible, hidden_until_reveal=sealed, page=ref.page
    )


ROUTES = Routes(actions={ids.DEBRIEF_HISTORY: open_history})
