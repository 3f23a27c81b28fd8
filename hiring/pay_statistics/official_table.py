"""Official statistics in a file of SQLite's, which nothing opens before the first question.

`hiring/pay_statistics/official_writer.py` makes the file.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from hiring.errors import ContentError
from hiring.pay_statistics.figures import Area, AreaKind, Job, PayRow, Survey

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from hiring.money import Currency

APPLICATION_ID: Final = 0x68647061
"""What tells such a file from others of SQLite's."""
VERSION: Final = 1
"""Of the tables in `SCHEMA`."""

SCHEMA: Final = f"""
PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {VERSION};
CREATE TABLE job (id INTEGER PRIMARY KEY, code TEXT NOT NULL, name TEXT NOT NULL);
CREATE TABLE area (
    id INTEGER PRIMARY KEY, code TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL
);
CREATE TABLE pay (
    job INTEGER NOT NULL, area INTEGER NOT NULL, employment INTEGER,
    mean INTEGER, p10 INTEGER, p25 INTEGER, median INTEGER, p75 INTEGER, p90 INTEGER,
    p90_is_open INTEGER NOT NULL, error_in_tenths INTEGER,
    PRIMARY KEY (job, area)
) WITHOUT ROWID;
"""
_PAY_COLUMNS = (
    "job, area, employment, mean, p10, p25, median, p75, p90, p90_is_open, error_in_tenths"
)
# Of SQLite's header, in bytes: where these two numbers are.
_HEADER, _VERSION_AT, _APPLICATION_ID_AT = 100, 60, 68
_MAKE_AGAIN = "Make it again from its CSV"


@dataclass(frozen=True)
class OfficialTable:
    """The rows of one official survey; `written_at` tells two versions of its file apart."""

    file: Path
    written_at: int
    survey: Survey
    currency: Currency

    @cached_property
    def jobs(self) -> tuple[Job, ...]:
        """Its occupations, in the order of their codes."""
        return tuple(self._jobs.values())

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        """The nation, then states, then metropolitan areas, by their names."""
        order = list(AreaKind)
        return tuple(
            sorted(self._areas.values(), key=lambda area: (order.index(area.kind), area.name))
        )

    @cached_property
    def employment(self) -> Mapping[Area, int]:
        """How many people have any of the jobs in an area, as far as that is published."""
        counted = self._connection.execute("SELECT area, sum(employment) FROM pay GROUP BY area")
        return MappingProxyType({self._areas[area]: count or 0 for area, count in counted})

    def read_rows(self, jobs: Sequence[Job] | None, areas: Sequence[Area] | None) -> list[PayRow]:
        """The rows of these jobs and areas of its own, in their order; None is all of them."""
        wanted_jobs = [self._job_ids[job] for job in (self.jobs if jobs is None else jobs)]
        wanted_areas = [self._area_ids[area] for area in (self.areas if areas is None else areas)]
        question = f"SELECT {_PAY_COLUMNS} FROM pay WHERE job IN ({_marks(wanted_jobs)})"  # noqa: S608 - names of ours and question marks
        values = wanted_jobs
        if areas is not None:
            question += f" AND area IN ({_marks(wanted_areas)})"
            values = wanted_jobs + wanted_areas
        rows = self._connection.execute(question, values).fetchall()
        job_order = {job_id: at for at, job_id in enumerate(wanted_jobs)}
        area_order = {area_id: at for at, area_id in enumerate(wanted_areas)}
        rows.sort(key=lambda row: (job_order[row[0]], area_order[row[1]]))
        return [self._as_row(*row) for row in rows]

    def _as_row(  # noqa: PLR0913, PLR0917 - the columns
        self,
        job: int,
        area: int,
        employment: int | None,
        mean: int | None,
        p10: int | None,
        p25: int | None,
        median: int | None,
        p75: int | None,
        p90: int | None,
        p90_is_open: int,
        error_in_tenths: int | None,
    ) -> PayRow:
        return PayRow(
            survey=self.survey,
            job=self._jobs[job],
            area=self._areas[area],
            currency=self.currency,
            employment=employment,
            mean=mean,
            p10=p10,
            p25=p25,
            median=median,
            p75=p75,
            p90=p90,
            p90_is_open=bool(p90_is_open),
            error_percent=None if error_in_tenths is None else Decimal(error_in_tenths) / 10,
        )

    @cached_property
    def _jobs(self) -> Mapping[int, Job]:
        rows = self._connection.execute("SELECT id, code, name FROM job ORDER BY id")
        return {job_id: Job(code, name) for job_id, code, name in rows}

    @cached_property
    def _areas(self) -> Mapping[int, Area]:
        rows = self._connection.execute("SELECT id, code, name, kind FROM area ORDER BY id")
        return {area_id: Area(code, name, AreaKind(kind)) for area_id, code, name, kind in rows}

    @cached_property
    def _job_ids(self) -> Mapping[Job, int]:
        return {job: job_id for job_id, job in self._jobs.items()}

    @cached_property
    def _area_ids(self) -> Mapping[Area, int]:
        return {area: area_id for area_id, area in self._areas.items()}

    @cached_property
    def _connection(self) -> sqlite3.Connection:
        return _connect(self.file)


def open_table(file: Path, survey: Survey, currency: Currency) -> OfficialTable:
    """The table of a file. ContentError where its first bytes are not those of one."""
    try:
        written_at = file.stat().st_mtime_ns
        with file.open("rb") as opened:
            header = opened.read(_HEADER)
    except OSError as error:
        raise ContentError(file, None, f"cannot be read: {error.strerror}") from error
    if _read_number(header, _APPLICATION_ID_AT) != APPLICATION_ID:
        raise ContentError(file, None, f"isn't a table of official statistics. {_MAKE_AGAIN}")
    if (version := _read_number(header, _VERSION_AT)) != VERSION:
        message = f"has version {version}, and {VERSION} is needed. {_MAKE_AGAIN}"
        raise ContentError(file, None, message)
    return OfficialTable(file, written_at, survey, currency)


def check_rows(file: Path) -> None:
    """Read the whole file. ContentError where it is damaged."""
    connection = _connect(file)
    try:
        answers = [text for (text,) in connection.execute("PRAGMA integrity_check")]
    except sqlite3.DatabaseError as error:
        answers = [str(error)]
    finally:
        connection.close()
    if answers != ["ok"]:
        raise ContentError(file, None, f"is damaged. {_MAKE_AGAIN}")


def _connect(file: Path) -> sqlite3.Connection:
    """Nobody writes to the file, so no locks are taken, and every thread may use this."""
    address = f"{file.absolute().as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(address, uri=True, check_same_thread=False)


def _read_number(header: bytes, at: int) -> int:
    return int.from_bytes(header[at : at + 4], "big")


def _marks(values: Sequence[int]) -> str:
    return ", ".join("?" * len(values))
