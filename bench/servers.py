"""The four servers that are measured, each a process on one processor core."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bench.compared import BARE, EMPTY_BOLT, SIGNING_SECRET, STOCK_BOLT, TOKEN
from bot.slack.web import EVENTS_PATH
from chaos.stores import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

HIRING_DESK = "desk"
NAMES = (HIRING_DESK, EMPTY_BOLT, STOCK_BOLT, BARE)

ROOT = Path(__file__).parent.parent
START_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Server:
    """A running server."""

    name: str
    port: int
    pid: int

    @property
    def url(self) -> str:
        """Where Slack would send its requests."""
        return f"http://127.0.0.1:{self.port}{EVENTS_PATH}"


@contextmanager
def run_server(name: str, core: int, data: Path, root: Path = ROOT) -> Iterator[Server]:
    """Run a server on a core, of the code in a folder. RuntimeError if it does not start."""
    port = free_port()
    if name == HIRING_DESK:
        command, variables = [str(root / "app.py")], _settings(port, data)
    else:
        command, variables = ["-m", "bench.compared", name, str(port)], {}
    process = subprocess.Popen(
        [sys.executable, *command],
        cwd=data,  # away from anybody's .env
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": f"{root}{os.pathsep}{root / 'local-slack'}",
            **variables,
        },
    )
    try:
        os.sched_setaffinity(process.pid, {core})  # its threads and processes inherit it
        _wait_until_it_listens(process, port)
        yield Server(name, port, process.pid)
    finally:
        process.terminate()
        process.wait()


def _settings(port: int, data: Path) -> dict[str, str]:
    return {
        "SLACK_BOT_TOKEN": TOKEN,
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "SLACK_API_URL": "http://127.0.0.1:9/",  # a guide command makes no calls
        "NATIVE_CHARTS": "on",
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "DATA_DIR": str(data),
        "LOG_LEVEL": "WARNING",
    }


def _wait_until_it_listens(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("a server did not start")
