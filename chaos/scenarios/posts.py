"""7: debriefs are posted while Slack loses answers and the processes that post are killed.

A twentieth of the posts is dropped after Slack accepted it, a twentieth answered with 429, some
fail before. In a tenth of the channels the history can't be read, so what became of a lost post
can't be found out there: it must be flagged.
"""

from __future__ import annotations

import asyncio
import random
from typing import TYPE_CHECKING

from bot.store.connection import connect
from chaos import cards, standing
from chaos.clock import Time
from chaos.course import Course, each
from chaos.desk import desks
from chaos.result import Result, Scenario
from chaos.slack import slack
from chaos.stores import valkey

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chaos.desk import Desk
    from chaos.result import Run
    from chaos.slack import Slack

PEOPLE, POSTS = 2, 8  # in each debrief, and what stands of it in the end
KILLS = 20
UNREADABLE_SHARE = 10
FEW = 400
"""Posts. Of so few, more are lost, so that some surely are. One process makes them, and no control
has kills: starts take time."""


async def run(run: Run) -> Result:
    """Each message stands once, or its debrief's owner is told that nobody knows."""
    variant = "clock+sdk_retries" if run.control else "clock"
    with valkey(run.folder) as server:
        await server.start()
        async with connect(server.url) as store, slack() as workspace:
            time = Time(run.folder, store)
            kept = cards.debriefs(store, time.clock)
            count = max(1, run.size // POSTS)
            courses = [Course(kept, number, PEOPLE, grace=20) for number in range(count)]
            unreadable = [one.channel for one in courses[::UNREADABLE_SHARE]]
            await workspace.tell("/-/unreadable", {"channels": unreadable})
            await workspace.tell("/-/faults", {"seed": run.seed, **_faults(run.size)})
            with desks(
                2 if run.size >= FEW else 1,
                run.folder,
                redis_url=server.url,
                slack_url=workspace.url,
                variant=variant,
                CHAOS_CLOCK=str(time.file),
            ) as both:
                await asyncio.gather(*(one.start() for one in both))
                work = asyncio.create_task(_work(courses, time, both))
                await asyncio.gather(work, _killing(both, work, workspace, run))
                await time.passes(both)
            found = await standing.check(store, time.clock, courses, await workspace.messages())
            calls = await workspace.calls()
    return Result(
        operations=found.wanted,
        acknowledged=found.stand,
        failed=found.waiting,
        unknown=found.flagged,
        lost=found.missing,
        doubled=found.doubled,
        problems=found.problems,
        note=f"{calls['chat.postMessage']:,} calls to post, {_kills(run)} kills; "
        "unknown ones are flagged, those with a message wait for one",
    )


def _faults(size: int) -> dict[str, dict[str, float]]:
    lost = {} if size >= FEW else {"drop_after": 0.4}
    either = {"drop_after": 0.05, "ratelimited": 0.05}
    reading = {"server_error": 0.02}
    return {
        "chat.postMessage": {**either, "server_error": 0.02, "drop_before": 0.02, **lost},
        "chat.update": either,
        "chat.delete": either,
        "conversations.history": reading,
        "conversations.replies": reading,
    }


async def _work(courses: Sequence[Course], time: Time, both: Sequence[Desk]) -> None:
    """Open them all; once that has come to rest, everybody files, and the cards are revealed."""
    await each(courses, Course.open)
    await time.passes(both)
    for _ in range(PEOPLE):
        await each(courses, Course.file)
    await time.passes(both)


def _kills(run: Run) -> int:
    return 0 if run.control and run.size < FEW else run.share(KILLS)


async def _killing(
    both: Sequence[Desk], work: asyncio.Task[None], workspace: Slack, run: Run
) -> None:
    """Kill one after the other, evenly over the posts, and start it again."""
    chance, kills = random.Random(run.seed), _kills(run)
    for kill in range(kills):
        due = run.size * (kill + 0.5) / kills
        while not work.done() and (await workspace.calls()).get("chat.postMessage", 0) < due:
            await asyncio.sleep(0.02)
        victim = both[chance.randrange(len(both))]
        victim.kill()
        await victim.start()


SCENARIO = Scenario(
    number=7,
    title="5,000 posts: 1/20 dropped after Slack accepted, 1/20 429, some 5xx, 20 kill -9",
    control="the SDK's own retries",
    size=5_000,
    run=run,
    small=24,
)
