"""What is possible and absurd fails the check in words, and stops no start."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hiring.guide import content
from tests.hiring.conftest import CONTENT
from tests.hiring.test_content_figures import write

if TYPE_CHECKING:
    from pathlib import Path

SMALL_BASE, SMALL_TOTAL = "{low: 13000, high: 20000}", "{low: 16000, high: 26000}"


@pytest.mark.parametrize(
    ("name", "text", "line", "says"),
    [
        (
            "salary.yml",
            "bands:\n  london:\n    base: {low: 13000}",
            3,
            "base from 13,000 to 180,000 is a very wide range. If it is right, add “unu",
        ),
        ("salary.yml", "bands: {london: {total: {high: 2400000}}}", 1, "total from 150,000 to 2,4"),
        (
            "salary.yml",
            f"bands:\n  tel-aviv:\n    base: {SMALL_BASE}\n    total: {SMALL_TOTAL}",
            3,
            "base begins at 13,000 USD, and elsewhere in USD around 180,000.",
        ),
        ("salary.yml", "bands: {london: {total: {low: 900000, high: 990000}}}", 1, "4 times base."),
        ("salary.yml", "equity: {stages: {series-a: {high: 50}}}", 1, "50% of the company is"),
        (
            "salary.yml",
            "equity: {stages: {series-a: {low: 0.001, high: 0.005}}}",
            1,
            "0.005 means 0.005%. Write 0.5 for 0.5%.",
        ),
        ("salary.yml", "loss: {percent_under: 0.2}", 1, "0.2 means 0.2%. Write 20 for 20%."),
        (
            "salary.yml",
            "loss: {text: An offer 25% under loses people.}",
            1,
            "the text does not say 20%, as “percent_under” does. Write {{ salary.loss.",
        ),
        (
            "salary.yml",
            "how_total: {text: Base plus a bonus of 5–10% plus equity.}",
            1,
            "the text does not say 10–20%, as “bonus” does. Write {{ salary.bonus }}%",
        ),
        ("time-to-hire.yml", "routes: {In-house: {high: 40}}", 1, "40 months is a very long time."),
        ("time-to-hire.yml", "routes: {In-house: {low: 5}}", 1, "the label does not say 5–9, as"),
        (
            "time-to-hire.yml",
            "summary: 8–20 weeks through an agency.",
            1,
            "“8–20 weeks” is not in time-to-hire.yml, which says 8–16 weeks, 4–9 months.",
        ),
        ("questions.yml", "questions: {phd: {answer: In 2-3 months.}}", 1, "“2-3 months” is not"),
        (
            "salary.yml",
            "mistake: They lie 50–90k USD under this market.",
            1,
            "50–90k USD is in none of the ranges of salary.yml. Take it from there: {{ salary.",
        ),
        ("questions.yml", "questions: {phd: {answer: £140k–£180k.}}", 1, "140–180k GBP is in none"),
    ],
)  # fmt: skip
def test_what_looks_like_a_slip_is_doubted_in_its_line(
    tmp_path: Path, name: str, text: str, line: int, says: str
) -> None:
    own = write(tmp_path, name, text)

    doubts = [problem for problem in content.check(CONTENT, own) if says in problem.message]

    assert [(problem.line, problem.doubtful) for problem in doubts] == [(line, True)]
    assert str(doubts[0]) in content.load(CONTENT, own).doubts


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "salary.yml",
            f"bands: {{tel-aviv: {{unusual: true, base: {SMALL_BASE}, total: {SMALL_TOTAL}}}}}",
        ),
        (
            "salary.yml",
            (
                "{loss: {text: Such an offer loses people.}, "
                "how_total: {text: Base plus bonus plus equity.}, "
                "rules_of_thumb: {rules: [150–250k USD anywhere.]}, "
                "varies: It was 1–9k in JPY and 20–30k people once. Or 130–180k GBP.}"
            ),
        ),
        (
            "salary.yml",
            (
                "{bonus: null, how_total: {text: A bonus of 5–10%.}, "
                "loss: null, rules_of_thumb: null, mistake: null}"
            ),
        ),
        (
            "questions.yml",
            "questions: {phd: {answer: In 8–16 weeks at 40–80k USD., source: recruiter-guide}}",
        ),
        ("mistakes.yml", "mistakes: {communication: {text: 'Waiting 2 or 3 weeks, 30%.'}}"),
    ],
)
def test_what_is_meant_is_not_doubted(tmp_path: Path, name: str, text: str) -> None:
    assert content.check(CONTENT, write(tmp_path, name, text)) == []


def test_a_text_that_still_takes_a_figure_that_was_removed_is_wrong(tmp_path: Path) -> None:
    own = write(tmp_path, "salary.yml", "{engineer_bands: null, mistake: null}")

    (problem,) = content.check(CONTENT, own)

    assert (problem.file.name, problem.line) == ("salary.yml", 1)
    assert "removes “engineer_bands”, but the text in roles/ai-tech-lead/questions.yml" in str(
        problem
    )


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        (
            "questions.yml",
            "questions: {code: {asked_as: []}}",
            "nobody will find “Do they still write code?” in their own words. List questions that",
        ),
        (
            "mistakes.yml",
            "mistakes: {communication: {asked_as: [Talks in circles]}}",
            "“Talks in circles” is a phrasing of “Red flag: Hard to follow in the interview, ",
        ),
        (
            "time-to-hire.yml",
            "asked_as: [architecture]",
            "“architecture” does not find “Time to hire”, since other passages have its",
        ),
    ],
)
def test_a_phrasing_that_does_not_do_its_work_is_doubted(
    tmp_path: Path, name: str, text: str, says: str
) -> None:
    own = write(tmp_path, name, text)

    problems = content.check(CONTENT, own)

    assert [problem for problem in problems if problem.message.startswith(says)]
    assert all(problem.doubtful for problem in problems)
    assert content.load(CONTENT, own).doubts == ()
