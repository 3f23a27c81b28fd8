"""10: fifty submissions a second, on the Valkey that the app brings along.

They are sent when their time has come, whatever is outstanding, and an answer's time counts from
then. Each write is on disk before it is acknowledged; meanwhile the reconciler posts what follows
from the debriefs, to a Slack that takes a tenth of a second for each call.
"""

from __future__ import annotations

import asyncio
import math
import time
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.store.embedded import EmbeddedValkey
from chaos import cards
from chaos.desk import Desk
from chaos.person import Front
from chaos.result import Scenario, counted
from chaos.slack import slack

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from pathlib import Path

    from chaos.cards import Filed
    from chaos.result import Result, Run

A_SECOND = 50
PEOPLE, CARDS = 5, 4  # in each debrief, and of each person
SLACK_SECONDS = 0.1
USUAL_SECONDS, MOST_SECONDS = 0.3, 2.5  # for 99 of 100 answers, and for all


async def run(run: Run) -> Result:
    """Answers come soon, and nothing is lost or doubled."""
    variant = "sluggish" if run.control else ""
    async with slack() as workspace:
        await workspace.tell("/-/latency", {"seconds": SLACK_SECONDS})
        async with _embedded(run.folder, workspace.url, variant) as (desk, url):
            seats = await cards.opened(url, max(1, run.size // (PEOPLE * CARDS)), PEOPLE)
            async with Front([desk]) as front:
                seconds = await _steadily(front, seats)
            found = await cards.check(url, seats)
    outcomes = [outcome for seat in seats for outcome in seat.outcomes]
    usual, worst = seconds[math.ceil(len(seconds) * 0.99) - 1], seconds[-1]
    late = (
        *([f"p99 is {usual * 1000:.0f} ms"] if usual > USUAL_SECONDS else []),
        *([f"an answer took {worst:.2f} s"] if worst > MOST_SECONDS else []),
        *(["some were not saved"] if set(outcomes) != {"acknowledged"} else []),
    )
    return replace(
        counted(outcomes),
        lost=found.lost,
        doubled=found.doubled,
        worst=worst,
        problems=late,
        note=f"median {seconds[len(seconds) // 2] * 1000:.0f} ms, p99 {usual * 1000:.0f} ms",
    )


async def _steadily(front: Front, seats: Sequence[Filed]) -> list[float]:
    """Have everybody file one card after the other; how long after its time each was answered."""
    start = time.monotonic()

    async def one(seat: Filed, number: int, at: float) -> float:
        seat.answered(number, await front.interaction(seat.payloads[number]))
        return time.monotonic() - at

    async with asyncio.TaskGroup() as work:
        tasks = []
        for sent in range(len(seats) * CARDS):
            at = start + sent / A_SECOND
            await asyncio.sleep(at - time.monotonic())
            seat = seats[sent % len(seats)]
            seat.next()
            tasks.append(work.create_task(one(seat, len(seat.payloads) - 1, at)))
    return sorted(task.result() for task in tasks)


@asynccontextmanager
async def _embedded(folder: Path, slack_url: str, variant: str) -> AsyncIterator[tuple[Desk, str]]:
    """A process that keeps everything beside it, and the address of its store."""
    data = folder / "data"
    desk = Desk(folder, {"SLACK_API_URL": slack_url, "DATA_DIR": str(data)}, variant)
    try:
        await desk.start()
        yield desk, EmbeddedValkey(data).url
    finally:
        await desk.stop()
        async with EmbeddedValkey(data):
            pass  # a process that was killed leaves its store running; this ends it


SCENARIO = Scenario(
    number=10,
    title="50 submissions a second for 2 minutes, on the embedded store",
    control="now and then the app stands still for half a second",
    size=6_000,
    run=run,
)
