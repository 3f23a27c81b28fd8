"""One look at one debrief: each message of it is posted, changed or deleted, and written down.

Whatever happens to this process, what it did is in the slots: a message is marked before Slack is
asked and after it has answered. A post whose outcome is unknown is looked up, and never repeated
blindly. Nothing here waits: what cannot be done now is left for a later look.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from bot.reconciler.gate import LEFT_CODES, Gate
from bot.reconciler.logbook import ROOT, Logbook
from bot.reconciler.wanted import first_version
from bot.slack import lookup
from bot.slack.client import SlackRefused, SlackUnreachable
from bot.slack.lookup import Unreadable
from bot.store.slots import Overtaken, Slot
from hiring.debriefs.planned_messages import InThread

if TYPE_CHECKING:
    import asyncio

    from blocks.kit import Message
    from bot.metrics import Metrics
    from bot.reconciler.wanted import Wanted
    from bot.slack.client import Slack
    from bot.slack.directory import Directory
    from bot.store.due import Lease
    from bot.store.pace import Pace
    from bot.store.slots import Slots, State

UNKNOWN: Final = "unknown"

SETTLE_SECONDS = 30
"""After a call without an answer, until Slack's history is believed."""
RETRY_SECONDS = 10


@dataclass(frozen=True)
class Tools:
    """What a visit works with."""

    slack: Slack
    directory: Directory
    slots: Slots
    pace: Pace
    metrics: Metrics


