"""chat.postMessage, postEphemeral, meMessage, update, delete, getPermalink."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from local_slack import messages, objects
from local_slack.block_kit import check
from local_slack.block_kit.limits import TEXT_IN_MESSAGE, TEXT_IN_UPDATE
from local_slack.errors import SlackError
from local_slack.methods import content
from local_slack.methods.arguments import Method, method

if TYPE_CHECKING:
    from local_slack.methods.arguments import Arguments
    from local_slack.slack import App

    JSON = dict[str, Any]


async def post_message(app: App, arguments: Arguments) -> JSON:
    """Post to a channel, or to a person by user id (their direct message with the app)."""
    channel = content.find_channel(app, arguments.required("channel"))
    if channel.kind == "im" and not app.manifest.messages_tab:
        raise SlackError("messages_tab_disabled")
    text, blocks, attachments = content.read_content(app, arguments, TEXT_IN_MESSAGE)
    parts = content.read_author(app, arguments) | content.read_thread(arguments)
    metadata = content.read_metadata(arguments)
    message = messages.post(
        app.slack,
        channel,
        app.bot_user,
        text,
        blocks,
        attachments=attachments,
        metadata=metadata,
        execution=arguments.execution,
        **parts,
    )
    content.remark_lost_thread(arguments, message)
    return {
        "channel": channel.id,
        "ts": message.ts,
        "message": objects.message_object(app.slack, message),
    }


async def post_ephemeral(app: App, arguments: Arguments) -> JSON:
    """Show a message to one member of a channel. It is never saved."""
    channel = content.find_channel(app, arguments.required("channel"))
    user = arguments.required("user")
    text, blocks, attachments = content.read_content(app, arguments, TEXT_IN_MESSAGE)
    if user not in channel.members:
        raise SlackError("user_not_in_channel")
    parts = content.read_author(app, arguments) | content.read_thread(arguments)
    message = messages.post(
        app.slack,
        channel,
        app.bot_user,
        text,
        blocks,
        attachments=attachments,
        visible_to=user,
        **parts,
    )
    content.remark_lost_thread(arguments, message)
    return {"message_ts": message.ts}


async def post_me_message(app: App, arguments: Arguments) -> JSON:
    """Post what the app does, as /me does for people."""
    channel = content.find_channel(app, arguments.required("channel"))
    text, _ = check.message(arguments.text("text"), None, longest=TEXT_IN_MESSAGE)
    message = messages.post(app.slack, channel, app.bot_user, text, subtype="me_message")
    return {"channel": channel.id, "ts": message.ts}


async def update_message(app: App, arguments: Arguments) -> JSON:
    """Change one of the app's own messages.

    Without `blocks` or `attachments` the old ones stay; [] removes them.
    """
    channel = content.find_channel(app, arguments.required("channel"))
    ts = arguments.required("ts")
    message = content.find_own_message(app, channel, ts, "cant_update_message")
    text, blocks, attachments = content.read_content(app, arguments, TEXT_IN_UPDATE)
    if message.streaming:
        raise SlackError("streaming_state_conflict")
    if "text" not in arguments and "markdown_text" not in arguments:
        text = message.text
    if "blocks" not in arguments and "markdown_text" not in arguments:
        blocks = message.blocks
    if "attachments" not in arguments:
        attachments = message.attachments
    metadata = message.metadata
    if "metadata" in arguments:
        metadata = content.read_metadata(arguments)
    messages.edit(app.slack, message, text, blocks, attachments=attachments, metadata=metadata)
    return {
        "channel": channel.id,
        "ts": message.ts,
        "text": text,
        "message": objects.message_object(app.slack, message),
    }


async def delete_message(app: App, arguments: Arguments) -> JSON:
    """Delete one of the app's own messages."""
    channel = content.find_channel(app, arguments.required("channel"))
    ts = arguments.required("ts")
    message = content.find_own_message(app, channel, ts, "cant_delete_message")
    messages.remove(app.slack, message)
    return {"channel": channel.id, "ts": message.ts}


async def get_permalink(app: App, arguments: Arguments) -> JSON:
    """A link to a message."""
    channel = content.find_channel(app, arguments.required("channel"))
    message = app.slack.workspace.find(channel.id, arguments.required("message_ts"))
    if message is None or message.visible_to or message.deleted:
        raise SlackError("message_not_found")
    return {"channel": channel.id, "permalink": objects.permalink(app.slack, message)}


METHODS: dict[str, Method] = {
    "chat.postMessage": method(post_message, "chat:write"),
    "chat.postEphemeral": method(post_ephemeral, "chat:write"),
    "chat.meMessage": method(post_me_message, "chat:write"),
    "chat.update": method(update_message, "chat:write"),
    "chat.delete": method(delete_message, "chat:write"),
    "chat.getPermalink": method(get_permalink),
}
