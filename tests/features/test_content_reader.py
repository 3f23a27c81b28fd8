"""One look at a team's content after another: what is read, when, and who is told by whom."""

from __future__ import annotations

import asyncio
import os
import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio

from bot.content_reader import ContentReader
from bot.desk import CurrentDesk
from bot.metrics import Metrics
from bot.run import build_desk, preparing_answers, reading_content
from bot.slack import replies
from bot.slack.client import Slack, open_session
from bot.slack.guard import Guard
from bot.slack.requests import Other
from bot.slack.tasks import Tasks
from bot.slack.tokens import Tokens
from bot.store.clock import Clock
from bot.store.connection import connect
from hiring.guide.content_folders import ContentFolders
from hiring.guide.handbook import load_handbook
from tests.desk import BOT_TOKEN, join_preparing, make_settings, serve_workspace, until
from tests.features.debriefs import get_dm, read_text
from tests.guides import SAMPLE_CONTENT, load_sample_guide
from tests.store.conftest import KEYRING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.desk import Desk
    from bot.slack.replies import Reply
    from local_slack.client import Workspace

pytestmark = pytest.mark.asyncio(loop_scope="module")

SAMPLE_LOW = 130_000


@dataclass(frozen=True)
class World:
    workspace: Workspace
    slack: Slack
    store: Any
    own: Path

    def make_reader(self, administrators: str = "U0INES") -> tuple[ContentReader, CurrentDesk]:
        """A process's own reader, which has read nothing yet."""
        settings = make_settings(administrators=administrators)
        opened = (self.store, KEYRING)
        desk = build_desk(
            settings, load_sample_guide(), opened, Clock(), self.slack, None, Tasks(), native=True
        )
        current, folders = CurrentDesk(desk), ContentFolders(SAMPLE_CONTENT, self.own)
        return ContentReader(folders, current, Metrics()), current

    def write(self, low: str) -> None:
        """London's pay, which is a mistake where `low` is no amount."""
        text = f"bands:\n  - place: london\n    base: {{low: {low}}}\n"
        file = self.own / "roles/ai-tech-lead/salary.yml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    async def read_notices(self, name: str = "ines") -> list[str]:
        person = self.workspace.person(name)
        messages = (await person.screen())["messages"].get(get_dm(person), [])
        return [read_text(message).partition("\n")[0] for message in messages]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def served() -> AsyncIterator[tuple[Workspace, Slack]]:
    async def find_token(*_: object) -> str:
        return BOT_TOKEN

    async with serve_workspace() as (server, workspace), open_session() as http:
        yield workspace, Slack(http, server.api_url, find_token, Metrics())


@pytest_asyncio.fixture(loop_scope="module")
async def world(
    served: tuple[Workspace, Slack], valkey_url: str, tmp_path: Path
) -> AsyncIterator[World]:
    workspace, slack = served
    await workspace.reset()
    (tmp_path / "own").mkdir()
    async with connect(valkey_url) as store:
        yield World(workspace, slack, store, tmp_path / "own")


def read_low(current: CurrentDesk) -> int:
    salary = current.read_guide().roles["ai-tech-lead"].salary
    band = salary.band("london") if salary else None
    assert band
    return int(band.base.low)


async def test_a_change_is_read_once_two_looks_saw_the_same(world: World) -> None:
    """So nothing is read while a file is being written."""
    reader, current = world.make_reader()
    world.write("14")  # the beginning of what follows
    await reader.check()
    world.write("140000")
    await reader.check()
    assert read_low(current) == SAMPLE_LOW
    await reader.check()
    assert read_low(current) == 140_000
    desk = current.desk
    await reader.check()
    assert current.desk is desk
    assert await world.read_notices() == []


async def test_what_changes_while_files_are_read_is_not_half_read(world: World) -> None:
    """A pipe stands for a file on a slow drive: who reads it waits until something is written."""
    reader, current = world.make_reader()
    world.write("140000")
    pipe = world.own / "help.yml"
    os.mkfifo(pipe)
    await reader.check()
    checking = asyncio.create_task(reader.check())
    writing: list[int] = []

    def open_pipe() -> bool:
        with suppress(OSError):  # nobody reads it yet
            writing.append(os.open(pipe, os.O_WRONLY | os.O_NONBLOCK))
        return bool(writing)

    await until(open_pipe)
    world.write("150000")
    os.write(writing[0], b"{}\n")
    os.close(writing[0])
    await checking
    assert read_low(current) == SAMPLE_LOW
    pipe.unlink()
    await reader.check()
    await reader.check()
    assert read_low(current) == 150_000


async def test_a_request_that_has_begun_keeps_its_content_to_its_end(world: World) -> None:
    reader, current = world.make_reader()
    begun, go_on = asyncio.Event(), asyncio.Event()
    seen: list[Desk] = []

    async def handle(_: Other, desk: Desk) -> Reply:
        seen.append(desk)
        begun.set()
        await go_on.wait()
        return replies.ACKNOWLEDGED

    guard = Guard(current.read, Metrics(), Tokens(BOT_TOKEN, None))
    first = asyncio.create_task(guard(Other(""), handle))
    await begun.wait()
    world.write("140000")
    await reader.check()
    await reader.check()
    go_on.set()
    await first
    await guard(Other(""), handle)
    old, new = seen
    assert old is not new is current.desk
    assert old.guide.roles["ai-tech-lead"] != new.guide.roles["ai-tech-lead"]
    sources = {desk.salary_answers["ai-tech-lead"].source.salary for desk in seen}
    assert sources == {desk.guide.roles["ai-tech-lead"].salary for desk in seen}