@dataclass
class Visit:
    """The work on a claimed debrief.

    `running`: whether a root that somebody deleted is posted anew. `stopping`: once it is set,
    Slack is asked for nothing more.

    Methods raise StoreUnavailable, LeaseLost, SlackUnreachable, SlackRefused where Slack wants a
    pause, and Overtaken where the debrief was changed since it was read.
    """

    tools: Tools
    lease: Lease
    stopping: asyncio.Event
    book: Logbook = field(init=False)
    running: bool = True
    _gate: Gate = field(init=False)
    _root_stands: bool = False

    def __post_init__(self) -> None:
        """Book and gate are of this visit alone."""
        tools = self.tools
        self.book = Logbook(tools.slots, tools.metrics, self.lease)
        self._gate = Gate(tools.directory, tools.pace, self.book, self.stopping)

    def overtaken(self, woken: int | None) -> None:
        """The debrief is read again, and channels are asked about again, too."""
        self.book.woken = woken
        self._gate.ask_again()

    async def keep(self, name: str, wanted: Wanted) -> None:
        """Bring about that a message stands as wanted."""
        if self._stops() or not await self._settled(name, wanted.generation):
            return
        slot = self.book.slots.get(name)
        if slot is None or slot.state == "held":
            await self._post(name, wanted, slot)
        elif slot.state == "gone":
            if slot.generation != wanted.generation:
                await self._post(name, wanted, None)
        elif slot.digest != wanted.digest:
            await self._update(name, wanted, slot)
        elif slot.reason:
            await self.book.mark(name, replace(slot, reason=""))

    async def drop(self, name: str) -> None:
        """Bring about that a message does not stand any more."""
        if self._stops():
            return
        slot: Slot | None = self.book.slots[name]
        if slot and slot.state in {"sending", UNKNOWN}:
            slot = await self._looked_up(name, slot)
            if slot and slot.state == UNKNOWN and not slot.reason:
                return
        if slot and slot.ts:
            await self._deleted(name, slot)
        elif slot:
            await self.book.mark(name, None)

    def _stops(self) -> bool:
        """Whether the rest is left for the next look, since looking up alone takes too long now."""
        if self.stopping.is_set():
            self.book.look(self.lease.now)
        return self.stopping.is_set()

    async def _settled(self, name: str, generation: int) -> bool:
        """Whether it is known what stands in a slot, and nothing of another generation does."""
        slot = self.book.slots.get(name)
        if slot and slot.state in {"sending", UNKNOWN}:
            slot = await self._looked_up(name, slot)
        if slot is None:
            return True
        replaced = slot.generation != generation
        if slot.state == UNKNOWN:
            # The next of several messages need not wait for what became of the last.
            if slot.reason and replaced:
                await self.book.mark(name, None)
            return bool(slot.reason) and replaced
        if slot.ts and (replaced or slot.state == "deleting"):
            return await self._deleted(name, slot)
        return True

    async def _post(self, name: str, wanted: Wanted, slot: Slot | None) -> None:
        channel = await self._gate.channel(name, wanted.place, slot)
        if not channel:
            return
        in_thread = isinstance(wanted.place, InThread)
        thread = await self._root(channel) if in_thread else ""
        if in_thread and not thread:
            return
        message = await first_version(self.tools.directory, self.lease.tenant, wanted)
        if await self._gate.may_write(channel):
            await self._send(name, wanted, message, slot, channel, thread)

    async def _send(  # noqa: PLR0913, PLR0917 - what is sent, where, and what stood there
        self,
        name: str,
        wanted: Wanted,
        message: Message,
        slot: Slot | None,
        channel: str,
        thread: str,
    ) -> None:
        sending = Slot(
            "sending",
            self.lease.now,
            channel=channel,
            thread=thread,
            digest=wanted.digest if message == wanted.message else "",
            generation=wanted.generation,
            mark=secrets.token_hex(8),
            after=self.book.newest(channel),
        )
        try:
            await self.book.begin(name, sending)
        except Overtaken:
            self._gate.give_back(channel)
            raise
        arguments = {
            "channel": channel,
            "unfurl_links": False,
            "unfurl_media": False,
            "metadata": lookup.metadata(sending.mark),
            **message.payload(),
        }
        if thread:
            arguments["thread_ts"] = thread
        try:
            answer = await self._call("chat.postMessage", **arguments)
        except SlackRefused as refusal:
            await self.book.mark(name, slot)
            await self._gate.refused(name, slot, channel, refusal)
        except SlackUnreachable:
            await self.book.mark(name, replace(sending, state=UNKNOWN))
            self._gate.wait(channel, SETTLE_SECONDS)
        else:
            # Slack: a reply under a root that was deleted stands at top level, and says so.
            astray = thread and answer["message"].get("thread_ts") != thread
            sent = replace(sending, state="deleting" if astray else "sent", ts=str(answer["ts"]))
            await self.book.mark(name, sent)
            if astray:
                await self._deleted(name, sent)
                await self._root_missing()
            elif message != wanted.message:
                await self._rewrite(name, wanted, sent)

    async def _update(self, name: str, wanted: Wanted, slot: Slot) -> None:
        if await self._gate.channel(name, wanted.place, slot) and await self._gate.may_write(
            slot.channel
        ):
            await self._rewrite(name, wanted, slot)

    async def _rewrite(self, name: str, wanted: Wanted, slot: Slot) -> None:
        if slot.digest:  # whatever becomes of the call, this is not sure to stand any more
            slot = replace(slot, digest="")
            await self.book.mark(name, slot)
        try:
            await self._call(
                "chat.update", channel=slot.channel, ts=slot.ts, **wanted.message.payload()
            )
        except SlackRefused as refusal:
            if refusal.code != "message_not_found":
                await self._gate.refused(name, slot, slot.channel, refusal)
            elif name == ROOT and self.running:
                await self._root_missing()
            else:
                await self.book.mark(name, replace(slot, state="gone", ts="", reason=""))
        except SlackUnreachable:
            self._gate.wait(slot.channel, RETRY_SECONDS)
        else:
            await self.book.mark(name, replace(slot, digest=wanted.digest, reason=""))

    async def _deleted(self, name: str, slot: Slot) -> bool:
        """Whether a message is away, and its slot empty."""
        if not await self._gate.may_write(slot.channel):
            return False
        if slot.state != "deleting":  # if it is wanted again meanwhile, it is posted anew
            await self.book.mark(name, replace(slot, state="deleting"))
        try:
            await self._call("chat.delete", channel=slot.channel, ts=slot.ts)
        except SlackRefused as refusal:
            if refusal.code not in {"message_not_found", *LEFT_CODES}:
                await self.book.mark(name, slot)
                await self._gate.refused(name, slot, slot.channel, refusal)
                return False
        except SlackUnreachable:
            self._gate.wait(slot.channel, RETRY_SECONDS)
            return False
        await self.book.mark(name, None)
        return True

    async def _looked_up(self, name: str, slot: Slot) -> Slot | None:
        """What became of a post: sent, or None where it never came to stand, or still unknown."""
        settled = slot.since + SETTLE_SECONDS
        if self.lease.now < settled:
            self._gate.wait(slot.channel, settled - self.lease.now)
            return replace(slot, state=UNKNOWN)
        where = (self.tools.slack, self.lease.tenant, slot.channel, slot.mark)
        try:
            ts = await lookup.find(*where, thread=slot.thread, after=slot.after)
            # Slack: a reply under a root that was deleted stands at top level.
            astray = not ts and slot.thread
            if astray:
                ts = await lookup.find(*where, after=slot.after)
        except Unreadable:
            unknown = replace(slot, state=UNKNOWN, reason=UNKNOWN)
            if unknown != slot:
                await self.book.mark(name, unknown)
            return unknown
        state: State = "deleting" if astray else "sent"
        found = replace(slot, state=state, ts=ts, reason="") if ts else None
        await self.book.mark(name, found)
        return found

    async def _root(self, channel: str) -> str:
        """The ts to reply under; empty while there is none."""
        root = self.book.slots.get(ROOT)
        if root is None or root.state not in {"sent", "gone"}:
            return ""
        if root.state == "sent" and not self._root_stands:
            where = (self.tools.slack, self.lease.tenant, channel, root.ts)
            self._root_stands = await lookup.stands(*where)
        if not self._root_stands:
            await self._root_missing()
            return ""
        return root.ts

    async def _root_missing(self) -> None:
        """Somebody deleted the root, which is needed: the next look posts it anew."""
        self._root_stands = False
        await self.book.mark(ROOT, None)
        self.book.look(self.lease.now)

    async def _call(self, method: str, **arguments: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        return await self.tools.slack.call(self.lease.tenant, method, **arguments)
