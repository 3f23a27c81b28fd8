"""3: people file scorecards while the power of the store's machine fails.

The commits are the app's own (`bot.store.debriefs`), made in this process. `chaos/power.py` says
what a power loss is. The append-only file is rewritten again and again in the meantime.
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
from chaos import power, scorecards
from chaos.result import Result, Scenario
from chaos.slack import TENANT
from chaos.stores import valkey
from hiring.debriefs import filing
from hiring.debriefs.access import Actor
from hiring.debriefs.scorecard import AttributeRating, Rating, Scorecard

if TYPE_CHECKING:
    from bot.store.debriefs import Debriefs
    from chaos.result import Run
    from chaos.scorecards import Place, Submissions
    from chaos.stores import Valkey
    from hiring.debriefs.debrief import Debrief

PEOPLE, CARDS = 5, 4  # in each debrief, and of each person
AT_ONCE = 16
LOSSES = 20
LEAST_LOSSES = 3
PAUSE_SECONDS = 0.05


@dataclass
class Writers:
    """The people who file, the answers that they got, and the longest time to one."""

    debriefs: Debriefs
    acknowledged: int = 0
    failures: int = 0
    worst: float = 0.0
    limit: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    async def file_all_of(self, seat: Submissions) -> None:
        """File one person's scorecards, one after the other, each until it is acknowledged."""
        async with self.limit:
            for number in range(CARDS):
                seat.add()
                while not await self._file(seat, number):
                    await asyncio.sleep(PAUSE_SECONDS)

    async def _file(self, seat: Submissions, number: int) -> bool:
        started = time.monotonic()
        try:
            await _commit(self.debriefs, seat.place, number)
        except StoreError:  # the person is told so, and submits the same again
            seat.outcomes[number] = "failed"
            self.failures += 1
        else:
            seat.outcomes[number] = "acknowledged"
            self.acknowledged += 1
        self.worst = max(self.worst, time.monotonic() - started)
        return seat.outcomes[number] == "acknowledged"


async def run(run: Run) -> Result:
    """Everything acknowledged is still stored after each power loss."""
    if why := power.why_impossible():
        return Result(skipped=why)
    fsync = "everysec" if run.control else "always"
    env = power.compile_watcher(run.folder)
    count = max(1, run.size // (PEOPLE * CARDS))
    with valkey(run.folder, env=env, appendfsync=fsync, auto_aof_rewrite_min_size="2mb") as server:
        with server.client() as admin:
            admin.config_set("appendfsync", "always")  # no loss may take the debriefs themselves
            seats = await scorecards.open_debriefs(server.url, count, PEOPLE)
            admin.config_set("appendfsync", fsync)
        async with connect(server.url) as store:
            writers = Writers(scorecards.debrief_store(store))
            random.Random(run.seed).shuffle(seats)  # people of one debrief compete for its record
            work = asyncio.gather(*map(writers.file_all_of, seats))
            _, losses = await asyncio.gather(work, _cut_power(server, work, writers, run))
        result = await scorecards.check_scorecards(server.url, seats)
    return replace(
        result,
        worst=writers.worst,
        note=f"{len(losses)} power losses took {sum(losses):,} unsynced bytes; "
        f"{writers.failures:,} calls failed and were made again",
    )


async def _commit(debriefs: Debriefs, place: Place, number: int) -> None:
    rated = AttributeRating("judgement", Rating.YES, "A sample.")
    scorecard = Scorecard((rated,), Rating.YES, f"scorecard {number}")

    def transition(record: Debrief, now: int) -> Debrief:
        by = Actor(place.person, member=True)
        if record.seat(place.seat).filing:
            edit = filing.ScorecardEdit(scorecard)
            return filing.edit_scorecard(record, by, place.seat, edit, now)
        return filing.file_scorecard(record, by, place.seat, scorecard, now)

    act = Act(f"{place.seat} {number}", place.person, "file")
    await debriefs.change(TENANT, place.debrief, act, transition)


async def _cut_power(
    server: Valkey, work: asyncio.Future[list[None]], writers: Writers, run: Run
) -> list[int]:
    """Cut the power, evenly over the work, and start the server with what is left.

    Returns how many bytes each power loss took.
    """
    count = max(LEAST_LOSSES, run.share(LOSSES))
    losses = []
    for number in range(count):
        while not work.done() and writers.acknowledged < run.size * (number + 0.5) / count:
            await asyncio.sleep(0.002)
        losses.append(power.cut_power(server, run.folder))
        await asyncio.to_thread(server.start)
    return losses


SCENARIO = Scenario(
    number=3,
    title="20,000 acknowledged, 20 power losses",
    control="fsync everysec",
    size=20_000,
    run=run,
    small=120,
)
