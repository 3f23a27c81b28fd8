"""The CSV that official statistics are taken in from: what isn't as it must be is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hiring.errors import ContentError
from hiring.guide.overlay import did_you_mean
from hiring.pay_statistics.csv_rows import (
    AMOUNTS,
    COLUMNS,
    SOC_CODE,
    find_disorder,
    read_cell,
    read_number,
    read_rows,
    read_tenths,
)
from hiring.pay_statistics.figures import Area, AreaKind, Job

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from hiring.pay_statistics.csv_rows import CsvRow

_MOST_BYTES: Final = 200_000_000
_AREA_CODE = re.compile(r"\d{7}")


@dataclass(frozen=True, slots=True)
class OfficialRow:
    """A row as it is written to the table; `amounts` are those of the columns in `AMOUNTS`."""

    job: Job
    area: Area
    employment: int | None
    amounts: tuple[int | None, ...]
    p90_is_open: bool
    error_in_tenths: int | None


def read_official_csv(file: Path) -> list[OfficialRow]:
    """All rows. ContentError, with the line, at the first that can't be right."""
    rows: dict[tuple[str, str], OfficialRow] = {}
    jobs: dict[str, str] = {}
    areas: dict[str, Area] = {}
    for csv_row in read_rows(file, COLUMNS, COLUMNS, _MOST_BYTES):
        row = _read_row(file, csv_row)
        key = row.job.code, row.area.code
        if key in rows:
            raise ContentError(
                file, csv_row.line, f"{row.job.name} in {row.area.name} is there twice"
            )
        if jobs.setdefault(row.job.code, row.job.name) != row.job.name:
            message = f"{row.job.code} was called “{jobs[row.job.code]}” in a line before"
            raise ContentError(file, csv_row.line, message)
        if areas.setdefault(row.area.code, row.area) != row.area:
            former = areas[row.area.code]
            message = f"{row.area.code} was “{former.name}” ({former.kind}) in a line before"
            raise ContentError(file, csv_row.line, message)
        rows[key] = row
    if not rows:
        raise ContentError(file, None, "has no rows below the names of its columns")
    return list(rows.values())


def _read_row(file: Path, row: CsvRow) -> OfficialRow:
    def fail(message: str) -> ContentError:
        return ContentError(file, row.line, message)

    values = row.values
    for column in ("occupation", "area"):
        if not values[column]:
            raise fail(f"{column} is empty")
    if not SOC_CODE.fullmatch(values["soc"]):
        raise fail(f"soc: “{values['soc']}” is not an occupation's code, such as 15-1252")
    if not _AREA_CODE.fullmatch(values["area_code"]):
        raise fail(
            f"area_code: “{values['area_code']}” has not seven digits, such as 0041860. "
            "A spreadsheet may have dropped its zeros"
        )
    kind = values["area_type"]
    if kind not in list(AreaKind):
        raise fail(
            f"area_type: “{kind}” is not known. It can be {', '.join(AreaKind)}."
            f"{did_you_mean(kind, list(AreaKind))}"
        )
    amounts, p90_is_open = _read_amounts(file, row)
    return OfficialRow(
        job=Job(values["soc"], values["occupation"]),
        area=Area(values["area_code"], values["area"], AreaKind(kind)),
        employment=read_cell(file, row, "employment", read_number),
        amounts=tuple(amounts[name] for name in AMOUNTS),
        p90_is_open=p90_is_open,
        error_in_tenths=read_cell(file, row, "wage_rse_percent", read_tenths),
    )


def _read_amounts(file: Path, row: CsvRow) -> tuple[Mapping[str, int | None], bool]:
    """The amounts, and whether the 90th percentile is only known to be at least that."""
    p90_is_open = row.values["p90"].endswith("+")
    amounts = {
        name: read_cell(file, row, name, _read_bound if name == "p90" else read_number)
        for name in AMOUNTS
    }
    if all(amount is None for amount in amounts.values()):
        raise ContentError(file, row.line, "has no amount of pay")
    # A bound says nothing of the order: the 90th percentile may be far above it.
    if disorder := find_disorder({**amounts, "p90": None} if p90_is_open else amounts):
        raise ContentError(file, row.line, disorder)
    return amounts, p90_is_open


def _read_bound(text: str) -> int | None:
    """A number, or `239200+`: at least that."""
    number = text.removesuffix("+")
    return read_number(number or text)
