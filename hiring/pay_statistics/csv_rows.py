"""Rows of a CSV as spreadsheets save it: which columns it has, and in which line a row is."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from hiring.errors import ContentError
from hiring.guide.content_model import describe
from hiring.guide.overlay import did_you_mean
from hiring.guide.yaml_file import read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from pathlib import Path

AMOUNTS: Final = ("mean", "p10", "p25", "median", "p75", "p90")
PERCENTILES: Final = AMOUNTS[1:]
COLUMNS: Final = (
    "soc",
    "occupation",
    "area_type",
    "area_code",
    "area",
    "employment",
    *AMOUNTS,
    "wage_rse_percent",
)
"""The columns of a table of pay."""
SOC_CODE: Final = re.compile(r"\d\d-\d{4}")

_DELIMITERS = ";\t"
_GROUPED = re.compile(r"\d{1,3}(?:([,.'’ \u00a0\u202f])\d{3})(?:\1\d{3})*")
_NOT_DIGITS = re.compile(r"[,.'’ \u00a0\u202f]")
_PERCENT = re.compile(r"(\d{1,3})(?:[.,](\d+))?")


@dataclass(frozen=True, slots=True)
class CsvRow:
    """A row by its columns, without spaces around values; `line` is that of its last one."""

    line: int
    values: Mapping[str, str]


def read_rows(
    file: Path, columns: Sequence[str], needed: Collection[str], most_bytes: int
) -> Iterator[CsvRow]:
    """The rows of a file, in any order of columns; blank lines are left out.

    ContentError where the file or a line of it can't be used. Values are separated by commas, or
    by semicolons or tabs if the first line is.
    """
    text = read_text(file, most_bytes)
    first = text.lstrip("\r\n").partition("\n")[0]
    delimiter = next((mark for mark in _DELIMITERS if mark in first), ",")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    names: list[str] = []
    cells_in_first = 0
    try:
        for cells in reader:
            values = [cell.strip() for cell in cells]
            if not any(values):
                continue
            if not names:
                names = _read_names(file, reader.line_num, values, columns, needed)
                cells_in_first = len(values)
            elif len(values) > cells_in_first or any(values[len(names) :]):
                raise ContentError(
                    file,
                    reader.line_num,
                    f"has {len(values)} values, and the first line names {len(names)} columns. "
                    f"A value with “{delimiter}” in it needs quotation marks",
                )
            else:
                filled = values + [""] * (len(names) - len(values))
                yield CsvRow(reader.line_num, dict(zip(names, filled, strict=False)))
    except csv.Error as error:
        message = f"is not a CSV that can be read ({error}). Is a quotation mark missing?"
        raise ContentError(file, reader.line_num, message) from error
    if not names:
        raise ContentError(file, None, f"is empty: its first line names columns: {_list(columns)}")


def _read_names(
    file: Path, line: int, values: list[str], columns: Sequence[str], needed: Collection[str]
) -> list[str]:
    """The columns that the first line names, each known and once, and with all that is needed."""
    names = [value.casefold() for value in values]
    while names and not names[-1]:  # a spreadsheet writes empty columns, too
        names.pop()
    for name, written in zip(names, values, strict=False):
        if name not in columns:
            raise ContentError(
                file,
                line,
                f"“{describe(written)}” is not a column that is known here."
                f"{did_you_mean(name, columns) or f' Columns are {_list(columns)}'}",
            )
        if names.count(name) > 1:
            raise ContentError(file, line, f"the column “{name}” is there twice")
    if missing := [name for name in columns if name in needed and name not in names]:
        raise ContentError(file, line, f"{_list(missing)} must be a column, and isn't")
    return names


def read_number(text: str) -> int | None:
    """A whole number, in groups of three or not; None of an empty text.

    ValueError, with a sentence, where it is written in any other way.
    """
    if not text:
        return None
    if text.isascii() and text.isdecimal():
        return int(text)
    if _GROUPED.fullmatch(text):
        return int(_NOT_DIGITS.sub("", text))
    raise ValueError(
        f"“{describe(text)}” is not a whole number. Write 140000 or 140,000, without a currency"
    )


def read_tenths(text: str) -> int | None:
    """A percentage in tenths of a percent; None of an empty text.

    ValueError, with a sentence, where it is no percentage or a finer one.
    """
    if not text:
        return None
    if not (match := _PERCENT.fullmatch(text)):
        raise ValueError(f"“{describe(text)}” is not a percentage. Write the plain number: 7.5")
    whole, decimals = match.groups()
    if decimals and decimals.rstrip("0")[1:]:
        raise ValueError(f"{text} is too exact: one decimal is stored")
    return int(whole) * 10 + int((decimals or "0")[0])


def find_disorder(values: Mapping[str, int | None]) -> str | None:
    """What is wrong with the order of percentiles, as a sentence; None where all is well."""
    known = [(name, value) for name in PERCENTILES if (value := values.get(name)) is not None]
    for (lower, low), (higher, high) in pairwise(known):
        if low > high:
            return f"{lower} ({low:,}) is more than {higher} ({high:,})"
    return None


def read_cell(
    file: Path, row: CsvRow, column: str, read: Callable[[str], int | None]
) -> int | None:
    """A value of a row. ContentError, with the line and the column, where it can't be read."""
    try:
        return read(row.values.get(column, ""))
    except ValueError as error:
        raise ContentError(file, row.line, f"{column}: {error}") from error


def _list(names: Sequence[str]) -> str:
    return ", ".join(names)
