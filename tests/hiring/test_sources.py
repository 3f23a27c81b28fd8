"""Sources have a date and a kind, and whoever names one names one that exists."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from hiring.guide.content import check, load
from hiring.guide.handbook import Found, load_handbook
from hiring.guide.passages import list_passages
from hiring.guide.sources import Source, find_source_ids

if TYPE_CHECKING:
    from pathlib import Path

    from hiring.guide.role import Guide

ROLE = "ai-tech-lead"
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
        # So is a framework.
        ({"published": 2019, "kind": "framework"}, date(2026, 11, 28), 0, False),
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


def find_unsourced(folder: Path, own: Path | None = None) -> list[str]:
    """The names of the files with such a doubt. `check` reports the same, and searches as well."""
    doubts = [doubt for doubt in load(folder, own).doubts if "figure and no source" in doubt]
    return [doubt.partition(", line")[0].rpartition("/")[2] for doubt in doubts]


@pytest.mark.parametrize(
    "name", ["mistakes.yml", "time-to-hire.yml", "questions.yml", "role.yml", "need.yml"]
)
def test_a_figure_without_a_source_is_doubted(folder: Path, name: str) -> None:
    """The check of the content fails for it, and a start goes on."""
    assert find_unsourced(folder) == []
    file = folder / "roles/ai-tech-lead" / name
    file.write_text(re.sub(r"\n *source: recruiter[a-z-]*(?=\n)", "", file.read_text()))
    assert set(find_unsourced(folder)) == {name}


OWN = """
title: Data Lead
summary: Leads {}.
functions: [{{id: plan, name: Plan, covers: Plans {}., why: It matters.}}]
between: |
  {}
asked_as: {{summary: [{}]}}
"""


@pytest.mark.parametrize(
    "text",
    ["40% of a team", "£90k of work", "eight weeks of work", "3 or more people", "a 2 year plan"],
)
def test_a_teams_own_figure_without_a_source_is_doubted_and_loads(
    folder: Path, tmp_path: Path, text: str
) -> None:
    own = tmp_path / "own"
    (own / "roles" / "data-lead").mkdir(parents=True)
    (own / "roles" / "data-lead" / "role.yml").write_text(OWN.format("it", "it", text, "lead"))
    assert find_unsourced(folder, own) == ["role.yml"]
    assert load(folder, own).roles["data-lead"].about.between == f"{text}\n"


@pytest.mark.parametrize(
    "text", ["45 minutes of talk", "two engineers", "24 hours", "stage 3", "Series A", "GPT-4"]
)
def test_what_claims_nothing_of_the_world_needs_no_source(
    folder: Path, tmp_path: Path, text: str
) -> None:
    """A plan's own minutes and counts; and whatever people may type, such as 90% or 4 weeks."""
    own = tmp_path / "own"
    (own / "roles" / "data-lead").mkdir(parents=True)
    typed = "they want 90% of 200k in 4 weeks"
    (own / "roles" / "data-lead" / "role.yml").write_text(OWN.format(text, text, text, typed))
    assert find_unsourced(folder, own) == []


FRAMEWORK = (
    "  - {id: ladders, name: ladders, kind: framework, published: 2019, recorded: 2026-11}\n"
)
FIGURE = "twice as fast in 4 weeks"


@pytest.mark.parametrize("name", ["interview", "red-flags", "mistakes", "questions"])
def test_what_a_whole_file_rests_on_is_under_each_of_its_texts(
    folder: Path, tmp_path: Path, name: str
) -> None:
    """An entry with a source of its own names that one alone, and interviews tell it of the whole.

    A question or a bar with its anchors fills a phone's screen without it.
    """
    own = tmp_path / "own"
    (own / "roles" / "ai-tech-lead").mkdir(parents=True)
    sources = folder / "sources.yml"
    sources.write_text(sources.read_text() + FRAMEWORK)
    (own / "roles" / "ai-tech-lead" / f"{name}.yml").write_text("source: ladders\n")

    before, after = (
        {passage.id: passage.source for passage in list_passages(guide.roles[ROLE], guide.places)}
        for guide in (load(folder), load(folder, own))
    )
    changed = {passage_id for passage_id in after if after[passage_id] != before[passage_id]}
    whole = {"interview/all", "interview/why", "interview/attributes"}
    assert all(passage_id.split("/")[0] == name for passage_id in changed)
    assert changed >= {
        passage_id
        for passage_id, source in before.items()
        if passage_id.split("/")[0] == name and not source
        if name != "interview" or passage_id in whole
    }
    assert name != "interview" or changed == whole


