"""Socket Mode: payloads in envelopes over the app's websocket, acknowledged by envelope_id.

Slack: /apis/events-api/using-socket-mode. An app may hold ten connections; each payload goes to
any one of them. Whether Slack accepts an ack by another connection than the payload's is unknown;
this workspace does not.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from aiohttp import WSMsgType, web

from local_slack.errors import UndeliveredError

if TYPE_CHECKING:
    from local_slack.background import Background

    JSON = dict[str, Any]

CONNECTIONS = 10
DISTURBANCES = ("half_open", "drop")
REASONS = ("warning", "refresh_requested", "link_disabled", "too_many_websockets")
DEBUG_INFO = {"host": "local-slack", "build_number": 1, "approximate_connection_time": 3600}
CLOSING_SECONDS = 1


@dataclass(eq=False)
class Connection:
    """One connection.

    `warned`: the app was told to replace it. `silent_since`: when it became half-open, by the
    loop's clock.
    """

    socket: web.WebSocketResponse
    request: web.Request
    warned: bool = False
    silent_since: float | None = None
    waiting: dict[str, asyncio.Future[JSON]] = field(default_factory=dict)  # by envelope_id

    @property
    def is_half_open(self) -> bool:
        """Whether it looks open although nothing goes through."""
        return self.silent_since is not None


class SocketMode:
    """The app's open websockets, at most `limit`, and the payloads that wait for their ack."""

    def __init__(self, background: Background, ack_seconds: float) -> None:
        self._background = background
        self._ack_seconds = ack_seconds
        self._tickets: set[str] = set()
        self._connections: list[Connection] = []
        self._opened = 0
        self._noticed: list[float] = []
        self._unheard = 0
        self.limit = CONNECTIONS

    @property
    def connected(self) -> bool:
        """Whether the app has a websocket open."""
        return bool(self._connections)

    def state(self) -> JSON:
        """How many are `open`, how many of these `half_open`, and how many were `opened` so far.

        `noticed`: for each half-open connection that the app has closed, after how many seconds.
        `unheard`: how many payloads went unanswered because they were sent by a half-open one.
        """
        return {
            "open": len(self._connections),
            "half_open": sum(each.is_half_open for each in self._connections),
            "opened": self._opened,
            "noticed": self._noticed,
            "unheard": self._unheard,
        }

    def create_ticket(self) -> str:
        """A ticket for the address of a websocket; it can be used once."""
        ticket = secrets.token_urlsafe(16)
        self._tickets.add(ticket)
        return ticket

    def knows(self, ticket: str) -> bool:
        """Whether a ticket can be used."""
        return ticket in self._tickets

    async def serve(self, request: web.Request, app_id: str) -> web.StreamResponse:
        """Serve one connection until it closes."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            raise web.HTTPUnauthorized(text="unknown ticket")
        self._tickets.remove(ticket)
        socket = web.WebSocketResponse(autoping=False, timeout=CLOSING_SECONDS)
        await socket.prepare(request)
        if len(self._connections) >= self.limit:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return socket
        connection = Connection(socket, request)
        self._connections.append(connection)
        self._opened += 1
        await socket.send_json(
            {
                "type": "hello",
                "num_connections": len(self._connections),
                "connection_info": {"app_id": app_id},
                "debug_info": DEBUG_INFO,
            }
        )
        try:
            async for message in socket:
                if connection.is_half_open:
                    continue
                if message.type is WSMsgType.PING:
                    await socket.pong(message.data)
                elif message.type is WSMsgType.TEXT:
                    _acknowledge(connection, message.data)
        finally:
            self._forget(connection)
            if connection.silent_since is not None:
                self._noticed.append(asyncio.get_running_loop().time() - connection.silent_since)
        return socket

    async def send(self, envelope: JSON) -> JSON:
        """Deliver an envelope over a websocket, and return its ack; see `Delivery.send`.

        Raises TimeoutError if none comes in time, UndeliveredError if the websocket breaks.
        """
        self._connections.append(self._connections.pop(0))  # in turn
        connection = self._connections[-1]
        answer: asyncio.Future[JSON] = asyncio.get_running_loop().create_future()
        connection.waiting[envelope["envelope_id"]] = answer
        try:
            async with asyncio.timeout(self._ack_seconds):
                if not connection.is_half_open:
                    await connection.socket.send_json(envelope)
                return await answer
        except TimeoutError:
            self._unheard += connection.is_half_open
            raise
        except ConnectionError as error:
            raise UndeliveredError("dispatch_failed", "The websocket broke.") from error
        finally:
            del connection.waiting[envelope["envelope_id"]]

    async def disturb(
        self, do: str, count: int = 0, seconds: float = 0.5, notice: float = 0
    ) -> None:
        """Refresh or break `count` connections, or all with 0; those warned before come last.

        `do` is one of:
        - a reason that Slack gives in a `disconnect` frame. The frame is sent and, unless it is a
          warning, the connection goes on for `seconds` and is closed once its payloads are
          answered. With `notice`, a warning comes that many seconds before (Slack: about ten).
          Where connections have been warned, `refresh_requested` ends only those.
        - `half_open`: the connection stays open, and nothing goes through in either direction.
        - `drop`: the connection breaks.
        """
        candidates = [each for each in self._connections if not each.is_half_open]
        if do == "refresh_requested" and any(each.warned for each in candidates):
            candidates = [each for each in candidates if each.warned]
        for connection in sorted(candidates, key=lambda each: each.warned)[: count or None]:
            if do == "half_open":
                connection.silent_since = asyncio.get_running_loop().time()
            elif do == "drop":
                self._forget(connection)
                if connection.request.transport:
                    connection.request.transport.abort()
            else:
                await _send_disconnect(connection, "warning" if notice else do)
                if do != "warning":
                    self._background.start(self._refresh(connection, do, seconds, notice))

    async def close(self) -> None:
        """End every connection."""
        ending, self._connections = self._connections, []
        await asyncio.gather(*(connection.socket.close() for connection in ending))

    async def _refresh(
        self, connection: Connection, reason: str, seconds: float, notice: float
    ) -> None:
        if notice:
            await asyncio.sleep(notice)
            await _send_disconnect(connection, reason)
        await asyncio.sleep(seconds)
        if connection.is_half_open:
            return
        self._forget(connection)
        if connection.waiting:
            await asyncio.wait(connection.waiting.values(), timeout=self._ack_seconds)
        await connection.socket.close()

    def _forget(self, connection: Connection) -> None:
        if connection in self._connections:
            self._connections.remove(connection)


def create_envelope(kind: str, payload: JSON, retry: int) -> JSON:
    """The envelope of a payload; `kind` is slash_commands, interactive or events_api."""
    envelope: JSON = {
        "envelope_id": str(uuid4()),
        "type": kind,
        "payload": payload,
        "accepts_response_payload": kind != "events_api",
    }
    if kind == "events_api":
        envelope |= {"retry_attempt": retry, "retry_reason": "timeout" if retry else ""}
    return envelope


async def _send_disconnect(connection: Connection, reason: str) -> None:
    connection.warned = True
    if not connection.is_half_open and not connection.socket.closed:
        frame = {"type": "disconnect", "reason": reason, "debug_info": DEBUG_INFO}
        await connection.socket.send_json(frame)


def _acknowledge(connection: Connection, text: str) -> None:
    try:
        ack = json.loads(text)
        answer = connection.waiting.get(ack["envelope_id"])
        payload = ack.get("payload") or {}
    except (ValueError, TypeError, KeyError, AttributeError):
        return
    if answer and not answer.done():
        answer.set_result(payload if isinstance(payload, dict) else {"text": str(payload)})
