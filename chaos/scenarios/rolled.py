"""2: people file scorecards and Slack delivers events while the processes are replaced in turn.

A process gets SIGTERM, ends and is started again, then the other one. Slack takes a while for each
call, so that a stop always finds work in progress. An event says that a debrief's channel has
another id. As Slack does, it is delivered until it is answered with 200, and must have one effect.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bot.store.connection import connect
from chaos import scorecards
from chaos.delivery import Balancer
from chaos.desk import desks
from chaos.result import Scenario, count_outcomes
from chaos.slack import TENANT, slack
from chaos.stores import valkey
from chaos.variants import LEFT_BEHIND

if TYPE_CHECKING:
    from chaos.desk import Desk
    from chaos.result import Result, Run
    from chaos.scorecards import Submissions

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
class Move:
    """An event: a debrief's channel has another id. `outcome` is the last one."""

    debrief: str
    channel: str
    payload: Json
    outcome: str = "unknown"


async def run(run: Run) -> Result:
    """Nothing acknowledged is lost, and a process that stops leaves no work behind."""
    variant = "acknowledge_first+no_drain+tasks_told" if run.control else "tasks_told"
    with valkey(run.folder) as store:
        seats = await scorecards.open_debriefs(store.url, max(1, run.size // ACTS), PEOPLE)
        moves = [_move(seat.place.debrief, n) for n, seat in enumerate(seats[::PEOPLE])]
        async with (
            slack() as workspace,
            desks(
                2, run.folder, redis_url=store.url, slack_url=workspace.url, variant=variant
            ) as processes,
        ):
            seconds = SLACK_SECONDS_IN_CONTROL if run.control else SLACK_SECONDS
            await workspace.post("/-/latency", {"seconds": seconds})
            async with Balancer(processes) as balancer:
                work = asyncio.create_task(_all_act(balancer, seats, moves))
                _, ends = await asyncio.gather(work, _replace(processes, work, balancer, run))
            ends += await asyncio.gather(*(desk.stop() for desk in processes if desk.is_running))
        result = await scorecards.check_scorecards(store.url, seats)
        lost, doubled = await _count_effects(store.url, moves)
    # In `make test` only a part of the work runs, on a machine that may be too busy to end in time.
    is_timed = run.size >= run.full
    left = sum(_count_left_behind(desk, count_cancelled=is_timed) for desk in processes)
    slowest = max(seconds for _, seconds in ends)
    problems = (
        (f"exit codes {[code for code, _ in ends]}", any(code for code, _ in ends)),
        (f"tasks were left behind at {left} stops", left),
        (f"an exit took {slowest:.1f} s", is_timed and slowest > EXIT_SECONDS),
    )
    counts = count_outcomes(
        [outcome for seat in seats for outcome in seat.outcomes] + [move.outcome for move in moves]
    )
    return replace(
        counts,
        lost=result.lost + lost,
        doubled=result.doubled + doubled,
        worst=balancer.worst,
        problems=tuple(problem for problem, is_so in problems if is_so),
        note=f"{len(ends)} stops, the slowest in {slowest:.1f} s; "
        f"{len(balancer.answers):,} requests",
    )


def _move(debrief_id: str, number: int) -> Move:
    content = {"old_channel_id": f"C{number}", "new_channel_id": f"G{number}"}
    event = {"type": "channel_id_changed", "event_ts": f"{number}.1", **content}
    return Move(
        debrief_id,
        content["new_channel_id"],
        {"type": "event_callback", "team_id": TENANT, "event_id": f"Ev{number}", "event": event},
    )


async def _all_act(balancer: Balancer, seats: list[Submissions], moves: list[Move]) -> None:
    limit = asyncio.Semaphore(AT_ONCE)

    async def file(seat: Submissions) -> None:
        async with limit:
            for number in range(CARDS):
                seat.note_answer(number, await balancer.submit_until_saved(seat.add()))

    async def deliver(move: Move) -> None:
        async with limit:
            while move.outcome != "acknowledged":
                move.outcome = (await balancer.send_event(move.payload)).outcome

    acts = []
    for number, move in enumerate(moves):
        acts += [file(seat) for seat in seats[number * PEOPLE : (number + 1) * PEOPLE]]
        acts.append(deliver(move))
    await asyncio.gather(*acts)


async def _replace(
    processes: list[Desk], work: asyncio.Task[None], balancer: Balancer, run: Run
) -> list[tuple[int, float]]:
    """Replace one process after the other, evenly over the work. Exit codes and seconds."""
    stops, ends = run.share(STOPS), []
    for stop in range(stops):
        while not work.done() and len(balancer.answers) < run.size * (stop + 0.5) / stops:
            await asyncio.sleep(0.01)
        ends.append(await processes[stop % 2].stop())
        if stop < stops - 1:
            await processes[stop % 2].start()
    return ends


async def _count_effects(url: str, moves: list[Move]) -> tuple[int, int]:
    """How many acknowledged events had no effect, and how many effects are too many."""
    lost = doubled = 0
    async with connect(url) as store:
        debriefs = scorecards.debrief_store(store)
        for move in moves:
            stored = await debriefs.load(TENANT, move.debrief)
            has_moved = stored.debrief.channel == move.channel
            history = await debriefs.load_history(TENANT, move.debrief)
            times = sum(entry.name == "move" for entry in history)
            lost += move.outcome == "acknowledged" and not (has_moved and times)
            doubled += max(0, times - 1)
    return lost, doubled


def _count_left_behind(desk: Desk, *, count_cancelled: bool) -> int:
    """How many of its stops left tasks behind, or cancelled some if those count too."""
    signs = (LEFT_BEHIND, CANCELLED) if count_cancelled else (LEFT_BEHIND,)
    lines = desk.log.read_text().splitlines()
    return sum(any(sign in line for sign in signs) for line in lines)


SCENARIO = Scenario(
    number=2,
    title="5,000 submissions and events under 20 rolling SIGTERMs",
    control="Bolt's defaults: the answer first, and nobody waits for the work",
    size=5_000,
    run=run,
    small=18,
)
