from __future__ import annotations

import time


class Clock:
    """The workspace's time: the machine's, plus the seconds by which a test has moved it on."""

    def __init__(self, offset: float = 0.0) -> None:
        self.offset = offset

    def now(self) -> float:
        """Seconds since the epoch, in this workspace."""
        return time.time() + self.offset

    def advance(self, seconds: float) -> None:
        """Move this workspace's time forward."""
        self.offset += seconds
