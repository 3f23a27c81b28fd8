"""What each person was sent by the clock, and what they have snoozed: ids and times only.

A hash for each person, encrypted by a master key. Its field `record` is written by whoever has the
lease of the person; each snooze is a field of its own, so that a handler can write it meanwhile.

It never expires: someone who ignores a message for months must not get all of it again. What is
over is left out by the next visit, so it holds what a person owes at the moment.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from bot.store.connection import store_call
from bot.store.errors import LeaseLostError
from bot.store.keys import Keys
from bot.store.replication import make_confirmed_script
from bot.store.slots import OvertakenError
from hiring.debriefs.inbox import Inbox, Sending, Snooze
from hiring.errors import DamagedError, NewerVersionError, UnreadableError
from hiring.formats import StoredFormat

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.store.connection import Store
    from bot.store.due import Due, Lease
    from bot.store.encryption import Key, Keyring

RECORD: Final = "record"
SNOOZE: Final = "snooze:"


@dataclass(frozen=True, slots=True)
class StoredInbox:
    """What a person was sent. `messages` are the times of the last messages that the clock sent."""

    sent: tuple[Sending, ...]
    messages: tuple[int, ...]


FORMAT: Final = StoredFormat("inbox of a person", StoredInbox)
SNOOZE_FORMAT: Final = StoredFormat("snooze of a reminder", Snooze)


class Inboxes:
    """The inboxes of all people. Every method raises StoreUnavailableError.

    `people`: their queue.
    """

    def __init__(self, store: Store, keyring: Keyring, people: Due) -> None:
        self._store = store
        self._keyring = keyring
        self._people = people
        self._mark = make_confirmed_script(store, "mark_slot", lambda answer: answer[0] == b"done")

    @property
    def key(self) -> Key:
        """The master key that encrypts what is written."""
        return self._keyring.keys[0]

    @store_call()
    async def load(self, tenant: str, user: str) -> Inbox:
        """What a person was sent and has snoozed. Raises UnreadableError."""
        values = cast("dict[bytes, bytes]", await self._store.hgetall(Keys(tenant).inbox_key(user)))
        stored, snoozes = StoredInbox((), ()), []
        for name, value in values.items():
            try:
                field = name.decode()
            except UnicodeDecodeError:
                raise DamagedError(FORMAT.name) from None
            decrypted = self._keyring.decrypt(value, ("inbox", tenant, user, field))
            if field == RECORD:
                stored = FORMAT.load(decrypted)
            else:
                snoozes.append(SNOOZE_FORMAT.load(decrypted))
        order = sorted(snoozes, key=lambda each: (each.debrief, each.seat))
        return Inbox(stored.sent, stored.messages, tuple(order))

    async def save(self, lease: Lease, inbox: Inbox, *, woken: int | None) -> None:
        """Write down what the person whose lease this is gets; snoozes are left as they are.

        Raises LeaseLostError; and OvertakenError, with nothing written, where the person was woken
        since: `woken` is as for `Slots.mark`.
        """
        tenant, user = lease.tenant, lease.id
        value = FORMAT.dump(StoredInbox(inbox.sent, inbox.messages))
        encrypted = self._keyring.encrypt(value, ("inbox", tenant, user, RECORD))
        async with store_call():
            outcome, times = await self._mark(
                keys=[*self._people.queue_keys(tenant), Keys(tenant).inbox_key(user)],
                args=[
                    self._people.queue_name(tenant, user),
                    lease.number,
                    self._people.lease_seconds,
                    self._people.clock.offset,
                    RECORD,
                    encrypted,
                    "" if woken is None else woken,
                ],
            )
        if outcome == b"lost":
            raise LeaseLostError
        if outcome == b"woken":
            raise OvertakenError(times)

    async def snooze(self, tenant: str, user: str, snooze: Snooze) -> None:
        """Have a person's reminder wait, and the person looked at. Raises NewerVersionError."""
        field, key = _name_field(snooze), Keys(tenant).inbox_key(user)
        place = ("inbox", tenant, user, field)
        async with store_call():
            earlier = cast("bytes | None", await self._store.hget(key, field))
            try:
                if earlier is not None:
                    SNOOZE_FORMAT.load(self._keyring.decrypt(earlier, place))
            except NewerVersionError:
                raise
            except UnreadableError:
                pass
            value = self._keyring.encrypt(SNOOZE_FORMAT.dump(snooze), place)
            await self._store.hset(key, field, value)
        await self._people.wake(tenant, user)

    @store_call()
    async def forget_snoozes(self, tenant: str, user: str, over: Iterable[Snooze]) -> None:
        """Forget snoozes that are over."""
        if fields := [_name_field(snooze) for snooze in over]:
            await self._store.hdel(Keys(tenant).inbox_key(user), *fields)


def _name_field(snooze: Snooze) -> str:
    return f"{SNOOZE}{snooze.debrief}/{snooze.seat}"
