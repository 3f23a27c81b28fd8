"""*Invite*: the owner adds people of the debrief who can't read its reveal to the channel.

They are named when a debrief is opened, when another round is asked for, and in *Manage*. The app
can invite only if it was granted the scope for that; if not, it says what to type.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from blocks import ids
from blocks.debriefs import invite
from blocks.debriefs.lists import REFUSALS
from bot.debriefs.context import load_context
from bot.debriefs.manage_view import load_manage_view
from bot.debriefs.refs import read_modal_ref, read_ref
from bot.slack import replies
from bot.slack.client import SlackRefusedError, SlackUnreachableError
from bot.slack.modals import update_modal
from bot.slack.routes import Routes
from hiring.debriefs import access
from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.debriefs.context import DebriefContext
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action
    from hiring.debriefs.debrief import Debrief

log = logging.getLogger(__name__)

NOT_A_MEMBER = "You are not in that channel, so nobody was invited. Join it and press again."


async def invite_outsiders(action: Action, desk: Desk) -> Reply:
    """Invite everybody of the debrief who isn't in its channel now, and say how it went."""
    tenant = action.tenant
    ref = read_ref(action)
    context = await load_context(action, desk, ref.debrief_id, with_channel=True, fresh=True)
    access.require_permission(context.debrief, access.Permission.INVITE, context.actor, context.now)
    if why := await desk.directory.find_objection(tenant, context.debrief.channel):
        raise HiringDeskError(f"Nobody was invited: {REFUSALS[why]}.")
    if not context.actor.member:
        raise HiringDeskError(NOT_A_MEMBER)
    desk.tasks.start(_invite_all(action, desk, context), "inviting")
    return replies.ACKNOWLEDGED


async def _invite_all(action: Action, desk: Desk, context: DebriefContext) -> None:
    """Invite one by one, so that a person Slack refuses keeps nobody else out."""
    tenant, channel = action.tenant, context.debrief.channel
    answers = {user: await _invite(tenant, desk, channel, user) for user in context.outsiders}
    desk.directory.forget_channel(tenant, channel)
    await _tell_outcome(action, desk, context.debrief, answers)


async def _invite(tenant: str, desk: Desk, channel: str, user: str) -> str:
    """Invite one person; returns Slack's code where it refuses, "unknown" without an answer."""
    try:
        person = await desk.directory.find_person(tenant, user)
        reasons = (
            (person.gone, "user_not_found"),
            (person.stranger, "user_team_not_in_channel"),
            (person.guest, "user_is_restricted"),
            (person.bot, "cant_invite"),
        )
        if code := next((code for applies, code in reasons if applies), ""):
            return code
        await desk.slack.invite_person(tenant, channel, user)
    except SlackRefusedError as refusal:
        log.info("Slack refused an invitation: %s", refusal.code)
        return refusal.code
    except SlackUnreachableError:
        return "unknown"
    return ""


async def _tell_outcome(
    action: Action, desk: Desk, debrief: Debrief, answers: Mapping[str, str]
) -> None:
    """Say in the place of the button who was invited."""
    if action.modal:
        ref = read_modal_ref(action)
        context = await load_context(action, desk, ref.debrief_id, with_channel=True)
        note = invite.describe_invitations(debrief.channel, answers)
        view = await load_manage_view(action.tenant, desk, context, note=note, page=ref.page)
        await update_modal(action.tenant, desk, action.modal.id, view)
    else:
        message = invite.build_invitations_note(debrief.id, debrief.channel, answers)
        await desk.slack.respond(action.response_url, message, replace=True)


ROUTES = Routes(actions={ids.DEBRIEF_INVITE: invite_outsiders})
