"""The store and the keys that these settings ask for."""

from __future__ import annotations

from contextlib import aclosing, asynccontextmanager
from typing import TYPE_CHECKING

from bot.settings import read_secret
from bot.store import keys_command
from bot.store.connection import connect, store_call
from bot.store.embedded import EmbeddedValkey
from bot.store.encryption import Keyring
from bot.store.errors import KeyringError
from bot.store.keys_command import fetch_keys

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.settings import Settings
    from bot.store.connection import Store

KEY_FILE = "encryption.keys"


@asynccontextmanager
async def open_store(settings: Settings) -> AsyncIterator[tuple[Store, Keyring]]:
    """Connect to REDIS_URL, or run a Valkey of our own in DATA_DIR. Raises StoreError."""
    if settings.redis_url:
        keyring = await _load_given_keys(settings)
        if keyring is None:
            raise KeyringError("ENCRYPTION_KEYS is missing. With REDIS_URL, no key file is made.")
        store = connect(read_secret(settings.redis_url), replicated=not settings.allow_unsafe_store)
        async with aclosing(store):  # a store that is away is told of when it is first asked
            yield store, keyring
        return
    async with EmbeddedValkey(settings.data_dir) as server, connect(server.url) as store:
        yield store, await load_keyring(settings, store)


async def load_keyring(settings: Settings, store: Store) -> Keyring:
    """The keys that the settings give, else those of the key file in DATA_DIR.

    A new key file is made for an empty store only. Raises KeyringError and StoreUnavailableError.
    """
    if keyring := await _load_given_keys(settings):
        return keyring
    path = settings.data_dir / KEY_FILE
    async with store_call():
        empty = not await store.dbsize()
    if not empty and not path.exists():
        raise KeyringError(
            f"{path} is missing, and what is stored can't be read without it. Put it back, or give "
            "another DATA_DIR to start with an empty store."
        )
    return Keyring.from_file(path)


async def _load_given_keys(settings: Settings) -> Keyring | None:
    """The keys of ENCRYPTION_KEYS or ENCRYPTION_KEYS_COMMAND; None if neither is set."""
    if command := read_secret(settings.encryption_keys_command):
        return Keyring.from_setting(await fetch_keys(command), keys_command.NAME)
    if keys := read_secret(settings.encryption_keys):
        return Keyring.from_setting(keys)
    return None