@pytest.mark.parametrize("name", ["interview", "red-flags", "mistakes", "questions"])
def test_what_a_whole_file_rests_on_is_checked(folder: Path, name: str) -> None:
    file = folder / "roles/ai-tech-lead" / f"{name}.yml"
    file.write_text(f"source: nobody\n{file.read_text()}")
    assert [problem.message for problem in check(folder)] == [
        "“nobody” is not the id of a source in sources.yml"
    ]


@pytest.mark.parametrize("kind", ["framework", "judgement"])
def test_neither_a_framework_nor_our_judgement_is_a_source_of_a_figure(
    folder: Path, kind: str
) -> None:
    sources = folder / "sources.yml"
    sources.write_text(sources.read_text() + FRAMEWORK.replace("framework", kind))
    file = folder / "roles/ai-tech-lead/red-flags.yml"
    claimed = file.read_text().replace("intro: Patterns", f"intro: {FIGURE}. Patterns")
    file.write_text(f"source: ladders\n{claimed}")
    assert find_unsourced(folder) == ["red-flags.yml"]
    file.write_text(file.read_text().replace("ladders", "[ladders, recruiter-guide]", 1))
    assert find_unsourced(folder) == []


def test_a_source_in_a_teams_own_words_still_loads(folder: Path, tmp_path: Path) -> None:
    """As salary.yml had it before there were ids; it takes the place of ours."""
    own = tmp_path / "own"
    (own / "roles" / "ai-tech-lead").mkdir(parents=True)
    words = "Source: our own survey of 2026."
    (own / "roles" / "ai-tech-lead" / "salary.yml").write_text(f"source: '{words}'\n")
    salary = load(folder, own).roles["ai-tech-lead"].salary
    assert salary
    assert (salary.source, salary.source_text) == ((), words)
    assert load(folder, own).doubts == ()


def test_a_salary_file_of_one_value_is_one_problem(folder: Path) -> None:
    (folder / "roles/ai-tech-lead/salary.yml").write_text("- 5\n")
    assert any("must be a mapping" in problem.message for problem in check(folder))


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("do we have to show pay in Colorado?", "colorado"),
        ("is the range mandatory in the ad in Washington, D.C.", "washington-dc"),
        ("do we have to show pay in washington", "washington"),
        ("must the salary be in the ad, we hire in Berlin", "eu"),
        ("pay transparency law in the EU", "eu"),
        ("should the posting show the pay in NYC", "new-york"),
        ("pay transparency law", "all"),
        ("do we have to show pay in Texas", "all"),
    ],
)
def test_whether_the_law_wants_the_pay_shown_is_told_by_place(
    guide: Guide, typed: str, place: str
) -> None:
    answer = load_handbook("ai-tech-lead", guide).ask(typed)
    assert isinstance(answer, Found)
    assert answer.passage.id == f"pay-law/{place}"


@pytest.mark.parametrize("typed", ["how much in new york", "hiring in illinois", "europe"])
def test_a_place_alone_is_no_question_on_the_law(guide: Guide, typed: str) -> None:
    answer = load_handbook("ai-tech-lead", guide).ask(typed)
    assert "pay-law" not in repr(answer)


def test_a_role_without_a_posting_has_no_law_on_it(guide: Guide) -> None:
    lead = guide.roles["ai-tech-lead"]
    without = replace(lead, posting=None, template=None)
    passages = list_passages(without, guide.places, guide.pay_transparency)
    assert not any(passage.id.startswith("pay-law") for passage in passages)
