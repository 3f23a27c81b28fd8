"""What people do to channels, messages and each other, and the events that tell the app of it.

Sources: docs.slack.dev/reference/events. A private channel that is made public sends no event, and
neither does a deleted message where the app reads no messages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from local_slack import payloads
from local_slack.errors import ActError
from local_slack.state.workspace import User

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from local_slack.slack import Slack
    from local_slack.state.workspace import Channel, Message

    JSON = dict[str, Any]
    Change = Callable[[Slack, Channel, User, User], Awaitable[None]]
    """In a channel, somebody does something to somebody: perhaps to themselves."""

PROFILE = {"name", "real_name", "title", "tz", "is_admin", "is_restricted", "deleted"}


async def join(slack: Slack, channel: Channel, by: User, user: User) -> None:
    """Somebody becomes a member: a person, a guest or the app."""
    if channel.is_archived:
        raise ActError("This channel is archived.")
    if user.id in channel.members:
        raise ActError(f"{user.real_name} is in this channel already.")
    channel.members.append(user.id)
    slack.changed(slack.audience(channel))
    event = {"type": "member_joined_channel", "user": user.id, **_where(slack, channel)}
    await _tell(slack, channel, event if by is user else event | {"inviter": by.id})


async def leave(slack: Slack, channel: Channel, _: User, user: User) -> None:
    """Somebody leaves, or is removed. The app hears of its own removal by another event."""
    if user.id not in channel.members:
        raise ActError(f"{user.real_name} is not in this channel.")
    slack.changed(slack.audience(channel))
    channel.members.remove(user.id)
    if user.id == slack.workspace.bot_user:
        kind = "channel_left" if channel.kind == "public" else "group_left"
        await _send(slack, {"type": kind, "channel": channel.id})
    else:
        event = {"type": "member_left_channel", "user": user.id, **_where(slack, channel)}
        await _tell(slack, channel, event)


async def archive(slack: Slack, channel: Channel, by: User, _: User) -> None:
    """A channel is put away."""
    await _archived(slack, channel, by, to=True)


async def unarchive(slack: Slack, channel: Channel, by: User, _: User) -> None:
    """A channel is brought back."""
    await _archived(slack, channel, by, to=False)


async def publish(slack: Slack, channel: Channel, _: User, __: User) -> None:
    """A private channel is made public. Slack tells apps nothing."""
    channel.kind = "public"
    slack.changed(slack.audience(channel))


async def share(slack: Slack, channel: Channel, _: User, __: User) -> None:
    """A channel is shared with another organisation."""
    channel.is_ext_shared = True
    slack.changed(slack.audience(channel))
    event = {"type": "channel_shared", "connected_team_id": "T0OTHER", "channel": channel.id}
    await _tell(slack, channel, event)


async def change_id(slack: Slack, channel: Channel, _: User, __: User) -> None:
    """A channel gets another id, as when it moves between workspaces. The old one is no more."""
    old, new = channel.id, f"{channel.id}N"
    kept = slack.workspace
    channel.id = new
    kept.channels = {one.id: one for one in kept.channels.values()}
    kept.messages[new] = kept.messages.pop(old, [])
    for message in kept.messages[new]:
        message.channel = new
    for read in kept.read.values():
        if old in read:
            read[new] = read.pop(old)
    slack.changed(slack.audience(channel))
    event = {"type": "channel_id_changed", "old_channel_id": old, "new_channel_id": new}
    await _tell(slack, channel, event)


async def delete(slack: Slack, message: Message, user: User) -> None:
    """A person deletes a message: their own or, as an administrator, anybody's."""
    if message.user != user.id and not user.is_admin:
        raise ActError("Only its author or an administrator can delete a message.")
    slack.remove(message)


async def profile(slack: Slack, user_id: str, changed: JSON) -> None:
    """Somebody is added to the workspace, or what it knows of them changes."""
    if not changed.keys() <= PROFILE:
        raise ActError(f"A profile has {', '.join(sorted(PROFILE))}.")
    user = slack.workspace.users.get(user_id)
    if user is None:
        user = User(user_id, user_id.lower(), user_id)
        slack.workspace.users[user_id] = user
    for name, value in changed.items():
        setattr(user, name, value)
    slack.changed([person.id for person in slack.workspace.people()])
    await _send(slack, {"type": "user_change", "user": payloads.user_object(slack, user)})


async def _archived(slack: Slack, channel: Channel, by: User, *, to: bool) -> None:
    channel.is_archived = to
    slack.changed(slack.audience(channel))
    kind = "channel" if channel.kind == "public" else "group"
    event = f"{kind}_archive" if to else f"{kind}_unarchive"
    await _tell(slack, channel, {"type": event, "channel": channel.id, "user": by.id})


async def _tell(slack: Slack, channel: Channel, event: JSON) -> None:
    """Send an event about a channel, if the app is in it."""
    if slack.workspace.bot_user in channel.members:
        await _send(slack, event)


async def _send(slack: Slack, event: JSON) -> None:
    """Send an event that the app has subscribed to."""
    if event["type"] in slack.manifest.events:
        await slack.delivery.event(payloads.event(slack, event))


def _where(slack: Slack, channel: Channel) -> JSON:
    kind = "C" if channel.kind == "public" else "G"
    return {"channel": channel.id, "channel_type": kind, "team": slack.workspace.id}


TO_CHANNEL: dict[str, Change] = {
    "join": join,
    "invite": join,
    "leave": leave,
    "remove": leave,
    "archive": archive,
    "unarchive": unarchive,
    "publish": publish,
    "share": share,
    "change_id": change_id,
}
