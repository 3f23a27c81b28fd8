"""What the files of a role must hold."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from hiring.guide import content
from hiring.guide.advice import Route, Unit

if TYPE_CHECKING:
    from pathlib import Path


LEAD = "roles/ai-tech-lead"


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
            "attributes: [ml-judgement, system-design, structuring-ambiguity, clarity]",
            "attributes: [ml-judgement, system-design, structuring-ambiguity, charm]",
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
        (
            "red-flags.yml",
            "id: ego-driven",
            "id: hard-to-follow",
            "id: hard-to-follow",
            "there twice",
        ),
        (
            "mistakes.yml",
            "id: communication",
            "id: decision-style",
            "id: decision-style",
            "there twice",
        ),
        ("questions.yml", "id: staff", "id: manager", "id: manager", "there twice"),
        ("role.yml", "id: review", "id: unblocking", "id: unblocking", "there twice"),
        ("time-to-hire.yml", "low: 8", "low: 17", "low: 17", "low 17 is not under high 16"),
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
    problem_found = next(problem for problem in problems if message in problem.message)
    if problem_found.file == path:
        assert problem_found.line is not None
        lines = path.read_text().splitlines()
        near = "\n".join(lines[problem_found.line - 1 : problem_found.line + 4])
        assert line in near


def test_a_label_in_a_chart_holds_20_characters(folder: Path) -> None:
    path = folder / LEAD / "interview.yml"
    path.write_text(path.read_text().replace("short: Screen", "short: A screen of some length"))

    problems = content.check(folder)

    assert [problem.message for problem in problems] == [
        "stages, screen, short: is too long: at most 20 characters fit"
    ]


def test_red_flags_named_without_their_file_are_problems(folder: Path) -> None:
    (folder / "roles/general/red-flags.yml").unlink()

    assert {problem.file.name for problem in content.check(folder)} == {"interview.yml"}


def test_months_are_weeks_of_a_year_by_twelve() -> None:
    months = Route(name="In-house", label="In-house", low=4, high=9, unit=Unit.MONTHS)
    weeks = Route(name="Agency", label="Agency", low=8, high=16, unit=Unit.WEEKS)

    assert [months.weeks(months.low), months.weeks(months.high)] == [Decimal("17.3"), Decimal(39)]
    assert [weeks.weeks(weeks.low), weeks.weeks(weeks.high)] == [8, 16]
