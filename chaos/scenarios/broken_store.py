"""5: the store is away or refuses, in eleven ways, while people go on filing.

Before, during and after each fault people submit scorecards, two dozen at once, and submit again
what could not be saved. Each request must be answered in time, with a sentence where nothing was
saved, and a submission must succeed soon after the fault. The faults are real (see `chaos.faults`):
one server has nine of them in turn, of which the reset comes from a proxy; a cluster has two. The
app goes through all of them without a restart.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from chaos import faults, scorecards
from chaos.cluster import cluster
from chaos.delivery import Balancer
from chaos.desk import desks
from chaos.proxy import slow_server
from chaos.result import Scenario, count_outcomes
from chaos.slack import slack
from chaos.stores import valkey

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine
    from pathlib import Path

    from chaos.result import Result, Run
    from chaos.scorecards import Submissions
    from chaos.slack import Slack

    Fault = Callable[[Any, float], Coroutine[Any, Any, None]]
    Break = partial[Coroutine[Any, Any, None]]

PEOPLE = 5  # in each debrief; each files one scorecard
AT_ONCE = 24
SERVER = (
    faults.restart, faults.stall, faults.out_of_memory, faults.read_only, faults.loading,
    faults.misconf, faults.wrong_password, faults.no_scripts,
)  # fmt: skip
NETWORK = (faults.reset,)
CLUSTER = (faults.cluster_down, faults.try_again)
COUNT = len(SERVER) + len(NETWORK) + len(CLUSTER)

FAULT_SECONDS, AROUND_SECONDS, PAUSE_SECONDS = 5.0, 1.5, 0.5
"""How long a fault lasts, how long people file before and after it, and the pause between tries."""
TRIES = 40
ANSWER_SECONDS, RECOVERY_SECONDS = 2.5, 5.0
PATIENT_SECONDS = 60  # late answers are measured, not missed


@dataclass(frozen=True)
class FaultRun:
    """How one fault went. `recovered`: seconds from its end to a scorecard that was saved."""

    name: str
    seats: list[Submissions]
    balancer: Balancer
    recovered: float

    def problems(self, *, timed: bool) -> list[str]:
        """What went wrong."""
        answers = self.balancer.answers
        counts = [
            (sum(answer.status != 200 for answer in answers), "not answered"),
            (sum(seat.outcomes[-1] != "acknowledged" for seat in self.seats), "not saved"),
        ]
        if timed:
            late = sum(answer.seconds > ANSWER_SECONDS for answer in answers)
            counts.append((late, f"answered after {ANSWER_SECONDS} s"))
            counts.append((int(self.recovered > RECOVERY_SECONDS), "recovered late"))
        return [f"{self.name}: {count:,} {what}" for count, what in counts if count]


async def run(run: Run) -> Result:
    """Every request is answered in time, and nothing is lost."""
    faulted: list[FaultRun] = []
    checks: list[Result] = []
    async with slack() as workspace:
        for kinds, store in ((SERVER, _server), (NETWORK, _network), (CLUSTER, _cluster)):
            if wanted := [kind for kind in kinds if _is_wanted(run, kind)]:
                async with store(run.folder) as (url, target):
                    breaks = [partial(kind, target) for kind in wanted]
                    seats = await _go_through(run, workspace, url, breaks, faulted)
                    checks.append(await scorecards.check_scorecards(url, seats))
    timed = run.control or run.size == run.full
    outcomes = [outcome for each in faulted for seat in each.seats for outcome in seat.outcomes]
    slowest = max(faulted, key=lambda each: each.recovered)
    answers = [answer for each in faulted for answer in each.balancer.answers]
    refused = sum(answer.outcome == "failed" for answer in answers)
    return replace(
        count_outcomes(outcomes),
        lost=sum(check.lost for check in checks),
        doubled=sum(check.doubled for check in checks),
        worst=max(each.balancer.worst for each in faulted),
        problems=tuple(problem for each in faulted for problem in each.problems(timed=timed)),
        note=f"{len(answers):,} requests, {refused:,} of them refused with a sentence; saved again "
        f"{slowest.recovered:.1f} s at most after a fault ({slowest.name})",
    )


def _is_wanted(run: Run, fault: Fault) -> bool:
    """The control has the one fault that it is about, the small version those of one server."""
    return fault is faults.stall if run.control else fault in SERVER or not _is_small(run)


async def _go_through(
    run: Run, workspace: Slack, url: str, breaks: list[Break], faulted: list[FaultRun]
) -> list[Submissions]:
    """One app goes through some faults. Returns all the seats in which people filed."""
    count = max(1, run.size // COUNT // PEOPLE)
    seats = await scorecards.open_debriefs(url, count * len(breaks), PEOPLE)
    variant = "default_client" if run.control else ""
    async with desks(
        1, run.folder, redis_url=url, slack_url=workspace.url, variant=variant
    ) as processes:
        for number, breaking in enumerate(breaks):
            async with Balancer(processes, patience=PATIENT_SECONDS) as balancer:
                filing = seats[number * count * PEOPLE :][: count * PEOPLE]
                faulted.append(await _run_fault(run, balancer, breaking, filing))
    return seats


async def _run_fault(
    run: Run, balancer: Balancer, breaking: Break, seats: list[Submissions]
) -> FaultRun:
    """A fifth of the people file before the fault, three fifths during it, and a fifth after."""
    scale = (0.65 if run.control else 0.05) if _is_small(run) else 1.0
    fifth = max(1, len(seats) // 5)
    limit = asyncio.Semaphore(AT_ONCE)
    ended = float("inf")
    async with asyncio.TaskGroup() as work:

        async def file(seat: Submissions) -> None:
            pause = PAUSE_SECONDS * scale
            seat.note_answer(0, await balancer.submit_until_saved(seat.add(), TRIES, pause))
            limit.release()

        async def file_all(filing: list[Submissions], seconds: float) -> None:
            for seat in filing:
                await limit.acquire()
                work.create_task(file(seat))
                await asyncio.sleep(seconds * scale / len(filing))

        async def fault() -> None:
            nonlocal ended
            await breaking(FAULT_SECONDS * scale)
            ended = time.monotonic()

        await file_all(seats[:fifth], AROUND_SECONDS)
        broken = work.create_task(fault())
        await file_all(seats[fifth:-fifth], FAULT_SECONDS)
        await broken
        await file_all(seats[-fifth:], AROUND_SECONDS)
    saved = (a.sent + a.seconds for a in balancer.answers if a.outcome == "acknowledged")
    recovered = min((at - ended for at in saved if at > ended), default=float("inf"))
    return FaultRun(breaking.func.__name__, seats, balancer, recovered)


def _is_small(run: Run) -> bool:
    return run.size * 20 < run.full


@asynccontextmanager
async def _server(folder: Path) -> AsyncIterator[tuple[str, Any]]:
    with valkey(folder, name="server", requirepass="sample") as server:
        yield server.url, server


@asynccontextmanager
async def _network(folder: Path) -> AsyncIterator[tuple[str, Any]]:
    async with slow_server(folder) as (url, network, _):
        yield url, network


@asynccontextmanager
async def _cluster(folder: Path) -> AsyncIterator[tuple[str, Any]]:
    with cluster(folder) as servers:
        yield servers.url, servers


SCENARIO = Scenario(
    number=5,
    title="restart, 5 s stall, reset in mid-answer, out of memory, read-only, loading, MISCONF, "
    "wrong password, cluster down, TRYAGAIN, script cache gone: 500 submissions each",
    control="redis-py's default timeouts and retries",
    size=5_500,
    run=run,
    small=55,
)
