"""The previews of the local workspace: every surface of a role, from the content as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
import pytest_asyncio

from blocks.gallery import EXAMPLES
from bot.previews import EVERYTHING, PATH
from hiring.guide import content
from hiring.guide.new_role import make_role
from local_slack.block_kit import check
from local_slack.client import words
from tests.desk import own_database, run_desk, until
from tests.guides import SAMPLE_CONTENT

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from hiring.guide.role import Guide
    from tests.desk import Running

    JSON = dict[str, Any]

pytestmark = pytest.mark.asyncio(loop_scope="module")

COMMANDS = {
    *("/do-we-need-a-lead", "/salary", "/jd", "/interview-questions", "/hiring-guide", "/debrief"),
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def local(
    valkey_socket: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[tuple[Running, Path]]:
    """A desk with previews, which looks all the time at a folder with a role just begun."""
    own = tmp_path_factory.mktemp("previews") / "own"
    make_role(SAMPLE_CONTENT, own, "data-engineer", None, None)
    guide = content.load(SAMPLE_CONTENT, own)
    with own_database(valkey_socket, 4) as url:
        async with run_desk(
            guide, url, previews=True, content_dir=own, content_check_seconds=0.02
        ) as desk:
            yield desk, own


async def fetch(desk: Running, **query: str) -> JSON:
    answer = await desk.get(f"{PATH}?{urlencode(query)}")
    assert answer.status == 200
    shown: JSON = answer.json
    return shown


def find_problems(preview: JSON) -> list[Any]:
    shown = preview["content"]
    if preview["surface"] == "message":
        return list(check.block_problems(shown["blocks"], "message", "/blocks"))
    return list(check.view_problems(shown, preview["surface"], ""))


@pytest.mark.parametrize("role", ["ai-tech-lead", "data-engineer", "general"])
async def test_slack_takes_every_surface_of_a_role(local: tuple[Running, Path], role: str) -> None:
    shown = await fetch(local[0], group=role)
    assert shown["group"] == role
    assert {"id": "general", "name": "General"} in shown["groups"]
    assert {each["name"]: find_problems(each) for each in shown["previews"]} == {
        each["name"]: [] for each in shown["previews"]
    }


@pytest.mark.parametrize("role", ["ai-tech-lead", "data-engineer"])
async def test_a_role_is_shown_in_every_command(local: tuple[Running, Path], role: str) -> None:
    desk, own = local
    guide = content.load(SAMPLE_CONTENT, own)
    pack = (guide.with_unfinished or guide).roles[role]
    assert pack.need
    assert pack.interview
    shown = await fetch(desk, group=role)
    names = [each["name"] for each in shown["previews"]]
    assert {name.replace(",", " ").split()[0] for name in names} == COMMANDS
    assert len(names) == len(set(names))
    verdicts = {f"/do-we-need-a-lead answered: {verdict.id}" for verdict in pack.need.verdicts}
    stages = {f"/interview-questions {stage.id}" for stage in pack.interview.stages}
    cards = {f"/debrief, the scorecard: {stage.name}" for stage in pack.interview.stages}
    assert verdicts | stages | cards | {"/jd, shared", "/hiring-guide red flags"} <= set(names)
    title = pack.about.title
    silent = {each["name"] for each in shown["previews"] if title not in words(each["content"])}
    if role in {each.id for each in guide.unfinished_roles}:
        silent.remove("/salary")  # its occupation is still to be chosen
    assert all(name.startswith("/debrief, ") or "question cards" in name for name in silent), silent


async def test_a_role_with_interviews_alone_shows_these_alone(local: tuple[Running, Path]) -> None:
    shown = await fetch(local[0], group="general")
    assert {each["name"].replace(",", " ").split()[0] for each in shown["previews"]} == {
        "/interview-questions",
        "/debrief",
    }


async def test_what_is_written_is_shown_and_nothing_is_answered_while_it_is_the_same(
    local: tuple[Running, Path],
) -> None:
    desk, own = local
    shown = await fetch(desk, group="data-engineer")
    assert [note for note in shown["notes"] if "role.yml" in note and "still to be written" in note]
    same = await fetch(desk, group="data-engineer", after=shown["revision"])
    assert same == {"revision": shown["revision"]}
    file = own / "roles/data-engineer/red-flags.yml"
    written = file.read_text(encoding="utf-8")
    file.write_text(
        written.replace("FILL IN a red flag", "Never asks who uses it"), encoding="utf-8"
    )

    async def is_shown() -> bool:
        answer = await fetch(desk, group="data-engineer", after=shown["revision"])
        return "Never asks who uses it" in str(answer)

    await until(is_shown, 20)
    file.write_text("flags: [", encoding="utf-8")

    async def is_told() -> bool:
        answer = await fetch(desk, group="data-engineer")
        return any(note.startswith(f"{file}, line 1: ") for note in answer["notes"])

    await until(is_told, 20)
    assert "Never asks who uses it" in str(await fetch(desk, group="data-engineer"))
    file.write_text(written, encoding="utf-8")


async def test_every_message_and_form_has_an_example_in_a_group_of_its_own(
    local: tuple[Running, Path],
) -> None:
    shown = await fetch(local[0], group=EVERYTHING)
    assert [each["name"] for each in shown["previews"]] == [*EXAMPLES]


async def test_an_unknown_role_is_the_first_one(local: tuple[Running, Path]) -> None:
    assert (await fetch(local[0], group="gone"))["group"] == "ai-tech-lead"
    assert (await fetch(local[0]))["group"] == "ai-tech-lead"


async def test_only_the_local_workspace_has_previews(guide: Guide, valkey_socket: Path) -> None:
    with own_database(valkey_socket, 9) as url:
        async with run_desk(guide, url) as desk:
            assert (await desk.get(PATH)).status == 404
