"""Takes what is due out of a queue, one after the other, and has it brought up to date in Slack.

There are two queues: of debriefs (`debriefs`) and of people (`people`). Each has a loop of its own,
so that neither keeps the other waiting. The loop leases what is due, and the visit compares the
messages that should exist with what was posted, and posts, updates and deletes what differs. So
nothing has to be cancelled when, for example, a submission ends a reminder, and fifty changes cost
one update.
"""

from __future__ import annotations

import asyncio
import logging
import math
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from bot.reconciler.visit import RETRY_SECONDS, Visit
from bot.slack.client import SlackError, SlackRefusedError
from bot.slack.refusals import ACCESS_LOST
from bot.slack.tokens import NoAccessError
from bot.store.errors import DebriefMissingError, LeaseLostError, StoreError
from bot.store.slots import OvertakenError
from hiring.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.reconciler.visit import Tools
    from bot.slack.tasks import Tasks
    from bot.store.due import Due, Lease
    from hiring.errors import HiringDeskError

POLL_SECONDS = 1
PARALLEL = 8
READINGS = 5
"""How often a visit reads a record that others keep changing. After the last reading it makes one
post in any case, so that endless changes can't hold up every message."""
ABSENT_SECONDS = 24 * 60 * 60
"""Until something of a workspace without an installation is looked at again. This is for workspaces
that are allowed again: an installation wakes what is due at once."""
REFUSED_SECONDS = 10 * 60
"""Until Slack is asked again after it has refused the token."""
UNREADABLE_SECONDS = 10 * 60
"""Until what can't be read is tried again: with another key, or by a newer process."""

log = logging.getLogger(__name__)


class Reconciler:
    """The loop over a queue. Any number of processes may run it.

    `bring_up_to_date` does the work of a visit, and says in the visit's logbook when to look again.
    `kind` is what the queue holds, for the log. `inaccessible` are the workspaces that can't be
    asked, each of which the loops log once.
    """

    def __init__(
        self,
        due: Due,
        tools: Tools,
        bring_up_to_date: Callable[[Visit], Awaitable[None]],
        kind: str,
        inaccessible: set[str],
    ) -> None:
        self._due = due
        self._tools = tools
        self._bring_up_to_date = bring_up_to_date
        self._kind = kind
        self._last_shard = 0
        self._busy_shards: list[int] = []
        self._asked_at = -math.inf
        self._inaccessible = inaccessible
        self._stopping = asyncio.Event()

    async def run(self, tasks: Tasks) -> None:
        """Work until cancelled; `tasks` lets calls to Slack that were started come to their end."""
        self._stopping.clear()
        try:
            await self._run(tasks)
        finally:
            self._stopping.set()

    async def _run(self, tasks: Tasks) -> None:
        room = asyncio.Semaphore(PARALLEL)

        async def work(lease: Lease) -> None:
            try:
                with self._tools.metrics.time_visit():
                    await self._work_on(lease)
            finally:
                room.release()

        # Checked here too, since the store's client may swallow the cancellation of a call.
        me = asyncio.current_task()
        while not (me and me.cancelling()):
            await room.acquire()
            self._due.woken.clear()
            lease = None
            try:
                lease = await self._lease_next()
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
        """Visit what is due next; returns whether anything was."""
        lease = await self._lease_next()
        if lease:
            await self._work_on(lease)
        return lease is not None

    async def _lease_next(self) -> Lease | None:
        """Lease what is due next; None if nothing is.

        Once a second the queue is asked in which of its shards something waits. In between, these
        are asked alone, until none of them has anything due.
        """
        now = time.monotonic()
        if now < self._asked_at + POLL_SECONDS and (lease := await self._lease_due()):
            return lease
        self._busy_shards = list(await self._due.find_earliest())
        self._asked_at = now
        return await self._lease_due()

    async def _lease_due(self) -> Lease | None:
        """Lease what is due in one of the shards in which something waits; they take turns."""
        for shard in sorted(
            self._busy_shards, key=lambda shard: (shard <= self._last_shard, shard)
        ):
            self._last_shard = (
                shard  # also if it can't be asked, so that the others have their turn
            )
            if lease := await self._due.lease_next(shard):
                return lease
        return None

    async def _work_on(self, lease: Lease) -> None:
        try:
            next_look = await self._visit(lease)
        except (LeaseLostError, DebriefMissingError) as error:
            log.info("a %s is left alone: %s", self._kind, error.sentence)
            next_look = None
        except UnreadableError as error:
            next_look = lease.now + UNREADABLE_SECONDS
            log.error(  # noqa: TRY400 - the sentence says it
                "the %s %s of %s is left alone for %d minutes: %s",
                self._kind,
                lease.id,
                lease.tenant,
                UNREADABLE_SECONDS // 60,
                error.reason,
            )
        await self._due.finish(lease, next_look)

    async def _visit(self, lease: Lease) -> int | None:
        """Returns when to look again; None if nothing is to come."""
        visit = Visit(self._tools, lease, self._stopping)
        try:
            for reading in range(1, READINGS + 1):
                try:
                    await self._bring_up_to_date(visit)
                    break
                except OvertakenError as overtaken:
                    last = reading == READINGS - 1
                    visit.start_again(None if last else overtaken.woken)
        except NoAccessError as error:
            self._note_inaccessible(lease.tenant, error)
            return lease.now + ABSENT_SECONDS
        except SlackError as error:
            if isinstance(error, SlackRefusedError) and error.code in ACCESS_LOST:
                self._note_inaccessible(lease.tenant, error)
                return lease.now + REFUSED_SECONDS
            pause = error.retry_after if isinstance(error, SlackRefusedError) else 0
            visit.book.schedule_look(lease.now + max(pause, RETRY_SECONDS))
        else:
            self._inaccessible.discard(lease.tenant)
        return visit.book.next_look

    def _note_inaccessible(self, tenant: str, error: HiringDeskError) -> None:
        if tenant not in self._inaccessible:
            self._inaccessible.add(tenant)
            log.warning("the debriefs of %s wait: %s", tenant, error.sentence)
