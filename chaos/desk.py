"""Hiring Desk as it is deployed: a process that can be killed and started again."""

from __future__ import annotations

import asyncio
import base64
import os
import subprocess
import sys
import time
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp

from chaos.stores import free_port

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

ROOT = Path(__file__).parent.parent
SIGNING_SECRET = "sample-signing-secret"  # noqa: S105 - a sample
TOKEN = "xoxb-sample"  # noqa: S105 - a sample
KEY = base64.b64encode(bytes(32)).decode()
PATIENCE_SECONDS = 30


class Desk:
    """One process. `variant` names one of `chaos.variants`, for a control."""

    def __init__(self, folder: Path, env: Mapping[str, str], variant: str = "") -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}/slack/events"
        self.process: subprocess.Popen[bytes] | None = None
        self.log = folder / f"desk-{self.port}.log"
        self._folder = folder
        self._command = ["-m", "chaos.variants", variant] if variant else [str(ROOT / "app.py")]
        self._env = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "SLACK_BOT_TOKEN": TOKEN,
            "SLACK_SIGNING_SECRET": SIGNING_SECRET,
            "ENCRYPTION_KEYS": KEY,
            "NATIVE_CHARTS": "on",
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "LOG_LEVEL": "WARNING",
            **env,
        }

    async def start(self) -> None:
        """Start it, and wait until it answers."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, *self._command],
                cwd=self._folder,  # away from anybody's .env
                env=self._env,
                stdout=log,
                stderr=log,
            )
        async with asyncio.timeout(PATIENCE_SECONDS), aiohttp.ClientSession() as session:
            while not await self._is_healthy(session):
                if self.process.poll() is not None:
                    raise RuntimeError(
                        f"Hiring Desk ended at its start: {self.log.read_text()[-2000:]}"
                    )
                await asyncio.sleep(0.05)

    @property
    def is_running(self) -> bool:
        """Whether the process has been started and has not ended."""
        return self.process is not None and self.process.poll() is None

    def kill(self) -> None:
        """SIGKILL, and wait for its end."""
        if self.process:
            self.process.kill()
            self.process.wait()

    async def stop(self) -> tuple[int, float]:
        """SIGTERM, and wait for its end. Returns the exit code and how many seconds it took."""
        if not self.process:
            return 0, 0.0
        started = time.monotonic()
        self.process.terminate()
        code = await asyncio.to_thread(self.process.wait)
        return code, time.monotonic() - started

    async def metrics(self) -> str:
        """What `/metrics` says."""
        address = f"http://127.0.0.1:{self.port}/metrics"
        async with aiohttp.ClientSession() as session, session.get(address) as answer:
            return await answer.text()

    async def _is_healthy(self, session: aiohttp.ClientSession) -> bool:
        try:
            async with session.get(f"http://127.0.0.1:{self.port}/healthz") as answer:
                return answer.status == 200
        except aiohttp.ClientError:
            return False


@asynccontextmanager
async def desks(
    count: int, folder: Path, *, redis_url: str, slack_url: str, variant: str = "", **env: str
) -> AsyncIterator[list[Desk]]:
    """Some running processes on one store; killed afterwards."""
    settings = {"REDIS_URL": redis_url, "SLACK_API_URL": slack_url, **env}
    processes = [Desk(folder, settings, variant) for _ in range(count)]
    try:
        await asyncio.gather(*(desk.start() for desk in processes))
        yield processes
    finally:
        for desk in processes:
            desk.kill()
