"""Opening a modal in time: what takes more than a second opens as *Loading…* and is filled later.

Slack: a trigger opens a modal within three seconds of the click, and only once.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from blocks.kit import View
from blocks.notices import build_notice_view
from bot.slack import replies
from bot.slack.client import SlackError
from bot.slack.guard import AWAY
from bot.slack.requests import Action
from bot.store.errors import StoreUnavailableError
from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from typing import Any

    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Command, Shortcut

OPEN_SECONDS = 1.0
LOADING = "Loading…"


async def open_modal(
    request: Action | Command | Shortcut, desk: Desk, view: View | Coroutine[Any, Any, View]
) -> Reply:
    """Open a modal, over the one that was pressed in if there is one.

    `view` may be a coroutine that loads what the modal shows.
    """
    if isinstance(view, View):
        await _open(request, desk, view)
        return replies.ACKNOWLEDGED
    loading = asyncio.create_task(view)
    opened = False
    try:
        await asyncio.wait((loading,), timeout=OPEN_SECONDS)
        in_time = loading.done()
        view_id = await _open(
            request, desk, loading.result() if in_time else build_notice_view(LOADING)
        )
        opened = True
    finally:
        if not opened:
            loading.cancel()
    if not in_time:
        desk.tasks.start(_fill(request.tenant, desk, view_id, loading), "filling a modal")
    return replies.ACKNOWLEDGED


async def _open(request: Action | Command | Shortcut, desk: Desk, view: View) -> str:
    over_another = isinstance(request, Action) and request.modal
    show = desk.slack.push_view if over_another else desk.slack.open_view
    return await show(request.tenant, request.trigger_id, view)


async def _fill(tenant: str, desk: Desk, view_id: str, loading: asyncio.Task[View]) -> None:
    try:
        view = await loading
    except StoreUnavailableError:
        view = build_notice_view(AWAY)
    except HiringDeskError as error:
        view = build_notice_view(error.sentence)
    await update_modal(tenant, desk, view_id, view)


async def update_modal(
    tenant: str, desk: Desk, view_id: str, view: View, view_hash: str = ""
) -> None:
    """Change what a modal shows, if it is still open and (by its hash) unchanged.

    Nothing is lost where Slack refuses: this only shows what is already saved.
    """
    with suppress(SlackError):
        await desk.slack.update_view(tenant, view_id, view, view_hash)
