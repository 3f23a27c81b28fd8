"""pins.add, remove, list. Sources: docs.slack.dev/reference/methods/pins.*."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from local_slack import marks
from local_slack.errors import SlackError
from local_slack.methods.arguments import Method, method
from local_slack.methods.conversations import find_message, load_channel

if TYPE_CHECKING:
    from local_slack.methods.arguments import Arguments
    from local_slack.slack import App
    from local_slack.state.workspace import Message

    JSON = dict[str, Any]


async def add_pin(app: App, arguments: Arguments) -> JSON:
    """Pin a message to its channel."""
    marks.pin(app.slack, _find_message(app, arguments), app.bot_user)
    return {}


async def remove_pin(app: App, arguments: Arguments) -> JSON:
    """Take a pin away."""
    marks.unpin(app.slack, _find_message(app, arguments), app.bot_user)
    return {}


async def list_pins(app: App, arguments: Arguments) -> JSON:
    """The pins of a channel, the latest first."""
    channel = load_channel(app, arguments)
    pinned = marks.find_pinned(app.slack, channel.id)
    return {"items": [marks.pin_object(app.slack, message) for message in pinned]}


def _find_message(app: App, arguments: Arguments) -> Message:
    channel = load_channel(app, arguments)
    if app.bot_user not in channel.members:
        raise SlackError("not_in_channel")
    return find_message(app, arguments, "timestamp")


METHODS: dict[str, Method] = {
    "pins.add": method(add_pin, "pins:write"),
    "pins.remove": method(remove_pin, "pins:write"),
    "pins.list": method(list_pins, "pins:read"),
}
