"""Makes Slack look as the records say.

A debrief that is due is claimed, its outlook is compared with what was posted of it, and the
difference is brought about (`visit`). Updates, the reveal, reminders, their removal: all of it is
this loop, so whatever comes to pass meanwhile, such as a submission that ends a reminder, needs no
cancelling, and fifty changes cost one update.
"""

from __future__ import annotations

import asyncio
import logging
import math
import time
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from bot.reconciler.gate import LEFT
from bot.reconciler.visit import RETRY_SECONDS, UNKNOWN, Visit
from bot.reconciler.wanted import named
from bot.slack.client import SlackError, SlackRefused
from bot.store.errors import DebriefMissing, LeaseLost, StoreError
from bot.store.slots import Overtaken
from hiring.debriefs.planned_messages import InDM
from hiring.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from blocks.kit import Message
    from bot.reconciler.visit import Tools
    from bot.reconciler.wanted import Wanted
    from bot.slack.tasks import Tasks
    from bot.store.debriefs import Debriefs, StoredDebrief
    from bot.store.due import Due, Lease
    from hiring.debriefs.debrief import Debrief
    from hiring.debriefs.planned_messages import Outlook, PlannedMessage

POLL_SECONDS = 1
PARALLEL = 8
READINGS = 5
"""How often a visit reads a debrief that others change meanwhile. After the last of them it makes
one post whatever comes, so that changes without end cannot hold up every message."""
TROUBLE = "trouble/"
UNREADABLE_SECONDS = 10 * 60
"""Until a debrief that can't be read is tried again: with another key, or by a newer process."""

log = logging.getLogger(__name__)


class Model(Protocol):
    """What the loop must know of the records."""

    async def outlook(self, tenant: str, debrief: Debrief, now: int, /) -> Outlook:
        """What should stand in Slack."""

    def render(self, debrief: Debrief, standing: PlannedMessage, /) -> Sequence[Message]:
        """A content as messages: more than one where it is too long for one."""

    def channel(self, debrief: Debrief, /) -> str:
        """Where its root stands, and the thread under it."""

    def is_running(self, debrief: Debrief, now: int, /) -> bool:
        """Whether its root is posted anew when somebody has deleted it."""

    def in_charge(self, debrief: Debrief, /) -> Sequence[str]:
        """Who is told when something can't be posted: the first of these who is still here."""

    def trouble(
        self, debrief: Debrief, held: tuple[str, ...], unknown: tuple[str, ...], /
    ) -> Sequence[Message]:
        """What they are told: why messages are held, and which ones may stand or not."""


