"""What `local-slack` prints while it runs: one line for each refusal."""

from __future__ import annotations

import asyncio
import logging

LOG = logging.getLogger("local_slack")
PAUSE = 1.0  # seconds


class Terminal:
    """Prints lines. Repetitions of a line within a second become one more line with their number.

    So an app that tries again and again does not fill the terminal, and every line that somebody
    waits for is printed.
    """

    def __init__(self) -> None:
        self._line = ""
        self._repetitions = 0
        self._timer: asyncio.TimerHandle | None = None

    def print_line(self, line: str) -> None:
        """Print a line now, or count it as a repetition."""
        if line == self._line and self._timer:
            self._repetitions += 1
            return
        self.print_repetitions()
        LOG.warning("%s", line)
        self._line = line
        self._timer = asyncio.get_running_loop().call_later(PAUSE, self.print_repetitions)

    def print_repetitions(self) -> None:
        """Print how often the line came again, if it did."""
        if self._timer:
            self._timer.cancel()
            self._timer = None
        if self._repetitions:
            times = "again" if self._repetitions == 1 else f"{self._repetitions} times more"
            LOG.warning("%s (%s)", self._line, times)
        self._repetitions = 0
