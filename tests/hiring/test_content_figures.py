"""Prose takes its figures from the data, so that one change changes both."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hiring.guide import content
from tests.hiring.conftest import CONTENT

if TYPE_CHECKING:
    from pathlib import Path

ROLE = "roles/ai-tech-lead"


def write(tmp_path: Path, name: str, text: str) -> Path:
    file = tmp_path / "own" / ROLE / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return tmp_path / "own"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{{ salary.loss.percent_under }}% under", "20% under"),
        ("{{ salary.engineer_bands }}", "40–80k USD"),
        ("{{ salary.engineer_bands.low }}", "40,000"),
        ("{{ salary.bands.london.base }} GBP", "130–180k GBP"),
        ('{{ salary.bands["sf-ny"].total }}', "280–500k+"),
        ('{{ salary.equity.stages["series-a"] }}%', "0.1–0.5%"),
        ('{{ time_to_hire.routes["In-house"] }}', "4–9 months"),
        ("{{ need.questions | length }} questions", "6 questions"),
        ("{{ interview.stages.screen.minutes }} minutes", "45 minutes"),
        ("an {{ role.title }}", "an AI Tech Lead"),
        ('{{ salary.rules_of_thumb.rules["4"] }}', "Candidates at staff level"),
        ("{{ figures.meetings }} of the week", "a third of the week"),
        ("a { brace and {% block %}", "a { brace and {% block %}"),
    ],
)
def test_a_text_shows_the_figure(tmp_path: Path, text: str, shown: str) -> None:
    own = write(tmp_path, "salary.yml", f"varies: '{text}'")
    write(tmp_path, "role.yml", "figures: {meetings: a third}")

    salary = content.load(CONTENT, own).roles["ai-tech-lead"].salary

    assert salary is not None
    assert shown in salary.varies


def test_a_range_of_odd_amounts_is_written_in_full(tmp_path: Path) -> None:
    own = write(
        tmp_path,
        "salary.yml",
        "engineer_bands: {low: 40500}\nvaries: '{{ salary.engineer_bands }}'",
    )

    salary = content.load(CONTENT, own).roles["ai-tech-lead"].salary

    assert salary is not None
    assert salary.varies == "40,500–80,000 USD"


def test_a_figure_that_an_overlay_changes_changes_every_text_that_tells_it(tmp_path: Path) -> None:
    own = write(
        tmp_path,
        "salary.yml",
        "loss: {percent_under: 25}\nmistake: '{{ salary.loss.percent_under }}%'",
    )

    salary = content.load(CONTENT, own).roles["ai-tech-lead"].salary

    assert salary is not None
    assert salary.mistake == "25%"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{{ slary.loss }}", "“slary” is not known; known are "),
        ("{{ salary.los }}", "“salary” has no “los”, only source, reliability, bands"),
        ("{{ salary.los }}", "Did you mean “loss”?"),
        ("{{ salary.loss }}", "“salary.loss” is not a figure; name one of percent_under, text"),
        ("{{ salary.bands.rome.base }}", "“salary.bands” has no “rome”, only sf-ny"),
        ("{{ salary.mistake }}", "“salary.mistake” takes figures itself; take them from the data"),
        ("{{ figures.nothing }}", "“figures” has no “nothing”, only "),
        ("{{ salary.loss.percent_under", "can't be read: check what is in the braces."),
        ("{{ 1 / 0 }}", "can't be filled in: it divides by zero"),
        ("{{ ''.__class__.__mro__ }}", "can't be filled in: this isn't allowed in a text"),
    ],
)
def test_a_figure_that_is_not_there_is_named_with_its_line(
    tmp_path: Path, text: str, says: str
) -> None:
    own = write(
        tmp_path, "salary.yml", f'varies: "{text}"\nmistake: "{{{{ salary.loss.percent_under }}}}"'
    )

    (problem,) = content.check(CONTENT, own)

    assert (problem.file, problem.line) == (own / ROLE / "salary.yml", 1)
    assert says in problem.message


def test_a_wrong_figure_is_reported_once_and_not_for_each_text(tmp_path: Path) -> None:
    own = write(
        tmp_path, "salary.yml", "engineer_bands: {low: 40k}\nvaries: '{{ salary.engineer_bands }}'"
    )

    (problem,) = content.check(CONTENT, own)

    assert "“40k” is not an amount" in problem.message
