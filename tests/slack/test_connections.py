"""Connections that ask for too much, or never finish: each ends in time, and none keeps Slack out.

Time is a clock that the tests move; the server looks at it ten times a second.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

import pytest

from bot.slack import connections
from bot.slack.connections import (
    MOST_HEAD_BYTES,
    MOST_HEADERS,
    MOST_QUEUED,
    PATIENCE_SECONDS,
    Connections,
)
from bot.slack.server import listen, serve
from tests.desk import until

if TYPE_CHECKING:
    import socket
    from collections.abc import AsyncIterator, Iterable

    from starlette.types import Receive, Scope, Send

LARGE = b"x" * 2_000_000


class Served:
    """A server whose time is moved: `GET /large` has a large answer, a POST waits for its body."""

    def __init__(self, room: int) -> None:
        self.now = 1000.0
        self.refused: Counter[str] = Counter()
        self.connections = Connections(self.count, room, lambda: self.now)
        self.may_answer = asyncio.Event()
        self.may_answer.set()
        self.port = 0
        self.clients: list[Client] = []
        self.headers: Iterable[tuple[bytes, bytes]] = ()  # of the request that came last

    def count(self, reason: str) -> None:
        self.refused[reason] += 1

    async def app(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.headers = scope["headers"]
        while scope["method"] == "POST":
            part = await receive()
            if part["type"] == "http.disconnect":
                return
            if not part["more_body"]:
                break
        if scope["path"] != "/at-once":
            await self.may_answer.wait()
        body = LARGE if scope["path"] == "/large" else b"done"
        length = (b"content-length", str(len(body)).encode())
        await send({"type": "http.response.start", "status": 200, "headers": [length]})
        await send({"type": "http.response.body", "body": body})

    async def serve(self, listening: socket.socket, stop: asyncio.Event) -> None:
        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            await self.app(scope, receive, send)

        self.port = listening.getsockname()[1]
        await serve(app, [listening], stop, self.connections)

    async def connect(self, sent: bytes = b"", *, taking: bool = True) -> Client:
        opened = await asyncio.open_connection("127.0.0.1", self.port, limit=1000)
        client = Client(*opened, taking=taking)
        self.clients.append(client)
        await client.send(sent)
        return client


class Client:
    """One connection; unless told otherwise, it takes what comes."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, taking: bool
    ) -> None:
        self.writer = writer
        self.read = b""
        self.is_open = True
        self._reader = reader
        self._taking = asyncio.create_task(self.take()) if taking else None

    async def take(self) -> None:
        """Read all that comes until the server closes the connection."""
        try:
            while part := await self._reader.read(100_000):
                self.read += part
        except ConnectionError:
            pass
        self.is_open = False

    async def send(self, sent: bytes) -> None:
        self.writer.write(sent)
        await self.writer.drain()

    async def is_answered(self) -> bool:
        """Whether another answer of the app comes in time."""
        await until(lambda: b"done" in self.read)
        answer, _, self.read = self.read.partition(b"done")
        return answer.startswith(b"HTTP/1.1 200")

    async def is_closed(self) -> bool:
        """Whether the server closes the connection in time."""
        await until(lambda: not self.is_open)
        return True

    async def close(self) -> None:
        if self._taking:
            self._taking.cancel()
        self.writer.close()


@asynccontextmanager
async def run_server(room: int = 100) -> AsyncIterator[Served]:
    served, stop = Served(room), asyncio.Event()
    serving = asyncio.create_task(served.serve(listen("127.0.0.1", 0), stop))
    await until(lambda: served.port)
    try:
        yield served
    finally:
        for client in served.clients:
            await client.close()
        served.may_answer.set()
        stop.set()
        await serving


