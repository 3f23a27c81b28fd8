"""2: people file cards and Slack delivers events while one process after the other is replaced.

SIGTERM, wait for the end, start it again, then the other one. Slack takes a while for each answer,
so a stop always finds work in progress. An event says that a debrief's channel has another id; it
is delivered until it is answered with 200, as Slack does, and its one effect is counted.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bot.store.connection import connect
from chaos import cards
from chaos.desk import desks
from chaos.person import Front
from chaos.result import Scenario, counted
from chaos.slack import TENANT, slack
from chaos.stores import valkey
from chaos.variants import LEFT_BEHIND

if TYPE_CHECKING:
    from chaos.cards import Filed
    from chaos.desk import Desk
    from chaos.result import Result, Run

    Json = dict[str, Any]

PEOPLE, CARDS = 4, 2  # in each debrief, and of each person
ACTS = PEOPLE * CARDS + 1  # and one event
AT_ONCE = 48
STOPS = 20
EXIT_SECONDS = 10
SLACK_SECONDS = 0.2
SLACK_SECONDS_IN_CONTROL = 1.0  # longer than a stop that waits for nothing
CANCELLED = "were still running and were cancelled"


@dataclass
class Moved:
    """An event: a debrief's channel has another id. `outcome` is the last word on it."""

    debrief: str
    channel: str
    payload: Json
    outcome: str = "unknown"


async def run(run: Run) -> Result:
    """Nothing acknowledged is lost, and nobody who stops leaves work behind."""
    variant = "acknowledge_first+no_drain+tasks_told" if run.control else "tasks_told"
    with valkey(run.folder) as store:
        await store.start()
        seats = await cards.opened(store.url, max(1, run.size // ACTS), PEOPLE)
        events = [_moved(seat.place.debrief, n) for n, seat in enumerate(seats[::PEOPLE])]
        async with slack() as workspace:
            with desks(
                2, run.folder, redis_url=store.url, slack_url=workspace.url, variant=variant
            ) as both:
                await asyncio.gather(*(one.start() for one in both))
                seconds = SLACK_SECONDS_IN_CONTROL if run.control else SLACK_SECONDS
                await workspace.tell("/-/latency", {"seconds": seconds})
                async with Front(both) as front:
                    work = asyncio.create_task(_all_act(front, seats, events))
                    _, ends = await asyncio.gather(work, _rolling(both, work, front, run))
                ends += await asyncio.gather(*(one.stop() for one in both if one.runs))
        found = await cards.check(store.url, seats)
        lost, doubled = await _effects(store.url, events)
    # A part of the work runs in `make test`, where the machine may be too busy to end in time.
    timed = run.size >= run.full
    left = sum(_left_behind(one, *((CANCELLED,) if timed else ())) for one in both)
    outcomes = [outcome for seat in seats for outcome in seat.outcomes]
    outcomes += [event.outcome for event in events]
    slowest = max(seconds for _, seconds in ends)
    return replace(
        counted(outcomes),
        lost=found.lost + lost,
        doubled=found.doubled + doubled,
        worst=front.worst,
        problems=tuple(
            problem
            for problem, there in (
                (f"exit codes {[code for code, _ in ends]}", any(code for code, _ in ends)),
                (f"tasks were left behind at {left} stops", left),
                (f"an exit took {slowest:.1f} s", timed and slowest > EXIT_SECONDS),
            )
            if there
        ),
        note=f"{len(ends)} stops, the slowest in {slowest:.1f} s; {len(front.answers):,} requests",
    )


def _moved(debrief: str, number: int) -> Moved:
    content = {"old_channel_id": f"C{number}", "new_channel_id": f"G{number}"}
    event = {"type": "channel_id_changed", "event_ts": f"{number}.1", **content}
    return Moved(
        debrief,
        content["new_channel_id"],
        {"type": "event_callback", "team_id": TENANT, "event_id": f"Ev{number}", "event": event},
    )


async def _all_act(front: Front, seats: list[Filed], events: list[Moved]) -> None:
    room = asyncio.Semaphore(AT_ONCE)

    async def files(seat: Filed) -> None:
        async with room:
            for number in range(CARDS):
                seat.answered(number, await front.insists(seat.next()))

    async def tells(event: Moved) -> None:
        async with room:
            while event.outcome != "acknowledged":
                event.outcome = (await front.event(event.payload)).outcome

    acts = []
    for number, event in enumerate(events):
        acts += [files(seat) for seat in seats[number * PEOPLE : (number + 1) * PEOPLE]]
        acts.append(tells(event))
    await asyncio.gather(*acts)


async def _rolling(
    both: list[Desk], work: asyncio.Task[None], front: Front, run: Run
) -> list[tuple[int, float]]:
    """Replace one after the other, evenly over the work. Returns exit codes and seconds."""
    stops, ends = run.share(STOPS), []
    for stop in range(stops):
        while not work.done() and len(front.answers) < run.size * (stop + 0.5) / stops:
            await asyncio.sleep(0.01)
        ends.append(await both[stop % 2].stop())
        if stop < stops - 1:
            await both[stop % 2].start()
    return ends


async def _effects(url: str, events: list[Moved]) -> tuple[int, int]:
    """How many acknowledged events had no effect, and how many effects there are too many."""
    lost = doubled = 0
    async with connect(url) as store:
        kept = cards.debriefs(store)
        for event in events:
            there = (await kept.load(TENANT, event.debrief)).debrief.channel == event.channel
            times = sum(e.name == "move" for e in await kept.history(TENANT, event.debrief))
            lost += event.outcome == "acknowledged" and not (there and times)
            doubled += max(0, times - 1)
    return lost, doubled


def _left_behind(desk: Desk, *more: str) -> int:
    """How many of its ends came with tasks that nobody had waited for, or with a line of `more`."""
    lines = desk.log.read_text().splitlines()
    return sum(any(words in line for words in (LEFT_BEHIND, *more)) for line in lines)


SCENARIO = Scenario(
    number=2,
    title="5,000 submissions and events under 20 rolling SIGTERMs",
    control="Bolt's defaults: the answer first, and nobody waits for the work",
    size=5_000,
    run=run,
    small=18,
)
