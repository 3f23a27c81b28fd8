"""What is stored follows a time that is moved on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.store.due import LEASE_SECONDS
from bot.store.keys import Keys, get_shard
from bot.store.moved_time import prepare_move

if TYPE_CHECKING:
    from bot.store.due import Lease
    from tests.store.conftest import Kit

DAY = 24 * 60 * 60


async def test_each_key_expires_sooner_or_at_once_and_what_never_expires_stays(desk: Kit) -> None:
    over, later, always = (Keys("T0001").once_key(name) for name in ("over", "later", "always"))
    await desk.store.set(over, 1, ex=DAY - 1)
    await desk.store.set(later, 1, ex=2 * DAY)
    await desk.store.set(always, 1)
    await prepare_move(desk.store, DAY)
    assert await desk.store.get(over) is None
    assert DAY - 5 <= await desk.store.ttl(later) <= DAY
    assert await desk.store.ttl(always) == -1
    await desk.store.delete(always)


async def test_a_lease_lasts_as_long_as_before_and_everything_else_falls_due(desk: Kit) -> None:
    for debrief in ("d1", "d2"):
        await desk.due.wake("T0001", debrief)
    held, finished = await lease(desk), await lease(desk)
    await desk.due.finish(finished, finished.now + DAY)
    await prepare_move(desk.store, DAY)
    desk.clock.move(DAY)
    assert (await lease(desk)).id == finished.id
    assert await desk.due.lease_next(get_shard("T0001")) is None
    desk.clock.move(DAY + LEASE_SECONDS + 1)
    assert held.id in {(await lease(desk)).id for _ in range(2)}


async def lease(desk: Kit) -> Lease:
    leased = await desk.due.lease_next(get_shard("T0001"))
    assert leased
    return leased


async def test_whoever_waits_for_what_is_due_is_woken_by_a_move(desk: Kit) -> None:
    desk.due.woken.clear()
    desk.clock.move(1)
    assert desk.due.woken.is_set()
