"""The store's debriefs: a hash each, changed by one script and by nothing else.

| field | holds |
|---|---|
| `revision` | how many changes there were |
| `key` | the debrief's own data key, encrypted by the master key for this revision |
| `record` | the record as JSON, encrypted with the data key for this revision |
| `history:<revision>` | who did what and when, as JSON, encrypted with the data key |
| `command:<digest>` | the revision that a command led to; the digest needs the data key |

The script also writes the lists that the debrief belongs in and has the reconciler look at it, so
that record, history, lists and what must happen next cannot disagree.

A debrief that can't be read (damaged, of a newer version, without its key) stays as it is. Lists
leave it out and count it, so that everything else in them goes on.

Somebody who can write to the store, but has no key, can't mix what two revisions left: key and
record are decrypted for their revision only, and a debrief whose history goes on after it is
damaged. Versions before 0x02 of the encryption didn't bind the revision. Their records are accepted
only while the key and the history's last entry are of that format, too, so they can't be put back
beside anything newer. What can't be seen from inside the store is a whole debrief put back as it
was at an earlier time, without what came later: only a copy kept elsewhere would tell. The same is
true of a single draft.
"""

from __future__ import annotations

import json
import logging
from asyncio import Semaphore, gather
from dataclasses import dataclass, replace
from secrets import randbelow
from typing import TYPE_CHECKING, Final, TypeAlias, cast

from bot.store.connection import store_call
from bot.store.debrief_fields import (
    MIXED,
    DebriefFields,
    digest_command,
    read_revision,
)
from bot.store.debrief_index import index_entries, is_about, list_people
from bot.store.due import Due
from bot.store.encryption import is_of_former_format
from bot.store.errors import (
    ContendedError,
    DebriefMissingError,
    DebriefUnreadableError,
    StoreUnavailableError,
    TamperedError,
)
from bot.store.keys import PEOPLE, Keys, is_id
from bot.store.replication import ReplicatedScript, make_confirmed_script
from bot.store.scripts import load_script
from hiring.debriefs import codec
from hiring.debriefs.history import HistoryEvent
from hiring.debriefs.state import get_scheduled_reveal_time
from hiring.errors import HiringDeskError, UnreadableError
from hiring.formats import Json, StoredFormat

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.store.connection import Store
    from bot.store.encryption import AssociatedData, Key, Keyring
    from hiring.debriefs.debrief import Debrief

    Transition: TypeAlias = Callable[[Debrief, int], Debrief]

ATTEMPTS = 10
PAGE = 10
_NO_REVISION = -1  # nothing is at it, so only a command that was carried out before goes through
FOREIGN = "A list names a debrief that it has nothing to do with, which is not shown."
_BLUR = 1024
"""Up to twice as many spaces follow a record, more often about as many.

An author can make the record longer or shorter, by a letter of their own scorecard at a time. Where
it comes to the next size, whoever sees sizes would know its exact length, and so how long the
scorecards of all others are. This way they would have to edit thousands of times.
"""
_AT_ONCE = 20  # readings of lists: each takes a connection, of which the client opens a hundred
_PARALLEL = 50  # of one person's or channel's open debriefs, which are shown together

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Act:
    """One thing that a person does: its name, who does it, and an id that a repetition shares.

    `person` and `detail` are for the history: see `hiring.debriefs.history`.

    Slack repeats nothing that people do; they do. A modal that is submitted twice has one view id,
    a click its message, action and value, an event its event id.
    """

    command_id: str
    actor: str
    name: str
    person: str = ""
    detail: str = ""


def _add_person_and_detail(content: Json) -> Json:
    """→ 2: entries of version 1 said only who did what."""
    return content | {"person": "", "detail": ""}


HISTORY: Final = StoredFormat(
    "entry of a debrief's history", HistoryEvent, upgrades=(_add_person_and_detail,)
)


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
    """Debriefs that a list names: the readable ones, the ids of others, and how many `more`."""

    readable: list[StoredDebrief]
    unreadable: tuple[str, ...] = ()
    more: int = 0


