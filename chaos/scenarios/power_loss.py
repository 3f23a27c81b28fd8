"""3: people file cards while the power of the store's machine fails.

The commits are the app's own (`bot.store.debriefs`), made in this process. See `chaos/power.py` for
what a power loss is here. The append-only file is rewritten again and again meanwhile.
"""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.store.connection import connect
from bot.store.debriefs import Act
from bot.store.errors import StoreError
from chaos import cards, power
from chaos.result import Result, Scenario, counted
from chaos.slack import TENANT
from chaos.stores import valkey
from hiring.debriefs import filing
from hiring.debriefs.access import Actor
from hiring.debriefs.scorecard import AttributeRating, Rating, Scorecard

if TYPE_CHECKING:
    from bot.store.debriefs import Debriefs
    from chaos.cards import Filed
    from chaos.result import Run
    from chaos.stores import Valkey
    from hiring.debriefs.debrief import Debrief

PEOPLE, CARDS = 5, 4  # in each debrief, and of each person
AT_ONCE = 16
LOSSES = 20
LEAST_LOSSES = 3
PAUSE_SECONDS = 0.05


@dataclass
class Writers:
    """Those who file, what they were told, and how long that took at most."""

    kept: Debriefs
    acknowledged: int = 0
    failures: int = 0
    worst: float = 0.0
    room: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    async def all_file(self, seat: Filed) -> None:
        """One person's cards, one after the other, each until it is acknowledged."""
        async with self.room:
            for number in range(CARDS):
                seat.next()
                while not await self._filed(seat, number):
                    await asyncio.sleep(PAUSE_SECONDS)

    async def _filed(self, seat: Filed, number: int) -> bool:
        started = time.monotonic()
        try:
            await _commit(self.kept, seat, number)
        except StoreError:  # the person is told so, and submits the same again
            seat.outcomes[number] = "failed"
            self.failures += 1
        else:
            seat.outcomes[number] = "acknowledged"
            self.acknowledged += 1
        self.worst = max(self.worst, time.monotonic() - started)
        return seat.outcomes[number] == "acknowledged"


async def run(run: Run) -> Result:
    """What was acknowledged is there after each power loss."""
    if why := power.missing():
        return Result(skipped=why)
    fsync = "everysec" if run.control else "always"
    with valkey(
        run.folder,
        env=power.watched(run.folder),
        appendfsync=fsync,
        auto_aof_rewrite_min_size="2mb",
    ) as store:
        await store.start()
        with store.client() as client:
            client.config_set("appendfsync", "always")  # the debriefs themselves must be there
            seats = await cards.opened(store.url, max(1, run.size // (PEOPLE * CARDS)), PEOPLE)
            client.config_set("appendfsync", fsync)
        async with connect(store.url) as client:
            writers = Writers(cards.debriefs(client))
            random.Random(run.seed).shuffle(seats)  # those of a debrief get in each other's way
            work = asyncio.gather(*map(writers.all_file, seats))
            _, taken = await asyncio.gather(work, _losing_power(store, work, writers, run))
        found = await cards.check(store.url, seats)
    outcomes = [outcome for seat in seats for outcome in seat.outcomes]
    return replace(
        counted(outcomes),
        lost=found.lost,
        doubled=found.doubled,
        worst=writers.worst,
        note=f"{len(taken)} power losses took {sum(taken):,} unsynced bytes; "
        f"{writers.failures:,} calls failed and were made again",
    )


async def _commit(kept: Debriefs, seat: Filed, number: int) -> None:
    place = seat.place
    rated = AttributeRating("judgement", Rating.YES, "A sample.")
    card = Scorecard((rated,), Rating.YES, f"card {number}")

    def transition(record: Debrief, now: int) -> Debrief:
        by = Actor(place.person, member=True)
        if record.seat(place.seat).filing:
            return filing.edit_scorecard(record, by, place.seat, filing.ScorecardEdit(card), now)
        return filing.file_scorecard(record, by, place.seat, card, now)

    act = Act(f"{place.seat} {number}", place.person, "file")
    await kept.change(TENANT, place.debrief, act, transition)


async def _losing_power(
    store: Valkey, work: asyncio.Future[list[None]], writers: Writers, run: Run
) -> list[int]:
    """Cut the power, evenly over the work, and start the server again on what is left."""
    losses = max(LEAST_LOSSES, run.share(LOSSES))
    taken = []
    for loss in range(losses):
        while not work.done() and writers.acknowledged < run.size * (loss + 0.5) / losses:
            await asyncio.sleep(0.002)
        taken.append(power.cut(store, run.folder))
        await store.start()
    return taken


SCENARIO = Scenario(
    number=3,
    title="20,000 acknowledged, 20 power losses",
    control="fsync everysec",
    size=20_000,
    run=run,
    small=120,
)
