"""Who has opened their Home, and what it showed last, so that nothing is published twice.

What it showed is kept as a fingerprint, which needs a master key.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from bot.store.connection import store_call
from bot.store.keys import Keys

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.store.connection import Store
    from bot.store.encryption import Keyring


class Homes:
    """The Homes of all people. Methods that ask the store raise StoreUnavailableError."""

    def __init__(self, store: Store, keyring: Keyring) -> None:
        self._store = store
        self._keyring = keyring

    def make_fingerprint(self, shown: Mapping[str, Any]) -> str:
        """The fingerprint of a view. After another master key has come first, it differs."""
        return self._keyring.fingerprint(json.dumps(shown, sort_keys=True).encode())[0]

    @store_call()
    async def load(self, tenant: str, user: str) -> str | None:
        """The fingerprint of what was published last; None for a Home that was never opened."""
        value = cast("bytes | None", await self._store.hget(Keys(tenant).homes_key(), user))
        return None if value is None else value.decode(errors="replace")

    @store_call()
    async def save(self, tenant: str, user: str, fingerprint: str) -> None:
        """Remember that a person has opened their Home, and what it shows."""
        await self._store.hset(Keys(tenant).homes_key(), user, fingerprint)

    @store_call()
    async def forget_all(self, tenant: str) -> None:
        """Forget everyone of a workspace, which has removed the app."""
        await self._store.delete(Keys(tenant).homes_key())
