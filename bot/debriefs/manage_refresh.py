"""The modal *Manage* shows the new state once something was done in it, or in a form over it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from blocks.notices import build_notice_view
from bot.debriefs.context import load_context
from bot.debriefs.manage_view import load_manage_view
from bot.debriefs.refs import read_modal_ref
from bot.slack.modals import update_modal
from hiring.debriefs.errors import NotAllowedError

if TYPE_CHECKING:
    from bot.desk import Desk
    from bot.slack.requests import Action, Submission

DONE: Final = "Saved."
REVEALED: Final = "Revealed: the scorecards are in the channel's thread."


def start_refresh_below(submission: Submission, desk: Desk, note: str = DONE) -> None:
    """Have *Manage* below a form that was saved say what was done, if the form is over it."""
    if submission.view.previous:
        desk.tasks.start(refresh_manage_view(submission, desk, note), "managing")


async def refresh_manage_view(submission: Submission, desk: Desk, note: str = DONE) -> None:
    """Show the new state below a form, with what was done."""
    debrief_id = read_modal_ref(submission).debrief_id
    await _show(submission, desk, submission.view.previous, debrief_id, note)


def start_refresh(action: Action, desk: Desk, note: str) -> None:
    """Say in the modal what was done by a press in it; a message is the reconciler's to change."""
    if action.modal:
        ref, view_id = read_modal_ref(action), action.modal.id
        showing = _show(action, desk, view_id, ref.debrief_id, note, ref.page)
        desk.tasks.start(showing, "managing")


async def _show(  # noqa: PLR0913, PLR0917 - in which modal, and what
    request: Action | Submission,
    desk: Desk,
    view_id: str,
    debrief_id: str,
    note: str,
    page: int = 0,
) -> None:
    """Show the new state in a modal; after a hand-over there may be nothing to manage."""
    context = await load_context(request, desk, debrief_id, with_channel=True)
    try:
        view = await load_manage_view(request.tenant, desk, context, note=note, page=page)
    except NotAllowedError:
        view = build_notice_view(note)
    await update_modal(request.tenant, desk, view_id, view)
