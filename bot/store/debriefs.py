"""The store's debriefs: a hash each, changed by one script and by nothing else.

| field | holds |
|---|---|
| `revision` | how many changes there were |
| `key` | the debrief's own data key, encrypted by the master key |
| `record` | the record as JSON, encrypted with the data key |
| `history:<revision>` | who did what and when, as JSON, encrypted with the data key |
| `command:<digest>` | the revision that a command led to |

The script also writes the lists that the debrief belongs in and has the reconciler look at it, so
that record, history, lists and what must happen next cannot disagree.

A debrief that can't be read (damaged, of a newer version, without its key) stays as it is. Lists
leave it out and count it, so that everything else in them goes on.
"""

from __future__ import annotations

import logging
from asyncio import gather
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias, cast

from bot.store import keys
from bot.store.connection import store_call
from bot.store.debrief_index import index_entries
from bot.store.errors import (
    ContendedError,
    DebriefMissingError,
    DebriefUnreadableError,
    StoreUnavailableError,
)
from bot.store.keys import Keys
from bot.store.replication import ReplicatedScript, make_confirmed_script
from bot.store.scripts import load_script
from hiring.debriefs import codec
from hiring.debriefs.state import get_scheduled_reveal_time
from hiring.errors import HiringDeskError, UnreadableError
from hiring.formats import StoredFormat

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.store.connection import Store
    from bot.store.due import Due
    from bot.store.encryption import AssociatedData, Key, Keyring
    from hiring.debriefs.debrief import Debrief

    Transition: TypeAlias = Callable[[Debrief, int], Debrief]

ATTEMPTS = 10
PAGE = 10
_NO_REVISION = -1  # nothing is at it, so only a command that was carried out before goes through
_PARALLEL = 50  # of one person's or channel's open debriefs, which are shown together

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Act:
    """One thing that a person does: its name, who does it, and an id that a repetition shares.

    Slack repeats nothing that people do; they do. A modal that is submitted twice has one view id,
    a click its message, action and value, an event its event id.
    """

    command_id: str
    actor: str
    name: str


@dataclass(frozen=True)
class HistoryEntry:
    """One line of a debrief's history; `at` in seconds."""

    actor: str
    name: str
    at: int


HISTORY: Final = StoredFormat("entry of a debrief's history", HistoryEntry)


@dataclass(frozen=True)
class StoredDebrief:
    """A debrief as it was read, and when: `now` in seconds.

    `data_key` encrypts what is stored beside it. `repeated`: the command had been carried out
    before, and led to `revision`.
    """

    debrief: Debrief
    revision: int
    now: int
    data_key: Key
    repeated: bool = False


@dataclass(frozen=True)
class DebriefList:
    """Debriefs that a list names: those that can be read, and the ids of those that can't."""

    readable: list[StoredDebrief]
    unreadable: tuple[str, ...] = ()


