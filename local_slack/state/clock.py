from __future__ import annotations

import time


class Clock:
    """The workspace's time: the machine's, plus what tests have advanced it by (in seconds)."""

    def __init__(self, offset: float = 0.0) -> None:
        self.offset = offset

    def now(self) -> float:
        """Seconds since the epoch, as this workspace sees them."""
        return time.time() + self.offset

    def advance(self, seconds: float) -> None:
        """Move this workspace's time forward."""
        self.offset += seconds
