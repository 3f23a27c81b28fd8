"""13: a long day of requests in a few minutes; what the process holds must not grow.

Most are guide commands, some events and scorecards. Memory, file handles, tasks
and the connections to the store are looked at ten times, each time at rest.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import time
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from bot.slack.signature import sign
from chaos import cards
from chaos.desk import SIGNING_SECRET, desks
from chaos.process import handles, memory
from chaos.result import Result, Scenario
from chaos.slack import TENANT, slack
from chaos.stores import valkey
from chaos.wire import Wire, request

if TYPE_CHECKING:
    from chaos.desk import Desk
    from chaos.result import Run
    from chaos.stores import Valkey
    from chaos.wire import Response

    Json = dict[str, Any]

AT_ONCE = 16
LOOKS = 10
MOST_MIB = 8
FORM, JSON = b"application/x-www-form-urlencoded", b"application/json"
QUICK = (
    *(("/salary", text) for text in ("", "london", "nyc", "uk", "help")),
    *(("/interview-questions", text) for text in ("", "2", "leadership")),
    ("/hiring-guide", "red flags"),
)
LONG = (
    *(("/salary", text) for text in ("190k sf", "london vs sf", "lodnon")),
    *(("/hiring-guide", text) for text in ("how long does it take", "xyzzy")),
)


@dataclass(frozen=True, slots=True)
class Look:
    """What the process holds: MiB, and counts."""

    memory: float
    handles: int
    tasks: int
    connections: int


async def run(run: Run) -> Result:
    """Flat: the last looks show no more than the first ones did."""
    variant = "leaks" if run.control else ""
    with valkey(run.folder) as store:
        await store.start()
        seats = await cards.opened(store.url, 50, 4)
        async with slack() as workspace:
            with desks(
                1, run.folder, redis_url=store.url, slack_url=workspace.url, variant=variant
            ) as (desk,):
                await desk.start()
                answers: list[Response] = []
                looks = []
                for number in range(LOOKS):
                    answers += await _some(run.size // LOOKS, desk.port, seats, run.seed + number)
                    await asyncio.sleep(1)
                    looks.append(await _look(desk, store))
        found = await cards.check(store.url, seats)
    return Result(
        operations=len(answers),
        acknowledged=sum(answer.status == 200 for answer in answers),
        unknown=sum(answer.status != 200 for answer in answers),
        lost=found.lost,
        doubled=found.doubled,
        worst=max(answer.seconds for answer in answers),
        problems=tuple(_grown(looks)),
        note=f"from {looks[2]} to {looks[-1]}".replace("Look", ""),
    )


def _grown(looks: list[Look]) -> list[str]:
    """What is more in the last three looks than in the three after the first two."""
    problems = []
    for name, most in (("memory", MOST_MIB), ("handles", 2), ("tasks", 2), ("connections", 2)):
        early, late = (
            median(getattr(look, name) for look in some) for some in (looks[2:5], looks[-3:])
        )
        if late - early > most:
            problems.append(f"{name}: from {early:.0f} to {late:.0f}")
    return problems


async def _look(desk: Desk, store: Valkey) -> Look:
    assert desk.process  # noqa: S101 - it was started
    told = await desk.metrics()
    tasks = re.search(r"^hiring_desk_tasks (\d+)", told, re.MULTILINE)
    with store.client() as client:
        connections = len(client.client_list()) - 1
    pid = desk.process.pid
    return Look(memory(pid), handles(pid), int(tasks[1]) if tasks else 0, connections)


async def _some(count: int, port: int, seats: list[cards.Filed], seed: int) -> list[Response]:
    sizes = [count // AT_ONCE + (worker < count % AT_ONCE) for worker in range(AT_ONCE)]

    async def work(worker: int) -> list[Response]:
        chance = random.Random(seed * AT_ONCE + worker)
        mine = seats[worker::AT_ONCE]  # nobody types in two forms at once
        answers = []
        async with Wire(port) as wire:
            for _ in range(sizes[worker]):
                filed = chance.choice(mine) if chance.random() < 0.01 else None
                body, kind = _card(filed) if filed else _body(chance)
                answers.append(await wire.sends(_signed(body, kind)))
                if filed and answers[-1].status == 200:
                    filed.outcomes[-1] = "acknowledged"
        return answers

    return [one for answers in await asyncio.gather(*map(work, range(AT_ONCE))) for one in answers]


def _card(filed: cards.Filed) -> tuple[bytes, bytes]:
    return urlencode({"payload": json.dumps(filed.next())}).encode(), FORM


def _body(chance: random.Random) -> tuple[bytes, bytes]:
    user, channel = f"U{chance.randrange(50)}X0", f"C{chance.randrange(50)}"
    if chance.random() < 0.1:
        event = {"type": "member_joined_channel", "event_ts": "1.1", "user": user}
        told = {"type": "event_callback", "team_id": TENANT, "event_id": "Ev1"}
        return json.dumps({**told, "event": {**event, "channel": channel}}).encode(), JSON
    command, text = chance.choice(LONG if chance.random() < 0.05 else QUICK)
    fields = {
        "team_id": TENANT,
        "channel_id": channel,
        "channel_name": "privategroup",
        "user_id": user,
        "command": command,
        "text": text,
        "trigger_id": "1.2.3",
        "response_url": "http://127.0.0.1:9/none",
    }
    return urlencode(fields).encode(), FORM


def _signed(body: bytes, kind: bytes) -> bytes:
    now = int(time.time())
    headers = [
        (b"Content-Type", kind),
        (b"X-Slack-Request-Timestamp", b"%d" % now),
        (b"X-Slack-Signature", sign(SIGNING_SECRET, now, body).encode()),
    ]
    return request(b"POST", b"/slack/events", headers, body)


SCENARIO = Scenario(
    number=13,
    title="200,000 requests soak",
    control="requests leave their body behind, some a file handle",
    size=200_000,
    run=run,
)
