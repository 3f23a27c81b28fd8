"""`make bench BESIDE=COMMIT`: a start, its memory and `/salary`, compared with another commit.

Both run here, in turn, so that other work of the machine slows both down. What counts is the median
of the rounds' ratios.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from operator import attrgetter
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bench.compared import SIGNING_SECRET
from bench.load import BODY, WrongAnswerError
from bench.servers import HIRING_DESK, ROOT, run_server
from bot.slack.web import EVENTS_PATH
from chaos.wire import FORM, signed_headers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROUNDS = 7
REQUESTS = 300
MOST = 1.1
"""How many times as much as before a start may take, and its memory be."""
FIGURES = {
    "cpu": "processor seconds from the start to the first answer",
    "memory": "resident memory after it, MiB",
    "answer": "`/salary ai tech lead london`, ms",
}


@dataclass(frozen=True, slots=True)
class Start:
    """What one start took."""

    cpu: float  # seconds
    memory: float  # MiB
    answer: float  # milliseconds, the median


def main() -> int:
    """Returns 0 if a start takes no more than before, 1 if it does."""
    parser = argparse.ArgumentParser(prog="python -m bench.starting", description=__doc__)
    parser.add_argument("commit", help="what to compare with")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    arguments = parser.parse_args()
    core = min(os.sched_getaffinity(0))
    with check_out(arguments.commit) as former:
        rounds = [
            (measure_start(former, core), measure_start(ROOT, core))
            for _ in range(arguments.rounds)
        ]
    print("\n".join(describe(rounds)))
    return int(any(ratio(rounds, figure) > MOST for figure in ("cpu", "memory")))


@contextmanager
def check_out(commit: str) -> Iterator[Path]:
    """A folder with the files of a commit."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        path = Path(folder) / "former"
        git = ["git", "-C", str(ROOT), "worktree"]
        subprocess.run([*git, "add", "--quiet", "--detach", str(path), commit], check=True)
        try:
            yield path
        finally:
            subprocess.run([*git, "remove", "--force", str(path)], check=True)


def measure_start(root: Path, core: int) -> Start:
    """Start the app of a folder, ask it, and look at what it has taken when it answers."""
    with (
        tempfile.TemporaryDirectory(prefix="bench-") as data,
        run_server(HIRING_DESK, core, Path(data), root) as server,
    ):
        connection = HTTPConnection("127.0.0.1", server.port)
        _ask(connection)
        cpu, memory = _read_process(server.pid)
        seconds = [_ask(connection) for _ in range(REQUESTS)]
        connection.close()
    return Start(cpu, memory, median(seconds) * 1000)


def _ask(connection: HTTPConnection) -> float:
    """How many seconds an answer takes."""
    headers = signed_headers(SIGNING_SECRET, BODY.encode(), FORM)
    began = time.perf_counter()
    connection.request("POST", EVENTS_PATH, BODY, headers)
    response = connection.getresponse()
    answer = response.read()
    if b"London" not in answer:
        raise WrongAnswerError(f"{response.status} instead of an answer about London")
    return time.perf_counter() - began


def _read_process(pid: int) -> tuple[float, float]:
    """The processor seconds and the resident MiB of a process, without its children."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    ticks = int(fields[11]) + int(fields[12])
    resident = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return ticks / os.sysconf("SC_CLK_TCK"), resident * os.sysconf("SC_PAGE_SIZE") / 2**20


def ratio(rounds: Sequence[tuple[Start, Start]], figure: str) -> float:
    """The median of the rounds' ratios: this folder's figure to the former one's."""
    read = attrgetter(figure)
    return float(median(read(now) / read(former) for former, now in rounds))


def describe(rounds: Sequence[tuple[Start, Start]]) -> Iterator[str]:
    """A table, a line at a time: medians, then ratios."""
    yield "| | former | now | now × former |"
    yield "|---|---:|---:|---:|"
    for figure, title in FIGURES.items():
        read = attrgetter(figure)
        former, now = (median(map(read, starts)) for starts in zip(*rounds, strict=True))
        yield f"| {title} | {former:.2f} | {now:.2f} | {ratio(rounds, figure):.2f} |"


if __name__ == "__main__":
    sys.exit(main())
