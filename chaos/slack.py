"""Runs `chaos.stand_in`, a stand-in for Slack, in a process of its own."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp

from chaos.stand_in import Message
from chaos.stores import free_port

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    Json = dict[str, Any]

TENANT = "T0CHAOS"
ROOT = Path(__file__).parent.parent
PATIENCE_SECONDS = 20


class Slack:
    """The running stand-in: its address for `SLACK_API_URL`, and what scenarios do with it."""

    def __init__(self, port: int, session: aiohttp.ClientSession) -> None:
        self.url = f"http://127.0.0.1:{port}/api/"
        self._base = f"http://127.0.0.1:{port}"
        self._session = session

    async def post(self, path: str, body: Json) -> None:
        """Configure the stand-in by one of its paths `/-/…`."""
        async with self._session.post(self._base + path, json=body) as answer:
            answer.raise_for_status()

    async def messages(self) -> list[Message]:
        """Every message that was ever accepted."""
        async with self._session.get(f"{self._base}/-/messages") as answer:
            return [Message(**fields) for fields in await answer.json()]

    async def calls(self) -> dict[str, int]:
        """How often each method was called."""
        async with self._session.get(f"{self._base}/-/calls") as answer:
            return dict(await answer.json())


@asynccontextmanager
async def slack() -> AsyncIterator[Slack]:
    """Serve in a process of its own, until the block ends."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "chaos.stand_in", str(port)], cwd=ROOT, stderr=subprocess.DEVNULL
    )
    try:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=120)) as session:
            running = Slack(port, session)
            async with asyncio.timeout(PATIENCE_SECONDS):
                while True:
                    try:
                        await running.calls()
                    except aiohttp.ClientError:
                        await asyncio.sleep(0.05)
                    else:
                        break
            yield running
    finally:
        process.kill()
        process.wait()
