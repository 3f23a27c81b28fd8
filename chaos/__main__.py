"""`make chaos`: run scenarios and their controls, and print the table."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

from chaos.result import Row, Run, Scenario, markdown
from chaos.scenarios import NAMES

SEED = 20_261_122
CONTROL_SHARE = 10  # a control runs a tenth


def main() -> int:
    """Returns 0 for a table without problems, 1 otherwise."""
    parser = argparse.ArgumentParser(prog="python -m chaos", description=__doc__)
    parser.add_argument("only", nargs="*", type=int, metavar="NUMBER", help="only these scenarios")
    parser.add_argument("--scale", type=float, default=1.0, help="a share of the size, such as 0.1")
    parser.add_argument("--no-controls", action="store_true", help="leave the controls out")
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    scenarios = [import_module(f"chaos.scenarios.{name}").SCENARIO for name in NAMES]
    rows = []
    started = time.monotonic()
    for scenario in scenarios:
        if options.only and scenario.number not in options.only:
            continue
        for control in (False,) if options.no_controls else (False, True):
            rows.append(_run(scenario, options.scale, options.seed, control=control))
            print(_describe(rows[-1]), file=sys.stderr, flush=True)
    print("\n".join(markdown(rows)))
    wrong = [row for row in rows if row.problems]
    minutes = (time.monotonic() - started) / 60
    print(f"\n{len(rows)} runs in {minutes:.0f} minutes; {len(wrong)} not as they must be.")
    return 1 if wrong else 0


def _run(scenario: Scenario, scale: float, seed: int, *, control: bool) -> Row:
    size = max(1, round(scenario.size * scale / (CONTROL_SHARE if control else 1)))
    with tempfile.TemporaryDirectory(prefix="chaos-") as folder:
        started = time.monotonic()
        run = Run(size, scenario.size, seed + scenario.number, control, Path(folder))
        result = asyncio.run(scenario.run(run))
    return Row(scenario, result, time.monotonic() - started, control)


def _describe(row: Row) -> str:
    name = f"{row.scenario.number}{' control' if row.control else ''}"
    verdict = row.result.skipped or "; ".join(row.problems) or "as it must be"
    broke = f" (broke: {'; '.join(row.result.broken)})" if row.control else ""
    return f"{name}: {verdict}{broke}, {row.seconds:.0f} s"


if __name__ == "__main__":
    sys.exit(main())
