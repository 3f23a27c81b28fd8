"""The Slack of `chaos.stand_in`, in a process of its own, and what scenarios ask of it."""

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
    """One that runs: its address for `SLACK_API_URL`, and what scenarios ask of it."""

    def __init__(self, port: int, session: aiohttp.ClientSession) -> None:
        self.url = f"http://127.0.0.1:{port}/api/"
        self._base = f"http://127.0.0.1:{port}"
        self._session = session

    async def tell(self, path: str, body: Json) -> None:
        """`POST` one of `/-/…`."""
        async with self._session.post(self._base + path, json=body) as answer:
            answer.raise_for_status()

    async def messages(self) -> list[Message]:
        """Every message that was ever accepted."""
        async with self._session.get(f"{self._base}/-/messages") as answer:
            return [Message(**one) for one in await answer.json()]

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
            made = Slack(port, session)
            async with asyncio.timeout(PATIENCE_SECONDS):
                while True:
                    try:
                        await made.calls()
                    except aiohttp.ClientError:
                        await asyncio.sleep(0.05)
                    else:
                        break
            yield made
    finally:
        process.kill()
        process.wait()
