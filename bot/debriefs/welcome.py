"""Tells one person of a workspace the first steps, only once.

With many workspaces that is who installed the app. Otherwise, and where that person can't be
written to, it is the first administrator who opens their Home.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from blocks.debriefs.welcome import build_welcome
from bot.slack.client import SlackRefusedError
from bot.slack.refusals import explain_refusal
from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from bot.desk import Desk

log = logging.getLogger(__name__)


def start_welcome(desk: Desk, tenant: str, user: str) -> None:
    """Welcome a person in the background."""
    desk.tasks.start(welcome_once(desk, tenant, user), "welcoming somebody")


async def welcome_once(desk: Desk, tenant: str, user: str) -> None:
    """Send the first steps, unless somebody of the workspace has got them. Never raises."""
    try:
        if await desk.welcomes.claim(tenant):
            await _send(desk, tenant, user)
    except HiringDeskError as error:  # it may have been sent, so nobody sends it again
        log.warning("nobody of %s was welcomed: %s", tenant, error.sentence)


async def _send(desk: Desk, tenant: str, user: str) -> None:
    try:
        channel = await desk.directory.find_dm(tenant, user)
        await desk.slack.post_message(tenant, channel, build_welcome())
    except SlackRefusedError as refusal:
        log.warning("nobody of %s was welcomed: %s", tenant, explain_refusal(refusal.code))
        await desk.welcomes.release(tenant)
