"""How rows are looked up over several tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiring.guide import content
from hiring.pay_statistics.figures import Area, AreaKind, Job, SurveyKind
from tests.guides import SAMPLE_CONTENT, load_sample_guide

if TYPE_CHECKING:
    from pathlib import Path

    from hiring.pay_statistics.surveys import PayStatistics

DEVELOPERS = Job("15-1252", "Software Developers")
SAN_FRANCISCO = Area("0041860", "San Francisco-Oakland-Fremont, CA", AreaKind.METRO)

BANDS = """\
occupation,area,currency,p10,median,p90,soc
AI Tech Lead,Berlin,EUR,95000,110000,130000,
Junior engineer,Berlin,EUR,55000,,70000,15-1252
Senior engineer,Berlin,EUR,80000,,105000,15-1252
"""
ABOUT_BANDS = "name: Our bands\nkind: bands\nas_of: 2026 Q3\n"


def load_with_bands(own: Path) -> PayStatistics:
    (own / "pay").mkdir()
    (own / "pay/bands.csv").write_text(BANDS, encoding="utf-8")
    (own / "pay/bands.yml").write_text(ABOUT_BANDS, encoding="utf-8")
    return content.load(SAMPLE_CONTENT, own).pay_statistics


def test_a_job_in_an_area_has_one_row_of_official_statistics() -> None:
    pay = load_sample_guide().pay_statistics
    (row,) = pay.find_rows([DEVELOPERS], [SAN_FRANCISCO])
    assert (row.employment, row.p25, row.median, row.p75) == (69_030, 163_500, 186_640, 219_670)
    assert row.survey.kind is SurveyKind.OFFICIAL


def test_all_areas_of_a_job_and_all_jobs_of_an_area() -> None:
    pay = load_sample_guide().pay_statistics
    assert {row.job for row in pay.find_rows(jobs=[DEVELOPERS])} == {DEVELOPERS}
    assert {row.area for row in pay.find_rows(areas=[SAN_FRANCISCO])} == {SAN_FRANCISCO}
    assert len(pay.jobs) == 75
    assert len(pay.areas) == 583
    assert pay.areas[0] == Area("0000000", "National", AreaKind.NATION)


def test_own_bands_lead_and_are_found_by_a_role_s_names(tmp_path: Path) -> None:
    pay = load_with_bands(tmp_path)
    assert [survey.id for survey in pay.surveys] == ["bands", "us-oews"]
    jobs = pay.find_jobs(names=["ai-tech-lead"], codes=["15-1252"])
    assert [job.name for job in jobs] == [
        "AI Tech Lead",
        "Junior engineer",
        "Senior engineer",
        "Software Developers",
    ]
    berlin = next(area for area in pay.areas if area.name == "Berlin")
    rows = pay.find_rows(jobs, [berlin, SAN_FRANCISCO])
    assert [(row.job.name, row.area.name) for row in rows] == [
        ("AI Tech Lead", "Berlin"),
        ("Junior engineer", "Berlin"),
        ("Senior engineer", "Berlin"),
        ("Software Developers", SAN_FRANCISCO.name),
    ]


def test_an_occupation_is_looked_up_in_own_tables_by_its_code(tmp_path: Path) -> None:
    pay = load_with_bands(tmp_path)
    berlin = next(area for area in pay.areas if area.name == "Berlin")
    rows = pay.find_rows([DEVELOPERS], [berlin])
    assert [row.job.name for row in rows] == ["Junior engineer", "Senior engineer"]


def test_an_own_title_is_looked_up_in_official_statistics_by_its_code(tmp_path: Path) -> None:
    pay = load_with_bands(tmp_path)
    (senior,) = pay.find_jobs(names=["senior engineer"])
    (row,) = pay.find_rows([senior], [SAN_FRANCISCO])
    assert row.job == DEVELOPERS
    assert [row.job for row in pay.find_rows([senior], [pay.areas[0]])] == [senior]


def test_a_city_of_their_own_is_not_the_state_of_its_name(tmp_path: Path) -> None:
    pay = load_with_bands(tmp_path)
    assert not pay.find_rows([DEVELOPERS], [Area("", "New York", AreaKind.METRO)])
    assert pay.find_rows([DEVELOPERS], [Area("", "new york", AreaKind.STATE)])