class Debriefs:
    """All debriefs. Every method raises StoreUnavailableError.

    Those for a single debrief raise DebriefMissingError and DebriefUnreadableError, too.
    """

    def __init__(self, store: Store, keyring: Keyring, due: Due) -> None:
        self._store = store
        self._keyring = keyring
        self._due = due
        self._read = load_script(store, "read_debrief")
        self._commit = make_confirmed_script(
            store, "commit_debrief", lambda answer: answer[0] != b"conflict"
        )

    @store_call()
    async def open(
        self, tenant: str, act: Act, create: Callable[[str, int], Debrief]
    ) -> StoredDebrief:
        """Store a new debrief: what `create(id, now)` returns.

        The id follows from the command's, so a repetition finds what the first one stored.
        """
        debrief_id = keys.make_digest(tenant, act.command_id)[:16]
        stored = await self._look(tenant, debrief_id, act.command_id)
        if isinstance(stored, StoredDebrief):
            return await self._confirm(tenant, act, stored, _NO_REVISION)
        now = stored
        data_key, wrapped = self._keyring.new_data_key(_place(tenant, debrief_id, "key"))
        new = StoredDebrief(create(debrief_id, now), 0, now, data_key)
        return await self._save(tenant, act, new, wrapped, None)

    async def load(self, tenant: str, debrief_id: str) -> StoredDebrief:
        """Read a debrief and the time."""
        async with store_call():
            return await self._load(tenant, debrief_id)

    @store_call()
    async def change(
        self, tenant: str, debrief: str | StoredDebrief, act: Act, transition: Transition
    ) -> StoredDebrief:
        """Store what `transition(debrief, now)` makes of a debrief, once for each command.

        `debrief` is its id, or the debrief as it was just read, which saves reading it again. Where
        another change comes first, the transition is applied again to what that one left. Raises
        ContendedError if that happens again and again, and what the transition raises.
        """
        stored = debrief if isinstance(debrief, StoredDebrief) else None
        debrief_id = stored.debrief.id if stored else cast("str", debrief)
        if stored and (saved := await self._try_to_save(tenant, act, stored, transition)):
            return saved
        for _ in range(ATTEMPTS):
            stored = await self._load(tenant, debrief_id, act.command_id)
            if stored.repeated:
                return await self._confirm(tenant, act, stored, _NO_REVISION)
            try:
                changed = transition(stored.debrief, stored.now)
                if changed == stored.debrief:
                    return await self._confirm(tenant, act, stored, stored.revision)
                return await self._save_change(tenant, act, stored, changed)
            except _ConflictError:
                continue
        raise ContendedError

    @store_call()
    async def load_history(self, tenant: str, debrief_id: str) -> list[HistoryEntry]:
        """What was done, one entry for each revision, oldest first."""
        stored = await self._load(tenant, debrief_id)
        fields = [f"history:{number}" for number in range(1, stored.revision + 1)]
        entries = cast(
            "list[bytes]", await self._store.hmget(Keys(tenant).debrief_key(debrief_id), fields)
        )
        try:
            return [
                HISTORY.load(stored.data_key.decrypt(entry, _place(tenant, debrief_id, field)))
                for field, entry in zip(fields, entries, strict=True)
            ]
        except UnreadableError as error:
            raise DebriefUnreadableError(error.reason) from None

    async def list_open(self, tenant: str, channel: str) -> DebriefList:
        """The open debriefs of a channel, oldest first."""
        return await self._load_list(tenant, Keys(tenant).open_key(channel))

    async def list_owed_by(self, tenant: str, user: str) -> DebriefList:
        """The debriefs in which a person has to file, by the time the scorecard is due."""
        return await self._load_list(tenant, Keys(tenant).owes_key(user))

    async def list_run_by(self, tenant: str, user: str) -> DebriefList:
        """The open debriefs that a person owns or decides, oldest first."""
        return await self._load_list(tenant, Keys(tenant).runs_key(user))

    @store_call()
    async def list_past(
        self, tenant: str, channel: str, first: int = 0, count: int = PAGE
    ) -> tuple[DebriefList, int]:
        """The debriefs that are over in a channel, newest first, and how many there are in all.

        `first` are skipped, and `count` read at most.
        """
        key = Keys(tenant).past_key(channel)
        # To Valkey, an end of -1 means the whole list.
        wanted = await self._store.zrevrange(key, first, first + count - 1) if count else []
        ids = cast("list[bytes]", wanted)
        return await self._load_each(tenant, ids), int(await self._store.zcard(key))

    @store_call()
    async def _load_list(self, tenant: str, key: str) -> DebriefList:
        ids = cast("list[bytes]", await self._store.zrange(key, 0, _PARALLEL - 1))
        return await self._load_each(tenant, ids)

    async def _load_each(self, tenant: str, ids: Sequence[bytes]) -> DebriefList:
        names = [debrief_id.decode() for debrief_id in ids]
        results = await gather(
            *(self._load(tenant, debrief_id) for debrief_id in names), return_exceptions=True
        )
        readable: list[StoredDebrief] = []
        unreadable: list[str] = []
        for debrief_id, result in zip(names, results, strict=True):
            if isinstance(result, StoredDebrief):
                readable.append(result)
            elif isinstance(result, DebriefUnreadableError | DebriefMissingError):
                unreadable.append(debrief_id)
            else:
                raise result
        return DebriefList(readable, tuple(unreadable))

    async def _load(self, tenant: str, debrief_id: str, command_id: str = "") -> StoredDebrief:
        stored = await self._look(tenant, debrief_id, command_id)
        if isinstance(stored, StoredDebrief):
            return stored
        raise DebriefMissingError

    async def _look(self, tenant: str, debrief_id: str, command_id: str) -> StoredDebrief | int:
        """Read a debrief or, where there is none, the time."""
        now, revision, wrapped, encrypted, carried_out = cast(
            "tuple[int, bytes | None, bytes, bytes, bytes | None]",
            await self._read(
                keys=[Keys(tenant).debrief_key(debrief_id)],
                args=[keys.make_digest(command_id), self._due.clock.offset],
            ),
        )
        if revision is None:
            return now
        try:
            data_key = self._keyring.unwrap(wrapped, _place(tenant, debrief_id, "key"))
            data = data_key.decrypt(encrypted, _place(tenant, debrief_id, "record"))
            debrief = codec.load(data)
        except UnreadableError as error:
            log.error("the debrief %s of %s can't be read: %s", debrief_id, tenant, error.reason)  # noqa: TRY400 - the sentence says it
            raise DebriefUnreadableError(error.reason) from None
        return StoredDebrief(
            debrief, int(carried_out or revision), now, data_key, carried_out is not None
        )

    async def _try_to_save(
        self, tenant: str, act: Act, stored: StoredDebrief, transition: Transition
    ) -> StoredDebrief | None:
        """Save a change of a debrief that was read earlier; None if it must be read again.

        This is so if something else has changed it. If the transition refuses or changes
        nothing, this command may have been carried out in between, which only reading tells.
        """
        try:
            changed = transition(stored.debrief, stored.now)
            if changed == stored.debrief:
                return None
            return await self._save_change(tenant, act, stored, changed)
        except (HiringDeskError, _ConflictError) as error:
            if isinstance(error, StoreUnavailableError):
                raise
            return None

    async def _save_change(
        self, tenant: str, act: Act, stored: StoredDebrief, changed: Debrief
    ) -> StoredDebrief:
        """Save a changed debrief. Raises _ConflictError if it was changed since it was read."""
        new = StoredDebrief(changed, stored.revision, stored.now, stored.data_key)
        wrapped = self._keyring.wrap(stored.data_key, _place(tenant, changed.id, "key"))
        return await self._save(tenant, act, new, wrapped, stored.debrief)

    async def _confirm(
        self, tenant: str, act: Act, stored: StoredDebrief, revision: int
    ) -> StoredDebrief:
        """Have what is stored already confirmed by a replica, which may not have had it then."""
        if isinstance(self._commit, ReplicatedScript):
            await self._write(
                tenant, stored.debrief.id, [], [keys.make_digest(act.command_id), revision]
            )
        return stored

    async def _save(
        self, tenant: str, act: Act, new: StoredDebrief, wrapped: bytes, earlier: Debrief | None
    ) -> StoredDebrief:
        """Write a debrief that is new, or changed from what it was. Raises _ConflictError."""
        lists: dict[str, int | str] = {}
        reveal_at = None
        if earlier:
            lists.update(dict.fromkeys(index_entries(tenant, earlier), ""))
            reveal_at = get_scheduled_reveal_time(earlier)
        lists.update(index_entries(tenant, new.debrief))
        debrief_id, field = new.debrief.id, f"history:{new.revision + 1}"
        record = codec.dump(new.debrief)
        entry = HISTORY.dump(HistoryEntry(act.actor, act.name, new.now))
        outcome, revision = await self._write(
            tenant,
            debrief_id,
            list(lists),
            [
                keys.make_digest(act.command_id),
                new.revision,
                wrapped,
                new.data_key.encrypt(record, _place(tenant, debrief_id, "record")),
                new.data_key.encrypt(entry, _place(tenant, debrief_id, field)),
                self._due.queue_name(tenant, debrief_id),
                debrief_id,
                self._due.clock.offset,
                reveal_at if reveal_at is not None and reveal_at > new.now else "",
                *lists.values(),
            ],
        )
        if outcome == b"again":
            return await self._load(tenant, debrief_id, act.command_id)
        self._due.woken.set()
        return StoredDebrief(new.debrief, revision, new.now, new.data_key)

    async def _write(
        self, tenant: str, debrief_id: str, lists: list[str], args: list[bytes | int | str]
    ) -> tuple[bytes, int]:
        """Run the script. What it did, and the revision that the command led to.

        Raises _ConflictError.
        """
        outcome, revision = await self._commit(
            keys=[Keys(tenant).debrief_key(debrief_id), *self._due.queue_keys(tenant), *lists],
            args=args,
        )
        if outcome == b"conflict":
            raise _ConflictError
        return outcome, int(revision)


class _ConflictError(ContendedError):
    """Another change came first."""


def _place(tenant: str, debrief_id: str, field: str) -> AssociatedData:
    return (tenant, debrief_id, field)
