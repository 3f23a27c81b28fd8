"""Listening, and stopping: nothing in flight is lost, and nobody is kept waiting for ever."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.slack import server
from bot.slack.server import listen, serve
from hiring.errors import HiringDeskError
from tests import raw_http

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send


async def answer(send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"done"})


def test_a_port_that_is_taken_is_a_sentence() -> None:
    with listen("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with pytest.raises(HiringDeskError, match=f"PORT {port} on HOST 127.0.0.1 can't be used"):
            listen("127.0.0.1", port)


def test_a_host_that_is_not_this_machine_is_a_sentence() -> None:
    with pytest.raises(HiringDeskError, match=r"HOST 192\.0\.2\.1"):
        listen("192.0.2.1", 0)


def test_a_name_that_is_no_machine_is_a_sentence() -> None:
    with pytest.raises(HiringDeskError, match=r"HOST no-machine\.invalid can't be used"):
        listen("no-machine.invalid", 0)


def test_an_address_of_ipv6_is_taken() -> None:
    with listen("::1", 0) as listening:
        assert listening.getsockname()[1]


async def test_a_stop_finishes_what_is_in_flight_and_takes_nothing_new() -> None:
    begun, go, stop = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def app(_: Scope, __: Receive, send: Send) -> None:
        begun.set()
        await go.wait()
        await answer(send)

    listening = listen("127.0.0.1", 0)
    port = listening.getsockname()[1]
    serving = asyncio.create_task(serve(app, [listening], stop))
    request = asyncio.create_task(raw_http.send(port, "GET", "/"))
    await begun.wait()
    stop.set()
    while await raw_http.listens(port):
        pass
    assert not request.done()
    go.set()
    assert (await request).body == b"done"
    await serving


async def test_a_connection_that_waits_for_more_does_not_hold_up_a_stop() -> None:
    """A client that keeps its connection open, and one that never finishes its request."""
    stop = asyncio.Event()

    async def app(_: Scope, __: Receive, send: Send) -> None:
        await answer(send)

    listening = listen("127.0.0.1", 0)
    port = listening.getsockname()[1]
    serving = asyncio.create_task(serve(app, [listening], stop))
    reader, idle = await asyncio.open_connection("127.0.0.1", port)
    idle.write(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")
    await reader.readuntil(b"done")
    _, half = await asyncio.open_connection("127.0.0.1", port)
    half.write(b"GET / HTTP/1.1\r\nhost:")
    await half.drain()
    stop.set()
    async with asyncio.timeout(server.DRAIN_SECONDS - 2):
        await serving
    idle.close()
    half.close()


async def test_what_never_ends_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Slack has given up by then; the process has ten seconds in all."""
    assert server.DRAIN_SECONDS < 8
    monkeypatch.setattr(server, "DRAIN_SECONDS", 1)
    begun, stop = asyncio.Event(), asyncio.Event()

    async def app(_: Scope, __: Receive, ___: Send) -> None:
        begun.set()
        await asyncio.Event().wait()

    listening = listen("127.0.0.1", 0)
    serving = asyncio.create_task(serve(app, [listening], stop))
    request = asyncio.create_task(raw_http.send(listening.getsockname()[1], "GET", "/"))
    await begun.wait()
    stop.set()
    async with asyncio.timeout(5):
        await serving
    await request
