"""The modal *Manage* below a form that was saved: it shows the new state."""

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
    from bot.slack.requests import Submission

DONE: Final = "Saved."


async def refresh_manage_view(submission: Submission, desk: Desk, note: str = DONE) -> None:
    """Show the new state, with what was done; after a hand-over there may be nothing to manage."""
    debrief_id = read_modal_ref(submission).debrief_id
    context = await load_context(submission, desk, debrief_id, with_channel=True)
    try:
        view = await load_manage_view(submission.tenant, desk, context, note=note)
    except NotAllowedError:
        view = build_notice_view(note)
    await update_modal(submission.tenant, desk, submission.view.previous, view)
