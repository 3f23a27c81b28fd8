"""A bad network in front of a server: slow, and it breaks connections during an answer."""

from __future__ import annotations

import asyncio
import random
import socket
import struct
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from chaos.stores import free_port, free_ports, valkey, wait_until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from chaos.stores import Valkey

CHUNK_BYTES = 65536
TEAR_SECONDS = 0.001  # for the first half of an answer to arrive


@dataclass
class Network:
    """What the network does from now on.

    `slow`: each part arrives up to this many seconds late, and every answer in two parts. `cut`:
    the connection is reset in the middle of each answer.
    """

    slow: float = 0.0
    cut: bool = False
    chance: random.Random = field(default_factory=lambda: random.Random(0))
    _passed: int = 0
    _waiting: dict[asyncio.Future[None], int] = field(default_factory=dict)

    async def wait_for_parts(self, parts: int) -> None:
        """Wait until this many more parts have passed, however busy the machine is."""
        moment: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting[moment] = self._passed + parts
        try:
            await moment
        finally:
            del self._waiting[moment]

    def count_part(self) -> None:
        """Count a part that has passed."""
        self._passed += 1
        for moment, at in self._waiting.items():
            if at <= self._passed and not moment.done():
                moment.set_result(None)


@asynccontextmanager
async def proxy(network: Network, port: int, listen_on: int) -> AsyncIterator[None]:
    """Forward `listen_on` to `port`, both on this machine, until the block ends."""
    connections: set[asyncio.Task[None]] = set()

    async def both_ways(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            upstream = await asyncio.open_connection("127.0.0.1", port)
            await asyncio.gather(
                _pass_on(network, reader, upstream[1], answers=False),
                _pass_on(network, upstream[0], writer, answers=True),
            )
        except OSError:
            pass  # the server is down
        finally:
            writer.transport.abort()

    def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(both_ways(reader, writer), name="proxy")
        connections.add(task)
        task.add_done_callback(connections.discard)

    server = await asyncio.start_server(connect, "127.0.0.1", listen_on, limit=CHUNK_BYTES)
    try:
        yield
    finally:
        server.close()
        for task in connections:
            task.cancel()
        await asyncio.gather(*connections, return_exceptions=True)
        await asyncio.sleep(0)  # lets the transports close


async def _pass_on(
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
                network.count_part()
                if network.cut and half < len(data):
                    await asyncio.sleep(TEAR_SECONDS)
                    _reset(writer)
                    return
    except OSError:
        pass  # either side has ended it
    finally:
        writer.transport.abort()


def _reset(writer: asyncio.StreamWriter) -> None:
    """End a connection with a reset."""
    at_once = struct.pack("ii", 1, 0)
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)


@asynccontextmanager
async def slow_server(folder: Path) -> AsyncIterator[tuple[str, Network, Valkey]]:
    """A server behind a proxy: the proxy's address, its network, and the server."""
    network, port = Network(), free_port()
    with valkey(folder, name="proxied") as server:
        async with proxy(network, server.port, port):
            yield f"redis://127.0.0.1:{port}", network, server


@asynccontextmanager
async def slow_cluster(folder: Path) -> AsyncIterator[tuple[str, Network, Valkey]]:
    """A cluster of a primary with all slots, which announces the proxy's address, and a replica."""
    network, (port, bus, other_bus) = Network(), free_ports(3)
    options: dict[str, Any] = {"cluster_enabled": "yes", "repl_diskless_sync_delay": 0}
    with (
        valkey(
            folder, name="primary", cluster_port=bus, cluster_announce_port=port, **options
        ) as primary,
        valkey(folder, name="replica", cluster_port=other_bus, **options) as replica,
    ):
        async with proxy(network, primary.port, port):
            await asyncio.to_thread(_join, primary, replica, other_bus)
            yield f"redis+cluster://127.0.0.1:{port}", network, primary


def _join(primary: Valkey, replica: Valkey, replica_bus: int) -> None:
    """Give the primary all slots, and have the replica follow it through the proxy."""
    primary.cluster("ADDSLOTSRANGE", 0, 16383)
    primary.cluster("MEET", "127.0.0.1", replica.port, replica_bus)
    identity = primary.cluster("MYID")
    wait_until(lambda: replica.cluster("REPLICATE", identity))
    wait_until(lambda: replica.role()[3] == b"connected")
    wait_until(lambda: primary.cluster("INFO")["cluster_state"] == "ok")
