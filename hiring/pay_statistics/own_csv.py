"""A company's own CSV of pay: its bands, or a survey that it has bought.

It has the columns of the official statistics and `currency`; all but `occupation`, `area` and one
amount may be absent. It comes from a spreadsheet, so numbers may be grouped as any of them does.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from hiring.errors import ContentError
from hiring.guide.overlay import did_you_mean
from hiring.guide.problem import Problem
from hiring.money import Currency
from hiring.normalize import normalize
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
from hiring.pay_statistics.figures import Area, AreaKind, Job, PayRow, SurveyKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from hiring.pay_statistics.csv_rows import CsvRow
    from hiring.pay_statistics.figures import Survey

_COLUMNS: Final = (*COLUMNS, "currency")
_NEEDED: Final = ("occupation", "area")
_MOST_BYTES: Final = 2_000_000
_MOST_PROBLEMS: Final = 20
_LONGEST_NAME: Final = 150  # characters
_LEAST_AMOUNT: Final = 1_000
_MOST_AMOUNT: Final = 100_000_000_000
_AREA_CODE_DIGITS: Final = 7


def read_own_csv(
    file: Path, survey: Survey, currency: Currency | None
) -> tuple[list[PayRow], list[Problem]]:
    """The rows, and what is wrong with others. `currency` is that of rows which name none."""
    rows: list[PayRow] = []
    problems: list[Problem] = []
    lines: dict[tuple[str, str], int] = {}
    try:
        for csv_row in read_rows(file, _COLUMNS, _NEEDED, _MOST_BYTES):
            if len(problems) == _MOST_PROBLEMS:
                problems.append(Problem(file, csv_row.line, "and what follows isn't checked yet"))
                break
            try:
                row = _read_row(file, csv_row, survey, currency)
            except ContentError as error:
                problems.append(_as_problem(error))
                continue
            key = normalize(row.job.name), f"{row.area.kind} {normalize(row.area.name)}"
            if (line := lines.setdefault(key, csv_row.line)) == csv_row.line:
                rows.append(row)
            else:
                message = f"“{row.job.name}” in “{row.area.name}” is in line {line} already"
                problems.append(Problem(file, csv_row.line, message))
    except ContentError as error:
        problems.append(_as_problem(error))
    if not rows and not problems:
        problems.append(Problem(file, None, "has no rows below the names of its columns"))
    return rows, problems


def _as_problem(error: ContentError) -> Problem:
    return Problem(error.file, error.line, error.message)


def _read_row(file: Path, row: CsvRow, survey: Survey, currency: Currency | None) -> PayRow:
    values = row.values
    amounts = {name: read_cell(file, row, name, read_amount) for name in AMOUNTS}
    if problem := next(_find_problems(survey.kind, values, amounts), None):
        raise ContentError(file, row.line, problem)
    tenths = read_cell(file, row, "wage_rse_percent", read_tenths)
    return PayRow(
        survey=survey,
        job=Job(values.get("soc", ""), values["occupation"]),
        area=Area(
            values.get("area_code", ""),
            values["area"],
            AreaKind(values.get("area_type") or AreaKind.METRO),
        ),
        currency=_read_currency(file, row, currency),
        employment=read_cell(file, row, "employment", read_number),
        mean=amounts["mean"],
        p10=amounts["p10"],
        p25=amounts["p25"],
        median=amounts["median"],
        p75=amounts["p75"],
        p90=amounts["p90"],
        error_percent=None if tenths is None else Decimal(tenths) / 10,
    )


def _find_problems(
    kind: SurveyKind, values: Mapping[str, str], amounts: Mapping[str, int | None]
) -> Iterator[str]:
    """What can't be right in a row, a sentence each."""
    for column in _NEEDED:
        if not values[column]:
            yield f"{column} is empty"
        if len(values[column]) > _LONGEST_NAME:
            yield f"{column} is too long: at most {_LONGEST_NAME} characters fit"
    if (soc := values.get("soc")) and not SOC_CODE.fullmatch(soc):
        yield f"soc: “{soc}” is not an occupation's code, such as 15-1252. It may be left empty"
    code = values.get("area_code", "")
    if code.isdecimal() and len(code) < _AREA_CODE_DIGITS:
        yield f"area_code: “{code}” has lost its zeros: {code.zfill(_AREA_CODE_DIGITS)}?"
    if (area_type := values.get("area_type")) and area_type not in list(AreaKind):
        known = ", ".join(AreaKind)
        yield (
            f"area_type: “{area_type}” is not known. It can be {known}, or empty."
            f"{did_you_mean(area_type, list(AreaKind))}"
        )
    if kind is SurveyKind.BANDS and (amounts["p10"] is None or amounts["p90"] is None):
        yield "a band needs its bottom in p10 and its top in p90"
    if all(amount is None for amount in amounts.values()):
        yield "has no amount of pay"
    if disorder := find_disorder(amounts):
        yield disorder


def read_amount(text: str) -> int | None:
    """A year's pay; None of an empty text. ValueError, with a sentence, where it isn't one."""
    amount = read_number(text)
    if amount is not None and amount < _LEAST_AMOUNT:
        raise ValueError(f"{text} isn't pay for a year. Write it in full: 140000 or 140,000")
    if amount is not None and amount > _MOST_AMOUNT:
        raise ValueError(f"{text} is too large for a year's pay")
    return amount


def _read_currency(file: Path, row: CsvRow, currency: Currency | None) -> Currency:
    code = row.values.get("currency", "").upper()
    if code in list(Currency):
        return Currency(code)
    if code:
        message = f"currency: “{code}” is not known. Write a code of three letters, such as EUR"
        raise ContentError(file, row.line, message)
    if currency is None:
        message = f"has no currency. Write “currency: EUR” in {file.stem}.yml, or a column"
        raise ContentError(file, row.line, message)
    return currency
