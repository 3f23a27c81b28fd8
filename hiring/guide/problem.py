"""What is wrong in a content file, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from hiring.errors import ContentError

if TYPE_CHECKING:
    from pathlib import Path

    from hiring.guide.yaml_file import Key


class Contradiction(NamedTuple):
    """What is wrong with the value at a path, given the values elsewhere.

    `unknown`: the id that no entry has, of the list at the path `entries`.
    """

    path: tuple[Key, ...]
    message: str
    unknown: str = ""
    entries: tuple[Key, ...] = ()


@dataclass(frozen=True)
class Problem:
    """What is wrong in a file; `line` counts from 1, None for a file as a whole.

    `doubtful`: it can be meant, but looks like a slip. The check reports it and fails; a start
    goes on and logs it.
    """

    file: Path
    line: int | None
    message: str
    doubtful: bool = False

    def __str__(self) -> str:
        return self.as_error().sentence

    def as_error(self) -> ContentError:
        """The problem as the error that stops a start."""
        return ContentError(self.file, self.line, self.message)
