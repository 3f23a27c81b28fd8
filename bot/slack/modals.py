"""Opening and redrawing modals.

What takes more than a second opens as *Loading…* and is filled later: Slack's trigger opens a modal
within three seconds of the click, and only once.

A press redraws the newest state of its modal. Slack sends a press with the modal as it was then; an
update for an earlier press, which was still under way, may have changed it since. Within a process
such presses take turns, and each builds on what the one before has shown. If another process has
changed the modal, the press is applied to it without its hash: it has all that was typed.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from blocks.kit import View
from blocks.notices import build_notice_view
from bot.slack import replies
from bot.slack.client import SlackError, SlackRefusedError
from bot.slack.guard import AWAY
from bot.slack.requests import Action, read_open_view
from bot.store.errors import StoreUnavailableError
from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Mapping

    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Command, OpenView, Shortcut

OPEN_SECONDS = 1.0
LOADING = "Loading…"
FORM_GONE = "This form is out of date. Type the command again."
HASH_CONFLICT = "hash_conflict"
VIEW_GONE = {"not_found", "view_not_found"}
NO_STATE: Final[Mapping[str, Any]] = {
    "state": {"values": {}}
}  # as in an answer of Slack's that leaves it out


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


async def update_modal(tenant: str, desk: Desk, view_id: str, view: View) -> None:
    """Change what a modal shows, if it is still open.

    Nothing is lost where Slack refuses: this only shows what is already saved.
    """
    with suppress(SlackError):
        await desk.slack.update_view(tenant, view_id, view)


async def redraw_modal(
    action: Action, desk: Desk, draw: Callable[[OpenView], Awaitable[View]]
) -> None:
    """Show what follows from a press in a modal; `draw` gets the modal's newest state.

    Nothing happens if the person has closed or sent it.
    """
    if action.view is None:
        raise HiringDeskError(FORM_GONE)
    async with desk.modals.take_turn(action.view.id):
        newest = desk.modals.find_newest(action.view)
        view = await draw(newest)
        for view_hash in (newest.hash, ""):
            if await desk.modals.was_sent(action.view):
                return
            try:
                updated = await desk.slack.update_view(action.tenant, newest.id, view, view_hash)
            except SlackRefusedError as refusal:
                if refusal.code in VIEW_GONE:
                    return
                if refusal.code != HASH_CONFLICT or not view_hash:
                    raise
            else:
                shown = read_open_view({**NO_STATE, **updated})
                desk.modals.remember(action.view, newest, shown)
                return
