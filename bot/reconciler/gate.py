"""What may be written to Slack for a debrief, and where: asked before each call that writes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bot.slack.client import SlackRefused
from hiring.debriefs.planned_messages import InDM

if TYPE_CHECKING:
    import asyncio

    from bot.reconciler.logbook import Logbook
    from bot.slack.directory import Directory
    from bot.store.pace import Pace
    from bot.store.slots import Slot
    from hiring.debriefs.planned_messages import Place

LEFT: Final = "left"
"""Why a direct message waits: whom it is for has left the workspace."""
# Slack's words for it.
LEFT_CODES = frozenset({"user_disabled", "user_not_found", "users_not_found"})


@dataclass
class Gate:
    """What is known during one visit. `stopping`: once it is set, Slack is asked for nothing more.

    Methods raise StoreUnavailable, SlackUnreachable, and SlackRefused where Slack wants a pause;
    those that write down why something waits LeaseLost.
    """

    directory: Directory
    pace: Pace
    book: Logbook
    stopping: asyncio.Event
    _full: set[str] = field(default_factory=set)  # channels that take nothing more now
    _granted: set[str] = field(default_factory=set)  # channels whose one more call was not made
    _objections: dict[str, str | None] = field(default_factory=dict)

    def ask_again(self) -> None:
        """Something has changed: what is known of channels may not hold any more."""
        self._objections.clear()

    async def channel(self, name: str, place: Place, slot: Slot | None) -> str | None:
        """Where a message goes; None where it may not, which is written down."""
        tenant = self.book.lease.tenant
        if isinstance(place, InDM):
            try:
                return await self.directory.dm(tenant, place.user)
            except SlackRefused as refusal:
                if refusal.retry_after:
                    raise
                await self._hold(name, slot, refusal.code)
                return None
        if place.channel not in self._objections:
            objection = await self.directory.objection(tenant, place.channel, fresh=True)
            self._objections[place.channel] = objection
        reason = self._objections[place.channel]
        if reason:
            await self._hold(name, slot, reason)
            return None
        return place.channel

    async def may_write(self, channel: str) -> bool:
        """Whether a channel takes one more call now. Order holds: after a no, it is no."""
        if self.stopping.is_set():
            self.wait(channel, 0)
        if channel not in self._full | self._granted:
            seconds = await self.pace.wait(self.book.lease.tenant, channel)
            if seconds:
                self.wait(channel, seconds)
        self._granted.discard(channel)
        return channel not in self._full

    def give_back(self, channel: str) -> None:
        """The call that it was asked for was not made."""
        self._granted.add(channel)

    async def refused(
        self, name: str, slot: Slot | None, channel: str, refusal: SlackRefused
    ) -> None:
        """Keep the pause that Slack wants, or write down why it refuses."""
        if refusal.retry_after:
            await self.pace.pause(self.book.lease.tenant, channel, refusal.retry_after)
            self.wait(channel, refusal.retry_after)
        else:
            await self._hold(name, slot, refusal.code)

    def wait(self, channel: str, seconds: int) -> None:
        """Nothing more to a channel in this look, so that messages keep their order."""
        self._full.add(channel)
        self.book.look(self.book.lease.now + seconds)

    async def _hold(self, name: str, slot: Slot | None, reason: str) -> None:
        await self.book.hold(name, slot, LEFT if reason in LEFT_CODES else reason)
