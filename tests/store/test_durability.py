from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from redis.asyncio import RedisCluster

from bot.store import durability as module
from bot.store.connection import connect
from bot.store.durability import durability
from bot.store.embedded import EmbeddedValkey

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.store.connection import Store
    from bot.store.durability import Finding


def states(findings: list[Finding]) -> dict[str, str]:
    return {finding.check: finding.state for finding in findings}


async def test_the_embedded_store_is_safe_in_every_respect(tmp_path: Path) -> None:
    async with EmbeddedValkey(tmp_path) as server, connect(server.url) as store:
        assert set(states(await durability(store)).values()) == {"safe"}


async def test_each_unsafe_setting_is_named_with_what_to_set(store: Store) -> None:
    await store.config_set("maxmemory-policy", "allkeys-lru")
    try:
        findings = await durability(store)
    finally:
        await store.config_set("maxmemory-policy", "noeviction")
    assert states(findings) == {
        "version": "safe",
        "append-only file": "unsafe",
        "fsync": "unsafe",
        "eviction": "unsafe",
    }
    sentences = " ".join(finding.sentence for finding in findings)
    for advice in ("set `appendonly yes`", "set `always`", "set `noeviction`", "allkeys-lru"):
        assert advice in sentences


@pytest.fixture
async def managed(store: Store, valkey_url: str) -> AsyncIterator[Store]:
    """The same server for a user who may not ask for its configuration, as managed stores do."""
    await store.execute_command("ACL SETUSER managed on >pw ~* &* +@all -config")
    async with connect(valkey_url.replace("unix://", "unix://managed:pw@")) as client:
        yield client
    await store.execute_command("ACL DELUSER managed")


async def test_a_server_that_will_not_tell_is_unknown_not_unsafe(managed: Store) -> None:
    assert states(await durability(managed))["fsync"] == "unknown"


async def test_every_primary_of_a_cluster_is_asked(cluster: Store) -> None:
    assert isinstance(cluster, RedisCluster)
    await cluster.initialize()
    one = cluster.get_primaries()[0]
    assert states(await durability(cluster))["eviction"] == "safe"
    await cluster.config_set("maxmemory-policy", "allkeys-lru", target_nodes=one)
    try:
        findings = await durability(cluster)
    finally:
        await cluster.config_set("maxmemory-policy", "noeviction", target_nodes=one)
    assert {finding.state for finding in findings if finding.check == "eviction"} == {
        "safe",
        "unsafe",
    }


@pytest.mark.parametrize(
    ("info", "state", "named"),
    [
        ({"redis_version": "6.2.14"}, "unsafe", "Redis 6.2.14"),
        ({"redis_version": "7.0.15"}, "safe", "Redis 7.0.15"),
        ({"redis_version": "7.2.4", "valkey_version": "9.1.2"}, "safe", "Valkey 9.1.2"),
    ],
)
def test_a_version_before_seven_is_too_old(info: dict[str, str], state: str, named: str) -> None:
    finding = module._version(info)
    assert finding.state == state
    assert named in finding.sentence
