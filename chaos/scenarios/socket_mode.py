"""9: Slack refreshes Socket Mode connections, and some become half-open.

Hiring Desk is sent twenty commands a second. Meanwhile Slack refreshes its connections, mostly all
at once and with notice, as Slack does. One after the other becomes half-open: it stays open, and
nothing goes through. A command that Slack sends by that one has no answer, and Slack tells the
person so: it has failed with a message. Any other command without an answer fell into a gap and is
lost. The control is the SDK's own client, with one connection.
"""

from __future__ import annotations

import asyncio
import random
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

import local_slack
from chaos.desk import ROOT, TOKEN, desks
from chaos.result import Result, Scenario
from chaos.stores import valkey
from local_slack import payloads
from local_slack.errors import UndeliveredError
from local_slack.state.faults import Fault

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
    from slack_sdk.socket_mode.request import SocketModeRequest

    from chaos.result import Run
    from local_slack.slack import Slack

APP_TOKEN = "xapp-sample"  # noqa: S105 - a sample
A_SECOND = 20
REFRESHES, HALF_OPEN = 60, 10
OPEN_SECONDS, HANDSHAKE_SECONDS = 0.15, 0.2
MOST_SECONDS = 60  # until a half-open connection must be noticed
COMMANDS = (
    ("/salary", "ai tech lead london"),
    ("/interview-questions", "ai tech lead"),
    ("/hiring-guide", "ai tech lead red flags"),
    ("/salary", "ai tech lead 190k sf"),
)


async def run(run: Run) -> Result:
    """No command falls into a gap, and half-open connections are noticed."""
    settings = local_slack.AppSettings(ROOT / "manifest.yml", bot_token=TOKEN, app_token=APP_TOKEN)
    client = _sdk if run.control else _desk
    half_open, ended = run.share(HALF_OPEN), asyncio.Event()
    async with local_slack.serve(local_slack.Settings((settings,))) as slack, client(slack, run):
        slack.faults.add(Fault("apps.connections.open", "delay", 10**6, OPEN_SECONDS))
        slack.faults.add(Fault("link", "delay", 10**6, HANDSHAKE_SECONDS))
        sending = asyncio.create_task(_send_commands(slack, ended))
        async with asyncio.TaskGroup() as group:
            group.create_task(_refresh(slack, run.size, random.Random(run.seed)))
            group.create_task(_make_half_open(slack, half_open))
        ended.set()
        answers = await sending
        state = slack.app.sockets.state()
    answered = [seconds for seconds in answers if seconds is not None]
    noticed = state["noticed"]
    late = half_open - sum(seconds <= MOST_SECONDS for seconds in noticed)
    return Result(
        operations=len(answers),
        acknowledged=len(answered),
        failed=state["unheard"],
        lost=len(answers) - len(answered) - state["unheard"],
        worst=max(answered, default=0.0),
        problems=(f"{late} half-open connections not noticed in time",) if late > 0 else (),
        note=f"{run.size} refreshes, {state['opened']} connections opened, {half_open} half-open "
        f"ones noticed after {max(noticed, default=0):.1f} s at most, by which the failed went",
    )


async def _send_commands(slack: Slack, ended: asyncio.Event) -> list[float | None]:
    """Send commands until `ended`. Returns seconds to each answer, None if there was none."""
    sent: list[asyncio.Task[float | None]] = []
    while not ended.is_set():
        sent.append(asyncio.create_task(_send_command(slack, *COMMANDS[len(sent) % len(COMMANDS)])))
        await asyncio.sleep(1 / A_SECOND)
    return await asyncio.gather(*sent)


async def _send_command(slack: Slack, name: str, text: str) -> float | None:
    user, channel = slack.workspace.users["U0MAYA"], slack.workspace.channels["C0GENERAL"]
    payload = payloads.command(slack.app, user, channel, name, text)
    started = time.monotonic()
    try:
        answer = await slack.app.delivery.send("slash_commands", payload)
    except UndeliveredError:
        return None
    return time.monotonic() - started if answer else None


async def _refresh(slack: Slack, times: int, chance: random.Random) -> None:
    for _ in range(times):
        count = chance.choice((0, 0, 0, 1))  # 0 is all
        notice, seconds = chance.uniform(0.6, 2), chance.uniform(0, 1)
        await slack.app.sockets.disturb("refresh_requested", count, seconds, notice)
        await asyncio.sleep(notice + seconds + chance.uniform(0.1, 1.5))


async def _make_half_open(slack: Slack, times: int) -> None:
    """Break one connection after the other, so that another one still works."""
    for number in range(1, times + 1):
        await _wait_until(lambda: slack.app.sockets.state()["open"], MOST_SECONDS)
        await slack.app.sockets.disturb("half_open", 1)

        def is_noticed(number: int = number) -> bool:
            return len(slack.app.sockets.state()["noticed"]) >= number

        if not await _wait_until(is_noticed, MOST_SECONDS):
            return


async def _wait_until(condition: Callable[[], object], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        await asyncio.sleep(0.02)
    return bool(condition())


@asynccontextmanager
async def _desk(slack: Slack, run: Run) -> AsyncIterator[None]:
    with valkey(run.folder) as store:
        async with desks(
            1,
            run.folder,
            redis_url=store.url,
            slack_url=slack.api_url,
            SLACK_APP_TOKEN=APP_TOKEN,
        ) as [desk]:
            yield
            await desk.stop()


@asynccontextmanager
async def _sdk(slack: Slack, _: Run) -> AsyncIterator[None]:
    async def answer(client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        acknowledged = SocketModeResponse(request.envelope_id, {"text": "answered"})
        await client.send_socket_mode_response(acknowledged)

    client = SocketModeClient(APP_TOKEN, web_client=AsyncWebClient(TOKEN, slack.api_url))
    client.socket_mode_request_listeners.append(answer)
    await client.connect()  # type: ignore[no-untyped-call]  # the SDK has no type here
    try:
        yield
    finally:
        await client.close()  # type: ignore[no-untyped-call]  # the SDK has no type here


SCENARIO = Scenario(
    number=9,
    title="Socket Mode: 60 refreshes, 10 half-open connections",
    control="the SDK's client, one connection",
    size=REFRESHES,
    run=run,
)
