"""HTTP byte by byte: requests that no client library would send."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from bot.slack.signature import sign

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FORM = b"application/x-www-form-urlencoded"
JSON = b"application/json"

Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True)
class Answer:
    """A response; status 0 if the connection closed without one. Header names are lowercase."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:  # noqa: ANN401 - JSON
        return json.loads(self.body)


async def send(  # noqa: PLR0913 - what a request is made of
    port: int,
    method: str,
    path: str,
    headers: Iterable[tuple[bytes, bytes]] = (),
    chunks: Iterable[bytes] = (),
    *,
    cut: bool = False,
) -> Answer:
    """Send a request on its own connection. `cut` ends it after what was sent so far."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    lines = [(b"host", b"127.0.0.1"), (b"connection", b"close"), *headers]
    head = b"".join(b"%b: %b\r\n" % line for line in lines)
    try:
        writer.write(f"{method} {path} HTTP/1.1\r\n".encode() + head + b"\r\n")
        for chunk in chunks:
            writer.write(chunk)
            await writer.drain()
        if cut:
            writer.write_eof()
        answer = await reader.read()
    except ConnectionError:
        answer = b""
    finally:
        writer.close()
    return _read(answer)


async def slack(  # noqa: PLR0913 - what a signed request is made of
    port: int,
    secret: str,
    body: bytes,
    *,
    content_type: bytes = FORM,
    shift: int = 0,
    replaced: Mapping[bytes, bytes | None] | None = None,
    added: Iterable[tuple[bytes, bytes]] = (),
    chunked: bool = False,
) -> Answer:
    """A request as Slack signs it, `shift` seconds from now; None leaves a header out."""
    at = int(time.time()) + shift
    headers = {
        b"content-type": content_type,
        b"x-slack-request-timestamp": str(at).encode(),
        b"x-slack-signature": sign(secret, at, body).encode(),
        **({b"transfer-encoding": b"chunked"} if chunked else {}),
        **({} if chunked else {b"content-length": str(len(body)).encode()}),
        **(replaced or {}),
    }
    lines = [(name, value) for name, value in headers.items() if value is not None]
    sent = [b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)] if chunked else [body]
    return await send(port, "POST", "/slack/events", [*lines, *added], sent)


async def listens(port: int) -> bool:
    """Whether a server listens on a port."""
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except ConnectionError:
        return False
    writer.close()
    return True


def form(fields: Mapping[str, str]) -> bytes:
    return urlencode(fields).encode()


def _read(answer: bytes) -> Answer:
    if not answer:
        return Answer(0, {}, b"")
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = (line.split(": ", 1) for line in lines)
    headers = {name.lower(): value for name, value in pairs}
    if headers.get("transfer-encoding") == "chunked":
        body = body.split(b"\r\n")[1] if body else b""
    return Answer(int(first.split()[1]), headers, body)
