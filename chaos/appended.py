"""What Valkey's append-only file says: every write, in the order in which it came to hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def commands(folder: Path) -> Iterator[list[bytes]]:
    """The commands in the incremental files of a server that has not rewritten them."""
    for file in sorted((folder / "appendonlydir").glob("*.incr.aof")):
        with file.open("rb") as lines:
            while line := lines.readline():
                if line.startswith(b"*"):
                    yield [
                        lines.read(int(lines.readline()[1:]) + 2)[:-2] for _ in range(int(line[1:]))
                    ]
