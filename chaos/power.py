"""Cuts the power of a Valkey server: what it wrote is lost, and what it synced stays.

Our own library (`fsync.c`), compiled when needed and preloaded into the server, records the length
of each file at each fsync. A power loss is a SIGKILL, after which every file is cut back to that
length. For appended data this is the worst that a disk may do. It is kinder than a disk in two
ways: a rename survives at once, and what was synced is never damaged.
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


def why_impossible() -> str:
    """Why power can't be cut on this machine; empty if it can."""
    if sys.platform != "linux":
        return "only Linux preloads the library that sees each fsync"
    return "" if shutil.which("cc") else "there is no C compiler"


def compile_watcher(folder: Path) -> dict[str, str]:
    """Compile the library. Returns the environment of a server whose power can be cut."""
    library = folder / "fsync.so"
    command = ["cc", "-O2", "-shared", "-fPIC", "-o", str(library), str(SOURCE), "-ldl"]
    subprocess.run(command, check=True)
    return {"LD_PRELOAD": str(library), "CHAOS_FSYNC": str(folder / NOTES)}


def cut_power(server: Valkey, folder: Path) -> int:
    """Cut the power. Returns how many bytes were lost."""
    server.kill()
    synced, lost = _synced_lengths(folder / NOTES), 0
    for path in (server.folder / "appendonlydir").iterdir():
        length, saved = path.stat().st_size, synced.get(os.path.realpath(path), 0)
        if saved < length:
            os.truncate(path, saved)
            lost += length - saved
    return lost


def _synced_lengths(notes: Path) -> dict[str, int]:
    """Each file's length at its last fsync, by its path."""
    lengths: dict[str, int] = {}
    for line in notes.read_text().splitlines():
        kind, first, second = line.split("\t")
        if kind == "fsync":
            lengths[second] = int(first)
        else:
            lengths[second] = lengths.pop(first, 0)
    return lengths
