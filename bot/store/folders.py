"""Where the embedded server keeps its data and listens, and who may be there at a time."""

from __future__ import annotations

import fcntl
import hashlib
import os
import stat
from pathlib import Path

from bot.store.errors import StoreStartError

SOCKET_NAME = "valkey.sock"
SOCKET_BYTES = 103
"""The longest path of a unix socket: 103 bytes on macOS, 107 on Linux."""

# Not tempfile.gettempdir(): a TMPDIR that differs on the next start would hide a running server.
_TEMPORARY = Path("/tmp")  # noqa: S108 - what is put there is checked by make_private_folder


def socket_path(folder: Path) -> Path:
    """The socket of the server that keeps its data in `folder`.

    It lies in the folder or, where that path is too long for a socket, in a folder under /tmp whose
    name follows from `folder` and the user, so that a later start finds it again.
    """
    inside = folder / SOCKET_NAME
    if len(os.fsencode(inside)) <= SOCKET_BYTES:
        return inside
    name = hashlib.sha256(f"{os.geteuid()} {folder}".encode()).hexdigest()[:16]
    return _TEMPORARY / f"hiring-desk-{name}" / SOCKET_NAME


def make_private_folder(folder: Path) -> None:
    """Make `folder`, or see that it is a real one, ours, and closed to others.

    Another user could have put it there first. Raises StoreStartError and OSError.
    """
    folder.mkdir(mode=0o700, exist_ok=True)
    status = folder.lstat()
    mine = stat.S_ISDIR(status.st_mode) and status.st_uid == os.geteuid()
    if not mine or stat.S_IMODE(status.st_mode) & 0o077:
        raise StoreStartError(
            f"{folder} must be a folder that is yours and closed to others (chmod 700)."
        )


def take_lock(path: Path) -> int | None:
    """Hold the lock file `path`; None if another process does.

    Returns a file descriptor. The lock lasts until it is closed, in every process that inherited
    it, so it can neither be stale nor outlast its holders. Raises OSError.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor
