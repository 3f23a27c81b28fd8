"""The time that debriefs live by: the store's own clock, which all processes share."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass
class Clock:
    """How many seconds are added to the store's time.

    It is 0, except in tests and in the local workspace, where people move the time. `watchers` are
    called when it was moved.
    """

    offset: int = 0
    watchers: list[Callable[[], None]] = field(default_factory=list)

    def move(self, offset: int) -> None:
        """Move the time on, and have what fell due in between looked at now."""
        self.offset = offset
        for tell in self.watchers:
            tell()

    def read_seconds(self) -> float:
        """Seconds since 1970 by this machine's clock, where that is near enough to the store's."""
        return time.time() + self.offset

    def read_monotonic(self) -> float:
        """Seconds since any time, for how long ago something was."""
        return time.monotonic() + self.offset

    def read_date(self) -> date:
        """Today in UTC by this machine's clock, for how many months old a figure is.

        In UTC, so that all processes say the same, whatever time zone their machines are set to.
        """
        return datetime.fromtimestamp(self.read_seconds(), UTC).date()
