"""What people type, as Slack hands it to apps: `@sam` becomes `<@U0SAM>`, an address `<https://…>`.

An emoji becomes its name in messages, so that an app that listens to `:wave:` hears it.

Sources: docs.slack.dev/messaging/formatting-message-text and, for commands with `should_escape`,
docs.slack.dev/interactivity/implementing-slash-commands.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from local_slack.state.emoji import name_characters

if TYPE_CHECKING:
    from collections.abc import Callable

    from local_slack.slack import Slack

CODE = re.compile(r"(```.*?```|`[^`\n]+`)", re.DOTALL)
EVERYBODY = {"here", "channel", "everyone"}
TOKEN = re.compile(
    r"(?P<address>(?<!\w)https?://[^\s<>|]*[^\s<>|.,;:!?)'\"*_~])"
    r"|(?<![\w@#./-])(?P<sign>[@#])(?P<word>\w[\w.-]*)"
)


def write_message(slack: Slack, typed: str) -> str:
    """A typed message as mrkdwn. Names, addresses and emoji in code stay as they are."""
    escaped = typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    parts = CODE.split(escaped)
    parts[::2] = [name_characters(_link(slack, part, _mention)) for part in parts[::2]]
    return "".join(parts)


def escape_command(slack: Slack, typed: str) -> str:
    """The text of a command with `should_escape`; its ids carry names: `<@U0SAM|sam>`."""
    return _link(slack, typed, lambda user_id, name: f"<@{user_id}|{name}>")


def _mention(user_id: str, _: str) -> str:
    return f"<@{user_id}>"


def _link(slack: Slack, text: str, mention: Callable[[str, str], str]) -> str:
    people = {user.name.lower(): user for user in slack.workspace.users.values()}
    groups = {group.handle: group for group in slack.workspace.groups.values()}
    channels = {c.name: c for c in slack.workspace.channels.values() if c.name}

    def replace(match: re.Match[str]) -> str:
        if match["address"]:
            return f"<{match[0]}>"
        # A full stop or a dash may end the sentence rather than belong to the name.
        for end in range(len(match["word"]), 0, -1):
            name, rest = match["word"][:end].lower(), match["word"][end:]
            if rest and rest[0] not in ".-":
                continue
            if match["sign"] == "#" and name in channels:
                channel = channels[name]
                label = "" if channel.kind == "private" else channel.name
                return f"<#{channel.id}|{label}>{rest}"
            if match["sign"] == "@" and name in people:
                return mention(people[name].id, people[name].name) + rest
            if match["sign"] == "@" and name in groups:
                return f"<!subteam^{groups[name].id}>{rest}"
            if match["sign"] == "@" and name in EVERYBODY:
                return f"<!{name}>{rest}"
        return match[0]

    return TOKEN.sub(replace, text)
