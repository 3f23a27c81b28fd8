"""8: debriefs fall due, all at once, while the processes that post are killed and people go on.

On Tuesday at one, every debrief that was opened on Monday must be posted and its interviewer
reminded. Three processes do it, with clocks half a minute apart. Meanwhile a fifth of the debriefs
are closed, and in another fifth people file, so that their scorecards are revealed.
"""

from __future__ import annotations

import asyncio
import json
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, cast

from bot.store import keys
from bot.store.connection import connect
from bot.store.due import Due
from bot.store.keys import Keys
from chaos import append_only_file, messages, scorecards
from chaos.clock import Time
from chaos.desk import desks
from chaos.result import Result, Scenario
from chaos.sample_debrief import SampleDebrief, for_each
from chaos.slack import TENANT, slack
from chaos.stores import valkey
from hiring.work_calendar import DAY, HOUR

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from bot.store.connection import Store
    from chaos.desk import Desk
    from chaos.result import Run
    from chaos.slack import Slack

POSTS = 4  # of each debrief, at least
KILLS = 26
AHEAD_SECONDS = (0, 30, 60)
FEW = 100
"""Debriefs. With so few, there are two processes and no kills in a control: starts take time."""
LOOK_SECONDS = 0.01
STAYS, FILED, CLOSED = "stays", "filed", "closed"
FATES = (CLOSED, FILED, STAYS, STAYS, STAYS)


async def run(run: Run) -> Result:
    """Each message is posted once, and nothing is posted that closing a debrief has ended."""
    with valkey(run.folder, auto_aof_rewrite_percentage=0) as server:
        async with connect(server.url) as store, slack() as workspace, AsyncExitStack() as stack:
            time = Time(run.folder, store)
            time.clock.offset = _until_monday_noon((await store.time())[0])
            stored = scorecards.debrief_store(store, time.clock)
            debriefs = [SampleDebrief(stored, n, people=1, grace=0) for n in range(run.size)]
            await for_each(debriefs, SampleDebrief.open)
            time.clock.offset += DAY + HOUR
            changes = Changes(store, debriefs)
            changing = asyncio.create_task(changes.while_leased())
            processes = await _start(stack, run, server.url, workspace.url, str(time.file))
            work = asyncio.create_task(time.run_until_idle(processes))
            await asyncio.gather(work, _kill_in_turn(processes, work, workspace, run))
            await time.run_until_idle(processes)
            changing.cancel()
            during_work = changes.count
            await changes.make_the_rest()
            await time.run_until_idle(processes)
            posted = await workspace.messages()
            counts = await messages.check_messages(store, time.clock, debriefs, posted)
            calls = await workspace.calls()
        late = _count_posts_after_closing(server.folder, changes.closed, counts.slots)
    return Result(
        operations=len(debriefs),
        acknowledged=counts.complete,
        unknown=counts.flagged,
        lost=counts.missing,
        doubled=counts.doubled,
        problems=(*counts.problems, *([f"{late:,} posted after cancelling"] if late else [])),
        note=f"{counts.wanted:,} messages in Slack, {sum(calls.values()):,} calls, "
        f"{_count_kills(run)} kills, {during_work:,} of {changes.count:,} changes during a visit",
    )


async def _start(
    stack: AsyncExitStack, run: Run, redis_url: str, slack_url: str, clock: str
) -> list[Desk]:
    """The processes, each with a process clock of its own."""
    variant = "clock+shared_leases" if run.control else "clock"
    processes = []
    for ahead in AHEAD_SECONDS if run.size >= FEW else AHEAD_SECONDS[:2]:
        env = {"CHAOS_CLOCK": clock, "CHAOS_AHEAD": str(ahead)}
        processes += await stack.enter_async_context(
            desks(1, run.folder, redis_url=redis_url, slack_url=slack_url, variant=variant, **env)
        )
    return processes


def _until_monday_noon(now: int) -> int:
    """Seconds until Monday noon, since reminders come on working days.

    The first of January 1970 was a Thursday.
    """
    return 7 * DAY - (now - 4 * DAY - 12 * HOUR) % (7 * DAY)


class Changes:
    """What people do to debriefs. `closed`: debrief id → the revision of the closed record."""

    def __init__(self, store: Store, debriefs: Sequence[SampleDebrief]) -> None:
        self.closed: dict[str, int] = {}
        self.count = 0
        self._store = store
        self._left = {
            Due.queue_name(TENANT, debrief.id): debrief
            for debrief in debriefs
            if FATES[debrief.number % len(FATES)] != STAYS
        }

    async def while_leased(self) -> None:
        """Make each change as soon as a process is seen at work on its debrief."""
        leases = keys.leases_key(keys.get_shard(TENANT))
        while True:
            leased = cast("list[bytes]", await self._store.hkeys(leases))
            names = {name.decode() for name in leased}
            await asyncio.gather(*(self._change(name) for name in names & self._left.keys()))
            await asyncio.sleep(LOOK_SECONDS)

    async def make_the_rest(self) -> None:
        """Change the debriefs that no process was seen at work on."""
        await for_each(list(self._left), self._change)

    async def _change(self, name: str) -> None:
        debrief = self._left.pop(name)
        if FATES[debrief.number % len(FATES)] == CLOSED:
            self.closed[debrief.id] = await debrief.close()
        else:
            await debrief.file()
        self.count += 1


def _count_posts_after_closing(
    folder: Path, closed: Mapping[str, int], wanted: Mapping[str, frozenset[str]]
) -> int:
    """How many posts of closed debriefs began after the commit that closed them.

    Messages that the closed debrief's outlook wants do not count. The append-only file shows what
    came first.
    """
    names = Keys(TENANT)
    records = {names.debrief_key(debrief_id).encode(): debrief_id for debrief_id in closed}
    slots = {names.slots_key(debrief_id).encode(): debrief_id for debrief_id in closed}
    over, late = set[str](), 0
    for command in append_only_file.read_commands(folder):
        if command[0].upper() != b"HSET":
            continue
        key, *arguments = command[1:]
        fields = dict(zip(arguments[::2], arguments[1::2], strict=True))
        if key in records:
            if int(fields.get(b"revision", 0)) >= closed[records[key]]:
                over.add(records[key])
        elif key in slots and slots[key] in over:
            late += sum(
                slot.decode() not in wanted[slots[key]] and json.loads(text)["state"] == "sending"
                for slot, text in fields.items()
            )
    return late


def _count_kills(run: Run) -> int:
    return 0 if run.control and run.size < FEW else run.share(KILLS)


async def _kill_in_turn(
    processes: Sequence[Desk], work: asyncio.Task[None], workspace: Slack, run: Run
) -> None:
    """Kill one process after the other, evenly over the posts, and start it again."""
    kills = _count_kills(run)
    for kill in range(kills):
        due = POSTS * run.size * (kill + 0.5) / kills
        while not work.done() and (await workspace.calls()).get("chat.postMessage", 0) < due:
            await asyncio.sleep(0.05)
        victim = processes[kill % len(processes)]
        victim.kill()
        await victim.start()


SCENARIO = Scenario(
    number=8,
    title="10,000 debriefs fall due, 3 reconcilers, 26 kill -9, clocks 30 s apart, 1/5 cancelled",
    control="a lease in ten is given out twice, and nobody looks at its number",
    size=10_000,
    run=run,
    small=12,
)
