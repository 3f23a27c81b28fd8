"""What happens to messages, and the events that tell the apps of it.

Sources: docs.slack.dev/reference/events/message and its subtypes, /app_mention, /link_shared,
/message_metadata_posted, /file_shared.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from local_slack import assistants, events, objects
from local_slack.block_kit.mentions import mentioned_users

if TYPE_CHECKING:
    from local_slack.slack import App, Slack
    from local_slack.state.workspace import Channel, Message

    JSON = dict[str, Any]

KINDS = {
    "public": ("message.channels", "channel"),
    "private": ("message.groups", "group"),
    "im": ("message.im", "im"),
}
"""By the kind of a channel: what a manifest calls its messages, and its `channel_type`."""

ADDRESS = re.compile(r"https?://[^\s<>|]*[^\s<>|.,;:!?)'\"*_~]")


def post(
    slack: Slack,
    channel: Channel,
    user: str,
    text: str,
    blocks: list[JSON] | None = None,
    **parts: Any,  # noqa: ANN401 - as in `Slack.post`
) -> Message:
    """Post a message, as `Slack.post` does, and tell the apps unless one person alone sees it."""
    message = slack.post(channel, user, text, blocks, **parts)
    if not message.visible_to:
        announce(slack, message)
    return message


def announce(slack: Slack, message: Message) -> None:
    """Tell the apps of a new message."""
    channel = slack.workspace.channels[message.channel]
    shown = objects.message_object(slack, message) | {"channel": channel.id}
    _send(slack, channel, shown | {"event_ts": message.ts})
    if channel.kind != "im":
        mentioned = mentioned_users(message.text, message.blocks) - {message.user}
        for app in slack.apps_in(channel):
            if app.bot_user in mentioned:
                announce_mention(app, message)
    root = slack.workspace.find(channel.id, message.thread_ts) if message.is_reply else None
    if root:
        assistants.note_reply(slack, root, message.user)
    _send_links(slack, channel, message)
    for file in message.files:
        shared: JSON = {"type": "file_shared", "channel_id": channel.id, "file_id": file}
        shared |= {"user_id": message.user, "file": {"id": file}}
        events.send(slack.apps_in(channel), shared)
    if message.metadata:
        posted = _metadata_event(slack, message, "posted")
        _send_metadata(slack, message, posted | {"metadata": message.metadata})


def announce_mention(app: App, message: Message) -> None:
    """Tell an app of a message that mentions it."""
    shown = objects.message_object(app.slack, message) | {"channel": message.channel}
    events.send([app], shown | {"type": "app_mention", "event_ts": message.ts})


def edit(
    slack: Slack,
    message: Message,
    text: str,
    blocks: list[JSON] | None,
    **fields: Any,  # noqa: ANN401 - as in `Message`
) -> None:
    """Change a message and further fields of it, and tell the apps."""
    before = objects.message_object(slack, message)
    for name, value in fields.items():
        setattr(message, name, value)
    slack.edit(message, text, blocks)
    announce_change(slack, message, before)


def announce_change(slack: Slack, message: Message, before: JSON) -> None:
    """Tell the apps that a message has changed; `before` is the object of the old one."""
    if message.visible_to:
        return
    channel = slack.workspace.channels[message.channel]
    now = objects.message_object(slack, message)
    changed = {"message": now, "previous_message": before}
    _send_hidden(slack, channel, "message_changed", changed)
    old, new = before.get("metadata"), now.get("metadata")
    if new and not old:
        _send_metadata(
            slack, message, _metadata_event(slack, message, "posted") | {"metadata": new}
        )
    elif new and new != old:
        updated = {"metadata": new, "previous_metadata": old}
        _send_metadata(slack, message, _metadata_event(slack, message, "updated") | updated)


def remove(slack: Slack, message: Message) -> None:
    """Delete a message, and tell the apps."""
    before = objects.message_object(slack, message)
    slack.remove(message)
    if message.visible_to:
        return
    channel = slack.workspace.channels[message.channel]
    gone = {"deleted_ts": message.ts, "previous_message": before}
    _send_hidden(slack, channel, "message_deleted", gone)
    if before.get("metadata"):
        deleted = {"previous_metadata": before["metadata"], "deleted_ts": message.ts}
        _send_metadata(slack, message, _metadata_event(slack, message, "deleted") | deleted)


def _send(slack: Slack, channel: Channel, inner: JSON) -> None:
    subscription, kind = KINDS[channel.kind]
    events.send(slack.apps_in(channel), inner | {"channel_type": kind}, subscription)


def _send_hidden(slack: Slack, channel: Channel, subtype: str, fields: JSON) -> None:
    ts = slack.workspace.next_ts(slack.clock.now())
    inner = {"type": "message", "subtype": subtype, "hidden": True, "channel": channel.id, "ts": ts}
    _send(slack, channel, inner | {"event_ts": ts} | fields)


def _send_links(slack: Slack, channel: Channel, message: Message) -> None:
    """Tell apps of links to their domains, also those that are not in the channel."""
    addresses = [unescape(each) for each in dict.fromkeys(ADDRESS.findall(message.text))]
    for app in slack.apps:
        if app.bot_user == message.user:
            continue
        links = [
            {"url": address, "domain": domain}
            for address in addresses
            if (domain := _find_domain(app, address))
        ]
        if links:
            inner = {
                "type": "link_shared",
                "channel": channel.id,
                "is_bot_user_member": app.bot_user in channel.members,
                "user": message.user,
                "message_ts": message.ts,
                "unfurl_id": f"{channel.id}.{message.ts}",
                "source": "conversations_history",
                "links": links,
            }
            if message.thread_ts:
                inner["thread_ts"] = message.thread_ts
            events.send([app], inner)


def _find_domain(app: App, address: str) -> str | None:
    """The domain of the app's that an address is of; subdomains count."""
    host = urlsplit(address).hostname or ""
    domains = app.manifest.unfurl_domains
    return next((d for d in domains if host == d or host.endswith(f".{d}")), None)


def _metadata_event(slack: Slack, message: Message, what: str) -> JSON:
    author = slack.find_app(message.user)
    return {
        "type": f"message_metadata_{what}",
        "app_id": author.id if author else "",
        "bot_id": author.bot_id if author else "",
        "user_id": message.user,
        "team_id": slack.workspace.id,
        "channel_id": message.channel,
        "message_ts": message.ts,
    }


def _send_metadata(slack: Slack, message: Message, inner: JSON) -> None:
    """Tell the apps in the channel whose metadata_subscriptions name this author and event_type.

    An app knows its own id at Slack, which is another one in this workspace: an id that no app has
    stands for the subscriber itself.
    """
    channel = slack.workspace.channels[message.channel]
    event_type = (inner.get("metadata") or inner["previous_metadata"])["event_type"]
    for app in slack.apps_in(channel):
        authors = {
            known.id if (known := slack.find_app_by_id(app_id)) else app.id
            for app_id, name in app.manifest.metadata_subscriptions
            if name == event_type
        }
        if inner["app_id"] in authors:
            events.send([app], inner)
