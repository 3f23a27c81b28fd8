"""What was posted of each debrief or person: beside the record and outside its revision.

A slot that is not stored is empty: its message was never posted, or was deleted. Of others:

| state | what is known |
|---|---|
| sending | Slack is being asked; if it stays so, the process that asked has died |
| sent | the message is at `channel`, `ts` |
| unknown | Slack was asked and did not say |
| held | it may not be posted now; `reason` says why |
| deleting | it was at `channel`, `ts`, and Slack is being asked to delete it |
| gone | somebody deleted it; it is not posted again |

The slot `withdrawn` is no message. While it is there, the owner has taken the debrief out of its
channel: what was posted there is deleted, and nothing is posted there until they press *Post
again*.

A slot is stored as JSON with a version. A debrief with a slot of a newer version is left alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, cast

from bot.store.connection import store_call
from bot.store.errors import LeaseLostError, UnconfirmedError
from bot.store.keys import Keys
from bot.store.replication import make_confirmed_script
from bot.store.scripts import load_script
from hiring.errors import DamagedError
from hiring.formats import StoredFormat

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.store.connection import Store
    from bot.store.due import Due, Lease

State: TypeAlias = Literal["sending", "sent", "unknown", "held", "deleting", "gone"]


@dataclass(frozen=True)
class Slot:
    """One message. `since` is when it came to this state, in seconds.

    `digest` identifies the content that Slack was given last; it is empty while that is not sure,
    or was only a first version of it. `generation` tells apart the messages that follow each other
    in this slot; `thread` is the root it was posted under. `mark` is the random
    id in the message's metadata; a message that Slack may have taken is newer than `after`, a ts.
    `reason`: why something could not be done, a word such as "archived".
    """

    state: State
    since: int
    channel: str = ""
    ts: str = ""
    thread: str = ""
    digest: str = ""
    generation: int = 0
    mark: str = ""
    after: str = ""
    reason: str = ""


FORMAT: Final = StoredFormat("message of a debrief", Slot)

WITHDRAWN: Final = "withdrawn"
"""The name of that slot, and its reason."""


class OvertakenError(Exception):
    """The debrief was changed since it was read; `woken`: how often during the lease."""

    def __init__(self, woken: int) -> None:
        super().__init__()
        self.woken = woken


class Slots:
    """The slots of all debriefs, or of all people: `find_key` says which.

    Every method raises StoreUnavailableError and UnreadableError.
    """

    def __init__(
        self, store: Store, due: Due, find_key: Callable[[Keys, str], str] = Keys.slots_key
    ) -> None:
        self._store = store
        self._find_key = find_key
        self._due = due
        self._mark = load_script(store, "mark_slot")
        # A failover that forgot that Slack was asked would have the message posted twice.
        self._mark_sending = make_confirmed_script(
            store, "mark_slot", lambda answer: answer[0] == b"done"
        )
        self._empty = load_script(store, "empty_slot")

    @store_call()
    async def load(self, tenant: str, subject: str) -> dict[str, Slot]:
        """All slots of a debrief or a person that are not empty, by name."""
        values = await self._load_values(tenant, subject)
        try:
            return {name.decode(): FORMAT.load(value) for name, value in values.items()}
        except UnicodeDecodeError:
            raise DamagedError(FORMAT.name) from None

    @store_call()
    async def mark(
        self, lease: Lease, name: str, slot: Slot | None, *, woken: int | None = None
    ) -> None:
        """Write down what became of a message; None empties its slot. Raises LeaseLostError.

        `woken`: how often the debrief had been woken during the lease when its record was read; 0
        for the first reading. Raises OvertakenError, and writes nothing, where it was woken since.
        """
        write = self._mark_sending if slot and slot.state == "sending" else self._mark
        keys = [*self._due.queue_keys(lease.tenant), self._find_key(Keys(lease.tenant), lease.id)]
        arguments: list[str | int] = [
            self._due.queue_name(lease.tenant, lease.id),
            lease.number,
            self._due.lease_seconds,
            self._due.clock.offset,
            name,
        ]
        value = FORMAT.dump(slot) if slot else b""
        try:
            outcome, times = await write(
                keys=keys, args=[*arguments, value, "" if woken is None else woken]
            )
        except UnconfirmedError:  # so Slack is not asked, and nobody needs to look for the message
            await self._mark(keys=keys, args=[*arguments, "", ""])
            raise
        if outcome == b"lost":
            raise LeaseLostError
        if outcome == b"woken":
            raise OvertakenError(times)

    async def withdraw(self, tenant: str, debrief: str, now: int) -> None:
        """Have what was posted to the debrief's channel deleted, and nothing posted there."""
        async with store_call():
            withdrawn = FORMAT.dump(Slot("held", now, reason=WITHDRAWN))
            await self._store.hsetnx(Keys(tenant).slots_key(debrief), WITHDRAWN, withdrawn)
        await self._due.wake(tenant, debrief)

    async def post_again(self, tenant: str, debrief: str, *, withdrawn: bool = True) -> int:
        """Post again the messages that may or may not be in Slack: somebody has looked for them.

        With `withdrawn`, those that were withdrawn are posted again, too.

        Returns how many messages that are.
        """
        async with store_call():
            values = await self._load_values(tenant, debrief)
            unknown = [
                name
                for name, value in values.items()
                if (withdrawn and name == WITHDRAWN.encode())
                or FORMAT.load(value).state == "unknown"
            ]
            slots = [Keys(tenant).slots_key(debrief)]
            emptied = [
                cast("int", await self._empty(keys=slots, args=[name, values[name]]))
                for name in unknown
            ]
        await self._due.wake(tenant, debrief)
        return sum(emptied)

    async def _load_values(self, tenant: str, subject: str) -> dict[bytes, bytes]:
        return cast(
            "dict[bytes, bytes]",
            await self._store.hgetall(self._find_key(Keys(tenant), subject)),
        )
