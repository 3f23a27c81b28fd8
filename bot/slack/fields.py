"""The fields of a payload of Slack's, as what they must be.

Half a surrogate pair, which JSON can spell but UTF-8 can't, is replaced by `whole`, before anything
is made of it.
"""

from __future__ import annotations

import re
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]

_SURROGATE = re.compile(r"[\ud800-\udfff]")
_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


class BadPayload(Exception):  # noqa: N818 - it says what the payload is
    """Slack's payload lacks a field that its kind has. The text names it, never its content."""


def whole(found: Any) -> Any:  # noqa: ANN401 - JSON
    """A payload in which every text can be encoded."""
    if isinstance(found, str):
        return found if found.isascii() else _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", found)
    if isinstance(found, dict):
        return {whole(name): whole(value) for name, value in found.items()}
    return [whole(one) for one in found] if isinstance(found, list) else found


def identifier(body: Json, name: str) -> str:
    """A workspace or a person; what is no id must not get into a key."""
    found = text(body, name)
    if not _ID.fullmatch(found):
        raise BadPayload(name)
    return found


def part(body: Json, name: str) -> Json:
    """An object that must be there."""
    found = body.get(name)
    if not isinstance(found, dict):
        raise BadPayload(name)
    return found


def text(body: Json, name: str) -> str:
    """A text that must be there."""
    found = body.get(name)
    if not isinstance(found, str):
        raise BadPayload(name)
    return found


def optional(body: Json, name: str) -> str:
    """A text, empty where there is none."""
    found = body.get(name)
    return found if isinstance(found, str) else ""
