"""11: calls of the store are cancelled at any moment, on a slow network and on one client.

Most are cancelled as a disconnect or a shutdown would do it, some by a deadline as the guard has.
Every answer shows which call it belongs to, so a connection that was returned with an unread answer
is noticed at once. Half of the calls go to one server, half to the primary of a cluster whose
replica must confirm each commit. Afterwards no connection is in use, none is left at the server,
and no task still runs.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections import Counter
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

from redis.asyncio import Redis
from redis.asyncio.connection import AbstractConnection

from bot.store.connection import connect
from bot.store.errors import StoreUnavailableError
from chaos.calls import Calls
from chaos.proxy import slow_cluster, slow_server
from chaos.result import Result, Scenario

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.store.connection import Store
    from chaos.proxy import Network
    from chaos.result import Run
    from chaos.stores import Valkey

AT_ONCE = 48
SLOW_SECONDS = 0.004  # a part; a call has three
MOST_PARTS = 3 * AT_ONCE  # a call is cancelled before this many parts have passed
LEFT_ALONE = 0.1  # of the calls
LEFT_ALONE_IN_CONTROL = 0.5  # more calls end, so that some get another one's answer
DEADLINES, DEADLINE_SECONDS = 0.2, 0.012  # a share of the calls, and the longest deadline
MOST_CONNECTIONS = AT_ONCE + 2  # a cluster's client has some to look for nodes
LOOKS, LOOK_SECONDS = 250, 0.02


async def run(run: Run) -> Result:
    """No call gets another one's answer, and nothing is left over."""
    before = asyncio.all_tasks()
    results = []
    for kind in (slow_server, slow_cluster):
        async with kind(run.folder) as (url, network, server):
            results.append(await _run_on(run, url, network, server))
    left = {task for task in asyncio.all_tasks() - before if not task.done()}
    problems = [
        *results[0].problems,
        *results[1].problems,
        *_count_problem(len(left), "tasks left"),
    ]
    return Result(
        operations=sum(each.operations for each in results),
        acknowledged=sum(each.acknowledged for each in results),
        failed=sum(each.failed for each in results),
        unknown=sum(each.unknown for each in results),
        lost=sum(each.lost for each in results),
        doubled=sum(each.doubled for each in results),
        problems=tuple(dict.fromkeys(problems)),
        note="; ".join(each.note for each in results),
    )


async def _run_on(run: Run, url: str, network: Network, server: Valkey) -> Result:
    """Make half of the calls, and count what is left over afterwards."""
    store = connect(url, replicated=True)
    calls = Calls(store)
    await calls.prepare()
    network.slow = SLOW_SECONDS
    broken = _break_client() if run.control else nullcontext()
    with broken:
        answers = await _make_calls(calls, network, run)
    network.slow = 0.0
    await asyncio.sleep(SLOW_SECONDS)
    used = _in_use(store)
    lost, doubled = await calls.count_lost_and_doubled() if not run.control else (0, 0)
    most = await _count_connections(server, MOST_CONNECTIONS)
    await store.aclose()
    left = await _count_connections(server, 0)
    name = type(store).__name__
    return Result(
        operations=answers.total(),
        acknowledged=answers["answered"],
        failed=answers["failed"],
        unknown=answers["cancelled"],
        lost=lost,
        doubled=doubled,
        problems=(
            *_count_problem(answers["wrong"], f"answers of {name} that belong to another call"),
            *_count_problem(used, f"connections of {name} in use at rest"),
            *_count_problem(max(0, most - MOST_CONNECTIONS), f"connections of {name} too many"),
            *_count_problem(left, f"connections of {name} left at the server"),
        ),
        note=f"{name}: {most} connections at rest",
    )


async def _make_calls(calls: Calls, network: Network, run: Run) -> Counter[str]:
    limit = asyncio.Semaphore(AT_ONCE)
    left_alone = LEFT_ALONE_IN_CONTROL if run.control else LEFT_ALONE

    async def call(number: int) -> str:
        chance = random.Random(run.seed + number)
        async with limit:
            work = asyncio.create_task(calls.call_any(chance, number))
            return await _cancel_most(work, network, chance, left_alone)

    return Counter(await asyncio.gather(*map(call, range(max(1, run.size // 2)))))


async def _cancel_most(
    work: asyncio.Task[None], network: Network, chance: random.Random, left_alone: float
) -> str:
    """Cancel a call, unless chance leaves it alone. Returns how it ended."""
    kind = chance.random()
    try:
        if kind < left_alone:
            await work
        elif kind < left_alone + DEADLINES:
            async with asyncio.timeout(chance.uniform(0, DEADLINE_SECONDS)):
                await work
        else:
            moment = asyncio.create_task(network.wait_for_parts(chance.randrange(MOST_PARTS)))
            await asyncio.wait((work, moment), return_when=asyncio.FIRST_COMPLETED)
            moment.cancel()
            work.cancel()
            await work
    except (asyncio.CancelledError, TimeoutError):
        return "cancelled"
    except StoreUnavailableError:
        return "failed"
    except Exception:  # noqa: BLE001 - an answer for another call can cause any error
        return "wrong"
    return "answered"


def _in_use(store: Store) -> int:
    """The connections that were taken and not returned."""
    if isinstance(store, Redis):
        return len(store.connection_pool._in_use_connections)  # noqa: SLF001 - nothing else tells
    return sum(
        len(node._connections) - len(node._free)  # noqa: SLF001 - nothing else tells
        for node in store.get_nodes()
    )


async def _count_connections(server: Valkey, most: int) -> int:
    """How many connections the server has, once they are at most `most` or after a while."""
    with server.client() as looking:
        for _ in range(LOOKS):
            count = len(looking.client_list(_type="normal")) - 1
            if count <= most:
                break
            await asyncio.sleep(LOOK_SECONDS)
    return count


def _count_problem(count: int, what: str) -> tuple[str, ...]:
    return (f"{count:,} {what}",) if count else ()


@contextmanager
def _break_client() -> Iterator[None]:
    """Break the client: it returns connections before their answer was read."""
    read = AbstractConnection.read_response

    async def misread(self: AbstractConnection, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - as the client has it
        return await read(self, *arguments, **{**options, "disconnect_on_error": False})

    AbstractConnection.read_response = misread  # type: ignore[method-assign]
    logging.disable()  # of the many drafts that can't be decrypted
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)
        AbstractConnection.read_response = read  # type: ignore[method-assign]


SCENARIO = Scenario(
    number=11,
    title="20,000 store calls, most of them cancelled, on a slow network",
    control="the client hands a connection back with its answer unread",
    size=20_000,
    run=run,
    small=400,
)
