"""People, channels, messages, files and views, as events, payloads and methods show them.

Sources: docs.slack.dev/reference/objects, /reference/events/message, /reference/views.
"""

from __future__ import annotations

import mimetypes
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from local_slack.state.time_zones import describe_zone
from local_slack.state.workspace import SLACKBOT

if TYPE_CHECKING:
    from local_slack.slack import App, Slack
    from local_slack.state.views import View
    from local_slack.state.workspace import Channel, File, Message, User

    JSON = dict[str, Any]


def view_object(app: App, view: View) -> JSON:
    """A view as payloads and the views.* methods show it."""
    body = view.body
    return {
        "id": view.id,
        "team_id": app.slack.workspace.id,
        "type": body["type"],
        "blocks": body["blocks"],
        "private_metadata": body.get("private_metadata", ""),
        "callback_id": body.get("callback_id", ""),
        "state": {"values": view.values()},
        "hash": view.hash,
        "title": body.get("title"),
        "clear_on_close": body.get("clear_on_close", False),
        "notify_on_close": body.get("notify_on_close", False),
        "close": body.get("close"),
        "submit": body.get("submit"),
        "previous_view_id": view.previous,
        "root_view_id": view.root,
        "app_id": app.id,
        "external_id": body.get("external_id", ""),
        "app_installed_team_id": app.slack.workspace.id,
        "bot_id": app.bot_id,
    }


def message_object(slack: Slack, message: Message) -> JSON:
    """A message as payloads and the chat.* methods show it."""
    edited = message.edited and {"user": message.user, "ts": message.edited}
    optional = {
        "subtype": message.subtype or ("file_share" if message.files else ""),
        "blocks": message.blocks,
        "attachments": message.attachments,
        "thread_ts": message.thread_ts,
        "edited": edited,
        "metadata": message.metadata,
        "files": [file_object(slack, slack.workspace.files[f]) for f in message.files],
        "reactions": [
            {"name": name, "users": users, "count": len(users)}
            for name, users in message.reactions.items()
        ],
    }
    return {
        "type": "message",
        "ts": message.ts,
        "text": message.text,
        **_team_fields(slack, message),
        **_author_fields(slack, message),
        **message.details,
        **{name: value for name, value in optional.items() if value},
        **_thread_fields(slack, message),
        **_pin_fields(message),
    }


def _team_fields(slack: Slack, message: Message) -> JSON:
    """The workspace of the author; that of an external one is in more fields."""
    team = slack.workspace.users[message.user].team
    if team:
        return {"team": team, "user_team": team, "source_team": team}
    return {"team": slack.workspace.id}


def _author_fields(slack: Slack, message: Message) -> JSON:
    app = slack.find_app(message.user)
    if app is None:
        client_id = str(uuid5(NAMESPACE_URL, f"{message.channel}/{message.ts}"))
        return {"user": message.user, "client_msg_id": client_id}
    ids = {"bot_id": app.bot_id, "app_id": app.id, "bot_profile": bot_profile(app)}
    if message.subtype != "bot_message":
        return {"user": message.user, **ids}
    shown = ids | {"username": message.username or app.bot().real_name}
    if message.icon:
        kind = "emoji" if message.icon.startswith(":") else "image_48"
        shown["icons"] = {kind: message.icon}
    return shown


def _thread_fields(slack: Slack, message: Message) -> JSON:
    if message.is_reply:
        root = slack.workspace.find(message.channel, message.thread_ts)
        return {"parent_user_id": root.user} if root else {}
    replies = slack.workspace.replies(message.channel, message.ts)
    if not replies:
        return {}
    users = list(dict.fromkeys(reply.user for reply in replies))
    return {
        "reply_count": len(replies),
        "reply_users_count": len(users),
        "reply_users": users,
        "latest_reply": replies[-1].ts,
    }


def _pin_fields(message: Message) -> JSON:
    if not message.pinned_by:
        return {}
    channel, at = message.channel, message.pinned_at
    info = {"channel": channel, "pinned_by": message.pinned_by, "pinned_ts": at}
    return {"pinned_to": [channel], "pinned_info": info}


def permalink(slack: Slack, message: Message) -> str:
    """A link to a message."""
    link = f"{slack.url}/archives/{message.channel}/p{message.ts.replace('.', '')}"
    is_reply = message.is_reply
    return f"{link}?thread_ts={message.thread_ts}&cid={message.channel}" if is_reply else link


def bot_profile(app: App) -> JSON:
    """The app as its messages and bots.info show it."""
    return {
        "id": app.bot_id,
        "app_id": app.id,
        "user_id": app.bot_user,
        "name": app.bot().real_name,
        "icons": {},
        "deleted": False,
        "updated": 0,
        "team_id": app.slack.workspace.id,
    }


