"""The people that a message mentions: `<@U1>`, `<!subteam^S1>`, `<!here>`, and their rich text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

EVERYBODY = "!"
"""Instead of an id: `<!here>`, `<!channel>` or `<!everyone>`."""

_MENTION = re.compile(
    r"<(?:@([^<>|]+)|!subteam\^([^<>|]+)|(!)(?:here|channel|everyone))(?:\|[^<>]*)?>"
)


def mentioned_users(text: str, blocks: list[dict[str, Any]]) -> set[str]:
    """The ids of the users and user groups that text or blocks mention, and `EVERYBODY`."""
    return {*_find(text), *_users(blocks)}


def _find(text: str) -> Iterator[str]:
    for user, group, everybody in _MENTION.findall(text):
        yield user or group or everybody


def _users(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        if part.get("type") == "mrkdwn":
            yield from _find(str(part.get("text")))
        if part.get("type") == "user":
            yield str(part.get("user_id"))
        if part.get("type") == "usergroup":
            yield str(part.get("usergroup_id"))
        if part.get("type") == "broadcast":
            yield EVERYBODY
        part = list(part.values())
    if isinstance(part, list):
        for inner in part:
            yield from _users(inner)
