"""One person of a workspace is told the first steps, only once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.store.connection import connect
from bot.store.welcomes import Welcomes
from tests.desk import TENANT, own_database, run_desk, run_in_workspace, serve_workspace
from tests.features.debriefs import get_dm, get_people, read_text, wait_for_message, wait_for_modal
from tests.slack.test_oauth import SETTINGS, install

if TYPE_CHECKING:
    from pathlib import Path

    from hiring.guide.role import Guide
    from local_slack.client import Person
    from tests.desk import Running

    JSON = dict[str, Any]

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning"),
]

WELCOME = "Welcome to Hiring Desk"


async def count_welcomes(person: Person) -> int:
    messages = (await person.screen())["messages"].get(get_dm(person), [])
    return sum(WELCOME in read_text(message) for message in messages)


async def test_the_first_administrator_who_opens_their_home_is_told(fresh: Running) -> None:
    maya, _, ines, *_ = get_people(fresh)
    await maya.open_home()
    await ines.open_home()
    message = await wait_for_message(ines, WELCOME, get_dm(ines))
    await ines.press(message, "Open a debrief")
    await ines.close(await wait_for_modal(ines))
    await ines.open_home()
    await fresh.settle()
    assert await count_welcomes(ines) == 1
    assert await count_welcomes(maya) == 0


async def test_nobody_is_told_again_by_another_process_or_another_administrator(
    guide: Guide, valkey_socket: Path
) -> None:
    with own_database(valkey_socket, 6) as url:
        async with run_desk(guide, url, administrators="U0INES") as desk:
            ines = desk.workspace.person("ines")
            await ines.open_home()
            await wait_for_message(ines, WELCOME, get_dm(ines))
        async with run_desk(guide, url, administrators="U0INES,U0ROSA") as desk:
            for name in ("rosa", "ines"):
                await desk.workspace.person(name).open_home()
            await desk.settle()
            assert await count_welcomes(desk.workspace.person("rosa")) == 0


async def test_who_installs_is_told_and_no_administrator_after_that(
    guide: Guide, valkey_socket: Path
) -> None:
    with own_database(valkey_socket, 6) as url:
        async with (
            serve_workspace() as (slack, workspace),
            run_in_workspace(
                slack, workspace, guide, url, **SETTINGS, administrators=f"{TENANT}:U0INES"
            ) as desk,
        ):
            await install(desk)
            people = get_people(desk)
            for person in people:
                await person.open_home()
            await install(desk)
            await desk.settle()
            assert sum([await count_welcomes(person) for person in people]) == 1


async def test_a_refused_message_leaves_the_welcome_to_the_next_one(fresh: Running) -> None:
    ines = fresh.workspace.person("ines")
    await fresh.workspace.fault("conversations.open", "ratelimited", times=1)
    await ines.open_home()
    await fresh.settle()
    await ines.open_home()
    await wait_for_message(ines, WELCOME, get_dm(ines))


async def test_a_claim_whose_answer_was_lost_is_found_again(valkey_url: str) -> None:
    async with connect(valkey_url) as store:
        assert await Welcomes(store).claim(TENANT)
        assert not await Welcomes(store).claim(TENANT)
        await Welcomes(store).release(TENANT)
        assert await Welcomes(store).claim(TENANT)
