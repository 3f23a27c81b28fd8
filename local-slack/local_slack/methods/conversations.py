"""conversations.info, members, list, open, invite."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from local_slack import objects
from local_slack.errors import SlackError
from local_slack.methods.arguments import Method, method
from local_slack.methods.content import TS
from local_slack.people import changes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from local_slack.methods.arguments import Arguments
    from local_slack.slack import App
    from local_slack.state.workspace import Channel, Message

    JSON = dict[str, Any]

READ = {"public": "channels:read", "private": "groups:read", "im": "im:read"}
TYPES = {"public_channel": "public", "private_channel": "private", "im": "im", "mpim": "mpim"}
INVITE = {"public": "channels:write.invites", "private": "groups:write.invites"}
MANAGE = {"public": "channels:manage", "private": "groups:write"}
PAGE = 100
LONGEST_PAGE = 1000
MOST_INVITED = 100


async def get_conversation(app: App, arguments: Arguments) -> JSON:
    """What kind of conversation it is."""
    return {"channel": describe_channel(app, load_channel(app, arguments))}


async def list_members(app: App, arguments: Arguments) -> JSON:
    """The members of a conversation, by page."""
    return paginate("members", load_channel(app, arguments).members, arguments)


async def list_conversations(app: App, arguments: Arguments) -> JSON:
    """The conversations that the app can see, by page."""
    return paginate("channels", list_visible(app, arguments), arguments)


async def open_direct_message(app: App, arguments: Arguments) -> JSON:
    """The direct message with one person."""
    users = arguments.required("users").split(",")
    if len(users) > 1:
        # Slack opens a group message; this workspace has none.
        raise SlackError("method_not_supported_for_channel_type")
    user = app.slack.workspace.users.get(users[0])
    if user is None:
        raise SlackError("user_not_found")
    if user.is_bot or user.deleted:
        raise SlackError("user_disabled" if user.deleted else "cannot_dm_bot")
    if objects.is_stranger(app, user):
        raise SlackError("user_not_visible")
    known = {channel.id for channel in app.slack.workspace.channels.values()}
    channel = app.slack.workspace.direct_message(user.id, app.bot_user)
    answer: JSON = {"channel": {"id": channel.id}}
    if channel.id in known:
        answer |= {"no_op": True, "already_open": True}
    if arguments.flag("return_im"):
        answer["channel"] = describe_channel(app, channel)
    return answer


async def invite_people(app: App, arguments: Arguments) -> JSON:
    """Add people to a channel that the app is in: all of them, or nobody."""
    channel = load_channel(app, arguments)
    users = arguments.required("users").split(",")
    if channel.kind == "im":
        raise SlackError("method_not_supported_for_channel_type")
    if app.bot_user not in channel.members:
        raise SlackError("not_in_channel")
    if channel.is_archived:
        raise SlackError("is_archived")
    if len(users) > MOST_INVITED:
        raise SlackError("too_many_users")
    refused = {user: code for user in users if (code := _refusal_to_invite(app, channel, user))}
    if refused:
        errors = [{"user": user, "ok": False, "error": code} for user, code in refused.items()]
        raise SlackError(next(iter(refused.values())), errors=errors)
    for user in users:
        await changes.join(app.slack, channel, app.bot(), app.slack.workspace.users[user])
    return {"channel": describe_channel(app, channel)}


def _refusal_to_invite(app: App, channel: Channel, user_id: str) -> str:
    """The error code for a person who can't be invited, empty for everyone else."""
    user = app.slack.workspace.users.get(user_id)
    if user is None:
        return "user_not_found"
    if user.id == app.bot_user:
        return "cant_invite_self"
    if user.id in channel.members:
        return "already_in_channel"
    if user.team:
        return "no_external_invite_permission"
    if user.is_restricted:
        return "user_is_restricted"
    return "cant_invite" if user.deleted or user.is_bot else ""


