"""The people that a message mentions: `<@U1>` in mrkdwn, and users in rich text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_MENTION = re.compile(r"<@([^<>|]+)(?:\|[^<>]*)?>")


def mentioned_users(text: str, blocks: list[dict[str, Any]]) -> set[str]:
    """The ids of the users that text or blocks mention."""
    return {*_MENTION.findall(text), *_users(blocks)}


def _users(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        if part.get("type") == "mrkdwn":
            yield from _MENTION.findall(str(part.get("text")))
        if part.get("type") == "user":
            yield str(part.get("user_id"))
        part = list(part.values())
    if isinstance(part, list):
        for inner in part:
            yield from _users(inner)