GET = b"GET / HTTP/1.1\r\nhost: x\r\n\r\n"
BODY = b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n"
HALF = b"a" * (MOST_HEAD_BYTES // 2)
CHUNKS = b"POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n"

# What is sent at first, and then again and again.
HALF_OPEN: dict[str, tuple[bytes, bytes]] = {
    "silent": (b"", b""),
    "empty lines, again and again": (b"\r\n", b"\r\n"),
    "half a method": (b"PO", b""),
    "half an address": (b"GET /sla", b""),
    "an address that drips": (b"GET /", b"a"),
    "half a header": (b"GET / HTTP/1.1\r\nhost:", b""),
    "a header that drips": (b"GET / HTTP/1.1\r\nhost: ", b"a"),
    "headers that drip": (b"GET / HTTP/1.1\r\n", b"a: b\r\n"),
    "no end of the headers": (b"GET / HTTP/1.1\r\nhost: x\r\n", b""),
    "no body": (BODY, b""),
    "a body that drips": (BODY, b"a"),
    "no chunk": (CHUNKS, b""),
    "chunks that drip": (CHUNKS, b"1\r\na\r\n"),
    "a size of a chunk that drips": (CHUNKS + b"1;", b"a"),
    "lines behind the last chunk that drip": (CHUNKS + b"0\r\n", b"a: b\r\n"),
    "a body that nobody waits for": (b"GET / HTTP/1.1\r\ncontent-length: 1000\r\n\r\n", b"a"),
    "a body that nobody waits for, never sent": (
        b"GET / HTTP/1.1\r\ncontent-length: 1000\r\n\r\n",
        b"",
    ),
    "nothing after an answer": (GET, b""),
    "half a request after an answer": (GET + b"GET /", b"a"),
    "waits to be told to go on": (BODY.replace(b"host: x", b"expect: 100-continue"), b""),
}


@pytest.mark.parametrize("kind", HALF_OPEN)
async def test_a_connection_with_an_unfinished_request_ends_within_ten_seconds(kind: str) -> None:
    """However it goes on, and whatever was answered on it before."""
    first, again = HALF_OPEN[kind]
    async with run_server() as served:
        client = await served.connect(first)
        if first.startswith(GET):
            assert await client.is_answered()
        passed = 0
        while client.is_open and passed < 10:
            served.now += 1
            passed += 1
            with suppress(ConnectionError):
                await client.send(again)
            await look(served)
        assert passed <= 2 * PATIENCE_SECONDS + 1 < 10


async def look(served: Served) -> None:
    """Let the server read what was sent, and look at its clock."""
    assert await (await served.connect(GET)).is_answered()
    served.connections.drop_overdue()
    assert await (await served.connect(GET)).is_answered()


async def test_a_body_that_comes_after_its_answer_does_not_make_a_connection_busy() -> None:
    async with run_server() as served:
        client = await served.connect(b"GET / HTTP/1.1\r\ncontent-length: 4\r\n\r\n")
        assert await client.is_answered()
        await client.send(b"late")
        await look(served)
        served.now += PATIENCE_SECONDS + 1
        assert await client.is_closed()


async def test_a_client_that_does_not_take_its_answers_is_dropped() -> None:
    async with run_server() as served:
        client = await served.connect(taking=False)
        for _ in range(MOST_QUEUED):  # more than the kernel takes for it
            await client.send(b"GET /large HTTP/1.1\r\nhost: x\r\n\r\n")
        await look(served)
        served.now += PATIENCE_SECONDS + 1
        await until(lambda: not served.connections.open)
        await client.take()
        assert 0 < len(client.read) < MOST_QUEUED * len(LARGE)


async def test_a_request_in_the_works_is_waited_for_however_long_it_takes() -> None:
    """What bounds the app's own time is elsewhere."""
    async with run_server() as served:
        served.may_answer.clear()
        client = await served.connect(BODY + b"a" * 1000)
        await until(lambda: served.headers)
        second = await served.connect(b"GET /at-once HTTP/1.1\r\nhost: x\r\n\r\n" + GET)
        assert await second.is_answered()
        for _ in range(30):
            served.now += 1
            served.connections.drop_overdue()
        served.may_answer.set()
        assert await client.is_answered()
        assert await second.is_answered()
        assert not served.refused


async def test_a_connection_may_be_used_again_and_again() -> None:
    """Each request has its own time and its own room, however it is cut into pieces."""
    async with run_server() as served:
        client = await served.connect()
        for _ in range(5):
            served.now += PATIENCE_SECONDS - 1
            served.headers = ()
            await client.send(BODY[:-4])
            await look(served)
            await client.send(b"\r\nlarge: " + HALF + b"\r\n\r\n" + b"a" * 500)
            await until(lambda: dict(served.headers).get(b"large"))
            served.now += PATIENCE_SECONDS - 1
            served.connections.drop_overdue()
            await client.send(b"a" * 500)
            assert await client.is_answered()
        assert not served.refused


async def test_unfinished_requests_are_counted_and_a_connection_at_rest_is_not() -> None:
    """It was answered, and nothing more came: that is how every connection of a proxy ends."""
    async with run_server() as served:
        rest = await served.connect(GET)
        assert await rest.is_answered()
        silent, half = await served.connect(), await served.connect(b"GET / HT")
        await look(served)
        served.now += PATIENCE_SECONDS + 1
        for client in (rest, silent, half):
            assert await client.is_closed()
            assert client.read == b""
        assert served.refused == {"request too slow": 2}


def many(headers: Iterable[bytes]) -> bytes:
    return b"GET / HTTP/1.1\r\n" + b"".join(line + b"\r\n" for line in headers) + b"\r\n"


TOO_MUCH: dict[str, tuple[bytes, int, str]] = {
    "a header too many": (
        many(b"h%d: a" % number for number in range(MOST_HEADERS + 1)),
        431,
        "too many headers",
    ),
    "one name again and again": (many([b"a: b"] * 5000), 431, "too many headers"),
    "a large header": (many([b"a: " + HALF + HALF]), 431, "headers too large"),
    "a large name": (many([HALF + HALF + b": a"]), 431, "headers too large"),
    "headers that are large together": (
        many([b"a: " + HALF, b"b: " + HALF]),
        431,
        "headers too large",
    ),
    "a large address": (b"GET /" + HALF + HALF + b" HTTP/1.1\r\n\r\n", 431, "headers too large"),
    "a header without an end": (
        b"GET / HTTP/1.1\r\na: " + b"a" * 2_000_000,
        431,
        "headers too large",
    ),
    "an address without an end": (b"GET /" + b"a" * 2_000_000, 431, "headers too large"),
    "no HTTP": (b"\x16\x03\x01\x02\x00\x01\x00", 400, "malformed request"),
    "HTTP/2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, "malformed request"),
    "two lengths": (
        many([b"content-length: 1", b"content-length: 2"]),
        400,
        "malformed request",
    ),
    "a length that is no number": (many([b"content-length: a"]), 400, "malformed request"),
    "a length beside chunks": (
        many([b"content-length: 1", b"transfer-encoding: chunked"]),
        400,
        "malformed request",
    ),
    "an address of bytes that are no text": (
        b"GET /\xff HTTP/1.1\r\n\r\n",
        400,
        "malformed request",
    ),
    "a tunnel": (b"CONNECT x:1 HTTP/1.1\r\n\r\n", 400, "malformed request"),
}


@pytest.mark.parametrize("kind", TOO_MUCH)
async def test_what_is_too_much_or_no_request_gets_a_status_and_a_few_words(
    kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Counted, and in one line of the log; the client can read the answer while it still sends."""
    sent, status, reason = TOO_MUCH[kind]
    async with run_server() as served:
        client = await served.connect()
        for at in range(0, len(sent), 10_000):
            await client.send(sent[at : at + 10_000])  # fails where it is cut off
        assert await client.is_closed()
        head, _, text = client.read.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 %d " % status)
        assert text == f"{reason}\n".encode()
        lines = [line.getMessage() for line in caplog.records if line.levelname != "INFO"]
        assert lines == [f"refused a request: {status} {reason}"]
        for _ in range(3):
            await client.send(sent)  # fails where it is cut off
            await look(served)
        served.now += PATIENCE_SECONDS + 1
        await look(served)
        assert served.refused == {reason: 1}


async def test_what_is_just_not_too_much_is_answered() -> None:
    async with run_server() as served:
        headers = [b"h%d: a" % number for number in range(MOST_HEADERS - 1)]
        client = await served.connect(many([*headers, b"last: " + HALF]))
        assert await client.is_answered()
        await client.send(BODY.replace(b"1000", b"100000") + b"a" * 100_000)  # in one piece
        assert await client.is_answered()


async def test_requests_that_are_sent_before_an_answer_are_bounded() -> None:
    """Each one takes memory, and no client that we know sends any."""
    async with run_server() as served:
        served.may_answer.clear()
        few = await served.connect(GET * MOST_QUEUED)
        thousands = await served.connect(GET * 3000)
        assert await thousands.is_closed()
        assert thousands.read == b""
        served.may_answer.set()
        for _ in range(MOST_QUEUED):
            assert await few.is_answered()
        assert served.refused == {"too many requests at once": 1}


async def test_what_comes_behind_the_last_chunk_is_not_taken_for_headers() -> None:
    """It comes after the headers were checked. A program before us may have checked others."""
    async with run_server() as served:
        client = await served.connect(CHUNKS + b"1\r\na\r\n0\r\nx-slack-signature: v0=a\r\n\r\n")
        assert await client.is_answered()
        assert served.headers == [(b"host", b"x"), (b"transfer-encoding", b"chunked")]


@pytest.mark.parametrize(
    "lines", [b"a: b\r\n" * (MOST_HEADERS + 2), b"a: " + b"a" * 3000], ids=["many", "large"]
)
async def test_what_comes_behind_the_last_chunk_is_bounded(
    lines: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "MOST_FED_BYTES", 2000)
    async with run_server() as served:
        client = await served.connect(CHUNKS)
        await until(lambda: served.headers)
        await client.send(b"1\r\na\r\n0\r\n" + lines)
        assert await client.is_closed()
        assert client.read == b""
        assert sum(served.refused.values()) == 1


async def test_with_too_many_connections_the_oldest_unfinished_one_is_dropped() -> None:
    async with run_server(room=3) as served:
        oldest = await served.connect(b"GET /")
        served.may_answer.clear()
        working = await served.connect(GET)
        await until(lambda: served.headers)
        others = [await served.connect(b"GET /") for _ in range(2)]
        assert await oldest.is_closed()
        newest = await served.connect(b"GET / HTTP/1.1\r\n")
        assert await others[0].is_closed()
        served.may_answer.set()
        assert await working.is_answered()
        await newest.send(b"\r\n")
        assert await newest.is_answered()
        assert others[1].is_open
        assert served.refused == {"no room for connections": 2}


async def test_bodies_that_are_not_complete_are_bounded_all_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nothing in them is checked before the signature, and that needs all of one."""
    monkeypatch.setattr(connections, "MOST_BODY_BYTES", 1000)
    async with run_server() as served:
        again = await served.connect()
        for _ in range(5):
            await again.send(BODY + b"a" * 1000)
            assert await again.is_answered()
        oldest = await served.connect(BODY + b"a" * 600)
        await look(served)
        newer = await served.connect(BODY + b"a" * 600)
        assert await oldest.is_closed()
        await newer.send(b"a" * 400)
        assert await newer.is_answered()
        late = await served.connect(b"GET / HTTP/1.1\r\ncontent-length: 9999\r\n\r\n")
        assert await late.is_answered()
        await late.send(b"a" * 5000)  # thrown away
        await look(served)
        assert late.is_open


async def test_an_answer_ends_the_waiting_for_the_rest_of_a_body(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(connections, "MOST_BODY_BYTES", 1000)
    async with run_server() as served:
        served.may_answer.clear()
        early = await served.connect(b"GET / HTTP/1.1\r\ncontent-length: 9999\r\n\r\n" + b"a" * 900)
        await until(lambda: served.headers)
        served.may_answer.set()
        assert await early.is_answered()
        await served.connect(BODY + b"a" * 600)
        await look(served)
        assert early.is_open
