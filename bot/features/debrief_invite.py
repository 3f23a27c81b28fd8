"""*Invite*: the owner adds those of a debrief who could not read its reveal to the channel.

They are named when a debrief is opened, when a further round is asked for, and in *Manage*. The app
may invite only where it was granted the scope for it; else it says what to type.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import ids
from blocks.debriefs import invite as shown
from blocks.debriefs.lists import REFUSALS
from bot import acting as at
from bot.features import modals
from bot.features.debrief_manage import view_of
from bot.slack import replies
from bot.slack.client import SlackRefused, SlackUnreachable
from bot.slack.routes import Routes
from hiring.debriefs import access
from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.acting import Acting
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action
    from hiring.debriefs.debrief import Debrief

NOT_THERE = "You are not in that channel yourself, so nobody was invited."


async def invite(action: Action, desk: Desk) -> Reply:
    """Invite whoever is not in the channel now, and say in the button's place how it went."""
    tenant = action.tenant
    kept = await desk.debriefs.load(tenant, at.ref_of(action).debrief_id)
    desk.directory.forget_channel(tenant, kept.record.channel)
    there = await at.with_people(action, desk, kept, member=True)
    access.require_permission(there.record, access.Permission.INVITE, there.by, there.now)
    if why := await desk.directory.objection(tenant, there.record.channel):
        raise HiringDeskError(f"Nobody was invited: {REFUSALS[why]}.")
    if not there.by.member:
        raise HiringDeskError(NOT_THERE)
    desk.tasks.start(_invite(action, desk, there), "inviting")
    return replies.ACKNOWLEDGED


async def tell_of_outsiders(
    tenant: str, desk: Desk, record: Debrief, response_url: str = ""
) -> None:
    """Name who can't read the reveal to the owner: beside their command, else by DM."""
    users = at.outside(record, await desk.directory.channel(tenant, record.channel))
    if not users:
        return
    message = shown.build_outsiders_note(record.id, record.label, record.channel, users)
    if response_url:
        await desk.slack.respond(response_url, message)
    else:
        dm = await desk.directory.dm(tenant, record.owner)
        await desk.slack.post(tenant, dm, message)


async def _invite(action: Action, desk: Desk, there: Acting) -> None:
    """One by one, so that whom Slack refuses keeps nobody else out."""
    tenant, channel = action.tenant, there.record.channel
    answers = {user: await _asked(tenant, desk, channel, user) for user in there.outside}
    desk.directory.forget_channel(tenant, channel)
    await _say(action, desk, there.record, answers)


async def _asked(tenant: str, desk: Desk, channel: str, user: str) -> str:
    """Invite one person; returns Slack's code where it refuses, "unknown" without an answer."""
    try:
        person = await desk.directory.person(tenant, user)
        if person.guest:
            return "user_is_restricted"
        if person.gone:
            return "user_not_found"
        await desk.slack.invite(tenant, channel, user)
    except SlackRefused as refusal:
        return refusal.code
    except SlackUnreachable:
        return "unknown"
    return ""


async def _say(action: Action, desk: Desk, record: Debrief, answers: Mapping[str, str]) -> None:
    if action.modal:
        ref = at.ref_of_view(action)
        there = await at.acting(action, desk, ref.debrief_id, member=True)
        note = shown.describe_invitations(record.channel, answers)
        view = view_of(there, desk, note=note, page=ref.page)
        await modals.change(action.tenant, desk, action.modal.id, view)
    else:
        message = shown.build_invitations_note(record.id, record.channel, answers)
        await desk.slack.respond(action.response_url, message, replace=True)


ROUTES = Routes(actions={ids.DEBRIEF_INVITE: invite})
