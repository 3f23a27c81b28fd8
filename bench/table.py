"""The table that `make bench` prints, and the targets for its figures."""

from __future__ import annotations

from operator import attrgetter
from statistics import median
from typing import TYPE_CHECKING, TypeAlias

from bench.compared import BARE, EMPTY_BOLT, STOCK_BOLT
from bench.servers import HIRING_DESK, NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bench.load import Sample

Measured: TypeAlias = "Mapping[tuple[str, int], list[Sample]]"
"""Server and connections → a sample for each round, in the order of the rounds."""

TITLES = {
    HIRING_DESK: "**Hiring Desk, `/salary ai tech lead london` in full**",
    EMPTY_BOLT: "empty Bolt app, `process_before_response=True`",
    STOCK_BOLT: "empty Bolt app, default settings",
    BARE: "no Bolt: only reads the body and checks the signature",
}

RATIOS = (("rate", EMPTY_BOLT), ("p50", EMPTY_BOLT), ("p99", EMPTY_BOLT), ("rate", STOCK_BOLT))

# The targets: requests a second at 16 connections (with 64, even the default app keeps its core
# busy), and the p50 at one connection, compared with the empty app.
LEAST = {STOCK_BOLT: 2.0, EMPTY_BOLT: 0.8}
MOST_P50 = 1.3


def ratio(measured: Measured, figure: str, name: str, beside: str, connections: int) -> float:
    """The median of the rounds' ratios, which hardly depends on how busy the machine is."""
    read = attrgetter(figure)
    pairs = zip(measured[name, connections], measured[beside, connections], strict=True)
    return float(median(read(sample) / read(other) for sample, other in pairs))


def markdown(measured: Measured) -> Iterator[str]:
    """The table, a line at a time: medians, then ratios."""
    yield (
        "| connections | server | requests/s | p50 ms | p99 ms "
        "| requests/s × empty | p50 × empty | p99 × empty | requests/s × default |"
    )
    yield "|---:|---|---:|---:|---:|---:|---:|---:|---:|"
    for connections in dict.fromkeys(connections for _, connections in measured):
        for name in NAMES:
            samples = measured[name, connections]
            cells = (
                f"{connections}",
                TITLES[name],
                f"{median(sample.rate for sample in samples):,.0f}",
                f"{median(sample.p50 for sample in samples):.2f}",
                f"{median(sample.p99 for sample in samples):.2f}",
                *(
                    f"{ratio(measured, figure, name, beside, connections):.2f}"
                    for figure, beside in RATIOS
                ),
            )
            yield f"| {' | '.join(cells)} |"


def missed_targets(measured: Measured) -> Iterator[str]:
    """A sentence for each target that was not reached."""
    for beside, least in LEAST.items():
        rate = ratio(measured, "rate", HIRING_DESK, beside, 16)
        if rate < least:
            yield (
                f"At 16 connections Hiring Desk answered {rate:.2f} × as many requests as the "
                f"{TITLES[beside]}; the target is at least {least} ×."
            )
    p50 = ratio(measured, "p50", HIRING_DESK, EMPTY_BOLT, 1)
    if p50 > MOST_P50:
        yield (
            f"At 1 connection Hiring Desk's p50 was {p50:.2f} × that of the "
            f"{TITLES[EMPTY_BOLT]}; the target is at most {MOST_P50} ×."
        )
