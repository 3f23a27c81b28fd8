"""What a request costs by our table and through Bolt: `python -m bench.dispatching`.

Processor time from the parsed body to the answer, with a handler and listeners that do nothing.
"""

from __future__ import annotations

import statistics
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, cast

import uvloop
from aiohttp import web

from bot.metrics import Metrics
from bot.slack.bolt import ExtensionApp
from bot.slack.client import Slack, open_session
from bot.slack.command_names import CommandNames
from bot.slack.dispatcher import Dispatcher
from bot.slack.guard import Guard
from bot.slack.replies import ACKNOWLEDGED
from bot.slack.routes import Routes
from bot.slack.tasks import Tasks
from bot.slack.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from slack_bolt.async_app import AsyncAck

    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Command

ROUNDS, REQUESTS = 7, 2000
LISTENERS = 13
OURS = "/ours"


def make_command(name: str) -> dict[str, str]:
    """The fields of a slash command."""
    return {
        "team_id": "T0SAMPLE",
        "channel_id": "C0SAMPLE",
        "channel_name": "sample",
        "user_id": "U0SAMPLE",
        "command": name,
        "text": "ai tech lead london",
        "api_app_id": "A0SAMPLE",
        "is_enterprise_install": "false",
        "response_url": "http://127.0.0.1:9/",
        "trigger_id": "1.2.3",
    }


async def handle(_: Command, __: Desk) -> Reply:
    """Our handler."""
    return ACKNOWLEDGED


async def listen(ack: AsyncAck) -> None:
    """A listener of an extension."""
    await ack()


@asynccontextmanager
async def serve_identity() -> AsyncIterator[str]:
    """Serve the one method that Bolt calls, and yield the address of the Web API."""
    identity = {"ok": True, "team_id": "T0SAMPLE", "user_id": "U0BOT", "bot_id": "B0BOT"}

    async def answer(_: web.Request) -> web.Response:
        return web.json_response(identity)

    app = web.Application()
    app.router.add_route("*", "/api/{method}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
    finally:
        await runner.cleanup()


async def measure(dispatcher: Dispatcher, command: str) -> float:
    """The median over rounds, in microseconds of processor time for each request."""
    body: dict[str, Any] = dict(make_command(command))
    rounds = []
    for _ in range(ROUNDS):
        started = time.process_time()
        for _ in range(REQUESTS):
            await dispatcher(dict(body))
        rounds.append((time.process_time() - started) / REQUESTS * 1e6)
    return statistics.median(rounds)


async def main() -> None:
    """Print a table."""
    async with serve_identity() as address, open_session() as session:
        metrics, tokens, tasks = Metrics(), Tokens("xoxb-sample", None), Tasks()
        slack = Slack(session, address, tokens.find, metrics)
        app = ExtensionApp(slack, session, tokens, tasks)
        for number in range(1, LISTENERS + 1):
            app.command(f"/theirs-{number}")(listen)
        no_desk = cast("Desk", None)  # a handler that does nothing needs none
        guard = Guard(lambda: no_desk, metrics, tokens)
        dispatcher = Dispatcher(Routes(commands={OURS: handle}), guard, app, CommandNames())
        by_table = await measure(dispatcher, OURS)
        print(f"by table: {by_table:.0f} µs")
        for number in (1, LISTENERS):
            through_bolt = await measure(dispatcher, f"/theirs-{number}")
            ratio = through_bolt / by_table
            print(f"through Bolt, listener {number}: {through_bolt:.0f} µs, {ratio:.1f} ×")
        await tasks.drain(1)


if __name__ == "__main__":
    uvloop.run(main())
