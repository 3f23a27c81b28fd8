"""reactions.add, remove, get, list. Sources: docs.slack.dev/reference/methods/reactions.*."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from local_slack import marks, objects
from local_slack.errors import SlackError
from local_slack.methods.arguments import Method, method
from local_slack.methods.conversations import find_message, paginate

if TYPE_CHECKING:
    from local_slack.methods.arguments import Arguments
    from local_slack.slack import App
    from local_slack.state.workspace import Message

    JSON = dict[str, Any]


async def add_reaction(app: App, arguments: Arguments) -> JSON:
    """React to a message, also in a public channel that the app is not in."""
    name = arguments.required("name")
    message = find_message(app, arguments, "timestamp")
    if app.slack.workspace.channels[message.channel].is_archived:
        raise SlackError("is_archived")
    marks.react(app.slack, message, app.bot_user, name)
    return {}


async def remove_reaction(app: App, arguments: Arguments) -> JSON:
    """Take the app's own reaction away."""
    name = arguments.required("name")
    marks.unreact(app.slack, find_message(app, arguments, "timestamp"), app.bot_user, name)
    return {}


async def get_reactions(app: App, arguments: Arguments) -> JSON:
    """The reactions to a message."""
    return _item(app, find_message(app, arguments, "timestamp"))


async def list_reactions(app: App, arguments: Arguments) -> JSON:
    """What a person has reacted to, by default the app itself, the latest first, by page."""
    user = arguments.text("user") or app.bot_user
    if user not in app.slack.workspace.users:
        raise SlackError("user_not_found")
    visible = [
        message
        for channel in app.slack.workspace.channels.values()
        if channel.kind == "public" or app.bot_user in channel.members
        for message in app.slack.workspace.messages.get(channel.id, ())
        if any(user in users for users in message.reactions.values())
    ]
    visible.sort(key=lambda message: message.ts, reverse=True)
    return paginate("items", [_item(app, message) for message in visible], arguments)


def _item(app: App, message: Message) -> JSON:
    return {
        "type": "message",
        "channel": message.channel,
        "message": objects.message_object(app.slack, message)
        | {"permalink": objects.permalink(app.slack, message)},
    }


METHODS: dict[str, Method] = {
    "reactions.add": method(add_reaction, "reactions:write"),
    "reactions.remove": method(remove_reaction, "reactions:write"),
    "reactions.get": method(get_reactions, "reactions:read"),
    "reactions.list": method(list_reactions, "reactions:read"),
}
