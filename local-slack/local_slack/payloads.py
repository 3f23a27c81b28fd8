"""What Slack sends to an app, field by field.

Sources: docs.slack.dev, /interactivity/implementing-slash-commands,
/reference/interaction-payloads, /apis/events-api. Where Slack leaves something out, so do these:
an action in an ephemeral message has no `message`, a view_submission no `response_url`, a
view_closed no values.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from local_slack.block_kit import elements
from local_slack.objects import message_object, view_object
from local_slack.state.workspace import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from local_slack.slack import App, Slack
    from local_slack.state.manifest import Shortcut
    from local_slack.state.views import View
    from local_slack.state.workspace import Channel, User

    JSON = dict[str, Any]

TOKEN = "deprecated-verification-token"  # noqa: S105 - Slack still sends one; nobody reads it


def command(app: App, user: User, channel: Channel, name: str, text: str) -> JSON:
    """The form of a slash command. It has no thread: commands do not run in threads."""
    return {
        "token": TOKEN,
        "team_id": app.slack.workspace.id,
        "team_domain": app.slack.workspace.domain,
        "channel_id": channel.id,
        "channel_name": channel_name(app.slack, channel),
        "user_id": user.id,
        "user_name": user.name,
        "command": name,
        "text": text,
        "api_app_id": app.id,
        "is_enterprise_install": "false",
        "response_url": app.create_response_url(user, channel),
        "trigger_id": app.triggers.create(user.id),
    }


def block_actions_in_message(
    app: App, user: User, message: Message, action: JSON, values: JSON
) -> JSON:
    """A click in a message."""
    channel = app.slack.workspace.channels[message.channel]
    return _interaction(app, user, "block_actions") | {
        **_in_message(app.slack, message, action["block_id"]),
        "trigger_id": app.triggers.create(user.id),
        "state": {"values": values},
        "response_url": app.create_response_url(user, channel, message),
        "actions": [action],
        **_execution_fields(app, message),
    }


def block_actions_in_view(app: App, user: User, view: View, action: JSON) -> JSON:
    """A click in a modal or a Home tab."""
    return _interaction(app, user, "block_actions") | {
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": app.triggers.create(user.id, in_modal=view.body["type"] == "modal"),
        "view": view_object(app, view),
        "actions": [action],
    }


def block_suggestion(app: App, user: User, place: Message | View, typed: JSON) -> JSON:
    """What a person has `typed` in an external select. It has no trigger_id or response_url."""
    if isinstance(place, Message):
        where = _in_message(app.slack, place, typed["block_id"])
    else:
        container = {"type": "view", "view_id": place.id}
        where = {"container": container, "view": view_object(app, place)}
    return _interaction(app, user, "block_suggestion") | where | typed


def view_submission(app: App, user: User, view: View) -> JSON:
    """A submitted modal."""
    return _interaction(app, user, "view_submission") | {
        "trigger_id": app.triggers.create(user.id, in_modal=True),
        "view": view_object(app, view),
        "response_urls": [*_response_urls(app, user, view)],
    }


def _response_urls(app: App, user: User, view: View) -> Iterator[JSON]:
    """An address for each conversation that was chosen where a select asks for one.

    A person's id stands for the direct message with them, and stays in `channel_id`. Here people
    have one only with themselves.
    """
    values = view.values()
    channels = {**app.slack.workspace.channels, user.id: app.slack.workspace.own_space(user.id)}
    for block, element in elements.find_all(view.blocks):
        if element.get("response_url_enabled"):
            state = values[block["block_id"]][element["action_id"]]
            chosen = state[elements.STATES[element["type"]].key]
            channel = channels.get(chosen)
            if channel:
                yield {
                    "block_id": block["block_id"],
                    "action_id": element["action_id"],
                    "channel_id": chosen,
                    "response_url": app.create_response_url(user, channel),
                }


def view_closed(app: App, user: User, view: View, *, is_cleared: bool) -> JSON:
    """A dismissed modal. Slack leaves out what was typed in it."""
    return _interaction(app, user, "view_closed") | {
        "view": view_object(app, view) | {"state": {"values": {}}},
        "is_cleared": is_cleared,
    }


def shortcut(app: App, user: User, used: Shortcut, message: Message | None) -> JSON:
    """A global shortcut, or one on a message."""
    payload = _interaction(app, user, "message_action" if message else "shortcut") | {
        "callback_id": used.callback_id,
        "trigger_id": app.triggers.create(user.id),
        "action_ts": app.slack.workspace.next_ts(app.slack.clock.now()),
    }
    if message:
        channel = app.slack.workspace.channels[message.channel]
        payload |= {
            "channel": {"id": channel.id, "name": channel_name(app.slack, channel)},
            "message_ts": message.ts,
            "message": message_object(app.slack, message),
            "response_url": app.create_response_url(user, channel),  # cannot replace it
        }
    return payload


def event(app: App, inner: JSON) -> JSON:
    """The envelope of an event."""
    slack = app.slack
    channel = slack.workspace.channels.get(str(inner.get("channel")))
    return {
        "token": TOKEN,
        "team_id": slack.workspace.id,
        "context_team_id": slack.workspace.id,
        "context_enterprise_id": None,
        "api_app_id": app.id,
        "event": {"event_ts": slack.workspace.next_ts(slack.clock.now()), **inner},
        "type": "event_callback",
        "event_id": "Ev" + secrets.token_hex(5).upper(),
        "event_time": int(slack.clock.now()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": slack.workspace.id,
                "user_id": app.bot_user,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": bool(channel and channel.is_ext_shared),
    }


def channel_name(slack: Slack, channel: Channel) -> str:
    """A channel's name in payloads. The names of private channels are usually left out."""
    if channel.kind == "private" and not slack.settings.private_names:
        return "privategroup"
    return "directmessage" if channel.kind == "im" else channel.name


def _execution_fields(app: App, message: Message) -> JSON:
    """What a click in a message of a step's carries, so that the app can end the step."""
    execution = app.slack.executions.get(message.execution)
    if execution is None:
        return {}
    return {
        "bot_access_token": execution.token,
        "function_data": {
            "execution_id": execution.id,
            "function": {"callback_id": execution.step.callback_id},
            "inputs": execution.inputs,
        },
    }


def _in_message(slack: Slack, message: Message, block_id: str) -> JSON:
    """Where an interaction happened. An ephemeral message itself is left out."""
    channel = slack.workspace.channels[message.channel]
    container: JSON = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": bool(message.visible_to),
    }
    attachment = message.find_attachment(block_id)
    if attachment:
        is_unfurl = bool(attachment.get("is_app_unfurl"))
        container |= {
            "type": "message_attachment",
            "attachment_id": attachment["id"],
            "is_app_unfurl": is_unfurl,
        }
        if is_unfurl:
            container["app_unfurl_url"] = attachment["app_unfurl_url"]
    if message.is_reply:
        container["thread_ts"] = message.thread_ts
    place: JSON = {
        "container": container,
        "channel": {"id": channel.id, "name": channel_name(slack, channel)},
    }
    return place if message.visible_to else place | {"message": message_object(slack, message)}


def _interaction(app: App, user: User, kind: str) -> JSON:
    team = app.slack.workspace
    return {
        "type": kind,
        "token": TOKEN,
        "team": {"id": team.id, "domain": team.domain},
        "user": {
            "id": user.id,
            "username": user.name,
            "name": user.name,
            "team_id": user.team or team.id,
        },
        "api_app_id": app.id,
        "enterprise": None,
        "is_enterprise_install": False,
    }
