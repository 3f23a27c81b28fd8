"""conversations.history and conversations.replies: the messages of a conversation, by page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from local_slack import objects
from local_slack.errors import SlackError
from local_slack.methods.arguments import Method
from local_slack.methods.conversations import load_channel, paginate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from local_slack.methods.arguments import Arguments
    from local_slack.slack import App
    from local_slack.state.workspace import Message

    JSON = dict[str, Any]

SCOPES = {"public": "channels:history", "private": "groups:history", "im": "im:history"}


async def read_history(app: App, arguments: Arguments) -> JSON:
    """The messages outside threads, newest first."""
    channel = load_channel(app, arguments)
    top = [
        m
        for m in app.slack.workspace.messages.get(channel.id, ())
        if not m.is_reply or m.subtype == "thread_broadcast"
    ]
    return _list_page(app, reversed(top), arguments)


async def read_replies(app: App, arguments: Arguments) -> JSON:
    """A thread, its root first. A deleted root stays as a tombstone while it has replies."""
    channel = load_channel(app, arguments)
    ts = arguments.required("ts")
    root = app.slack.workspace.find(channel.id, ts)
    if root is None or root.visible_to:
        raise SlackError("thread_not_found")
    return _list_page(app, [root, *app.slack.workspace.replies(channel.id, ts)], arguments)


def _list_page(app: App, messages: Iterable[Message], arguments: Arguments) -> JSON:
    """The messages after `oldest`, with metadata only if `include_all_metadata` is set."""
    oldest = arguments.text("oldest") or ""
    with_metadata = arguments.flag("include_all_metadata")
    listed = []
    for message in messages:
        if message.ts <= oldest or message.visible_to:
            continue
        shown = objects.message_object(app.slack, message)
        if not with_metadata:
            shown.pop("metadata", None)
        if message.deleted:
            shown["subtype"] = "tombstone"
        listed.append(shown)
    answer = paginate("messages", listed, arguments)
    return answer | {"has_more": bool(answer["response_metadata"]["next_cursor"])}


def _scope_to_read(app: App, arguments: Arguments) -> list[str]:
    channel = app.slack.workspace.channels.get(arguments.text("channel") or "")
    if channel is None or app.bot_user not in channel.members:
        return []
    return [SCOPES[channel.kind]]


METHODS: dict[str, Method] = {
    "conversations.history": Method(read_history, _scope_to_read, tuple(SCOPES.values())),
    "conversations.replies": Method(read_replies, _scope_to_read, tuple(SCOPES.values())),
}
