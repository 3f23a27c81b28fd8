"""Hiring Desk with something broken on purpose, for controls: `python -m chaos.variants NAME+NAME`.

`clock` breaks nothing: the store's time comes from the file `CHAOS_CLOCK`, see `chaos.clock`, and
the process's clock is `CHAOS_AHEAD` seconds ahead.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import secrets
import sys
import time
from asyncio import runners
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from slack_sdk.http_retry.builtin_async_handlers import AsyncConnectionErrorRetryHandler
from slack_sdk.http_retry.builtin_interval_calculators import FixedValueRetryIntervalCalculator

import app
from bot import metrics, run
from bot.debriefs import changes
from bot.reconciler import loop
from bot.slack import client, edge, guard, replies
from bot.store import connection, debriefs, due, replication, slots
from chaos.clock import FileClock

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from redis.commands.core import AsyncScript
    from starlette.types import Receive, Scope, Send

    from bot.store.connection import Store


LEFT_BEHIND = "tasks left behind:"


def no_idempotency() -> None:
    """Each repetition counts as a new act."""
    changes.make_command_id = lambda request: secrets.token_hex(16)  # noqa: ARG005 - its name


def no_guards() -> None:
    """Commits check neither the command nor the revision: every one of them writes."""

    def load_script(store: Store, name: str) -> AsyncScript:
        text = (files("bot.store") / f"{name}.lua").read_text()
        for check in ("if done then", "if revision ~= tonumber(ARGV[2]) then"):
            text = text.replace(check, "if false then")
        return store.register_script(text.replace('"command:" .. ARGV[1]', '"no:" .. ARGV[1]'))

    for module in (replication, debriefs):
        module.load_script = load_script  # type: ignore[attr-defined]


def acknowledge_first() -> None:
    """As Bolt does by default: answer first, then work in a task that nobody waits for."""
    begin = edge.Edge.__init__

    def init(self: edge.Edge, secret: str, dispatch: Dispatch, *more: object) -> None:
        async def soon(body: edge.Json, headers: Mapping[str, str]) -> replies.Reply:
            asyncio.ensure_future(dispatch(body, headers))  # noqa: RUF006 - this is what the variant breaks
            return replies.ACKNOWLEDGED

        begin(self, secret, soon, *more)  # type: ignore[arg-type]

    edge.Edge.__init__ = init  # type: ignore[method-assign, assignment]


def no_drain() -> None:
    """As Bolt does by default: a stop does not wait for what goes on after an answer."""
    run.TASK_SECONDS = 0


def tasks_told() -> None:
    """Breaks nothing: logs the tasks that still run at the very end, when asyncio cancels them.

    The line begins with LEFT_BEHIND.
    """
    end = vars(runners)["_cancel_all_tasks"]

    def log_and_cancel(loop: asyncio.AbstractEventLoop) -> None:
        left = sorted(task.get_coro().__qualname__ for task in asyncio.all_tasks(loop))  # type: ignore[union-attr]
        if left:
            print(LEFT_BEHIND, *left, file=sys.stderr, flush=True)
        end(loop)

    vars(runners)["_cancel_all_tasks"] = log_and_cancel


def sdk_retries() -> None:
    """As the SDK does by default, but without its pause: call again after a broken connection."""
    begin = client.WebClient.__init__

    def init(self: client.WebClient, *arguments: object) -> None:
        begin(self, *arguments)  # type: ignore[arg-type]
        self.retry_handlers = [
            AsyncConnectionErrorRetryHandler(
                interval_calculator=FixedValueRetryIntervalCalculator(0)
            )
        ]

    client.WebClient.__init__ = init  # type: ignore[method-assign, assignment]


def shared_leases() -> None:
    """A lease in ten is given out twice, and its number means nothing to the slots."""

    def load_script(store: Store, name: str) -> AsyncScript:
        text = (files("bot.store") / f"{name}.lua").read_text()
        lease = 'redis.call("ZADD", due, now + tonumber(ARGV[1]), name)'
        text = text.replace(lease, f"if number % 10 > 0 then {lease} end")
        text = text.replace('if redis.call("HGET", leases, name) ~= ARGV[2] then', "if false then")
        return store.register_script(text)

    for module in (due, slots):
        module.load_script = load_script  # type: ignore[attr-defined]
    slots.make_confirmed_script = lambda store, name, _: load_script(store, name)  # type: ignore[attr-defined, assignment]


def clock() -> None:
    """Time passes when a scenario says so, and the process's own clock is wrong."""
    true, ahead = time.time, float(os.environ.get("CHAOS_AHEAD", "0"))
    time.time = lambda: true() + ahead
    loop.POLL_SECONDS = 0.1  # type: ignore[assignment]
    metrics.ROUNDED["hiring_desk_tasks"] = 1  # tells when everything is done
    file = Path(os.environ["CHAOS_CLOCK"])
    run.Clock = partial(FileClock, file)  # type: ignore[attr-defined, assignment]


def leaks() -> None:
    """Each request leaves a body in memory, and each hundredth a file handle."""
    call, bodies = edge.Edge.__call__, list[bytearray]()

    async def leaking(self: edge.Edge, scope: Scope, receive: Receive, send: Send) -> None:
        bodies.append(bytearray(2000))
        if len(bodies) % 100 == 0:
            os.open(os.devnull, os.O_RDONLY)
        await call(self, scope, receive, send)

    edge.Edge.__call__ = leaking  # type: ignore[method-assign]


def default_client() -> None:
    """redis-py's own timeouts and retries, and no deadline around them."""
    connection.SOCKET_SECONDS = connection.CONNECT_SECONDS = 5.0
    connection.RETRIES = 10
    connection.store_call.__wrapped__.__defaults__ = (60.0,)  # type: ignore[attr-defined]
    guard.ANSWER_SECONDS = 60.0


def sluggish() -> None:
    """Now and then everything stops for half a second, as in a blocking call."""
    begin, requests = edge.Edge.__call__, itertools.count(1)

    async def call(self: edge.Edge, scope: Scope, receive: Receive, send: Send) -> None:
        if not next(requests) % 50:
            time.sleep(0.5)  # noqa: ASYNC251 - this is what the variant breaks
        await begin(self, scope, receive, send)

    edge.Edge.__call__ = call  # type: ignore[method-assign]


VARIANTS = {
    "default_client": default_client,
    "sluggish": sluggish,
    "leaks": leaks,
    "clock": clock,
    "sdk_retries": sdk_retries,
    "shared_leases": shared_leases,
    "no_idempotency": no_idempotency,
    "no_guards": no_guards,
    "acknowledge_first": acknowledge_first,
    "no_drain": no_drain,
    "tasks_told": tasks_told,
}

if TYPE_CHECKING:
    Dispatch = Callable[[edge.Json, Mapping[str, str]], Awaitable[replies.Reply]]

if __name__ == "__main__":
    for name in sys.argv.pop(1).split("+"):
        VARIANTS[name]()
    sys.exit(app.main())
