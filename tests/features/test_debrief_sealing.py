"""Two worlds: the same people do the same at the same times, but write different scorecards.

Until the reveal nobody can tell the worlds apart: not in a message, a direct message, a modal, a
list, the Home, an error, what was told to Slack, the log, the metrics, or the store.
"""

from __future__ import annotations

import json
import logging
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from bot import logs
from local_slack.client import words
from tests.desk import own_database, run_desk
from tests.features.debriefs import (
    CHANNEL,
    MINUTES_5,
    advance_debrief,
    file_scorecard,
    get_dm,
    open_debrief,
    read_text,
    wait_for_message,
    wait_for_modal,
)

if TYPE_CHECKING:
    from pathlib import Path

    from hiring.guide.role import Guide
    from local_slack.client import Person
    from tests.desk import Running
    from tests.features.debriefs import JSON

pytestmark = pytest.mark.asyncio(loop_scope="module")

PEOPLE = ("maya", "sam", "ines", "tariq", "rosa")
VARIES = (
    (r"\d{10}\.\d{6}", "TS"),
    (r"\b[0-9a-f]{16}\b", "ID"),
    (r"\bV[0-9A-Z]{10}\b", "VIEW"),
    (r"date\^\d+", "DATE"),
    (r"\d{1,2} [A-Z][a-z]{2} \d{4}, \d{2}:\d{2} UTC", "TIME"),
    (r'"(initial_date_time|revision)": \d+', "NUMBER"),
    (r'"hash": "[^"]+"', "HASH"),
    (r"http://127.0.0.1:\d+\S*?(?=[\"|\\])", "ADDRESS"),
)
# How often the loop looks, and a form is drawn while somebody types, hangs on the clock.
TIMED = ("slack_calls", "store_seconds", "visit_seconds")


@dataclass(frozen=True)
class World:
    """What is written in a world: its ratings, and a word that is nowhere else."""

    word: str
    rating: str
    overall: str
    later: str


A = World("quokka", "Strong yes", "Strong yes", "Yes")
B = World("axolotl-with-a-much-longer-text", "Strong no", "No", "Strong no")


@dataclass
class Seen:
    """All that could be seen, by moment and surface."""

    surfaces: dict[str, str] = field(default_factory=dict)

    async def look(self, desk: Running, moment: str) -> None:
        await desk.settle()
        for name in PEOPLE:
            screen = await desk.workspace.person(name).screen()
            for surface in ("messages", "views", "homes", "notices"):
                shown = json.dumps(screen[surface], sort_keys=True)
                self.surfaces[f"{moment}, {name}'s {surface}"] = mask_what_varies(shown)
        told_slack = [
            mask_what_varies(json.dumps(call["args"], sort_keys=True))
            for call in await desk.workspace.calls()
            if not call["method"].startswith("views.")  # a person's own form, or seen above
        ]
        self.surfaces[f"{moment}, what was told to Slack"] = "\n".join(sorted(told_slack))
        keys = sorted(mask_what_varies(key.decode()) for key in desk.store.scan_iter())
        kinds = [re.sub(r"[0-9a-f]{16,}", "ID", key) for key in keys]
        self.surfaces[f"{moment}, the store's keys"] = "\n".join(sorted(kinds))


def mask_what_varies(text: str) -> str:
    """Without what differs between any two runs: ids, times, addresses."""
    for pattern, name in VARIES:
        text = re.sub(pattern, name, text)
    return text


