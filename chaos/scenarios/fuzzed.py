"""12: anything at all is sent to the endpoint, first without a valid signature and then with one.

Bytes, sound payloads with something odd in them, odd headers, methods and paths, and HTTP that is
none. Nothing is answered with a 5xx, what is not signed changes nothing in the store (a sound
submission among it), and memory does not grow.
"""

from __future__ import annotations

import asyncio
import hashlib
import random
import subprocess
import sys
from contextlib import asynccontextmanager
from itertools import count
from typing import TYPE_CHECKING, Any

from chaos import cards
from chaos.desk import ROOT, desks
from chaos.fuzz import NO_HTTP, any_request
from chaos.process import memory
from chaos.result import Result, Scenario
from chaos.slack import slack
from chaos.stores import free_port, valkey
from chaos.wire import Wire, request

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import redis

    from chaos.result import Run
    from chaos.wire import Response

    Json = dict[str, Any]

AT_ONCE = 16
MOST_MIB = 10


async def run(run: Run) -> Result:
    """No 5xx, no unsigned change, at most ten MiB more."""
    if run.control:
        async with _stock_bolt() as port:
            answers = await _all(run.size, port, run.seed, signed=True)
        return _result(answers, [])
    with valkey(run.folder) as store:
        await store.start()
        seats = await cards.opened(store.url, 5, 2)
        async with slack() as workspace:
            with desks(
                1, run.folder, redis_url=store.url, slack_url=workspace.url, LOG_LEVEL="ERROR"
            ) as (desk,):
                await desk.start()
                assert desk.process  # noqa: S101 - it was started
                with store.client() as client:
                    before = await _at_rest(client)
                    half = run.size // 2
                    sound = [cards.submission(seat.place, 0) for seat in seats]
                    warm = await _all(half // 5, desk.port, run.seed, sound=sound)
                    began = memory(desk.process.pid)
                    unsigned = await _all(half - half // 5, desk.port, run.seed + 1, sound=sound)
                    changed = await _at_rest(client) != before
                    signed = await _all(half, desk.port, run.seed + 2, signed=True)
                grown = memory(desk.process.pid) - began
    problems = []
    if changed:
        problems.append("an unsigned request changed the store")
    if grown > MOST_MIB and run.size == run.full:
        problems.append(f"memory grew by {grown:.1f} MiB")
    return _result([*warm, *unsigned, *signed], problems, f"memory {grown:+.1f} MiB")


def _result(answers: list[Response], problems: list[str], note: str = "") -> Result:
    failures = sum(answer.status >= 500 for answer in answers)
    if failures:
        problems.append(f"{failures:,} were answered with a 5xx")
    return Result(
        operations=len(answers),
        acknowledged=sum(answer.status == 200 for answer in answers),
        failed=sum(400 <= answer.status < 500 for answer in answers),
        unknown=sum(answer.status == 0 for answer in answers),
        worst=max((answer.seconds for answer in answers if answer.status), default=0.0),
        problems=tuple(problems),
        note=note,
    )


async def _all(
    size: int,
    port: int,
    seed: int,
    *,
    signed: bool = False,
    sound: list[Json] | None = None,
) -> list[Response]:
    """Send this many requests over some connections at once."""
    sizes = [size // AT_ONCE + (worker < size % AT_ONCE) for worker in range(AT_ONCE)]

    async def one(wire: Wire, chance: random.Random) -> Response:
        sent = any_request(chance, sound or [], signed=signed)
        return await wire.sends(sent, finished=sent not in NO_HTTP)

    async def work(worker: int) -> list[Response]:
        chance = random.Random(seed * AT_ONCE + worker)
        async with Wire(port) as wire:
            return [await one(wire, chance) for _ in range(sizes[worker])]

    return [one for answers in await asyncio.gather(*map(work, range(AT_ONCE))) for one in answers]


async def _at_rest(client: redis.Redis) -> str:
    """A digest of all that the store keeps for good, once the reconcilers have nothing to do."""
    last = ""
    for _ in count():
        every = sorted(key for key in client.scan_iter(count=1000) if client.ttl(key) == -1)
        kept = [(key, client.dump(key)) for key in every]
        digest = hashlib.sha256(repr(kept).encode()).hexdigest()
        if digest == last:
            break
        last = digest
        await asyncio.sleep(1.5)
    return last


@asynccontextmanager
async def _stock_bolt() -> AsyncIterator[int]:
    """An app as Bolt makes it by default, with one listener."""
    port = free_port()
    command = [sys.executable, "-m", "bench.compared", "stock", str(port)]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        async with Wire(port) as wire:
            while not (await wire.sends(request(b"POST", b"/", [], b""))).status:
                await asyncio.sleep(0.05)
        yield port
    finally:
        process.kill()
        process.wait()


SCENARIO = Scenario(
    number=12,
    title="100,000 fuzzed HTTP requests, signed and unsigned",
    control="Bolt's own HTTP adapter",
    size=100_000,
    run=run,
    small=1_000,
)
