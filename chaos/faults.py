"""How a store can be away or refuse, each for some seconds: all of it real.

A coroutine begins its fault, waits, and ends it.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from bot.store import keys
from chaos.cluster import has, role, until
from chaos.slack import TENANT
from chaos.stores import free_port

if TYPE_CHECKING:
    import redis

    from chaos.cluster import Cluster
    from chaos.proxy import Network
    from chaos.stores import Valkey

FLUSH_SECONDS = 0.002  # between two SCRIPT FLUSH
BATCH = 200  # keys that are moved at once


async def restart(server: Valkey, seconds: float) -> None:
    """It is killed, and comes back."""
    server.kill()
    await asyncio.sleep(seconds)
    await server.start()


async def stall(server: Valkey, seconds: float) -> None:
    """It hangs: connections stand, and nobody answers."""
    server.stall()
    try:
        await asyncio.sleep(seconds)
    finally:
        server.go_on()


async def out_of_memory(server: Valkey, seconds: float) -> None:
    """It has more than it may hold, and evicts nothing."""
    with server.client() as admin:
        admin.config_set("maxmemory", 1)
        await asyncio.sleep(seconds)
        admin.config_set("maxmemory", 0)


async def read_only(server: Valkey, seconds: float) -> None:
    """It was made the replica of one that is not there."""
    with server.client() as admin:
        admin.replicaof("127.0.0.1", free_port())
        await asyncio.sleep(seconds)
        admin.replicaof("NO", "ONE")


async def loading(server: Valkey, seconds: float) -> None:
    """It was restarted, and reads a big file: its keys come slowly."""
    with server.client() as admin:
        admin.bgrewriteaof()
        await until(lambda: not admin.info("persistence")["aof_rewrite_in_progress"])
        each = round(seconds * 1_000_000 / admin.dbsize())
    server.kill()
    await server.start(key_load_delay=each, loading_process_events_interval_bytes=1024)


async def misconf(server: Valkey, seconds: float) -> None:
    """It can't write its snapshot, and takes no writes until it can."""
    in_the_way = server.folder / "dump.rdb"
    in_the_way.mkdir()
    with server.client() as admin:
        admin.config_set("save", "3600 1000000")
        admin.bgsave()
        await until(lambda: admin.info("persistence")["rdb_last_bgsave_status"] == "err")
        await asyncio.sleep(seconds)
        admin.config_set("save", "")
    in_the_way.rmdir()


async def wrong_password(server: Valkey, seconds: float) -> None:
    """Its password is another one, and everybody has to connect anew."""
    with server.client() as admin:
        right = admin.config_get("requirepass")["requirepass"]
        admin.config_set("requirepass", "another")
        admin.client_kill_filter(_type="normal", skipme=True)
        await asyncio.sleep(seconds)
        admin.config_set("requirepass", right)


async def no_scripts(server: Valkey, seconds: float) -> None:
    """It forgets all scripts, again and again."""
    end = asyncio.get_running_loop().time() + seconds
    with server.client() as admin:
        while asyncio.get_running_loop().time() < end:
            admin.script_flush()
            await asyncio.sleep(FLUSH_SECONDS)


async def reset(network: Network, seconds: float) -> None:
    """Every connection is reset in the middle of its first answer; a proxy does that."""
    network.cut = True
    await asyncio.sleep(seconds)
    network.cut = False


async def cluster_down(cluster: Cluster, seconds: float) -> None:
    """A primary that has none of our keys hangs, and its replica: nobody serves their slots."""
    ours = keys.Keys(TENANT).installation()
    primary = next(one for one in cluster.nodes if role(one)[0] == b"master" and not has(one, ours))
    replica = next(one for one in cluster.nodes if role(one)[2] == primary.port)
    primary.stall()
    replica.stall()
    await asyncio.sleep(seconds)
    primary.go_on()
    replica.go_on()


async def try_again(cluster: Cluster, seconds: float) -> None:
    """Our slot moves to another primary: the queue is there already, the debriefs are not yet."""
    ours = keys.Keys(TENANT).installation()
    primaries = [node for node in cluster.nodes if role(node)[0] == b"master"]
    source, target = sorted(primaries, key=lambda node: not has(node, ours))[:2]
    with source.client() as giving, target.client() as taking:
        slot = _asked(giving, "KEYSLOT", ours)
        _asked(taking, "SETSLOT", slot, "IMPORTING", _asked(giving, "MYID").decode())
        _asked(giving, "SETSLOT", slot, "MIGRATING", _asked(taking, "MYID").decode())
        number = keys.shard(TENANT)
        _move(giving, target, [keys.due(number), keys.claims(number)])
        await asyncio.sleep(seconds)
        while some := _asked(giving, "GETKEYSINSLOT", slot, BATCH):
            _move(giving, target, some)
            await asyncio.sleep(0)
        for one in (taking, giving):
            _asked(one, "SETSLOT", slot, "NODE", _asked(taking, "MYID").decode())


def _move(giving: redis.Redis, target: Valkey, some: list[str] | list[bytes]) -> None:
    giving.execute_command(  # type: ignore[no-untyped-call]
        "MIGRATE", "127.0.0.1", target.port, "", 0, 5000, "KEYS", *some
    )


def _asked(client: redis.Redis, word: str, *more: str | int) -> Any:  # noqa: ANN401 - as it answers
    return client.execute_command(f"CLUSTER {word}", *more)  # type: ignore[no-untyped-call]
