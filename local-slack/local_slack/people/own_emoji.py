"""The workspace's own emoji, which people add and remove.

Source: docs.slack.dev/reference/events/emoji_changed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from local_slack import events
from local_slack.errors import ActError
from local_slack.state.emoji import load_names

if TYPE_CHECKING:
    from local_slack.slack import Slack

NAME = re.compile(r"[a-z0-9_+'-]{1,100}")


def add_emoji(slack: Slack, given: str, value: str) -> None:
    """Add an emoji: the address of its picture, or `alias:` and another name. Raises ActError."""
    name = given.strip(":").lower()
    if not NAME.fullmatch(name):
        raise ActError("A name has lower-case letters, digits, dashes and underscores only.")
    if name in load_names() or name in slack.workspace.emoji:
        raise ActError("That name is taken.")
    target = value.removeprefix("alias:")
    is_alias = target != value and (target in load_names() or target in slack.workspace.emoji)
    if not is_alias and not value.startswith("https://"):
        raise ActError("Give the address of a picture, https://…, or alias: and another emoji.")
    slack.workspace.emoji[name] = value
    _tell(slack, {"subtype": "add", "name": name, "value": value})


def remove_emoji(slack: Slack, given: str) -> None:
    """Remove an emoji. Raises ActError."""
    name = given.strip(":")
    if slack.workspace.emoji.pop(name, None) is None:
        raise ActError("The workspace has no such emoji of its own.")
    _tell(slack, {"subtype": "remove", "names": [name]})


def _tell(slack: Slack, change: dict[str, object]) -> None:
    slack.notify_windows([person.id for person in slack.workspace.people()])
    events.send(slack.apps, {"type": "emoji_changed", **change})
