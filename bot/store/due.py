"""Which debriefs or people must be visited, and when: a queue of each kind for each of 64 shards.

A reconciler leases one of them for a minute, and every mark in its slots extends the lease. A lease
that ran out is given to the next reconciler, and its number is refused from then on.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.store import keys
from bot.store.connection import store_call
from bot.store.keys import is_id
from bot.store.scripts import load_script

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.store.clock import Clock
    from bot.store.connection import Store
    from bot.store.keys import Queue

log = logging.getLogger(__name__)

SCAN_SECONDS = 10.0
LEASE_SECONDS = 60
"""Longer than Slack's client waits for one answer; every answer extends it."""


@dataclass(frozen=True)
class Lease:
    """A reconciler's hold on a debrief or a person, by id.

    `now` in seconds; `number` tells the lease from others.
    """

    tenant: str
    id: str
    number: int
    now: int


class Due:
    """The queues of what is due: debriefs, or people. Every method raises StoreUnavailableError.

    `woken` is set whenever something of this process has become due.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        *,
        queue: Queue = keys.DEBRIEFS,
        lease_seconds: int = LEASE_SECONDS,
    ) -> None:
        self._store = store
        self._queue = queue
        self.clock = clock
        self.lease_seconds = lease_seconds
        self.woken = asyncio.Event()
        clock.watchers.append(self.woken.set)
        self._lease = load_script(store, "claim_due")
        self._finish = load_script(store, "finish_due")
        self._wake = load_script(store, "wake_due")

    def queue_keys(self, tenant: str) -> tuple[str, str]:
        """The keys of the queue and the leases of a tenant's shard."""
        return get_queue_keys(keys.get_shard(tenant), self._queue)

    @staticmethod
    def queue_name(tenant: str, subject: str) -> str:
        """Name a debrief or a person in the queue."""
        return f"{tenant}:{subject}"

    @store_call()
    async def find_earliest(self) -> dict[int, float]:
        """When the first of each shard is due, in seconds, where there is one.

        A queue that somebody else has put something in the place of is left out, so that it stops
        no other.
        """
        pipeline = self._store.pipeline(transaction=False)
        for shard in range(keys.SHARDS):
            pipeline.zrange(keys.due_key(shard, self._queue), 0, 0, withscores=True)
        earliest = {}
        for shard, first in enumerate(await pipeline.execute(raise_on_error=False)):
            if isinstance(first, Exception) and not str(first).startswith("WRONGTYPE"):
                raise first
            if isinstance(first, Exception):
                log.error("the queue of shard %d is something else, so nothing in it is due", shard)
            elif first:
                earliest[shard] = first[0][1]
        return earliest

    @store_call()
    async def lease_next(self, shard: int) -> Lease | None:
        """Lease what is due in a shard, if anything is.

        What somebody else has put into the queue is taken out: all that is done under a lease looks
        at the shard of its workspace, so two leases of the same could be under way.
        """
        queue = get_queue_keys(shard, self._queue)
        while leased := await self._lease(keys=queue, args=[self.lease_seconds, self.clock.offset]):
            name, number, now = leased
            tenant, _, subject = name.decode(errors="replace").partition(":")
            if is_id(tenant) and is_id(subject) and keys.get_shard(tenant) == shard:
                return Lease(tenant, subject, number, now)
            log.error("the queue of shard %d names something that does not belong in it", shard)
            await self._finish(keys=queue, args=[name, number, "", self.clock.offset])
        return None

    @store_call()
    async def finish(self, lease: Lease, look_again: int | None) -> None:
        """End a lease, to have it looked at again at a time, or when it is woken."""
        await self._finish(
            keys=self.queue_keys(lease.tenant),
            args=[
                self.queue_name(lease.tenant, lease.id),
                lease.number,
                "" if look_again is None else look_again,
                self.clock.offset,
            ],
        )

    async def wake_tenant(self, tenant: str) -> None:
        """Have all of a tenant that are due some time looked at now."""
        queue, _ = self.queue_keys(tenant)
        async with store_call(SCAN_SECONDS):
            names = {
                name.decode(errors="replace")
                async for name, _ in self._store.zscan_iter(queue, f"{tenant}:*", count=1000)
            }
        for name in sorted(names):
            await self.wake(tenant, name.partition(":")[2])

    @store_call()
    async def wake(self, tenant: str, subject: str) -> None:
        """Have a debrief or a person looked at now: something outside the record has changed."""
        await self._wake(
            keys=self.queue_keys(tenant), args=[self.queue_name(tenant, subject), self.clock.offset]
        )
        self.woken.set()

    async def wake_unless_due(self, tenant: str, subjects: Iterable[str]) -> None:
        """Have those looked at now that are not due at any time."""
        queue, _ = self.queue_keys(tenant)
        names = {self.queue_name(tenant, subject): subject for subject in subjects}
        if not names:
            return
        async with store_call():
            times = await self._store.zmscore(queue, [*names])
        for subject, due_at in zip(names.values(), times, strict=True):
            if due_at is None:
                await self.wake(tenant, subject)


def get_queue_keys(shard: int, queue: Queue) -> tuple[str, str]:
    """The keys of a shard's queue and of its leases."""
    return keys.due_key(shard, queue), keys.leases_key(shard, queue)
