"""What interviewers note for themselves, stored beside their debrief.

Each debrief has one hash, with a field for each seat and person. A value is encrypted with the
debrief's own data key, so once that is erased nobody can read the notes either. They have no
expiry: they belong to the debrief, and go when it goes.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, cast

from bot.store.connection import store_call
from bot.store.errors import ContendedError
from bot.store.keys import Keys
from bot.store.replication import make_confirmed_script
from hiring.debriefs.notes import FORMAT, SeatNotes
from hiring.errors import NewerVersionError, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.store.connection import Store
    from bot.store.encryption import Key

ATTEMPTS = 10


class Notes:
    """The notes of all people. Every method raises StoreUnavailableError.

    `key` is the debrief's data key, `StoredDebrief.data_key`.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._save = make_confirmed_script(store, "save_notes", lambda answer: answer == b"saved")

    @store_call()
    async def load(self, tenant: str, debrief: str, key: Key, seat: str, user: str) -> SeatNotes:
        """A person's notes for a seat; empty if there are none. Raises UnreadableError."""
        stored = await self._read(tenant, debrief, seat, user)
        return _decrypt(stored, tenant, debrief, key, seat, user)

    @store_call()
    async def change(  # noqa: PLR0913, PLR0917 - where the notes are
        self,
        tenant: str,
        debrief: str,
        key: Key,
        seat: str,
        user: str,
        transition: Callable[[SeatNotes], SeatNotes],
        *,
        even_if_unchanged: bool = False,
    ) -> SeatNotes:
        """Store what `transition` makes of the notes; nothing is written where that is the same.

        Where another window's notes come first, the transition is applied again to what that one
        left, so it may run twice. `even_if_unchanged` writes in any case, so that a replica has
        them. Notes that can't be read are replaced, unless a newer version of Hiring Desk wrote
        them: NewerVersionError. Raises ContendedError if others come first again and again.
        """
        for _ in range(ATTEMPTS):
            stored = await self._read(tenant, debrief, seat, user)
            try:
                notes = _decrypt(stored, tenant, debrief, key, seat, user)
            except NewerVersionError:
                raise
            except UnreadableError:
                notes = SeatNotes()
            changed = transition(notes)
            if changed == notes and not (even_if_unchanged and stored):
                return notes
            encrypted = key.encrypt(FORMAT.dump(changed), (tenant, debrief, "notes", seat, user))
            before = hashlib.sha1(stored, usedforsecurity=False).hexdigest() if stored else ""
            outcome = await self._save(
                keys=[Keys(tenant).notes_key(debrief)], args=[_name(seat, user), before, encrypted]
            )
            if outcome == b"saved":
                return changed
        raise ContendedError

    @store_call()
    async def load_all(self, tenant: str, debrief: str, key: Key) -> dict[str, SeatNotes]:
        """All notes about a debrief, by seat and person. Raises UnreadableError."""
        names = cast("list[bytes]", await self._store.hkeys(Keys(tenant).notes_key(debrief)))
        notes = {}
        for name in names:
            seat, _, user = name.decode(errors="replace").partition("/")
            stored = await self._read(tenant, debrief, seat, user)
            notes[_name(seat, user)] = _decrypt(stored, tenant, debrief, key, seat, user)
        return notes

    async def _read(self, tenant: str, debrief: str, seat: str, user: str) -> bytes | None:
        key = Keys(tenant).notes_key(debrief)
        return cast("bytes | None", await self._store.hget(key, _name(seat, user)))


def _name(seat: str, user: str) -> str:
    return f"{seat}/{user}"


def _decrypt(  # noqa: PLR0913, PLR0917 - where the notes are
    stored: bytes | None, tenant: str, debrief: str, key: Key, seat: str, user: str
) -> SeatNotes:
    if stored is None:
        return SeatNotes()
    return FORMAT.load(key.decrypt(stored, (tenant, debrief, "notes", seat, user)))