class Reconciler:
    """The loop. Any number of processes may run it."""

    def __init__(self, debriefs: Debriefs, due: Due, tools: Tools, model: Model) -> None:
        self._debriefs = debriefs
        self._due = due
        self._tools = tools
        self._model = model
        self._shard = 0
        self._shards: list[int] = []
        self._asked = -math.inf
        self._stopping = asyncio.Event()

    async def run(self, tasks: Tasks) -> None:
        """Work until cancelled; `tasks` lets the call to Slack that was begun come to its end."""
        self._stopping.clear()
        try:
            await self._run(tasks)
        finally:
            self._stopping.set()

    async def _run(self, tasks: Tasks) -> None:
        room = asyncio.Semaphore(PARALLEL)

        async def work(lease: Lease) -> None:
            try:
                with self._tools.metrics.visiting():
                    await self._work(lease)
            finally:
                room.release()

        # Asked here too, since the store's client may swallow the cancellation of a call.
        me = asyncio.current_task()
        while not (me and me.cancelling()):
            await room.acquire()
            self._due.woken.clear()
            lease = None
            try:
                lease = await self._next()
            except StoreError as error:
                log.warning("the reconciler waits: %s", error.sentence)
            if lease:
                tasks.start(work(lease), "reconciler")
                continue
            room.release()
            with suppress(TimeoutError):
                async with asyncio.timeout(POLL_SECONDS):
                    await self._due.woken.wait()

    async def step(self) -> bool:
        """Look at one debrief that is due; whether there was one."""
        lease = await self._next()
        if lease:
            await self._work(lease)
        return lease is not None

    async def _next(self) -> Lease | None:
        """A debrief that is due.

        All queues are asked once a second, or when those that had something have nothing due.
        """
        now = time.monotonic()
        if now < self._asked + POLL_SECONDS and (lease := await self._lease_due()):
            return lease
        self._shards = list(await self._due.find_earliest())
        self._asked = now
        return await self._lease_due()

    async def _lease_due(self) -> Lease | None:
        """A debrief of those shards that had something; they take turns."""
        for shard in sorted(self._shards, key=lambda shard: (shard <= self._shard, shard)):
            if lease := await self._due.lease_next(shard):
                self._shard = shard
                return lease
        return None

    async def _work(self, lease: Lease) -> None:
        try:
            look_again = await self._visit(lease)
        except (LeaseLost, DebriefMissing) as error:
            log.info("a debrief is left alone: %s", error.sentence)
            look_again = None
        except UnreadableError as error:
            look_again = lease.now + UNREADABLE_SECONDS
            log.error(  # noqa: TRY400 - the sentence says it
                "the debrief %s of %s is left alone for %d minutes: %s",
                lease.debrief,
                lease.tenant,
                UNREADABLE_SECONDS // 60,
                error.sentence,
            )
        await self._due.finish(lease, look_again)

    async def _visit(self, lease: Lease) -> int | None:
        """The time of the next look, None where nothing is to come."""
        visit = Visit(self._tools, lease, self._stopping)
        try:
            for reading in range(1, READINGS + 1):
                try:
                    await self._bring_about(visit)
                    break
                except Overtaken as overtaken:
                    last = reading == READINGS - 1
                    visit.overtaken(None if last else overtaken.woken)
        except SlackError as error:
            pause = error.retry_after if isinstance(error, SlackRefused) else 0
            visit.book.look(lease.now + max(pause, RETRY_SECONDS))
        return visit.book.look_again

    async def _bring_about(self, visit: Visit) -> None:
        lease = visit.lease
        stored = await self._debriefs.load(lease.tenant, lease.debrief)
        outlook = await self._model.outlook(lease.tenant, stored.debrief, lease.now)
        visit.running = self._model.is_running(stored.debrief, lease.now)
        await visit.book.read(self._model.channel(stored.debrief))
        if outlook.look_again is not None:
            visit.book.look(outlook.look_again)
        wanted: dict[str, Wanted] = {}
        for standing in outlook.messages:
            messages = self._model.render(stored.debrief, standing)
            wanted |= {
                name: replace(one, generation=standing.generation, notifies=standing.notifies)
                for name, one in named(stored, standing.slot, standing.place, messages).items()
            }
        # What is new comes first: updates without end must not take up all that a channel takes.
        for name in sorted(wanted, key=visit.book.stands):
            await visit.keep(name, wanted[name])
        troubles = await self._troubles(visit, stored)
        for name, one in troubles.items():
            await visit.keep(name, one)
        for name in sorted(visit.book.slots.keys() - wanted.keys() - troubles.keys()):
            await visit.drop(name)

    async def _troubles(self, visit: Visit, stored: StoredDebrief) -> dict[str, Wanted]:
        """What could not be done, as a message to whoever is in charge."""
        reasons = {
            name: slot.reason
            for name, slot in visit.book.slots.items()
            if slot.reason
            and not name.startswith(TROUBLE)
            # Who has left needs to see no change of what they got.
            and not (slot.reason == LEFT and slot.ts)
        }
        if not reasons:
            return {}
        for user in self._model.in_charge(stored.debrief):
            if not (await self._tools.directory.person(visit.lease.tenant, user)).gone:
                held = tuple(sorted({*reasons.values()} - {UNKNOWN}))
                unknown = tuple(sorted(n for n, reason in reasons.items() if reason == UNKNOWN))
                messages = self._model.trouble(stored.debrief, held, unknown)
                return named(stored, TROUBLE + user, InDM(user), messages)
        log.warning("nobody is left to be told that messages of a debrief are held")
        return {}
