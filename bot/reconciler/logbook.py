"""What is known of a debrief's messages during a visit, and when to look at the debrief next."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from bot.store.slots import WITHDRAWN, Slot

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.metrics import Metrics
    from bot.store.due import Lease
    from bot.store.slots import Slots

log = logging.getLogger(__name__)

ROOT: Final = "root"
TROUBLE: Final = "trouble/"
"""How the name of the note starts that tells of what could not be done in Slack."""

HELD_SECONDS = 10 * 60
DAY_SECONDS = 24 * 60 * 60


def has_messages(slots: Mapping[str, Slot]) -> bool:
    """Whether a message of the debrief is in its channel, as far as is known."""
    return any(slot.ts and (name == ROOT or slot.thread) for name, slot in slots.items())


def is_exposure_noted(slots: Mapping[str, Slot]) -> bool:
    """Whether somebody was told that others can read it, or could not be told."""
    return any(
        name.startswith(TROUBLE) and bool(slot.reason or slot.generation % 2)
        for name, slot in slots.items()
    )


@dataclass
class Logbook:
    """The slots of a leased debrief: what was posted, and what is held back.

    `next_look`: the earliest time at which something that had to wait can be done, in seconds.
    `woken`: how often the debrief had been woken during the lease when its record was read; None
    to make the next post even if it has been woken since.

    Methods raise StoreUnavailableError, and those that write LeaseLostError.
    """

    store: Slots
    metrics: Metrics
    lease: Lease
    slots: dict[str, Slot] = field(default_factory=dict)
    woken: int | None = 0
    next_look: int | None = None

    async def load(self, channel: str) -> None:
        """Read the slots of a debrief in a channel, at the start of a visit or again.

        Slack: a channel can get another id. Its messages are found under the new id from then on.
        """
        slots = await self.store.load(self.lease.tenant, self.lease.id)
        self.slots = {
            name: replace(slot, channel=channel)
            if slot.channel and (name == ROOT or slot.thread)
            else slot
            for name, slot in slots.items()
        }

    async def mark(self, name: str, slot: Slot | None) -> None:
        """Save the state of a message; None empties its slot."""
        await self.store.mark(self.lease, name, slot)
        self._remember(name, slot)

    async def mark_sending(self, name: str, sending: Slot) -> None:
        """Save that Slack is about to be asked to post.

        Raises OvertakenError if the debrief was changed since it was read, so that nothing is
        posted that was called off in between.
        """
        woken, self.woken = self.woken, -1 if self.woken is None else self.woken
        await self.store.mark(self.lease, name, sending, woken=woken)
        self._remember(name, sending)

    async def hold_message(self, name: str, slot: Slot | None, reason: str) -> None:
        """Save why something can't be done; it is tried again, at longer and longer intervals."""
        now = self.lease.now
        since = slot.since if slot and slot.reason == reason else now
        held = replace(slot or Slot("held", since), since=since, reason=reason)
        if held != slot:
            log.info("messages of a debrief wait: %s", reason)
            await self.mark(name, held)
        self.schedule_look(now + min(max(HELD_SECONDS, now - since), DAY_SECONDS))

    def schedule_exposed_look(self) -> None:
        """Look again whether others can still read the channel, at longer and longer intervals."""
        now = self.lease.now
        since = min(
            (slot.since for name, slot in self.slots.items() if name.startswith(TROUBLE)),
            default=now,
        )
        self.schedule_look(now + min(max(HELD_SECONDS, now - since), DAY_SECONDS))

    def schedule_look(self, time: int) -> None:
        """Have the debrief looked at again at this time, or earlier if that was asked for."""
        self.next_look = time if self.next_look is None else min(time, self.next_look)

    @property
    def withdrawn(self) -> bool:
        """Whether the owner has taken the debrief out of its channel."""
        return WITHDRAWN in self.slots

    def is_posted(self, name: str) -> bool:
        """Whether a message was posted and, as far as is known, still exists."""
        return name in self.slots and self.slots[name].state == "sent"

    def find_hold(self, name: str) -> str:
        """Why a message is kept out of the channel; empty if it isn't, as far as is known."""
        slot = self.slots.get(WITHDRAWN) or self.slots.get(name)
        return slot.reason if slot and slot.state == "held" else ""

    def find_newest(self, channel: str) -> str:
        """The ts of the newest known message in a channel; empty if there is none."""
        return max((slot.ts for slot in self.slots.values() if slot.channel == channel), default="")

    def _remember(self, name: str, slot: Slot | None) -> None:
        self.metrics.count_post(self.slots.get(name), slot)
        if slot:
            self.slots[name] = slot
        else:
            self.slots.pop(name, None)
