"""`/salary` for the roles that ship: most have official figures only. Through real HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from local_slack.client import words
from tests.desk import own_database, run_desk
from tests.features.salary import ask
from tests.guides import load_shipped_guide

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.desk import Running

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shipped(valkey_socket: Path) -> AsyncIterator[Running]:
    with own_database(valkey_socket, 6) as url:
        async with run_desk(load_shipped_guide(), url) as desk:
            yield desk


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("data scientist austin", "Counted as _Data Scientists_: Data analysts"),
        ("swe seattle", "Counted as _Software Developers_: Engineers of every seniority"),
        ("staff engineer seattle", "have no Staff / Principal ML Engineer of their own"),
    ],
)
async def test_an_occupation_that_is_the_role_itself_is_not_called_the_nearest(
    shipped: Running, text: str, sentence: str
) -> None:
    assert sentence in words(await ask(shipped.workspace.person("maya"), text))


async def test_a_question_that_official_figures_do_not_answer_is_not_understood(
    shipped: Running,
) -> None:
    """What is wrong with the bands of software engineers is a question to the lead's estimates."""
    answer = words(
        await ask(
            shipped.workspace.person("maya"),
            "data scientist: why are software engineer bands wrong",
        )
    )
    assert "The figures for this role are gone" not in answer
