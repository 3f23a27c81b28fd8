"""bookmarks.add, edit, remove, list. Sources: docs.slack.dev/reference/methods/bookmarks.*."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from local_slack.errors import SlackError
from local_slack.methods.arguments import Method, method
from local_slack.methods.conversations import load_channel
from local_slack.state.emoji import is_emoji

if TYPE_CHECKING:
    from local_slack.methods.arguments import Arguments
    from local_slack.slack import App
    from local_slack.state.workspace import Channel

    JSON = dict[str, Any]

MOST = 100  # in a channel; Slack: too_many_bookmarks


async def add_bookmark(app: App, arguments: Arguments) -> JSON:
    """Add a link to the bar of a channel. Slack takes no other type from apps."""
    channel = _load_channel(app, arguments)
    title, kind = arguments.required("title"), arguments.required("type")
    if kind != "link":
        raise SlackError("invalid_bookmark_type")
    if len(channel.bookmarks) >= MOST:
        raise SlackError("too_many_bookmarks")
    now = int(app.slack.clock.now())
    bookmark = {
        "id": "Bk" + secrets.token_hex(4).upper(),
        "channel_id": channel.id,
        "title": title,
        "link": _read_link(arguments),
        "emoji": _read_emoji(app, arguments),
        "icon_url": None,
        "type": "link",
        "entity_id": None,
        "date_created": now,
        "date_updated": 0,
        "rank": secrets.token_hex(2),
        "last_updated_by_user_id": app.bot_user,
        "last_updated_by_team_id": app.slack.workspace.id,
        "shortcut_id": None,
        "app_id": app.id,
    }
    channel.bookmarks.append(bookmark)
    app.slack.notify_windows(app.slack.audience(channel))
    return {"bookmark": bookmark}


async def edit_bookmark(app: App, arguments: Arguments) -> JSON:
    """Change the title, link or emoji of a bookmark."""
    channel = _load_channel(app, arguments)
    bookmark = _find_bookmark(channel, arguments)
    changed: JSON = {}
    if "title" in arguments:
        changed["title"] = arguments.required("title")
    if "link" in arguments:
        changed["link"] = _read_link(arguments)
    if "emoji" in arguments:
        changed["emoji"] = _read_emoji(app, arguments)
    bookmark |= changed | {
        "date_updated": int(app.slack.clock.now()),
        "last_updated_by_user_id": app.bot_user,
    }
    app.slack.notify_windows(app.slack.audience(channel))
    return {"bookmark": bookmark}


async def remove_bookmark(app: App, arguments: Arguments) -> JSON:
    """Take a bookmark away."""
    channel = _load_channel(app, arguments)
    channel.bookmarks.remove(_find_bookmark(channel, arguments))
    app.slack.notify_windows(app.slack.audience(channel))
    return {}


async def list_bookmarks(app: App, arguments: Arguments) -> JSON:
    """The bookmarks of a channel."""
    return {"bookmarks": load_channel(app, arguments, "channel_id").bookmarks}


def _load_channel(app: App, arguments: Arguments) -> Channel:
    """The channel, which the app has to be in to change its bookmarks."""
    channel = load_channel(app, arguments, "channel_id")
    if app.bot_user not in channel.members or channel.is_archived:
        raise SlackError("permission_denied")
    return channel


def _find_bookmark(channel: Channel, arguments: Arguments) -> JSON:
    wanted = arguments.required("bookmark_id")
    for bookmark in channel.bookmarks:
        if bookmark["id"] == wanted:
            return bookmark
    raise SlackError("not_found")


def _read_link(arguments: Arguments) -> str:
    link = arguments.required("link")
    parts = urlsplit(link)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise SlackError("invalid_link")
    return link


def _read_emoji(app: App, arguments: Arguments) -> str:
    emoji = arguments.text("emoji") or ""
    if emoji and not is_emoji(app.slack.workspace, emoji.strip(":")):
        raise SlackError("invalid_emoji")
    return emoji


METHODS: dict[str, Method] = {
    "bookmarks.add": method(add_bookmark, "bookmarks:write"),
    "bookmarks.edit": method(edit_bookmark, "bookmarks:write"),
    "bookmarks.remove": method(remove_bookmark, "bookmarks:write"),
    "bookmarks.list": method(list_bookmarks, "bookmarks:read"),
}
