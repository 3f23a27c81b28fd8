"""What the chat.* methods are given: where a message goes, what is in it, whose it looks like.

Sources: docs.slack.dev/reference/methods/chat.postMessage and, for attachments,
docs.slack.dev/legacy/legacy-messaging/legacy-secondary-message-attachments.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from local_slack.block_kit import attachments, check
from local_slack.errors import SlackError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from local_slack.methods.arguments import Arguments
    from local_slack.slack import App
    from local_slack.state.workspace import Channel, Message

    JSON = dict[str, Any]

TS = re.compile(r"\d{1,12}\.\d{1,6}")


def find_channel(app: App, given: str) -> Channel:
    """The channel to write to: by id, a public one also by name; a person's id is their message.

    Raises SlackError: channel_not_found (also for a private one without the app), not_in_channel
    (unless the scope chat:write.public lets the app write in it), is_archived.
    """
    user = app.slack.workspace.users.get(given)
    if user and not user.is_bot:
        return app.slack.workspace.direct_message(user.id, app.bot_user)
    channels = app.slack.workspace.channels
    channel = channels.get(given) or _find_by_name(channels.values(), given.removeprefix("#"))
    if channel is None:
        raise SlackError("channel_not_found")
    if app.bot_user not in channel.members:
        if channel.kind != "public":
            raise SlackError("channel_not_found")
        if "chat:write.public" not in app.scopes:
            raise SlackError("not_in_channel")
    if channel.is_archived:
        raise SlackError("is_archived")
    return channel


def find_own_message(app: App, channel: Channel, ts: str, refusal: str) -> Message:
    """A message of the app's own. Raises SlackError: message_not_found, or the refusal."""
    message = app.slack.workspace.find(channel.id, ts)
    if message is None or message.visible_to or message.deleted:
        raise SlackError("message_not_found")
    if message.user != app.bot_user:
        raise SlackError(refusal)
    return message


def read_content(
    app: App, arguments: Arguments, longest: int
) -> tuple[str, list[JSON], list[JSON]]:
    """The text, blocks and attachments of a message. Raises SlackError as `check.message` does."""
    attached = attachments.check(
        arguments.structure("attachments", "invalid_attachments"), app.grants()
    )
    blocks = arguments.structure("blocks", "invalid_blocks_format")
    text = arguments.text("text")
    markdown = arguments.text("markdown_text")
    if markdown is not None:
        if text or blocks:
            raise SlackError("markdown_text_conflict")
        text, blocks = markdown, [{"type": "markdown", "text": markdown}]
    if attached and not text and not blocks:
        return "", [], attached
    return *check.message(text, blocks, app.grants(), longest), attached


def read_metadata(arguments: Arguments) -> JSON | None:
    """The metadata of a message. Raises SlackError as `check.metadata` does."""
    return check.metadata(arguments.structure("metadata", "invalid_metadata_format"))


def read_author(app: App, arguments: Arguments) -> JSON:
    """The name and icon to show instead of the app's. Without the scope Slack ignores them."""
    if arguments.flag("as_user"):
        arguments.remarks.append("as_user is ignored: an app posts as itself.")
    if "chat:write.customize" not in app.scopes:
        ignored = [n for n in ("username", "icon_emoji", "icon_url") if arguments.text(n)]
        arguments.remarks += [f"{n} is ignored: it needs chat:write.customize." for n in ignored]
        return {}
    username = arguments.text("username") or ""
    icon = arguments.text("icon_emoji") or arguments.text("icon_url") or ""
    subtype = "bot_message" if username or icon else ""
    return {"username": username, "icon": icon, "subtype": subtype}


def read_thread(arguments: Arguments) -> JSON:
    """The thread to reply in, and whether the channel shows the reply too.

    In an unknown thread the message is posted to the channel, as on Slack. Raises SlackError:
    invalid_thread_ts, for what is not a ts.
    """
    thread_ts = arguments.text("thread_ts")
    if thread_ts is not None and not TS.fullmatch(thread_ts):
        raise SlackError("invalid_thread_ts")
    parts: JSON = {"thread_ts": thread_ts}
    if thread_ts and arguments.flag("reply_broadcast"):
        parts["subtype"] = "thread_broadcast"
    return parts


def remark_lost_thread(arguments: Arguments, message: Message) -> None:
    """Tell the developer of a reply that became a message of the channel."""
    if arguments.text("thread_ts") and not message.thread_ts:
        sentence = "No message has that thread_ts, so this is no reply: the channel shows it."
        arguments.remarks.append(sentence)


def _find_by_name(channels: Iterable[Channel], name: str) -> Channel | None:
    return next((c for c in channels if c.kind == "public" and c.name == name), None)
