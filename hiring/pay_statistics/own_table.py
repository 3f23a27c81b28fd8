"""A company's own rows of pay, in memory: bands or a survey of some hundred lines."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hiring.pay_statistics.figures import Area, Job, PayRow, Survey


@dataclass(frozen=True)
class OwnTable:
    """The rows of one file, each job and area once."""

    survey: Survey
    rows: tuple[PayRow, ...]

    @cached_property
    def jobs(self) -> tuple[Job, ...]:
        """Its jobs, in the order of the file."""
        return tuple(dict.fromkeys(job for job, _ in self._rows))

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        """Its areas, in the order of the file."""
        return tuple(dict.fromkeys(area for _, area in self._rows))

    @cached_property
    def employment(self) -> Mapping[Area, int]:
        """How many people have any of the jobs in an area, where the file says so."""
        counted: dict[Area, int] = {}
        for row in self._rows.values():
            if row.employment is not None:
                counted[row.area] = counted.get(row.area, 0) + row.employment
        return MappingProxyType(counted)

    @cached_property
    def _rows(self) -> Mapping[tuple[Job, Area], PayRow]:
        return {(row.job, row.area): row for row in self.rows}

    def read_rows(self, jobs: Sequence[Job] | None, areas: Sequence[Area] | None) -> list[PayRow]:
        """The rows of these jobs and areas of its own, in their order; None is all of them."""
        return [
            row
            for job in (self.jobs if jobs is None else jobs)
            for area in (self.areas if areas is None else areas)
            if (row := self._rows.get((job, area)))
        ]
