"""HTTP byte by byte on connections that stay open, for requests that no client would send."""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from bot.slack.signature import sign

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Header = tuple[bytes, bytes]

_LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
PATIENCE_SECONDS = 5.0
UNFINISHED_SECONDS = 0.2  # for half a request, which has no answer


@dataclass(frozen=True, slots=True)
class Response:
    """`status` is 0 if the connection ended or no response came in time."""

    status: int
    seconds: float


class Wire:
    """A connection that is opened again when the server has closed it. An async context manager."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self._close()

    async def send(self, request: bytes, *, finished: bool = True) -> Response:
        """Send these bytes and, if they are a whole request, read its response."""
        started = time.monotonic()
        status = 0
        try:
            async with asyncio.timeout(PATIENCE_SECONDS if finished else UNFINISHED_SECONDS):
                status = await self._exchange(request)
        except (OSError, asyncio.IncompleteReadError, TimeoutError, asyncio.LimitOverrunError):
            self._close()
        return Response(status, time.monotonic() - started)

    async def _exchange(self, request: bytes) -> int:
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._streams
        writer.write(request)
        await writer.drain()
        head = await reader.readuntil(b"\r\n\r\n")
        length = _LENGTH.search(head)
        if length and not request.startswith(b"HEAD "):
            await reader.readexactly(int(length[1]))
        if b"connection: close" in head.lower() or not length:
            self._close()
        return int(head.split(b" ", 2)[1])

    def _close(self) -> None:
        if self._streams:
            self._streams[1].close()
            self._streams = None


def signed_headers(secret: str, body: bytes, content_type: str) -> dict[str, str]:
    """The headers of a request as Slack signs it now."""
    timestamp = int(time.time())
    return {
        "Content-Type": content_type,
        "X-Slack-Request-Timestamp": str(timestamp),
        "X-Slack-Signature": sign(secret, timestamp, body),
    }


def build_request(method: bytes, path: bytes, headers: Iterable[Header], body: bytes) -> bytes:
    """The bytes of a request, with its length and a host."""
    lines = [(b"Host", b"127.0.0.1"), (b"Content-Length", b"%d" % len(body)), *headers]
    head = b"".join(b"%b: %b\r\n" % line for line in lines)
    return b"%b %b HTTP/1.1\r\n%b\r\n%b" % (method, path, head, body)


def as_bytes(headers: Mapping[str, str]) -> list[Header]:
    """Headers as `build_request` takes them."""
    return [(name.encode(), value.encode()) for name, value in headers.items()]
