"""1: people file scorecards while the processes that take them are killed.

A tenth of them double-click, and a tenth send an older form again after a newer one.
"""

from __future__ import annotations

import asyncio
import random
from dataclasses import replace
from typing import TYPE_CHECKING

from chaos import scorecards
from chaos.delivery import Balancer
from chaos.desk import desks
from chaos.result import Scenario
from chaos.slack import slack
from chaos.stores import valkey

if TYPE_CHECKING:
    from chaos.desk import Desk
    from chaos.result import Result, Run
    from chaos.scorecards import Submissions

PEOPLE, CARDS = 5, 4  # in each debrief, and of each person
AT_ONCE = 32
KILLS = 40


async def run(run: Run) -> Result:
    """Nothing acknowledged is lost, and nothing is doubled."""
    variant = "no_idempotency" if run.control else ""
    count = max(1, run.size // (PEOPLE * CARDS))
    with valkey(run.folder) as store:
        seats = await scorecards.open_debriefs(store.url, count, PEOPLE)
        async with (
            slack() as workspace,
            desks(
                2, run.folder, redis_url=store.url, slack_url=workspace.url, variant=variant
            ) as processes,
            Balancer(processes) as balancer,
        ):
            work = asyncio.create_task(_all_file(balancer, seats, run))
            await asyncio.gather(work, _kill_in_turn(processes, work, balancer, run))
        result = await scorecards.check_scorecards(store.url, seats)
    return replace(
        result,
        worst=balancer.worst,
        note=f"{run.share(KILLS)} kills, {len(balancer.answers):,} requests",
    )


async def _all_file(balancer: Balancer, seats: list[Submissions], run: Run) -> None:
    limit = asyncio.Semaphore(AT_ONCE)

    async def file(seat: Submissions, seed: int) -> None:
        async with limit:
            await _file_all_of(seat, balancer, random.Random(seed))

    await asyncio.gather(*(file(seat, run.seed + n) for n, seat in enumerate(seats)))


async def _file_all_of(seat: Submissions, balancer: Balancer, chance: random.Random) -> None:
    for number in range(CARDS):
        form = seat.add()
        second_click = balancer.send_interaction(form) if chance.random() < 0.1 else None
        first_click = balancer.submit_until_saved(form)
        answers = await asyncio.gather(first_click, *([second_click] if second_click else []))
        for answer in answers:
            seat.note_answer(number, answer)
        if number and chance.random() < 0.1:
            await balancer.send_interaction(seat.payloads[chance.randrange(number)])


async def _kill_in_turn(
    processes: list[Desk], work: asyncio.Task[None], balancer: Balancer, run: Run
) -> None:
    """Kill one process after the other, evenly over the work, and start it again."""
    kills = run.share(KILLS)
    for kill in range(kills):
        while not work.done() and len(balancer.answers) < run.size * (kill + 0.5) / kills:
            await asyncio.sleep(0.02)
        victim = processes[kill % 2]
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
