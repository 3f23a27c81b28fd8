"""What one person sees: the answer to `GET /-/view` and `GET /-/boot`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from local_slack import objects
from local_slack.people import accounts, changes, commands, rights, unread
from local_slack.state.workspace import SLACKBOT

if TYPE_CHECKING:
    from local_slack.people.commands import BuiltIn
    from local_slack.slack import App, Slack
    from local_slack.state.manifest import Command
    from local_slack.state.views import View
    from local_slack.state.workspace import Channel, Message, User

    JSON = dict[str, Any]


INTERFACE = 1  # raised when a route, an act or a field of `/-/` is renamed or removed


def describe_workspace(slack: Slack) -> JSON:
    """What the page needs before a person is chosen."""
    return {
        "stand_in": True,
        "interface": INTERFACE,
        "apps": [
            {
                "id": app.id,
                "name": app.manifest.name,
                "bot_user": app.bot_user,
                "assistant": app.manifest.assistant,
                "prompts": list(app.manifest.prompts),
                "previews": bool(app.settings.previews_url),
            }
            for app in slack.apps
        ],
        "workspace": {"id": slack.workspace.id, "name": slack.workspace.name},
        "people": [_user_json(slack, person) for person in slack.workspace.people()],
        "commands": [
            *(
                _command_json(app.id, command.command, command)
                for app in slack.apps
                for command in app.manifest.commands
            ),
            *(_command_json(None, name, each) for name, each in commands.COMMANDS.items()),
        ],
        "steps": [
            {
                "app": app.id,
                "callback_id": step.callback_id,
                "title": step.title,
                "description": step.description,
                "inputs": [
                    each.describe() | {"has_options": bool(each.options_step)}
                    for each in step.inputs
                ],
            }
            for app in slack.apps
            for step in app.manifest.steps
        ],
        "shortcuts": [
            {
                "name": s.name,
                "type": s.type,
                "callback_id": s.callback_id,
                "description": s.description,
                "app": app.id,
            }
            for app in slack.apps
            for s in app.manifest.shortcuts
        ],
    }


def _command_json(app_id: str | None, name: str, command: Command | BuiltIn) -> JSON:
    """A command of an app's, or of Slack's own."""
    return {
        "command": name,
        "description": command.description,
        "usage_hint": command.usage_hint,
        "app": app_id,
    }


def describe_screen(slack: Slack, user: User) -> JSON:
    """What the page shows this person now; `accounts` is for acting as somebody else."""
    slack.workspace.own_space(user.id)
    channels = [c for c in slack.workspace.channels.values() if user.id in slack.audience(c)]
    homes = {app.id: home for app in slack.apps if (home := app.load_home(user.id))}
    return {
        "revision": slack.watchers.revision(user.id),
        "clock": {"now": slack.clock.now(), "offset": slack.clock.offset},
        "me": _user_json(slack, user),
        "emoji": slack.workspace.emoji,
        "people": [
            _user_json(slack, each) | {"can_change": accounts.list_changes(user, each)}
            for each in _visible_people(slack, user, channels)
        ],
        # Everybody that the page can act as, whoever acts now.
        "accounts": [_user_json(slack, person) for person in slack.workspace.people()],
        "teams": [vars(team) for team in (slack.workspace.teams or changes.ELSEWHERE).values()],
        "groups": [
            {"id": group.id, "handle": group.handle, "name": group.name, "users": group.users}
            for group in slack.workspace.groups.values()
            if not group.date_delete
        ],
        "channels": [
            {
                "id": c.id,
                "name": _describe_name(slack, user, c),
                "app": app.id if (app := _find_app(slack, c)) else None,
                "kind": c.kind,
                "topic": c.topic,
                "purpose": c.purpose,
                "shared_with": c.shared_with,
                "can": rights.list_allowed(slack, user, c),
                "bookmarks": c.bookmarks,
                "assistant": c.assistant,
                "is_member": user.id in c.members,
                "is_archived": c.is_archived,
                "is_ext_shared": c.is_ext_shared,
                "has_bot": bool(slack.apps_in(c)),
                "unread": len(not_read := slack.workspace.list_unread(user.id, c.id)),
                "for_me": unread.count_mentions(slack, user, c),
                "first_unread": not_read[0].ts if not_read else None,
                "members": c.members,
                "tabs": app.manifest.tabs() if app else [],
                "read_only": bool(app and app.manifest.messages_read_only),
            }
            for c in channels
        ],
        "messages": {c.id: _channel_messages(slack, user, c) for c in channels},
        # The messages that mention this person, in the order of their notifications.
        "mentions": sorted(
            ({"channel": c.id, "ts": m.ts} for c in channels for m in mentions_of(slack, user, c)),
            key=lambda mention: mention["ts"],
        ),
        "views": [_view_json(slack, v) for v in slack.stacks.of(user.id)],
        "homes": {app_id: _view_json(slack, home) for app_id, home in homes.items()},
        "notices": slack.notices.get(user.id, []),
    }


def _find_app(slack: Slack, channel: Channel) -> App | None:
    """The app that a direct message is with."""
    return next(iter(slack.apps_in(channel)), None) if channel.kind == "im" else None


def _describe_name(slack: Slack, user: User, channel: Channel) -> str:
    app = _find_app(slack, channel)
    if app:
        return app.bot().real_name
    return f"{user.real_name} (you)" if channel.kind == "im" else channel.name


def mentions_of(slack: Slack, user: User, channel: Channel) -> list[Message]:
    """The messages of a channel that mentioned this person."""
    return [m for m in slack.workspace.messages.get(channel.id, ()) if user.id in m.notified]


def _visible_people(slack: Slack, user: User, channels: list[Channel]) -> list[User]:
    """Whom a person sees: everybody, or for guests and outsiders whoever shares a channel."""
    everybody = slack.workspace.users.values()
    if not (user.is_restricted or user.team):
        return list(everybody)
    nearby = {user.id, SLACKBOT}
    for channel in channels:
        nearby |= {*channel.members}
        nearby |= {message.user for message in slack.workspace.messages.get(channel.id, ())}
    return [each for each in everybody if each.id in nearby]


def _user_json(slack: Slack, user: User) -> JSON:
    team = slack.workspace.teams.get(user.team)
    return {
        "id": user.id,
        "name": user.name,
        "real_name": user.real_name,
        "title": user.title,
        "color": user.color,
        "tz": user.tz,
        "is_bot": user.is_bot,
        "is_guest": user.is_restricted,
        "is_deactivated": user.deleted,
        "is_stranger": bool(user.team),
        "is_admin": user.is_admin,
        "is_owner": user.is_owner,
        "is_member": user.is_member,
        "team": team.name if team else "",
        "email": user.email,
        "status": f"{user.status_emoji} {user.status_text}".strip(),
    }


def _channel_messages(slack: Slack, user: User, channel: Channel) -> list[JSON]:
    threads = unread.group_replies(slack, channel)
    return [
        _message_json(slack, message, user, threads.get(message.ts, []))
        for message in slack.workspace.messages.get(channel.id, ())
        if message.visible_to in {None, user.id}
    ]


def _message_json(slack: Slack, message: Message, user: User, replies: list[Message]) -> JSON:
    shown: JSON = {
        "ts": message.ts,
        "channel": message.channel,
        "user": message.user,
        "is_bot": slack.workspace.users[message.user].is_bot,
        "text": message.text,
        "blocks": message.blocks,
        "edited": bool(message.edited),
        "ephemeral": bool(message.visible_to),
        "deleted": message.deleted,
        "subtype": message.subtype,
        "username": message.username,
        "icon": message.icon,
        "attachments": message.attachments,
        "reactions": [{"name": n, "users": users} for n, users in message.reactions.items()],
        "pinned_by": message.pinned_by,
        "assistant": message.assistant,
        "streaming": bool(message.streaming),
        "reply_count": len(replies),
        "reply_users": list(dict.fromkeys(reply.user for reply in replies)),
        "files": [
            {"id": f.id, "name": f.name, "size": f.size, "url": f"/-/files/{f.id}"}
            for f in (slack.workspace.files[i] for i in message.files)
        ],
    }
    if message.thread_ts:
        shown["thread_ts"] = message.thread_ts
    if replies and unread.follows_thread(user, message, replies):
        unread_replies = unread.list_unread_replies(slack, user, message, replies)
        shown |= {
            "is_followed": True,
            "latest_reply": replies[-1].ts,
            "unread_replies": len(unread_replies),
            "first_unread": unread_replies[0].ts if unread_replies else None,
        }
    return shown


def _view_json(slack: Slack, view: View) -> JSON:
    app = slack.find_app_by_id(view.app)
    return (objects.view_object(app, view) if app else {}) | {
        "errors": view.errors,
        "typed_elsewhere": view.typed_elsewhere,
    }
