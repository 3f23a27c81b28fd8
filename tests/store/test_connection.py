from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
import uvloop
from redis.asyncio import Redis, RedisCluster
from redis.crc import key_slot
from redis.exceptions import ResponseError

from bot.store.connection import connect, describe, store_call
from bot.store.errors import StoreUnavailableError, StoreUrlError
from bot.store.keys import SHARDS, Keys, get_shard
from chaos.cluster import PRIMARIES, SLOTS
from tests.valkey import short_folder

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine
    from pathlib import Path

    from bot.store.connection import Store

PASSWORD = "hunter2-%2F"
STEPS = 30


@pytest.fixture
async def silent_url() -> AsyncIterator[str]:
    """A server that takes every connection and never says a word."""
    hold = asyncio.Event()

    async def listen(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await hold.wait()
        writer.close()

    with short_folder() as folder:
        path = folder / "silent.sock"
        server = await asyncio.start_unix_server(listen, path)
        yield f"unix://{path}"
        hold.set()
        server.close()
        await server.wait_closed()


async def test_a_store_is_reached_by_its_socket(valkey_url: str) -> None:
    async with connect(valkey_url) as store:
        assert await store.ping()


async def test_a_store_is_reached_by_tcp(cluster_ports: list[int]) -> None:
    async with connect(f"redis://127.0.0.1:{cluster_ports[0]}/0") as store:
        assert isinstance(store, Redis)
        assert await store.ping()


async def test_a_cluster_is_reached_by_any_one_of_its_nodes(cluster_ports: list[int]) -> None:
    for port in cluster_ports:
        async with connect(f"redis+cluster://127.0.0.1:{port}") as store:
            assert isinstance(store, RedisCluster)
            assert len(store.get_primaries()) == PRIMARIES


@pytest.mark.parametrize("scheme", ["rediss", "rediss+cluster"])
async def test_an_s_in_the_scheme_means_tls(scheme: str, cluster_ports: list[int]) -> None:
    store = connect(f"{scheme}://127.0.0.1:{cluster_ports[0]}")
    with pytest.raises(StoreUnavailableError):
        async with store_call():
            await store.execute_command("PING")
    await store.aclose()


async def test_shards_spread_over_the_nodes_of_a_cluster() -> None:
    """The share of 64 tags that each third of the slots gets."""
    slots = [key_slot(f"{{s{number}}}".encode()) for number in range(SHARDS)]
    shares = [sum(slot * PRIMARIES // SLOTS == node for slot in slots) for node in range(PRIMARIES)]
    assert min(shares) >= SHARDS // PRIMARIES // 2


async def test_all_keys_of_a_tenant_can_be_used_in_one_script(cluster: Store) -> None:
    mine = Keys("T0001")
    names = [mine.installation_key(), mine.once_key("a"), mine.once_key("b")]
    count = await cluster.eval("return #KEYS", len(names), *names)
    assert count == len(names)
    assert f"s{get_shard('T0001')}" in names[0]


@pytest.mark.parametrize(
    "url", ["", "localhost:6379", "http://localhost", "valkey://localhost", "REDIS://localhost"]
)
def test_another_scheme_is_a_sentence_that_lists_ours(url: str) -> None:
    with pytest.raises(StoreUrlError, match="REDIS_URL") as refused:
        connect(url)
    for scheme in ("redis://", "rediss://", "unix://", "redis+cluster://", "rediss+cluster://"):
        assert scheme in refused.value.sentence


@pytest.mark.parametrize(
    "url",
    [
        "redis://:pa/ss@localhost",
        "redis://:pass@localhost:port",
        "redis+cluster://:pass@localhost:70000",
        "redis+cluster://:pass@localhost:7000/3",
        "redis://:pass@localhost?socket_timeout=pass",
        "redis://:pass@localhost?pass=1",
        "redis://:pass@[localhost",
        "unix:///tmp/x.sock?host=pass",
    ],
)
def test_an_address_that_cannot_be_read_is_not_quoted(url: str) -> None:
    with pytest.raises(StoreUrlError, match="REDIS_URL") as refused:
        connect(url)
    assert "pa" not in refused.value.sentence.replace("password", "")
    assert refused.value.__suppress_context__


async def test_a_wrong_password_is_never_shown(
    valkey_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    store = connect(valkey_url.replace("unix://", f"unix://somebody:{PASSWORD}@"))
    with pytest.raises(StoreUnavailableError) as refused:
        async with store_call():
            await store.ping()
    await store.aclose()
    shown = f"{refused.value!r} {refused.value.sentence} {refused.value.reason} {caplog.text}"
    assert "hunter2" not in shown
    assert refused.value.reason == "AuthenticationError"


@pytest.mark.parametrize("scheme", ["redis", "redis+cluster"])
async def test_a_store_that_is_not_there_is_unavailable(scheme: str, unused_tcp_port: int) -> None:
    store = connect(f"{scheme}://127.0.0.1:{unused_tcp_port}")
    with pytest.raises(StoreUnavailableError):
        async with store_call():
            await store.execute_command("GET", "x")
    await store.aclose()


async def test_a_socket_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    async with connect(f"unix://{tmp_path}/x.sock") as store:
        with pytest.raises(StoreUnavailableError) as gone:
            async with store_call():
                await store.ping()
    assert gone.value.reason == "ConnectionError"


async def test_a_store_that_hangs_is_given_up_before_slack_gives_up(silent_url: str) -> None:
    """The client gives up by itself; what bounds a call only bounds its sum of tries."""
    async with connect(silent_url) as store:
        started = time.monotonic()
        with pytest.raises(StoreUnavailableError):
            async with store_call(within=60):
                await store.ping()
        assert time.monotonic() - started < 3


async def test_the_time_for_a_call_can_be_shorter(silent_url: str) -> None:
    async with connect(silent_url) as store, asyncio.timeout(0.7):
        with pytest.raises(StoreUnavailableError, match="isn't saved yet") as gone:
            async with store_call(within=0.1):
                await store.ping()
    assert gone.value.reason == "TimeoutError"


async def test_a_refused_write_is_unavailable_and_quotes_nothing(store: Store) -> None:
    await store.config_set("min-replicas-to-write", 1)
    try:
        with pytest.raises(StoreUnavailableError) as refused:
            async with store_call():
                await store.set("hd:{s1}:T1:once:x", "Candidate A", ex=9)
    finally:
        await store.config_set("min-replicas-to-write", 0)
    assert refused.value.reason == "ResponseError NOREPLICAS"
    assert refused.value.__suppress_context__
    assert refused.value.__cause__ is None


async def test_a_cancelled_call_stays_cancelled(silent_url: str) -> None:
    async with connect(silent_url) as store:

        @store_call()
        async def ask() -> None:
            await store.ping()

        task = asyncio.create_task(ask())
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


async def test_our_own_mistakes_are_not_blamed_on_the_store() -> None:
    with pytest.raises(KeyError):
        async with store_call():
            raise KeyError


def test_a_reason_holds_the_code_and_nothing_that_was_sent() -> None:
    assert describe(ResponseError("ERR unknown command, beginning with: 'Jane'")) == (
        "ResponseError ERR"
    )
    assert describe(ResponseError("Jane Doe")) == "ResponseError"


@pytest.mark.parametrize("run", [asyncio.run, uvloop.run])
def test_a_connection_that_is_closed_beneath_a_call_is_an_error_of_the_store(
    cluster_url: str, run: Callable[[Coroutine[Any, Any, None]], None]
) -> None:
    """At whatever step of the call: after a failover, the cluster client closes those in use."""
    run(_closed_beneath(cluster_url))


async def _closed_beneath(cluster_url: str) -> None:
    async with connect(cluster_url) as store:
        assert isinstance(store, RedisCluster)
        for step in range(-STEPS, STEPS):
            await store.get("key")
            connection = store.get_node_from_key("key")._free[0]  # type: ignore[union-attr]
            await asyncio.gather(
                _at(step, _get_nothing(store)),
                _at(-step, connection.disconnect(nowait=step % 2 == 0)),
            )


async def _at(step: int, work: Coroutine[Any, Any, None]) -> None:
    for _ in range(step):
        await asyncio.sleep(0)
    await work


async def _get_nothing(store: Store) -> None:
    with suppress(StoreUnavailableError):
        async with store_call():
            assert await store.get("key") is None


async def test_an_error_of_our_own_is_none_of_the_store() -> None:
    with pytest.raises(AttributeError):
        async with store_call():
            _ = object().nothing  # type: ignore[attr-defined]
