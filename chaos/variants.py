"""Hiring Desk with one thing broken on purpose: `python -m chaos.variants NAME`, for controls."""

from __future__ import annotations

import asyncio
import secrets
import sys
from importlib.resources import files
from typing import TYPE_CHECKING

import app
from bot import acting
from bot.slack import edge
from bot.store import debriefs

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from redis.commands.core import AsyncScript
    from slack_bolt.response import BoltResponse

    from bot.store.connection import Store


def no_idempotency() -> None:
    """Each repetition of an act counts as an act of its own."""
    acting.command_id = lambda request: secrets.token_hex(16)  # noqa: ARG005 - its name


def no_guards() -> None:
    """Commits look neither for the command nor at the revision: whoever comes writes."""

    def script(store: Store, name: str) -> AsyncScript:
        text = (files("bot.store") / f"{name}.lua").read_text()
        for guard in ("if done then", "if revision ~= tonumber(ARGV[2]) then"):
            text = text.replace(guard, "if false then")
        return store.register_script(text.replace('"command:" .. ARGV[1]', '"no:" .. ARGV[1]'))

    debriefs.script = script  # type: ignore[attr-defined]


def acknowledge_first() -> None:
    """As Bolt does by default: the answer first, then the work, in a task that nobody waits for."""
    begin = edge.Edge.__init__

    def init(self: edge.Edge, secret: str, dispatch: Dispatch, *more: object) -> None:
        async def soon(body: edge.Json) -> BoltResponse:
            from slack_bolt.response import BoltResponse  # noqa: PLC0415 - only this one needs it

            asyncio.ensure_future(dispatch(body))  # noqa: RUF006 - that is what is broken
            return BoltResponse(status=200, body="")

        begin(self, secret, soon, *more)  # type: ignore[arg-type]

    edge.Edge.__init__ = init  # type: ignore[method-assign, assignment]


VARIANTS = {
    "no_idempotency": no_idempotency,
    "no_guards": no_guards,
    "acknowledge_first": acknowledge_first,
}

if TYPE_CHECKING:
    Dispatch = Callable[[edge.Json], Awaitable[BoltResponse]]

if __name__ == "__main__":
    VARIANTS[sys.argv.pop(1)]()
    sys.exit(app.main())
