"""4: people file scorecards while the primary that stores them fails, and its replica takes over.

In turn, a primary is cut off from its replica and dies, which loses what no replica has; it hangs
until its replica is elected, and then answers all that was waiting; or it dies at once. Each comes
back as the replica of its successor. All scorecards are of one workspace, so on one primary.

The control commits without waiting for a replica, as `ALLOW_UNSAFE_STORE` allows.
"""

from __future__ import annotations

import asyncio
import random
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.store.errors import UnconfirmedError
from bot.store.keys import Keys
from chaos import scorecards
from chaos.cluster import cluster
from chaos.delivery import Balancer
from chaos.desk import desks
from chaos.result import Scenario
from chaos.slack import TENANT, slack
from chaos.stores import wait_until

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from chaos.cluster import Cluster
    from chaos.delivery import Answer
    from chaos.result import Result, Run
    from chaos.scorecards import Submissions
    from chaos.stores import Valkey

    Wait = Callable[[], Awaitable[None]]

PEOPLE, CARDS = 5, 4  # in each debrief, and of each person
AT_ONCE = 32
FAILOVERS = 10
STALL_SECONDS = 3
TYPING_SECONDS = 0.4  # before each scorecard, at most
TRIES = 20
UNCONFIRMED = UnconfirmedError().sentence


async def run(run: Run) -> Result:
    """Nothing acknowledged is lost, and what no replica has is not acknowledged."""
    failovers = run.share(FAILOVERS)
    count = max(1, run.size // (PEOPLE * CARDS))
    with cluster(run.folder) as servers:
        seats = await scorecards.open_debriefs(servers.url, count, PEOPLE)
        async with (
            slack() as workspace,
            desks(
                2,
                run.folder,
                redis_url=servers.url,
                slack_url=workspace.url,
                ALLOW_UNSAFE_STORE="true" if run.control else "false",
            ) as processes,
            Balancer(processes) as balancer,
        ):
            work = asyncio.create_task(_all_file(balancer, seats, run))
            await asyncio.gather(work, _fail_over(servers, balancer, work, run))
        result = await scorecards.check_scorecards(servers.url, seats)
    told = sum(map(_is_unconfirmed, balancer.answers))
    return replace(
        result,
        worst=balancer.worst,
        problems=() if told or run.control else ("nobody was told that something is unconfirmed",),
        note=f"{failovers} failovers, {len(balancer.answers):,} requests; {told:,} were answered "
        "with the sentence that says what is unconfirmed",
    )


async def _all_file(balancer: Balancer, seats: list[Submissions], run: Run) -> None:
    limit, chance = asyncio.Semaphore(AT_ONCE), random.Random(run.seed)
    chance.shuffle(seats)

    async def file(seat: Submissions) -> None:
        async with limit:
            for number in range(CARDS):
                await asyncio.sleep(chance.random() * TYPING_SECONDS)
                seat.note_answer(number, await balancer.submit_until_saved(seat.add(), TRIES))

    await asyncio.gather(*map(file, seats))


async def _fail_over(
    servers: Cluster, balancer: Balancer, work: asyncio.Task[None], run: Run
) -> None:
    """Make the primary of the scorecards fail over, evenly over the work."""
    ways, failovers = (_cut_off, _hang, _kill), run.share(FAILOVERS)
    for number in range(failovers):
        due = run.size * (number + 0.25) / failovers
        while not work.done() and _count_acknowledged(balancer) < due:
            await asyncio.sleep(0.01)
        primary, replica = servers.pair(Keys(TENANT).installation_key())
        first = len(balancer.answers)

        async def wait_for_answer(first: int = first) -> None:
            """Wait for an answer that only the cut-off primary can have given."""
            while not work.done() and not any(
                answer.outcome == "acknowledged" if run.control else _is_unconfirmed(answer)
                for answer in balancer.answers[first + AT_ONCE :]
            ):
                await asyncio.sleep(0.01)

        await ways[number % len(ways)](primary, replica, wait_for_answer)
        await asyncio.to_thread(servers.wait_until_healthy)


async def _cut_off(primary: Valkey, replica: Valkey, wait_for_answer: Wait) -> None:
    replica.stall()
    with primary.client() as client:
        client.client_kill_filter(_type="replica")  # or the replica would read the rest later
    await wait_for_answer()
    primary.kill()
    replica.resume()
    await _wait_until_promoted(replica)
    await asyncio.to_thread(primary.start)


async def _hang(primary: Valkey, replica: Valkey, _: Wait) -> None:
    primary.stall()
    await asyncio.gather(_wait_until_promoted(replica), asyncio.sleep(STALL_SECONDS))
    primary.resume()


async def _kill(primary: Valkey, replica: Valkey, _: Wait) -> None:
    primary.kill()
    await _wait_until_promoted(replica)
    await asyncio.to_thread(primary.start)


async def _wait_until_promoted(replica: Valkey) -> None:
    await asyncio.to_thread(wait_until, lambda: replica.role()[0] == b"master")


def _count_acknowledged(balancer: Balancer) -> int:
    return sum(answer.outcome == "acknowledged" for answer in balancer.answers)


def _is_unconfirmed(answer: Answer) -> bool:
    return answer.outcome == "failed" and UNCONFIRMED in answer.text


SCENARIO = Scenario(
    number=4,
    title="5,000 acknowledged on a cluster of 3+3 with 10 failovers",
    control="commits that wait for no replica, and a primary that is cut off before it dies",
    size=5_000,
    run=run,
    small=100,
)
