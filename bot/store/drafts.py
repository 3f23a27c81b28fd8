"""Forms as a person last submitted them, stored for them alone.

A draft belongs to one person, channel and role, so two people never overwrite each other. It is
encrypted for that location and forgotten after 30 days.
"""

from __future__ import annotations

import time
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

from bot.store.connection import store_call
from bot.store.encrypted_values import read_value, write_value
from bot.store.keys import Keys
from hiring.formats import StoredFormat

if TYPE_CHECKING:
    from bot.store.connection import Store
    from bot.store.encryption import AssociatedData, Keyring

Json: TypeAlias = dict[str, Any]

EXPIRY_SECONDS = 30 * 24 * 60 * 60

PATIENCE_SECONDS = 1.2
"""For reading one: a form that opens without it is better than none."""


def _add_posting_fields(draft: Json) -> Json:
    """Version 2 has the fields of a whole posting. What is left out reads as nothing filled in."""
    return draft


FORMAT: Final[StoredFormat[Json]] = StoredFormat("draft", dict, [_add_posting_fields])


@dataclass(frozen=True, slots=True)
class DraftLocation:
    """Whose draft of what: ids of Slack, and the name of a form and of a role."""

    tenant: str
    form: str
    user: str
    channel: str
    role: str

    @property
    def associated_data(self) -> AssociatedData:
        """The data that a draft's encryption is bound to."""
        return ("draft", *astuple(self))

    @property
    def key(self) -> str:
        """The key of the draft."""
        return Keys(self.tenant).draft_key(self.form, self.user, self.channel, self.role)


class Drafts:
    """The drafts of all people. Every method raises StoreUnavailableError."""

    def __init__(self, store: Store, keyring: Keyring) -> None:
        self._store = store
        self._keyring = keyring

    @store_call(PATIENCE_SECONDS)
    async def load(self, of: DraftLocation) -> Json | None:
        """The draft, or None if there is none. Raises UnreadableError."""
        return await read_value(self._store, of.key, self._keyring, of.associated_data, FORMAT)

    @store_call()
    async def save(self, of: DraftLocation, draft: Json, *, listed: bool = False) -> None:
        """Save a draft in place of the earlier one, for 30 days from now.

        `listed`: `list_saved` tells of it from now on. Raises NewerVersionError if a newer version
        of Hiring Desk wrote the earlier one.
        """
        where = (self._store, of.key, self._keyring, of.associated_data, FORMAT)
        await write_value(*where, draft, expiry=EXPIRY_SECONDS)
        if listed:
            names = Keys(of.tenant).draft_list_key(of.form, of.user)
            await self._store.zadd(names, {f"{of.channel} {of.role}": time.time()})
            await self._store.expire(names, EXPIRY_SECONDS)

    @store_call()
    async def list_saved(self, tenant: str, form: str, user: str, most: int) -> list[DraftLocation]:
        """Where a person's drafts of a form are, of so many at most, the latest first."""
        names = Keys(tenant).draft_list_key(form, user)
        saved = cast("list[bytes]", await self._store.zrevrange(names, 0, most - 1))
        places = [name.decode(errors="replace").partition(" ")[::2] for name in saved]
        drafts = [DraftLocation(tenant, form, user, *place) for place in places]
        return [draft for draft in drafts if await self._store.exists(draft.key)]

    @store_call()
    async def exists(self, of: DraftLocation) -> bool:
        """Whether there is a draft, readable or not."""
        return bool(await self._store.exists(of.key))

    @store_call()
    async def delete(self, of: DraftLocation) -> None:
        """Delete a draft."""
        await self._store.delete(of.key)
