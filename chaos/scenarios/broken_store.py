"""5: the store is away or refuses, in eleven ways, while people go on filing.

Before, during and after each fault people submit cards, two dozen at once, and submit again what
could not be saved. Each request must be answered in time, with a sentence where nothing was
saved, and soon after the fault somebody must succeed. The faults are real (see `chaos.faults`): one
server has nine of them one after the other, of which the reset comes from a proxy; a cluster has
two. The app goes through all of them without being started again.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from chaos import cards, faults
from chaos.cluster import cluster
from chaos.desk import desks
from chaos.person import Front
from chaos.proxy import slow_server
from chaos.result import Scenario, counted
from chaos.slack import slack
from chaos.stores import valkey

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine
    from pathlib import Path

    from chaos.cards import Filed
    from chaos.result import Result, Run
    from chaos.slack import Slack

    Fault = Callable[[Any, float], Coroutine[Any, Any, None]]
    Break = partial[Coroutine[Any, Any, None]]

PEOPLE = 5  # in each debrief, and each files one card
AT_ONCE = 24
SERVER = (
    faults.restart, faults.stall, faults.out_of_memory, faults.read_only, faults.loading,
    faults.misconf, faults.wrong_password, faults.no_scripts,
)  # fmt: skip
NETWORK = (faults.reset,)
CLUSTER = (faults.cluster_down, faults.try_again)
COUNT = len(SERVER) + len(NETWORK) + len(CLUSTER)

LASTS_SECONDS, AROUND_SECONDS, PAUSE_SECONDS = 5.0, 1.5, 0.5
"""How long a fault lasts; how long people file before and after it; and wait to try again."""
TRIES = 40
ANSWER_SECONDS, RECOVERY_SECONDS = 2.5, 5.0
PATIENT_SECONDS = 60  # late answers are measured, not missed


@dataclass(frozen=True)
class Course:
    """How one fault went. `recovered`: seconds from its end to a card that was saved."""

    name: str
    seats: list[Filed]
    front: Front
    recovered: float

    def problems(self, *, timed: bool) -> list[str]:
        """What did not hold."""
        answers = self.front.answers
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
    courses: list[Course] = []
    checks: list[cards.Check] = []
    async with slack() as workspace:
        for kinds, stage in ((SERVER, _server), (NETWORK, _torn), (CLUSTER, _cluster)):
            if wanted := [one for one in kinds if _is_wanted(run, one)]:
                async with stage(run.folder) as (url, target):
                    breaks = [partial(one, target) for one in wanted]
                    seats = await _through(run, workspace, url, breaks, courses)
                    checks.append(await cards.check(url, seats))
    timed = run.control or run.size == run.full
    outcomes = [outcome for course in courses for seat in course.seats for outcome in seat.outcomes]
    slowest = max(courses, key=lambda course: course.recovered)
    answers = [answer for course in courses for answer in course.front.answers]
    refused = sum(answer.outcome == "failed" for answer in answers)
    return replace(
        counted(outcomes),
        lost=sum(one.lost for one in checks),
        doubled=sum(one.doubled for one in checks),
        worst=max(course.front.worst for course in courses),
        problems=tuple(problem for course in courses for problem in course.problems(timed=timed)),
        note=f"{len(answers):,} requests, {refused:,} of them refused with a sentence; saved again "
        f"{slowest.recovered:.1f} s after a fault at the latest ({slowest.name})",
    )


def _is_wanted(run: Run, fault: Fault) -> bool:
    """In the control the one that it is about; in the small version what one server can have."""
    return fault is faults.stall if run.control else fault in SERVER or not _small(run)


async def _through(
    run: Run, workspace: Slack, url: str, breaks: list[Break], courses: list[Course]
) -> list[Filed]:
    """One app goes through some faults. All the seats in which somebody filed."""
    count = max(1, run.size // COUNT // PEOPLE)
    seats = await cards.opened(url, count * len(breaks), PEOPLE)
    variant = "default_client" if run.control else ""
    with desks(1, run.folder, redis_url=url, slack_url=workspace.url, variant=variant) as processes:
        await processes[0].start()
        for number, one in enumerate(breaks):
            async with Front(processes, patience=PATIENT_SECONDS) as front:
                some = seats[number * count * PEOPLE :][: count * PEOPLE]
                courses.append(await _course(run, front, one, some))
    return seats


async def _course(run: Run, front: Front, breaks: Break, seats: list[Filed]) -> Course:
    """A fifth of the people file before the fault, three during it, and a fifth after."""
    scale = (0.65 if run.control else 0.05) if _small(run) else 1.0
    fifth = max(1, len(seats) // 5)
    room = asyncio.Semaphore(AT_ONCE)
    ended = float("inf")
    async with asyncio.TaskGroup() as work:

        async def files(seat: Filed) -> None:
            seat.answered(0, await front.insists(seat.next(), TRIES, PAUSE_SECONDS * scale))
            room.release()

        async def file(some: list[Filed], seconds: float) -> None:
            for seat in some:
                await room.acquire()
                work.create_task(files(seat))
                await asyncio.sleep(seconds * scale / len(some))

        async def fault() -> None:
            nonlocal ended
            await breaks(LASTS_SECONDS * scale)
            ended = time.monotonic()

        await file(seats[:fifth], AROUND_SECONDS)
        broken = work.create_task(fault())
        await file(seats[fifth:-fifth], LASTS_SECONDS)
        await broken
        await file(seats[-fifth:], AROUND_SECONDS)
    saved = (one.sent + one.seconds for one in front.answers if one.outcome == "acknowledged")
    recovered = min((at - ended for at in saved if at > ended), default=float("inf"))
    return Course(breaks.func.__name__, seats, front, recovered)


def _small(run: Run) -> bool:
    return run.size * 20 < run.full


@asynccontextmanager
async def _server(folder: Path) -> AsyncIterator[tuple[str, Any]]:
    with valkey(folder, name="server", requirepass="sample") as server:
        await server.start()
        yield server.url, server


@asynccontextmanager
async def _torn(folder: Path) -> AsyncIterator[tuple[str, Any]]:
    async with slow_server(folder) as (url, network, _):
        yield url, network


@asynccontextmanager
async def _cluster(folder: Path) -> AsyncIterator[tuple[str, Any]]:
    with cluster(folder) as some:
        await some.start()
        yield some.url, some


SCENARIO = Scenario(
    number=5,
    title="restart, 5 s stall, reset in mid-answer, out of memory, read-only, loading, MISCONF, "
    "wrong password, cluster down, TRYAGAIN, script cache gone: 500 submissions each",
    control="redis-py's default timeouts and retries",
    size=5_500,
    run=run,
    small=55,
)
