"""How far behind the reconcilers are."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from bot.store import keys
from bot.store.connection import store_call
from bot.store.keys import SHARDS

if TYPE_CHECKING:
    from bot.store.clock import Clock
    from bot.store.connection import Store

PATIENCE_SECONDS = 1.0


@store_call(PATIENCE_SECONDS)
async def waiting(store: Store, clock: Clock) -> float:
    """For how many seconds the debrief that is due the longest has been; 0 where none is.

    By this machine's time, which is near enough for a queue that should be empty. Asked of the
    store and not of a reconciler, since one that hangs would not tell. Raises StoreUnavailable.
    """
    now = time.time() + clock.offset
    async with store.pipeline(transaction=False) as asked:
        for shard in range(SHARDS):
            asked.zrange(keys.due(shard), 0, 0, withscores=True)
        first = await asked.execute()
    return max([0.0, *(now - float(found[0][1]) for found in first if found)])
