"""With two full roles every command takes one, and each channel remembers its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio

from local_slack.client import words
from tests.desk import own_database, running
from tests.features.debriefs import top

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from hiring.guide.role import Guide
    from local_slack.client import Person
    from tests.desk import Running

    JSON = dict[str, Any]

pytestmark = pytest.mark.asyncio(loop_scope="module")

LEAD, SAMPLE = "AI Tech Lead", "Sample Lead"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def desk(valkey_socket: Path, two_roles: Guide) -> AsyncIterator[Running]:
    with own_database(valkey_socket, 9) as url:
        async with running(two_roles, url) as started:
            yield started


async def subject(person: Person, text: str, channel: str) -> str:
    """The role that the answer to a command is about: it is named before the other, in a picker."""
    await person.say(channel, text)
    view = await person.modal()
    answer = words(view or (await person.sees(channel))[-1])
    if view:
        await person.close(await top(person))
    return min((LEAD, SAMPLE), key=lambda role: answer.find(role) % 1_000_000)


@pytest.mark.parametrize(
    "command", ["/salary", "/jd", "/do-we-need-a-lead", "/interview-questions", "/hiring-guide"]
)
async def test_a_channel_remembers_the_role_that_was_named_last(
    desk: Running, command: str
) -> None:
    maya = desk.workspace.person("maya")
    hiring, general = "#hiring-ai-lead", "#general"
    assert await subject(maya, f"{command} sample lead", hiring) == SAMPLE
    assert await subject(maya, command, hiring) == SAMPLE
    assert await subject(maya, f"{command} AI tech lead", general) == LEAD
    assert await subject(maya, command, general) == LEAD
    assert await subject(maya, command, hiring) == SAMPLE


async def test_another_role_can_be_picked_for_the_same_question(desk: Running) -> None:
    maya = desk.workspace.person("maya")
    await maya.say("#general", "/salary ai tech lead london")
    answer = (await maya.sees("#general"))[-1]
    await maya.choose(answer, "Another role", SAMPLE)
    await maya.until(
        lambda screen: any(
            f"{SAMPLE}, UK (London)" in words(one) for one in screen["messages"]["C0GENERAL"]
        )
    )
