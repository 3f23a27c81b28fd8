"""The time that debriefs live by: the store's own clock, which all processes share."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Clock:
    """How many seconds are added to the store's time. 0, unless a test lets time pass."""

    offset: int = 0
