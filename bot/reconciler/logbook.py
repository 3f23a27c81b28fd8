"""What is known of a debrief's messages while it is worked on, and when to look at it next."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from bot.store.slots import Slot

if TYPE_CHECKING:
    from bot.metrics import Metrics
    from bot.store.due import Lease
    from bot.store.slots import Slots

ROOT: Final = "root"

HELD_SECONDS = 10 * 60
DAY_SECONDS = 24 * 60 * 60


@dataclass
class Logbook:
    """The slots of a claimed debrief, as they are kept.

    `look_again`: the earliest time at which something that had to wait can be done, in seconds.
    `woken`: how often the debrief had been woken during the lease when its record was read; None
    to make the next post whatever has come meanwhile.

    Methods raise StoreUnavailable, and those that write LeaseLost.
    """

    kept: Slots
    metrics: Metrics
    lease: Lease
    slots: dict[str, Slot] = field(default_factory=dict)
    woken: int | None = 0
    look_again: int | None = None

    async def read(self, channel: str) -> None:
        """Begin, or begin again, with what is kept of the messages of a debrief in a channel.

        Slack: a channel may get another id. What stands in it is addressed at that from then on.
        """
        slots = await self.kept.load(self.lease.tenant, self.lease.debrief)
        self.slots = {
            name: replace(slot, channel=channel)
            if slot.channel and (name == ROOT or slot.thread)
            else slot
            for name, slot in slots.items()
        }

    async def mark(self, name: str, slot: Slot | None) -> None:
        """Write down what became of a message; None empties its slot."""
        await self.kept.mark(self.lease, name, slot)
        self._marked(name, slot)

    async def begin(self, name: str, sending: Slot) -> None:
        """Write down that Slack is about to be asked to post.

        Raises Overtaken where the debrief was changed since it was read: what was called off
        meanwhile is not posted.
        """
        woken, self.woken = self.woken, -1 if self.woken is None else self.woken
        await self.kept.mark(self.lease, name, sending, woken=woken)
        self._marked(name, sending)

    async def hold(self, name: str, slot: Slot | None, reason: str) -> None:
        """Write down why something can't be done; it is tried again, more and more rarely."""
        now = self.lease.now
        since = slot.since if slot and slot.reason == reason else now
        held = replace(slot or Slot("held", since), since=since, reason=reason)
        if held != slot:
            await self.mark(name, held)
        self.look(now + min(max(HELD_SECONDS, now - since), DAY_SECONDS))

    def look(self, at: int) -> None:
        """Ask for a look at a time, if none is asked for before."""
        self.look_again = at if self.look_again is None else min(at, self.look_again)

    def stands(self, name: str) -> bool:
        """Whether a message was posted, and is there as far as is known."""
        return name in self.slots and self.slots[name].state == "sent"

    def newest(self, channel: str) -> str:
        """The ts of the newest message known in a channel, empty where there is none."""
        return max((one.ts for one in self.slots.values() if one.channel == channel), default="")

    def _marked(self, name: str, slot: Slot | None) -> None:
        self.metrics.marked(self.slots.get(name), slot)
        if slot:
            self.slots[name] = slot
        else:
            self.slots.pop(name, None)
