"""What the files of a role must hold, and what the shipped ones say."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from hiring.guide import content
from hiring.guide.advice import Route, Unit

if TYPE_CHECKING:
    from pathlib import Path

    from hiring.guide.role import Guide, Role

LEAD = "roles/ai-tech-lead"


@pytest.fixture(scope="module")
def lead(guide: Guide) -> Role:
    return guide.roles["ai-tech-lead"]


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "message"),
    [
        (
            "interview.yml",
            "minutes: 45",
            "minutes: 44",
            "    minutes: 44",
            "the clock makes up 45 minutes, the stage 44",
        ),
        (
            "interview.yml",
            "attributes: [ml-judgement, system-design, clarity]",
            "attributes: [ml-judgement, system-design, charm]",
            "charm]",
            "“charm” is not the id of an attribute",
        ),
        (
            "interview.yml",
            "red_flags: [research-only, hard-to-follow]",
            "red_flags: [research-only, tired]",
            "tired]",
            "“tired” is not the id of a red flag in red-flags.yml",
        ),
        (
            "interview.yml",
            "aliases: [team, values, culture, fit]",
            "aliases: [team, screening]",
            "name: Team fit",
            "“a stage called screening” is there twice",
        ),
        ("interview.yml", "id: clarity", "id: scale-fit", "id: scale-fit", "there twice"),
        ("red-flags.yml", "id: ego-driven", "id: hard-to-follow", "flags:", "there twice"),
        ("mistakes.yml", "id: communication", "id: decision-style", "mistakes:", "there twice"),
        ("questions.yml", "id: staff", "id: manager", "questions:", "there twice"),
        ("role.yml", "id: review", "id: unblocking", "functions:", "there twice"),
        ("time-to-hire.yml", "low: 8", "low: 17", "low: 17", "upside down"),
        ("role.yml", "AI Lead", "Any job", "aliases: [ATL", "also a name of the role"),
    ],
)
def test_a_slip_is_said_with_file_and_line(  # noqa: PLR0913, PLR0917 - a row of the table
    folder: Path, file: str, old: str, new: str, line: str, message: str
) -> None:
    path = folder / LEAD / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))

    problems = content.check(folder)

    assert any(message in problem.message for problem in problems), problems
    found = next(problem for problem in problems if message in problem.message)
    if found.file == path:
        assert found.line is not None
        lines = path.read_text().splitlines()
        near = "\n".join(lines[found.line - 1 : found.line + 4])
        assert line in near


def test_a_label_in_a_chart_holds_20_characters(folder: Path) -> None:
    path = folder / LEAD / "interview.yml"
    path.write_text(path.read_text().replace("short: Screen", "short: A screen of some length"))

    problems = content.check(folder)

    assert [problem.message for problem in problems] == [
        "stages.0.short: String should have at most 20 characters"
    ]


def test_red_flags_named_without_their_file_are_problems(folder: Path) -> None:
    (folder / "roles/general/red-flags.yml").unlink()

    assert {problem.file.name for problem in content.check(folder)} == {"interview.yml"}


def test_the_stages_have_the_minutes_of_the_source(lead: Role) -> None:
    assert lead.interview is not None
    assert [stage.minutes for stage in lead.interview.stages] == [45, 90, 60, 45]
    assert lead.interview.minutes == 240


def test_each_stage_rates_what_the_source_says(lead: Role) -> None:
    assert lead.interview is not None
    assert [set(stage.attributes) for stage in lead.interview.stages] == [
        {"ml-judgement", "system-design", "clarity"},
        {"structuring-ambiguity", "system-design", "scale-fit", "decision-style"},
        {"decision-style", "stakeholder-work", "enabling-others", "clarity"},
        {"decision-style", "enabling-others"},
    ]
    assert {one.id for one in lead.interview.attributes} == {
        attribute for stage in lead.interview.stages for attribute in stage.attributes
    }


def test_each_red_flag_is_probed_in_a_stage(guide: Guide) -> None:
    for role in guide.roles.values():
        assert role.interview is not None
        assert role.red_flags is not None
        probed = {flag for stage in role.interview.stages for flag in stage.red_flags}
        assert probed == {flag.id for flag in role.red_flags.flags}


def test_the_general_role_has_what_a_debrief_needs_and_no_more(guide: Guide) -> None:
    general = guide.roles["general"]

    assert general.interview is not None
    assert len(general.interview.stages) == 1
    assert general.red_flags
    absent = (general.salary, general.mistakes, general.time_to_hire, general.questions)
    assert not any(absent)
    assert not general.about.functions


def test_there_are_five_functions_and_four_neighbours(lead: Role) -> None:
    assert len(lead.about.functions) == 5
    assert len(lead.about.neighbours) == 4


def test_months_are_weeks_of_a_year_by_twelve() -> None:
    months = Route(name="In-house", label="In-house", low=4, high=9, unit=Unit.MONTHS)
    weeks = Route(name="Agency", label="Agency", low=8, high=16, unit=Unit.WEEKS)

    assert [months.weeks(months.low), months.weeks(months.high)] == [Decimal("17.3"), Decimal(39)]
    assert [weeks.weeks(weeks.low), weeks.weeks(weeks.high)] == [8, 16]
