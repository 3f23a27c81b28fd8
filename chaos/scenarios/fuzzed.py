"""12: anything at all is sent to the endpoint, first without a valid signature and then with one.

It gets random bytes, valid payloads with odd values in them, odd headers, methods and paths, and
what is not HTTP. Nothing is answered with a 5xx, an unsigned request (even a valid submission)
changes nothing in the store, and memory does not grow.
"""

from __future__ import annotations

import asyncio
import hashlib
import random
import subprocess
import sys
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from chaos import scorecards
from chaos.desk import ROOT, desks
from chaos.fuzz import NOT_HTTP, make_request
from chaos.process import memory_mib
from chaos.result import Result, Scenario
from chaos.slack import slack
from chaos.stores import free_port, valkey
from chaos.wire import Wire, build_request

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import redis

    from chaos.result import Run
    from chaos.wire import Response

    Json = dict[str, Any]

AT_ONCE = 16
MOST_MIB = 10


async def run(run: Run) -> Result:
    """No 5xx, no change by an unsigned request, and at most ten MiB more memory."""
    if run.control:
        async with _stock_bolt() as port:
            answers = await _send_all(run.size, port, run.seed, signed=True)
        return _summarize(answers, [])
    with valkey(run.folder) as store:
        seats = await scorecards.open_debriefs(store.url, 5, 2)
        async with (
            slack() as workspace,
            desks(
                1, run.folder, redis_url=store.url, slack_url=workspace.url, LOG_LEVEL="ERROR"
            ) as (desk,),
        ):
            assert desk.process  # noqa: S101 - it was started
            pid, half = desk.process.pid, run.size // 2
            with store.client() as client:
                before = await _compute_digest(client)
                valid = [scorecards.make_submission(seat.place, 0) for seat in seats]
                warm_up = await _send_all(half // 5, desk.port, run.seed, valid=valid)
                start_mib, rest = memory_mib(pid), half - half // 5
                unsigned = await _send_all(rest, desk.port, run.seed + 1, valid=valid)
                has_changed = await _compute_digest(client) != before
            signed = await _send_all(half, desk.port, run.seed + 2, signed=True)
            grown = memory_mib(pid) - start_mib
    problems = []
    if has_changed:
        problems.append("an unsigned request changed the store")
    if grown > MOST_MIB and run.size == run.full:
        problems.append(f"memory grew by {grown:.1f} MiB")
    return _summarize([*warm_up, *unsigned, *signed], problems, f"memory {grown:+.1f} MiB")


def _summarize(answers: list[Response], problems: list[str], note: str = "") -> Result:
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


async def _send_all(
    size: int,
    port: int,
    seed: int,
    *,
    signed: bool = False,
    valid: list[Json] | None = None,
) -> list[Response]:
    """Send this many requests over some connections at once."""
    sizes = [size // AT_ONCE + (worker < size % AT_ONCE) for worker in range(AT_ONCE)]

    async def send(wire: Wire, chance: random.Random) -> Response:
        request = make_request(chance, valid or [], signed=signed)
        return await wire.send(request, finished=request not in NOT_HTTP)

    async def work(worker: int) -> list[Response]:
        chance = random.Random(seed * AT_ONCE + worker)
        async with Wire(port) as wire:
            return [await send(wire, chance) for _ in range(sizes[worker])]

    groups = await asyncio.gather(*map(work, range(AT_ONCE)))
    return [response for group in groups for response in group]


async def _compute_digest(client: redis.Redis) -> str:
    """A digest of what the store still holds once the reconcilers have nothing to do."""
    last = ""
    while True:
        lasting = sorted(key for key in client.scan_iter(count=1000) if client.ttl(key) == -1)
        entries = [(key, client.dump(key)) for key in lasting]
        digest = hashlib.sha256(repr(entries).encode()).hexdigest()
        if digest == last:
            return digest
        last = digest
        await asyncio.sleep(1.5)


@asynccontextmanager
async def _stock_bolt() -> AsyncIterator[int]:
    """A Bolt app with default settings and one listener."""
    port = free_port()
    command = [sys.executable, "-m", "bench.compared", "stock", str(port)]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        async with Wire(port) as wire:
            while not (await wire.send(build_request(b"POST", b"/", [], b""))).status:
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
