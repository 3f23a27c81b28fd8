"""Channels and people change: what we know of them is forgotten, and their debriefs are updated.

A message that may not be posted any more waits from then on, and one that waited is posted.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from bot.debriefs.context import replace_people_who_are_gone
from bot.debriefs.posted import wake_notes
from bot.debriefs.preferences import wake_person
from bot.slack import replies
from bot.slack.client import SlackError
from bot.slack.directory import SLACKBOT
from bot.slack.fields import is_id
from bot.slack.routes import Routes
from bot.slack.tokens import NoAccessError
from bot.store.debriefs import PAGE, Act
from hiring.debriefs import course

if TYPE_CHECKING:
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Event
    from hiring.debriefs.debrief import Debrief


async def update_channel(event: Event, desk: Desk) -> Reply:
    """Look at a channel's open debriefs again, and at those that tell who can read the others.

    Its members changed; it was archived, unarchived, deleted or shared; or the app was removed.
    """
    channel = event.content.get("channel")
    if isinstance(channel, str):
        desk.directory.forget_channel(event.tenant, channel)
        user = event.content.get("user")
        if is_id(user):  # who joined or left: their Home shows debriefs of their channels only
            desk.directory.forget_channels_of(event.tenant, user)
            await desk.people.wake(event.tenant, user)
        for stored in (await desk.debriefs.list_open(event.tenant, channel)).readable:
            await desk.due.wake(event.tenant, stored.debrief.id)
        with suppress(NoAccessError, SlackError):  # then there is nobody to tell
            await wake_notes(event.tenant, desk, channel)
    return replies.ACKNOWLEDGED


async def move_debriefs(event: Event, desk: Desk) -> Reply:
    """Give a channel's debriefs its new id."""
    old, new = event.content.get("old_channel_id"), event.content.get("new_channel_id")
    if not (isinstance(old, str) and isinstance(new, str)):
        return replies.ACKNOWLEDGED

    def move(debrief: Debrief, _: int) -> Debrief:
        return course.move_to_channel(debrief, new)

    desk.directory.forget_channel(event.tenant, old)
    debriefs = (await desk.debriefs.list_open(event.tenant, old)).readable
    _, over = await desk.debriefs.list_past(event.tenant, old)
    for first in range(0, over, PAGE):
        debriefs += (await desk.debriefs.list_past(event.tenant, old, first))[0].readable
    for stored in debriefs:
        # SLACKBOT is the actor of a change that no person made.
        act = Act(f"{event.id} {stored.debrief.id}", SLACKBOT, "move")
        await desk.debriefs.change(event.tenant, stored, act, move)
    return replies.ACKNOWLEDGED


async def update_person(event: Event, desk: Desk) -> Reply:
    """Look again at the debriefs that a person runs, who left or became a guest, for example.

    If they have left, the decider or the deputy becomes the owner.
    """
    user = event.content.get("user")
    person = user.get("id") if isinstance(user, dict) else None
    if not isinstance(person, str):
        return replies.ACKNOWLEDGED
    former = desk.directory.forget_person(event.tenant, person)
    if former and isinstance(user, dict) and user.get("tz", former.zone) != former.zone:
        await wake_person(event.tenant, desk, person)  # their working days are others now
    for stored in (await desk.debriefs.list_run_by(event.tenant, person)).readable:
        debrief = stored.debrief
        users = (debrief.owner, debrief.decider, debrief.deputy)
        people = [await desk.directory.find_person(event.tenant, user) for user in users if user]
        gone = frozenset(someone.id for someone in people if someone.gone or someone.guest)
        if {debrief.owner, debrief.decider} & gone:
            await replace_people_who_are_gone(event.tenant, desk, stored, gone)
        await desk.due.wake(event.tenant, debrief.id)
    barred = ("deleted", "is_restricted", "is_ultra_restricted")
    if isinstance(user, dict) and any(map(user.get, barred)):  # owners can reassign their seats
        for stored in (await desk.debriefs.list_owed_by(event.tenant, person)).readable:
            await desk.due.wake(event.tenant, stored.debrief.id)
    return replies.ACKNOWLEDGED


ROUTES = Routes(
    events={
        "channel_id_changed": move_debriefs,
        "channel_shared": update_channel,
        "group_archive": update_channel,
        "group_deleted": update_channel,
        "group_left": update_channel,
        "group_unarchive": update_channel,
        "member_joined_channel": update_channel,
        "member_left_channel": update_channel,
        "user_change": update_person,
    }
)
