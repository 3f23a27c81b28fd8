"""1: people file cards while the processes that take them are killed.

A tenth double-click, a tenth send an older form again after a newer one.
"""

from __future__ import annotations

import asyncio
import random
from dataclasses import replace
from typing import TYPE_CHECKING

from chaos import cards
from chaos.desk import desks
from chaos.person import Front
from chaos.result import Scenario, counted
from chaos.slack import slack
from chaos.stores import valkey

if TYPE_CHECKING:
    from chaos.cards import Filed
    from chaos.desk import Desk
    from chaos.result import Result, Run

PEOPLE, CARDS = 5, 4  # in each debrief, and of each person
AT_ONCE = 32
KILLS = 40


async def run(run: Run) -> Result:
    """Nothing acknowledged is lost, nothing is doubled."""
    variant = "no_idempotency" if run.control else ""
    with valkey(run.folder) as store:
        await store.start()
        seats = await cards.opened(store.url, max(1, run.size // (PEOPLE * CARDS)), PEOPLE)
        async with slack() as workspace:
            with desks(
                2, run.folder, redis_url=store.url, slack_url=workspace.url, variant=variant
            ) as both:
                await asyncio.gather(*(one.start() for one in both))
                async with Front(both) as front:
                    work = asyncio.create_task(_all_file(front, seats, run))
                    await asyncio.gather(work, _killing(both, work, front, run))
        found = await cards.check(store.url, seats)
    outcomes = [outcome for seat in seats for outcome in seat.outcomes]
    return replace(
        counted(outcomes),
        lost=found.lost,
        doubled=found.doubled,
        worst=front.worst,
        note=f"{run.share(KILLS)} kills, {len(front.answers):,} requests",
    )


async def _all_file(front: Front, seats: list[Filed], run: Run) -> None:
    room = asyncio.Semaphore(AT_ONCE)

    async def one(seat: Filed, seed: int) -> None:
        async with room:
            await _files(front, seat, random.Random(seed))

    await asyncio.gather(*(one(seat, run.seed + n) for n, seat in enumerate(seats)))


async def _files(front: Front, seat: Filed, chance: random.Random) -> None:
    for number in range(CARDS):
        form = seat.next()
        twice = front.interaction(form) if chance.random() < 0.1 else None
        first = front.insists(form)
        answers = await asyncio.gather(first, *([twice] if twice else []))
        for answer in answers:
            seat.answered(number, answer)
        if number and chance.random() < 0.1:
            await front.interaction(seat.payloads[chance.randrange(number)])


async def _killing(both: list[Desk], work: asyncio.Task[None], front: Front, run: Run) -> None:
    """Kill one after the other, evenly over the work, and start it again."""
    kills = run.share(KILLS)
    for kill in range(kills):
        while not work.done() and len(front.answers) < run.size * (kill + 0.5) / kills:
            await asyncio.sleep(0.02)
        victim = both[kill % 2]
        victim.kill()
        await victim.start()


SCENARIO = Scenario(
    number=1,
    title="20,000 submissions, a tenth double-clicked, a tenth sent again, 2 processes, 40 kill -9",
    control="no idempotency key",
    size=20_000,
    run=run,
    small=60,
)
