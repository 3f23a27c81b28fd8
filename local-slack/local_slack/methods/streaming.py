"""chat.startStream, chat.appendStream, chat.stopStream: a message that grows.

Sources: docs.slack.dev/reference/methods/chat.startStream and the pages of the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from local_slack import messages, objects
from local_slack.block_kit import check, streams
from local_slack.errors import SlackError
from local_slack.methods import content
from local_slack.methods.arguments import Method, method, missing_argument

if TYPE_CHECKING:
    from local_slack.methods.arguments import Arguments
    from local_slack.slack import App
    from local_slack.state.workspace import Channel, Message

    JSON = dict[str, Any]


async def start_stream(app: App, arguments: Arguments) -> JSON:
    """Post a message that is to grow; in channels, for one person of the team."""
    channel = content.find_channel(app, arguments.required("channel"))
    mode = streams.check_mode(arguments.text("task_display_mode"))
    thread = content.read_thread(arguments)
    if channel.kind == "im" and not thread["thread_ts"]:
        raise missing_argument("thread_ts")
    if channel.kind != "im":
        _check_recipient(app, arguments)
    blocks = _read_chunks(app, arguments, [], mode)
    message = messages.post(
        app.slack,
        channel,
        app.bot_user,
        streams.read_text(blocks),
        blocks,
        streaming=mode,
        **thread,
        **content.read_author(app, arguments),
    )
    content.remark_lost_thread(arguments, message)
    return {"channel": channel.id, "ts": message.ts}


async def append_stream(app: App, arguments: Arguments) -> JSON:
    """Add text or chunks to a growing message. No event is sent until it stops."""
    channel, message = _find_stream(app, arguments)
    if "markdown_text" not in arguments and "chunks" not in arguments:
        raise SlackError("no_text")
    message.blocks = _read_chunks(app, arguments, message.blocks, message.streaming)
    message.text = streams.read_text(message.blocks)
    app.slack.notify_viewers(message)
    return {"channel": channel.id, "ts": message.ts}


async def stop_stream(app: App, arguments: Arguments) -> JSON:
    """Finish a growing message, with blocks at its end where there are any."""
    channel, message = _find_stream(app, arguments)
    blocks = _read_chunks(app, arguments, message.blocks, message.streaming)
    last = arguments.structure("blocks", "invalid_blocks_format")
    if last:
        blocks += check.message(None, last, app.grants())[1]
    metadata = content.read_metadata(arguments) or message.metadata
    before = objects.message_object(app.slack, message)
    message.blocks, message.text = blocks, streams.read_text(blocks)
    message.metadata, message.streaming = metadata, ""
    app.slack.notify_viewers(message)
    messages.announce_change(app.slack, message, before)
    return {
        "channel": channel.id,
        "ts": message.ts,
        "message": objects.message_object(app.slack, message),
    }


def _check_recipient(app: App, arguments: Arguments) -> None:
    """The person whom the stream is for, which channels need."""
    team, user = arguments.text("recipient_team_id"), arguments.text("recipient_user_id")
    if not team:
        raise SlackError("missing_recipient_team_id")
    if not user:
        raise SlackError("missing_recipient_user_id")
    if team != app.slack.workspace.id:
        raise SlackError("team_not_found")
    if user not in app.slack.workspace.users:
        raise SlackError("user_not_found")


def _find_stream(app: App, arguments: Arguments) -> tuple[Channel, Message]:
    channel = content.find_channel(app, arguments.required("channel"))
    ts = arguments.required("ts")
    message = content.find_own_message(app, channel, ts, "message_not_owned_by_app")
    if not message.streaming:
        raise SlackError("message_not_in_streaming_state")
    return channel, message


def _read_chunks(app: App, arguments: Arguments, blocks: list[JSON], mode: str) -> list[JSON]:
    """The blocks with what this call adds to them: `markdown_text`, `chunks` or both."""
    chunks = arguments.structure("chunks", "invalid_chunks") or []
    text = arguments.text("markdown_text")
    if text and isinstance(chunks, list):
        chunks = [{"type": "markdown_text", "text": text}, *chunks]
    return streams.add_chunks(blocks, chunks, mode, app.grants())


METHODS: dict[str, Method] = {
    "chat.startStream": method(start_stream, "chat:write"),
    "chat.appendStream": method(append_stream, "chat:write"),
    "chat.stopStream": method(stop_stream, "chat:write"),
}
