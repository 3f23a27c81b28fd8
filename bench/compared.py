"""The apps that Hiring Desk is compared with: `python -m bench.compared NAME PORT` serves one.

All run in the bot's own uvicorn with equal settings. Bolt has its own ASGI adapter and all its
defaults; its one listener acknowledges and does nothing else.
"""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING

import uvloop
from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.server import listen, serve, watch_stop_signals
from bot.slack.signature import SignatureCheck
from bot.slack.web import EVENTS_PATH

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

TOKEN = "xoxb-sample"  # noqa: S105 - a sample
SIGNING_SECRET = "sample-signing-secret"  # noqa: S105 - a sample

SIGNATURE = SignatureCheck(SIGNING_SECRET, time.time)

EMPTY_BOLT, STOCK_BOLT, BARE = "empty", "stock", "bare"


def build_app(name: str, port: int) -> ASGIApp:
    """The application of this name. Bolt calls `auth.test` at its start, on this port."""
    if name == BARE:
        return bare
    app = AsyncApp(
        client=AsyncWebClient(TOKEN, base_url=f"http://127.0.0.1:{port}/api/"),
        signing_secret=SIGNING_SECRET,
        process_before_response=name == EMPTY_BOLT,
    )
    app.command("/salary")(acknowledge)
    bolt = AsyncSlackRequestHandler(app, path=EVENTS_PATH)

    async def route(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] == EVENTS_PATH:
            await bolt(dict(scope), receive, send)
        else:
            await auth_test(scope, receive, send)

    return route


async def acknowledge(ack: AsyncAck) -> None:
    """The one listener of an otherwise empty Bolt app."""
    await ack()


async def bare(scope: Scope, receive: Receive, send: Send) -> None:
    """What every bot must do at least: read the body and check the signature."""
    headers = dict(scope["headers"])
    body = await _read(receive)
    wrong = SIGNATURE.find_problem(
        headers.get(b"x-slack-request-timestamp"), headers.get(b"x-slack-signature"), body
    )
    await _answer(send, 401 if wrong else 200, b"")


async def auth_test(_: Scope, receive: Receive, send: Send) -> None:
    """Slack's answer to `auth.test`."""
    await _read(receive)
    identity = {"ok": True, "team_id": "T0SAMPLE", "user_id": "U0SAMPLE", "bot_id": "B0SAMPLE"}
    await _answer(send, 200, json.dumps(identity).encode())


async def _read(receive: Receive) -> bytes:
    body: bytes = b""
    while True:
        part = await receive()
        body += part["body"]
        if not part["more_body"]:
            return body


async def _answer(send: Send, status: int, body: bytes) -> None:
    headers = [
        (b"content-length", str(len(body)).encode()),
        (b"content-type", b"application/json"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _serve(name: str, port: int) -> None:
    await serve(build_app(name, port), [listen("127.0.0.1", port)], watch_stop_signals())


if __name__ == "__main__":
    uvloop.run(_serve(sys.argv[1], int(sys.argv[2])))
