"""A clock in a file, for all processes, that jumps forward when there is nothing to do.

Leases, waits after a lost answer and Slack's pauses last a minute and more. Instead of waiting,
time jumps to the next due debrief once no process is working and nothing is due. So no lease ends
while its holder is working, however slow the machine is.
"""

from __future__ import annotations

import asyncio
import mmap
import re
from typing import TYPE_CHECKING

import aiohttp

from bot.store import keys
from bot.store.clock import Clock
from bot.store.due import get_queue_keys
from chaos.slack import TENANT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from bot.store.connection import Store
    from chaos.desk import Desk

BYTES = 8
LOOK_SECONDS = 0.05
JUMP_SECONDS = 30
"""A jump goes this far past the next due time, so that it includes the debriefs due soon after."""
HORIZON_SECONDS = 15 * 60
"""Later due times are counted in working days, such as those of reminders."""

_TASKS = re.compile(r"^hiring_desk_tasks (\S+)$", re.MULTILINE)


class FileClock(Clock):
    """A clock with an offset that every process sees as soon as one sets it."""

    def __init__(self, file: Path) -> None:
        with file.open("r+b") as opened:
            self._shared = mmap.mmap(opened.fileno(), BYTES)
        self.watchers = []

    @property
    def offset(self) -> int:
        """The offset, in seconds."""
        return int.from_bytes(self._shared[:])

    @offset.setter
    def offset(self, seconds: int) -> None:
        self._shared[:] = seconds.to_bytes(BYTES)


class Time:
    """The clock of the processes on a store."""

    def __init__(self, folder: Path, store: Store) -> None:
        self.file = folder / "clock"
        self.file.write_bytes(bytes(BYTES))
        self.clock = FileClock(self.file)
        self._store = store
        self._queues = [get_queue_keys(keys.get_shard(TENANT), queue) for queue in keys.QUEUES]

    async def run_until_idle(self, desks: Iterable[Desk]) -> None:
        """Let time pass until nothing more is due within the horizon."""
        while (wait := await self._wait_until_idle(desks)) < HORIZON_SECONDS:
            self.clock.offset += int(wait) + JUMP_SECONDS

    async def _wait_until_idle(self, desks: Iterable[Desk]) -> float:
        """Wait until nothing is due or under way. Returns the seconds until something is due."""
        before = ""
        while True:
            now = (await self._store.time())[0] + self.clock.offset
            wait, newest_lease = float("inf"), ""
            for due, leases in self._queues:
                first = await self._store.zrange(due, 0, 0, withscores=True)
                wait = min(wait, float(first[0][1]) - now if first else wait)
                newest_lease += f" {await self._store.hget(leases, 'last')!r}"
            busy = wait <= 0 or any([await _is_working(desk) for desk in desks])
            if not busy and newest_lease == before:
                return wait
            before = "" if busy else newest_lease
            await asyncio.sleep(LOOK_SECONDS)


async def _is_working(desk: Desk) -> bool:
    try:
        tasks = _TASKS.search(await desk.metrics())
    except aiohttp.ClientError:
        return True  # the process is being killed or started
    return not tasks or float(tasks[1]) > 0
