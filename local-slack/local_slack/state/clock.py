"""Time in the workspace, which people and tests can move on.

It never goes back: apps have acted, and stored, in the later time.
"""

from __future__ import annotations

import asyncio
import contextlib
import math
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from local_slack.errors import ActError

if TYPE_CHECKING:
    from datetime import tzinfo

TOMORROW = "tomorrow"
MORNING = 9  # o'clock
LATEST = 10 * 366 * 24 * 60 * 60
"""Seconds by which time can be moved in all. Nobody could take a mistyped year back."""


class Clock:
    """The machine's time, plus the seconds by which it was moved on. It needs a running loop."""

    def __init__(self, offset: float = 0.0) -> None:
        self.offset = offset
        self._moved = asyncio.Event()
        self._closed = False

    def now(self) -> float:
        """Seconds since the epoch, in this workspace."""
        return time.time() + self.offset

    def read_utc_offset(self, zone: str) -> int:
        """The seconds by which a time zone, given by its IANA name, is now ahead of UTC."""
        offset = datetime.fromtimestamp(self.now(), find_zone(zone)).utcoffset()
        return int(offset.total_seconds()) if offset else 0

    def advance(self, seconds: float) -> None:
        """Move time on. Raises ActError if that is back, or too far."""
        if seconds < 0:
            raise ActError("That time has passed, and the clock moves forward only.")
        if self.offset + seconds > LATEST:
            raise ActError("The clock can be moved by ten years at most.")
        self.offset += seconds
        self._wake()

    def move_to(self, moment: float) -> None:
        """Move time on to a moment, in seconds since the epoch. Raises ActError as `advance` does.

        The offset grows by whole seconds, so that an app can follow it exactly whose own clock
        counts seconds. It is then that moment, or less than a second later.
        """
        self.advance(math.ceil(moment - self.now()))

    def catch_up(self, offset: float) -> None:
        """Move time on to an offset that was saved, unless that is earlier than now."""
        self.offset = max(self.offset, offset)
        self._wake()

    async def sleep_until(self, moment: float) -> None:
        """Wait for a moment in this workspace, which may come by a move."""
        while (seconds := moment - self.now()) > 0:
            await self._wait(seconds)

    async def wait_for_move(self, known: float, seconds: float) -> None:
        """Wait until the offset is not the one that is known, for some seconds at most."""
        if self.offset == known and not self._closed:
            await self._wait(seconds)

    def close(self) -> None:
        """End every wait for a move, since the server stops."""
        self._closed = True
        self._wake()

    async def _wait(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._moved.wait()

    def _wake(self) -> None:
        self._moved.set()
        self._moved = asyncio.Event()


def find_zone(name: str) -> tzinfo:
    """The time zone of an IANA name; UTC for one that this machine doesn't know."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return UTC


def read_moment(text: str, now: float, zone: tzinfo) -> float:
    """The moment that a text names, in seconds since the epoch; `now` is the present one.

    It is "tomorrow", at nine o'clock, or an ISO date and time such as "2026-12-01T09:00", both in
    the zone. Raises ActError.
    """
    if text == TOMORROW:
        day = datetime.fromtimestamp(now, zone) + timedelta(days=1)
        return day.replace(hour=MORNING, minute=0, second=0, microsecond=0).timestamp()
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).timestamp()
    except (ValueError, OverflowError, OSError) as error:
        raise ActError("Choose a date and a time.") from error
