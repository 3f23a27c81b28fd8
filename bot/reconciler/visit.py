"""One visit to one debrief: each of its messages is posted, updated or deleted.

Whatever happens to this process, the slots say what it did: a message is marked before Slack is
asked and after it has answered. A post whose outcome is unknown is looked up, and never repeated
blindly. Nothing here waits: what can't be done now is left for a later visit.
"""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from bot.reconciler.gate import LEFT_CODES, Gate
from bot.reconciler.logbook import ROOT, Logbook
from bot.reconciler.wanted_message import build_message_without_mentions
from bot.slack import lookup
from bot.slack.client import SlackRefusedError, SlackUnreachableError
from bot.slack.lookup import UnreadableHistoryError
from bot.store.slots import WITHDRAWN, OvertakenError, Slot
from hiring.debriefs.planned_messages import InDM, InThread

if TYPE_CHECKING:
    import asyncio

    from blocks.kit import Message
    from bot.metrics import Metrics
    from bot.reconciler.wanted_message import WantedMessage
    from bot.slack.client import Slack, WebClient
    from bot.slack.directory import Directory
    from bot.store.due import Lease
    from bot.store.pace import Pace
    from bot.store.slots import Slots, State

log = logging.getLogger(__name__)

UNKNOWN: Final = "unknown"

