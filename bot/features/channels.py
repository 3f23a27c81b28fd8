"""Channels and people change: what is known of them is forgotten, and debriefs are looked at anew.

A message that must not be posted any more waits from then on, and one that waited is posted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.acting import succeed
from bot.slack import replies
from bot.slack.routes import Routes
from bot.store.debriefs import PAGE, Act
from hiring.debriefs import course

if TYPE_CHECKING:
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Event
    from hiring.debriefs.debrief import Debrief

APP = "USLACKBOT"  # an actor that is nobody


async def channel_changed(event: Event, desk: Desk) -> Reply:
    """Members came or went; it was archived, brought back, deleted, shared; the app was removed."""
    channel = event.content.get("channel")
    if isinstance(channel, str):
        desk.directory.forget_channel(event.tenant, channel)
        for kept in await desk.debriefs.in_channel(event.tenant, channel):
            await desk.due.wake(event.tenant, kept.id)
    return replies.ACKNOWLEDGED


async def channel_id_changed(event: Event, desk: Desk) -> Reply:
    """The channel has another id: its debriefs go with it."""
    old, new = event.content.get("old_channel_id"), event.content.get("new_channel_id")
    if not (isinstance(old, str) and isinstance(new, str)):
        return replies.ACKNOWLEDGED

    def transition(record: Debrief, _: int) -> Debrief:
        return course.move_to_channel(record, new)

    desk.directory.forget_channel(event.tenant, old)
    found = await desk.debriefs.in_channel(event.tenant, old)
    pages = (await desk.debriefs.past(event.tenant, old))[1] // PAGE + 1
    for page in range(pages):
        found += (await desk.debriefs.past(event.tenant, old, page))[0]
    for kept in found:
        act = Act(f"{event.id} {kept.id}", APP, "move")
        await desk.debriefs.change(event.tenant, kept.id, act, transition)
    return replies.ACKNOWLEDGED


async def person_changed(event: Event, desk: Desk) -> Reply:
    """Somebody became a guest or an administrator, or left: then the decider follows an owner."""
    user = event.content.get("user")
    person = user.get("id") if isinstance(user, dict) else None
    if not isinstance(person, str):
        return replies.ACKNOWLEDGED
    desk.directory.forget_person(event.tenant, person)
    for kept in await desk.debriefs.run_by(event.tenant, person):
        people = (kept.record.owner, kept.record.decider)
        found = [await desk.directory.person(event.tenant, one) for one in people]
        gone = frozenset(one.id for one in found if one.gone)
        if kept.record.owner in gone and kept.record.decider not in gone:
            await succeed(event.tenant, desk, kept, gone)
        await desk.due.wake(event.tenant, kept.id)
    return replies.ACKNOWLEDGED


ROUTES = Routes(
    events={
        "channel_id_changed": channel_id_changed,
        "channel_shared": channel_changed,
        "group_archive": channel_changed,
        "group_deleted": channel_changed,
        "group_left": channel_changed,
        "group_unarchive": channel_changed,
        "member_joined_channel": channel_changed,
        "member_left_channel": channel_changed,
        "user_change": person_changed,
    }
)
