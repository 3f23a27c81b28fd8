"""How fast a channel is written to. Slack: about one message a second, and short bursts."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, cast

from bot.store.connection import store_call
from bot.store.keys import Keys
from bot.store.scripts import load_script

if TYPE_CHECKING:
    from bot.store.clock import Clock
    from bot.store.connection import Store

INTERVAL_SECONDS = 1
BURST = 4


class Pace:
    """The pace of all channels, for all processes together. Methods raise StoreUnavailableError."""

    def __init__(self, store: Store, clock: Clock, *, interval: int = INTERVAL_SECONDS) -> None:
        self._interval = interval
        self._clock = clock
        self._script = load_script(store, "pace_posts")

    async def reserve_call(self, tenant: str, channel: str) -> int:
        """Reserve a call to a channel: 0 if it may be made now, else the seconds to wait."""
        return await self._run(tenant, channel, 0)

    async def pause(self, tenant: str, channel: str, seconds: int) -> None:
        """Make every call to a channel wait, as Slack asks with `Retry-After`."""
        await self._run(tenant, channel, seconds)

    @store_call()
    async def _run(self, tenant: str, channel: str, pause: int) -> int:
        milliseconds = await self._script(
            keys=[Keys(tenant).pace_key(channel)],
            args=[self._interval * 1000, BURST, pause * 1000, self._clock.offset],
        )
        return math.ceil(cast("int", milliseconds) / 1000)
