"""What is stored and can't be read with these keys by this process: its ids, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from bot.store.clock import Clock
from bot.store.connection import store_call
from bot.store.debriefs import Debriefs
from bot.store.drafts import DraftLocation, Drafts
from bot.store.due import Due
from bot.store.errors import (
    DebriefMissingError,
    DebriefUnreadableError,
    StoreUnavailableError,
)
from bot.store.form_drafts import FormDrafts
from bot.store.inboxes import Inboxes
from bot.store.installations import Installations
from bot.store.keys import Keys, is_id
from bot.store.notes import Notes
from bot.store.slots import Slots
from hiring.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.store.connection import Store
    from bot.store.encryption import Keyring

SCAN_SECONDS = 60.0
LISTS = {
    "open": Keys.open_key,
    "past": Keys.past_key,
    "owes": Keys.owes_key,
    "runs": Keys.runs_key,
}
STORED_AS = {
    "debrief": "hash",
    "slots": "hash",
    "notes": "hash",
    "draft": "string",
    "form_draft": "string",
    "inbox": "hash",
    "inbox_slots": "hash",
    "installation": "string",
    **dict.fromkeys(LISTS, "zset"),
}
"""What the store calls the values of each kind of key that is read here."""
REPLACED = "Something else was put in its place, and is not used."


@dataclass(frozen=True)
class UnreadableValue:
    """Something that can't be read: its key's ids after the shard, and the reason, a sentence."""

    ids: str
    reason: str


async def find_unreadable(store: Store, keyring: Keyring) -> AsyncIterator[UnreadableValue]:
    """Read everything that has a format, and the lists; yield what can't be read.

    A list can't be read where it names what doesn't belong in it. Raises StoreUnavailableError.
    """
    async with store_call(SCAN_SECONDS):
        names = [name async for name in store.scan_iter(match="hd:*", count=1000)]
    reader = _Reader(store, keyring)
    replaced = False
    for key in sorted(name.decode(errors="replace") for name in names):
        ids = key.split(":")[2:]
        if len(ids) < 2 or not all(map(is_id, ids)):  # noqa: PLR2004 - a tenant and a kind
            continue  # somebody else's: nothing asks for such a key
        try:
            await reader.read(*ids)
        except UnreadableError as error:
            yield UnreadableValue(":".join(ids), error.reason)
        except StoreUnavailableError:
            if await _is_replaced(store, key, ids[1]):
                replaced = True
                yield UnreadableValue(":".join(ids), REPLACED)
            elif not replaced:  # else it leads to one that is
                raise


async def _is_replaced(store: Store, key: str, kind: str) -> bool:
    """Whether something is stored at a key that the store can't have been given by us."""
    async with store_call():
        stored = cast("bytes", await store.type(key))
    return stored.decode() not in {STORED_AS[kind], "none"}


class _Reader:
    def __init__(self, store: Store, keyring: Keyring) -> None:
        due = Due(store, Clock())
        self._debriefs = Debriefs(store, keyring, due)
        self._slots = Slots(store, due)
        self._inbox_slots = Slots(store, due, Keys.inbox_slots_key)
        self._inboxes = Inboxes(store, keyring, due)
        self._drafts = Drafts(store, keyring)
        self._form_drafts = FormDrafts(store)
        self._notes = Notes(store)
        self._installations = Installations(store, keyring)

    async def read(self, tenant: str, kind: str, *ids: str) -> None:
        """Read what is at a key; kinds without a format are left out. Raises UnreadableError."""
        match kind, ids:
            case "debrief", (debrief_id,):
                await self._debriefs.load_history(tenant, debrief_id)
            case name, (whose,) if name in LISTS:
                await self._debriefs.check_list(tenant, LISTS[name](Keys(tenant), whose))
            case "slots", (debrief_id,):
                await self._slots.load(tenant, debrief_id)
            case "inbox", (user,):
                await self._inboxes.load(tenant, user)
            case "inbox_slots", (user,):
                await self._inbox_slots.load(tenant, user)
            case "draft", (form, user, channel, role):
                await self._drafts.load(DraftLocation(tenant, form, user, channel, role))
            case (("form_draft" | "notes"), (debrief_id, *whose)):
                await self._read_with_data_key(tenant, kind, debrief_id, *whose)
            case "installation", ():
                await self._installations.async_find_bot(enterprise_id=None, team_id=tenant)

    async def _read_with_data_key(self, tenant: str, kind: str, debrief_id: str, *ids: str) -> None:
        """Read what is encrypted with a debrief's key; where it has none, the debrief tells."""
        try:
            key = (await self._debriefs.load(tenant, debrief_id)).data_key
        except (DebriefMissingError, DebriefUnreadableError):
            return
        match kind, ids:
            case "form_draft", (form, user):
                await self._form_drafts.load(tenant, debrief_id, key, form, user)
            case "notes", ():
                await self._notes.load_all(tenant, debrief_id, key)
