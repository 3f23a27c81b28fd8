"""The fields of a payload of Slack's, as what they must be.

`replace_surrogates` comes first: JSON can spell half a surrogate pair, and UTF-8 can't.
"""

from __future__ import annotations

import re
from typing import Any, TypeAlias, TypeGuard

Json: TypeAlias = dict[str, Any]

_SURROGATE = re.compile(r"[\ud800-\udfff]")
_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


class BadPayloadError(Exception):
    """Slack's payload lacks a field that its kind has. The text names it, never its content."""


def replace_surrogates(part: Any) -> Any:  # noqa: ANN401 - JSON
    """Make every text of a payload one that can be encoded."""
    if isinstance(part, str):
        return part if part.isascii() else _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", part)
    if isinstance(part, dict):
        return {replace_surrogates(key): replace_surrogates(value) for key, value in part.items()}
    return [replace_surrogates(entry) for entry in part] if isinstance(part, list) else part


def is_id(value: object) -> TypeGuard[str]:
    """Whether a value is the id of a workspace or a person; nothing else may get into a key."""
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def read_id(body: Json, name: str) -> str:
    """Read the id of a workspace or a person."""
    value = read_text(body, name)
    if not is_id(value):
        raise BadPayloadError(name)
    return value


def read_object(body: Json, name: str) -> Json:
    """Read an object that must be there."""
    value = body.get(name)
    if not isinstance(value, dict):
        raise BadPayloadError(name)
    return value


def read_text(body: Json, name: str) -> str:
    """Read a text that must be there."""
    value = body.get(name)
    if not isinstance(value, str):
        raise BadPayloadError(name)
    return value


def read_optional(body: Json, name: str) -> str:
    """Read a text, empty if there is none."""
    value = body.get(name)
    return value if isinstance(value, str) else ""
