"""A small version of each scenario of `make chaos`; the controls run there."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from chaos.result import Result, Row, Run, Scenario, markdown
from chaos.scenarios import NAMES

if TYPE_CHECKING:
    from pathlib import Path

SCENARIOS: list[Scenario] = [import_module(f"chaos.scenarios.{name}").SCENARIO for name in NAMES]
SMALL = [
    pytest.param(scenario, id=name)
    for name, scenario in zip(NAMES, SCENARIOS, strict=True)
    if scenario.small
]


@pytest.mark.parametrize("scenario", SMALL)
async def test_nothing_is_lost_and_nothing_is_doubled(scenario: Scenario, tmp_path: Path) -> None:
    result = await scenario.run(Run(scenario.small, scenario.size, 1, False, tmp_path))  # noqa: FBT003
    if result.skipped:
        pytest.skip(result.skipped)
    assert not result.broken


def test_a_row_has_problems_if_something_was_lost_and_a_control_if_nothing_was() -> None:
    scenario = SCENARIOS[0]
    held, broke = Result(2, acknowledged=2), Result(2, acknowledged=2, lost=1)
    assert not Row(scenario, held, 1.0).problems
    assert Row(scenario, broke, 1.0).problems == ("1 lost",)
    assert not Row(scenario, broke, 1.0, control=True).problems
    assert Row(scenario, held, 1.0, control=True).problems
    assert Row(scenario, Result(2, failed=2), 1.0).problems == ("nothing was acknowledged",)


def test_the_table_says_what_was_skipped_and_why() -> None:
    scenario = SCENARIOS[0]
    *_, row, skipped = markdown(
        [Row(scenario, Result(2, 2, worst=0.5), 1.0), Row(scenario, Result(skipped="no cc"), 0.0)]
    )
    assert row == f"| 1 | {scenario.title} | 2 | 2 | 0 | 0 | 0 | 0 | 0.50 |  |"
    assert skipped.endswith("| skipped: no cc |")


def test_each_scenario_has_its_own_number_in_order() -> None:
    numbers = [scenario.number for scenario in SCENARIOS]
    assert numbers == sorted(set(numbers))
