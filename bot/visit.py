"""One look at one debrief: each message of it is posted, changed or deleted, and written down.

Whatever happens to this process, what it did is in the slots: a message is marked before Slack is
asked and after it has answered. A post whose outcome is unknown is looked up, and never repeated
blindly. Nothing here waits: what cannot be done now is left for a later look.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from bot.slack import lookup
from bot.slack.client import SlackRefused, SlackUnreachable
from bot.slack.lookup import Unreadable
from bot.store.slots import Slot
from hiring.debriefs.standing import InDM, InThread

if TYPE_CHECKING:
    from blocks.kit import Message
    from bot.metrics import Metrics
    from bot.slack.client import Slack
    from bot.slack.directory import Directory
    from bot.store.due import Claim
    from bot.store.pace import Pace
    from bot.store.slots import Slots
    from hiring.debriefs.standing import Place

ROOT: Final = "root"
UNKNOWN: Final = "unknown"

SETTLE_SECONDS = 30
"""After a call without an answer, until Slack's history is believed."""
RETRY_SECONDS = 10
HELD_SECONDS = 10 * 60
DAY_SECONDS = 24 * 60 * 60


@dataclass(frozen=True)
class Tools:
    """What a visit works with."""

    slack: Slack
    directory: Directory
    slots: Slots
    pace: Pace
    metrics: Metrics


@dataclass(frozen=True)
class Wanted:
    """A message that should stand; `digest` stands for its content."""

    place: Place
    message: Message
    digest: str
    generation: int


