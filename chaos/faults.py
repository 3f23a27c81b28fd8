"""The ways in which a store can be unavailable or refuse for some seconds. All of them are real.

Each coroutine begins its fault, waits, and ends it.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.store import keys
from chaos.cluster import serves
from chaos.slack import TENANT
from chaos.stores import free_port, wait_until

if TYPE_CHECKING:
    from chaos.cluster import Cluster
    from chaos.proxy import Network
    from chaos.stores import Valkey

FLUSH_SECONDS = 0.002  # between two SCRIPT FLUSH
BATCH = 200  # keys that are moved at once


async def restart(server: Valkey, seconds: float) -> None:
    """The server is killed, and comes back."""
    server.kill()
    await asyncio.sleep(seconds)
    await asyncio.to_thread(server.start)


async def stall(server: Valkey, seconds: float) -> None:
    """The server hangs: connections stay open, and nothing answers."""
    server.stall()
    try:
        await asyncio.sleep(seconds)
    finally:
        server.resume()


async def out_of_memory(server: Valkey, seconds: float) -> None:
    """The server is over its memory limit, and evicts nothing."""
    with server.client() as admin:
        admin.config_set("maxmemory", 1)
        await asyncio.sleep(seconds)
        admin.config_set("maxmemory", 0)


async def read_only(server: Valkey, seconds: float) -> None:
    """The server is made the replica of one that does not exist."""
    with server.client() as admin:
        admin.replicaof("127.0.0.1", free_port())
        await asyncio.sleep(seconds)
        admin.replicaof("NO", "ONE")


async def loading(server: Valkey, seconds: float) -> None:
    """The server was restarted and loads its keys slowly, as from a big file."""
    with server.client() as admin:
        admin.bgrewriteaof()
        await asyncio.to_thread(
            wait_until, lambda: not admin.info("persistence")["aof_rewrite_in_progress"]
        )
        delay = round(seconds * 1_000_000 / admin.dbsize())
    server.kill()
    options = {"key_load_delay": delay, "loading_process_events_interval_bytes": 1024}
    await asyncio.to_thread(lambda: server.start(**options))


async def misconf(server: Valkey, seconds: float) -> None:
    """The server can't write its snapshot, and refuses writes until it can."""
    in_the_way = server.folder / "dump.rdb"
    in_the_way.mkdir()
    with server.client() as admin:
        admin.config_set("save", "3600 1000000")
        admin.bgsave()
        await asyncio.to_thread(
            wait_until, lambda: admin.info("persistence")["rdb_last_bgsave_status"] == "err"
        )
        await asyncio.sleep(seconds)
        admin.config_set("save", "")
    in_the_way.rmdir()


async def wrong_password(server: Valkey, seconds: float) -> None:
    """The server gets another password and closes all connections."""
    with server.client() as admin:
        right = admin.config_get("requirepass")["requirepass"]
        admin.config_set("requirepass", "another")
        admin.client_kill_filter(_type="normal", skipme=True)
        await asyncio.sleep(seconds)
        admin.config_set("requirepass", right)


async def no_scripts(server: Valkey, seconds: float) -> None:
    """The server forgets all scripts, again and again."""
    end = asyncio.get_running_loop().time() + seconds
    with server.client() as admin:
        while asyncio.get_running_loop().time() < end:
            admin.script_flush()
            await asyncio.sleep(FLUSH_SECONDS)


async def reset(network: Network, seconds: float) -> None:
    """A proxy resets every connection in the middle of its first answer."""
    network.cut = True
    await asyncio.sleep(seconds)
    network.cut = False


async def cluster_down(cluster: Cluster, seconds: float) -> None:
    """A primary without our keys hangs, and so does its replica: nothing serves their slots."""
    ours = keys.Keys(TENANT).installation_key()
    primary = next(node for node in cluster.primaries() if not serves(node, ours))
    replica = next(node for node in cluster.nodes if node.role()[2] == primary.port)
    primary.stall()
    replica.stall()
    await asyncio.sleep(seconds)
    primary.resume()
    replica.resume()


async def try_again(cluster: Cluster, seconds: float) -> None:
    """Our slot moves to another primary, which has the queue already but not yet the debriefs."""
    ours = keys.Keys(TENANT).installation_key()
    source, target = sorted(cluster.primaries(), key=lambda node: not serves(node, ours))[:2]
    slot = source.cluster("KEYSLOT", ours)
    target.cluster("SETSLOT", slot, "IMPORTING", source.cluster("MYID").decode())
    source.cluster("SETSLOT", slot, "MIGRATING", target.cluster("MYID").decode())
    number = keys.get_shard(TENANT)
    _move_keys(source, target, [keys.due_key(number), keys.leases_key(number)])
    await asyncio.sleep(seconds)
    while batch := source.cluster("GETKEYSINSLOT", slot, BATCH):
        _move_keys(source, target, batch)
        await asyncio.sleep(0)
    for node in (target, source):
        node.cluster("SETSLOT", slot, "NODE", target.cluster("MYID").decode())


def _move_keys(source: Valkey, target: Valkey, names: list[str] | list[bytes]) -> None:
    with source.client() as client:
        client.execute_command("MIGRATE", "127.0.0.1", target.port, "", 0, 5000, "KEYS", *names)