SETTLE_SECONDS = 30
"""How long after a call without an answer Slack's history is not trusted yet."""
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
    """The work on a leased debrief.

    `running`: whether the debrief is open, so that a deleted root is posted again.
    `stopping`: once it is set, Slack is asked for nothing more.

    Methods raise StoreUnavailableError, LeaseLostError, SlackUnreachableError, SlackRefusedError if
    Slack wants a pause or refuses the token, and OvertakenError if the debrief was changed since it
    was read.
    """

    tools: Tools
    lease: Lease
    stopping: asyncio.Event
    book: Logbook = field(init=False)
    running: bool = True
    _gate: Gate = field(init=False)
    _root_exists: bool = False

    def __post_init__(self) -> None:
        """Make a logbook and a gate for this visit alone."""
        tools = self.tools
        self.book = Logbook(tools.slots, tools.metrics, self.lease)
        self._gate = Gate(tools.directory, tools.pace, self.book, self.stopping)

    @property
    def revealed_at(self) -> int:
        """When scorecards became public; see `Gate.revealed_at`."""
        return self._gate.revealed_at

    @revealed_at.setter
    def revealed_at(self, time: int) -> None:
        self._gate.revealed_at = time

    def start_again(self, woken: int | None) -> None:
        """Go on after the debrief was changed. See `Logbook.woken`."""
        self.book.woken = woken
        self._gate.start_batch()

    async def find_exposure(self, channel: str, *, urgent: bool) -> str:
        """Why others can read what was posted to a channel; nothing if they can't.

        `urgent`: scorecards are in it, or nobody may look again, so no earlier answer counts.
        """
        return "" if self._is_stopping() else await self._gate.find_exposure(channel, urgent=urgent)

    async def ensure_message(self, name: str, wanted: WantedMessage) -> None:
        """Post the message, or update it, unless it is in Slack as wanted.

        From a channel that the debrief was taken out of, it is deleted.
        """
        if self.book.withdrawn and not isinstance(wanted.destination, InDM):
            await self._take_out(name)
            return
        present = self.book.slots.get(name)
        generation = wanted.generation
        if generation is None:
            generation = present.generation if present else 0
        if self._is_stopping() or not await self._clear_slot(name, generation):
            return
        slot = self.book.slots.get(name)
        if slot is None or slot.state == "held":
            await self._post(name, wanted, slot)
        elif slot.state == "gone":
            if slot.generation != generation:
                await self._post(name, wanted, None)
        elif slot.digest != wanted.digest:
            await self._update(name, wanted, slot)
        elif slot.reason:
            await self.book.mark(name, replace(slot, reason=""))

    async def _take_out(self, name: str) -> None:
        """Delete a message that was withdrawn, and remember that people were notified of it."""
        slot = self.book.slots.get(name)
        if slot is None or (slot.state == "held" and slot.reason == WITHDRAWN):
            return
        await self.remove_message(name)
        if slot.ts and name not in self.book.slots:
            taken_out = Slot("held", self.lease.now, mark=slot.mark, reason=WITHDRAWN)
            await self.book.mark(name, taken_out)

    async def remove_message(self, name: str) -> None:
        """Delete a message that should not exist any more."""
        if self._is_stopping():
            return
        slot: Slot | None = self.book.slots[name]
        if slot and slot.state in {"sending", UNKNOWN}:
            slot = await self._look_up(name, slot)
            if slot and slot.state == UNKNOWN and not slot.reason:
                return
        if slot and slot.ts:
            await self._delete(name, slot)
        elif slot:
            await self.book.mark(name, None)

    def _is_stopping(self) -> bool:
        """Whether the process stops, so that the rest is left for the next visit."""
        if self.stopping.is_set():
            self.book.schedule_look(self.lease.now)
        return self.stopping.is_set()

    async def _clear_slot(self, name: str, generation: int) -> bool:
        """Find out whether an unknown post arrived, and delete a message of another generation.

        Returns whether that is done, so that the slot is ready for the wanted message.
        """
        slot = self.book.slots.get(name)
        if slot and slot.state in {"sending", UNKNOWN}:
            slot = await self._look_up(name, slot)
        if slot is None:
            return True
        replaced = slot.generation != generation
        if slot.state == UNKNOWN:
            # A message of a new generation needn't wait for the fate of the old one.
            if slot.reason and replaced:
                await self.book.mark(name, None)
            return bool(slot.reason) and replaced
        if slot.ts and (replaced or slot.state == "deleting"):
            return await self._delete(name, slot)
        return True

    async def _post(self, name: str, wanted: WantedMessage, slot: Slot | None) -> None:
        channel = await self._gate.find_channel(name, wanted.destination, slot)
        if not channel:
            return
        in_thread = isinstance(wanted.destination, InThread)
        thread = await self._find_root(channel) if in_thread else ""
        if in_thread and not thread:
            return
        was_posted = slot is not None and bool(slot.mark)  # and withdrawn since
        message = await build_message_without_mentions(
            self.tools.directory,
            self.lease.tenant,
            replace(wanted, notifies=wanted.notifies and not was_posted),
        )
        if await self._gate.reserve_call(channel):
            await self._send(name, wanted, message, slot, channel, thread)

    async def _send(  # noqa: PLR0913, PLR0917 - what is sent, where, and what stood there
        self,
        name: str,
        wanted: WantedMessage,
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
            generation=wanted.generation or 0,
            mark=secrets.token_hex(8),
            after=self.book.find_newest(channel),
        )
        client = await self._client()  # if there is none any more, nothing is marked as sending
        try:
            await self.book.mark_sending(name, sending)
        except OvertakenError:
            self._gate.return_call(channel)
            raise
        arguments = {
            "channel": channel,
            "unfurl_links": False,
            "unfurl_media": False,
            "metadata": lookup.build_metadata(sending.mark),
            **message.payload(),
        }
        if thread:
            arguments["thread_ts"] = thread
        try:
            answer = await client.chat_postMessage(**arguments)
        except SlackRefusedError as refusal:
            await self.book.mark(name, slot)
            await self._gate.handle_refusal(name, slot, channel, refusal)
        except SlackUnreachableError:
            await self.book.mark(name, replace(sending, state=UNKNOWN))
            self._gate.pause_channel(channel, SETTLE_SECONDS)
        else:
            # Slack: a reply under a root that was deleted appears at top level, and says so.
            misplaced = thread and answer["message"].get("thread_ts") != thread
            sent = replace(sending, state="deleting" if misplaced else "sent", ts=str(answer["ts"]))
            await self.book.mark(name, sent)
            if misplaced:
                await self._delete(name, sent)
                await self._forget_root()
            elif message != wanted.message:
                await self._call_update(name, wanted, sent)

    async def _update(self, name: str, wanted: WantedMessage, slot: Slot) -> None:
        channel = await self._gate.find_channel(name, wanted.destination, slot)
        if not channel:
            return
        if channel != slot.channel:
            # A slot is not encrypted: somebody may have had it lead to where others read.
            log.error("a message of the debrief %s is stored as elsewhere", self.lease.id)
            await self.book.mark(name, None)
            self.book.schedule_look(self.lease.now)
        elif await self._gate.reserve_call(channel):
            await self._call_update(name, wanted, slot)

    async def _call_update(self, name: str, wanted: WantedMessage, slot: Slot) -> None:
        if slot.digest:  # however the call ends, the message may have changed
            slot = replace(slot, digest="")
            await self.book.mark(name, slot)
        try:
            client = await self._client()
            await client.chat_update(channel=slot.channel, ts=slot.ts, **wanted.message.payload())
        except SlackRefusedError as refusal:
            if refusal.code != "message_not_found":
                await self._gate.handle_refusal(name, slot, slot.channel, refusal)
            elif name == ROOT and self.running:
                await self._forget_root()
            else:
                await self.book.mark(name, replace(slot, state="gone", ts="", reason=""))
        except SlackUnreachableError:
            self._gate.pause_channel(slot.channel, RETRY_SECONDS)
        else:
            await self.book.mark(name, replace(slot, digest=wanted.digest, reason=""))

    async def _delete(self, name: str, slot: Slot) -> bool:
        """Delete a message and empty its slot; returns whether that is done."""
        if not await self._gate.reserve_call(slot.channel):
            return False
        if slot.state != "deleting":  # if it is wanted again by then, it is posted again
            await self.book.mark(name, replace(slot, state="deleting"))
        try:
            await (await self._client()).chat_delete(channel=slot.channel, ts=slot.ts)
        except SlackRefusedError as refusal:
            if refusal.code not in {"message_not_found", *LEFT_CODES}:
                await self.book.mark(name, slot)
                await self._gate.handle_refusal(name, slot, slot.channel, refusal)
                return False
        except SlackUnreachableError:
            self._gate.pause_channel(slot.channel, RETRY_SECONDS)
            return False
        await self.book.mark(name, None)
        return True

    async def _look_up(self, name: str, slot: Slot) -> Slot | None:
        """Find the state of a post: sent, None if it never arrived, or still unknown."""
        settled = slot.since + SETTLE_SECONDS
        if self.lease.now < settled:
            self._gate.pause_channel(slot.channel, settled - self.lease.now)
            return replace(slot, state=UNKNOWN)
        where = (self.tools.slack, self.lease.tenant, slot.channel, slot.mark)
        try:
            ts = await lookup.find_message(*where, thread=slot.thread, after=slot.after)
            # Slack: a reply under a root that was deleted appears at top level.
            misplaced = not ts and slot.thread
            if misplaced:
                ts = await lookup.find_message(*where, after=slot.after)
        except UnreadableHistoryError:
            unknown = replace(slot, state=UNKNOWN, reason=UNKNOWN)
            if unknown != slot:
                await self.book.mark(name, unknown)
            return unknown
        state: State = "deleting" if misplaced else "sent"
        known = replace(slot, state=state, ts=ts, reason="") if ts else None
        await self.book.mark(name, known)
        return known

    async def _find_root(self, channel: str) -> str:
        """The ts of the root to reply under; empty while there is none."""
        root = self.book.slots.get(ROOT)
        if root is None or root.state not in {"sent", "gone"}:
            return ""
        if root.state == "sent" and not self._root_exists:
            where = (self.tools.slack, self.lease.tenant, channel, root.ts)
            self._root_exists = await lookup.message_exists(*where)
        if not self._root_exists:
            await self._forget_root()
            return ""
        return root.ts

    async def _forget_root(self) -> None:
        """Have the next visit post the root again, since it was deleted and is needed."""
        self._root_exists = False
        await self.book.mark(ROOT, None)
        self.book.schedule_look(self.lease.now)

    async def _client(self) -> WebClient:
        return await self.tools.slack.get_client(self.lease.tenant)
