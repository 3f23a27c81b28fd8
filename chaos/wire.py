"""HTTP byte by byte over connections that are kept: requests that no client library would send."""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterable

_LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)
PATIENCE_SECONDS = 5.0
UNFINISHED_SECONDS = 0.2  # nobody answers half a request


@dataclass(frozen=True, slots=True)
class Response:
    """`status` 0 where the connection ended, or nothing came in time."""

    status: int
    seconds: float


class Wire:
    """One connection, opened anew whenever the server has closed it. An async context manager."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self._close()

    async def sends(self, request: bytes, *, finished: bool = True) -> Response:
        """Send these bytes and read one response, if they are a request that is finished."""
        started = time.monotonic()
        status = 0
        try:
            async with asyncio.timeout(PATIENCE_SECONDS if finished else UNFINISHED_SECONDS):
                status = await self._exchanged(request)
        except (OSError, asyncio.IncompleteReadError, TimeoutError, asyncio.LimitOverrunError):
            self._close()
        return Response(status, time.monotonic() - started)

    async def _exchanged(self, request: bytes) -> int:
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


def request(
    method: bytes, path: bytes, headers: Iterable[tuple[bytes, bytes]], body: bytes
) -> bytes:
    """The bytes of a request, with its length and a host."""
    lines = [(b"Host", b"127.0.0.1"), (b"Content-Length", b"%d" % len(body)), *headers]
    head = b"".join(b"%b: %b\r\n" % line for line in lines)
    return b"%b %b HTTP/1.1\r\n%b\r\n%b" % (method, path, head, body)
