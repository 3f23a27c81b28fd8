"""Debriefs that go their way: opened, filed in and closed through the store, as the app does it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from bot.store.debriefs import Act
from chaos.cards import ROLE, STAGE
from chaos.slack import TENANT
from hiring.debriefs.access import Actor
from hiring.debriefs.course import close_debrief
from hiring.debriefs.debrief import CloseKind, StagePlan
from hiring.debriefs.filing import file_scorecard
from hiring.debriefs.opening import NewDebrief, NewSeat, open_debrief
from hiring.debriefs.scorecard import AttributeRating, Rating, Scorecard
from hiring.debriefs.state import Timing

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from bot.store.debriefs import Debriefs
    from hiring.debriefs.debrief import Debrief

T = TypeVar("T")

AT_ONCE = 16


def card(person: str) -> Scorecard:
    """Like no other one, so that two of them are no repetition."""
    rated = AttributeRating("judgement", Rating.YES, "A sample.")
    return Scorecard((rated,), overall=Rating.YES, reason=f"A sample of {person}.")


@dataclass
class Course:
    """One debrief, in a channel of its own and with people of its own. Its owner decides."""

    debriefs: Debriefs
    number: int
    people: int
    grace: int
    id: str = ""
    _acts: int = field(default=0, init=False)

    @property
    def owner(self) -> str:
        """Who opens it."""
        return f"U{self.number}OWNER"

    @property
    def channel(self) -> str:
        """Where it stands."""
        return f"C{self.number}"

    async def open(self) -> None:
        """Everybody is asked for a card."""
        seatings = tuple(NewSeat(STAGE, f"U{self.number}X{one}") for one in range(self.people))
        stages = (StagePlan(STAGE, ("judgement",)),)

        def make(debrief: str, now: int) -> Debrief:
            asked = NewDebrief(debrief, self.channel, "SAMPLE", ROLE, self.owner, stages, seatings)
            return open_debrief(asked, Actor(self.owner, member=True), Timing(self.grace), now)

        kept = await self.debriefs.open(TENANT, self._act("open"), make)
        self.id = kept.debrief.id

    async def file(self) -> None:
        """The first empty seat is filed in; after the last one, the cards are revealed."""

        def change(debrief: Debrief, now: int) -> Debrief:
            seat = next(seat for seat in debrief.seats if seat.is_empty)
            by = Actor(seat.person, member=True)
            return file_scorecard(debrief, by, seat.id, card(seat.person), now)

        await self._changes("file", change)

    async def close(self) -> int:
        """The owner ends it. Returns the record's revision since then."""

        def change(debrief: Debrief, now: int) -> Debrief:
            return close_debrief(debrief, Actor(self.owner, member=True), CloseKind.WITHDREW, now)

        return await self._changes("close", change)

    async def _changes(self, name: str, change: Callable[[Debrief, int], Debrief]) -> int:
        kept = await self.debriefs.change(TENANT, self.id, self._act(name), change)
        return kept.revision

    def _act(self, name: str) -> Act:
        self._acts += 1
        return Act(f"{name} {self.number} {self._acts}", self.owner, name)


async def each(ones: Iterable[T], act: Callable[[T], Awaitable[object]]) -> None:
    """Do something with each, some at once."""
    room = asyncio.Semaphore(AT_ONCE)

    async def with_one(one: T) -> None:
        async with room:
            await act(one)

    await asyncio.gather(*map(with_one, ones))
