"""7: debriefs are posted while Slack loses answers and the processes that post are killed.

A twentieth of the posts is dropped after Slack accepted it, a twentieth is answered with 429, and
some fail before. In a tenth of the channels the history is unreadable, so that nobody can find out
what became of a lost post. Such a post must be flagged.
"""

from __future__ import annotations

import asyncio
import random
from typing import TYPE_CHECKING

from bot.store.connection import connect
from chaos import messages, scorecards
from chaos.clock import Time
from chaos.desk import desks
from chaos.result import Result, Scenario
from chaos.sample_debrief import SampleDebrief, for_each
from chaos.slack import slack
from chaos.stores import valkey

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chaos.desk import Desk
    from chaos.result import Run
    from chaos.slack import Slack

PEOPLE, POSTS = 2, 8  # in each debrief; and how many messages it has in the end
KILLS = 20
UNREADABLE_SHARE = 10
FEW = 400
"""Posts. With so few, more are lost, so that some surely are, one process makes them, and a control
has no kills, since starts take time."""


async def run(run: Run) -> Result:
    """Each message is posted once, or the debrief's owner is told that its fate is unknown."""
    variant = "clock+sdk_retries" if run.control else "clock"
    with valkey(run.folder) as server:
        async with connect(server.url) as store, slack() as workspace:
            time = Time(run.folder, store)
            stored = scorecards.debrief_store(store, time.clock)
            count = max(1, run.size // POSTS)
            debriefs = [SampleDebrief(stored, n, PEOPLE, grace=20) for n in range(count)]
            unreadable = [debrief.channel for debrief in debriefs[::UNREADABLE_SHARE]]
            await workspace.post("/-/unreadable", {"channels": unreadable})
            await workspace.post("/-/faults", {"seed": run.seed, **_choose_faults(run.size)})
            async with desks(
                2 if run.size >= FEW else 1,
                run.folder,
                redis_url=server.url,
                slack_url=workspace.url,
                variant=variant,
                CHAOS_CLOCK=str(time.file),
            ) as processes:
                work = asyncio.create_task(_work(debriefs, time, processes))
                await asyncio.gather(work, _kill_some(processes, work, workspace, run))
                await time.run_until_idle(processes)
            posted = await workspace.messages()
            counts = await messages.check_messages(store, time.clock, debriefs, posted)
            calls = await workspace.calls()
    return Result(
        operations=counts.wanted,
        acknowledged=counts.correct,
        failed=counts.waiting,
        unknown=counts.flagged,
        lost=counts.missing,
        doubled=counts.doubled,
        problems=counts.problems,
        note=f"{calls['chat.postMessage']:,} calls to post, {_count_kills(run)} kills; "
        "unknown ones are flagged, those with a message wait for one",
    )


def _choose_faults(size: int) -> dict[str, dict[str, float]]:
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


async def _work(debriefs: Sequence[SampleDebrief], time: Time, processes: Sequence[Desk]) -> None:
    """Open all debriefs and, once all is posted, let everybody file, which reveals them."""
    await for_each(debriefs, SampleDebrief.open)
    await time.run_until_idle(processes)
    for _ in range(PEOPLE):
        await for_each(debriefs, SampleDebrief.file)
    await time.run_until_idle(processes)


def _count_kills(run: Run) -> int:
    return 0 if run.control and run.size < FEW else run.share(KILLS)


async def _kill_some(
    processes: Sequence[Desk], work: asyncio.Task[None], workspace: Slack, run: Run
) -> None:
    """Kill random processes, evenly over the posts, and start them again."""
    chance, kills = random.Random(run.seed), _count_kills(run)
    for kill in range(kills):
        due = run.size * (kill + 0.5) / kills
        while not work.done() and (await workspace.calls()).get("chat.postMessage", 0) < due:
            await asyncio.sleep(0.02)
        victim = processes[chance.randrange(len(processes))]
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
