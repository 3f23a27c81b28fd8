"""Reads the stored samples, and puts a sample store into a real one."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.desk import submission

if TYPE_CHECKING:
    import redis

    JSON = dict[str, Any]

FOLDER = Path(__file__).parent


def read(name: str) -> Any:  # noqa: ANN401 - JSON
    """The content of a sample file, such as `v1/views.json`."""
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def restore(store: redis.Redis, name: str) -> None:
    """Write every key of a sample store, with the time that it had left."""
    for row in read(name):
        key, value = row["key"], row["value"]
        match row["type"]:
            case "string":
                store.set(key, _bytes(value))
            case "hash":
                store.hset(key, mapping={field: _bytes(text) for field, text in value.items()})
            case "zset":
                store.zadd(key, value)
        if "expires_in" in row:
            store.expire(key, row["expires_in"])


def sent_form(view: JSON) -> JSON:
    """The request that Slack sends when the person presses the button of a form that stood open."""
    request = submission(view["callback_id"], {}, user={"id": view["user"], "team_id": "T0LOCAL"})
    request["view"] |= {
        "private_metadata": view["private_metadata"],
        "blocks": view["blocks"],
        "state": {"values": view["values"]},
    }
    return request


def _bytes(text: str) -> bytes:
    kind, _, rest = text.partition(":")
    return base64.b64decode(rest) if kind == "base64" else text.encode()
