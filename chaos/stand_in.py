"""A stand-in for Slack that takes many posts a second and remembers all of them.

`python -m chaos.stand_in PORT` serves it. Every person and every private channel exists. It does
not check blocks: `local_slack` does, and is slower. What scenarios can do:

- `POST /-/faults` {"seed": 1, "chat.postMessage": {"drop_after": 0.05, …}}: the shares of calls
  that fail. `drop_after` and `drop_before` close the connection after or before the call had
  its effect, `ratelimited` answers 429 with a pause of a second, `server_error` 503.
- `POST /-/people` {"U1": {"deleted": true}}: what `users.info` says of a person.
- `POST /-/latency` {"seconds": 0.1}: how long each call takes.
- `POST /-/unreadable` {"channels": ["C1"]}: their history takes a scope that the bot does not have.
- `GET /-/messages`: every message that was ever accepted, deleted ones too; see `Message`.
- `GET /-/calls`: how often each method was called.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
import zlib
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import Callable

    Json = dict[str, Any]

TENANT = "T0CHAOS"
BOT = "U0BOT"


@dataclass
class Message:
    """A message that was accepted. `at` and `deleted_at` are `time.time()`, 0 for never.

    `mark` is the random id in its metadata. `text` is the present one, `content` a checksum of
    the text and blocks, and `first` the text that it was posted with.
    """

    channel: str
    ts: str
    text: str
    mark: str
    thread: str
    at: float
    first: str
    content: int
    updates: int = 0
    deleted_at: float = 0.0


def checksum(text: str, blocks: str) -> int:
    """A number that identifies a message's text and blocks."""
    return zlib.crc32(f"{text}{blocks}".encode())


class RefusalError(Exception):
    """An error code."""


class State:
    """Everything that the stand-in knows."""

    def __init__(self) -> None:
        self.messages: dict[str, dict[str, Message]] = {}
        self.people: dict[str, Json] = {}
        self.calls: dict[str, int] = {}
        self.faults: Json = {}
        self.latency = 0.0
        self.unreadable: set[str] = set()
        self.random = random.Random(0)
        self._ticks = 0

    def ts(self) -> str:
        """The ts of a new message, greater than all before."""
        self._ticks += 1
        return f"{time.time():.0f}.{self._ticks:06d}"[-17:]

    def find_message(self, given: Json) -> Message:
        """The message of a call. Raises RefusalError if there is none, or it was deleted."""
        message = self.messages.get(given["channel"], {}).get(given["ts"])
        if message is None or message.deleted_at:
            raise RefusalError("message_not_found")
        return message

    def draw_fault(self, method: str) -> str:
        """The fault of the next call, drawn at random, "" for none."""
        drawn = self.random.random()
        for kind, share in self.faults.get(method, {}).items():
            drawn -= share
            if drawn < 0:
                return str(kind)
        return ""


def post_message(state: State, given: Json) -> Json:
    """chat.postMessage; to a person, it goes to their direct messages."""
    channel = _direct_message_id(given["channel"])
    metadata = json.loads(given.get("metadata", "{}"))
    root = state.messages.get(channel, {}).get(given.get("thread_ts", ""))
    message = Message(
        channel,
        state.ts(),
        given.get("text", ""),
        metadata.get("event_payload", {}).get("id", ""),
        root.ts if root and not root.deleted_at else "",
        time.time(),
        given.get("text", ""),
        checksum(given.get("text", ""), given.get("blocks", "")),
    )
    state.messages.setdefault(channel, {})[message.ts] = message
    return {"channel": channel, "ts": message.ts, "message": _message_json(message)}


def update_message(state: State, given: Json) -> Json:
    """chat.update."""
    message = state.find_message(given)
    message.text = given.get("text", "")
    message.content = checksum(message.text, given.get("blocks", ""))
    message.updates += 1
    return {"channel": message.channel, "ts": message.ts}


def delete_message(state: State, given: Json) -> Json:
    """chat.delete."""
    message = state.find_message(given)
    message.deleted_at = time.time()
    return {"channel": message.channel, "ts": message.ts}


def get_permalink(state: State, given: Json) -> Json:
    """chat.getPermalink."""
    message = state.find_message({"channel": given["channel"], "ts": given["message_ts"]})
    return {"permalink": f"https://slack.invalid/{message.channel}/{message.ts}"}


def read_history(state: State, given: Json) -> Json:
    """conversations.history and conversations.replies: the newest first, in pages."""
    if given["channel"] in state.unreadable:
        raise RefusalError("missing_scope")
    thread, limit = given.get("ts", ""), int(given.get("limit", 100))
    before, after = given.get("cursor") or "9", given.get("oldest", "")
    matching = [
        message
        for message in state.messages.get(given["channel"], {}).values()
        if not message.deleted_at
        and after < message.ts < before
        and thread in {message.thread, message.ts}
    ]
    page = sorted(matching, key=lambda message: message.ts, reverse=True)[:limit]
    more = page[-1].ts if len(matching) > limit else ""
    shown = [_message_json(message) for message in page]
    return {"messages": shown, "response_metadata": {"next_cursor": more}}


