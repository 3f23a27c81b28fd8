"""What was posted of each debrief: beside its record and outside its revision.

A slot that is not kept is empty: its message was never posted, or is no more. The others:

| state | what is known |
|---|---|
| sending | Slack is being asked; if that is all, whoever asked has died |
| sent | the message stands at `channel`, `ts` |
| unknown | Slack was asked and did not say |
| held | it may not be posted now; `reason` says why |
| gone | somebody deleted it; it is not posted again |
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, cast

from bot.store.connection import store_call
from bot.store.errors import ClaimLost
from bot.store.keys import Keys
from bot.store.scripts import script

if TYPE_CHECKING:
    from bot.store.connection import Store
    from bot.store.due import Claim, Due

State: TypeAlias = Literal["sending", "sent", "unknown", "held", "gone"]


@dataclass(frozen=True)
class Slot:
    """One message. `since` is when it came to this state, in seconds.

    `digest` stands for the content that Slack was given last, `generation` for the one of several
    messages that follow each other in this slot, `thread` for the root it was posted under. `mark`
    is the random id in the message's metadata; a message that Slack may have taken is newer than
    `after`, a ts. `reason`: why something could not be done, a word such as "archived".
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


class Slots:
    """The slots of all debriefs. Every method raises StoreUnavailable."""

    def __init__(self, store: Store, due: Due) -> None:
        self._store = store
        self._due = due
        self._mark = script(store, "mark_slot")
        self._empty = script(store, "empty_slot")

    @store_call()
    async def load(self, tenant: str, debrief: str) -> dict[str, Slot]:
        """All slots of a debrief that are not empty, by name."""
        kept = cast("dict[bytes, bytes]", await self._store.hgetall(Keys(tenant).slots(debrief)))
        return {name.decode(): Slot(**json.loads(value)) for name, value in kept.items()}

    @store_call()
    async def mark(self, claim: Claim, name: str, slot: Slot | None) -> None:
        """Write down what became of a message; None empties its slot. Raises ClaimLost."""
        held = await self._mark(
            keys=[*self._due.keys(claim.tenant), Keys(claim.tenant).slots(claim.debrief)],
            args=[
                self._due.name(claim.tenant, claim.debrief),
                claim.number,
                self._due.lease,
                self._due.clock.offset,
                name,
                _text(slot) if slot else "",
            ],
        )
        if not held:
            raise ClaimLost

    async def post_again(self, tenant: str, debrief: str) -> int:
        """Post anew whatever nobody could find out about; somebody has looked and wants that.

        Returns how many messages that are.
        """
        unknown = {
            name: slot
            for name, slot in (await self.load(tenant, debrief)).items()
            if slot.state == "unknown"
        }
        async with store_call():
            emptied = [
                cast(
                    "int",
                    await self._empty(keys=[Keys(tenant).slots(debrief)], args=[name, _text(slot)]),
                )
                for name, slot in unknown.items()
            ]
        await self._due.wake(tenant, debrief)
        return sum(emptied)


def _text(slot: Slot) -> str:
    return json.dumps(asdict(slot))
