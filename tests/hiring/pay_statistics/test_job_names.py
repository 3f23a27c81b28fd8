"""What everyday names of jobs mean: an occupation, others that come near, a company's own job."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hiring.guide import content
from hiring.pay_statistics.parser import parse_pay
from hiring.pay_statistics.query import AskedJob, NoOccupation, PayQuestion, UnknownTitle
from tests.guides import SAMPLE_CONTENT, load_sample_guide, load_shipped_guide

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hiring.guide.role import Guide
    from hiring.pay_statistics.names import PayNames

BANDS = """\
occupation,area,currency,p10,median,p90,soc
Recruiter II,Berlin,EUR,60000,70000,80000,13-1071
Product Manager,Berlin,EUR,80000,95000,110000,
AI Tech Lead,Austin,USD,180000,210000,240000,
Widget Wrangler,Berlin,EUR,50000,55000,60000,
"""


def load_with_bands(own: Path) -> PayNames:
    (own / "pay").mkdir()
    (own / "pay/bands.csv").write_text(BANDS, encoding="utf-8")
    (own / "pay/bands.yml").write_text(
        "name: Our bands\nkind: bands\nas_of: 2026 Q3\n", encoding="utf-8"
    )
    return content.load(SAMPLE_CONTENT, own).pay_names


def ask(text: str, names: PayNames | None = None) -> PayQuestion:
    question = parse_pay(text, names or load_sample_guide().pay_names)
    assert isinstance(question, PayQuestion), question
    return question


GUIDES = [load_sample_guide, load_shipped_guide]


@pytest.mark.parametrize("load", GUIDES)
def test_each_occupation_of_the_table_has_everyday_names_and_no_other_has(
    load: Callable[[], Guide],
) -> None:
    jobs = load().pay_names.jobs
    named = {entry.code for entry in jobs.occupations.occupations if entry.titles}
    assert named == {job.code for job in jobs.official}


@pytest.mark.parametrize("load", GUIDES)
def test_occupations_that_come_near_are_in_the_table(
    load: Callable[[], Guide],
) -> None:
    jobs = load().pay_names.jobs
    codes = {job.code for job in jobs.official}
    near = {each.code for other in jobs.occupations.without_occupation for each in other.near}
    assert near <= codes


@pytest.mark.parametrize("load", GUIDES)
def test_no_title_stands_under_two_occupations(
    load: Callable[[], Guide],
) -> None:
    """One of them would never be read."""
    occupations = load().pay_names.jobs.occupations
    titles = [title.casefold() for entry in occupations.occupations for title in entry.titles]
    titles += [
        title.casefold()
        for entry in occupations.without_occupation
        for title in (entry.title, *entry.also)
    ]
    assert sorted({title for title in titles if titles.count(title) > 1}) == []


def test_official_names_of_occupations_are_read_as_they_are() -> None:
    names = load_sample_guide().pay_names
    for job in names.jobs.official:
        assert ask(job.name, names).jobs[0].jobs == (job,)


EVERYDAY = {
    "accountant": "13-2011",
    "recruiter": "13-1071",
    "HRBP": "13-1071",
    "SDR": "41-3091",
    "marketing manager": "11-2021",
    "head of sales": "11-2022",
    "CFO": "11-1011",
    "CTO": "11-3021",
    "UX designer": "15-1255",
    "frontend engineer": "15-1254",
    "GC": "23-1011",
    "EA": "43-6011",
    "FP&A analyst": "13-2051",
    "QA engineer": "15-1253",
    "sysadmin": "15-1244",
    "help desk": "15-1232",
    "event planner": "13-1121",
    "business analyst": "13-1111",
    "sales engineer": "41-9031",
    "data analyst": "15-2051",
    "product manager": None,
    "SRE": None,
    "UX researcher": None,
    "scrum master": None,
    "data engineer": None,
    "ML engineer": None,
    "nurse": None,
    "chief of staff": None,
}
"""Titles as hiring teams type them, each with its occupation; None has no occupation of its own."""


@pytest.mark.parametrize("title", EVERYDAY)
def test_an_everyday_title_has_its_occupation_or_says_why_not(title: str) -> None:
    query = parse_pay(f"{title} chicago", load_sample_guide().pay_names)
    if EVERYDAY[title]:
        assert isinstance(query, PayQuestion)
        assert [job.key for job in query.jobs] == [EVERYDAY[title]]
    else:
        assert isinstance(query, NoOccupation)
        assert query.why.endswith(".")


def test_a_word_of_seniority_is_no_other_job_and_is_told() -> None:
    question = ask("senior data scientist in Ohio")
    assert [job.key for job in question.jobs] == ["15-2051"]
    assert question.seniority == "senior"
    assert ask("data scientist II").seniority == "II"
    assert ask("head of marketing").seniority is None  # whose job is a manager's


def test_a_title_that_is_no_occupation_says_which_come_near_and_why() -> None:
    query = parse_pay("product manager austin", load_sample_guide().pay_names)
    assert isinstance(query, NoOccupation)
    assert [near.job.key for near in query.near] == ["11-2021", "11-3021", "13-1082"]
    assert all(near.why for near in query.near)
    assert query.rest.with_job(query.near[0].job) == ask("marketing manager austin")


def test_what_was_typed_is_told_where_the_occupation_is_called_otherwise() -> None:
    assert ask("recruiter vs sourcer in texas").jobs[0].typed == ("recruiter", "sourcer")
    assert ask("data scientist").jobs[0].typed == ()


def test_an_unknown_title_offers_jobs_of_a_similar_name() -> None:
    query = parse_pay("resource coordinator", load_sample_guide().pay_names)
    assert isinstance(query, UnknownTitle)
    assert query.typed == "resource coordinator"
    # As “human resources coordinator” and the like are.
    assert [job.key for job in query.near] == ["13-1071", "13-1082", "27-3031"]


def test_a_role_of_the_content_comes_before_an_occupation() -> None:
    names = load_sample_guide().pay_names
    (job,) = ask("ai tech lead in ohio", names).jobs
    assert (job.key, job.is_role) == ("ai-tech-lead", True)
    codes = [each.code for each in job.jobs]
    official = load_sample_guide().roles["ai-tech-lead"].official_pay
    assert official
    assert codes == [occupation.code for occupation in official.occupations]


def test_own_jobs_are_read_by_their_titles_and_lead(tmp_path: Path) -> None:
    names = load_with_bands(tmp_path)
    (second,) = ask("recruiter II berlin", names).jobs
    assert [job.name for job in second.jobs] == ["Recruiter II", "Human Resources Specialists"]
    (recruiter,) = ask("recruiter berlin", names).jobs
    assert [job.name for job in recruiter.jobs] == ["Recruiter II", "Human Resources Specialists"]
    (manager,) = ask("product manager berlin", names).jobs
    assert [job.name for job in manager.jobs] == ["Product Manager"]
    (lead,) = ask("ai tech lead austin", names).jobs
    assert lead.jobs[0].name == "AI Tech Lead"


def test_an_own_job_without_a_place_is_asked_where_the_company_has_it(tmp_path: Path) -> None:
    question = ask("widget wrangler", load_with_bands(tmp_path))
    assert [area.name for area in question.areas] == ["Berlin"]
    assert not question.assumes_nation


def test_every_job_can_be_written_and_read_back() -> None:
    jobs = load_shipped_guide().pay_names.jobs
    assert all(isinstance(job, AskedJob) for job in jobs.by_key.values())
    assert {job.key for job in jobs.written.values()} == set(jobs.by_key)
