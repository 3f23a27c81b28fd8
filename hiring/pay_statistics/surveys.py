"""All tables of pay together: a company's own before official statistics."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from hiring.normalize import normalize
from hiring.pay_statistics.figures import Area, Job, PayRow, Survey, SurveyKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

Named = TypeVar("Named", Job, Area)
"""What has a name and a code."""


class PayTable(Protocol):
    """The rows of one survey, or of a company's own bands."""

    @property
    def survey(self) -> Survey:
        """Where the rows come from."""

    @property
    def jobs(self) -> tuple[Job, ...]:
        """The jobs that have rows."""

    @property
    def areas(self) -> tuple[Area, ...]:
        """The areas that have rows."""

    @property
    def employment(self) -> Mapping[Area, int]:
        """How many people have any of the jobs in an area; not every area has a number."""

    def read_rows(self, jobs: Sequence[Job] | None, areas: Sequence[Area] | None) -> list[PayRow]:
        """The rows of these jobs and areas of its own, in their order; None is all of them."""


@dataclass(frozen=True)
class PayStatistics:
    """What jobs are paid, by area. Tables are in the order in which they lead."""

    tables: tuple[PayTable, ...]

    @classmethod
    def from_tables(cls, tables: Iterable[PayTable]) -> PayStatistics:
        """Tables in any order."""
        order = list(SurveyKind)
        return cls(
            tuple(
                sorted(tables, key=lambda table: (order.index(table.survey.kind), table.survey.id))
            )
        )

    @property
    def surveys(self) -> tuple[Survey, ...]:
        """Where rows come from."""
        return tuple(table.survey for table in self.tables)

    @cached_property
    def own(self) -> PayStatistics:
        """A company's own tables alone."""
        tables = (each for each in self.tables if each.survey.kind is not SurveyKind.OFFICIAL)
        return PayStatistics(tuple(tables))

    @cached_property
    def jobs(self) -> tuple[Job, ...]:
        """Every job of every table, each once; a company's own first."""
        return tuple(dict.fromkeys(job for table in self.tables for job in table.jobs))

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        """Every area of every table, each once; a company's own first."""
        return tuple(dict.fromkeys(area for table in self.tables for area in table.areas))

    @cached_property
    def employment(self) -> Mapping[Area, int]:
        """How many people work in an area in the jobs of its table; the larger, the better known.

        An area without a number, such as most of a company's own, is absent.
        """
        counted = {area: n for table in self.tables for area, n in table.employment.items()}
        return MappingProxyType(counted)

    def find_jobs(self, names: Iterable[str] = (), codes: Iterable[str] = ()) -> tuple[Job, ...]:
        """The jobs with one of the names (a role's id, title and aliases), then by codes.

        Jobs of a company's own tables come before others of the same name or code.
        """
        named = self._jobs_index.find_named(names)
        coded = self._jobs_index.find_coded(codes)
        return tuple(dict.fromkeys([*named, *coded]))

    def find_rows(
        self, jobs: Collection[Job] | None = None, areas: Collection[Area] | None = None
    ) -> tuple[PayRow, ...]:
        """The rows of these jobs in these areas, table by table; None is all jobs, or all areas.

        A job or an area of one table is found in another by its name, else by its code.
        """
        return tuple(self._read_rows(jobs, areas))

    def _read_rows(
        self, jobs: Collection[Job] | None, areas: Collection[Area] | None
    ) -> Iterator[PayRow]:
        for table, known_jobs, known_areas in zip(
            self.tables, self._jobs_by_table, self._areas_by_table, strict=True
        ):
            own_jobs = None if jobs is None else known_jobs.translate(jobs)
            own_areas = None if areas is None else known_areas.translate(areas)
            if own_jobs != [] and own_areas != []:
                yield from table.read_rows(own_jobs, own_areas)

    @cached_property
    def _jobs_index(self) -> _Index[Job]:
        return _Index(self.jobs)

    @cached_property
    def _jobs_by_table(self) -> tuple[_Index[Job], ...]:
        return tuple(_Index(table.jobs) for table in self.tables)

    @cached_property
    def _areas_by_table(self) -> tuple[_Index[Area], ...]:
        return tuple(_Index(table.areas) for table in self.tables)


class _Index(Generic[Named]):
    """Jobs or areas of a table by their names and codes."""

    def __init__(self, entries: Sequence[Named]) -> None:
        self._entries: frozenset[Named] = frozenset(entries)
        self._by_name: dict[str, list[Named]] = {}
        self._by_code: dict[str, list[Named]] = {}
        for entry in entries:
            self._by_name.setdefault(_name(entry), []).append(entry)
            if entry.code:
                self._by_code.setdefault(entry.code, []).append(entry)

    def find_named(self, names: Iterable[str]) -> list[Named]:
        """Those that have one of the names."""
        return [entry for name in names for entry in self._by_name.get(normalize(name), ())]

    def find_coded(self, codes: Iterable[str]) -> list[Named]:
        """Those that have one of the codes."""
        return [entry for code in codes for entry in self._by_code.get(code, ())]

    def translate(self, others: Iterable[Named]) -> list[Named]:
        """The table's own for those of any table: itself, else by its name, else by its code."""
        return list(dict.fromkeys(own for other in others for own in self._translate(other)))

    def _translate(self, other: Named) -> Sequence[Named]:
        if other in self._entries:
            return (other,)
        return self._by_name.get(_name(other)) or self._by_code.get(other.code) or ()


def _name(entry: Job | Area) -> str:
    """Its name as it is compared; a state isn't a city of the same name."""
    name = normalize(entry.name)
    return f"{entry.kind}: {name}" if isinstance(entry, Area) else name