async def test_a_companys_own_pay_is_read_again_with_the_rest(world: World) -> None:
    reader, current = world.make_reader()
    pay = world.own / "pay"
    pay.mkdir()
    (pay / "our-bands.yml").write_text("name: Our bands\nkind: bands\nas_of: 2026 Q3\n")
    table = pay / "our-bands.csv"
    head = "occupation,area,currency,p10,median,p90\n"
    for middle in (80_000, 81_000):
        table.write_text(f"{head}Data Engineer,Berlin,EUR,70000,{middle},95000\n")
        await reader.check()
        await reader.check()
        own = current.read_guide().pay_statistics.tables[0]
        assert own.survey.name == "Our bands"
        assert [row.median for row in own.read_rows(None, None)] == [middle]


async def test_files_are_read_beside_the_requests(world: World) -> None:
    """In a thread of its own, which the end of the process doesn't wait for."""
    reader, _ = world.make_reader()
    world.write("140000")
    await reader.check()
    checking = asyncio.create_task(reader.check())
    threads = set()
    while not checking.done():
        threads |= {each for each in threading.enumerate() if each.name == "content"}
        await asyncio.sleep(0)
    assert threads
    assert all(thread.daemon for thread in threads)


async def test_nobody_waits_for_what_a_first_question_prepares(world: World) -> None:
    reader, current = world.make_reader()
    world.write("140000")
    await reader.check()
    await reader.check()
    join_preparing()
    prepared = load_handbook.cache_info().misses
    for answers in current.desk.handbook_answers.values():
        answers.read("how long does it take")
    assert load_handbook.cache_info().misses == prepared


async def test_after_a_start_nobody_waits_for_it_either(world: World) -> None:
    """It happens in a thread, which the end of the process doesn't wait for."""
    _, current = world.make_reader()
    join_preparing()
    load_handbook.cache_clear()
    threads = set()
    async with preparing_answers(current, 0):
        while load_handbook.cache_info().currsize < len(current.desk.handbook_answers):
            threads |= {each for each in threading.enumerate() if each.name == "answers"}
            await asyncio.sleep(0)
    assert threads
    assert all(thread.daemon for thread in threads)


async def test_a_stop_before_answers_are_prepared_prepares_none(world: World) -> None:
    _, current = world.make_reader()
    join_preparing()
    load_handbook.cache_clear()
    async with preparing_answers(current, 60):
        pass
    assert load_handbook.cache_info().currsize == 0


async def test_of_several_processes_one_tells_an_administrator(world: World) -> None:
    first, _ = world.make_reader()
    second, _ = world.make_reader()
    for low, count in (("14", 1), ("140000", 2), ("15", 3)):
        world.write(low)
        for reader in (first, second, first, second, first):
            await reader.check()
        assert len(await world.read_notices()) == count
    kinds = ["is in order" in notice for notice in await world.read_notices()]
    assert kinds == [False, True, False]


async def test_a_process_that_starts_when_all_is_in_order_says_so_where_another_told_otherwise(
    world: World,
) -> None:
    first, _ = world.make_reader()
    world.write("14")
    for _ in range(2):
        await first.check()
    world.write("140000")
    restarted, _ = world.make_reader()
    await restarted.check()
    assert len(await world.read_notices()) == 2
    later, _ = world.make_reader()
    await later.check()
    assert len(await world.read_notices()) == 2


async def test_who_could_not_be_told_is_told_later(world: World) -> None:
    reader, _ = world.make_reader("U0INES,U0ROSA")
    world.write("14")
    await world.workspace.fault("chat.postMessage", "server_error")
    await reader.check()
    await reader.check()
    told = [len(await world.read_notices(name)) for name in ("ines", "rosa")]
    assert sorted(told) == [0, 1]
    for _ in range(2):
        await reader.check()
    assert [len(await world.read_notices(name)) for name in ("ines", "rosa")] == [1, 1]


async def test_with_many_workspaces_each_names_its_own(world: World) -> None:
    reader, _ = world.make_reader("T0LOCAL:U0ROSA")
    world.write("14")
    for _ in range(3):
        await reader.check()
    assert len(await world.read_notices("rosa")) == 1


@pytest.mark.parametrize(("seconds", "looks"), [(0, False), (0.01, True)])
async def test_with_zero_seconds_nobody_looks(world: World, seconds: float, looks: bool) -> None:  # noqa: FBT001 - a case
    reader, _ = world.make_reader()
    async with reading_content(reader, seconds):
        assert ("content" in {task.get_name() for task in asyncio.all_tasks()}) is looks
    assert "content" not in {task.get_name() for task in asyncio.all_tasks()}
