"""What people do to channels, and the events and messages that tell of it.

Whether a person may do it is in `rights`. Sources: docs.slack.dev/reference/events, and its
message subtypes channel_join, channel_leave, channel_topic, channel_purpose, channel_name,
channel_archive, channel_unarchive, channel_convert_to_public, channel_convert_to_private. Events
about a public channel go to every app that may read channels, those about a private one to the
apps that are in it. Slack sends no event when a message is deleted that the app cannot read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from local_slack import events, messages, objects
from local_slack.errors import ActError
from local_slack.state.people_file import make_id
from local_slack.state.workspace import Channel, Team

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from local_slack.slack import Slack
    from local_slack.state.workspace import Message, User

    JSON = dict[str, Any]
    Change = Callable[[Slack, Channel, User, User], Awaitable[None]]
    """In a channel, the first user does something to the second, who may be the same person."""

CHANNEL_NAME = re.compile(r"[^\W A-Z][^\W A-Z-]*(-[^\W A-Z]+)*")
LONGEST_NAME = 80
LONGEST_TOPIC = 250
ELSEWHERE = {
    "T0OTHER": Team("T0OTHER", "Another company", "another-company"),
    "T0SISTER": Team("T0SISTER", "Sister workspace", "sister", same_organisation=True),
}
"""Workspaces that a channel can be shared with where the people file names none."""


async def join(slack: Slack, channel: Channel, by: User, user: User) -> None:
    """Make a person, a guest or the app a member."""
    if channel.is_archived:
        raise ActError("This channel is archived.")
    if user.id in channel.members:
        raise ActError(f"{user.real_name} is already in this channel.")
    channel.members.append(user.id)
    inviter = {} if by is user else {"inviter": by.id}
    _note(slack, channel, user, "join", f"<@{user.id}> has joined the channel", **inviter)
    fields = _channel_fields(slack, channel)
    event = {"type": "member_joined_channel", "user": user.id, **fields, **inviter}
    events.send(slack.apps_in(channel), event)


async def leave(slack: Slack, channel: Channel, by: User, user: User) -> None:
    """Take a member out of a channel. The app hears of its own removal by another event."""
    if user.id not in channel.members:
        raise ActError(f"{user.real_name} is not in this channel.")
    slack.notify_windows(slack.audience(channel))
    channel.members.remove(user.id)
    _note(slack, channel, user, "leave", f"<@{user.id}> has left the channel")
    app = slack.find_app(user.id)
    if app:
        kind = "channel_left" if channel.kind == "public" else "group_left"
        events.send([app], {"type": kind, "channel": channel.id, "actor_id": by.id})
        return
    fields = _channel_fields(slack, channel)
    events.send(slack.apps_in(channel), {"type": "member_left_channel", "user": user.id, **fields})
    if by is not user:
        slack.show_notice(user.id, f"{by.real_name} removed you from #{channel.name}.")


async def archive(slack: Slack, channel: Channel, by: User, _: User) -> None:
    """Archive a channel."""
    _note(slack, channel, by, "archive", f"<@{by.id}> archived the channel")
    _set_archived(slack, channel, by, archived=True)


async def unarchive(slack: Slack, channel: Channel, by: User, _: User) -> None:
    """Bring an archived channel back."""
    _set_archived(slack, channel, by, archived=False)
    _note(slack, channel, by, "unarchive", f"<@{by.id}> un-archived the channel")


async def publish(slack: Slack, channel: Channel, by: User, _: User) -> None:
    """Make a private channel public. Slack sends no event but the message in it."""
    channel.kind = "public"
    text = "made this channel *public*. Any member in this workspace can see and join it."
    _note(slack, channel, by, "convert_to_public", text)


async def unpublish(slack: Slack, channel: Channel, by: User, _: User) -> None:
    """Make a public channel private again. Slack sends no event but the message in it."""
    slack.notify_windows(slack.audience(channel))
    channel.kind = "private"
    text = "made this channel *private*. Now, it can only be viewed or joined by invitation."
    _note(slack, channel, by, "convert_to_private", text)


async def share_in_organisation(slack: Slack, channel: Channel, _: User, __: User) -> None:
    """Share a channel with another workspace of the same organisation (Enterprise Grid)."""
    share_with(slack, channel, "T0SISTER")


def share_with(slack: Slack, channel: Channel, team_id: str) -> None:
    """Share a channel with another workspace. Raises ActError if it is unknown."""
    teams = slack.workspace.teams
    team = teams.get(team_id) or ELSEWHERE.get(team_id)
    if team is None:
        raise ActError("No workspace has that id.")
    if team_id in channel.shared_with:
        raise ActError(f"The channel is shared with {team.name} already.")
    teams[team_id] = team
    channel.shared_with.append(team_id)
    _read_sharing(slack, channel)
    slack.notify_windows(slack.audience(channel))
    event = {"type": "channel_shared", "connected_team_id": team_id, "channel": channel.id}
    _send(slack, channel, event)


async def unshare(slack: Slack, channel: Channel, by: User, team_id: str) -> None:
    """End the sharing of a channel with another workspace, whose people leave it."""
    if team_id not in channel.shared_with:
        raise ActError("The channel is not shared with that workspace.")
    for member in [slack.workspace.users[each] for each in channel.members]:
        if member.team == team_id:
            await leave(slack, channel, by, member)
    channel.shared_with.remove(team_id)
    _read_sharing(slack, channel)
    slack.notify_windows(slack.audience(channel))
    event = {"type": "channel_unshared", "previously_connected_team_id": team_id}
    _send(slack, channel, event | {"channel": channel.id, "is_ext_shared": channel.is_ext_shared})


def create_channel(slack: Slack, by: User, name: str, *, is_private: bool) -> Channel:
    """A new channel, with whoever creates it in it. Raises ActError for its name."""
    _check_name(slack, name)
    channel_id = make_id("C", name)
    while channel_id in slack.workspace.channels:
        channel_id += "X"
    kind = "private" if is_private else "public"
    channel = Channel(channel_id, name, kind, [by.id], creator=by.id)
    channel.created = int(slack.clock.now())
    slack.workspace.channels[channel.id] = channel
    _note(slack, channel, by, "join", f"<@{by.id}> has joined the channel")
    if not is_private:
        created = objects.channel_object(slack, channel)
        events.send(slack.apps, {"type": "channel_created", "channel": created})
    return channel


def rename(slack: Slack, channel: Channel, by: User, name: str) -> None:
    """Give a channel another name. Raises ActError for the name."""
    _check_name(slack, name)
    old, channel.name = channel.name, name
    text = f'<@{by.id}> has renamed the channel from "{old}" to "{name}"'
    _note(slack, channel, by, "name", text, old_name=old, name=name)
    kind = "channel" if channel.kind == "public" else "group"
    fields = ("id", "name", "name_normalized", "created", "is_channel", "is_mpim")
    shown = objects.channel_object(slack, channel)
    renamed = {field: shown[field] for field in fields}
    _send(slack, channel, {"type": f"{kind}_rename", "channel": renamed})


def set_topic(slack: Slack, channel: Channel, by: User, topic: str) -> None:
    """Set what is shown beside a channel's name."""
    _check_length(topic)
    channel.topic = topic
    text = f"<@{by.id}> set the channel topic: {topic}"
    _note(slack, channel, by, "topic", text, topic=topic)