def _message_json(message: Message) -> Json:
    metadata = {"event_type": "hiring_desk", "event_payload": {"id": message.mark}}
    thread = {"thread_ts": message.thread} if message.thread else {}
    return {"ts": message.ts, "text": message.text, "metadata": metadata, **thread}


def _direct_message_id(channel: str) -> str:
    return f"D{channel[1:]}" if channel.startswith("U") else channel


def _user(state: State, given: Json) -> Json:
    user = {"id": given["user"], "name": given["user"].lower(), "tz_offset": 0}
    return {"user": user | state.people.get(given["user"], {})}


def _channel(_: State, given: Json) -> Json:
    flags = {"is_member": True, "is_private": True, "is_archived": False, "is_shared": False}
    return {"channel": {"id": given["channel"], "name": "sample", **flags}}


METHODS: dict[str, Callable[[State, Json], Json]] = {
    "api.test": lambda _, __: {},
    "apps.connections.open": lambda _, __: {},
    "auth.test": lambda _, __: {"team": "Sample", "team_id": TENANT, "user_id": BOT},
    "blocks.validate": lambda _, __: {},
    "chat.delete": delete_message,
    "chat.getPermalink": get_permalink,
    "chat.postEphemeral": lambda state, _: {"message_ts": state.ts()},
    "chat.postMessage": post_message,
    "chat.update": update_message,
    "conversations.history": read_history,
    "conversations.info": _channel,
    "conversations.members": lambda _, __: {"members": [BOT]},
    "conversations.open": lambda _, given: {"channel": {"id": _direct_message_id(given["users"])}},
    "conversations.replies": read_history,
    "users.info": _user,
    "views.open": lambda _, __: {"view": {"id": "V1", "hash": "1.a"}},
    "views.publish": lambda _, __: {"view": {"id": "V2", "hash": "1.a"}},
    "views.push": lambda _, __: {"view": {"id": "V3", "hash": "1.a"}},
    "views.update": lambda _, __: {"view": {"id": "V1", "hash": "1.b"}},
}


class Server:
    """The routes."""

    def __init__(self) -> None:
        self._state = State()

    def application(self) -> web.Application:
        """The application with all routes."""
        app = web.Application(client_max_size=4 * 1024 * 1024)
        app.add_routes(
            [
                web.post("/api/{method}", self.api),
                web.get("/api/{method}", self.api),
                web.post("/response/{any}", self.response),
                web.post("/-/{what}", self.configure),
                web.get("/-/messages", self.messages),
                web.get("/-/calls", self.calls),
            ]
        )
        return app

    async def api(self, request: web.Request) -> web.StreamResponse:
        """A call of the Web API."""
        state, method = self._state, request.match_info["method"]
        state.calls[method] = state.calls.get(method, 0) + 1
        given: Json = await _arguments(request)
        if state.latency:
            await asyncio.sleep(state.latency)
        fault = state.draw_fault(method)
        if fault == "ratelimited":
            limited = {"ok": False, "error": "ratelimited"}
            return web.json_response(limited, status=429, headers={"Retry-After": "1"})
        if fault == "server_error":
            return web.Response(status=503, text="unavailable")
        if fault == "drop_before":
            return _drop_connection(request)
        answer: Json = {"ok": False, "error": "unknown_method"}
        if known := METHODS.get(method):
            try:
                answer = {"ok": True} | known(state, given)
            except RefusalError as refusal:
                answer = {"ok": False, "error": str(refusal)}
        return _drop_connection(request) if fault == "drop_after" else web.json_response(answer)

    async def response(self, _: web.Request) -> web.Response:
        """A message to a response_url."""
        self._state.calls["response_url"] = self._state.calls.get("response_url", 0) + 1
        return web.Response(text="ok")

    async def configure(self, request: web.Request) -> web.Response:
        """Set faults, people, latency, or channels that can't be read."""
        given: Json = await request.json()
        match request.match_info["what"]:
            case "faults":
                self._state.random = random.Random(given.pop("seed", 0))
                self._state.faults = given
            case "people":
                self._state.people |= given
            case "latency":
                self._state.latency = float(given["seconds"])
            case "unreadable":
                self._state.unreadable |= set(given["channels"])
        return web.json_response({})

    async def messages(self, _: web.Request) -> web.Response:
        """Every message that was ever accepted."""
        every = [
            message for channel in self._state.messages.values() for message in channel.values()
        ]
        return web.json_response([asdict(message) for message in every])

    async def calls(self, _: web.Request) -> web.Response:
        """Method → how often it was called."""
        return web.json_response(self._state.calls)


async def _arguments(request: web.Request) -> Json:
    """A call's arguments, out of its address and its body; structures as JSON text."""
    if request.content_type != "application/json":
        return {**request.query, **await request.post()}
    body: Json = await request.json()
    return {
        name: json.dumps(value) if isinstance(value, dict | list | bool) else value
        for name, value in body.items()
    }


def _drop_connection(request: web.Request) -> web.Response:
    if request.transport:
        request.transport.abort()
    return web.Response()


if __name__ == "__main__":
    web.run_app(
        Server().application(),
        host="127.0.0.1",
        port=int(sys.argv[1]),
        print=lambda _: None,
        access_log=None,
    )
