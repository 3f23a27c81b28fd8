"""Take in official pay statistics: make the table that ships with Hiring Desk of a CSV.

docs/pay-statistics.md says how to get the CSV.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from hiring.errors import HiringDeskError
from hiring.pay_statistics.official_csv import read_official_csv
from hiring.pay_statistics.official_writer import write_table


def main() -> int:
    """Write the table; 1 where the CSV can't be used, and then nothing is written."""
    parser = argparse.ArgumentParser(prog="python -m hiring.pay_statistics", description=__doc__)
    parser.add_argument("csv", type=Path, help="the statistics")
    parser.add_argument("table", type=Path, help="what to write: content/pay/us-oews.sqlite")
    arguments = parser.parse_args()
    try:
        rows = read_official_csv(arguments.csv)
    except HiringDeskError as error:
        print(error.sentence, file=sys.stderr)
        return 1
    write_table(rows, arguments.table)
    print(f"{len(rows):,} rows are in {arguments.table}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
