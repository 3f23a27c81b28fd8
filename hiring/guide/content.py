"""Reads and checks a content folder, with a team's own folder laid over it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from hiring.guide.role import Guide


@dataclass(frozen=True)
class Problem:
    """What is wrong in a file; `line` counts from 1, None for a file as a whole."""

    file: Path
    line: int | None
    message: str


def load(folder: Path, overlay: Path | None = None) -> Guide:
    """Read `folder`, with the files of `overlay` in place of, or beside, its own.

    ContentError names the first problem found.
    """
    raise NotImplementedError


def check(folder: Path, overlay: Path | None = None) -> list[Problem]:
    """Every problem found, in the order of files and lines; none means that `load` works."""
    raise NotImplementedError
