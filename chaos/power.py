"""A Valkey server whose power can be cut: what it wrote is lost, what it synced is there.

A library of ours (`fsync.c`), compiled when it is needed and preloaded into the server, notes how
long each file is at each fsync. A power loss is a SIGKILL, after which every file is cut back to
the length it had then. That is the harshest that a disk may do with what was appended. It is kinder
than a disk in two ways: a rename counts as kept at once, and what was synced is never torn.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chaos.stores import Valkey

SOURCE = Path(__file__).with_name("fsync.c")
NOTES = "fsync.notes"


def missing() -> str:
    """Why power cannot be cut on this machine; empty where it can."""
    if sys.platform != "linux":
        return "only Linux preloads the library that sees each fsync"
    return "" if shutil.which("cc") else "there is no C compiler"


def watched(folder: Path) -> dict[str, str]:
    """Compile the library. Returns the environment of a server whose power can be cut."""
    library = folder / "fsync.so"
    command = ["cc", "-O2", "-shared", "-fPIC", "-o", str(library), str(SOURCE), "-ldl"]
    subprocess.run(command, check=True)
    return {"LD_PRELOAD": str(library), "CHAOS_FSYNC": str(folder / NOTES)}


def cut(server: Valkey, folder: Path) -> int:
    """Cut the power. Returns how many bytes that took."""
    server.kill()
    synced, taken = _synced(folder / NOTES), 0
    for path in (server.folder / "appendonlydir").iterdir():
        length, kept = path.stat().st_size, synced.get(os.path.realpath(path), 0)
        if kept < length:
            os.truncate(path, kept)
            taken += length - kept
    return taken


def _synced(notes: Path) -> dict[str, int]:
    """Each file's length at its last fsync, by its path."""
    lengths: dict[str, int] = {}
    for line in notes.read_text().splitlines():
        kind, first, second = line.split("\t")
        if kind == "fsync":
            lengths[second] = int(first)
        else:
            lengths[second] = lengths.pop(first, 0)
    return lengths
