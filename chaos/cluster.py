"""A cluster of Valkey servers with replicas, whose primaries can be made to fail over.

Who is a primary and who follows it changes with each failover, so both are asked for anew.
"""

from __future__ import annotations

import asyncio
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

import redis

from chaos.stores import PATIENCE_SECONDS, Valkey, free_port, valkey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PRIMARIES = 3
SLOTS = 16_384
NODE_TIMEOUT_MILLISECONDS = 1000


class Cluster:
    """Its servers: first those that are primaries at first, then a replica for each of them."""

    def __init__(self, nodes: list[Valkey], buses: list[int]) -> None:
        self.nodes = nodes
        self.url = f"redis+cluster://127.0.0.1:{nodes[0].port}"
        self._buses = buses

    async def start(self) -> None:
        """Start all, hand out the slots, and wait until each replica follows its primary."""
        await asyncio.gather(*(node.start() for node in self.nodes))
        for number, node in enumerate(self.nodes):
            _cluster(node, "SET-CONFIG-EPOCH", number + 1)
        for number, node in enumerate(self.nodes[:PRIMARIES]):
            first, after = SLOTS * number // PRIMARIES, SLOTS * (number + 1) // PRIMARIES
            _cluster(node, "ADDSLOTSRANGE", first, after - 1)
        for node, bus in zip(self.nodes, self._buses, strict=True):
            _cluster(self.nodes[0], "MEET", "127.0.0.1", node.port, bus)
        await until(lambda: all(self._knows(node) for node in self.nodes))
        for primary, replica in zip(self.nodes, self.nodes[PRIMARIES:], strict=False):
            _cluster(replica, "REPLICATE", _cluster(primary, "MYID").decode())
        await self.in_order()

    async def in_order(self) -> None:
        """Wait until each primary has a replica that has caught up, and all nodes know."""
        await until(self._in_order)

    def pair(self, key: str) -> tuple[Valkey, Valkey]:
        """The primary of a key and its replica."""
        primary = next(node for node in self.nodes if role(node)[0] == b"master" and has(node, key))
        return primary, next(node for node in self.nodes if role(node)[2] == primary.port)

    def _in_order(self) -> bool:
        roles = [role(node) for node in self.nodes]
        primaries = [one for one in roles if one[0] == b"master"]
        return (
            len(primaries) == PRIMARIES
            and all(one[2] for one in primaries)
            and all(one[0] == b"master" or one[3] == b"connected" for one in roles)
            and all(self._knows(node) for node in self.nodes)
        )

    def _knows(self, node: Valkey) -> bool:
        info: dict[str, str] = _cluster(node, "INFO")
        known = (info["cluster_known_nodes"], info["cluster_state"])
        return known == (str(len(self.nodes)), "ok")


@contextmanager
def cluster(folder: Path, *, replicas: bool = True) -> Iterator[Cluster]:
    """Three primaries, not started yet, and for each a replica; killed afterwards.

    Each keeps what it acknowledges, and counts as down after a second of silence.
    """
    count = PRIMARIES * 2 if replicas else PRIMARIES
    buses = [free_port() for _ in range(count)]
    with ExitStack() as stack:
        nodes = [
            stack.enter_context(
                valkey(
                    folder,
                    name=f"node-{bus}",
                    cluster_enabled="yes",
                    cluster_port=bus,
                    cluster_node_timeout=NODE_TIMEOUT_MILLISECONDS,
                    repl_diskless_sync_delay=0,
                )
            )
            for bus in buses
        ]
        yield Cluster(nodes, buses)


def role(node: Valkey) -> list[Any]:
    """Its answer to ROLE: a primary's replicas are in [2], a replica's primary, too."""
    with node.client() as client:
        return list(client.role())


def has(node: Valkey, key: str) -> bool:
    """Whether a node answers for a key."""
    with node.client() as client:
        try:
            client.exists(key)
        except redis.ResponseError:  # it names another one
            return False
    return True


async def until(condition: Callable[[], bool]) -> None:
    """Wait for it. A server that does not answer yet does not fulfil it."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not _holds(condition):
            await asyncio.sleep(0.05)


def _holds(condition: Callable[[], bool]) -> bool:
    try:
        return condition()
    except redis.RedisError:
        return False


def _cluster(node: Valkey, word: str, *more: str | int) -> Any:  # noqa: ANN401 - as it answers
    with node.client() as client:
        return client.execute_command(f"CLUSTER {word}", *more)
