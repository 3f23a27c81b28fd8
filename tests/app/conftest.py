"""`app.py` as a process of its own, in a folder of its own, with only the settings given."""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pytest

from bot.settings import Settings
from chaos.stores import free_port
from tests import raw_http
from tests.desk import ROOT, until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager

    Start: TypeAlias = Callable[..., AbstractAsyncContextManager["App"]]

OURS = {name.upper() for name in Settings.model_fields}
PATIENCE_SECONDS = 60


@dataclass
class App:
    """A running app: its port, its process, and what it has written so far."""

    port: int
    process: asyncio.subprocess.Process
    lines: list[str] = field(default_factory=list)

    @property
    def said(self) -> str:
        return "\n".join(self.lines)

    def count_descriptors(self) -> int:
        """How many files and connections it has open."""
        return len(list(Path(f"/proc/{self.process.pid}/fd").iterdir()))

    async def stopped(self, number: int) -> int:
        """Send a signal, and wait for the exit code."""
        self.process.send_signal(number)
        async with asyncio.timeout(10):
            return await self.process.wait()


def build_environment(**variables: object) -> dict[str, str]:
    """The environment without any variable of ours, and with these."""
    others = {name: value for name, value in os.environ.items() if name not in OURS}
    return {**others, **{name: str(value) for name, value in variables.items()}}


async def run_app(folder: Path, *arguments: str, **variables: object) -> tuple[int, str]:
    """Run `python app.py …` to its end: the exit code, and all that it wrote."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(ROOT / "app.py"),
        *arguments,
        cwd=folder,
        env=build_environment(**variables),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            written, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    code = process.returncode
    assert code is not None
    return code, written.decode()


def list_processes(folder: Path) -> list[str]:
    """The command lines of processes that work in a folder or have its name as an argument."""
    return list(find_processes(folder).values())


def find_processes(folder: Path) -> dict[Path, str]:
    """The folders in /proc of these processes, with their command lines."""
    commands = {}
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            words = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            if words and str(folder) in f"{words} {(process / 'cwd').readlink()}":
                commands[process] = words
    return commands


@pytest.fixture
def start(tmp_path: Path) -> Start:
    """Starts the app in this test's folder, and waits until it answers. Leaves nothing behind.

    `descriptors` is how many files and connections it may have open.
    """

    @asynccontextmanager
    async def start_app(descriptors: int = 4096, **variables: object) -> AsyncIterator[App]:
        port = free_port()
        process = await asyncio.create_subprocess_exec(
            *("sh", "-c", f'ulimit -n {descriptors} && exec "$@"', "sh"),
            sys.executable,
            str(ROOT / "app.py"),
            cwd=tmp_path,
            env=build_environment(**{"PORT": port, "HOST": "127.0.0.1", **variables}),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        app = App(port, process)
        reading = asyncio.create_task(_collect_output(app))
        try:
            await until(lambda: _is_answering(app), PATIENCE_SECONDS)
            yield app
        finally:
            if process.returncode is None:
                process.terminate()
            await process.wait()
            await reading

    return start_app


async def _collect_output(app: App) -> None:
    assert app.process.stdout
    async for line in app.process.stdout:
        app.lines.append(line.decode().rstrip("\n"))


async def _is_answering(app: App) -> bool:
    assert app.process.returncode is None, app.said
    with suppress(OSError):
        return (await raw_http.send(app.port, "GET", "/healthz")).status > 0
    return False


def write_salary(folder: Path, text: str) -> Path:
    """A team's own content that changes the pay of the AI Tech Lead."""
    file = folder / "own" / "roles" / "ai-tech-lead" / "salary.yml"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    return folder / "own"


def write_broken_content(folder: Path) -> tuple[Path, int]:
    """A team's own content with an upside-down range, and the line that it is in."""
    text = "bands:\n  - place: london\n    base: {low: 180000, high: 130000}\n"
    return write_salary(folder, text), 3


def set_environment(patch: pytest.MonkeyPatch, folder: Path, variables: dict[str, object]) -> None:
    patch.chdir(folder)
    for name in OURS:
        patch.delenv(name, raising=False)
    for name, value in variables.items():
        patch.setenv(name, str(value))


CONFLICTS = """
MANIFEST = {"features": {"slash_commands": [{"command": "/salary"}]}}

def register(app):
    app.action("debrief.file")(listen)
    app.view("debrief.file.form")(listen)

async def listen(): ...
"""
CONFLICTING = (
    "listens to the action_id debrief.file,",
    "listens to the modal debrief.file.form,",
    "/salary is one of Hiring Desk's own commands: choose another name in conflicting.",
)


@pytest.fixture
def conflicting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An extension whose names are ours: a command, a button and a form."""
    (tmp_path / "conflicting.py").write_text(CONFLICTS, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "conflicting", raising=False)
    return "conflicting"
