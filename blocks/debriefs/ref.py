"""What a button or a modal is about: ids and two numbers, never content or a revision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Ref:
    """A debrief, and if needed one of its seats, a round of it, or a page (from 0).

    `round` is also the number of a hand-over.
    """

    debrief_id: str
    seat: str = ""
    round: int = 0
    page: int = 0

    def text(self) -> str:
        """The text that travels in a button's value or in `private_metadata`."""
        return f"{self.debrief_id}/{self.seat}/{self.round}/{self.page}"

    @classmethod
    def read(cls, text: str) -> Self:
        """The Ref that `text` made. Raises ValueError for any other text."""
        debrief, seat, number, page = text.split("/")
        return cls(debrief, seat, int(number), int(page))
