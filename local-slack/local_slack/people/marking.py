"""What people do to messages that are posted: reactions, pins, and edits of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from local_slack import marks, messages
from local_slack.errors import ActError, SlackError
from local_slack.people import typed

if TYPE_CHECKING:
    from local_slack.slack import Slack
    from local_slack.state.workspace import Message, User

    JSON = dict[str, Any]

SENTENCES = {
    "invalid_name": "There is no emoji of that name.",
    "already_reacted": "You have reacted with that already.",
    "no_reaction": "You have not reacted with that.",
    "too_many_emoji": "This message has as many different reactions as fit.",
    "already_pinned": "This message is pinned already.",
    "no_pin": "This message is not pinned.",
    "too_many_pins": "This channel has as many pins as fit.",
}


def mark(slack: Slack, user: User, message: Message, body: JSON) -> None:
    """Do `body["do"]` to a message: react, unreact, pin, unpin, edit. Raises ActError."""
    channel = slack.workspace.channels[message.channel]
    if user.id not in channel.members:
        raise ActError("Join the channel to do that.")
    if channel.is_archived:
        raise ActError("This channel is archived.")
    if message.visible_to:
        raise ActError("Only you can see this message.")
    try:
        match body["do"]:
            case "react":
                marks.react(slack, message, user.id, str(body.get("name")))
            case "unreact":
                marks.unreact(slack, message, user.id, str(body.get("name")))
            case "pin":
                marks.pin(slack, message, user.id)
            case "unpin":
                marks.unpin(slack, message, user.id)
            case _:
                _edit(slack, user, message, str(body.get("text") or "").strip())
    except SlackError as error:
        raise ActError(SENTENCES[error.code]) from error


def _edit(slack: Slack, user: User, message: Message, text: str) -> None:
    if message.user != user.id:
        raise ActError("You can edit only your own messages.")
    if not text:
        raise ActError("Type a message first.")
    messages.edit(slack, message, typed.write_message(slack, text), [])
