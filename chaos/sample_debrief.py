"""A debrief that is opened, filed in and closed through the store, as the app does it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from bot.store.debriefs import Act
from chaos.scorecards import ROLE, STAGE
from chaos.slack import TENANT
from hiring.debriefs.access import Actor
from hiring.debriefs.course import close_debrief
from hiring.debriefs.debrief import CloseKind, StagePlan
from hiring.debriefs.filing import file_scorecard
from hiring.debriefs.opening import NewDebrief, NewSeat, open_debrief
from hiring.debriefs.scorecard import AttributeRating, Rating, Scorecard
from hiring.debriefs.state import Timing
from hiring.work_calendar import DAY

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from bot.store.debriefs import Debriefs
    from hiring.debriefs.debrief import Debrief

T = TypeVar("T")

AT_ONCE = 16


@dataclass
class SampleDebrief:
    """One debrief with its own channel and people. Its owner is also the decider."""

    debriefs: Debriefs
    number: int
    people: int
    grace: int
    id: str = ""
    _acts: int = field(default=0, init=False)

    @property
    def owner(self) -> str:
        """The person who opens it."""
        return f"U{self.number}OWNER"

    @property
    def channel(self) -> str:
        """The channel that it belongs to."""
        return f"C{self.number}"

    async def open(self) -> None:
        """Open it. Everybody owes a scorecard then, within a day."""
        people = [f"U{self.number}X{index}" for index in range(self.people)]
        stages = (StagePlan(STAGE, ("judgement",)),)

        def transition(debrief_id: str, now: int) -> Debrief:
            seats = tuple(NewSeat(STAGE, person, due_at=now + DAY) for person in people)
            plan = NewDebrief(debrief_id, self.channel, "SAMPLE", ROLE, self.owner, stages, seats)
            return open_debrief(plan, Actor(self.owner, member=True), Timing(self.grace), now)

        stored = await self.debriefs.open(TENANT, self._act("open"), transition)
        self.id = stored.debrief.id

    async def file(self) -> None:
        """File in the first empty seat. After the last one the scorecards are revealed."""

        def transition(debrief: Debrief, now: int) -> Debrief:
            seat = next(seat for seat in debrief.seats if seat.is_empty)
            by = Actor(seat.person, member=True)
            return file_scorecard(debrief, by, seat.id, _make_scorecard(seat.person), now)

        await self._change("file", transition)

    async def close(self) -> int:
        """Close it as its owner. Returns the revision of the closed record."""

        def transition(debrief: Debrief, now: int) -> Debrief:
            return close_debrief(debrief, Actor(self.owner, member=True), CloseKind.WITHDREW, now)

        return await self._change("close", transition)

    async def _change(self, name: str, transition: Callable[[Debrief, int], Debrief]) -> int:
        stored = await self.debriefs.change(TENANT, self.id, self._act(name), transition)
        return stored.revision

    def _act(self, name: str) -> Act:
        self._acts += 1
        return Act(f"{name} {self.number} {self._acts}", self.owner, name)


def _make_scorecard(person: str) -> Scorecard:
    """A scorecard that differs from all others, so that no message repeats another one."""
    rated = AttributeRating("judgement", Rating.YES, "A sample.")
    return Scorecard((rated,), overall=Rating.YES, reason=f"A sample of {person}.")


async def for_each(items: Iterable[T], act: Callable[[T], Awaitable[object]]) -> None:
    """Do something with each item, a few at a time."""
    limit = asyncio.Semaphore(AT_ONCE)

    async def act_on(item: T) -> None:
        async with limit:
            await act(item)

    await asyncio.gather(*map(act_on, items))
