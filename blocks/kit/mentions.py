"""Messages that notify nobody: Slack notifies the people that a new message mentions."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from blocks.kit.surface import Message
from blocks.mrkdwn import Mrkdwn, clean, escape

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_MENTION = re.compile(r"<@([^<>|]+)>")
UNKNOWN_PERSON = Mrkdwn("someone")


def list_mentioned_people(message: Message) -> set[str]:
    """The ids of the people that a message mentions."""
    texts = [message.text, *_list_texts(message.blocks)]
    return {user for text in texts for user in _MENTION.findall(text)}


def replace_mentions_with_names(message: Message, names: Mapping[str, str]) -> Message:
    """The message with plain names instead of mentions; `names` are by user id.

    It is never longer than the original, so Slack's limits still hold: a name that is too long is
    shortened to its first word, or left out.
    """

    def choose_name(match: re.Match[str]) -> str:
        words = clean(names.get(match[1], "")).split()
        for shown in (escape(" ".join(words)), escape("".join(words[:1]))):
            if shown and len(json.dumps(shown)) - 2 <= len(match[0]):  # without its quotes
                return shown
        return UNKNOWN_PERSON

    def replace_mentions(part: Any) -> Any:  # noqa: ANN401 - JSON
        if isinstance(part, dict):
            text = {"text": _MENTION.sub(choose_name, part["text"])} if _is_parsed(part) else {}
            return {key: replace_mentions(inner) for key, inner in part.items()} | text
        return (
            [replace_mentions(inner) for inner in part] if isinstance(part, list | tuple) else part
        )

    text = Mrkdwn(_MENTION.sub(choose_name, message.text))
    return Message(text, tuple(replace_mentions(message.blocks)))


def _list_texts(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        if _is_parsed(part):
            yield part["text"]
        part = list(part.values())
    if isinstance(part, list | tuple):
        for inner in part:
            yield from _list_texts(inner)


def _is_parsed(part: dict[str, Any]) -> bool:
    """Whether it is text in which Slack looks for mentions; it shows plain text unchanged."""
    return part.get("type") == "mrkdwn"
