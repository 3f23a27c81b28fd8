"""Take in official pay statistics: make the table that Hiring Desk reads of a CSV.

docs/pay-statistics.md says how to get the CSV, and what to do next.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from hiring.errors import HiringDeskError
from hiring.money import Currency
from hiring.pay_statistics.figures import Survey, SurveyKind
from hiring.pay_statistics.official_changes import describe_changes
from hiring.pay_statistics.official_csv import read_official_csv
from hiring.pay_statistics.official_table import open_table
from hiring.pay_statistics.official_writer import write_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hiring.pay_statistics.figures import Area, Job


def main() -> int:
    """Write the table; 1 where the CSV can't be used, and then nothing is written."""
    parser = argparse.ArgumentParser(prog="python -m hiring.pay_statistics", description=__doc__)
    parser.add_argument("csv", type=Path, help="the statistics")
    parser.add_argument("table", type=Path, help="what to write: content/pay/us-oews.sqlite")
    arguments = parser.parse_args()
    try:
        rows = read_official_csv(arguments.csv)
        jobs, areas = _read_names(arguments.table)
        write_table(rows, arguments.table)
    except HiringDeskError as error:
        print(error.sentence, file=sys.stderr)
        return 1
    except (OSError, sqlite3.Error):
        print(f"{arguments.table} can't be written. Does its folder exist?", file=sys.stderr)
        return 1
    changes = [
        *describe_changes("occupation", jobs, (row.job for row in rows)),
        *describe_changes("area", areas, (row.area for row in rows)),
    ]
    print(f"{len(rows):,} rows are in {arguments.table}.")
    print("\n".join(changes or ["Its occupations and areas are those that were in it before."]))
    return 0


def _read_names(file: Path) -> tuple[Sequence[Job], Sequence[Area]]:
    """The occupations and areas of a table; none where there is no table yet."""
    if not file.exists():
        return (), ()
    table = open_table(file, Survey("former", "", SurveyKind.OFFICIAL), Currency.USD)
    return table.jobs, table.areas


if __name__ == "__main__":
    sys.exit(main())
