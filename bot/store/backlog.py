"""How far behind the reconcilers are."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from bot.store import keys
from bot.store.connection import store_call
from bot.store.keys import SHARDS

if TYPE_CHECKING:
    from bot.store.clock import Clock
    from bot.store.connection import Store

PATIENCE_SECONDS = 1.0


@store_call(PATIENCE_SECONDS)
async def measure_backlog(store: Store, clock: Clock) -> float:
    """How many seconds the longest due debrief or person has been waiting; 0 if none is due.

    This machine's time is near enough for a queue that should be empty. Read from the store, not
    from a reconciler, since a reconciler that hangs would not tell. Raises StoreUnavailableError.
    """
    now = clock.read_seconds()
    async with store.pipeline(transaction=False) as pipeline:
        for shard, queue in product(range(SHARDS), keys.QUEUES):
            pipeline.zrange(keys.due_key(shard, queue), 0, 0, withscores=True)
        first_entries = await pipeline.execute()
    return max([0.0, *(now - float(first[0][1]) for first in first_entries if first)])
