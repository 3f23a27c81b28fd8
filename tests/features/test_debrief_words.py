"""A debrief reads as it was opened, whatever becomes of the content that it was opened with."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pytest

from hiring.guide import content
from local_slack.client import words
from tests.desk import own_database, run_in_workspace, serve_workspace
from tests.features.debriefs import (
    CHANNEL,
    MINUTES_5,
    file_scorecard,
    get_dm,
    get_people,
    open_debrief,
    read_everything,
    read_text,
    wait_for_message,
    wait_for_modal,
)
from tests.guides import SAMPLE_CONTENT

if TYPE_CHECKING:
    from pathlib import Path

    from hiring.guide.role import Guide
    from local_slack.client import Person
    from tests.desk import Running

    JSON = dict[str, Any]

pytestmark = pytest.mark.asyncio(loop_scope="module")

ROLE = "ai-tech-lead"
SCREEN = "Technical screen"
RATINGS = {"ML judgement": "No", "Clarity": "Yes"}
OVERLAY = {
    "role.yml": "title: Renamed role\n",
    "interview.yml": """
stages:
  - id: screen
    name: Renamed stage
    short: Renamed
    questions: [{ask: "Renamed question?", listen_for: "Something."}]
    attributes: [system-design, decision-style]
attributes:
  - {id: ml-judgement, name: Renamed attribute, no: Renamed no., yes: Renamed yes.}
  - {id: clarity, name: Renamed clarity}
""",
    "red-flags.yml": """
flags:
  - {id: hard-to-follow, name: Renamed flag}
""",
}


def rename_everything(folder: Path) -> Guide:
    """The guide with other names for what a debrief shows of its role."""
    role = folder / "roles" / ROLE
    role.mkdir(parents=True)
    for name, text in OVERLAY.items():
        (role / name).write_text(text, encoding="utf-8")
    guide = content.load(SAMPLE_CONTENT, folder)
    assert guide.roles[ROLE].about.title == "Renamed role"
    return guide


def remove_role(guide: Guide) -> Guide:
    others = {name: role for name, role in guide.roles.items() if name != ROLE}
    return replace(guide, roles=MappingProxyType(others))


async def read_forms(desk: Running) -> dict[str, str]:
    """What can be opened of a debrief: scorecards, *Manage*, the list, the Home."""
    maya, sam, ines, *_ = get_people(desk)
    seen = {}
    for person, text, button in (
        (sam, "*Filed.*", "Edit feedback"),
        (ines, "isn't scheduled yet", "File feedback"),
        (ines, "isn't scheduled yet", "I can't file this"),
        (maya, "who has filed", "Manage"),
    ):
        await person.press(await wait_for_message(person, text, get_dm(person)), button)
        view = await wait_for_modal(person)
        seen[f"{person.id} {button}"] = words(view)
        await person.close(view, everything=True)
    seen["list"] = await read_list(maya)
    for person in (maya, ines):
        home = await person.open_home()
        assert home
        seen[f"{person.id} home"] = words(home)
    return seen


async def read_list(person: Person) -> str:
    await person.say(CHANNEL, "/debrief list")
    return read_text(await wait_for_message(person, "newest first"))


async def test_a_change_of_content_never_changes_how_an_old_scorecard_reads(
    guide: Guide, valkey_socket: Path, tmp_path: Path
) -> None:
    renamed = rename_everything(tmp_path)
    with own_database(valkey_socket, 6) as url:
        async with serve_workspace() as (slack, workspace):
            async with run_in_workspace(slack, workspace, guide, url) as desk:
                maya, sam, ines, tariq, _ = get_people(desk)
                await open_debrief(maya, "JS", {SCREEN: [sam.id, ines.id]}, {"Decider": tariq.id})
                kit = await wait_for_message(sam, "isn't scheduled yet", get_dm(sam))
                assert await file_scorecard(sam, kit, "No", RATINGS) is None
                await wait_for_message(sam, "*Filed.*", get_dm(sam))
                await desk.settle()
                before = await read_forms(desk)
            async with run_in_workspace(slack, workspace, renamed, url) as desk:
                assert await read_forms(desk) == before
            async with run_in_workspace(slack, workspace, remove_role(renamed), url) as desk:
                assert await read_forms(desk) == before
                maya, sam, ines, tariq, _ = get_people(desk)
                kit = await wait_for_message(ines, "isn't scheduled yet", get_dm(ines))
                assert await file_scorecard(ines, kit, "Yes", RATINGS) is None
                await desk.advance(MINUTES_5)
                card = read_text(await wait_for_message(maya, "*Technical screen, <@U0INES>: Yes*"))
                assert "*ML judgement: No*" in card
                assert "*Not assessed:* System design" in card
                sheet = read_text(await wait_for_message(maya, "Run-sheet"))
                assert "*Nobody assessed:* System design" in sheet
                await desk.settle()
                everything = await read_everything(desk)
    for seen in everything.values():
        assert "Renamed" not in seen
        assert "AI Tech Lead" in seen or "JS" not in seen
