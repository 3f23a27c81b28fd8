"""With several roles every command takes one; a channel has its own, and so may a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio

from bot.store.channel_roles import CACHED_SECONDS
from bot.store.keys import Keys
from hiring.guide import content
from local_slack.client import words
from tests.desk import ROOT, TENANT, own_database, run_desk
from tests.features.debriefs import wait_for_modal
from tests.guides import SAMPLE_CONTENT

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from hiring.guide.role import Guide
    from local_slack.client import Person
    from tests.desk import Running

    JSON = dict[str, Any]

pytestmark = pytest.mark.asyncio(loop_scope="module")

LEAD, SAMPLE, HIRING = "AI Tech Lead", "Sample Lead", "#hiring-ai-lead"
SMALL = ROOT / "tests" / "sample_overlay"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def desk(valkey_socket: Path, two_roles: Guide) -> AsyncIterator[Running]:
    with own_database(valkey_socket, 9) as url:
        async with run_desk(two_roles, url) as started:
            yield started


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def small(valkey_socket: Path) -> AsyncIterator[Running]:
    """A desk whose second role has an interview plan, its mistakes, and no more."""
    with own_database(valkey_socket, 7) as url:
        async with run_desk(content.load(SAMPLE_CONTENT, SMALL), url) as started:
            yield started


async def ask(person: Person, text: str, channel: str = "#hiring-ai-lead") -> JSON:
    await person.say(channel, text)
    return (await person.sees(channel))[-1]


async def find_subject(person: Person, text: str, channel: str) -> str:
    """The role that the answer to a command is about: it is named before the other, in a picker."""
    await person.say(channel, text)
    view = await person.modal()
    answer = words(view or (await person.sees(channel))[-1])
    if view:
        await person.close(await wait_for_modal(person))
    return min((LEAD, SAMPLE), key=lambda role: answer.find(role) % 1_000_000)


COMMANDS = ["/salary", "/jd", "/do-we-need-a-lead", "/interview-questions", "/hiring-guide"]


@pytest.mark.parametrize("command", COMMANDS)
async def test_a_private_look_at_a_role_changes_nothing_for_the_channel(
    desk: Running, command: str
) -> None:
    maya, sam = desk.workspace.person("maya"), desk.workspace.person("sam")
    assert await find_subject(maya, f"{command} sample lead", HIRING) == SAMPLE
    assert await find_subject(maya, command, HIRING) == LEAD
    assert await find_subject(sam, command, HIRING) == LEAD


@pytest.mark.parametrize("command", COMMANDS)
async def test_in_a_channel_without_a_role_a_persons_own_choice_counts_for_them(
    desk: Running, command: str
) -> None:
    maya, sam = desk.workspace.person("maya"), desk.workspace.person("sam")
    for person in (maya, sam):
        desk.store.delete(Keys(TENANT).own_role_key("C0GENERAL", person.id))
    desk.store.delete(Keys(TENANT).channel_role_key("C0GENERAL"))
    await desk.advance(CACHED_SECONDS)
    assert "Which role is this about?" in words(await ask(maya, command, "#general"))
    assert await find_subject(maya, f"{command} sample lead", "#general") == SAMPLE
    assert await find_subject(maya, command, "#general") == SAMPLE
    assert "Which role is this about?" in words(await ask(sam, command, "#general"))


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("/salary ai tech lead london", f"{SAMPLE}, UK (London)"),
    ],
)
async def test_another_role_can_be_picked_for_the_same_question(
    desk: Running, typed: str, shown: str
) -> None:
    maya = desk.workspace.person("maya")
    answer = await ask(maya, typed, "#general")
    await maya.press(answer, f"Another role: {SAMPLE}")
    await wait_for_text(maya, answer, shown)


async def wait_for_text(person: Person, answer: JSON, text: str) -> JSON:
    """The answer with this text, in the place of a former one."""

    def find(screen: JSON) -> list[JSON]:
        return [
            message
            for message in screen["messages"][answer["channel"]]
            if message["ts"] == answer["ts"] and text in words(message)
        ]

    return find(await person.until(find))[0]


@pytest.mark.parametrize("command", ["/interview-questions", "/hiring-guide"])
async def test_the_answer_to_the_bare_command_has_a_picker_of_the_other_roles(
    desk: Running, command: str
) -> None:
    maya = desk.workspace.person("maya")
    answer = await ask(maya, command, HIRING)
    assert LEAD in words(answer)
    await maya.choose(answer, "Another role", SAMPLE)
    await wait_for_text(maya, answer, f"{SAMPLE}: ")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("/hiring-guide how long does it take", f"{SAMPLE}: *Time to hire*"),
        ("/interview-questions screen", f"{SAMPLE}: 1 Technical screen"),
    ],
)
async def test_any_answer_names_its_role_and_asks_again_for_another(
    desk: Running, typed: str, shown: str
) -> None:
    """The question that was typed is put to the other role."""
    maya = desk.workspace.person("maya")
    answer = await ask(maya, typed, HIRING)
    assert shown.replace(SAMPLE, LEAD) in words(answer)
    await maya.press(answer, f"Another role: {SAMPLE}")
    await wait_for_text(maya, answer, shown)


async def test_a_question_is_put_to_the_role_that_was_named(small: Running) -> None:
    maya = small.workspace.person("maya")
    shown = words(await ask(maya, "/hiring-guide analyst who is counting samples"))
    assert "Every sample of the sample lab" in shown
    assert "From your hiring guide: Sample Analyst" in shown
    assert "The guide doesn't cover" in words(await ask(maya, "/hiring-guide analyst phd"))


async def test_only_topics_of_the_roles_own_files_are_shown(small: Running) -> None:
    shown = words(await ask(small.workspace.person("maya"), "/hiring-guide analyst"))
    assert "Common mistakes" in shown
    assert "Red flags" not in shown
    assert "Salary" not in shown


async def test_a_stage_is_one_of_the_role_that_was_named(small: Running) -> None:
    maya = small.workspace.person("maya")
    assert "Sample talk, 30 minutes" in words(await ask(maya, "/interview-questions analyst 1"))
    assert "Technical screen" in words(await ask(maya, "/interview-questions ai tech lead 1"))
