"""Answers to commands that may take longer than Slack waits."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from blocks.notices import build_notice
from bot.slack import replies
from bot.slack.guard import AWAY
from bot.store.errors import StoreUnavailableError
from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from blocks.kit import Message
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Command

SECONDS = 1.2
"""After this the command is acknowledged, and its answer follows. Slack waits three seconds."""


async def answer_when_ready(
    command: Command, desk: Desk, answer: Coroutine[Any, Any, Message]
) -> Reply:
    """Answer a command at once or, where that takes longer, by its `response_url`."""
    work = asyncio.ensure_future(answer)
    finished, _ = await asyncio.wait({work}, timeout=SECONDS)
    if finished:
        return replies.build_ephemeral(work.result())
    desk.tasks.start(_answer_late(command, desk, work), "a late answer")
    return replies.ACKNOWLEDGED


async def _answer_late(command: Command, desk: Desk, work: asyncio.Future[Message]) -> None:
    try:
        message = await work
    except StoreUnavailableError:
        message = build_notice(AWAY)
    except HiringDeskError as error:
        message = build_notice(error.sentence)
    await desk.slack.respond(command.response_url, message)
