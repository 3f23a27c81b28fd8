"""10: fifty submissions a second, with the Valkey server that the app starts itself.

Each is sent at its time, whatever is outstanding, and the time of its answer counts from then. Each
write is on disk before it is acknowledged. Meanwhile the reconciler posts what follows from the
debriefs, to a Slack that takes a tenth of a second for each call.
"""

from __future__ import annotations

import asyncio
import math
import time
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.store.embedded import EmbeddedValkey
from chaos import scorecards
from chaos.delivery import Balancer
from chaos.desk import Desk
from chaos.result import Scenario
from chaos.slack import slack

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from pathlib import Path

    from chaos.result import Result, Run
    from chaos.scorecards import Submissions

A_SECOND = 50
PEOPLE, CARDS = 5, 4  # in each debrief, and of each person
SLACK_SECONDS = 0.1
USUAL_SECONDS, MOST_SECONDS = 0.3, 2.5  # for 99 % of the answers, and for all


async def run(run: Run) -> Result:
    """Answers come quickly, and nothing is lost or doubled."""
    variant = "sluggish" if run.control else ""
    async with slack() as workspace:
        await workspace.post("/-/latency", {"seconds": SLACK_SECONDS})
        async with _embedded(run.folder, workspace.url, variant) as (desk, url):
            seats = await scorecards.open_debriefs(
                url, max(1, run.size // (PEOPLE * CARDS)), PEOPLE
            )
            async with Balancer([desk]) as balancer:
                seconds = await _send_steadily(balancer, seats)
            result = await scorecards.check_scorecards(url, seats)
    usual, worst = seconds[math.ceil(len(seconds) * 0.99) - 1], seconds[-1]
    problems = (
        *([f"p99 is {usual * 1000:.0f} ms"] if usual > USUAL_SECONDS else []),
        *([f"an answer took {worst:.2f} s"] if worst > MOST_SECONDS else []),
        *(["some were not saved"] if result.acknowledged < result.operations else []),
    )
    return replace(
        result,
        worst=worst,
        problems=problems,
        note=f"median {seconds[len(seconds) // 2] * 1000:.0f} ms, p99 {usual * 1000:.0f} ms",
    )


async def _send_steadily(balancer: Balancer, seats: Sequence[Submissions]) -> list[float]:
    """Let everybody file one scorecard after the other. Returns the sorted times to an answer."""
    start = time.monotonic()

    async def send(seat: Submissions, number: int, at: float) -> float:
        seat.note_answer(number, await balancer.send_interaction(seat.payloads[number]))
        return time.monotonic() - at

    async with asyncio.TaskGroup() as work:
        tasks = []
        for sent in range(len(seats) * CARDS):
            at = start + sent / A_SECOND
            await asyncio.sleep(at - time.monotonic())
            seat = seats[sent % len(seats)]
            seat.add()
            tasks.append(work.create_task(send(seat, len(seat.payloads) - 1, at)))
    return sorted(task.result() for task in tasks)


@asynccontextmanager
async def _embedded(folder: Path, slack_url: str, variant: str) -> AsyncIterator[tuple[Desk, str]]:
    """A process that starts its own store, and the address of that store."""
    data = folder / "data"
    desk = Desk(folder, {"SLACK_API_URL": slack_url, "DATA_DIR": str(data)}, variant)
    try:
        await desk.start()
        yield desk, EmbeddedValkey(data).url
    finally:
        await desk.stop()
        async with EmbeddedValkey(data):
            pass  # a killed process leaves its store running, and this ends it


SCENARIO = Scenario(
    number=10,
    title="50 submissions a second for 2 minutes, on the embedded store",
    control="now and then the app stops for half a second",
    size=6_000,
    run=run,
)
