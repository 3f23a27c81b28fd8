"""Roles: which one a channel is about, for everyone in it, and how some of them compare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import ids
from blocks.details import split_off_details
from blocks.role_comparison import build_comparison, build_shared_comparison, read_compared
from bot.answers.channel_role import GONE, undo_use, use_in_channel
from bot.slack import clicks
from bot.slack.routes import Routes
from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action
    from hiring.guide.role import Role


async def show_comparison(action: Action, desk: Desk) -> Reply:
    """Put a comparison of roles, short or long, in the place of the answer with the button."""
    command, roles, detailed = _read_compared(action, desk)
    message = build_comparison(desk.guide, roles, command, detailed=detailed)
    return clicks.replace_message(action, desk, message)


async def share_comparison(action: Action, desk: Desk) -> Reply:
    """Post a comparison of roles in the channel, short or long as it is shown."""
    command, roles, detailed = _read_compared(action, desk)
    message = build_shared_comparison(desk.guide, roles, command, action.user, detailed=detailed)
    return await clicks.share_message(action, desk, message)


def _read_compared(action: Action, desk: Desk) -> tuple[str, list[Role], bool]:
    value, detailed = split_off_details(action.value)
    command, roles = read_compared(value, desk.guide)
    if len(roles) < 2:  # noqa: PLR2004 - to compare
        raise HiringDeskError(GONE)
    return command, roles, detailed


ROUTES = Routes(
    actions={
        ids.ROLE_USE: use_in_channel,
        ids.ROLE_UNDO: undo_use,
        ids.ROLES_COMPARE: show_comparison,
        ids.ROLES_SHARE: share_comparison,
    }
)
