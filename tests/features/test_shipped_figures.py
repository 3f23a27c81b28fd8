"""Each figure of the shipped guide is on the screen after one command and at most one press."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio
import yaml

from local_slack.client import words
from tests.desk import ROOT, own_database, run_desk
from tests.guides import load_shipped_guide

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.desk import Running

    JSON = dict[str, Any]

pytestmark = pytest.mark.asyncio(loop_scope="module")

FIGURES = yaml.safe_load((ROOT / "tests" / "figures.yml").read_text(encoding="utf-8"))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def desk(valkey_socket: Path) -> AsyncIterator[Running]:
    """A desk with the content that the project ships."""
    with own_database(valkey_socket, 10) as url:
        async with run_desk(load_shipped_guide(), url) as started:
            yield started


@pytest.mark.parametrize("row", FIGURES, ids=lambda row: f"{row['from']}: {row['figure']}")
async def test_the_figure_is_shown(desk: Running, row: JSON) -> None:
    maya = desk.workspace.person("maya")
    await maya.say("#hiring-ai-lead", row["typed"])
    answer = (await maya.sees("#hiring-ai-lead"))[-1]
    if "pressed" not in row:
        assert row["figure"] in words(answer)
        return
    await maya.press(answer, row["pressed"])
    await maya.until(
        lambda screen: any(
            message["ts"] == answer["ts"] and row["figure"] in words(message)
            for message in screen["messages"][answer["channel"]]
        )
    )
