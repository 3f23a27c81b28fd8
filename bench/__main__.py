"""`make bench`: Hiring Desk's answer to `/salary ai tech lead london`, beside an empty Bolt app.

Each server runs on one processor core and wrk on another. Every round measures all servers at
1, 16 and 64 connections, so that other work of the machine slows all of them down.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from bench.load import Sample, WrongAnswerError, measure
from bench.servers import HIRING_DESK, NAMES, ROOT, run_server
from bench.table import markdown, missed_targets
from bot.answers.prepared import prepare_salary_answers
from bot.answers.roles import Subject
from bot.store.clock import Clock
from hiring.guide import content

CONNECTIONS = (1, 16, 64)
ROUNDS, QUICK_ROUNDS = 11, 1
NEEDED_CORES = 2


def main() -> int:
    """Returns 0 if all targets are reached, 1 if not, 2 if nothing can be measured."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one round, to check that it works")
    quick = parser.parse_args().quick
    if not shutil.which("wrk"):
        print("wrk is missing: `apt-get install wrk` installs it on Debian and Ubuntu.")
        return 2
    if not hasattr(os, "sched_setaffinity") or len(os.sched_getaffinity(0)) < NEEDED_CORES:
        print("The bench needs Linux and two processor cores: one to serve, one to send.")
        return 2
    try:
        return bench(QUICK_ROUNDS if quick else ROUNDS)
    except WrongAnswerError as error:
        print(error)
        return 1


def bench(rounds: int) -> int:
    """Measure, print the table and the targets that were missed."""
    serving, sending, *_ = sorted(os.sched_getaffinity(0))
    answer = compute_answer()
    measured: dict[tuple[str, int], list[Sample]] = {
        (name, connections): [] for connections in CONNECTIONS for name in NAMES
    }
    with ExitStack() as stack:
        data = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        servers = [stack.enter_context(run_server(name, serving, data)) for name in NAMES]
        for number in range(-1, rounds):  # the first round warms up
            for connections in CONNECTIONS:
                for server in servers:
                    expected = answer if server.name == HIRING_DESK else ""
                    sample = measure(server, expected, connections, sending)
                    if number >= 0:
                        measured[server.name, connections].append(sample)
            print(f"round {number + 1} of {rounds}", file=sys.stderr)
    print("\n".join(markdown(measured)))
    problems = list(missed_targets(measured))
    print("\n".join(["", *problems]) if problems else "")
    return 1 if problems else 0


def compute_answer() -> str:
    """The body that Hiring Desk must answer with."""
    prepared = prepare_salary_answers(
        content.load(ROOT / "content"), Clock().read_date, native=True
    )
    answers = next(iter(prepared.values()))
    return answers.reply(Subject(answers.source.role, "london", may_use=True)).body


if __name__ == "__main__":
    sys.exit(main())
