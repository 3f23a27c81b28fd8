"""chat.postMessage, postEphemeral, update, delete, getPermalink."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from local_slack import messages, payloads
from local_slack.block_kit import check
from local_slack.block_kit.limits import TEXT_IN_MESSAGE, TEXT_IN_UPDATE
from local_slack.errors import SlackError
from local_slack.methods.arguments import Method, method

if TYPE_CHECKING:
    from collections.abc import Iterable

    from local_slack.methods.arguments import Arguments
    from local_slack.slack import App
    from local_slack.state.workspace import Channel, Message

    JSON = dict[str, Any]

TS = re.compile(r"\d{1,12}\.\d{1,6}")


async def post_message(app: App, arguments: Arguments) -> JSON:
    """Post to a channel, or to a person by user id (their direct message with the app)."""
    channel = _find_channel(app, arguments.required("channel"))
    text, blocks = _read_content(app, arguments, TEXT_IN_MESSAGE)
    message = messages.post(
        app.slack,
        channel,
        app.bot_user,
        text,
        blocks,
        thread_ts=_read_thread_ts(arguments),
        metadata=check.metadata(arguments.structure("metadata", "invalid_metadata_format")),
    )
    return {
        "channel": channel.id,
        "ts": message.ts,
        "message": payloads.message_object(app.slack, message),
    }


async def post_ephemeral(app: App, arguments: Arguments) -> JSON:
    """Show a message to one member of a channel. It is never saved."""
    channel = _find_channel(app, arguments.required("channel"))
    user = arguments.required("user")
    text, blocks = _read_content(app, arguments, TEXT_IN_MESSAGE)
    if user not in channel.members:
        raise SlackError("user_not_in_channel")
    message = messages.post(
        app.slack,
        channel,
        app.bot_user,
        text,
        blocks,
        thread_ts=_read_thread_ts(arguments),
        visible_to=user,
    )
    return {"message_ts": message.ts}


async def update_message(app: App, arguments: Arguments) -> JSON:
    """Change one of the app's own messages. Without `blocks` the old ones stay; [] removes them."""
    channel = _find_channel(app, arguments.required("channel"))
    message = _find_own_message(app, channel, arguments.required("ts"), "cant_update_message")
    text, blocks = _read_content(app, arguments, TEXT_IN_UPDATE)
    if "text" not in arguments:
        text = message.text
    if "blocks" not in arguments:
        blocks = message.blocks
    metadata = message.metadata
    if "metadata" in arguments:
        metadata = check.metadata(arguments.structure("metadata", "invalid_metadata_format"))
    messages.edit(app.slack, message, text, blocks, metadata=metadata)
    return {
        "channel": channel.id,
        "ts": message.ts,
        "text": text,
        "message": payloads.message_object(app.slack, message),
    }


async def delete_message(app: App, arguments: Arguments) -> JSON:
    """Delete one of the app's own messages."""
    channel = _find_channel(app, arguments.required("channel"))
    message = _find_own_message(app, channel, arguments.required("ts"), "cant_delete_message")
    messages.remove(app.slack, message)
    return {"channel": channel.id, "ts": message.ts}


async def get_permalink(app: App, arguments: Arguments) -> JSON:
    """A link to a message."""
    channel = _find_channel(app, arguments.required("channel"))
    ts = arguments.required("message_ts")
    message = app.slack.workspace.find(channel.id, ts)
    if message is None or message.visible_to or message.deleted:
        raise SlackError("message_not_found")
    link = f"{app.slack.url}/archives/{channel.id}/p{ts.replace('.', '')}"
    if message.is_reply:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


def _find_channel(app: App, given: str) -> Channel:
    """The channel to write to: by id, a public one also by name; a person's id is their message.

    Raises SlackError: channel_not_found (also for a private one without the app), not_in_channel,
    is_archived.
    """
    user = app.slack.workspace.users.get(given)
    if user and not user.is_bot:
        return app.slack.workspace.direct_message(user.id, app.bot_user)
    channels = app.slack.workspace.channels
    channel = channels.get(given) or _find_by_name(channels.values(), given.removeprefix("#"))
    if channel is None:
        raise SlackError("channel_not_found")
    if app.bot_user not in channel.members:
        raise SlackError("not_in_channel" if channel.kind == "public" else "channel_not_found")
    if channel.is_archived:
        raise SlackError("is_archived")
    return channel


def _find_by_name(channels: Iterable[Channel], name: str) -> Channel | None:
    return next((c for c in channels if c.kind == "public" and c.name == name), None)


def _read_content(app: App, arguments: Arguments, longest: int) -> tuple[str, list[JSON]]:
    if "attachments" in arguments and arguments.structure("attachments"):
        # They are legacy, and the page does not draw them.
        raise SlackError("invalid_attachments")
    blocks = arguments.structure("blocks", "invalid_blocks_format")
    return check.message(arguments.text("text"), blocks, app.grants(), longest)


def _read_thread_ts(arguments: Arguments) -> str | None:
    """The thread to reply in. In an unknown one the message is posted to the channel, as on Slack.

    Raises SlackError: invalid_thread_ts, for what is not a ts.
    """
    thread_ts = arguments.text("thread_ts")
    if thread_ts is not None and not TS.fullmatch(thread_ts):
        raise SlackError("invalid_thread_ts")
    return thread_ts


def _find_own_message(app: App, channel: Channel, ts: str, refusal: str) -> Message:
    message = app.slack.workspace.find(channel.id, ts)
    if message is None or message.visible_to or message.deleted:
        raise SlackError("message_not_found")
    if message.user != app.bot_user:
        raise SlackError(refusal)
    return message


METHODS: dict[str, Method] = {
    "chat.postMessage": method(post_message, "chat:write"),
    "chat.postEphemeral": method(post_ephemeral, "chat:write"),
    "chat.update": method(update_message, "chat:write"),
    "chat.delete": method(delete_message, "chat:write"),
    "chat.getPermalink": method(get_permalink),
}
