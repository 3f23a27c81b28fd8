"""Socket Mode: payloads in envelopes over the app's websocket, acknowledged by envelope_id.

Slack: /apis/events-api/using-socket-mode. An app may hold ten connections; each payload goes to
any one of them.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from aiohttp import WSMsgType, web

from local_slack.delivery import UndeliveredError
from local_slack.errors import SlackError

if TYPE_CHECKING:
    from local_slack.slack import Slack

    JSON = dict[str, Any]

CONNECTIONS = 10
DEBUG_INFO = {"host": "local-slack", "build_number": 1, "approximate_connection_time": 3600}


class SocketMode:
    """The app's open websockets and the payloads that wait for their ack."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        self._tickets: set[str] = set()
        self._sockets: list[web.WebSocketResponse] = []
        self._waiting: dict[str, asyncio.Future[JSON]] = {}

    @property
    def connected(self) -> bool:
        """Whether an app listens on a websocket."""
        return bool(self._sockets)

    def open(self) -> str:
        """A websocket address, good for one connection (apps.connections.open)."""
        ticket = secrets.token_urlsafe(16)
        self._tickets.add(ticket)
        return f"{self._slack.url.replace('http', 'ws', 1)}/link?ticket={ticket}"

    async def link(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection until it closes."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            raise web.HTTPUnauthorized(text="unknown ticket")
        self._tickets.remove(ticket)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        if len(self._sockets) >= CONNECTIONS:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return socket
        self._sockets.append(socket)
        await socket.send_json(
            {
                "type": "hello",
                "num_connections": len(self._sockets),
                "connection_info": {"app_id": self._slack.workspace.app_id},
                "debug_info": DEBUG_INFO,
            }
        )
        try:
            async for message in socket:
                if message.type == WSMsgType.TEXT:
                    self._acknowledge(message.data)
        finally:
            self._forget(socket)
        return socket

    async def send(self, kind: str, payload: JSON, retry: int = 0) -> JSON:
        """Deliver a payload over a websocket and wait for its ack; see ``Delivery.send``."""
        self._sockets.append(self._sockets.pop(0))  # in turn
        envelope: JSON = {
            "envelope_id": str(uuid4()),
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        if kind == "events_api":
            envelope |= {"retry_attempt": retry, "retry_reason": "timeout" if retry else ""}
        answer: asyncio.Future[JSON] = asyncio.get_running_loop().create_future()
        self._waiting[envelope["envelope_id"]] = answer
        try:
            async with asyncio.timeout(self._slack.settings.ack_seconds):
                await self._sockets[-1].send_json(envelope)
                return await answer
        except TimeoutError as error:
            raise UndeliveredError("operation_timeout") from error
        except ConnectionError as error:
            raise UndeliveredError("dispatch_failed") from error
        finally:
            del self._waiting[envelope["envelope_id"]]

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Ask every connection to reconnect; only ``warning`` leaves them open."""
        if reason not in {"warning", "refresh_requested", "link_disabled"}:
            raise SlackError("invalid_arguments")
        for socket in list(self._sockets):
            await socket.send_json(
                {"type": "disconnect", "reason": reason, "debug_info": DEBUG_INFO}
            )
            if reason != "warning":
                self._forget(socket)
                self._slack.background(_close(socket))

    async def close(self) -> None:
        """End every connection."""
        for socket in list(self._sockets):
            self._forget(socket)
            await socket.close()

    def _acknowledge(self, text: str) -> None:
        try:
            ack = json.loads(text)
            answer = self._waiting.get(ack["envelope_id"])
            payload = ack.get("payload") or {}
        except (ValueError, TypeError, KeyError, AttributeError):
            return
        if answer and not answer.done():
            answer.set_result(payload if isinstance(payload, dict) else {"text": str(payload)})

    def _forget(self, socket: web.WebSocketResponse) -> None:
        if socket in self._sockets:
            self._sockets.remove(socket)


async def _close(socket: web.WebSocketResponse) -> None:
    await socket.close()
