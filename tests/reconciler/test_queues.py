"""Which queues the loop asks, and when."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from bot.reconciler.loop import POLL_SECONDS
from bot.store.connection import connect
from bot.store.errors import StoreUnavailableError
from bot.store.keys import SHARDS, due_key, get_shard, leases_key
from tests.sample_debriefs import act, sample_debrief

if TYPE_CHECKING:
    from tests.reconciler.conftest import World

MANY = 12


async def _open_debrief(world: World, tenant: str, number: int) -> None:
    await world.kit.debriefs.open(
        tenant, act(f"V{number}"), lambda new, now: sample_debrief(new, opened_at=now)
    )


async def test_while_there_is_work_all_queues_are_asked_once_a_second_at_most(
    world: World, valkey_url: str
) -> None:
    for number in range(MANY):
        await _open_debrief(world, "T0LOCAL", number)
    async with connect(valkey_url) as store:

        async def count_rounds() -> int:
            commands = await store.info("commandstats")
            return int(commands.get("cmdstat_zrange", {"calls": 0})["calls"]) // SHARDS

        before, started = await count_rounds(), time.monotonic()
        await world.settle()
        seconds = (time.monotonic() - started) // POLL_SECONDS
        assert await count_rounds() - before <= seconds + 3


async def test_a_workspace_that_had_nothing_to_do_before_is_found_at_once(world: World) -> None:
    await _open_debrief(world, "T0LOCAL", 1)
    await world.settle()
    await _open_debrief(world, "T0OTHER", 2)
    assert await world.loop.step()


async def test_leases_that_are_none_hold_up_no_other_workspace(world: World) -> None:
    """Somebody else has put something in their place, in a shard whose turn comes earlier."""
    earlier = get_shard("T0LOCAL") - 1
    await world.kit.store.zadd(due_key(earlier), {"T0OTHER:1": 1})
    await world.kit.store.set(leases_key(earlier), "none")
    await world.want(root="Hello")
    with pytest.raises(StoreUnavailableError):
        await world.loop.step()
    assert await world.loop.step()
    assert await world.channel() == ["Hello"]
