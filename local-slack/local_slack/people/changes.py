"""What people do to channels, messages and profiles, and the events that tell the app.

Sources: docs.slack.dev/reference/events. Slack sends no event when a private channel
becomes public, or when a message is deleted that the app cannot read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from local_slack import events, messages, payloads
from local_slack.errors import ActError
from local_slack.state.workspace import User

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from local_slack.slack import Slack
    from local_slack.state.workspace import Channel, Message

    JSON = dict[str, Any]
    Change = Callable[[Slack, Channel, User, User], Awaitable[None]]
    """In a channel, the first user does something to the second, who may be the same person."""

PROFILE = {
    *("name", "real_name", "title", "email", "tz", "color", "status_emoji", "status_text"),
    *("is_admin", "is_owner", "is_restricted", "is_ultra_restricted", "deleted"),
}


async def join(slack: Slack, channel: Channel, by: User, user: User) -> None:
    """Make a person, a guest or the app a member."""
    if channel.is_archived:
        raise ActError("This channel is archived.")
    if user.id in channel.members:
        raise ActError(f"{user.real_name} is already in this channel.")
    channel.members.append(user.id)
    slack.notify_windows(slack.audience(channel))
    event = {"type": "member_joined_channel", "user": user.id, **_channel_fields(slack, channel)}
    await _send_to_members(slack, channel, event if by is user else event | {"inviter": by.id})


async def leave(slack: Slack, channel: Channel, _: User, user: User) -> None:
    """Take a member out of a channel. The app hears of its own removal by another event."""
    if user.id not in channel.members:
        raise ActError(f"{user.real_name} is not in this channel.")
    slack.notify_windows(slack.audience(channel))
    channel.members.remove(user.id)
    app = slack.find_app(user.id)
    if app:
        kind = "channel_left" if channel.kind == "public" else "group_left"
        events.send([app], {"type": kind, "channel": channel.id})
    else:
        event = {"type": "member_left_channel", "user": user.id, **_channel_fields(slack, channel)}
        await _send_to_members(slack, channel, event)


async def archive(slack: Slack, channel: Channel, by: User, _: User) -> None:
    """Archive a channel."""
    await _set_archived(slack, channel, by, archived=True)


async def unarchive(slack: Slack, channel: Channel, by: User, _: User) -> None:
    """Bring an archived channel back."""
    await _set_archived(slack, channel, by, archived=False)


async def publish(slack: Slack, channel: Channel, _: User, __: User) -> None:
    """Make a private channel public. Slack sends no event."""
    channel.kind = "public"
    slack.notify_windows(slack.audience(channel))


async def unpublish(slack: Slack, channel: Channel, _: User, __: User) -> None:
    """Make a public channel private again. Slack sends no event."""
    slack.notify_windows(slack.audience(channel))
    channel.kind = "private"


async def share(slack: Slack, channel: Channel, _: User, __: User) -> None:
    """Share a channel with another organisation."""
    channel.is_ext_shared = True
    slack.notify_windows(slack.audience(channel))
    event = {"type": "channel_shared", "connected_team_id": "T0OTHER", "channel": channel.id}
    await _send_to_members(slack, channel, event)


async def share_in_organisation(slack: Slack, channel: Channel, _: User, __: User) -> None:
    """Share a channel with another workspace of the same organisation (Enterprise Grid)."""
    channel.is_org_shared = True
    slack.notify_windows(slack.audience(channel))
    event = {"type": "channel_shared", "connected_team_id": "T0SISTER", "channel": channel.id}
    await _send_to_members(slack, channel, event)


async def change_id(slack: Slack, channel: Channel, _: User, __: User) -> None:
    """Give a channel another id, as a move between workspaces does. The old id is gone."""
    old, new = channel.id, f"{channel.id}N"
    workspace = slack.workspace
    channel.id = new
    workspace.channels = {each.id: each for each in workspace.channels.values()}
    workspace.messages[new] = workspace.messages.pop(old, [])
    for message in workspace.messages[new]:
        message.channel = new
    for user_id, read in workspace.read.items():
        workspace.read[user_id] = {
            f"{new}{place.removeprefix(old)}" if place.partition("/")[0] == old else place: ts
            for place, ts in read.items()
        }
    slack.notify_windows(slack.audience(channel))
    event = {"type": "channel_id_changed", "old_channel_id": old, "new_channel_id": new}
    await _send_to_members(slack, channel, event)


async def delete(slack: Slack, message: Message, user: User) -> None:
    """Delete a person's own message or, as an administrator, anybody's."""
    if message.user != user.id and not user.is_admin:
        raise ActError("Only its author or an administrator can delete a message.")
    messages.remove(slack, message)


async def profile(slack: Slack, user_id: str, changed: JSON) -> None:
    """Change a profile. An unknown id becomes a new member."""
    if not changed.keys() <= PROFILE:
        raise ActError(f"A profile has only {', '.join(sorted(PROFILE))}.")
    user = slack.workspace.users.get(user_id)
    if user is None:
        user = User(user_id, user_id.lower(), user_id)
        slack.workspace.users[user_id] = user
    for name, value in changed.items():
        setattr(user, name, value)
    slack.notify_windows([person.id for person in slack.workspace.people()])
    user.updated = int(slack.clock.now())
    for app in slack.apps:
        events.send([app], {"type": "user_change", "user": payloads.user_object(app, user)})


async def _set_archived(slack: Slack, channel: Channel, by: User, *, archived: bool) -> None:
    channel.is_archived = archived
    slack.notify_windows(slack.audience(channel))
    kind = "channel" if channel.kind == "public" else "group"
    event = f"{kind}_archive" if archived else f"{kind}_unarchive"
    await _send_to_members(slack, channel, {"type": event, "channel": channel.id, "user": by.id})


async def _send_to_members(slack: Slack, channel: Channel, event: JSON) -> None:
    """Send an event about a channel to the apps that are in it."""
    events.send(slack.apps_in(channel), event)


def _channel_fields(slack: Slack, channel: Channel) -> JSON:
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
    "share_in_organisation": share_in_organisation,
    "unpublish": unpublish,
    "change_id": change_id,
}
