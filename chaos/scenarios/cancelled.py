"""11: calls of the store are cancelled at any moment, on a slow network and on one client.

Most are cancelled as a disconnect or a shutdown does it, some by a deadline as the guard has it.
Whatever is read says whose it is, so a connection that was handed back with somebody's answer still
on it shows at once. Half of the calls go to one server, half to a primary of a cluster whose
replica has to confirm each commit. At rest no connection is in use, none is left at the server, and
no task runs on.
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
from bot.store.errors import StoreUnavailable
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
SLOW_SECONDS = 0.004  # a part, and a call has three
MOST_PARTS = 3 * AT_ONCE  # that pass before a call is cancelled: what all calls at once take
LEFT_ALONE = 0.1  # of the calls
LEFT_ALONE_IN_CONTROL = 0.5  # or few would live to get another's answer
DEADLINES, DEADLINE_SECONDS = 0.2, 0.012  # of the calls, and at most
ROOM = AT_ONCE + 2  # connections: a cluster's client has some to ask for the nodes
LOOKS, LOOK_SECONDS = 250, 0.02


async def run(run: Run) -> Result:
    """Nobody gets another's answer, and nothing is left over."""
    before = asyncio.all_tasks()
    results = []
    for kind in (slow_server, slow_cluster):
        async with kind(run.folder) as (url, network, server):
            results.append(await _on(run, url, network, server))
    left = {task for task in asyncio.all_tasks() - before if not task.done()}
    problems = [*results[0].problems, *results[1].problems, *_named(len(left), "tasks left")]
    return Result(
        operations=sum(one.operations for one in results),
        acknowledged=sum(one.acknowledged for one in results),
        failed=sum(one.failed for one in results),
        unknown=sum(one.unknown for one in results),
        lost=sum(one.lost for one in results),
        doubled=sum(one.doubled for one in results),
        problems=tuple(dict.fromkeys(problems)),
        note="; ".join(one.note for one in results),
    )


async def _on(run: Run, url: str, network: Network, server: Valkey) -> Result:
    """Half of the calls, and what is at rest afterwards."""
    store = connect(url, replicated=True)
    calls = Calls(store)
    await calls.prepare()
    network.slow = SLOW_SECONDS
    broken = _forgets_answers() if run.control else nullcontext()
    with broken:
        answers = await _calls(calls, network, run)
    network.slow = 0.0
    await asyncio.sleep(SLOW_SECONDS)
    used = _in_use(store)
    lost, doubled = await calls.kept() if not run.control else (0, 0)
    most = await _settled(server, ROOM)
    await store.aclose()
    left = await _settled(server, 0)
    name = type(store).__name__
    return Result(
        operations=answers.total(),
        acknowledged=answers["answered"],
        failed=answers["failed"],
        unknown=answers["cancelled"],
        lost=lost,
        doubled=doubled,
        problems=(
            *_named(answers["wrong"], f"answers of {name} that belong to another question"),
            *_named(used, f"connections of {name} in use at rest"),
            *_named(max(0, most - ROOM), f"connections of {name} too many"),
            *_named(left, f"connections of {name} left at the server"),
        ),
        note=f"{name}: {most} connections at rest",
    )


async def _calls(calls: Calls, network: Network, run: Run) -> Counter[str]:
    room = asyncio.Semaphore(AT_ONCE)
    alone = LEFT_ALONE_IN_CONTROL if run.control else LEFT_ALONE

    async def one(number: int) -> str:
        chance = random.Random(run.seed + number)
        async with room:
            work = asyncio.create_task(calls.one(chance, number))
            return await _cut_short(work, network, chance, alone)

    return Counter(await asyncio.gather(*map(one, range(max(1, run.size // 2)))))


async def _cut_short(
    work: asyncio.Task[None], network: Network, chance: random.Random, alone: float
) -> str:
    """Mostly don't let a call come to its end. What it came to."""
    kind = chance.random()
    try:
        if kind < alone:
            await work
        elif kind < alone + DEADLINES:
            async with asyncio.timeout(chance.uniform(0, DEADLINE_SECONDS)):
                await work
        else:
            moment = asyncio.create_task(network.after(chance.randrange(MOST_PARTS)))
            await asyncio.wait((work, moment), return_when=asyncio.FIRST_COMPLETED)
            moment.cancel()
            work.cancel()
            await work
    except (asyncio.CancelledError, TimeoutError):
        return "cancelled"
    except StoreUnavailable:
        return "failed"
    except Exception:  # noqa: BLE001 - an answer of another shape shows as any error there is
        return "wrong"
    return "answered"


def _in_use(store: Store) -> int:
    """Connections that were taken and not handed back."""
    if isinstance(store, Redis):
        return len(store.connection_pool._in_use_connections)  # noqa: SLF001 - nothing else tells
    return sum(
        len(node._connections) - len(node._free)  # noqa: SLF001 - nothing else tells
        for node in store.get_nodes()
    )


async def _settled(server: Valkey, most: int) -> int:
    """How many connections the server has once they are at most so many, or won't be."""
    with server.client() as looking:
        for _ in range(LOOKS):
            count = len(looking.client_list(_type="normal")) - 1
            if count <= most:
                break
            await asyncio.sleep(LOOK_SECONDS)
    return count


def _named(count: int, what: str) -> tuple[str, ...]:
    return (f"{count:,} {what}",) if count else ()


@contextmanager
def _forgets_answers() -> Iterator[None]:
    """A client that hands a connection back with the answer still to come."""
    read = AbstractConnection.read_response

    async def left(self: AbstractConnection, *given: Any, **options: Any) -> Any:  # noqa: ANN401 - as the client has it
        return await read(self, *given, **{**options, "disconnect_on_error": False})

    AbstractConnection.read_response = left  # type: ignore[method-assign]
    logging.disable()  # of the many drafts that can't be opened
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
