"""COMMAND_PREFIX: our commands under longer names, where another app has the short ones.

With `hd-`, `/jd` is `/hd-jd`. Our sentences name commands in backticks; they are changed in what
leaves for Slack, after everything else. Texts of other kinds, and what people typed, stay.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from blocks.commands import COMMANDS

if TYPE_CHECKING:
    from bot.slack.replies import Reply

_NAMES = "|".join(re.escape(name[1:]) for name in COMMANDS)
_IN_BACKTICKS = re.compile(rf"`/(?=(?:{_NAMES})\b)")
_ANYWHERE = re.compile(rf"(?<![\w/])/(?=(?:{_NAMES})\b)")

# Where a text of ours may name a command: Slack shows backticks in these only.
_WITH_MARKUP = ("text", "errors")
_WITHOUT_MARKUP = ("plain_text", "raw_text")


class CommandNames:
    """The names under which Slack has our commands."""

    def __init__(self, prefix: str = "") -> None:
        self._prefix = prefix

    def name(self, command: str) -> str:
        """The name of one of our commands, such as `/hd-jd` for `/jd`."""
        return f"/{self._prefix}{command[1:]}"

    def rename_in_text(self, text: str) -> str:
        """A text in which nobody else can have written, with or without backticks."""
        return _ANYWHERE.sub(f"/{self._prefix}", text)

    def rename_in_payload(self, payload: Any) -> Any:  # noqa: ANN401 - JSON
        """Arguments of a method, a message or a view."""
        return self._rename(payload, "") if self._prefix else payload

    def rename_in_reply(self, reply: Reply) -> Reply:
        """What answers a request."""
        if not self._prefix or not reply.body:
            return reply
        return replace(reply, body=json.dumps(self._rename(json.loads(reply.body), "")))

    def _rename(self, part: Any, place: str) -> Any:  # noqa: ANN401 - JSON
        if isinstance(part, dict):
            if part.get("type") in _WITHOUT_MARKUP:
                return part
            # The errors of a form have the names of its fields as keys.
            return {
                key: self._rename(inner, place if place == "errors" else key)
                for key, inner in part.items()
            }
        if isinstance(part, list | tuple):
            return [self._rename(inner, place) for inner in part]
        if isinstance(part, str) and place in _WITH_MARKUP:
            return _IN_BACKTICKS.sub(f"`/{self._prefix}", part)
        return part