class Debriefs:
    """All debriefs. Every method raises StoreUnavailableError.

    Those for a single debrief raise DebriefMissingError and DebriefUnreadableError, too.
    """

    def __init__(self, store: Store, keyring: Keyring, due: Due, people: Due | None = None) -> None:
        """`people`: the people's queue, where this process looks at people."""
        self._store = store
        self._room = Semaphore(_AT_ONCE)
        self._keyring = keyring
        self._due = due
        self._people = people or Due(store, due.clock, queue=PEOPLE)
        self._read = load_script(store, "read_debrief")
        self._commit = make_confirmed_script(
            store, "commit_debrief", lambda answer: answer[0] != b"conflict"
        )

    @store_call()
    async def open(
        self, tenant: str, act: Act, create: Callable[[str, int], Debrief]
    ) -> StoredDebrief:
        """Store a new debrief: what `create(id, now)` returns.

        The id follows from the command's, so a repetition finds what the first one stored, also
        where another master key has come first since.
        """
        text = json.dumps(["open", tenant, act.command_id]).encode()
        ids = [digest[:16] for digest in self._keyring.fingerprint(text)]
        now = 0
        for debrief_id in ids:
            fields = await self._read_fields(tenant, debrief_id)
            if fields.revision is not None:
                return await self._load_opened(tenant, act, debrief_id)
            now = fields.now
        data_key, wrapped = self._keyring.new_data_key((tenant, ids[0], "key", "1"))
        new = StoredDebrief(create(ids[0], now), 0, now, data_key)
        try:
            return await self._save(tenant, act, new, wrapped, None)
        except _ConflictError:  # the command came twice at once
            return await self._load_opened(tenant, act, ids[0])

    async def _load_opened(self, tenant: str, act: Act, debrief_id: str) -> StoredDebrief:
        """What the first act of a command opened."""
        stored = await self._load(tenant, debrief_id)
        opened = await self._load(
            tenant, debrief_id, digest_command(stored.data_key, act.command_id)
        )
        return await self._confirm(tenant, act, opened, _NO_REVISION)

    async def load(self, tenant: str, debrief_id: str) -> StoredDebrief:
        """Read a debrief and the time."""
        async with store_call():
            return await self._load(tenant, debrief_id)

    @store_call()
    async def change(
        self,
        tenant: str,
        debrief: str | StoredDebrief,
        act: Act,
        transition: Transition,
        *,
        even_if_unchanged: bool = False,
    ) -> StoredDebrief:
        """Store what `transition(debrief, now)` makes of a debrief, once for each command.

        `debrief` is its id, or the debrief as it was just read, which saves reading it again. Where
        another change comes first, the transition is applied again to what that one left.
        `even_if_unchanged` stores the debrief as a new revision where the transition changes
        nothing, so that the store doesn't tell whether it did. Raises ContendedError if other
        changes come first again and again, and what the transition raises.
        """
        if isinstance(debrief, str):
            stored = await self._load(tenant, debrief)  # for its key, which the digest needs
        else:
            stored = debrief
            saved = await self._try_to_save(
                tenant, act, stored, transition, even_if_unchanged=even_if_unchanged
            )
            if saved:
                return saved
        digest = digest_command(stored.data_key, act.command_id)
        for _ in range(ATTEMPTS):
            stored = await self._load(tenant, stored.debrief.id, digest)
            if stored.repeated:
                return await self._confirm(tenant, act, stored, _NO_REVISION)
            try:
                changed = transition(stored.debrief, stored.now)
                if changed == stored.debrief and not even_if_unchanged:
                    return await self._confirm(tenant, act, stored, stored.revision)
                return await self._save_change(tenant, act, stored, changed)
            except _ConflictError:
                continue
        raise ContendedError

    @store_call()
    async def load_history(self, tenant: str, debrief_id: str) -> list[HistoryEvent]:
        """What was done, one entry for each revision, oldest first."""
        stored = await self._load(tenant, debrief_id)
        fields = [f"history:{number}" for number in range(1, stored.revision + 1)]
        entries = cast(
            "list[bytes | None]",
            await self._store.hmget(Keys(tenant).debrief_key(debrief_id), fields),
        )
        try:
            return [
                HISTORY.load(stored.data_key.decrypt(entry or b"", (tenant, debrief_id, field)))
                for field, entry in zip(fields, entries, strict=True)
            ]
        except UnreadableError as error:
            raise DebriefUnreadableError(error.reason) from None

    async def list_open(self, tenant: str, channel: str) -> DebriefList:
        """The open debriefs of a channel, oldest first."""
        return await self._load_list(tenant, Keys(tenant).open_key(channel))

    async def list_owed_by(self, tenant: str, user: str) -> DebriefList:
        """The debriefs in which a person has to file, or will, by the time the scorecard is due."""
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
        named = [(key, name) for name in cast("list[bytes]", wanted)]
        return await self.load_named(tenant, named), int(await self._store.zcard(key))

    async def check_list(self, tenant: str, key: str) -> None:
        """Raise UnreadableError where a list names what it has no reason to name."""
        async with store_call():
            names = cast("list[bytes]", await self._store.zrange(key, 0, -1))
        for name in names:
            try:
                async with store_call():
                    await self._load_listed(tenant, key, name.decode(errors="backslashreplace"))
            except DebriefMissingError:
                raise DebriefUnreadableError(FOREIGN) from None
            except DebriefUnreadableError as error:
                if error.reason == FOREIGN:
                    raise

    @store_call()
    async def _load_list(self, tenant: str, key: str) -> DebriefList:
        ids = cast("list[bytes]", await self._store.zrange(key, 0, _PARALLEL - 1))
        listed = await self.load_named(tenant, [(key, name) for name in ids])
        return replace(listed, more=max(int(await self._store.zcard(key)) - _PARALLEL, 0))

    async def load_named(self, tenant: str, named: Sequence[tuple[str, bytes]]) -> DebriefList:
        """Read debriefs, each named by a list (its key), without those not in it any more."""
        names = [(key, name.decode(errors="backslashreplace")) for key, name in named]

        async def load(name: tuple[str, str]) -> StoredDebrief | None:
            async with self._room:
                return await self._load_listed(tenant, *name)

        results = await gather(*map(load, names), return_exceptions=True)
        readable: list[StoredDebrief] = []
        unreadable: list[str] = []
        for (_, debrief_id), result in zip(names, results, strict=True):
            if isinstance(result, StoredDebrief):
                readable.append(result)
            elif isinstance(result, DebriefUnreadableError | DebriefMissingError):
                unreadable.append(debrief_id)
            elif result:
                raise result
        return DebriefList(readable, tuple(unreadable))

    async def _load_listed(self, tenant: str, key: str, debrief_id: str) -> StoredDebrief | None:
        """Read a debrief that a list named; None if the list has no reason to name it any more.

        A list that names what is no debrief of its channel or person was changed by somebody else:
        DebriefUnreadableError, as for one that is damaged.
        """
        if not is_id(debrief_id):
            log.error("a list of %s names something that is no debrief", tenant)
            raise DebriefUnreadableError(FOREIGN)
        fields = await self._read_fields(tenant, debrief_id, "", key)
        if not fields.listed:
            return None
        if fields.revision is None:
            log.error("the debrief %s of %s is in a list, and is gone", debrief_id, tenant)
        stored = self._decrypt(tenant, debrief_id, fields)
        if key in index_entries(tenant, stored.debrief):
            return stored
        if not is_about(tenant, stored.debrief, key):
            log.error("the debrief %s of %s is in a list that it is not of", debrief_id, tenant)
            raise DebriefUnreadableError(FOREIGN)
        return None

    async def _load(self, tenant: str, debrief_id: str, digest: str = "") -> StoredDebrief:
        return self._decrypt(
            tenant, debrief_id, await self._read_fields(tenant, debrief_id, digest)
        )

    async def _read_fields(
        self, tenant: str, debrief_id: str, digest: str = "", named_by: str = ""
    ) -> DebriefFields:
        """Read a debrief as it is stored. `named_by`: the key of a list that named it."""
        answer = await self._read(
            keys=[Keys(tenant).debrief_key(debrief_id), *([named_by] if named_by else [])],
            args=[digest, self._due.clock.offset, debrief_id],
        )
        return DebriefFields(*answer)

    def _decrypt(self, tenant: str, debrief_id: str, fields: DebriefFields) -> StoredDebrief:
        if fields.revision is None:
            raise DebriefMissingError
        try:
            data_key, record = self._decrypt_record((tenant, debrief_id), fields)
            debrief = codec.load(record)
            led_to = read_revision(fields.carried_out)
        except UnreadableError as error:
            log.error("the debrief %s of %s can't be read: %s", debrief_id, tenant, error.reason)  # noqa: TRY400 - the sentence says it
            raise DebriefUnreadableError(error.reason) from None
        repeated = fields.carried_out is not None
        return StoredDebrief(
            debrief, led_to or int(fields.revision), fields.now, data_key, repeated
        )

    def _decrypt_record(self, place: AssociatedData, fields: DebriefFields) -> tuple[Key, bytes]:
        """The data key and the record. Raises UnreadableError, also for what two revisions left."""
        revision = (fields.revision or b"").decode(errors="replace")
        key, record, entry = fields.key or b"", fields.record or b"", fields.last_entry or b""
        data_key = self._keyring.unwrap(key, (*place, "key", revision), former=(*place, "key"))
        decrypted = data_key.decrypt(
            record, (*place, "record", revision), former=(*place, "record")
        )
        former = {is_of_former_format(value) for value in (key, record, entry)}
        if fields.goes_on or len(former) > 1:
            raise TamperedError(MIXED)
        if True in former:  # the entry is bound to its revision in this format, too
            data_key.decrypt(entry, (*place, f"history:{revision}"))
        return data_key, decrypted

    async def _try_to_save(
        self,
        tenant: str,
        act: Act,
        stored: StoredDebrief,
        transition: Transition,
        *,
        even_if_unchanged: bool,
    ) -> StoredDebrief | None:
        """Save a change of a debrief that was read earlier; None if it must be read again.

        This is so if something else has changed it. If the transition refuses or changes
        nothing, this command may have been carried out in between, which only reading tells.
        """
        try:
            changed = transition(stored.debrief, stored.now)
            if changed == stored.debrief and not even_if_unchanged:
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
        place = (tenant, changed.id, "key", str(stored.revision + 1))
        wrapped = self._keyring.wrap(stored.data_key, place)
        return await self._save(tenant, act, new, wrapped, stored.debrief)

    async def _confirm(
        self, tenant: str, act: Act, stored: StoredDebrief, revision: int
    ) -> StoredDebrief:
        """Have what is stored already confirmed by a replica, which may not have had it then."""
        if isinstance(self._commit, ReplicatedScript):
            digest = digest_command(stored.data_key, act.command_id)
            await self._write(tenant, stored.debrief.id, [], [digest, revision])
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
        people = {*list_people(new.debrief), *(list_people(earlier) if earlier else ())}
        debrief_id, number = new.debrief.id, str(new.revision + 1)
        record = codec.dump(new.debrief) + b" " * (randbelow(_BLUR) + randbelow(_BLUR))
        event = HistoryEvent(new.now, act.actor, act.name, act.person, act.detail)
        entry = HISTORY.dump(event)
        digest = digest_command(new.data_key, act.command_id)
        outcome, revision = await self._write(
            tenant,
            debrief_id,
            list(lists),
            [
                digest,
                new.revision,
                wrapped,
                new.data_key.encrypt(record, (tenant, debrief_id, "record", number)),
                new.data_key.encrypt(entry, (tenant, debrief_id, f"history:{number}"), short=True),
                self._due.queue_name(tenant, debrief_id),
                debrief_id,
                self._due.clock.offset,
                reveal_at if reveal_at is not None and reveal_at > new.now else "",
                len(people),
                *(self._people.queue_name(tenant, person) for person in sorted(people)),
                *lists.values(),
            ],
        )
        if outcome == b"again":
            return await self._load(tenant, debrief_id, digest)
        for due in (self._due, self._people):
            due.woken.set()
        return StoredDebrief(new.debrief, revision, new.now, new.data_key)

    async def _write(
        self, tenant: str, debrief_id: str, lists: list[str], args: list[bytes | int | str]
    ) -> tuple[bytes, int]:
        """Run the script. What it did, and the revision that the command led to.

        Raises _ConflictError.
        """
        outcome, revision = await self._commit(
            keys=[
                Keys(tenant).debrief_key(debrief_id),
                *self._due.queue_keys(tenant),
                *self._people.queue_keys(tenant),
                *lists,
            ],
            args=args,
        )
        if outcome == b"conflict":
            raise _ConflictError
        return outcome, int(revision)


class _ConflictError(ContendedError):
    """Another change came first."""
