"""Debriefs as they are kept: a hash each, changed by one script and by nothing else.

| field | holds |
|---|---|
| `revision` | how many changes there were |
| `key` | the debrief's own data key, wrapped by the master key |
| `record` | the record as JSON, encrypted with the data key |
| `history:<revision>` | who did what and when, encrypted with the data key |
| `command:<digest>` | the revision that a command led to |

The script also keeps the lists that the debrief stands in and has the reconciler look at it, so
that record, history, lists and what must happen next cannot disagree.
"""

from __future__ import annotations

import logging
from asyncio import gather
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, Protocol, TypeVar, cast

from bot.store import keys
from bot.store.confirmed import Confirmed, confirmed
from bot.store.connection import store_call
from bot.store.errors import Contended, DebriefMissing
from bot.store.keys import Keys
from bot.store.scripts import script
from hiring.errors import UnreadableError
from hiring.formats import StoredFormat

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.store.connection import Store
    from bot.store.due import Due
    from bot.store.encryption import AssociatedData, Key, Keyring

ATTEMPTS = 10
PAGE = 10
_NO_REVISION = -1  # nothing is at it, so only a command that was carried out before goes through
_PARALLEL = 50  # of one person's or channel's open debriefs, which are shown together

R = TypeVar("R")
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class IndexEntries:
    """Where a debrief is listed, with a number to sort it by, such as a time.

    `owes` and `runs` map people: who has to file, and who owns or decides.
    """

    channel: str
    open: bool
    at: int
    owes: Mapping[str, int]
    runs: Mapping[str, int]


class Records(Protocol[R]):
    """What must be known of the records: how they are written, and the lists they belong in."""

    def dump(self, record: R, /) -> bytes:
        """The record as JSON."""

    def load(self, data: bytes, /) -> R:
        """The record that was dumped."""

    def listed(self, record: R, /) -> IndexEntries:
        """The lists that it stands in."""


@dataclass(frozen=True)
class Act:
    """One thing that somebody does: its name, who does it, and an id that a repetition shares.

    Slack repeats nothing that people do; they do. A modal that is submitted twice has one view id,
    a click its message, action and value, an event its event id.
    """

    command_id: str
    actor: str
    name: str


@dataclass(frozen=True)
class Entry:
    """One line of a debrief's history; `at` in seconds."""

    actor: str
    name: str
    at: int


HISTORY: Final = StoredFormat("entry of a debrief's history", Entry)


@dataclass(frozen=True)
class Kept(Generic[R]):
    """A debrief as it was read; `now` is the time in seconds. `key` seals what stands beside it.

    `again`: the command had been carried out before, and led to `revision`.
    """

    id: str
    record: R
    revision: int
    now: int
    key: Key
    again: bool = False


