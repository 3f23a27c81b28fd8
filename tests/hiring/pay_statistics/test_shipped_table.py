"""The shipped table holds what the US Bureau of Labor Statistics published for May 2025.

`oews-may-2025-drawn.csv`: rows drawn at random from its Occupational Employment and Wage
Statistics, with two occupations in San Francisco, rows without employment, and the one with an open
90th percentile. Whoever takes in another year draws again, and writes the sums below again.
"""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from hiring.money import Currency
from hiring.pay_statistics.figures import Area, AreaKind, Job, PayRow, SurveyKind
from tests.guides import load_sample_guide, load_shipped_guide

with (Path(__file__).parent / "oews-may-2025-drawn.csv").open(encoding="utf-8", newline="") as file:
    DRAWN = list(csv.DictReader(file))

SUMS = {
    "employment": 85_977_430,
    "mean": 3_013_696_490,
    "p10": 1_758_373_360,
    "p25": 2_177_549_120,
    "median": 2_789_003_840,
    "p75": 3_590_751_280,
    "p90": 4_543_747_840,
}
"""Of each column of all rows."""


def number(text: str) -> int | None:
    return int(text.removesuffix("+")) if text else None


@pytest.mark.parametrize("drawn", DRAWN, ids=lambda drawn: f"{drawn['soc']} {drawn['area_code']}")
def test_each_drawn_row_is_answered_as_it_was_published(drawn: dict[str, str]) -> None:
    pay = load_shipped_guide().pay_statistics
    job = Job(drawn["soc"], drawn["occupation"])
    area = Area(drawn["area_code"], drawn["area"], AreaKind(drawn["area_type"]))

    (row,) = pay.find_rows([job], [area])

    (survey,) = [survey for survey in pay.surveys if survey.kind is SurveyKind.OFFICIAL]
    assert row == PayRow(
        survey=survey,
        job=job,
        area=area,
        currency=Currency.USD,
        employment=number(drawn["employment"]),
        mean=number(drawn["mean"]),
        p10=number(drawn["p10"]),
        p25=number(drawn["p25"]),
        median=number(drawn["median"]),
        p75=number(drawn["p75"]),
        p90=number(drawn["p90"]),
        p90_is_open=drawn["p90"].endswith("+"),
        error_percent=Decimal(drawn["wage_rse_percent"]),
    )


def test_all_rows_together_are_those_that_were_published() -> None:
    pay = load_shipped_guide().pay_statistics
    rows = pay.find_rows()
    assert len(rows) == 29_090
    assert {name: sum(getattr(row, name) or 0 for row in rows) for name in SUMS} == SUMS
    assert sum(row.error_percent or 0 for row in rows) == Decimal("108619.8")
    assert sum(row.employment is None for row in rows) == 395
    assert [row.p90 for row in rows if row.p90_is_open] == [239_200]
    assert len(pay.jobs) == 75
    kinds = [area.kind for area in pay.areas]
    assert [kinds.count(kind) for kind in AreaKind] == [1, 54, 528]


def test_the_sample_content_has_the_statistics_of_may_2025() -> None:
    """So that taking in another year changes no other test."""
    rows = load_sample_guide().pay_statistics.find_rows()
    assert sum(row.median or 0 for row in rows) == SUMS["median"]
