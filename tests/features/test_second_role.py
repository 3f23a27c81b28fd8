"""With a second full role each command takes one, and each channel remembers its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio

from hiring.guide import content
from local_slack.client import words
from tests.desk import ROOT, own_database, running

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from local_slack.client import Person
    from tests.desk import Running

    JSON = dict[str, Any]

pytestmark = pytest.mark.asyncio(loop_scope="module")

SAMPLE = ROOT / "tests" / "sample_content"
LEAD, ANALYST = "AI Tech Lead", "Sample Analyst"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def desk(valkey_socket: Path) -> AsyncIterator[Running]:
    with own_database(valkey_socket, 7) as url:
        async with running(content.load(ROOT / "content", SAMPLE), url) as started:
            yield started


async def asks(person: Person, text: str, channel: str = "#hiring-ai-lead") -> JSON:
    await person.say(channel, text)
    return (await person.sees(channel))[-1]


@pytest.mark.parametrize("typed", ["/hiring-guide", "/interview-questions"])
async def test_a_channel_remembers_the_role_that_was_named_last(desk: Running, typed: str) -> None:
    maya = desk.workspace.person("maya")

    assert ANALYST in words(await asks(maya, f"{typed} sample analyst"))
    assert ANALYST in words(await asks(maya, typed))
    assert LEAD in words(await asks(maya, typed, "#general"))
    assert f"{LEAD}: " in words(await asks(maya, f"{typed} AI tech lead"))
    assert f"{LEAD}: " in words(await asks(maya, typed))


@pytest.mark.parametrize("typed", ["/hiring-guide", "/interview-questions"])
async def test_another_role_can_be_picked(desk: Running, typed: str) -> None:
    maya = desk.workspace.person("maya")
    answer = await asks(maya, f"{typed} ai tech lead")
    await maya.choose(answer, "Another role", ANALYST)

    await maya.until(
        lambda screen: any(
            f"{ANALYST}: " in words(one)
            for one in screen["messages"]["C0HIRING"]
            if one["ts"] == answer["ts"]
        )
    )


async def test_a_question_is_put_to_the_role_that_was_named(desk: Running) -> None:
    maya = desk.workspace.person("maya")

    shown = words(await asks(maya, "/hiring-guide analyst who is counting samples"))
    assert "Every sample of the sample lab" in shown
    assert "content/roles/sample-analyst/role.yml" in shown
    assert "Nothing in the guide fits" in words(await asks(maya, "/hiring-guide analyst phd"))


async def test_only_topics_of_the_roles_own_files_are_shown(desk: Running) -> None:
    shown = words(await asks(desk.workspace.person("maya"), "/hiring-guide analyst"))

    assert "Common mistakes" in shown
    assert "Red flags" not in shown
    assert "Salary" not in shown


async def test_a_stage_is_one_of_the_role_that_was_named(desk: Running) -> None:
    maya = desk.workspace.person("maya")

    assert "Sample talk, 30 minutes" in words(await asks(maya, "/interview-questions analyst 1"))
    assert "Technical screen" in words(await asks(maya, "/interview-questions ai tech lead 1"))
