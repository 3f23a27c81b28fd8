"""How an app manages conversations: conversations.create, join, leave, kick, archive, and others.

Sources: docs.slack.dev/reference/methods/conversations.*.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from local_slack.errors import SlackError
from local_slack.methods.arguments import Method, method, missing_argument
from local_slack.methods.content import TS
from local_slack.methods.conversations import MANAGE, describe_channel, load_channel
from local_slack.people import changes

if TYPE_CHECKING:
    from collections.abc import Callable

    from local_slack.methods.arguments import Arguments, Scopes
    from local_slack.slack import App
    from local_slack.state.workspace import Channel

    JSON = dict[str, Any]

TOPIC = {"public": "channels:write.topic", "private": "groups:write.topic"}
GENERAL = "general"


async def create(app: App, arguments: Arguments) -> JSON:
    """A new channel, which the app is in."""
    name = _read_name(app, arguments)
    is_private = arguments.flag("is_private")
    channel = changes.create_channel(app.slack, app.bot(), name, is_private=is_private)
    return {"channel": describe_channel(app, channel)}


async def join(app: App, arguments: Arguments) -> JSON:
    """Join a public channel. Once in it, that changes nothing."""
    channel = _load(app, arguments)
    if channel.kind != "public":
        raise SlackError("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise SlackError("is_archived")
    if app.bot_user in channel.members:
        return {"channel": describe_channel(app, channel), "warning": "already_in_channel"}
    await changes.join(app.slack, channel, app.bot(), app.bot())
    return {"channel": describe_channel(app, channel)}


async def leave(app: App, arguments: Arguments) -> JSON:
    """Leave a channel."""
    channel = _load(app, arguments)
    if channel.is_archived:
        raise SlackError("is_archived")
    if channel.name == GENERAL:
        raise SlackError("cant_leave_general")
    if app.bot_user not in channel.members:
        return {"not_in_channel": True}
    await changes.leave(app.slack, channel, app.bot(), app.bot())
    return {}


async def kick(app: App, arguments: Arguments) -> JSON:
    """Remove somebody from a channel that the app is in."""
    channel = _load_own(app, arguments)
    user = app.slack.workspace.users.get(arguments.required("user"))
    if user is None:
        raise SlackError("user_not_found")
    if user.id == app.bot_user:
        raise SlackError("cant_kick_self")
    if channel.name == GENERAL:
        raise SlackError("cant_kick_from_general")
    if user.id not in channel.members:
        raise SlackError("not_in_channel")
    await changes.leave(app.slack, channel, app.bot(), user)
    return {"errors": {}}


async def archive(app: App, arguments: Arguments) -> JSON:
    """Archive a channel that the app is in."""
    channel = _load_own(app, arguments, even_archived=True)
    if channel.is_archived:
        raise SlackError("already_archived")
    if channel.name == GENERAL:
        raise SlackError("cant_archive_general")
    await changes.archive(app.slack, channel, app.bot(), app.bot())
    return {}


async def unarchive(app: App, arguments: Arguments) -> JSON:
    """Bring an archived channel back."""
    channel = _load_own(app, arguments, even_archived=True)
    if not channel.is_archived:
        raise SlackError("not_archived")
    await changes.unarchive(app.slack, channel, app.bot(), app.bot())
    return {}


async def rename(app: App, arguments: Arguments) -> JSON:
    """Give a channel another name."""
    channel = _load_own(app, arguments)
    changes.rename(app.slack, channel, app.bot(), _read_name(app, arguments))
    return {"channel": describe_channel(app, channel)}


async def set_topic(app: App, arguments: Arguments) -> JSON:
    """Set what is shown beside a channel's name."""
    channel = _load_own(app, arguments)
    changes.set_topic(app.slack, channel, app.bot(), _read_length(arguments, "topic"))
    return {"channel": describe_channel(app, channel)}


async def set_purpose(app: App, arguments: Arguments) -> JSON:
    """Say what a channel is for."""
    channel = _load_own(app, arguments)
    changes.set_purpose(app.slack, channel, app.bot(), _read_length(arguments, "purpose"))
    return {"channel": describe_channel(app, channel)}


