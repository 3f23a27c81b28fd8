"""Socket Mode: payloads in envelopes over the app's websocket, acknowledged by envelope_id.

Slack: /apis/events-api/using-socket-mode. An app may hold ten connections; each payload goes to
any one of them. Whether Slack takes an ack by another connection than the payload's is not known,
so here it is not taken.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from aiohttp import WSMsgType, web

from local_slack.errors import SlackError, UndeliveredError

if TYPE_CHECKING:
    from local_slack.background import Background

    JSON = dict[str, Any]

CONNECTIONS = 10
REASONS = ("warning", "refresh_requested", "link_disabled", "too_many_websockets")
DEBUG_INFO = {"host": "local-slack", "build_number": 1, "approximate_connection_time": 3600}
CLOSING_SECONDS = 1


@dataclass(eq=False)
class Link:
    """One connection.

    ``told``: the app was asked to replace it. ``silent_since``: when it became half-open, in the
    loop's time.
    """

    socket: web.WebSocketResponse
    request: web.Request
    told: bool = False
    silent_since: float | None = None
    waiting: dict[str, asyncio.Future[JSON]] = field(default_factory=dict)  # by envelope_id


class SocketMode:
    """The app's open websockets and the payloads that wait for their ack.

    ``limit`` is how many there may be.
    """

    def __init__(self, background: Background, ack_seconds: float) -> None:
        self._background = background
        self._ack_seconds = ack_seconds
        self._tickets: set[str] = set()
        self._links: list[Link] = []
        self._opened = 0
        self._noticed: list[float] = []
        self._unheard = 0
        self.limit = CONNECTIONS

    @property
    def connected(self) -> bool:
        """Whether an app listens on a websocket."""
        return bool(self._links)

    def state(self) -> JSON:
        """How many are ``open``, ``half_open`` among them, and have been ``opened`` so far.

        ``noticed``: for each half-open one that the app has closed, after how many seconds;
        ``unheard``: payloads that had no answer because they went by one.
        """
        return {
            "open": len(self._links),
            "half_open": sum(link.silent_since is not None for link in self._links),
            "opened": self._opened,
            "noticed": self._noticed,
            "unheard": self._unheard,
        }

    def create_ticket(self) -> str:
        """What the address of a websocket ends with: good for one connection."""
        ticket = secrets.token_urlsafe(16)
        self._tickets.add(ticket)
        return ticket

    async def link(self, request: web.Request, app_id: str) -> web.StreamResponse:
        """Serve one connection until it closes."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            raise web.HTTPUnauthorized(text="unknown ticket")
        self._tickets.remove(ticket)
        socket = web.WebSocketResponse(autoping=False, timeout=CLOSING_SECONDS)
        await socket.prepare(request)
        if len(self._links) >= self.limit:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return socket
        link = Link(socket, request)
        self._links.append(link)
        self._opened += 1
        await socket.send_json(
            {
                "type": "hello",
                "num_connections": len(self._links),
                "connection_info": {"app_id": app_id},
                "debug_info": DEBUG_INFO,
            }
        )
        try:
            async for message in socket:
                if link.silent_since is not None:
                    continue
                if message.type is WSMsgType.PING:
                    await socket.pong(message.data)
                elif message.type is WSMsgType.TEXT:
                    _acknowledge(link, message.data)
        finally:
            self._forget(link)
            if link.silent_since is not None:
                self._noticed.append(asyncio.get_running_loop().time() - link.silent_since)
        return socket

    async def send(self, kind: str, payload: JSON, retry: int = 0) -> JSON:
        """Deliver a payload over a websocket and wait for its ack; see ``Delivery.send``."""
        self._links.append(self._links.pop(0))  # in turn
        link = self._links[-1]
        envelope: JSON = {
            "envelope_id": str(uuid4()),
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        if kind == "events_api":
            envelope |= {"retry_attempt": retry, "retry_reason": "timeout" if retry else ""}
        answer: asyncio.Future[JSON] = asyncio.get_running_loop().create_future()
        link.waiting[envelope["envelope_id"]] = answer
        try:
            async with asyncio.timeout(self._ack_seconds):
                if link.silent_since is None:
                    await link.socket.send_json(envelope)
                return await answer
        except TimeoutError as error:
            self._unheard += link.silent_since is not None
            raise UndeliveredError("operation_timeout") from error
        except ConnectionError as error:
            raise UndeliveredError("dispatch_failed") from error
        finally:
            del link.waiting[envelope["envelope_id"]]

    async def happen(
        self, do: str, count: int = 0, seconds: float = 0.5, notice: float = 0
    ) -> None:
        """Something befalls ``count`` connections, the refreshed ones last; 0 is all.

        A reason of Slack's sends that ``disconnect`` frame and, but for a warning, ends the
        connection: it brings payloads for ``seconds`` more, and is closed when those are answered.
        With ``notice``, a warning comes that many seconds before (Slack: about ten). Where some
        have been warned, those are refreshed.
        ``half_open``: nothing comes by it and nothing is heard, but it stands. ``drop``: it breaks.
        """
        if do not in {*REASONS, "half_open", "drop"}:
            raise SlackError("invalid_arguments")
        standing = [link for link in self._links if link.silent_since is None]
        if do == "refresh_requested" and any(link.told for link in standing):
            standing = [link for link in standing if link.told]
        for link in sorted(standing, key=lambda link: link.told)[: count or None]:
            if do == "half_open":
                link.silent_since = asyncio.get_running_loop().time()
            elif do == "drop":
                self._forget(link)
                if link.request.transport:
                    link.request.transport.abort()
            else:
                await _tell(link, "warning" if notice else do)
                if do != "warning":
                    self._background.start(self._end(link, do, seconds, notice))

    async def close(self) -> None:
        """End every connection."""
        ending, self._links = self._links, []
        await asyncio.gather(*(link.socket.close() for link in ending))

    async def _end(self, link: Link, reason: str, seconds: float, notice: float) -> None:
        if notice:
            await asyncio.sleep(notice)
            await _tell(link, reason)
        await asyncio.sleep(seconds)
        if link.silent_since is not None:
            return
        self._forget(link)
        if link.waiting:
            await asyncio.wait(link.waiting.values(), timeout=self._ack_seconds)
        await link.socket.close()

    def _forget(self, link: Link) -> None:
        if link in self._links:
            self._links.remove(link)


async def _tell(link: Link, reason: str) -> None:
    link.told = True
    if link.silent_since is None and not link.socket.closed:
        frame = {"type": "disconnect", "reason": reason, "debug_info": DEBUG_INFO}
        await link.socket.send_json(frame)


def _acknowledge(link: Link, text: str) -> None:
    try:
        ack = json.loads(text)
        answer = link.waiting.get(ack["envelope_id"])
        payload = ack.get("payload") or {}
    except (ValueError, TypeError, KeyError, AttributeError):
        return
    if answer and not answer.done():
        answer.set_result(payload if isinstance(payload, dict) else {"text": str(payload)})
