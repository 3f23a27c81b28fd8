"""Time that passes when everything has come to rest: a clock in a file, for all processes.

Leases, waits after a lost answer and Slack's pauses last a minute and more. Nobody sits through
them here: once no process is at work on anything and nothing is due, time jumps to when something
is. So nobody's lease ends while they are at work, as slow as the machine may be.
"""

from __future__ import annotations

import asyncio
import mmap
import re
from typing import TYPE_CHECKING

import aiohttp

from bot.store import keys
from bot.store.clock import Clock
from chaos.slack import TENANT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from bot.store.connection import Store
    from chaos.desk import Desk

BYTES = 8
LOOK_SECONDS = 0.05
JUMP_SECONDS = 30
"""A jump goes a bit further than the next debrief is due, and takes those that follow along."""
HORIZON_SECONDS = 15 * 60
"""What is due later than that is a matter of working days, such as a reminder."""

_TASKS = re.compile(r"^hiring_desk_tasks (\S+)$", re.MULTILINE)


class FileClock(Clock):
    """An offset that other processes see as soon as one sets it."""

    def __init__(self, file: Path) -> None:
        with file.open("r+b") as opened:
            self._shared = mmap.mmap(opened.fileno(), BYTES)

    @property
    def offset(self) -> int:
        """What it is now."""
        return int.from_bytes(self._shared[:])

    @offset.setter
    def offset(self, seconds: int) -> None:
        self._shared[:] = seconds.to_bytes(BYTES)


class Time:
    """The clock of some desks on a store."""

    def __init__(self, folder: Path, store: Store) -> None:
        self.file = folder / "clock"
        self.file.write_bytes(bytes(BYTES))
        self.clock = FileClock(self.file)
        self._store = store
        self._due, self._claims = (made(keys.shard(TENANT)) for made in (keys.due, keys.claims))

    async def passes(self, desks: Iterable[Desk]) -> None:
        """Until there is nothing left to be done within the horizon."""
        while (wait := await self._rest(desks)) < HORIZON_SECONDS:
            self.clock.offset += int(wait) + JUMP_SECONDS

    async def _rest(self, desks: Iterable[Desk]) -> float:
        """Wait until nothing is due or under way. How long until then something is, in seconds."""
        before = ""
        while True:
            now = (await self._store.time())[0] + self.clock.offset
            first = await self._store.zrange(self._due, 0, 0, withscores=True)
            wait = float(first[0][1]) - now if first else float("inf")
            claimed = str(await self._store.hget(self._claims, "last"))
            busy = wait <= 0 or any([await _at_work(desk) for desk in desks])
            if not busy and claimed == before:
                return wait
            before = "" if busy else claimed
            await asyncio.sleep(LOOK_SECONDS)


async def _at_work(desk: Desk) -> bool:
    try:
        found = _TASKS.search(await desk.metrics())
    except aiohttp.ClientError:
        return True  # it is being killed or started
    return not found or float(found[1]) > 0