class Debriefs(Generic[R]):
    """All debriefs. Every method raises StoreUnavailable and UnreadableError."""

    def __init__(self, store: Store, keyring: Keyring, due: Due, records: Records[R]) -> None:
        self._store = store
        self._keyring = keyring
        self._due = due
        self._records = records
        self._read = script(store, "read_debrief")
        self._commit = confirmed(store, "commit_debrief", lambda answer: answer[0] != b"conflict")

    @store_call()
    async def open(self, tenant: str, act: Act, make: Callable[[str, int], R]) -> Kept[R]:
        """Keep a new debrief: what `make(id, now)` returns.

        The id follows from the command's, so a repetition finds what the first one made.
        """
        debrief = keys.digest(tenant, act.command_id)[:16]
        found = await self._look(tenant, debrief, act.command_id)
        if isinstance(found, Kept):
            return await self._kept(tenant, act, found, _NO_REVISION)
        key, wrapped = self._keyring.new_data_key(_place(tenant, debrief, "key"))
        new = Kept(debrief, make(debrief, found), 0, found, key)
        return await self._save(tenant, act, new, wrapped, self._lists(tenant, new.record))

    async def load(self, tenant: str, debrief: str) -> Kept[R]:
        """A debrief and the time. Raises DebriefMissing."""
        async with store_call():
            return await self._load(tenant, debrief)

    @store_call()
    async def change(
        self, tenant: str, debrief: str, act: Act, transition: Callable[[R, int], R]
    ) -> Kept[R]:
        """Keep what `transition(record, now)` makes of a debrief, once for each command.

        Where another change comes first, the transition is applied again to what that one left.
        Raises DebriefMissing, Contended where that happens again and again, and what the
        transition raises.
        """
        for _ in range(ATTEMPTS):
            kept = await self._load(tenant, debrief, act.command_id)
            try:
                if kept.again:
                    return await self._kept(tenant, act, kept, _NO_REVISION)
                changed = transition(kept.record, kept.now)
                if changed == kept.record:
                    return await self._kept(tenant, act, kept, kept.revision)
                new = Kept(debrief, changed, kept.revision, kept.now, kept.key)
                wrapped = self._keyring.wrap(kept.key, _place(tenant, debrief, "key"))
                former = dict.fromkeys(self._lists(tenant, kept.record), "")
                lists = {**former, **self._lists(tenant, changed)}
                return await self._save(tenant, act, new, wrapped, lists)
            except _Conflict:
                continue
        raise Contended

    @store_call()
    async def history(self, tenant: str, debrief: str) -> list[Entry]:
        """What was done, one entry for each revision, oldest first. Raises DebriefMissing."""
        kept = await self._load(tenant, debrief)
        fields = [f"history:{number}" for number in range(1, kept.revision + 1)]
        encrypted = cast(
            "list[bytes]", await self._store.hmget(Keys(tenant).debrief(debrief), fields)
        )
        return [
            HISTORY.load(kept.key.decrypt(entry, _place(tenant, debrief, field)))
            for field, entry in zip(fields, encrypted, strict=True)
        ]

    async def in_channel(self, tenant: str, channel: str) -> list[Kept[R]]:
        """The open debriefs of a channel, by their number, lowest first."""
        return await self._all(tenant, Keys(tenant).open(channel))

    async def owed_by(self, tenant: str, user: str) -> list[Kept[R]]:
        """The debriefs in which a person has to file, by the number that the record gave them."""
        return await self._all(tenant, Keys(tenant).owes(user))

    async def run_by(self, tenant: str, user: str) -> list[Kept[R]]:
        """The open debriefs that a person owns or decides."""
        return await self._all(tenant, Keys(tenant).runs(user))

    @store_call()
    async def past(self, tenant: str, channel: str, page: int = 0) -> tuple[list[Kept[R]], int]:
        """A page of what is over in a channel, newest first, and how many there are in all."""
        key, first = Keys(tenant).past(channel), page * PAGE
        ids = cast("list[bytes]", await self._store.zrevrange(key, first, first + PAGE - 1))
        return await self._readable(tenant, ids), int(await self._store.zcard(key))

    @store_call()
    async def _all(self, tenant: str, key: str) -> list[Kept[R]]:
        ids = cast("list[bytes]", await self._store.zrange(key, 0, _PARALLEL - 1))
        return await self._readable(tenant, ids)

    async def _readable(self, tenant: str, ids: list[bytes]) -> list[Kept[R]]:
        """Those that can be opened: one that was tampered with must not hide the others."""
        kept: list[Kept[R]] = []
        found = await gather(
            *(self._load(tenant, one.decode()) for one in ids), return_exceptions=True
        )
        for one in found:
            if isinstance(one, UnreadableError):
                log.error("a debrief can't be opened: %s", one.sentence)
            elif isinstance(one, BaseException):
                raise one
            else:
                kept.append(one)
        return kept

    async def _load(self, tenant: str, debrief: str, command_id: str = "") -> Kept[R]:
        found = await self._look(tenant, debrief, command_id)
        if isinstance(found, Kept):
            return found
        raise DebriefMissing

    async def _look(self, tenant: str, debrief: str, command_id: str) -> Kept[R] | int:
        """A debrief or, where there is none, the time."""
        now, revision, wrapped, encrypted, done = cast(
            "tuple[int, bytes | None, bytes, bytes, bytes | None]",
            await self._read(
                keys=[Keys(tenant).debrief(debrief)],
                args=[keys.digest(command_id), self._due.clock.offset],
            ),
        )
        if revision is None:
            return now
        key = self._keyring.unwrap(wrapped, _place(tenant, debrief, "key"))
        data = key.decrypt(encrypted, _place(tenant, debrief, "record"))
        return Kept(
            debrief, self._records.load(data), int(done or revision), now, key, done is not None
        )

    def _lists(self, tenant: str, record: R) -> dict[str, int | str]:
        listed, names = self._records.listed(record), Keys(tenant)
        channel = names.open if listed.open else names.past
        return {
            channel(listed.channel): listed.at,
            **{names.owes(user): number for user, number in listed.owes.items()},
            **{names.runs(user): number for user, number in listed.runs.items()},
        }

    async def _kept(self, tenant: str, act: Act, kept: Kept[R], revision: int) -> Kept[R]:
        """What is there already; a replica may not have had it when somebody wrote it."""
        if isinstance(self._commit, Confirmed):
            await self._write(tenant, kept.id, [], [keys.digest(act.command_id), revision])
        return kept

    async def _save(
        self, tenant: str, act: Act, new: Kept[R], wrapped: bytes, lists: Mapping[str, int | str]
    ) -> Kept[R]:
        entry = HISTORY.dump(Entry(act.actor, act.name, new.now))
        place = f"history:{new.revision + 1}"
        data = self._records.dump(new.record)
        revision = await self._write(
            tenant,
            new.id,
            list(lists),
            [
                keys.digest(act.command_id),
                new.revision,
                wrapped,
                new.key.encrypt(data, _place(tenant, new.id, "record")),
                new.key.encrypt(entry, _place(tenant, new.id, place)),
                self._due.name(tenant, new.id),
                new.id,
                self._due.clock.offset,
                *lists.values(),
            ],
        )
        self._due.woken.set()
        return Kept(new.id, new.record, revision, new.now, new.key)

    async def _write(
        self, tenant: str, debrief: str, lists: list[str], args: list[bytes | int | str]
    ) -> int:
        """Run the script. The revision that the command led to; raises _Conflict."""
        outcome, revision = await self._commit(
            keys=[Keys(tenant).debrief(debrief), *self._due.keys(tenant), *lists], args=args
        )
        if outcome == b"conflict":
            raise _Conflict
        return int(revision)


class _Conflict(Contended):
    """Another change came first."""


def _place(tenant: str, debrief: str, place: str) -> AssociatedData:
    return (tenant, debrief, place)
