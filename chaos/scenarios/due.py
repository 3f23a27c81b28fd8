"""8: debriefs fall due, all at once, while the processes that post are killed and people go on.

On Tuesday at one every debrief that was opened on Monday is to be posted and its interviewer to be
reminded. Three processes are at it, whose clocks are half a minute apart. While they
are at work, a fifth of them are closed, and a fifth filed in, so that their cards are revealed.
"""

from __future__ import annotations

import asyncio
import json
from contextlib import ExitStack
from typing import TYPE_CHECKING, cast

from bot.store import keys
from bot.store.connection import connect
from bot.store.due import Due
from bot.store.keys import Keys
from chaos import appended, cards, standing
from chaos.clock import Time
from chaos.course import Course, each
from chaos.desk import desks
from chaos.result import Result, Scenario
from chaos.slack import TENANT, slack
from chaos.stores import valkey
from hiring.debriefs.working_days import DAY, HOUR

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
"""Debriefs. For so few there are two processes, and for a control no kills: starts take time."""
LOOK_SECONDS = 0.01
STAYS, FILED, CLOSED = "stays", "filed", "closed"
FATES = (CLOSED, FILED, STAYS, STAYS, STAYS)


async def run(run: Run) -> Result:
    """Each message stands once; of a closed debrief, nothing is posted that it has ended."""
    variant = "clock+shared_claims" if run.control else "clock"
    with valkey(run.folder, auto_aof_rewrite_percentage=0) as server, ExitStack() as stack:
        await server.start()
        async with connect(server.url) as store, slack() as workspace:
            time = Time(run.folder, store)
            time.clock.offset = _until_monday_noon((await store.time())[0])
            kept = cards.debriefs(store, time.clock)
            courses = [Course(kept, number, people=1, grace=0) for number in range(run.size)]
            await each(courses, Course.open)
            time.clock.offset += DAY + HOUR
            three = [
                stack.enter_context(
                    desks(
                        1,
                        run.folder,
                        redis_url=server.url,
                        slack_url=workspace.url,
                        variant=variant,
                        CHAOS_CLOCK=str(time.file),
                        CHAOS_AHEAD=str(ahead),
                    )
                )[0]
                for ahead in (AHEAD_SECONDS if run.size >= FEW else AHEAD_SECONDS[:2])
            ]
            changes = Changes(store, courses)
            meddling = asyncio.create_task(changes.while_claimed())
            await asyncio.gather(*(one.start() for one in three))
            work = asyncio.create_task(time.passes(three))
            await asyncio.gather(work, _killing(three, work, workspace, run))
            await time.passes(three)
            meddling.cancel()
            seen = changes.made
            await changes.rest()
            await time.passes(three)
            found = await standing.check(store, time.clock, courses, await workspace.messages())
            calls = await workspace.calls()
        late = _posted_after_closing(server.folder, changes.closed, found.wanted_of)
    return Result(
        operations=len(courses),
        acknowledged=found.whole,
        unknown=found.flagged,
        lost=found.missing,
        doubled=found.doubled,
        problems=(*found.problems, *([f"{late:,} posted after cancelling"] if late else [])),
        note=f"{found.wanted:,} messages stand, {sum(calls.values()):,} calls, "
        f"{_kills(run)} kills, {seen:,} of {changes.made:,} changes in mid-visit",
    )


def _until_monday_noon(now: int) -> int:
    """Reminders come on working days, whatever today is. The first of January 1970 was Thursday."""
    return 7 * DAY - (now - 4 * DAY - 12 * HOUR) % (7 * DAY)


class Changes:
    """What people do to debriefs. `closed`: by id, the revision at which a debrief was closed."""

    def __init__(self, store: Store, courses: Sequence[Course]) -> None:
        self.closed: dict[str, int] = {}
        self.made = 0
        self._store = store
        self._left = {
            Due.name(TENANT, one.id): one
            for one in courses
            if FATES[one.number % len(FATES)] != STAYS
        }

    async def while_claimed(self) -> None:
        """Make each change as soon as a process is seen at work on its debrief."""
        claims = keys.claims(keys.shard(TENANT))
        while True:
            found = cast("list[bytes]", await self._store.hkeys(claims))
            names = {name.decode() for name in found}
            await asyncio.gather(*(self._change(name) for name in names & self._left.keys()))
            await asyncio.sleep(LOOK_SECONDS)

    async def rest(self) -> None:
        """Make those that nobody was seen at work on."""
        await each(list(self._left), self._change)

    async def _change(self, name: str) -> None:
        course = self._left.pop(name)
        if FATES[course.number % len(FATES)] == CLOSED:
            self.closed[course.id] = await course.close()
        else:
            await course.file()
        self.made += 1


def _posted_after_closing(
    folder: Path, closed: Mapping[str, int], wanted: Mapping[str, frozenset[str]]
) -> int:
    """How many posts of closed debriefs were begun after the commit that closed them.

    Those are left out that the outlook of the closed debrief wants. The append-only file says what
    came first.
    """
    names = Keys(TENANT)
    commits = {names.debrief(one).encode(): one for one in closed}
    slots = {names.slots(one).encode(): one for one in closed}
    over, late = set[str](), 0
    for command in appended.commands(folder):
        if command[0].upper() != b"HSET":
            continue
        if one := commits.get(command[1]):
            fields = dict(zip(command[2::2], command[3::2], strict=True))
            if int(fields.get(b"revision", 0)) >= closed[one]:
                over.add(one)
        elif (one := slots.get(command[1], "")) in over and command[2].decode() not in wanted[one]:
            late += json.loads(command[3])["state"] == "sending"
    return late


def _kills(run: Run) -> int:
    return 0 if run.control and run.size < FEW else run.share(KILLS)


async def _killing(
    three: Sequence[Desk], work: asyncio.Task[None], workspace: Slack, run: Run
) -> None:
    """Kill one after the other, evenly over the posts, and start it again."""
    kills = _kills(run)
    for kill in range(kills):
        due = POSTS * run.size * (kill + 0.5) / kills
        while not work.done() and (await workspace.calls()).get("chat.postMessage", 0) < due:
            await asyncio.sleep(0.05)
        victim = three[kill % len(three)]
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
