"""4: people file cards while the primary that keeps them fails, and its replica takes over.

In turns, a primary is cut off from its replica and dies, which surely takes what no replica has;
hangs until its replica was elected, and answers then whatever waited for it; or dies at once. Each
comes back as the replica of its successor. All cards are of one workspace, so on one primary.

The control commits without waiting for a replica, as `ALLOW_UNSAFE_STORE` lets it.
"""

from __future__ import annotations

import asyncio
import random
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.store.errors import Unconfirmed
from bot.store.keys import Keys
from chaos import cards
from chaos.cluster import cluster, role, until
from chaos.desk import desks
from chaos.person import Front
from chaos.result import Scenario, counted
from chaos.slack import TENANT, slack

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from chaos.cards import Filed
    from chaos.cluster import Cluster
    from chaos.person import Answer
    from chaos.result import Result, Run
    from chaos.stores import Valkey

    Heard = Callable[[], Awaitable[None]]

PEOPLE, CARDS = 5, 4  # in each debrief, and of each person
AT_ONCE = 32
FAILOVERS = 10
STALL_SECONDS = 3
TYPING_SECONDS = 0.4  # before each card, at most
TRIES = 20
UNCONFIRMED = Unconfirmed().sentence


async def run(run: Run) -> Result:
    """Nothing acknowledged is lost, and what no replica has is not acknowledged."""
    failovers = run.share(FAILOVERS)
    with cluster(run.folder) as nodes:
        await nodes.start()
        seats = await cards.opened(nodes.url, max(1, run.size // (PEOPLE * CARDS)), PEOPLE)
        async with slack() as workspace:
            with desks(
                2,
                run.folder,
                redis_url=nodes.url,
                slack_url=workspace.url,
                ALLOW_UNSAFE_STORE="true" if run.control else "false",
            ) as both:
                await asyncio.gather(*(one.start() for one in both))
                async with Front(both) as front:
                    work = asyncio.create_task(_all_file(front, seats, run))
                    await asyncio.gather(work, _failing(nodes, front, work, failovers, run))
        found = await cards.check(nodes.url, seats)
    outcomes = [outcome for seat in seats for outcome in seat.outcomes]
    told = sum(_unconfirmed(answer) for answer in front.answers)
    return replace(
        counted(outcomes),
        lost=found.lost,
        doubled=found.doubled,
        worst=front.worst,
        problems=() if told or run.control else ("nobody was told that something is unconfirmed",),
        note=f"{failovers} failovers, {len(front.answers):,} requests; {told:,} were answered with "
        "the sentence that says what is unconfirmed",
    )


async def _all_file(front: Front, seats: list[Filed], run: Run) -> None:
    room, chance = asyncio.Semaphore(AT_ONCE), random.Random(run.seed)
    chance.shuffle(seats)

    async def files(seat: Filed) -> None:
        async with room:
            for number in range(CARDS):
                await asyncio.sleep(chance.random() * TYPING_SECONDS)
                seat.answered(number, await front.insists(seat.next(), TRIES))

    await asyncio.gather(*map(files, seats))


async def _failing(
    nodes: Cluster, front: Front, work: asyncio.Task[None], failovers: int, run: Run
) -> None:
    """Have the primary of the cards fail over, evenly over the work."""
    kinds = (_cut_off, _stalled, _killed)
    for number in range(failovers):
        while not work.done() and _acknowledged(front) < run.size * (number + 0.25) / failovers:
            await asyncio.sleep(0.01)
        primary, replica = nodes.pair(Keys(TENANT).installation())
        first = len(front.answers)

        async def heard(first: int = first) -> None:
            """Until somebody was answered whom only the primary can have answered."""
            while not work.done() and not any(
                answer.outcome == "acknowledged" if run.control else _unconfirmed(answer)
                for answer in front.answers[first + AT_ONCE :]
            ):
                await asyncio.sleep(0.01)

        await kinds[number % len(kinds)](primary, replica, heard)
        await nodes.in_order()


async def _cut_off(primary: Valkey, replica: Valkey, heard: Heard) -> None:
    replica.stall()
    with primary.client() as client:
        client.client_kill_filter(_type="replica")  # or it would read what came before the end
    await heard()
    primary.kill()
    replica.go_on()
    await _promoted(replica)
    await primary.start()


async def _stalled(primary: Valkey, replica: Valkey, _: Heard) -> None:
    primary.stall()
    await asyncio.gather(_promoted(replica), asyncio.sleep(STALL_SECONDS))
    primary.go_on()


async def _killed(primary: Valkey, replica: Valkey, _: Heard) -> None:
    primary.kill()
    await _promoted(replica)
    await primary.start()


async def _promoted(replica: Valkey) -> None:
    await until(lambda: role(replica)[0] == b"master")


def _acknowledged(front: Front) -> int:
    return sum(answer.outcome == "acknowledged" for answer in front.answers)


def _unconfirmed(answer: Answer) -> bool:
    return answer.outcome == "failed" and UNCONFIRMED in answer.text


SCENARIO = Scenario(
    number=4,
    title="5,000 acknowledged on a cluster of 3+3 with 10 failovers",
    control="commits that wait for no replica, and a primary that is cut off before it dies",
    size=5_000,
    run=run,
    small=100,
)
