"""What in a company's own pay can be meant, but looks like a slip."""

from __future__ import annotations

from collections import Counter, defaultdict
from statistics import median
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import OSA

from hiring.guide.problem import Problem
from hiring.normalize import normalize
from hiring.pay_statistics.figures import SurveyKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from hiring.money import Currency
    from hiring.pay_statistics.figures import PayRow
    from hiring.pay_statistics.own_table import OwnTable

FAR: Final = 8
"""How many times the middle of its file a row pays, or that part of it, to look like a slip."""
_FEWEST_ROWS: Final = 3
_SHORTEST_WORD: Final = 4
"""Letters of a word that one slip still leaves the same."""


def find_doubts(tables: Sequence[OwnTable], files: Mapping[str, Path]) -> Iterator[Problem]:
    """In the CSVs of these tables; `files` by the ids of their surveys."""
    places: Counter[str] = Counter()
    bands: dict[tuple[str, str], Path] = {}
    for table in tables:
        file = files[table.survey.id]
        yield from _find_far_rows(table, file)
        for row in table.rows:
            places[row.area.name] += 1
            if table.survey.kind is not SurveyKind.BANDS:
                continue
            key = normalize(row.job.name), normalize(row.area.name)
            if bands.setdefault(key, file) != file:
                message = f"{_name(row)} has a band in {bands[key].name} already"
                yield Problem(file, None, message, doubtful=True)
    for table in tables:
        for name in dict.fromkeys(row.area.name for row in table.rows):
            if other := _find_near(name, places):
                message = f"“{name}” is near to “{other}”. Is it the same place?"
                yield Problem(files[table.survey.id], None, message, doubtful=True)


def _find_far_rows(table: OwnTable, file: Path) -> Iterator[Problem]:
    """Rows that pay a small part of the others, as a month's pay does, or many times as much."""
    levels: dict[Currency, dict[PayRow, float]] = defaultdict(dict)
    for row in table.rows:
        levels[row.currency][row] = _find_level(row)
    for level_by_row in levels.values():
        if len(level_by_row) < _FEWEST_ROWS:
            continue
        middle = median(level_by_row.values())
        for row, level in level_by_row.items():
            if not middle / FAR < level < middle * FAR:
                message = f"{_name(row)} pays {level:,.0f}, and the file's middle is {middle:,.0f}"
                yield Problem(file, None, f"{message}. Is it a year's pay?", doubtful=True)


def _find_level(row: PayRow) -> float:
    amounts = (row.median, row.mean, row.p10, row.p25, row.p75, row.p90)
    return float(next(amount for amount in amounts if amount is not None))


def _find_near(name: str, places: Counter[str]) -> str | None:
    """A place with more rows, or named before it, whose name is one slip away."""
    order = sorted(places, key=lambda place: -places[place])
    words = normalize(name).split()
    for other in order[: order.index(name)]:
        others = normalize(other).split()
        differing = [pair for pair in zip(words, others, strict=False) if pair[0] != pair[1]]
        if len(words) == len(others) and len(differing) == 1 and _is_slip(*differing[0]):
            return other
    return None


def _is_slip(word: str, other: str) -> bool:
    is_long = min(len(word), len(other)) >= _SHORTEST_WORD
    return is_long and word.isalpha() and other.isalpha() and OSA.distance(word, other) == 1


def _name(row: PayRow) -> str:
    return f"“{row.job.name}” in “{row.area.name}”"