def user_object(app: App, user: User) -> JSON:
    """A person as events and the users.* methods show them to an app.

    Sources: docs.slack.dev/reference/objects/user-object and /apis/slack-connect. A person of
    another workspace is a stranger where no shared channel has both them and the app. A
    deactivated account has neither a time zone nor a rank. Email takes a scope of its own.
    """
    slack = app.slack
    shown: JSON = {
        "id": user.id,
        "team_id": user.team or slack.workspace.id,
        "name": user.name,
        "deleted": user.deleted,
        "profile": _profile(app, user),
        # Slack says of Slackbot that it is no bot.
        "is_bot": user.is_bot and user.id != SLACKBOT,
        "is_app_user": False,
        "updated": user.updated,
    }
    if not user.deleted:
        shown |= {
            "real_name": user.real_name,
            "color": user.color,
            "tz": user.tz,
            "tz_label": describe_zone(user.tz, slack.clock.now()),
            "tz_offset": slack.clock.read_utc_offset(user.tz),
            "is_admin": user.is_admin,
            "is_owner": user.is_owner,
            "is_primary_owner": user.is_owner and user is slack.workspace.find_owner(),
            "is_restricted": user.is_restricted,
            "is_ultra_restricted": user.is_ultra_restricted,
            "is_email_confirmed": bool(user.email),
            "who_can_share_contact_card": "EVERYONE",
        }
    if user.team:
        shown["is_stranger"] = is_stranger(app, user)
    return shown


def is_stranger(app: App, user: User) -> bool:
    """Whether a person is of another workspace and in no channel with the app."""
    channels = app.slack.workspace.channels.values()
    return bool(user.team) and not any(
        channel.kind != "im" and {user.id, app.bot_user} <= {*channel.members}
        for channel in channels
    )


def _profile(app: App, user: User) -> JSON:
    first, _, last = user.real_name.rpartition(" ")
    shown: JSON = {
        "title": user.title,
        "phone": "",
        "skype": "",
        "real_name": user.real_name,
        "real_name_normalized": user.real_name,
        "first_name": first or last,
        "last_name": last if first else "",
        "display_name": user.real_name,
        "display_name_normalized": user.real_name,
        "status_text": user.status_text,
        "status_emoji": user.status_emoji,
        "status_expiration": 0,
        "avatar_hash": "",
        "team": user.team or app.slack.workspace.id,
    }
    own = app.slack.find_app(user.id)
    if own:
        shown |= {"bot_id": own.bot_id, "api_app_id": own.id}
    elif user.email and "users:read.email" in app.scopes:
        shown["email"] = user.email
    return shown


def channel_object(slack: Slack, channel: Channel) -> JSON:
    """A channel as channel_created shows it; the conversations.* methods add to it."""
    private = channel.kind == "private"
    shown = {
        "id": channel.id,
        "name": channel.name,
        "name_normalized": channel.name,
        "created": channel.created,
        "creator": channel.creator,
        "is_channel": not private,
        "is_group": private,
        "is_im": False,
        "is_mpim": False,
        "is_private": private,
        "is_archived": channel.is_archived,
        "is_frozen": False,
        "is_general": channel.name == "general",
        "is_shared": channel.is_ext_shared or channel.is_org_shared,
        "is_ext_shared": channel.is_ext_shared,
        "is_org_shared": channel.is_org_shared,
        "is_pending_ext_shared": False,
        "context_team_id": slack.workspace.id,
    }
    if channel.shared_with:
        shown |= {
            "shared_team_ids": [slack.workspace.id, *channel.shared_with],
            "connected_team_ids": channel.shared_with,
            "conversation_host_id": slack.workspace.id,
        }
    return shown


def file_object(slack: Slack, file: File) -> JSON:
    """A file as messages, forms and the files.* methods show it.

    Slack: /reference/objects/file-object. The app reads `url_private` with its token.
    """
    extension = file.name.rpartition(".")[2].lower() if "." in file.name else "binary"
    private = f"{slack.url}/files-pri/{slack.workspace.id}-{file.id}"
    name = quote(file.name.lower().replace(" ", "_"), safe="")
    return {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title,
        "mimetype": mimetypes.guess_type(file.name)[0] or "application/octet-stream",
        "filetype": extension,
        "pretty_type": extension.upper(),
        "user": file.user,
        "user_team": slack.workspace.id,
        "editable": False,
        "size": file.size,
        "mode": "hosted",
        "is_external": False,
        "external_type": "",
        "is_public": file.shared,
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "url_private": f"{private}/{name}",
        "url_private_download": f"{private}/download/{name}",
        "permalink": f"{slack.url}/-/files/{file.id}",
        "is_starred": False,
        "has_rich_preview": False,
    }
