"""Connections from outside: how much one may send, how long it may take, how many are open.

With httptools uvicorn bounds none of this: a head of any size is taken, an unfinished request is
waited for as long as it takes, and with too many connections it turns the newest away. Nothing here
looks at addresses: behind a proxy, Slack and an attacker have the same one.
"""

from __future__ import annotations

import logging
import resource
import time
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from bot.slack.edge import RequestRefusedError

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

# Slack sends about ten headers of 500 bytes in all, a proxy adds some, a browser adds cookies.
MOST_HEADERS = 100
MOST_HEAD_BYTES = 32 * 1024
# Neither Slack nor a proxy sends a request before the one before it is answered.
MOST_QUEUED = 8
# How long a connection may be silent, then how long it may take from a request's first byte to its
# last, then how long to take the answer. Slack itself gives up after 3 seconds.
PATIENCE_SECONDS = 4

MOST_ROOM = 4096
# Of bodies that are not complete, all together: nothing is checked before all of one is read.
MOST_BODY_BYTES = 64 * 1024 * 1024

# Of one body with the sizes of its chunks, and what comes behind them.
MOST_FED_BYTES = 8 * 1024 * 1024

TOO_LARGE = (431, "headers too large")
TOO_MANY = (431, "too many headers")
TOO_MANY_REQUESTS = (400, "too many requests at once")
BODY_TOO_LARGE = (413, "body too large")
MALFORMED = (400, "malformed request")
TOO_SLOW = "request too slow"
NO_ROOM = "no room for connections"

NOTHING = object()

log = logging.getLogger(__name__)