async def live_through(desk: Running, world: World) -> Seen:
    """What is seen of a debrief up to the grace, whose people write as in a world."""
    seen = Seen()
    maya, sam, ines, tariq, rosa = (desk.workspace.person(name) for name in PEOPLE)
    ratings = {"ML judgement": world.rating, "System design": world.later}
    root = await open_debrief(
        maya,
        "JS",
        {"Technical screen": [sam.id, ines.id], "Team fit and values": [tariq.id]},
        {"Decider": rosa.id},
    )
    await desk.settle()
    kit = await wait_for_message(sam, "Technical screen: JS", get_dm(sam))
    assert await file_scorecard(sam, kit, world.overall, ratings, reason=world.word) is None
    kit = await wait_for_message(sam, "*Filed.*", get_dm(sam))
    await wait_for_message(maya, "1 of 2 filed")
    await desk.settle()

    # An edit leaves no mark, and a draft is nobody else's.
    later = await file_scorecard(
        sam, kit, world.later, ratings, reason=world.word * 2, button="Edit feedback"
    )
    assert later is None
    await desk.settle()
    await ines.press(root, "File feedback")
    draft = await wait_for_modal(ines)
    await ines.choose(draft, "Rating for ML judgement", world.rating)
    await ines.fill(draft, {"Why?": world.word})
    await ines.close(draft, everything=True)

    await let_others_look(root, maya, tariq, rosa)
    await look_at_manage_and_history(desk, seen, root, maya)
    await change_who_takes_part(desk, root, maya, rosa)
    await seen.look(desk, "half filed, someone asked to take over and someone excused")

    # A complete round: nobody has read it yet.
    kit = await wait_for_message(ines, "Technical screen: JS", get_dm(ines))
    assert await file_scorecard(ines, kit, world.overall, ratings, reason=world.word) is None
    complete = await wait_for_message(rosa, "Round 1 for JS is complete", get_dm(rosa))
    await wait_for_message(maya, "Round 1 is complete")
    await wait_for_message(maya, "Round 1 for JS is complete", get_dm(maya))
    await seen.look(desk, "round complete")

    await advance_debrief(rosa, complete)
    team = await wait_for_message(tariq, "Team fit and values: JS", get_dm(tariq))
    await wait_for_message(maya, "The next round has started")
    await wait_for_message(maya, "The next round has started", get_dm(maya))
    await wait_for_message(rosa, "The next round has started", get_dm(rosa))
    await desk.settle()
    late = {"Decision style": world.rating}
    assert await file_scorecard(tariq, team, world.overall, late, reason=world.word) is None
    await wait_for_message(maya, "All scorecards are in")
    await wait_for_message(maya, "All scorecards are in", get_dm(maya))
    await wait_for_message(tariq, "*Filed.*", get_dm(tariq))
    await seen.look(desk, "grace")
    seen.surfaces["the metrics"] = "\n".join(
        line
        for line in (await desk.get("/metrics")).body.decode().splitlines()
        if "_count" in line and not any(name in line for name in TIMED)
    )
    assert world.word not in desk.store_text()

    # The worlds were different all along.
    await desk.advance(MINUTES_5)
    assert world.word in read_text(await wait_for_message(maya, world.word))
    return seen


async def look_at_manage_and_history(desk: Running, seen: Seen, root: JSON, maya: Person) -> None:
    await maya.press(root, "Manage")
    assert "filed" in words(await wait_for_modal(maya))
    await seen.look(desk, "half filed")
    await maya.press(await wait_for_modal(maya), "History")
    await maya.until(lambda screen: len(screen["views"]) == 2)
    await seen.look(desk, "half filed, the history")
    await maya.close(await wait_for_modal(maya), everything=True)


async def change_who_takes_part(desk: Running, root: JSON, maya: Person, rosa: Person) -> None:
    """Someone declines to take over, and an interviewer who was added gives up."""
    await maya.press(root, "Manage")
    await maya.press(await wait_for_modal(maya), "Hand over")
    form = await wait_for_modal(maya)
    await maya.choose(form, "What to hand over", "Ownership")
    await maya.choose(form, "New person", rosa.id)
    assert not ((await maya.submit(form)) or {}).get("errors")
    await maya.close(await wait_for_modal(maya), everything=True)
    request = await wait_for_message(rosa, "asks you to own the debrief", get_dm(rosa))
    await rosa.press(request, "Decline")
    await wait_for_message(maya, "declined", get_dm(maya))
    await maya.press(root, "Manage")
    await maya.press(await wait_for_modal(maya), "Add interviewer")
    form = await wait_for_modal(maya)
    await maya.choose(form, "Stage", "Technical screen")
    await maya.choose(form, "Interviewer", rosa.id)
    assert not ((await maya.submit(form)) or {}).get("errors")
    await maya.close(await wait_for_modal(maya), everything=True)
    kit = await wait_for_message(rosa, "Technical screen: JS", get_dm(rosa))
    await rosa.press(kit, "I can't file this")
    form = await wait_for_modal(rosa)
    await rosa.choose(form, "Why?", "Conflict of interest")
    assert await rosa.submit(form) is None
    await wait_for_message(maya, "can't file", get_dm(maya))
    await desk.settle()


async def let_others_look(root: JSON, maya: Person, tariq: Person, rosa: Person) -> None:
    """What people try who may not, and the lists that they look at."""
    await tariq.press(root, "File feedback")
    await wait_for_message(tariq, "round hasn't started yet")
    await rosa.press(root, "File feedback")
    await wait_for_message(rosa, "no scorecard to file")
    for person in (maya, tariq):
        await person.say(CHANNEL, "/debrief")
        await person.say(CHANNEL, "/debrief list")
        await person.open_home()


async def test_nothing_that_people_see_depends_on_the_scorecards_until_the_reveal(
    guide: Guide, valkey_socket: Path, caplog: pytest.LogCaptureFixture
) -> None:
    seen = []
    for name in logs.QUIET:  # as the app has it at any level
        caplog.set_level(logging.WARNING, logger=name)
    with caplog.at_level(logging.DEBUG):
        for world in (A, B):
            with own_database(valkey_socket, 5) as url:
                async with run_desk(guide, url) as desk:
                    seen.append((await live_through(desk, world)).surfaces)
    first, other = seen
    assert first.keys() == other.keys()
    for surface in first:
        assert first[surface] == other[surface], surface
        for world in (A, B):
            assert world.word not in first[surface], surface
    for line in caplog.messages:
        assert A.word not in line
        assert B.word not in line
