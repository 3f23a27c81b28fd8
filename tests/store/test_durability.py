from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from redis.asyncio import RedisCluster

from bot.store import durability as module
from bot.store.connection import connect
from bot.store.durability import check_at_start, check_durability, overall, summarise_checks
from bot.store.embedded import EmbeddedValkey
from bot.store.errors import StoreUnsafeError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.store.connection import Store
    from bot.store.durability import Finding


def states(findings: list[Finding]) -> dict[str, str]:
    return {finding.check: finding.state for finding in findings}


async def test_the_embedded_store_is_safe_in_every_respect(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with EmbeddedValkey(tmp_path) as server, connect(server.url) as store:
        findings = await check_at_start(store, allow_unsafe=False)
    assert set(states(findings).values()) == {overall(findings)} == {"safe"}
    assert caplog.text == ""


async def test_an_unsafe_store_is_refused_in_one_sentence_that_says_what_to_set(
    store: Store,
) -> None:
    with pytest.raises(StoreUnsafeError) as refused:
        await check_at_start(store, allow_unsafe=False)
    assert refused.value.sentence == (
        "The store at REDIS_URL may lose what it has saved: set `appendonly yes`, "
        "set `appendfsync always` there, or set ALLOW_UNSAFE_STORE=true to start anyway."
    )


async def test_an_unsafe_store_that_is_allowed_is_a_warning_a_line(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    findings = await check_at_start(store, allow_unsafe=True)
    assert overall(findings) == "unsafe"
    assert summarise_checks(findings) == {
        "version": True,
        "append-only file": False,
        "fsync": False,
        "eviction": True,
    }
    assert [record.levelname for record in caplog.records] == ["WARNING", "WARNING"]


async def test_a_cluster_needs_a_replica_for_each_primary(
    cluster: Store, replicated_url: str
) -> None:
    findings = await check_durability(cluster)
    assert states(findings)["replicas"] == "unsafe"
    async with connect(replicated_url) as store:
        assert states(await check_durability(store))["replicas"] == "safe"
    assert (
        "replica"
        in StoreUnsafeError([finding.remedy for finding in findings if finding.remedy]).sentence
    )


async def test_each_unsafe_setting_is_named_with_what_to_set(store: Store) -> None:
    await store.config_set("maxmemory-policy", "allkeys-lru")
    try:
        findings = await check_durability(store)
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
    findings = await check_durability(managed)
    assert states(findings)["fsync"] == "unknown"
    assert (
        overall(finding for finding in findings if finding.check != "append-only file") == "unknown"
    )
    assert summarise_checks(findings)["fsync"]


def test_what_is_unsafe_on_one_primary_is_unsafe_whatever_the_others_say() -> None:
    findings = [module._eviction({"maxmemory_policy": p}) for p in ("noeviction", "allkeys-lru")]
    for order in (findings, findings[::-1]):
        assert summarise_checks(order) == {"eviction": False}
        assert overall(order) == "unsafe"


async def test_every_primary_of_a_cluster_is_asked(cluster: Store) -> None:
    assert isinstance(cluster, RedisCluster)
    await cluster.initialize()
    primary = cluster.get_primaries()[0]
    assert states(await check_durability(cluster))["eviction"] == "safe"
    await cluster.config_set("maxmemory-policy", "allkeys-lru", target_nodes=primary)
    try:
        findings = await check_durability(cluster)
    finally:
        await cluster.config_set("maxmemory-policy", "noeviction", target_nodes=primary)
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
