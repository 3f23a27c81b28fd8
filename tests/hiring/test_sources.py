"""Sources have a date and a kind, and whoever names one names one that exists."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from hiring.guide.content import check, load
from hiring.guide.sources import Source, find_source_ids

if TYPE_CHECKING:
    from pathlib import Path

TIME = "roles/ai-tech-lead/time-to-hire.yml"


def make(**values: object) -> Source:
    values = {"id": "a", "name": "a guide", "kind": "estimate", "recorded": "2026-11"} | values
    return Source.model_validate(values)


@pytest.mark.parametrize(
    ("values", "today", "months", "is_old"),
    [
        ({}, date(2026, 11, 28), 0, False),
        ({}, date(2027, 11, 30), 12, False),
        ({}, date(2027, 12, 1), 13, True),
        ({"published": "2025-03"}, date(2026, 11, 28), 20, True),
        # A year alone counts from its last month, so that nothing is called old too early.
        ({"published": 2025}, date(2026, 12, 31), 12, False),
        ({"published": 2025}, date(2027, 1, 1), 13, True),
        # A law stays in force: it is as old as our reading of it.
        ({"published": 1967, "kind": "law"}, date(2026, 11, 28), 0, False),
        ({"published": 1967, "kind": "guidance"}, date(2027, 12, 1), 13, True),
    ],
)
def test_a_source_is_old_after_twelve_months(
    values: dict[str, object], today: date, months: int, *, is_old: bool
) -> None:
    source = make(**values)
    assert (source.count_months(today), source.is_old(today)) == (months, is_old)


def test_an_unknown_source_is_named_where_it_is_used(folder: Path) -> None:
    file = folder / "sources.yml"
    file.write_text(file.read_text().replace("id: recruiter-on-recruiters", "id: renamed"))
    used = [problem for problem in check(folder) if "recruiter-on-recruiters" in problem.message]
    assert {problem.file.name for problem in used} >= {"time-to-hire.yml"}
    assert all("is not the id of a source" in problem.message for problem in used)


@pytest.mark.parametrize("when", ["March 2025", "2025-13", "25", "2025-3", "[2025]"])
def test_a_date_is_a_year_or_a_month(folder: Path, when: str) -> None:
    file = folder / "sources.yml"
    file.write_text(file.read_text().replace("recorded: 2026-11", f"recorded: {when}", 1))
    problems = check(folder)
    assert any("Write a year or a month" in problem.message for problem in problems)


def test_a_source_that_a_team_removes_is_missed_where_it_is_used(
    folder: Path, tmp_path: Path
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "sources.yml").write_text("sources: {recruiter-on-recruiters: null}\n")
    problems = check(folder, own)
    assert problems
    assert all("this removes “recruiter-on-recruiters”" in str(problem) for problem in problems)


def test_sources_that_cannot_be_read_are_one_problem_and_no_more(folder: Path) -> None:
    """Who names a source is not blamed for the file that does not hold any."""
    (folder / "sources.yml").write_text("sources: 5\n")
    assert [problem.file.name for problem in check(folder)] == ["sources.yml"]


def test_one_source_or_a_list_is_the_same(folder: Path) -> None:
    def read() -> set[str]:
        role = load(folder).roles["ai-tech-lead"]
        assert role.time_to_hire
        return {source_id for _, source_id in find_source_ids(role.time_to_hire)}

    file = folder / TIME
    once = read()
    file.write_text(
        file.read_text().replace(
            "source: recruiter-on-recruiters", "source: [recruiter-on-recruiters]"
        )
    )
    assert read() == once == {"recruiter-on-recruiters"}
