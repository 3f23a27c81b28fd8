"""Says in a form that is saved while someone types whether it is saved."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from blocks.debriefs.saved_line import change_saved_line, describe_not_saved
from bot.debriefs.refs import read_modal_ref
from bot.slack.client import SlackError
from bot.slack.modals import redraw_modal

if TYPE_CHECKING:
    from blocks.kit import View
    from blocks.mrkdwn import Mrkdwn
    from bot.desk import Desk
    from bot.slack.requests import Action, OpenView

NOT_SAVED: Final = "I can't reach my storage right now."


async def say_whether_saved(action: Action, desk: Desk, trouble: str, saved: Mrkdwn) -> None:
    """Change the form's line if it says what isn't so; everything else in it stays as it is.

    `trouble` is a sentence on why what was typed isn't saved, empty if it is; then the line is
    `saved`. To be awaited before the answer, so that it can't replace what a submission right after
    it shows.
    """
    if bool(read_modal_ref(action).round) == bool(trouble):
        return

    async def draw(newest: OpenView) -> View:
        text = describe_not_saved(trouble) if trouble else saved
        return change_saved_line(newest.payload, text, saved=not trouble)

    with suppress(SlackError):
        await redraw_modal(action, desk, draw)
