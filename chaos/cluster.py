"""A cluster of Valkey servers, with or without replicas, whose primaries can be made to fail over.

A failover changes which server is a primary and which one follows it, so both are always looked up.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

import redis

from chaos.stores import free_port, valkey, wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from chaos.stores import Valkey

PRIMARIES = 3
SLOTS = 16_384
NODE_TIMEOUT_MILLISECONDS = 1000


class Cluster:
    """The servers: at first three primaries, then a replica for each if there are replicas."""

    def __init__(self, nodes: list[Valkey]) -> None:
        self.nodes = nodes
        self.url = f"redis+cluster://127.0.0.1:{nodes[0].port}"

    def primaries(self) -> list[Valkey]:
        """The servers that are primaries now."""
        return [node for node in self.nodes if node.role()[0] == b"master"]

    def pair(self, key: str) -> tuple[Valkey, Valkey]:
        """The primary of a key and its replica."""
        primary = next(node for node in self.primaries() if serves(node, key))
        return primary, next(node for node in self.nodes if node.role()[2] == primary.port)

    def wait_until_healthy(self) -> None:
        """Wait until all nodes know all slots and each replica has caught up with its primary."""
        wait_until(self._is_healthy)

    def _is_healthy(self) -> bool:
        roles = [node.role() for node in self.nodes]
        primaries = [role for role in roles if role[0] == b"master"]
        replicas = [role for role in roles if role[0] == b"slave"]
        each_has_a_replica = not replicas or all(role[2] for role in primaries)
        return (
            len(primaries) == PRIMARIES
            and each_has_a_replica
            and all(role[3] == b"connected" for role in replicas)
            and all(self._knows_all(node) for node in self.nodes)
        )

    def _knows_all(self, node: Valkey) -> bool:
        info: dict[str, str] = node.cluster("INFO")
        if (info["cluster_known_nodes"], info["cluster_state"]) != (str(len(self.nodes)), "ok"):
            return False
        # First and last slot, then the nodes that serve them.
        each = 2 + len(self.nodes) // PRIMARIES
        return all(len(slots) == each for slots in node.cluster("SLOTS"))


@contextmanager
def cluster(
    folder: Path,
    *,
    replicas: bool = True,
    **options: Any,  # noqa: ANN401 - see `valkey`
) -> Iterator[Cluster]:
    """Three running primaries with a third of the slots each, and for each a replica.

    Unless options say otherwise, each server saves what it acknowledges, and counts as down after
    a second of silence. All are killed afterwards.
    """
    buses = [free_port() for _ in range(PRIMARIES * 2 if replicas else PRIMARIES)]
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
                    **options,
                )
            )
            for bus in buses
        ]
        started = Cluster(nodes)
        for number, node in enumerate(nodes):
            node.cluster("SET-CONFIG-EPOCH", number + 1)
        for number, node in enumerate(nodes[:PRIMARIES]):
            first, after = SLOTS * number // PRIMARIES, SLOTS * (number + 1) // PRIMARIES
            node.cluster("ADDSLOTSRANGE", first, after - 1)
        for node, bus in zip(nodes, buses, strict=True):
            nodes[0].cluster("MEET", "127.0.0.1", node.port, bus)
        for primary, replica in zip(nodes, nodes[PRIMARIES:], strict=False):
            identity = primary.cluster("MYID").decode()
            # A node can follow only a node that it has met.
            wait_until(lambda: replica.cluster("REPLICATE", identity))  # noqa: B023 - called at once
        started.wait_until_healthy()
        yield started


def serves(node: Valkey, key: str) -> bool:
    """Whether a node answers for a key."""
    with node.client() as client:
        try:
            client.exists(key)
        except redis.ResponseError:  # it names another node
            return False
    return True
