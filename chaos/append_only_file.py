"""Reads Valkey's append-only file: every write, in the order in which it took effect."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def read_commands(folder: Path) -> Iterator[list[bytes]]:
    """The commands in the incremental files, for a server that has never rewritten them."""
    for file in sorted((folder / "appendonlydir").glob("*.incr.aof")):
        with file.open("rb") as lines:
            while line := lines.readline():
                if line.startswith(b"*"):
                    yield [
                        lines.read(int(lines.readline()[1:]) + 2)[:-2] for _ in range(int(line[1:]))
                    ]
