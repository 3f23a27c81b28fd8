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
from tests.features.debriefs import CHANNEL, MINUTES_5, dm, files, opened, posted, told, top

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
TIMED = ("views.update", "store_seconds", "visit_seconds")


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
            for surface in ("messages", "views", "home", "notices"):
                shown = json.dumps(screen[surface], sort_keys=True)
                self.surfaces[f"{moment}, {name}'s {surface}"] = alike(shown)
        told_slack = [
            alike(json.dumps(call["args"], sort_keys=True))
            for call in await desk.workspace.calls()
            if not call["method"].startswith("views.")  # a person's own form, or seen above
        ]
        self.surfaces[f"{moment}, what was told to Slack"] = "\n".join(sorted(told_slack))
        keys = sorted(alike(key.decode()) for key in desk.store.scan_iter())
        kinds = [re.sub(r"[0-9a-f]{16,}", "ID", key) for key in keys]
        self.surfaces[f"{moment}, the store's keys"] = "\n".join(sorted(kinds))


def alike(text: str) -> str:
    """Without what differs between any two runs: ids, times, addresses."""
    for pattern, name in VARIES:
        text = re.sub(pattern, name, text)
    return text


async def lived(desk: Running, world: World) -> Seen:
    """What is seen of a debrief up to the grace, whose people write as in a world."""
    seen = Seen()
    maya, sam, ines, tariq, rosa = (desk.workspace.person(name) for name in PEOPLE)
    ratings = {"ML judgement": world.rating, "System design": world.later}
    root = await opened(
        maya,
        "JS",
        {"Technical screen": [sam.id, ines.id], "Team fit and values": [tariq.id]},
        {"Decider": rosa.id},
    )
    await desk.settle()
    kit = await posted(sam, "Technical screen: JS", dm(sam))
    assert await files(sam, kit, world.overall, ratings, reason=world.word) is None
    kit = await posted(sam, "*Filed.*", dm(sam))
    await posted(maya, "1 of 2 filed")
    await desk.settle()

    # An edit leaves no mark, and a draft is nobody else's.
    later = await files(sam, kit, world.later, ratings, reason=world.word * 2, button="Edit")
    assert later is None
    await desk.settle()
    await ines.press(root, "File feedback")
    draft = await top(ines)
    await ines.choose(draft, "ML judgement", world.rating)
    await ines.fill(draft, {"Why?": world.word})
    await ines.close(draft, everything=True)

    await others_look(root, maya, tariq, rosa)
    await maya.press(root, "Manage")
    assert "filed" in words(await top(maya))
    await seen.look(desk, "half filed")
    await maya.close(await top(maya), everything=True)

    # A complete round: nobody has read it yet.
    kit = await posted(ines, "Technical screen: JS", dm(ines))
    assert await files(ines, kit, world.overall, ratings, reason=world.word) is None
    complete = await posted(rosa, "Round 1 of JS is complete", dm(rosa))
    await posted(maya, "Round 1 is complete")
    await posted(maya, "Round 1 of JS is complete", dm(maya))
    await seen.look(desk, "round complete")

    await rosa.press(complete, "Advance")
    team = await posted(tariq, "Team fit and values: JS", dm(tariq))
    await posted(maya, "The next round has started")
    await posted(maya, "The next round has started", dm(maya))
    await posted(rosa, "The next round has started", dm(rosa))
    await desk.settle()
    late = {"Decision style": world.rating}
    assert await files(tariq, team, world.overall, late, reason=world.word) is None
    await posted(maya, "All scorecards are in")
    await posted(maya, "All scorecards are in", dm(maya))
    await posted(tariq, "*Filed.*", dm(tariq))
    await seen.look(desk, "grace")
    seen.surfaces["the metrics"] = "\n".join(
        line
        for line in (await desk.get("/metrics")).body.decode().splitlines()
        if "_count" in line and not any(one in line for one in TIMED)
    )
    assert world.word not in desk.store_text()

    # The worlds were different all along.
    await desk.advance(MINUTES_5)
    assert world.word in told(await posted(maya, world.word))
    return seen


async def others_look(root: JSON, maya: Person, tariq: Person, rosa: Person) -> None:
    """What people try who may not, and the lists that they look at."""
    await tariq.press(root, "File feedback")
    await posted(tariq, "round has not started yet")
    await rosa.press(root, "File feedback")
    await posted(rosa, "no scorecard to file")
    for person in (maya, tariq):
        await person.say(CHANNEL, "/debrief")
        await person.say(CHANNEL, "/debrief list")
        await person.open_home()


async def test_worlds_with_other_scorecards_look_the_same_until_the_reveal(
    guide: Guide, valkey_socket: Path, caplog: pytest.LogCaptureFixture
) -> None:
    found = []
    for name in logs.QUIET:  # as the app has it at any level
        caplog.set_level(logging.WARNING, logger=name)
    with caplog.at_level(logging.DEBUG):
        for world in (A, B):
            with own_database(valkey_socket, 5) as url:
                async with run_desk(guide, url) as desk:
                    found.append((await lived(desk, world)).surfaces)
    one, other = found
    assert one.keys() == other.keys()
    for surface in one:
        assert one[surface] == other[surface], surface
        for world in (A, B):
            assert world.word not in one[surface], surface
    for line in caplog.messages:
        assert A.word not in line
        assert B.word not in line
