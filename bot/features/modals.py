"""Opening a modal in time: what takes longer than a second opens as *Loading…* and is filled then.

Slack: a trigger opens a modal within three seconds of the click, and only once.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from blocks.notices import build_notice_view
from bot.slack import replies
from bot.slack.client import SlackError
from bot.slack.guard import AWAY
from bot.slack.requests import Action
from bot.store.errors import StoreUnavailable
from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from typing import Any

    from blocks.kit import View
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Command, Shortcut

OPEN_SECONDS = 1.0
LOADING = "Loading…"


async def show(
    request: Action | Command | Shortcut, desk: Desk, making: Coroutine[Any, Any, View]
) -> Reply:
    """Open what is being made as a modal, over the one that was pressed in if there is one."""
    made = asyncio.create_task(making)
    opened = False
    try:
        await asyncio.wait((made,), timeout=OPEN_SECONDS)
        in_time = made.done()
        view = made.result() if in_time else build_notice_view(LOADING)
        over = isinstance(request, Action) and request.modal
        lay = desk.slack.push_view if over else desk.slack.open_view
        view_id = await lay(request.tenant, request.trigger_id, view)
        opened = True
    finally:
        if not opened:
            made.cancel()
    if not in_time:
        desk.tasks.start(_fill(request.tenant, desk, view_id, made), "filling a modal")
    return replies.ACKNOWLEDGED


async def _fill(tenant: str, desk: Desk, view_id: str, made: asyncio.Task[View]) -> None:
    try:
        view = await made
    except StoreUnavailable:
        view = build_notice_view(AWAY)
    except HiringDeskError as error:
        view = build_notice_view(error.sentence)
    await change(tenant, desk, view_id, view)


async def change(tenant: str, desk: Desk, view_id: str, view: View, view_hash: str = "") -> None:
    """Put another content into a modal, if it is still open and (by its hash) as it was.

    Only how things stand is shown by this, so nothing is lost where Slack does not take it.
    """
    with suppress(SlackError):
        await desk.slack.update_view(tenant, view_id, view, view_hash)
