"""Single encrypted values in the store: how they are read, and what they are never written over."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from hiring.errors import NewerVersionError, UnreadableError

if TYPE_CHECKING:
    from bot.store.connection import Store
    from bot.store.encryption import AssociatedData, Key, Keyring
    from hiring.formats import StoredFormat

T = TypeVar("T")


async def read_value(
    store: Store,
    key: str,
    encryption: Key | Keyring,
    associated_data: AssociatedData,
    stored_as: StoredFormat[T],
) -> T | None:
    """The value of a key, None if there is none. Raises UnreadableError."""
    encrypted = cast("bytes | None", await store.get(key))
    return (
        None
        if encrypted is None
        else stored_as.load(encryption.decrypt(encrypted, associated_data))
    )


async def write_value(  # noqa: PLR0913, PLR0917 - what is written, how, and where
    store: Store,
    key: str,
    encryption: Key | Keyring,
    associated_data: AssociatedData,
    stored_as: StoredFormat[T],
    value: T,
    *,
    expiry: int | None = None,
) -> None:
    """Write a value in place of the earlier one, for `expiry` seconds or without an expiry.

    Raises NewerVersionError, and writes nothing, if the earlier one has a newer version: this
    process would drop what it doesn't know. One that can't be read for another reason is replaced.
    """
    try:
        await read_value(store, key, encryption, associated_data, stored_as)
    except NewerVersionError:
        raise
    except UnreadableError:
        pass
    await store.set(key, encryption.encrypt(stored_as.dump(value), associated_data), ex=expiry)
