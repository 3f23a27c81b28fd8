"""In which workspaces somebody was told the first steps: once, for as long as the store lasts."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from bot.store.connection import store_call
from bot.store.keys import Keys

if TYPE_CHECKING:
    from bot.store.connection import Store


class Welcomes:
    """The welcomes of all workspaces. Methods raise StoreUnavailableError."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @store_call()
    async def claim(self, tenant: str) -> bool:
        """Whether the caller is the first ever to welcome somebody of a workspace.

        A call that is repeated because its answer was lost finds its own claim.
        """
        key, mark = Keys(tenant).welcomed_key(), secrets.token_hex(8)
        if await self._store.set(key, mark, nx=True):
            return True
        return bool(await self._store.get(key) == mark.encode())

    @store_call()
    async def release(self, tenant: str) -> None:
        """Let somebody else be welcomed: Slack has refused the message."""
        await self._store.delete(Keys(tenant).welcomed_key())
