"""chat.scheduleMessage, chat.deleteScheduledMessage, chat.scheduledMessages.list.

Sources: docs.slack.dev/reference/methods/chat.scheduleMessage and the pages of the others.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from local_slack.block_kit.limits import TEXT_IN_MESSAGE
from local_slack.errors import SlackError
from local_slack.methods import content
from local_slack.methods.arguments import Method, method, wrong_argument
from local_slack.methods.conversations import paginate
from local_slack.scheduled import schedule
from local_slack.state.workspace import Scheduled

if TYPE_CHECKING:
    from local_slack.methods.arguments import Arguments
    from local_slack.slack import App

    JSON = dict[str, Any]

FURTHEST = 120 * 24 * 60 * 60  # seconds from now
WINDOW = 5 * 60  # seconds of a channel in which at most MOST messages are due
MOST = 30
TOO_LATE_TO_DELETE = 60  # seconds before it is due


async def schedule_message(app: App, arguments: Arguments) -> JSON:
    """Post a message later. `post_at` is in seconds since the epoch, as a number or as text."""
    channel = content.find_channel(app, arguments.required("channel"))
    post_at = _read_time(arguments)
    text, blocks, attachments = content.read_content(app, arguments, TEXT_IN_MESSAGE)
    now = app.slack.clock.now()
    if post_at <= now:
        raise SlackError("time_in_past")
    if post_at > now + FURTHEST:
        raise SlackError("time_too_far")
    near = [
        each
        for each in app.slack.workspace.scheduled.values()
        if each.channel == channel.id and abs(each.post_at - post_at) < WINDOW
    ]
    if len(near) >= MOST:
        raise SlackError("restricted_too_many")
    parts = content.read_thread(arguments)
    parts |= {"metadata": content.read_metadata(arguments), "attachments": attachments}
    scheduled = Scheduled(
        id="Q" + secrets.token_hex(5).upper(),
        channel=channel.id,
        user=app.bot_user,
        text=text,
        blocks=blocks,
        post_at=post_at,
        date_created=int(now),
        parts=parts,
    )
    schedule(app.slack, scheduled)
    shown: JSON = {
        "text": text,
        "type": "delayed_message",
        "subtype": "bot_message",
        "bot_id": app.bot_id,
    }
    return {
        "channel": channel.id,
        "scheduled_message_id": scheduled.id,
        "post_at": post_at,
        "message": shown | ({"blocks": blocks} if blocks else {}),
    }


async def delete_scheduled(app: App, arguments: Arguments) -> JSON:
    """Take a scheduled message back, up to a minute before it is due."""
    channel = content.find_channel(app, arguments.required("channel"))
    scheduled = app.slack.workspace.scheduled.get(arguments.required("scheduled_message_id"))
    if (
        scheduled is None
        or scheduled.user != app.bot_user
        or scheduled.channel != channel.id
        or scheduled.post_at - app.slack.clock.now() < TOO_LATE_TO_DELETE
    ):
        raise SlackError("invalid_scheduled_message_id")
    del app.slack.workspace.scheduled[scheduled.id]
    app.slack.notify_windows([])  # it is saved
    return {}


async def list_scheduled(app: App, arguments: Arguments) -> JSON:
    """The app's scheduled messages, in the order of their times, by page."""
    wanted = arguments.text("channel")
    if wanted and wanted not in app.slack.workspace.channels:
        raise SlackError("invalid_channel")
    oldest = _read_limit(arguments, "oldest", "0")
    latest = _read_limit(arguments, "latest", "inf")
    listed = [
        {
            "id": each.id,
            "channel_id": each.channel,
            "post_at": each.post_at,
            "date_created": each.date_created,
            "text": each.text,
        }
        for each in sorted(app.slack.workspace.scheduled.values(), key=lambda each: each.post_at)
        if each.user == app.bot_user
        and wanted in {None, "", each.channel}
        and oldest <= each.post_at <= latest
    ]
    return paginate("scheduled_messages", listed, arguments)


def _read_time(arguments: Arguments) -> int:
    try:
        return int(float(arguments.required("post_at")))
    except (ValueError, OverflowError):
        raise SlackError("invalid_time") from None


def _read_limit(arguments: Arguments, name: str, default: str) -> float:
    try:
        return float(arguments.text(name) or default)
    except ValueError:
        raise wrong_argument(name, "must be a time in seconds") from None


METHODS: dict[str, Method] = {
    "chat.scheduleMessage": method(schedule_message, "chat:write"),
    "chat.deleteScheduledMessage": method(delete_scheduled, "chat:write"),
    "chat.scheduledMessages.list": method(list_scheduled),
}
