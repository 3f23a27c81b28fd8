"""Which role a channel was last asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from bot.store.connection import store_call
from bot.store.keys import Keys

if TYPE_CHECKING:
    from bot.store.connection import Store

# A hiring round takes months; it is over where nobody has asked for half a year.
EXPIRY_SECONDS = 180 * 24 * 60 * 60

PATIENCE_SECONDS = 0.5
"""An answer about the wrong role says so; one that comes too late says nothing."""


class ChannelRoles:
    """Channel → id of a role. Every method raises StoreUnavailableError."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @store_call(PATIENCE_SECONDS)
    async def load(self, tenant: str, channel: str) -> str | None:
        """The id of the role; the content may not have that role any more."""
        role = cast("bytes | None", await self._store.get(Keys(tenant).channel_role_key(channel)))
        return role.decode(errors="replace") if role else None

    @store_call(PATIENCE_SECONDS)
    async def save(self, tenant: str, channel: str, role: str) -> None:
        """Remember a role."""
        await self._store.set(Keys(tenant).channel_role_key(channel), role, ex=EXPIRY_SECONDS)
