"""What people and apps put on messages, reactions and pins, and the events that tell the apps.

Sources: docs.slack.dev/reference/events/reaction_added, /reaction_removed, /pin_added,
/pin_removed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from local_slack import events, objects
from local_slack.errors import SlackError
from local_slack.state.emoji import is_emoji

if TYPE_CHECKING:
    from local_slack.slack import Slack
    from local_slack.state.workspace import Channel, Message

    JSON = dict[str, Any]

MOST_EMOJI = 50  # on a message; Slack: too_many_emoji
MOST_PINS = 100  # in a channel; Slack: too_many_pins


def react(slack: Slack, message: Message, user: str, given: str) -> None:
    """Add a reaction. Raises SlackError: invalid_name, already_reacted, too_many_emoji."""
    name = given.strip(":")
    if not is_emoji(slack.workspace, name):
        raise SlackError("invalid_name")
    if user in message.reactions.get(name, ()):
        raise SlackError("already_reacted")
    if name not in message.reactions and len(message.reactions) >= MOST_EMOJI:
        raise SlackError("too_many_emoji")
    message.reactions.setdefault(name, []).append(user)
    _announce_reaction(slack, message, user, name, "reaction_added")


def unreact(slack: Slack, message: Message, user: str, given: str) -> None:
    """Take a person's own reaction away. Raises SlackError: invalid_name, no_reaction."""
    name = given.strip(":")
    if not is_emoji(slack.workspace, name):
        raise SlackError("invalid_name")
    if user not in message.reactions.get(name, ()):
        raise SlackError("no_reaction")
    message.reactions[name].remove(user)
    if not message.reactions[name]:
        del message.reactions[name]
    _announce_reaction(slack, message, user, name, "reaction_removed")


def pin(slack: Slack, message: Message, user: str) -> None:
    """Pin a message to its channel. Raises SlackError: already_pinned, too_many_pins."""
    if message.pinned_by:
        raise SlackError("already_pinned")
    if len(find_pinned(slack, message.channel)) >= MOST_PINS:
        raise SlackError("too_many_pins")
    message.pinned_by, message.pinned_at = user, int(slack.clock.now())
    _announce_pin(slack, message, _pin_event(slack, message, user, "pin_added"))


def unpin(slack: Slack, message: Message, user: str) -> None:
    """Take a pin away. Raises SlackError: no_pin."""
    if not message.pinned_by:
        raise SlackError("no_pin")
    event = _pin_event(slack, message, user, "pin_removed")
    message.pinned_by, message.pinned_at = "", 0
    left = len(find_pinned(slack, message.channel))
    _announce_pin(slack, message, event | {"pin_count": str(left), "has_pins": bool(left)})


def find_pinned(slack: Slack, channel: str) -> list[Message]:
    """The pinned messages of a channel, the latest pin first."""
    pinned = [m for m in slack.workspace.messages.get(channel, ()) if m.pinned_by]
    return sorted(pinned, key=lambda message: message.pinned_at, reverse=True)


def pin_object(slack: Slack, message: Message) -> JSON:
    """A pin as events and pins.list show it."""
    return {
        "type": "message",
        "channel": message.channel,
        "created": message.pinned_at,
        "created_by": message.pinned_by,
        "message": objects.message_object(slack, message)
        | {"permalink": objects.permalink(slack, message)},
    }


def _announce_reaction(slack: Slack, message: Message, user: str, name: str, kind: str) -> None:
    slack.notify_viewers(message)
    item = {"type": "message", "channel": message.channel, "ts": message.ts}
    event = {
        "type": kind,
        "user": user,
        "reaction": name,
        "item": item,
        "item_user": message.user,
    }
    events.send(slack.apps_in(_channel(slack, message)), event)


def _pin_event(slack: Slack, message: Message, user: str, kind: str) -> JSON:
    return {
        "type": kind,
        "user": user,
        "channel_id": message.channel,
        "item": pin_object(slack, message),
        "item_user": message.user,
        "pin_count": str(len(find_pinned(slack, message.channel))),
        "pinned_info": {
            "channel": message.channel,
            "pinned_by": message.pinned_by,
            "pinned_ts": message.pinned_at,
        },
    }


def _announce_pin(slack: Slack, message: Message, event: JSON) -> None:
    slack.notify_viewers(message)
    events.send(slack.apps_in(_channel(slack, message)), event)


def _channel(slack: Slack, message: Message) -> Channel:
    return slack.workspace.channels[message.channel]
