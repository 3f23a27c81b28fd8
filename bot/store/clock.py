"""The time that debriefs live by: the store's own clock, which all processes share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta


@dataclass
class Clock:
    """How many seconds are added to the store's time. 0, unless a test lets time pass."""

    offset: int = 0

    def read_date(self) -> date:
        """Today in UTC by this machine's clock, for how many months old a figure is.

        In UTC, so that all processes say the same, whatever time zone their machines are set to.
        """
        return (datetime.now(UTC) + timedelta(seconds=self.offset)).date()
