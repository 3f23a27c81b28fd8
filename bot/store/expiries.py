"""Keys expire by the store's own clock, which nobody can move."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.store.connection import store_call

if TYPE_CHECKING:
    from bot.store.connection import Store

SCAN_SECONDS = 10.0


@store_call(SCAN_SECONDS)
async def expire_sooner(store: Store, seconds: int) -> None:
    """Let each key expire so much sooner, as if that time had passed. Those that are over go now.

    Raises StoreUnavailableError.
    """
    async for key in store.scan_iter("hd:*", count=1000):
        left = await store.pttl(key)  # milliseconds; negative where it never expires
        if left > 0:
            await store.pexpire(key, left - seconds * 1000)
