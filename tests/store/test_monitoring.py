"""What is measured of the store, on one server and on a cluster."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from redis.exceptions import ResponseError

from bot.store import keys
from bot.store.backlog import measure_backlog
from bot.store.clock import Clock
from bot.store.connection import connect, store_call
from bot.store.errors import StoreUnavailableError
from bot.store.monitoring import monitor_calls
from bot.store.once import Once
from tests.store.conftest import KEYRING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.store.conftest import Kit


class Seen:
    """What was told of the calls of a store."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, str]] = []
        self.under_way = self.most = 0

    def observe(self, name: str, outcome: str, seconds: float) -> None:
        assert seconds >= 0
        self.calls.append((name, outcome))

    @contextmanager
    def in_flight(self) -> Iterator[None]:
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        try:
            yield
        finally:
            self.under_way -= 1


async def test_a_call_is_told_by_its_command_or_script_with_its_outcome(desk: Kit) -> None:
    """Also the first call of a script that the server doesn't know, and is given."""
    seen = Seen()
    await desk.store.script_flush()
    monitor_calls(desk.store, seen.observe, seen.in_flight)
    await desk.store.get("hd:{s1}:none")
    await Once(desk.store, KEYRING).claim("T0001", "a")
    with pytest.raises(ResponseError):
        await desk.store.execute_command("INCRBY", "hd:{s1}:none", "no number")
    told = [call for call in seen.calls if call[0] != "script load"]
    assert set(told) == {("get", "ok"), ("claim_once", "ok"), ("incrby", "refused")}
    assert (seen.under_way, seen.most) == (0, 1)


async def test_a_store_that_is_away_is_told_apart_from_one_that_refuses(
    unused_tcp_port: int,
) -> None:
    seen = Seen()
    async with connect(f"redis://127.0.0.1:{unused_tcp_port}") as away:
        monitor_calls(away, seen.observe, seen.in_flight)
        with pytest.raises(StoreUnavailableError):
            async with store_call():
                await away.get("hd:{s1}:none")
    assert seen.calls == [("get", "no_answer")]


async def test_what_is_due_the_longest_tells_how_far_behind_the_reconcilers_are(
    desk: Kit,
) -> None:
    clock = Clock()
    now = time.time()
    assert await measure_backlog(desk.store, clock) == 0
    await desk.store.zadd(keys.due_key(3), {"T0:later": now + 1000})
    assert await measure_backlog(desk.store, clock) == 0
    await desk.store.zadd(keys.due_key(3), {"T0:now": now - 100})
    await desk.store.zadd(keys.due_key(40), {"T0:before": now - 300})
    assert 300 <= await measure_backlog(desk.store, clock) < 400
    clock.offset = 1000
    assert 1300 <= await measure_backlog(desk.store, clock) < 1400


async def test_a_commit_that_waits_for_a_replica_is_told_like_any_other(
    replicated_url: str,
) -> None:
    """It goes by a node's own connection, past the client."""
    seen = Seen()
    async with connect(replicated_url, replicated=True) as store:
        monitor_calls(store, seen.observe, seen.in_flight)
        await Once(store, KEYRING).claim("T0001", "b")
    assert ("claim_once", "ok") in seen.calls
    assert (seen.under_way, seen.most) == (0, 1)
