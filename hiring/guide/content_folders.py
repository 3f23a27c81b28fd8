"""The two folders that content is read from, and how to see that a team's own one has changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from hiring.guide import content
from hiring.guide.problem import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from hiring.guide.role import Guide

State: TypeAlias = tuple[tuple[str, int, int, int], ...] | None

EMPTIED = "is empty, and had files before. If that is meant, start Hiring Desk again"


@dataclass(frozen=True)
class ContentFolders:
    """Our folder, and a team's `own`. `first` is the state of `own` when this was made."""

    ours: Path
    own: Path
    first: State = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "first", self.take_state())

    def take_state(self) -> State:
        """What the system says of each file in the team's folder; None where it can't be read.

        Links are followed, so a folder that is swapped behind a link has another state. The time of
        the last change of a file's record is in it, which nobody can set back.
        """
        try:
            files = [(name, path.stat()) for name, path in content.list_files(self.own)]
        except OSError:
            return None
        return tuple(
            (name, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns) for name, stat in files
        )

    def read(self, before: State) -> tuple[Guide | None, list[Problem]]:
        """The guide, None where something is wrong; and every problem, doubtful ones too.

        A folder that had files `before` and now has none is wrong: a drive may be gone.
        """
        if before and self.take_state() == ():
            return None, [Problem(self.own, None, EMPTIED)]
        return content.read(self.ours, self.own)
