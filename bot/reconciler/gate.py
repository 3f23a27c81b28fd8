"""What may be written to Slack for a debrief, and where: asked before each call that writes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bot.slack.client import SlackRefusedError
from bot.slack.directory import CHANNEL_SECONDS
from bot.slack.refusals import ACCESS_LOST
from hiring.debriefs.planned_messages import InDM
from hiring.debriefs.trouble import EXPOSING

if TYPE_CHECKING:
    import asyncio

    from bot.reconciler.logbook import Logbook
    from bot.slack.directory import Directory
    from bot.store.pace import Pace
    from bot.store.slots import Slot
    from hiring.debriefs.planned_messages import Destination

REVEAL: Final = ("reveal", "decision")
"""How the names of messages start that hold what interviewers or the decider wrote."""
REVEAL_SECONDS: Final = 10
"""How old an answer may be on whether a member of the channel is a guest, before such a message."""

LEFT: Final = "left"
"""Why a direct message is held: the person it is for has left the workspace."""
LEFT_CODES = frozenset({"user_disabled", "user_not_found", "users_not_found"})
"""Slack's codes for that."""


@dataclass
class Gate:
    """What is known of channels during one visit.

    Slack is asked about a channel before the first message of a batch, and again before a later one
    if its answer is older than CHANNEL_SECONDS. It is asked about the members, too, before it gets
    what interviewers wrote.

    `stopping`: once it is set, Slack is asked for nothing more.

    Methods raise StoreUnavailableError, SlackUnreachableError, and SlackRefusedError if Slack wants
    a pause or the token is of no use any more. Those that hold a message also raise LeaseLostError.
    """

    directory: Directory
    pace: Pace
    book: Logbook
    stopping: asyncio.Event
    revealed_at: int = 0  # when scorecards became public, in seconds
    _paused: set[str] = field(default_factory=set)  # channels that take nothing more now
    _reserved: set[str] = field(default_factory=set)  # channels with a reserved call to be made
    _checked: set[str] = field(default_factory=set)  # channels that Slack was asked about

    def start_batch(self) -> None:
        """Ask about channels again before the next message."""
        self._checked.clear()

    async def find_channel(
        self, name: str, destination: Destination, slot: Slot | None
    ) -> str | None:
        """The id of the channel for a message; None if it may not go there, so it is held."""
        tenant = self.book.lease.tenant
        if isinstance(destination, InDM):
            try:
                return await self.directory.find_dm(tenant, destination.user)
            except SlackRefusedError as refusal:
                if refusal.retry_after or refusal.code in ACCESS_LOST:
                    raise
                await self._hold(name, slot, refusal.code)
                return None
        reason = await self.directory.find_objection(
            tenant,
            destination.channel,
            max_age=CHANNEL_SECONDS if destination.channel in self._checked else 0,
            **(self._limit_age_of_people() if name.startswith(REVEAL) else {}),
        )
        self._checked.add(destination.channel)
        if reason:
            await self._hold(name, slot, reason)
            return None
        return destination.channel

    async def find_exposure(self, channel: str, *, urgent: bool) -> str:
        """Why others can read what was posted to a channel; nothing if they can't."""
        why = await self.directory.find_objection(
            self.book.lease.tenant,
            channel,
            max_age=0 if urgent and channel not in self._checked else CHANNEL_SECONDS,
        )
        self._checked.add(channel)
        return why if why in EXPOSING else ""

    def _limit_age_of_people(self) -> dict[str, float]:
        """How old an answer about a person may be: never of before the reveal."""
        since = self.book.lease.now - self.revealed_at - 1  # the store's time is in whole seconds
        return {"people_max_age": REVEAL_SECONDS, "since": max(since, 0)}

    async def reserve_call(self, channel: str) -> bool:
        """Whether a channel takes one more call now. After a no it stays no, which keeps order."""
        if self.stopping.is_set():
            self.pause_channel(channel, 0)
        if channel not in self._paused | self._reserved:
            seconds = await self.pace.reserve_call(self.book.lease.tenant, channel)
            if seconds:
                self.pause_channel(channel, seconds)
        self._reserved.discard(channel)
        return channel not in self._paused

    def return_call(self, channel: str) -> None:
        """Keep a reserved call for later, since it was not made."""
        self._reserved.add(channel)

    async def handle_refusal(
        self, name: str, slot: Slot | None, channel: str, refusal: SlackRefusedError
    ) -> None:
        """Make the pause that Slack wants, or hold the message that it refuses.

        A refusal of the token concerns no message, and is raised again.
        """
        if refusal.code in ACCESS_LOST:
            raise refusal
        if refusal.retry_after:
            await self.pace.pause(self.book.lease.tenant, channel, refusal.retry_after)
            self.pause_channel(channel, refusal.retry_after)
        else:
            await self._hold(name, slot, refusal.code)

    def pause_channel(self, channel: str, seconds: int) -> None:
        """Write nothing more to a channel in this visit, so that messages keep their order."""
        self._paused.add(channel)
        self.book.schedule_look(self.book.lease.now + seconds)

    async def _hold(self, name: str, slot: Slot | None, reason: str) -> None:
        await self.book.hold_message(name, slot, LEFT if reason in LEFT_CODES else reason)
