"""6: Slack delivers each event one to four times, in any order and at once. Each has one effect.

Half of the events say that a debrief's owner has left, so that the decider follows. Half say that
its channel has another id, so that it moves. Each must change the record once.
"""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.store.connection import connect
from bot.store.errors import DebriefUnreadableError
from chaos import scorecards
from chaos.delivery import Balancer
from chaos.desk import desks
from chaos.result import Result, Scenario
from chaos.slack import TENANT, slack
from chaos.stores import valkey

if TYPE_CHECKING:
    from collections.abc import Callable

    from chaos.result import Run
    from chaos.scorecards import Submissions
    from hiring.debriefs.debrief import Debrief

    Json = dict[str, Any]

MOST_COPIES = 4
AT_ONCE = 48


@dataclass
class Event:
    """An event about a debrief, its effect on the record, and whether Slack got a 200."""

    debrief: str
    has_effect: Callable[[Debrief], bool]
    payload: Json
    acknowledged: bool = False


async def run(run: Run) -> Result:
    """Each event has one effect."""
    variant = "no_guards" if run.control else ""
    count = max(1, run.size // 2)
    with valkey(run.folder) as store:
        seats = await scorecards.open_debriefs(store.url, count, people=1)
        events = [event for n, seat in enumerate(seats) for event in _make_events(n, seat)]
        async with slack() as workspace:
            gone = {f"U{number}OWNER": {"deleted": True} for number in range(count)}
            await workspace.post("/-/people", gone)
            async with (
                desks(
                    2, run.folder, redis_url=store.url, slack_url=workspace.url, variant=variant
                ) as processes,
                Balancer(processes, patience=30) as balancer,
            ):
                await _deliver(balancer, events, random.Random(run.seed))
        lost, doubled = await _count_effects(store.url, events)
    acknowledged = sum(event.acknowledged for event in events)
    return Result(
        operations=len(events),
        acknowledged=acknowledged,
        unknown=len(events) - acknowledged,
        lost=lost,
        doubled=doubled,
        worst=balancer.worst,
        note=f"{len(balancer.answers):,} deliveries",
    )


def _make_events(number: int, seat: Submissions) -> list[Event]:
    owner = {"id": f"U{number}OWNER", "deleted": True}
    moved = {"old_channel_id": f"C{number}", "new_channel_id": f"G{number}"}
    debrief = seat.place.debrief
    return [
        Event(debrief, _decider_follows, _payload("user_change", number, user=owner)),
        Event(debrief, _has_moved, _payload("channel_id_changed", number, **moved)),
    ]


def _decider_follows(debrief: Debrief) -> bool:
    return debrief.owner == debrief.decider


def _has_moved(debrief: Debrief) -> bool:
    return debrief.channel.startswith("G")


def _payload(kind: str, number: int, **content: object) -> Json:
    return {
        "type": "event_callback",
        "team_id": TENANT,
        "event_id": f"Ev{kind}{number}",
        "event": {"type": kind, "event_ts": f"{number}.1", **content},
    }


async def _deliver(balancer: Balancer, events: list[Event], chance: random.Random) -> None:
    """Deliver copies of some dozen events at once, each again until it is answered with 200."""

    async def deliver(event: Event) -> None:
        while (await balancer.send_event(event.payload)).outcome != "acknowledged":
            await asyncio.sleep(0.1)
        event.acknowledged = True

    chance.shuffle(events)
    for first in range(0, len(events), AT_ONCE):
        batch = events[first : first + AT_ONCE]
        copies = [event for event in batch for _ in range(chance.randint(1, MOST_COPIES))]
        chance.shuffle(copies)
        await asyncio.gather(*map(deliver, copies))


async def _count_effects(url: str, events: list[Event]) -> tuple[int, int]:
    """How many acknowledged events had no effect, and how many changes are too many.

    In a debrief that can't be read any more, none has: the control damages some.
    """
    limit = asyncio.Semaphore(AT_ONCE)
    async with connect(url) as store:
        debriefs = scorecards.debrief_store(store)

        async def load(debrief_id: str) -> tuple[Debrief, int] | None:
            async with limit:
                try:
                    stored = await debriefs.load(TENANT, debrief_id)
                except DebriefUnreadableError:
                    return None
                return stored.debrief, stored.revision

        ids = list({event.debrief for event in events})
        stored = dict(zip(ids, await asyncio.gather(*map(load, ids)), strict=True))
    effects = [
        (read := stored[event.debrief]) is not None and event.has_effect(read[0])
        for event in events
    ]
    lost = sum(e.acknowledged and not effect for e, effect in zip(events, effects, strict=True))
    changes = sum(read[1] - 1 for read in stored.values() if read)
    return lost, changes - sum(effects)


SCENARIO = Scenario(
    number=6,
    title="10,000 events delivered one to four times, shuffled, at once",
    control="no idempotency key and no check of the revision",
    size=10_000,
    run=run,
    small=40,
)