async def mark(app: App, arguments: Arguments) -> JSON:
    """Say up to which message the app has read. Nobody sees that."""
    channel = load_channel(app, arguments)
    ts = arguments.required("ts")
    if not TS.fullmatch(ts):
        raise SlackError("invalid_timestamp")
    if app.bot_user not in channel.members:
        raise SlackError("not_in_channel")
    app.slack.workspace.read.setdefault(app.bot_user, {})[channel.id] = ts
    return {}


async def close(app: App, arguments: Arguments) -> JSON:
    """Close a direct message. It stays, and opens again with the next message."""
    if load_channel(app, arguments).kind != "im":
        raise SlackError("method_not_supported_for_channel_type")
    return {}


def _load(app: App, arguments: Arguments) -> Channel:
    channel = load_channel(app, arguments)
    if channel.kind == "im":
        raise SlackError("method_not_supported_for_channel_type")
    return channel


def _load_own(app: App, arguments: Arguments, *, even_archived: bool = False) -> Channel:
    """The channel, which the app has to be in."""
    channel = _load(app, arguments)
    if app.bot_user not in channel.members:
        raise SlackError("not_in_channel")
    if channel.is_archived and not even_archived:
        raise SlackError("is_archived")
    return channel


def _read_name(app: App, arguments: Arguments) -> str:
    """A name for a channel. Raises SlackError with what is wrong with it."""
    name = (arguments.text("name") or "").removeprefix("#")
    if not name:
        raise SlackError("invalid_name_required")
    if len(name) > changes.LONGEST_NAME:
        raise SlackError("invalid_name_maxlength")
    if not re.search(r"\w", name):
        raise SlackError("invalid_name_punctuation")
    if not changes.CHANNEL_NAME.fullmatch(name):
        raise SlackError("invalid_name_specials")
    if any(channel.name == name for channel in app.slack.workspace.channels.values()):
        raise SlackError("name_taken")
    return name


def _read_length(arguments: Arguments, name: str) -> str:
    if name not in arguments:
        raise missing_argument(name)
    text = arguments.text(name) or ""
    if len(text) > changes.LONGEST_TOPIC:
        raise SlackError("too_long")
    return text


def _scope_to_create(_: App, arguments: Arguments) -> list[str]:
    return [MANAGE["private" if arguments.flag("is_private") else "public"]]


def _find_scope(scopes: dict[str, str]) -> Callable[[App, Arguments], list[str]]:
    """What to manage a conversation takes, by its kind."""

    def scope(app: App, arguments: Arguments) -> list[str]:
        channel = app.slack.workspace.channels.get(arguments.text("channel") or "")
        return [] if channel is None else [scopes[channel.kind]]

    return scope


def _scope_for_topic(app: App, arguments: Arguments) -> list[str]:
    """The narrow scope, unless the app has the wide one, which includes it."""
    channel = app.slack.workspace.channels.get(arguments.text("channel") or "")
    if channel is None or channel.kind not in TOPIC or MANAGE[channel.kind] in app.scopes:
        return []
    return [TOPIC[channel.kind]]


WRITE = {**MANAGE, "im": "im:write"}
TO_MANAGE: tuple[Scopes, tuple[str, ...]] = (_find_scope(WRITE), tuple(WRITE.values()))
TO_DESCRIBE: tuple[Scopes, tuple[str, ...]] = (
    _scope_for_topic,
    (*TOPIC.values(), *MANAGE.values()),
)
METHODS: dict[str, Method] = {
    "conversations.archive": Method(archive, *TO_MANAGE),
    "conversations.close": Method(close, *TO_MANAGE),
    "conversations.create": Method(create, _scope_to_create, tuple(MANAGE.values())),
    "conversations.join": method(join, "channels:join"),
    "conversations.kick": Method(kick, *TO_MANAGE),
    "conversations.leave": Method(leave, *TO_MANAGE),
    "conversations.mark": Method(mark, *TO_MANAGE),
    "conversations.rename": Method(rename, *TO_MANAGE),
    "conversations.setPurpose": Method(set_purpose, *TO_DESCRIBE),
    "conversations.setTopic": Method(set_topic, *TO_DESCRIBE),
    "conversations.unarchive": Method(unarchive, *TO_MANAGE),
}
