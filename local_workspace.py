"""Runs `local_slack` as a process beside a bot that has no Slack settings.

The process ends with the bot, however the bot ends: its stdin is a pipe that closes then. It gets
its secrets by the environment, which only its owner can read; arguments can be read by everybody.
"""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import sys
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp
from pydantic import SecretStr

from bot import manifest
from bot import settings as configuration
from bot.previews import PATH as PREVIEWS_PATH
from bot.slack.server import listen
from bot.store.errors import StoreUnavailableError
from bot.store.moved_time import prepare_move
from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.settings import Settings
    from bot.store.clock import Clock
    from bot.store.connection import Store

ROOT = Path(__file__).parent
START_SECONDS = 20
RETRY_SECONDS = 1

log = logging.getLogger("hiring-desk")


@asynccontextmanager
async def local_workspace(settings: Settings, bot_port: int) -> AsyncIterator[Settings]:
    """Run the workspace on PORT and yield the settings that point the bot at it.

    Raises HiringDeskError if it does not start, for example because the port is taken.
    """
    # Another server on this port must not be mistaken for the workspace.
    listen("127.0.0.1", settings.port).close()
    token, signing_secret = f"xoxb-local-{secrets.token_hex(16)}", secrets.token_hex(16)
    url = f"http://127.0.0.1:{settings.port}"
    shown = settings.data_dir.resolve() / "manifest.yml"
    shown.parent.mkdir(parents=True, exist_ok=True)
    shown.write_text(manifest.write_yaml(manifest.build_manifest(settings)), encoding="utf-8")
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "local_slack"),
        *("--port", str(settings.port)),
        *("--data", str(settings.data_dir.resolve() / "local_slack")),
        *("--manifest", str(shown)),
        *("--app-url", f"http://127.0.0.1:{bot_port}/slack/events"),
        *("--previews-url", f"http://127.0.0.1:{bot_port}{PREVIEWS_PATH}"),
        *(("--workspace", str(people.resolve())) if (people := settings.local_workspace) else ()),
        *("--latency", "--until-stdin-closes"),
        # Others may use the same store, and live by its time.
        *(("--fixed-clock",) if settings.redis_url else ()),
        cwd=ROOT,
        env={
            **configuration.remove_settings(os.environ),
            "LOCAL_SLACK_BOT_TOKEN": token,
            "LOCAL_SLACK_SIGNING_SECRET": signing_secret,
        },
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.DEVNULL,  # we print the address ourselves
        start_new_session=True,  # Ctrl-C is for the bot, which then ends this process
    )
    announcing = None
    try:
        await _wait_until_it_answers(url, process)
        announcing = asyncio.create_task(_announce(url, bot_port), name="announce")
        yield settings.model_copy(
            update={
                "slack_bot_token": SecretStr(token),
                "slack_signing_secret": SecretStr(signing_secret),
                "slack_api_url": f"{url}/api/",
            }
        )
    finally:
        if announcing is not None:
            announcing.cancel()
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def _announce(url: str, bot_port: int) -> None:
    """Say where the page is once the app serves: until then a command would find nobody.

    The app listens from the start, and answers when it serves.
    """
    async with aiohttp.ClientSession() as session:
        with suppress(aiohttp.ClientError):
            async with session.get(f"http://127.0.0.1:{bot_port}/healthz"):
                print(f"Hiring Desk is ready. Open {url} in a browser.", flush=True)


async def _wait_until_it_answers(url: str, process: asyncio.subprocess.Process) -> None:
    deadline = asyncio.get_running_loop().time() + START_SECONDS
    async with aiohttp.ClientSession() as session:
        while process.returncode is None and asyncio.get_running_loop().time() < deadline:
            try:
                async with session.post(f"{url}/api/api.test"):
                    return
            except aiohttp.ClientError:
                await asyncio.sleep(0.05)
    if process.returncode is not None:
        raise HiringDeskError("The local workspace did not start: the line above says why.")
    raise HiringDeskError(
        "The local workspace did not start. Try again; if it fails again, choose another PORT."
    )


@asynccontextmanager
async def follow_clock(api_url: str, clock: Clock, store: Store) -> AsyncIterator[None]:
    """Start in the local workspace's time, and follow it whenever people there move it on.

    `api_url` is the workspace's, as for the Web API. What is only stored for a time expires with
    the moved time, too.
    """
    async with aiohttp.ClientSession(api_url) as session:
        offset = await _read_offset(session)
        clock.move(int(offset))
        following = asyncio.create_task(_follow(session, offset, clock, store), name="clock")
        try:
            yield
        finally:
            following.cancel()
            with suppress(asyncio.CancelledError):
                await following


async def _follow(
    session: aiohttp.ClientSession, offset: float, clock: Clock, store: Store
) -> None:
    while True:
        try:
            moved = await _read_offset(session, after=offset)
        except (aiohttp.ClientError, TimeoutError):  # the workspace ends before the app, or has
            await asyncio.sleep(RETRY_SECONDS)
            continue
        seconds, offset = int(moved) - int(offset), moved
        if seconds > 0:
            try:
                await prepare_move(store, seconds)
            except StoreUnavailableError:
                log.warning("time is moved, but what is stored expires as if it were not")
            clock.move(clock.offset + seconds)


async def _read_offset(session: aiohttp.ClientSession, **after: float) -> float:
    """By how many seconds the workspace's time was moved; with `after`, once it is not that."""
    async with session.get("/-/clock", params=after) as answer:
        return float((await answer.json())["offset"])
