"""ENCRYPTION_KEYS_COMMAND: a program that prints the keys, such as a secret manager's.

It is run without a shell and without our secrets in its environment. Nothing that it prints is ever
shown: its output is the keys, and its errors may repeat them.
"""

from __future__ import annotations

import asyncio
import os
import shlex
import signal
from contextlib import suppress
from typing import Final, cast

from bot.settings import remove_settings
from bot.store.errors import KeyringError

NAME: Final = "ENCRYPTION_KEYS_COMMAND"
LIMIT_SECONDS: Final = 30
MOST_BYTES: Final = 64 * 1024


async def fetch_keys(command: str, seconds: float = LIMIT_SECONDS) -> str:
    """What the command prints. Raises KeyringError with a sentence that names the variable."""
    try:
        process = await asyncio.create_subprocess_exec(
            *shlex.split(command),
            env=remove_settings(os.environ),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True,  # so that what it starts can be ended with it
        )
    except OSError as error:
        raise KeyringError(
            f"{NAME} can't be started: {error.strerror}. It takes a program and its arguments."
        ) from None
    try:
        async with asyncio.timeout(seconds):
            printed = await _read_output(process)
            code = await process.wait()
    except TimeoutError:
        raise KeyringError(
            f"{NAME} did not end within {seconds:g} seconds. Run it by hand to see why."
        ) from None
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()
    if code:
        raise KeyringError(
            f"{NAME} failed with exit code {code}. Run it by hand to see why: what it says isn't "
            "shown here, since it may hold a key."
        )
    if not printed.strip():
        raise KeyringError(f"{NAME} printed nothing. It must print keys as ENCRYPTION_KEYS takes.")
    return printed.decode("ascii", "replace").strip()


async def _read_output(process: asyncio.subprocess.Process) -> bytes:
    """All that it prints. Raises KeyringError if that is more than keys can be."""
    output = cast("asyncio.StreamReader", process.stdout)
    try:
        await output.readexactly(MOST_BYTES + 1)
    except asyncio.IncompleteReadError as end:
        return end.partial
    raise KeyringError(f"{NAME} printed more than {MOST_BYTES} bytes: that can't be keys.")