def list_visible(app: App, arguments: Arguments, member: str | None = None) -> list[JSON]:
    """The conversations of the asked kinds that the app can see, or those with a member."""
    kinds = _read_kinds(arguments)
    return [
        describe_channel(app, channel)
        for channel in app.slack.workspace.channels.values()
        if channel.kind in kinds
        and (channel.kind == "public" or app.bot_user in channel.members)
        and member in {None, *channel.members}
        and not (channel.is_archived and arguments.flag("exclude_archived"))
    ]


def paginate(name: str, items: Sequence[Any], arguments: Arguments) -> JSON:
    """A page of a list, with the cursor to the next one, empty after the last."""
    limit = arguments.number("limit", PAGE, LONGEST_PAGE)
    cursor = arguments.text("cursor") or "0"
    if not cursor.isdecimal():
        raise SlackError("invalid_cursor")
    start = int(cursor)
    more = str(start + limit) if start + limit < len(items) else ""
    return {name: items[start : start + limit], "response_metadata": {"next_cursor": more}}


def _read_kinds(arguments: Arguments) -> list[str]:
    types = [t.strip() for t in (arguments.text("types") or "public_channel").split(",")]
    if not set(types) <= TYPES.keys():
        raise SlackError("invalid_types")
    return [TYPES[t] for t in types]


def load_channel(app: App, arguments: Arguments, name: str = "channel") -> Channel:
    """The conversation of this call. Raises channel_not_found if the app cannot see it."""
    channel = app.slack.workspace.channels.get(arguments.required(name))
    if channel is None or (channel.kind != "public" and app.bot_user not in channel.members):
        raise SlackError("channel_not_found")
    return channel


def find_message(app: App, arguments: Arguments, name: str) -> Message:
    """The message of this call, in a conversation that the app can see.

    Raises SlackError: no_item_specified, bad_timestamp, channel_not_found, message_not_found.
    """
    ts = arguments.text(name)
    if not ts:
        raise SlackError("no_item_specified")
    if not TS.fullmatch(ts):
        raise SlackError("bad_timestamp")
    message = app.slack.workspace.find(load_channel(app, arguments).id, ts)
    if message is None or message.visible_to or message.deleted:
        raise SlackError("message_not_found")
    return message


def describe_channel(app: App, channel: Channel) -> JSON:
    """A conversation as the conversations.* methods show it."""
    if channel.kind == "im":
        other = next(member for member in channel.members if member != app.bot_user)
        return {"id": channel.id, "created": channel.created, "is_im": True, "user": other}
    return objects.channel_object(app.slack, channel) | {
        "is_member": app.bot_user in channel.members,
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "purpose": {"value": channel.purpose, "creator": "", "last_set": 0},
        "num_members": len(channel.members),
    }


def _scope_to_read(app: App, arguments: Arguments) -> list[str]:
    """The scope for this kind of conversation."""
    channel = app.slack.workspace.channels.get(arguments.text("channel") or "")
    if channel is None:
        return []
    if channel.kind == "private" and app.bot_user not in channel.members:
        return []  # for the app it does not exist
    return [READ[channel.kind]]


def _scope_to_invite(app: App, arguments: Arguments) -> list[str]:
    """The narrow scope, unless the app has the wide one, which includes it."""
    channel = app.slack.workspace.channels.get(arguments.text("channel") or "")
    if channel is None or channel.kind not in INVITE:
        return []
    return [] if MANAGE[channel.kind] in app.scopes else [INVITE[channel.kind]]


def scopes_of_kinds(_: App, arguments: Arguments) -> list[str]:
    """The scopes to read the asked kinds of conversations."""
    return [READ.get(kind, "mpim:read") for kind in _read_kinds(arguments)]


METHODS: dict[str, Method] = {
    "conversations.info": Method(get_conversation, _scope_to_read, tuple(READ.values())),
    "conversations.members": Method(list_members, _scope_to_read, tuple(READ.values())),
    "conversations.list": Method(list_conversations, scopes_of_kinds, tuple(READ.values())),
    "conversations.invite": Method(
        invite_people, _scope_to_invite, (*INVITE.values(), *MANAGE.values())
    ),
    "conversations.open": method(open_direct_message, "im:write"),
}
