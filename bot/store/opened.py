"""The store and the keys that these settings ask for."""

from __future__ import annotations

from contextlib import aclosing, asynccontextmanager
from typing import TYPE_CHECKING

from bot.settings import secret
from bot.store.connection import connect
from bot.store.embedded import EmbeddedValkey
from bot.store.vault import Keyring

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.settings import Settings
    from bot.store.connection import Store


@asynccontextmanager
async def open_store(settings: Settings) -> AsyncIterator[tuple[Store, Keyring]]:
    """Connect to REDIS_URL, or run a Valkey of our own in DATA_DIR. Raises StoreError."""
    if settings.redis_url:
        keyring = Keyring.from_setting(secret(settings.encryption_keys))
        store = connect(secret(settings.redis_url), replicated=not settings.allow_unsafe_store)
        async with aclosing(store):  # a store that is away is told of when it is first asked
            yield store, keyring
        return
    async with EmbeddedValkey(settings.data_dir) as server, connect(server.url) as store:
        keys = secret(settings.encryption_keys)
        yield (
            store,
            Keyring.from_setting(keys)
            if keys
            else Keyring.from_file(server.data_dir / "encryption.keys"),
        )
