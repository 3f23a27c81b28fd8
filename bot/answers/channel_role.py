"""*Use in this channel*: makes a role the channel's, for everybody in it.

Anybody in the channel may set it, and undo it in the same way. Beside a message the person is told
in a message of their own; in a form the button becomes *Undo*.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from blocks.modal_origin import ModalOrigin
from blocks.roles import (
    USE_ROLE,
    build_role_question,
    build_undo_button,
    build_undone_notice,
    build_use_button,
    build_used_notice,
    swap_use_button,
)
from bot.slack import clicks, replies
from bot.slack.modals import redraw_modal
from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from collections.abc import Callable

    from blocks.kit import Element, Message, View
    from blocks.roles import RoleAsker
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action, OpenView
    from hiring.guide.role import Role

IN_FORM = "Used in this channel: undo"
GONE = "That role is gone. Type the command again to see all roles."


async def answer_role_menu(
    action: Action, desk: Desk, asker: RoleAsker, part: Callable[[Role], object]
) -> Reply | None:
    """What an answer's menu offers besides another role: all roles, and to use this one here."""
    if which := desk.roles.find_asked(action, part):
        question = build_role_question(asker, which.roles, which.text)
        return clicks.replace_message(action, desk, question)
    if action.value.startswith(USE_ROLE):
        return await use_in_channel(
            replace(action, value=action.value.removeprefix(USE_ROLE)), desk
        )
    return None


async def use_in_channel(action: Action, desk: Desk) -> Reply:
    """Make the role of an answer or a form the channel's."""
    role = _find_role(action.value, desk)
    former = await _save(action, desk, role.id)
    if action.view:
        undo = build_undo_button(role, former, IN_FORM)
        return await _redraw(action, desk, undo, is_channels=True)
    return _tell(action, desk, build_used_notice(role, desk.guide.roles.get(former), former))


async def undo_use(action: Action, desk: Desk) -> Reply:
    """Give the channel the role back that it had before, or none."""
    role_id, _, former = action.value.partition(" ")
    role = _find_role(role_id, desk)
    await _save(action, desk, former)
    if action.view:
        return await _redraw(action, desk, build_use_button(role), is_channels=False)
    return _tell(action, desk, build_undone_notice(desk.guide.roles.get(former)))


def _find_role(role_id: str, desk: Desk) -> Role:
    role = desk.guide.roles.get(role_id)
    if role is None:
        raise HiringDeskError(GONE)
    return role


async def _save(action: Action, desk: Desk, role_id: str) -> str:
    """Set the channel's role where the press was, and return the id of the former one."""
    channel = action.channel
    if action.view:
        channel = ModalOrigin.read(action.view.private_metadata).channel
    if not channel:
        raise HiringDeskError(GONE)
    return await desk.roles.use_in_channel(action.tenant, channel, role_id)


def _tell(action: Action, desk: Desk, message: Message) -> Reply:
    desk.tasks.start(desk.slack.respond(action.response_url, message), "the channel's role")
    return replies.ACKNOWLEDGED


async def _redraw(action: Action, desk: Desk, button: Element, *, is_channels: bool) -> Reply:
    """Show the form as it is, with the button that undoes what this one did."""

    async def draw(view: OpenView) -> View:
        origin = replace(ModalOrigin.read(view.private_metadata), is_channels=is_channels)
        return swap_use_button(view.payload, origin, button)

    await redraw_modal(action, desk, draw)
    return replies.ACKNOWLEDGED
