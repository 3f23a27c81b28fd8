"""When people want to be written to, and what an administrator has set for the workspace.

Each is one encrypted value. Where nothing is set, there is none.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from bot.store.connection import store_call
from bot.store.encrypted_values import write_value
from bot.store.keys import Keys
from hiring.errors import UnreadableError
from hiring.preferences import FORMAT, NOTHING_SET, Preferences

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.store.connection import Store
    from bot.store.encryption import AssociatedData, Keyring

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class StoredPreferences:
    """Of some people, by id, and of their workspace."""

    people: Mapping[str, Preferences]
    workspace: Preferences


NO_PREFERENCES = StoredPreferences({}, NOTHING_SET)


class PreferenceStore:
    """The settings of people and workspaces. Every method raises StoreUnavailableError."""

    def __init__(self, store: Store, keyring: Keyring) -> None:
        self._store = store
        self._keyring = keyring

    @store_call()
    async def load(self, tenant: str, people: Iterable[str] = ()) -> StoredPreferences:
        """What some people and their workspace have set, in one call.

        Settings that can't be read count as not set, so that nobody's message waits for them.
        """
        users = tuple(dict.fromkeys(people))
        keys = [_locate(tenant, user)[0] for user in ("", *users)]
        values = cast("list[bytes | None]", await self._store.mget(keys))
        workspace, *own = (
            self._read(tenant, user, value)
            for user, value in zip(("", *users), values, strict=True)
        )
        return StoredPreferences(dict(zip(users, own, strict=True)), workspace)

    @store_call()
    async def save(self, tenant: str, user: str, preferences: Preferences) -> None:
        """Save what a person has set, in place of what they had before.

        Raises NewerVersionError if a newer version of Hiring Desk wrote that.
        """
        await self._write(tenant, user, preferences)

    @store_call()
    async def save_of_workspace(self, tenant: str, preferences: Preferences) -> None:
        """Save what an administrator has set for the workspace. See `save`."""
        await self._write(tenant, "", preferences)

    async def _write(self, tenant: str, user: str, preferences: Preferences) -> None:
        key, associated_data = _locate(tenant, user)
        if preferences == NOTHING_SET:
            await self._store.delete(key)
        else:
            await write_value(self._store, key, self._keyring, associated_data, FORMAT, preferences)

    def _read(self, tenant: str, user: str, encrypted: bytes | None) -> Preferences:
        if encrypted is None:
            return NOTHING_SET
        try:
            return FORMAT.load(self._keyring.decrypt(encrypted, _locate(tenant, user)[1]))
        except UnreadableError as error:
            log.error("settings for reminders of %s can't be read: %s", tenant, error.sentence)  # noqa: TRY400 - the sentence says it
            return NOTHING_SET


def _locate(tenant: str, user: str) -> tuple[str, AssociatedData]:
    """The key of a person's settings, or of the workspace's, and what its encryption binds."""
    keys = Keys(tenant)
    if not user:
        return keys.workspace_preferences_key(), (tenant, "workspace preferences")
    return keys.preferences_key(user), (tenant, "preferences", user)
