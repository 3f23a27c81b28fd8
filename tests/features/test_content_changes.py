"""A team's own content counts without a restart, and a mistake in it changes nothing."""

from __future__ import annotations

import logging
import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio

from hiring.guide.content_model import PLACEHOLDER
from hiring.guide.new_role import make_role
from local_slack.client import words
from tests.desk import own_database, run_desk, until
from tests.features.debriefs import (
    CHANNEL,
    get_dm,
    get_people,
    open_debrief,
    read_text,
    wait_for_button,
    wait_for_message,
    wait_for_modal,
)
from tests.guides import SAMPLE_CONTENT
from tests.written_roles import write_texts

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from hiring.guide.role import Guide
    from tests.desk import Running

    JSON = dict[str, Any]

pytestmark = pytest.mark.asyncio(loop_scope="module")

SOON = 0.02  # seconds between two looks
QUESTIONS = (
    "Said a question about what is in the way today.",
    "Said a question about the people you have.",
)
MISTAKE = "a mistake"
IN_ORDER = "content is in order"
SALARY = "bands:\n  - place: london\n    base: {{low: {low}, high: 180000}}\n"
ROLE = "title: Data Engineer\naliases: [data eng]\nsummary: Moves data.\n"


def write(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def write_pay(folder: Path, low: int) -> Path:
    """From 180,000 on it is upside down."""
    return write(folder, "roles/ai-tech-lead/salary.yml", SALARY.format(low=low))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared(
    guide: Guide, valkey_socket: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[tuple[Running, Path]]:
    """A desk that looks at a folder all the time, with Ines as its administrator."""
    own = tmp_path_factory.mktemp("own") / "content"
    own.mkdir()
    with own_database(valkey_socket, 4) as url:
        async with run_desk(
            guide, url, content_dir=own, content_check_seconds=SOON, administrators="U0INES"
        ) as desk:
            yield desk, own


@pytest_asyncio.fixture(loop_scope="module")
async def watched(shared: tuple[Running, Path]) -> tuple[Running, Path]:
    """The desk, whose folder holds nothing but a note and London's pay from 140,000."""
    desk, own = shared
    for entry in own.iterdir() if own.is_dir() else ():
        shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    write_pay(own, 140_000)
    await until_pay_begins_at(desk, 140)
    return desk, own


async def until_pay_begins_at(desk: Running, low: int) -> None:
    maya = desk.workspace.person("maya")

    async def begins() -> bool:
        await maya.say("#general", "/salary london")  # on a slow machine it may come too late
        return f"£{low}" in words((await maya.sees("#general"))[-1])

    await until(begins, 20)


async def read_content_state(desk: Running) -> tuple[bool, str]:
    ready = (await desk.get("/readyz")).json
    metrics = (await desk.get("/metrics")).body.decode()
    value = metrics.split("\nhiring_desk_content_current ")[1].split()[0]
    assert (float(value) == 1) == (ready["content"]["state"] == "current")
    return ready["ready"], ready["content"]["state"]


async def count_notices(desk: Running, text: str) -> int:
    ines = desk.workspace.person("ines")
    messages = (await ines.screen())["messages"].get(get_dm(ines), [])
    return sum(text in read_text(message) for message in messages)


async def until_notices(desk: Running, text: str, count: int) -> None:
    async def told() -> bool:
        return await count_notices(desk, text) == count

    await until(told, 20)


async def test_a_changed_figure_and_a_new_role_count_without_a_restart(
    watched: tuple[Running, Path],
) -> None:
    desk, own = watched
    write_pay(own, 141_000)
    await until_pay_begins_at(desk, 141)
    write(own, "roles/data-engineer/role.yml", ROLE)
    shutil.copy(SAMPLE_CONTENT / "roles/general/interview.yml", own / "roles/data-engineer")
    shutil.copy(SAMPLE_CONTENT / "roles/general/red-flags.yml", own / "roles/data-engineer")
    maya = desk.workspace.person("maya")

    async def answers() -> bool:
        await maya.say("#general", "/interview-questions data engineer")
        return "Data Engineer" in words((await maya.sees("#general"))[-1])

    await until(answers, 20)


async def test_a_file_saved_by_renaming_counts_even_with_the_size_and_time_of_the_old_one(
    watched: tuple[Running, Path],
) -> None:
    desk, own = watched
    file = own / "roles/ai-tech-lead/salary.yml"
    stat = file.stat()
    saved = write(own, "roles/ai-tech-lead/.salary.yml.swp", SALARY.format(low=142_000))
    os.utime(saved, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    saved.replace(file)
    assert (file.stat().st_mtime_ns, file.stat().st_size) == (stat.st_mtime_ns, stat.st_size)
    await until_pay_begins_at(desk, 142)


async def test_a_folder_that_is_swapped_behind_a_link_counts(
    watched: tuple[Running, Path], tmp_path: Path
) -> None:
    """As Kubernetes does with a ConfigMap: `..data` is a link that comes to point elsewhere."""
    desk, own = watched
    shutil.rmtree(own / "roles")
    for version, low in (("..1", 143_000), ("..2", 144_000)):
        write_pay(own / version, low)
    (own / "..data").symlink_to("..1")
    (own / "roles").symlink_to("..data/roles")
    await until_pay_begins_at(desk, 143)
    (tmp_path / "link").symlink_to("..2")
    (tmp_path / "link").replace(own / "..data")
    await until_pay_begins_at(desk, 144)
    (own / "..data").unlink()
    (own / "roles").unlink()


async def test_a_mistake_changes_nothing_and_is_told_once_until_all_is_in_order(
    watched: tuple[Running, Path], caplog: pytest.LogCaptureFixture
) -> None:
    desk, own = watched
    wrong, right = await count_notices(desk, MISTAKE), await count_notices(desk, IN_ORDER)
    with caplog.at_level(logging.INFO):
        file = write_pay(own, 190_000)
        await until_notices(desk, MISTAKE, wrong + 1)
        assert f"{file}, line 3: " in caplog.text
    ines = desk.workspace.person("ines")
    message = await wait_for_message(ines, MISTAKE, get_dm(ines))
    assert "AI Tech Lead, salary, line 3" in read_text(message)
    assert str(own) not in read_text(message)
    assert ".yml" not in read_text(message)
    assert await read_content_state(desk) == (True, "earlier")
    await until_pay_begins_at(desk, 140)

    write(own, "places.yml", "places: [")  # a second mistake is told, the first one again with it
    await until_notices(desk, MISTAKE, wrong + 2)
    message = await wait_for_message(ines, MISTAKE, get_dm(ines))
    assert "places, line 1" in read_text(message)

    (own / "places.yml").unlink()
    write_pay(own, 145_000)
    await until_notices(desk, IN_ORDER, right + 1)
    await until_pay_begins_at(desk, 145)
    assert await read_content_state(desk) == (True, "current")
    assert await count_notices(desk, MISTAKE) == wrong + 2


@pytest.mark.parametrize("how", ["vanishes", "is emptied"])
async def test_a_folder_that_goes_changes_nothing(watched: tuple[Running, Path], how: str) -> None:
    """A drive may be gone; its folder is then missing, or empty."""
    desk, own = watched
    wrong, right = await count_notices(desk, MISTAKE), await count_notices(desk, IN_ORDER)
    aside = own.with_name("aside")
    own.rename(aside)
    if how == "is emptied":
        own.mkdir()
    await until_notices(desk, MISTAKE, wrong + 1)
    ines = desk.workspace.person("ines")
    message = await wait_for_message(ines, MISTAKE, get_dm(ines))
    assert "the folder as a whole" in read_text(message)
    await until_pay_begins_at(desk, 140)
    if how == "is emptied":
        own.rmdir()
    aside.rename(own)
    await until_notices(desk, IN_ORDER, right + 1)


async def test_a_role_is_offered_to_nobody_while_it_is_unfinished(
    watched: tuple[Running, Path],
) -> None:
    desk, own = watched
    told = await count_notices(desk, "Nobody is offered")
    new = make_role(SAMPLE_CONTENT, own, "data-engineer", None, None)
    await until_notices(desk, "Nobody is offered", told + 1)
    ines = desk.workspace.person("ines")
    assert "Data Engineer" in read_text(await wait_for_message(ines, "Nobody is", get_dm(ines)))
    maya = desk.workspace.person("maya")
    commands = ("do-we-need-a-lead", "jd", "interview-questions", "hiring-guide", "salary")
    for command in commands:
        await maya.say("#general", f"/{command} data engineer")
        assert PLACEHOLDER not in str(await maya.screen())

    right = await count_notices(desk, IN_ORDER)
    write_texts(new)

    await until_notices(desk, IN_ORDER, right + 1)
    await maya.say("#general", "/interview-questions data engineer")
    assert "Said the first interview" in words((await maya.sees("#general"))[-1])


async def test_an_open_form_of_a_role_that_is_gone_says_so(watched: tuple[Running, Path]) -> None:
    desk, own = watched
    folder = write_texts(make_role(SAMPLE_CONTENT, own, "data-engineer", None, None))
    _, sam, ines, tariq, rosa = get_people(desk)
    named = "data engineer"

    async def is_known() -> bool:
        await rosa.say("#general", f"/interview-questions {named}")
        return "Data Engineer" in words((await rosa.sees("#general"))[-1])

    await until(is_known, 20)
    await sam.say("#general", f"/do-we-need-a-lead {named}")
    questions = await wait_for_modal(sam)
    await sam.choose(questions, QUESTIONS[0], "Said what the role would solve")
    await sam.choose(questions, QUESTIONS[1], "Said that nobody has the skill")
    await tariq.say(CHANNEL, f"/debrief {named} K. L.")
    opening = await wait_for_modal(tariq)
    assert "Data Engineer" in words(opening)
    await tariq.choose(opening, "Said the first interview", sam.id)
    shutil.rmtree(folder)

    async def is_gone() -> bool:
        await ines.say("#general", f"/interview-questions {named}")
        return "Data Engineer" not in words((await ines.sees("#general"))[-1])

    await until(is_gone, 20)
    for person, form in ((sam, questions), (tariq, opening)):
        refused = await person.submit(form)
        assert refused
        assert " are gone. Type `/" in str(refused["errors"])


async def test_a_running_debrief_keeps_its_words(watched: tuple[Running, Path]) -> None:
    desk, own = watched
    maya, sam, *_ = get_people(desk)
    await open_debrief(maya, "K. L.", {"Technical screen": [sam.id]})
    await desk.settle()
    before = await wait_for_message(maya, "Debrief: K. L.")
    renamed = "stages:\n  screen: {name: Phone talk, short: Phone talk}\n"
    write(own, "roles/ai-tech-lead/interview.yml", renamed)

    async def is_renamed() -> bool:
        await maya.say("#general", "/interview-questions ai tech lead")
        return "Phone talk" in words((await maya.sees("#general"))[-1])

    await until(is_renamed, 20)
    await maya.press(before, "Manage")
    assert "Phone talk" not in words(await wait_for_modal(maya))
    await maya.close(await wait_for_modal(maya))
    await sam.press(await wait_for_button(sam, "File feedback", get_dm(sam)), "File feedback")
    card = words(await wait_for_modal(sam))
    assert "Technical screen" in card
    assert "Phone talk" not in card
    await desk.settle()
    assert words(await wait_for_message(maya, "Debrief: K. L.")) == words(before)
