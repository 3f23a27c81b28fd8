"""What is stored when time is moved on: in the local workspace, and by tests."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from bot.store import keys
from bot.store.connection import store_call
from bot.store.due import get_queue_keys
from bot.store.scripts import load_script

if TYPE_CHECKING:
    from bot.store.connection import Store


@store_call()
async def prepare_move(store: Store, seconds: int) -> None:
    """Prepare what is stored for a move by so many seconds. Raises StoreUnavailableError.

    Leases last as long as before: what they guard is under way, and would be done twice. Everything
    else is as if that time had passed. Since keys expire by the store's own clock, which nobody
    can move, each gets that much less time, and a key whose time is then over is deleted now.
    """
    keep_leases = load_script(store, "keep_leases")
    for shard, queue in product(range(keys.SHARDS), keys.QUEUES):
        await keep_leases(keys=get_queue_keys(shard, queue), args=[seconds])
    async for key in store.scan_iter("hd:*", count=1000):
        left = await store.pttl(key)  # milliseconds; negative where it never expires
        if left > 0:
            await store.pexpire(key, left - seconds * 1000)
