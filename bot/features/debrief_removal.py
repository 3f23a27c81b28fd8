"""Taking debriefs out of a channel that others can read, and posting them again later.

Whoever answers for a debrief does it: one from *Manage*, or all of theirs in a channel from the
note that tells of it or from the answer to `/debrief`. The reconciler deletes and posts.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from blocks import ids
from blocks.notices import build_notice
from bot.debriefs.changes import make_command_id
from bot.debriefs.context import load_context
from bot.debriefs.manage_refresh import start_refresh
from bot.debriefs.manage_view import NOT_YOURS
from bot.debriefs.posted import list_posted, wake_held, wake_notes
from bot.debriefs.refs import read_ref
from bot.slack import clicks, replies
from bot.slack.routes import Routes
from bot.store.debriefs import Act
from hiring.debriefs.errors import NotAllowedError
from hiring.debriefs.trouble import EXPOSING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.debriefs.context import DebriefContext
    from bot.debriefs.posted import PostedDebrief
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action
    from bot.store.debriefs import StoredDebrief
    from hiring.debriefs.debrief import Debrief

NOT_THE_OWNER = "Only the owner can remove what was posted. Nothing was changed."
NOT_EXPOSED = "Only the hiring team can read the channel now, so nothing was removed."
REMOVED = (
    "What was posted is being removed. Nothing is lost: once only the hiring team can read the"
    " channel, press *Post again* in your direct messages with Hiring Desk."
)
POSTED_AGAIN = (
    "What was removed is posted again. If others can still read the channel, it waits: press"
    " *Manage* once they can't."
)


async def withdraw_messages(action: Action, desk: Desk) -> Reply:
    """Remove a debrief's messages from its channel, since others can read them; it was confirmed.

    They stay away until *Post again*. Refused while nobody else can read them: the team would be
    left without what it was told.
    """
    context = await load_context(action, desk, read_ref(action).debrief_id)
    if not context.keeps:
        raise NotAllowedError(NOT_THE_OWNER)
    return await _withdraw(action, desk, context, [context.stored])


async def withdraw_all(action: Action, desk: Desk) -> Reply:
    """The same for all debriefs in the channel that the person answers for."""
    context, theirs = await _list_kept_by_person(action, desk)
    if not theirs:
        raise NotAllowedError(NOT_THE_OWNER)
    debriefs = [each.stored for each in theirs if not each.withdrawn]
    return await _withdraw(action, desk, context, debriefs)


async def _withdraw(
    action: Action, desk: Desk, context: DebriefContext, debriefs: Sequence[StoredDebrief]
) -> Reply:
    channel = context.debrief.channel
    if await desk.directory.find_objection(action.tenant, channel, max_age=0) not in EXPOSING:
        raise NotAllowedError(NOT_EXPOSED)

    async def withdraw(stored: StoredDebrief) -> None:
        await _note_in_history(action, desk, stored, "withdraw")
        await desk.slots.withdraw(action.tenant, stored.debrief.id, context.now)

    await asyncio.gather(*map(withdraw, debriefs))
    await wake_notes(action.tenant, desk, channel)
    if action.channel == channel:  # the answer to a command; a note is the reconciler's
        return clicks.replace_message(action, desk, build_notice(REMOVED))
    start_refresh(action, desk, REMOVED)
    return replies.ACKNOWLEDGED


async def post_again(action: Action, desk: Desk) -> Reply:
    """Post again the messages that may or may not be in Slack, or that were withdrawn.

    Owner and decider press this after they have looked for them; only who answers for the debrief
    brings back what was withdrawn.
    """
    ref = read_ref(action)
    context = await load_context(action, desk, ref.debrief_id)
    in_charge = {context.debrief.owner, context.debrief.decider}
    if not (context.keeps or context.actor.person in in_charge):
        raise NotAllowedError(NOT_YOURS)
    await _note_in_history(action, desk, context.stored, "post_again")
    await desk.slots.post_again(action.tenant, ref.debrief_id, withdrawn=context.keeps)
    await wake_notes(action.tenant, desk, context.debrief.channel)
    await wake_held(action.tenant, desk, context.debrief.channel)
    start_refresh(action, desk, POSTED_AGAIN)
    return replies.ACKNOWLEDGED


async def post_all_again(action: Action, desk: Desk) -> Reply:
    """Post again all that the person removed from the channel."""
    context, theirs = await _list_kept_by_person(action, desk)
    if not theirs:
        raise NotAllowedError(NOT_YOURS)

    async def post(stored: StoredDebrief) -> None:
        await _note_in_history(action, desk, stored, "post_again")
        await desk.slots.post_again(action.tenant, stored.debrief.id)

    await asyncio.gather(*(post(each.stored) for each in theirs if each.withdrawn))
    await wake_notes(action.tenant, desk, context.debrief.channel)
    await wake_held(action.tenant, desk, context.debrief.channel)
    return replies.ACKNOWLEDGED


async def _list_kept_by_person(
    action: Action, desk: Desk
) -> tuple[DebriefContext, list[PostedDebrief]]:
    """The debriefs of a channel that the person answers for; the button names one debrief of it."""
    context = await load_context(action, desk, read_ref(action).debrief_id)
    posted = await list_posted(action.tenant, desk, context.debrief.channel)
    return context, [each for each in posted if each.keeper == action.user]


async def _note_in_history(action: Action, desk: Desk, stored: StoredDebrief, name: str) -> None:
    """Write down who did something to a debrief's messages, which leaves its record as it is."""

    def keep(debrief: Debrief, _: int) -> Debrief:
        return debrief

    act = Act(make_command_id(action), action.user, name)
    await desk.debriefs.change(action.tenant, stored, act, keep, even_if_unchanged=True)


ROUTES = Routes(
    actions={
        ids.DEBRIEF_POST_AGAIN: post_again,
        ids.DEBRIEF_POST_ALL_AGAIN: post_all_again,
        ids.DEBRIEF_WITHDRAW: withdraw_messages,
        ids.DEBRIEF_WITHDRAW_ALL: withdraw_all,
    }
)