def set_purpose(slack: Slack, channel: Channel, by: User, purpose: str) -> None:
    """Say what a channel is for."""
    _check_length(purpose)
    channel.purpose = purpose
    text = f"<@{by.id}> set the channel purpose: {purpose}"
    _note(slack, channel, by, "purpose", text, purpose=purpose)


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
    events.send(slack.apps_in(channel), event)


async def delete(slack: Slack, message: Message, user: User) -> None:
    """Delete a person's own message or, as an administrator, anybody's."""
    if message.user != user.id and not user.is_admin:
        raise ActError("Only its author or an administrator can delete a message.")
    messages.remove(slack, message)


def _check_name(slack: Slack, name: str) -> None:
    if not CHANNEL_NAME.fullmatch(name) or len(name) > LONGEST_NAME:
        raise ActError(
            "A channel's name takes small letters, digits, hyphens and underscores, "
            f"{LONGEST_NAME} characters at most."
        )
    if any(channel.name == name for channel in slack.workspace.channels.values()):
        raise ActError(f"A channel is called #{name} already.")


def _check_length(text: str) -> None:
    if len(text) > LONGEST_TOPIC:
        raise ActError(f"That is longer than {LONGEST_TOPIC} characters.")


def _set_archived(slack: Slack, channel: Channel, by: User, *, archived: bool) -> None:
    channel.is_archived = archived
    slack.notify_windows(slack.audience(channel))
    kind = "channel" if channel.kind == "public" else "group"
    event = f"{kind}_archive" if archived else f"{kind}_unarchive"
    _send(slack, channel, {"type": event, "channel": channel.id, "user": by.id})


def _read_sharing(slack: Slack, channel: Channel) -> None:
    inside = [slack.workspace.teams[team].same_organisation for team in channel.shared_with]
    channel.is_org_shared, channel.is_ext_shared = any(inside), not all(inside)


def _note(
    slack: Slack, channel: Channel, user: User, subtype: str, text: str, **details: str
) -> None:
    """Post the message by which a channel tells of a change of itself."""
    subtype = f"channel_{subtype}"
    messages.post(slack, channel, user.id, text, subtype=subtype, details=details)


def _send(slack: Slack, channel: Channel, event: JSON) -> None:
    """Send an event about a channel to the apps that may know of it."""
    events.send(slack.apps if channel.kind == "public" else slack.apps_in(channel), event)


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
    "share_in_organisation": share_in_organisation,
    "unpublish": unpublish,
    "change_id": change_id,
}
