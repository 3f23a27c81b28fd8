"""The outcome of a scenario: a row of the table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable, Iterator, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Result:
    """The columns of the table, and any other problems.

    `failed` operations were answered with a sentence that asks to try again. `unknown` ones had no
    answer, so they count neither as saved nor as lost. `worst` is the longest time to an answer, in
    seconds. `skipped` says why nothing was run.
    """

    operations: int = 0
    acknowledged: int = 0
    failed: int = 0
    unknown: int = 0
    lost: int = 0
    doubled: int = 0
    worst: float = 0.0
    problems: tuple[str, ...] = ()
    note: str = ""
    skipped: str = ""

    @property
    def broken(self) -> tuple[str, ...]:
        """Everything that is wrong; empty for a good run."""
        counts = (("lost", self.lost), ("doubled", self.doubled))
        nothing = () if self.acknowledged or self.skipped else ("nothing was acknowledged",)
        return (*(f"{count:,} {name}" for name, count in counts if count), *nothing, *self.problems)


def count_outcomes(outcomes: Sequence[str]) -> Result:
    """The first columns, from the outcome of each operation."""
    return Result(
        operations=len(outcomes),
        acknowledged=outcomes.count("acknowledged"),
        failed=outcomes.count("failed"),
        unknown=outcomes.count("unknown"),
    )


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a scenario: `size` operations out of the `full` number, from a `seed`.

    `control`: it runs with what the control breaks. `folder` is an empty folder of its own.
    """

    size: int
    full: int
    seed: int
    control: bool
    folder: Path

    def share(self, count: int) -> int:
        """The part of a `count` in the full scenario that this run has: at least 1."""
        return max(1, round(count * self.size / self.full))


@dataclass(frozen=True, slots=True)
class Scenario:
    """`title` says what happens, `control` what it breaks on purpose, `size` how many operations.

    `small` is the size in `make test`, 0 for none.
    """

    number: int
    title: str
    control: str
    size: int
    run: Callable[[Run], Coroutine[Any, Any, Result]]
    small: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """The result of a scenario or of its control, and how many seconds it took."""

    scenario: Scenario
    result: Result
    seconds: float
    control: bool = False

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong. With a control it is wrong that nothing broke."""
        if self.result.skipped:
            return ()
        if self.control:
            return () if self.result.broken else ("the control held, so the check proves nothing",)
        return self.result.broken


HEAD = (
    "| | scenario | operations | acknowledged | failed with a message | unknown | lost | doubled "
    "| worst answer, s | also |\n|--:|---|--:|--:|--:|--:|--:|--:|--:|---|"
)


def markdown(rows: Iterable[Row]) -> Iterator[str]:
    """The table, a line at a time."""
    yield HEAD
    for row in rows:
        result, scenario = row.result, row.scenario
        counts = (
            result.operations,
            result.acknowledged,
            result.failed,
            result.unknown,
            result.lost,
            result.doubled,
        )
        title = f"*control: {scenario.control}*" if row.control else scenario.title
        number = "" if row.control else f"{scenario.number}"
        if result.skipped:
            yield f"| {number} | {title} | {'| ' * 7}| skipped: {result.skipped} |"
            continue
        shown = " | ".join(f"{count:,}" for count in counts)
        also = "; ".join([*result.problems, *([result.note] if result.note else [])])
        yield f"| {number} | {title} | {shown} | {result.worst:.2f} | {also} |"
