"""Real Valkey for tests, from the binary that the embedded store runs: one server, two clusters.

A test takes `store` (a client) or `valkey_url`, `cluster` or `cluster_url`, or `replicated_url`.
The servers start once a session, when a test first needs them. After each test its keys are
removed. A key that never expires fails the test, unless its kind is on the short list of permanent
ones.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import redis

from bot.store.connection import connect
from bot.store.keys import PERMANENT
from chaos.cluster import cluster as valkey_cluster
from chaos.stores import server_command, wait_until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from bot.store.connection import Store
    from chaos.cluster import Cluster


@contextmanager
def server(**options: str | int | Path) -> Iterator[subprocess.Popen[bytes]]:
    """A bare server with these options (`maxmemory_policy="noeviction"`), killed afterwards."""
    process = subprocess.Popen(  # noqa: S603 - the packaged binary and our own options
        server_command({"port": 0, **options}), stdout=subprocess.DEVNULL
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


@contextmanager
def lone_server() -> Iterator[tuple[Path, subprocess.Popen[bytes]]]:
    """A server on a unix socket that answers: the socket's path, and the process."""
    with short_folder() as folder:
        path = folder / "valkey.sock"
        with server(dir=folder, unixsocket=path) as process:
            with redis.Redis(unix_socket_path=str(path)) as client:
                wait_until(client.ping)
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
        never_expire = forgotten_expiries(client)
        client.flushall()
    assert not never_expire, f"keys without an expiry: {never_expire}"


@pytest.fixture
async def store(valkey_url: str) -> AsyncIterator[Store]:
    client = connect(valkey_url)
    yield client
    await client.aclose()


@pytest.fixture(scope="session")
def cluster_ports() -> Iterator[list[int]]:
    """Three primaries with a third of the slots each, and no replicas."""
    with (
        short_folder() as folder,
        valkey_cluster(folder, replicas=False, appendonly="no") as servers,
    ):
        yield [node.port for node in servers.nodes]


@pytest.fixture(scope="session")
def replicated() -> Iterator[Cluster]:
    """Three primaries and their replicas. Tests make them fail over, so roles change."""
    with short_folder() as folder, valkey_cluster(folder, appendonly="no") as servers:
        yield servers


@pytest.fixture
def replicated_url(replicated: Cluster) -> Iterator[str]:
    """The address of the cluster with replicas; it is empty and healthy when a test begins."""
    yield replicated.url
    replicated.wait_until_healthy()
    for node in replicated.primaries():
        with node.client() as client:
            client.flushall()


@pytest.fixture
def cluster_url(cluster_ports: list[int]) -> Iterator[str]:
    """The cluster's address; it is empty when a test begins."""
    yield f"redis+cluster://127.0.0.1:{cluster_ports[0]}"
    never_expire = []
    for port in cluster_ports:
        with redis.Redis(port=port) as node:
            never_expire += forgotten_expiries(node)
            node.flushall()
    assert not never_expire, f"keys without an expiry: {never_expire}"


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
