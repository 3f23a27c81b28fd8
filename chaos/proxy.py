"""A bad network before a server: slow, and it tears connections in the middle of an answer."""

from __future__ import annotations

import asyncio
import random
import socket
import struct
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import redis

from chaos.stores import PATIENCE_SECONDS, free_port, free_ports, valkey

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from chaos.stores import Valkey

CHUNK_BYTES = 65536
TEAR_SECONDS = 0.001  # in which the first half of an answer arrives


@dataclass
class Network:
    """What befalls what goes through, from now on.

    `slow`: each part arrives up to so many seconds late, and every answer in two parts. `cut`: the
    connection is reset in the middle of each answer.
    """

    slow: float = 0.0
    cut: bool = False
    chance: random.Random = field(default_factory=lambda: random.Random(0))
    _passed: int = 0
    _waiting: dict[asyncio.Future[None], int] = field(default_factory=dict)

    async def after(self, parts: int) -> None:
        """Wait until so many more parts have passed: a moment however busy the machine is."""
        moment: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting[moment] = self._passed + parts
        try:
            await moment
        finally:
            del self._waiting[moment]

    def passed(self) -> None:
        """Another part has passed."""
        self._passed += 1
        for moment, at in self._waiting.items():
            if at <= self._passed and not moment.done():
                moment.set_result(None)


@asynccontextmanager
async def proxy(network: Network, port: int, listen_on: int) -> AsyncIterator[None]:
    """Pass on whatever comes to one port of this machine to another, until the block ends."""
    connections: set[asyncio.Task[None]] = set()

    async def both_ways(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            upstream = await asyncio.open_connection("127.0.0.1", port)
            await asyncio.gather(
                _passed(network, reader, upstream[1], answers=False),
                _passed(network, upstream[0], writer, answers=True),
            )
        except OSError:
            pass  # the server is down
        finally:
            writer.transport.abort()

    def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(both_ways(reader, writer), name="proxy")
        connections.add(task)
        task.add_done_callback(connections.discard)

    server = await asyncio.start_server(connected, "127.0.0.1", listen_on, limit=CHUNK_BYTES)
    try:
        yield
    finally:
        server.close()
        for task in connections:
            task.cancel()
        await asyncio.gather(*connections, return_exceptions=True)
        await asyncio.sleep(0)  # in which the transports close


async def _passed(
    network: Network, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, answers: bool
) -> None:
    """One direction of a connection, until either side ends it."""
    try:
        while data := await reader.read(CHUNK_BYTES):
            half = len(data) // 2 if answers and (network.slow or network.cut) else len(data)
            for part in (data[:half], data[half:]):
                if network.slow:
                    await asyncio.sleep(network.chance.uniform(0, network.slow))
                writer.write(part)
                await writer.drain()
                network.passed()
                if network.cut and half < len(data):
                    await asyncio.sleep(TEAR_SECONDS)
                    _reset(writer)
                    return
    except OSError:
        pass  # either side has ended it
    finally:
        writer.transport.abort()


def _reset(writer: asyncio.StreamWriter) -> None:
    """Have a connection end as by a host that has forgotten it."""
    at_once = struct.pack("ii", 1, 0)
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)


@asynccontextmanager
async def slow_server(folder: Path) -> AsyncIterator[tuple[str, Network, Valkey]]:
    """A server: the address of the proxy before it, what befalls there, and the server."""
    network, port = Network(), free_port()
    with valkey(folder, name="one") as server:
        await server.start()
        async with proxy(network, server.port, port):
            yield f"redis://127.0.0.1:{port}", network, server


@asynccontextmanager
async def slow_cluster(folder: Path) -> AsyncIterator[tuple[str, Network, Valkey]]:
    """A primary with all slots, which tells everybody to find it behind the proxy; its replica."""
    network, (port, bus, other_bus) = Network(), free_ports(3)
    options: dict[str, Any] = {"cluster_enabled": "yes", "repl_diskless_sync_delay": 0}
    with (
        valkey(
            folder, name="primary", cluster_port=bus, cluster_announce_port=port, **options
        ) as primary,
        valkey(folder, name="replica", cluster_port=other_bus, **options) as replica,
    ):
        await asyncio.gather(primary.start(), replica.start())
        async with proxy(network, primary.port, port):
            with primary.client() as one, replica.client() as other:
                one.execute_command("CLUSTER ADDSLOTSRANGE", 0, 16383)
                one.execute_command("CLUSTER MEET", "127.0.0.1", replica.port, other_bus)
                identity = one.execute_command("CLUSTER MYID")
                await _until(lambda: _follows(other, identity))
                await _until(lambda: one.cluster("info")["cluster_state"] == "ok")
            yield f"redis+cluster://127.0.0.1:{port}", network, primary


async def _until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not condition():
            await asyncio.sleep(0.02)


def _follows(replica: redis.Redis, primary: bytes) -> bool:
    """Whether it follows; as long as the two don't know each other, it can't."""
    if replica.role()[0] == b"slave":
        return bool(replica.role()[3] == b"connected")
    with suppress(redis.ResponseError):
        replica.execute_command("CLUSTER REPLICATE", primary)  # type: ignore[no-untyped-call]
    return False
