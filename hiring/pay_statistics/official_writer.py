"""Writes rows of official statistics as the file that `OfficialTable` reads."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from hiring.pay_statistics.csv_rows import AMOUNTS
from hiring.pay_statistics.official_table import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from hiring.pay_statistics.figures import Area, Job
    from hiring.pay_statistics.official_csv import OfficialRow


def write_table(rows: Sequence[OfficialRow], file: Path) -> None:
    """Replace `file` in one step. Equal rows, in any order, make equal files."""
    unfinished = file.with_name(f".{file.name}.new")
    unfinished.unlink(missing_ok=True)
    jobs = {job: at for at, job in enumerate(sorted({row.job for row in rows}, key=_code), 1)}
    areas = {area: at for at, area in enumerate(sorted({row.area for row in rows}, key=_code), 1)}
    pay = sorted(
        (
            jobs[row.job],
            areas[row.area],
            row.employment,
            *row.amounts,
            row.p90_is_open,
            row.error_in_tenths,
        )
        for row in rows
    )
    connection = sqlite3.connect(unfinished)
    try:
        connection.executescript(f"PRAGMA journal_mode = OFF;{SCHEMA}")
        connection.executemany(
            "INSERT INTO job VALUES (?, ?, ?)",
            [(at, job.code, job.name) for job, at in jobs.items()],
        )
        connection.executemany(
            "INSERT INTO area VALUES (?, ?, ?, ?)",
            [(at, area.code, area.name, area.kind) for area, at in areas.items()],
        )
        connection.executemany(
            f"INSERT INTO pay VALUES (?, ?, ?, {', '.join('?' * len(AMOUNTS))}, ?, ?)",  # noqa: S608 - question marks
            pay,
        )
        connection.commit()
        connection.execute("VACUUM")
    finally:
        connection.close()
    unfinished.replace(file)


def _code(entry: Job | Area) -> str:
    return entry.code