@dataclass
class Visit:
    """The work on a claimed debrief. `slots` is what is known of its messages, kept up to date.

    `running`: whether a root that somebody deleted is posted anew. `look_again`: the earliest time
    at which something that had to wait can be done, in seconds.

    Methods raise StoreUnavailable, ClaimLost, SlackUnreachable, and SlackRefused where Slack wants
    a pause.
    """

    tools: Tools
    claim: Claim
    slots: dict[str, Slot]
    running: bool
    look_again: int | None = None
    _full: set[str] = field(default_factory=set)  # channels that take nothing more now
    _objections: dict[str, str | None] = field(default_factory=dict)
    _root_stands: bool = False

    async def keep(self, name: str, wanted: Wanted) -> None:
        """Bring about that a message stands as wanted."""
        slot = self.slots.get(name)
        if slot and slot.state in {"sending", UNKNOWN}:
            slot = await self._looked_up(name, slot)
            if slot and slot.state == UNKNOWN:
                return
        if slot and slot.ts and slot.generation != wanted.generation:
            if not await self._deleted(name, slot):
                return
            slot = None
        if slot is None or slot.state == "held":
            await self._post(name, wanted, slot)
        elif slot.state == "gone":
            if slot.generation != wanted.generation:
                await self._post(name, wanted, None)
        elif slot.digest != wanted.digest:
            await self._update(name, wanted, slot)
        elif slot.reason:
            await self._mark(name, replace(slot, reason=""))

    async def drop(self, name: str) -> None:
        """Bring about that a message does not stand any more."""
        slot: Slot | None = self.slots[name]
        if slot and slot.state in {"sending", UNKNOWN}:
            slot = await self._looked_up(name, slot)
            if slot and slot.state == UNKNOWN and not slot.reason:
                return
        if slot and slot.ts:
            await self._deleted(name, slot)
        elif slot:
            await self._mark(name, None)

    def look(self, at: int) -> None:
        """Ask for a look at a time, if none is asked for before."""
        self.look_again = at if self.look_again is None else min(at, self.look_again)

    async def _post(self, name: str, wanted: Wanted, slot: Slot | None) -> None:
        channel = await self._channel(name, wanted, slot)
        if not channel:
            return
        thread = ""
        if isinstance(wanted.place, InThread):
            thread = await self._root(channel)
            if not thread:
                return
        if not await self._may_write(channel):
            return
        sending = Slot(
            "sending",
            self.claim.now,
            channel=channel,
            thread=thread,
            digest=wanted.digest,
            generation=wanted.generation,
            mark=secrets.token_hex(8),
            after=max((s.ts for s in self.slots.values() if s.channel == channel), default=""),
        )
        await self._mark(name, sending)
        arguments = {
            "channel": channel,
            "unfurl_links": False,
            "unfurl_media": False,
            "metadata": lookup.metadata(sending.mark),
            **wanted.message.payload(),
        }
        if thread:
            arguments["thread_ts"] = thread
        try:
            answer = await self._call("chat.postMessage", **arguments)
        except SlackRefused as refusal:
            await self._mark(name, slot)
            await self._refused(name, slot, channel, refusal)
        except SlackUnreachable:
            await self._mark(name, replace(sending, state=UNKNOWN))
            self._wait(channel, SETTLE_SECONDS)
        else:
            sent = replace(sending, state="sent", ts=str(answer["ts"]))
            await self._mark(name, sent)
            # Slack: a reply under a root that was deleted stands at top level, and says so.
            if thread and answer["message"].get("thread_ts") != thread:
                await self._deleted(name, sent)
                await self._root_missing()

    async def _update(self, name: str, wanted: Wanted, slot: Slot) -> None:
        if not await self._channel(name, wanted, slot) or not await self._may_write(slot.channel):
            return
        try:
            await self._call(
                "chat.update", channel=slot.channel, ts=slot.ts, **wanted.message.payload()
            )
        except SlackRefused as refusal:
            if refusal.code != "message_not_found":
                await self._refused(name, slot, slot.channel, refusal)
            elif name == ROOT and self.running:
                await self._root_missing()
            else:
                await self._mark(name, replace(slot, state="gone", ts="", reason=""))
        except SlackUnreachable:
            self._wait(slot.channel, RETRY_SECONDS)
        else:
            await self._mark(name, replace(slot, digest=wanted.digest, reason=""))

    async def _deleted(self, name: str, slot: Slot) -> bool:
        """Whether a message is away, and its slot empty."""
        if not await self._may_write(slot.channel):
            return False
        try:
            await self._call("chat.delete", channel=slot.channel, ts=slot.ts)
        except SlackRefused as refusal:
            if refusal.code != "message_not_found":
                await self._refused(name, slot, slot.channel, refusal)
                return False
        except SlackUnreachable:
            self._wait(slot.channel, RETRY_SECONDS)
            return False
        await self._mark(name, None)
        return True

    async def _looked_up(self, name: str, slot: Slot) -> Slot | None:
        """What became of a post: sent, or None where it never came to stand, or still unknown."""
        settled = slot.since + SETTLE_SECONDS
        if self.claim.now < settled:
            self._wait(slot.channel, settled - self.claim.now)
            return replace(slot, state=UNKNOWN)
        where = (self.tools.slack, self.claim.tenant, slot.channel, slot.mark)
        try:
            ts = await lookup.find(*where, thread=slot.thread, after=slot.after)
        except Unreadable:
            found: Slot | None = replace(slot, state=UNKNOWN, reason=UNKNOWN)
        else:
            found = replace(slot, state="sent", ts=ts, reason="") if ts else None
        if found != slot:
            await self._mark(name, found)
        return found

    async def _channel(self, name: str, wanted: Wanted, slot: Slot | None) -> str | None:
        """Where a message goes; None where it may not, which is written down."""
        tenant, place = self.claim.tenant, wanted.place
        if isinstance(place, InDM):
            try:
                return await self.tools.directory.dm(tenant, place.user)
            except SlackRefused as refusal:
                if refusal.retry_after:
                    raise
                await self._hold(name, slot, refusal.code)
                return None
        if place.channel not in self._objections:
            objection = await self.tools.directory.objection(tenant, place.channel, fresh=True)
            self._objections[place.channel] = objection
        reason = self._objections[place.channel]
        if reason:
            await self._hold(name, slot, reason)
            return None
        return place.channel

    async def _root(self, channel: str) -> str:
        """The ts to reply under; empty while there is none."""
        root = self.slots.get(ROOT)
        if root is None or root.state not in {"sent", "gone"}:
            return ""
        if root.state == "sent" and not self._root_stands:
            where = (self.tools.slack, self.claim.tenant, channel, root.ts)
            self._root_stands = await lookup.stands(*where)
        if not self._root_stands:
            await self._root_missing()
            return ""
        return root.ts

    async def _root_missing(self) -> None:
        """Somebody deleted the root, which is needed: the next look posts it anew."""
        self._root_stands = False
        await self._mark(ROOT, None)
        self.look(self.claim.now)

    async def _may_write(self, channel: str) -> bool:
        """Whether a channel takes one more call now. Order holds: after a no, it is no."""
        if channel not in self._full:
            seconds = await self.tools.pace.wait(self.claim.tenant, channel)
            if seconds:
                self._wait(channel, seconds)
        return channel not in self._full

    async def _refused(
        self, name: str, slot: Slot | None, channel: str, refusal: SlackRefused
    ) -> None:
        if refusal.retry_after:
            await self.tools.pace.pause(self.claim.tenant, channel, refusal.retry_after)
            self._wait(channel, refusal.retry_after)
        else:
            await self._hold(name, slot, refusal.code)

    def _wait(self, channel: str, seconds: int) -> None:
        """Nothing more to a channel in this look, so that messages keep their order."""
        self._full.add(channel)
        self.look(self.claim.now + seconds)

    async def _hold(self, name: str, slot: Slot | None, reason: str) -> None:
        """Write down why something can't be done; it is tried again, more and more rarely."""
        now = self.claim.now
        since = slot.since if slot and slot.reason == reason else now
        held = replace(slot or Slot("held", since), since=since, reason=reason)
        if held != slot:
            await self._mark(name, held)
        self.look(now + min(max(HELD_SECONDS, now - since), DAY_SECONDS))

    async def _mark(self, name: str, slot: Slot | None) -> None:
        await self.tools.slots.mark(self.claim, name, slot)
        self.tools.metrics.marked(self.slots.get(name), slot)
        if slot:
            self.slots[name] = slot
        else:
            self.slots.pop(name, None)

    async def _call(self, method: str, **arguments: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        return await self.tools.slack.call(self.claim.tenant, method, **arguments)