def measure_room() -> int:
    """How many connections there is room for: half of the descriptors that the process may open.

    The other half is for files, the store and Slack, and for what the kernel hands over at once.
    """
    most, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return MOST_ROOM if most == resource.RLIM_INFINITY else min(most // 2, MOST_ROOM)


class Connections:
    """All open connections, and since when each has been waiting for its client.

    A connection waits when it is neither working on a complete request nor able to send. With more
    connections than `room`, the one that has waited the longest is dropped for a new one.
    """

    def __init__(
        self,
        count_refusal: Callable[[str], None] = lambda _: None,
        room: int | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.room = room or measure_room()
        self.backlog = max(self.room // 4, 1)
        self.count_refusal = count_refusal
        self._clock = clock
        self.open = 0
        self._waiting: dict[Connection, float] = {}  # the one that waits the longest comes first
        self._dropped = 0
        self._body_bytes: dict[Connection, int] = {}  # of those that are not complete
        self._all_body_bytes = 0

    def add(self, connection: Connection) -> None:
        """Take a new connection, and drop another one if there is no room for it."""
        self.open += 1
        self.wait_for(connection)
        if self.open > self.room:
            self._drop(next(iter(self._waiting)), NO_ROOM)

    def remove(self, connection: Connection) -> None:
        """Forget a connection that is closed."""
        self.open -= 1
        self.stop_waiting(connection)

    def wait_for(self, connection: Connection) -> None:
        """The client has to do something, from now on."""
        self._waiting.pop(connection, None)
        self._waiting[connection] = self._clock()

    def stop_waiting(self, connection: Connection) -> None:
        """The client has done its part."""
        self._waiting.pop(connection, None)
        self._all_body_bytes -= self._body_bytes.pop(connection, 0)

    def count_body(self, connection: Connection, size: int) -> None:
        """Count a part of a body, and drop the oldest ones if there is no room for all of them."""
        self._body_bytes[connection] = self._body_bytes.get(connection, 0) + size
        self._all_body_bytes += size
        while self._all_body_bytes > MOST_BODY_BYTES:
            self._drop(next(iter(self._body_bytes)), NO_ROOM)

    def drop_overdue(self) -> None:
        """Drop every connection that has waited too long."""
        latest = self._clock() - PATIENCE_SECONDS
        while self._waiting:
            connection, since = next(iter(self._waiting.items()))
            if since > latest:
                return
            self._drop(connection, TOO_SLOW)

    def log_dropped(self) -> None:
        """Say how many were dropped since the last time, if any were: they may be thousands."""
        if self._dropped:
            log.warning("dropped %d connections with an unfinished request", self._dropped)
        self._dropped = 0

    def _drop(self, connection: Connection, reason: str) -> None:
        self.stop_waiting(connection)
        if connection.is_reading_head:  # the edge counts a body that is cut short
            self._dropped += 1
            self.count_refusal(reason)
        connection.transport.abort()  # it may have an answer that it doesn't take


class Connection(HttpToolsProtocol):
    """One connection: uvicorn's, with bounds."""

    def __init__(self, known: Connections, **uvicorn: Any) -> None:  # noqa: ANN401 - uvicorn's own
        super().__init__(**uvicorn)
        self._known = known
        self._is_refused = False
        self._is_reading_body = False
        self._fed_bytes = 0  # that the parser got of an incomplete head, or of an incomplete body
        # uvicorn makes a scope for each request that begins. These are the last one that was waited
        # for, and the last one whose head is complete.
        self._waited: object = None
        self._complete: object = NOTHING

    @property
    def is_reading_head(self) -> bool:
        """Whether a request has begun, or none has come yet, and its head is not complete."""
        return self.scope is not self._complete

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn's
        """A client has connected."""
        super().connection_made(transport)
        self._known.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is closed."""
        super().connection_lost(exc)
        self._known.remove(self)

    def data_received(self, data: bytes) -> None:
        """Parse what came. What comes after a refusal is thrown away."""
        if self._is_refused:
            return
        self._unset_keepalive_if_required()
        try:
            self._feed_parser(data)
        except httptools.HttpParserUpgrade:
            pass  # nothing is offered to upgrade to, so it is answered like any other request
        except RequestRefusedError as refusal:
            self._refuse(refusal.status, refusal.reason)
            return
        except httptools.HttpParserError as error:
            ours = error.__context__  # raised while it parsed
            if isinstance(ours, RequestRefusedError):
                self._refuse(ours.status, ours.reason)
            else:
                self._refuse(*MALFORMED)
            return
        if self._is_reading_body or self.is_reading_head:
            if self._waited is not self.scope:
                self._waited = self.scope
                self._known.wait_for(self)
            if self._is_reading_body and self._is_answering():
                self._known.count_body(self, len(data))
        elif self._is_answering():
            self._known.stop_waiting(self)

    def _feed_parser(self, data: bytes) -> None:
        """Hand the parser no more than there is room for. Raises RequestRefusedError."""
        if self._is_reading_body:
            self._fed_bytes += len(data)
            if self._fed_bytes > MOST_FED_BYTES:
                raise RequestRefusedError(*BODY_TOO_LARGE)
            self.parser.feed_data(data)
            if len(self.headers) > MOST_HEADERS:  # lines behind the last chunk
                raise RequestRefusedError(*TOO_MANY)
            return
        room = MOST_HEAD_BYTES - self._fed_bytes
        self.parser.feed_data(data[:room])
        if self.is_reading_head:
            self._fed_bytes += len(data)
            if len(data) >= room:
                raise RequestRefusedError(*TOO_LARGE)
        elif len(data) > room:
            self.parser.feed_data(data[room:])

    def on_headers_complete(self) -> None:
        """The head is complete, so the request is handed to the app. Raises RequestRefusedError."""
        if len(self.headers) > MOST_HEADERS:
            raise RequestRefusedError(*TOO_MANY)
        if len(self.pipeline) >= MOST_QUEUED:
            raise RequestRefusedError(*TOO_MANY_REQUESTS)
        super().on_headers_complete()
        self.headers = []  # for lines behind the last chunk, which the app gets none of
        self._complete = self.scope
        self._is_reading_body = True
        self._fed_bytes = 0

    def on_message_complete(self) -> None:
        """The request is complete. It may have been answered before."""
        super().on_message_complete()
        self._is_reading_body = False
        self._fed_bytes = 0

    def on_response_complete(self) -> None:
        """An answer was handed to the transport, which may not have sent it yet."""
        super().on_response_complete()
        if not self._is_answering():  # no other request came meanwhile
            self._known.stop_waiting(self)  # for the rest of its body
            self._known.wait_for(self)

    def pause_writing(self) -> None:
        """The client doesn't take its answers."""
        super().pause_writing()
        self._known.wait_for(self)

    def _refuse(self, status: int, reason: str) -> None:
        """Answer with a status and a few words, and read on until the client has seen it."""
        self._is_refused = True
        self._complete = self.scope
        log.warning("refused a request: %d %s", status, reason)
        self._known.count_refusal(reason)
        if self._is_answering() or self._is_reading_body:
            self.transport.abort()  # an answer to this request or the one before has been begun
            return
        text = f"{reason}\n"
        self.transport.write(
            f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n"
            f"content-type: text/plain; charset=utf-8\r\ncontent-length: {len(text)}\r\n"
            f"connection: close\r\n\r\n{text}".encode()
        )
        self.transport.write_eof()

    def _is_answering(self) -> bool:
        # uvicorn doesn't say that it is None before the first request.
        return self.cycle is not None and not self.cycle.response_complete  # type: ignore[redundant-expr]
