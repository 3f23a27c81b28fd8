"""A channel is written to in short bursts, and then once a second, by all processes together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.store.keys import Keys
from bot.store.pace import BURST, Pace

if TYPE_CHECKING:
    from tests.store.conftest import Kit


async def test_a_burst_passes_at_once_and_then_one_call_an_interval(desk: Kit) -> None:
    first, second = (Pace(desk.store, desk.clock, interval=100) for _ in range(2))
    waits = [await (first, second)[n % 2].reserve_call("T0001", "C1") for n in range(BURST + 2)]
    assert waits[:BURST] == [0] * BURST
    assert all(90 < wait <= 100 for wait in waits[BURST:])
    assert await first.reserve_call("T0001", "C2") == 0
    desk.clock.offset += 100
    assert await first.reserve_call("T0001", "C1") == 0
    assert await first.reserve_call("T0001", "C1") > 90
    desk.clock.offset += 100 * BURST
    assert [await first.reserve_call("T0001", "C1") for _ in range(BURST)] == [0] * BURST


async def test_nobody_writes_while_slack_wants_a_pause(desk: Kit) -> None:
    pace = Pace(desk.store, desk.clock, interval=100)
    await pace.pause("T0001", "C1", 300)
    assert 290 < await pace.reserve_call("T0001", "C1") <= 300
    desk.clock.offset += 300
    assert await pace.reserve_call("T0001", "C1") == 0
    assert await pace.reserve_call("T0001", "C1") > 90


async def test_a_pause_is_remembered_until_it_is_over(desk: Kit) -> None:
    await Pace(desk.store, desk.clock).pause("T0001", "C1", 600)
    assert await desk.store.ttl(Keys("T0001").pace_key("C1")) > 600
