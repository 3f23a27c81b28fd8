"""6: Slack delivers each event one to four times, in any order and at once; each has one effect.

Half of the events say that a debrief's owner has left, so the decider follows; half that its
channel has another id, so it moves. Each is one change of the record, and no other is made.
"""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.store.connection import connect
from chaos import cards
from chaos.desk import desks
from chaos.person import Front
from chaos.result import Result, Scenario
from chaos.slack import TENANT, slack
from chaos.stores import valkey

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.store.debriefs import StoredDebrief
    from chaos.result import Run
    from hiring.debriefs.debrief import Debrief

    Json = dict[str, Any]

MOST_COPIES = 4
AT_ONCE = 48


@dataclass
class Told:
    """An event about a debrief, how to see its effect there, and whether Slack got its 200."""

    debrief: str
    effect: Callable[[Debrief], bool]
    payload: Json
    acknowledged: bool = False


async def run(run: Run) -> Result:
    """One effect each."""
    variant = "no_guards" if run.control else ""
    count = max(1, run.size // 2)
    with valkey(run.folder) as store:
        await store.start()
        seats = await cards.opened(store.url, count, people=1)
        events = [event for n, seat in enumerate(seats) for event in _events(n, seat)]
        async with slack() as workspace:
            gone = {f"U{number}OWNER": {"deleted": True} for number in range(count)}
            await workspace.tell("/-/people", gone)
            with desks(
                2, run.folder, redis_url=store.url, slack_url=workspace.url, variant=variant
            ) as both:
                await asyncio.gather(*(one.start() for one in both))
                async with Front(both, patience=30) as front:
                    await _delivered(front, events, random.Random(run.seed))
        lost, doubled = await _effects(store.url, events)
    acknowledged = sum(event.acknowledged for event in events)
    return Result(
        operations=len(events),
        acknowledged=acknowledged,
        unknown=len(events) - acknowledged,
        lost=lost,
        doubled=doubled,
        worst=front.worst,
        note=f"{len(front.answers):,} deliveries",
    )


def _events(number: int, seat: cards.Filed) -> list[Told]:
    owner = {"id": f"U{number}OWNER", "deleted": True}
    moved = {"old_channel_id": f"C{number}", "new_channel_id": f"G{number}"}
    return [
        Told(seat.place.debrief, _followed, _event("user_change", number, user=owner)),
        Told(seat.place.debrief, _moved, _event("channel_id_changed", number, **moved)),
    ]


def _followed(debrief: Debrief) -> bool:
    return debrief.owner == debrief.decider


def _moved(debrief: Debrief) -> bool:
    return debrief.channel.startswith("G")


def _event(kind: str, number: int, **content: object) -> Json:
    return {
        "type": "event_callback",
        "team_id": TENANT,
        "event_id": f"Ev{kind}{number}",
        "event": {"type": kind, "event_ts": f"{number}.1", **content},
    }


async def _delivered(front: Front, events: list[Told], chance: random.Random) -> None:
    """Deliver copies of some dozen events at once, and again what was not answered with 200."""

    async def one(event: Told) -> None:
        while (await front.event(event.payload)).outcome != "acknowledged":
            await asyncio.sleep(0.1)
        event.acknowledged = True

    chance.shuffle(events)
    for first in range(0, len(events), AT_ONCE):
        some = events[first : first + AT_ONCE]
        copies = [event for event in some for _ in range(chance.randint(1, MOST_COPIES))]
        chance.shuffle(copies)
        await asyncio.gather(*map(one, copies))


async def _effects(url: str, events: list[Told]) -> tuple[int, int]:
    """How many acknowledged events had no effect, and how many changes there are too many."""
    room = asyncio.Semaphore(AT_ONCE)
    async with connect(url) as store:
        kept = cards.debriefs(store)

        async def load(debrief: str) -> StoredDebrief:
            async with room:
                return await kept.load(TENANT, debrief)

        found = await asyncio.gather(*(load(event.debrief) for event in events))
    by_id = {one.debrief.id: one for one in found}
    had = [event.effect(by_id[event.debrief].debrief) for event in events]
    lost = sum(event.acknowledged and not effect for event, effect in zip(events, had, strict=True))
    changes = sum(one.revision - 1 for one in by_id.values())
    return lost, changes - sum(had)


SCENARIO = Scenario(
    number=6,
    title="10,000 events delivered one to four times, shuffled, at once",
    control="no idempotency key and no check of the revision",
    size=10_000,
    run=run,
    small=40,
)
