"""13: a long day of requests in a few minutes. What the process holds must not grow.

Most requests are guide commands, some are events and scorecards. Memory, file handles, tasks and
connections to the store are measured ten times, each time when the process is idle.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from chaos import scorecards
from chaos.desk import SIGNING_SECRET, desks
from chaos.process import count_handles, memory_mib
from chaos.result import Result, Scenario
from chaos.slack import TENANT, slack
from chaos.stores import valkey
from chaos.wire import FORM, JSON, Wire, as_bytes, build_request, signed_headers

if TYPE_CHECKING:
    from chaos.desk import Desk
    from chaos.result import Run
    from chaos.scorecards import Submissions
    from chaos.stores import Valkey
    from chaos.wire import Response

AT_ONCE = 16
MEASUREMENTS = 10
MOST_MIB = 8
ROLE = "ai tech lead"
QUICK = (
    *(("/salary", f"{ROLE} {text}") for text in ("", "london", "nyc", "uk", "help")),
    *(("/interview-questions", f"{ROLE} {text}") for text in ("", "2", "leadership")),
    ("/hiring-guide", f"{ROLE} red flags"),
)
LONG = (
    *(("/salary", f"{ROLE} {text}") for text in ("190k sf", "london vs sf", "lodnon")),
    ("/salary", "recruiter austin"),
    *(("/hiring-guide", f"{ROLE} {text}") for text in ("how long does it take", "xyzzy")),
)


@dataclass(frozen=True, slots=True)
class Measurement:
    """What the process holds: MiB of memory, and numbers of the others."""

    memory: float
    handles: int
    tasks: int
    connections: int


async def run(run: Run) -> Result:
    """The last measurements show no more than the first ones."""
    variant = "leaks" if run.control else ""
    with valkey(run.folder) as store:
        seats = await scorecards.open_debriefs(store.url, 50, 4)
        async with (
            slack() as workspace,
            desks(1, run.folder, redis_url=store.url, slack_url=workspace.url, variant=variant) as (
                desk,
            ),
        ):
            responses: list[Response] = []
            measured = []
            for number in range(MEASUREMENTS):
                part = run.size // MEASUREMENTS
                responses += await _send_some(part, desk.port, seats, run.seed + number)
                await asyncio.sleep(1)
                measured.append(await _measure(desk, store))
        result = await scorecards.check_scorecards(store.url, seats)
    return Result(
        operations=len(responses),
        acknowledged=sum(response.status == 200 for response in responses),
        unknown=sum(response.status != 200 for response in responses),
        lost=result.lost,
        doubled=result.doubled,
        worst=max(response.seconds for response in responses),
        problems=tuple(_find_growth(measured)),
        note=f"from {measured[2]} to {measured[-1]}".replace("Measurement", ""),
    )


def _find_growth(measured: list[Measurement]) -> list[str]:
    """What has grown between the three measurements after the first two and the last three."""
    problems = []
    for name, most in (("memory", MOST_MIB), ("handles", 2), ("tasks", 2), ("connections", 2)):
        early, late = (
            median(getattr(each, name) for each in group)
            for group in (measured[2:5], measured[-3:])
        )
        if late - early > most:
            problems.append(f"{name}: from {early:.0f} to {late:.0f}")
    return problems


async def _measure(desk: Desk, store: Valkey) -> Measurement:
    assert desk.process  # noqa: S101 - it was started
    tasks = re.search(r"^hiring_desk_tasks (\d+)", await desk.metrics(), re.MULTILINE)
    with store.client() as client:
        connections = len(client.client_list()) - 1
    pid = desk.process.pid
    count = int(tasks[1]) if tasks else 0
    return Measurement(memory_mib(pid), count_handles(pid), count, connections)


async def _send_some(count: int, port: int, seats: list[Submissions], seed: int) -> list[Response]:
    sizes = [count // AT_ONCE + (worker < count % AT_ONCE) for worker in range(AT_ONCE)]

    async def work(worker: int) -> list[Response]:
        chance = random.Random(seed * AT_ONCE + worker)
        own_seats = seats[worker::AT_ONCE]  # nobody types in two forms at once
        responses = []
        async with Wire(port) as wire:
            for _ in range(sizes[worker]):
                seat = chance.choice(own_seats) if chance.random() < 0.01 else None
                body, content_type = (
                    _submit_scorecard(seat) if seat else _make_other_request(chance)
                )
                responses.append(await wire.send(_sign(body, content_type)))
                if seat and responses[-1].status == 200:
                    seat.outcomes[-1] = "acknowledged"
        return responses

    groups = await asyncio.gather(*map(work, range(AT_ONCE)))
    return [response for group in groups for response in group]


def _submit_scorecard(seat: Submissions) -> tuple[bytes, str]:
    return urlencode({"payload": json.dumps(seat.add())}).encode(), FORM


def _make_other_request(chance: random.Random) -> tuple[bytes, str]:
    """An event or a command."""
    user, channel = f"U{chance.randrange(50)}X0", f"C{chance.randrange(50)}"
    if chance.random() < 0.1:
        event = {"type": "member_joined_channel", "event_ts": "1.1", "user": user}
        envelope = {"type": "event_callback", "team_id": TENANT, "event_id": "Ev1"}
        return json.dumps({**envelope, "event": {**event, "channel": channel}}).encode(), JSON
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


def _sign(body: bytes, content_type: str) -> bytes:
    headers = as_bytes(signed_headers(SIGNING_SECRET, body, content_type))
    return build_request(b"POST", b"/slack/events", headers, body)


SCENARIO = Scenario(
    number=13,
    title="200,000 requests soak",
    control="requests leave their body behind, some a file handle",
    size=200_000,
    run=run,
)
