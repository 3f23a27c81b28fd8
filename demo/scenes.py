"""The scenes: what people do, and what two windows show meanwhile.

People act over the workspace's own HTTP interface, as in a browser.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from local_slack.client import words

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from local_slack.client import Person, Workspace

    JSON = dict[str, Any]
    Show = Callable[["Scene"], AbstractAsyncContextManager[None]]

CHANNEL, HIRING = "#hiring-ai-lead", "C0HIRING"
CANDIDATE = "JS"
GRACE = 301  # seconds from the last scorecard to the reveal, and one more
SECONDS = 20.0  # that any step may take on a slow machine


@dataclass(frozen=True)
class Scene:
    """A moment worth looking at: what is said of it, and the person and place of each window.

    `front` is the window to look at, which is all that a phone shows. `seconds` is how long it
    takes to read.
    """

    name: str
    caption: str
    left: str
    right: str
    front: str = "left"
    seconds: float = 5.0


async def wait_for_page(workspace: Workspace) -> None:
    """Wait until a page of two windows is open, and show the first scene's places in it."""
    places = ("U0MAYA/C0HIRING", "U0SAM/C0HIRING")
    while not await workspace.stage(*places, "A debrief, from opening to decision"):
        await asyncio.sleep(0.2)


async def play(workspace: Workspace, show: Show) -> None:  # noqa: PLR0915 - one play
    """Play everything in a fresh workspace, scene by scene.

    `show` says a scene's sentence and shows its places first, then what happens in the scene.
    """
    maya, sam, ines = (workspace.person(name) for name in ("maya", "sam", "ines"))
    at_maya, at_sam, at_ines = (f"{person.id}/{HIRING}" for person in (maya, sam, ines))
    dm_of_sam, dm_of_ines = f"{sam.id}/D0SAM", f"{ines.id}/D0INES"

    caption = "Maya checks an offer before she makes it. Only she sees the answer."
    async with show(Scene("salary", caption, at_maya, at_sam)):
        await maya.say(CHANNEL, "/salary ai tech lead 150k nyc")
        await find_message(maya, "150k")

    caption = "She opens a debrief: who interviews, and in which stage."
    async with show(Scene("open", caption, at_maya, at_sam)):
        await maya.say(CHANNEL, f"/debrief {CANDIDATE}")
        await maya.press(await find_modal(maya), "More options")
        form = await find_modal(maya, "Rounds")
        await maya.choose(form, "Technical screen", sam.id)
        await maya.choose(form, "Architecture deep-dive", ines.id)
        await maya.choose(form, "Rounds", "All together")
        await maya.show_typed(form)

    caption = "Sam gets his questions, each with what strong and weak answers sound like."
    async with show(Scene("kit", caption, at_maya, dm_of_sam, "right")):
        await maya.submit(form)
        await maya.close(await find_modal(maya, "is open"))
        root = await find_message(maya, f"Debrief: {CANDIDATE}")
        kit = await find_message(sam, f"Technical screen: {CANDIDATE}", "D0SAM")
        await sam.press(kit, "Question cards")
        cards = await find_modal(sam)

    caption = "After the interview he files what he saw, and what he makes of it."
    async with show(Scene("file", caption, at_maya, dm_of_sam, "right", 6)):
        await sam.close(cards)
        ratings = {"ML judgement": "Yes", "System design": "Yes"}
        form = await fill_scorecard(sam, kit, "Yes", ratings)

    caption = "Sealed: Ines and Maya see that one is filed, and not a word of it."
    async with show(Scene("sealed", caption, at_maya, at_ines, "right")):
        await sam.submit(form)
        await sam.close(await find_modal(sam, "Filed"))
        await find_message(maya, "1 of 2 filed")

    caption = "So Ines writes down what she saw herself."
    async with show(Scene("second", caption, at_maya, dm_of_ines, "right")):
        kit = await find_message(ines, f"Architecture deep-dive: {CANDIDATE}", "D0INES")
        ratings = {"Structuring ambiguity": "Yes", "System design": "No"}
        form = await fill_scorecard(ines, kit, "No", ratings)

    caption = "Both are in. For five minutes each can still correct a slip."
    async with show(Scene("complete", caption, at_maya, at_ines)):
        await ines.submit(form)
        await ines.close(await find_modal(ines, "Filed"))
        await find_message(maya, "All scorecards are in")

    thread = f"thread/{root['ts']}"
    caption = "Five minutes on, everybody reads everything at once, and sees where they differ."
    async with show(
        Scene("reveal", caption, f"{at_maya}/{thread}", f"{at_ines}/{thread}", seconds=6)
    ):
        await workspace.advance(GRACE)
        await find_message(maya, "run-sheet")
        evidence = await find_message(ines, EVIDENCE["System design", "Yes"])
        root = await find_message(maya, "*Revealed* in the thread")

    caption = "Each scorecard in full, and a run-sheet for the meeting."
    right = f"{at_ines}/{thread}/{evidence['ts']}"
    async with show(Scene("revealed", caption, f"{at_maya}/{thread}", right, "right", 7)):
        pass

    caption = "They talk about that. Maya decides."
    async with show(Scene("decide", caption, at_maya, at_ines)):
        await maya.press(root, "Decide")
        form = await find_modal(maya, "Decision")
        await maya.choose(form, "Decision", "No hire")
        reason = "Sound judgement, but the design did not hold: not yet a lead."
        await maya.fill(form, {"Why?": reason})
        await maya.show_typed(form)

    caption = "The decision and its reason stay with the debrief."
    async with show(Scene("decided", caption, at_maya, at_ines, seconds=7)):
        await maya.submit(form)
        await find_message(maya, "*No hire*, decided by")


async def fill_scorecard(person: Person, kit: JSON, overall: str, ratings: dict[str, str]) -> JSON:
    """Open the scorecard from the kit and fill it in, without filing it."""
    await person.press(kit, "File feedback")
    form = await find_modal(person, "Overall")
    for attribute, rating in ratings.items():
        await person.choose(form, f"Rating for {attribute}", rating)
        await person.fill(form, {f"Evidence for {attribute}": EVIDENCE[attribute, rating]})
    await person.choose(form, "Overall", overall)
    await person.fill(form, {"Why?": "Sample data: compared with the bar of the stage."})
    await person.show_typed(form)
    return form


EVIDENCE = {
    ("ML judgement", "Yes"): "Named the offline metric that misled them, and what they did then.",
    ("System design", "Yes"): "Named where it would fail first, and who would notice.",
    ("Structuring ambiguity", "Yes"): "Asked who decides, and wrote the open points down first.",
    ("System design", "No"): "Asked for more machines before asking how much data there is.",
}


async def find_message(person: Person, text: str, channel: str = HIRING) -> JSON:
    """The newest message with a text that a person sees, once there is one."""

    def find(screen: JSON) -> JSON | None:
        shown = reversed(screen["messages"].get(channel, []))
        return next((message for message in shown if text in words(message)), None)

    screen = await person.until(find, SECONDS)
    message = find(screen)
    assert message  # noqa: S101 - until has just seen it
    return message


async def find_modal(person: Person, text: str = "") -> JSON:
    """The modal on top, once it has a text."""

    def find(screen: JSON) -> bool:
        return bool(screen["views"]) and text in words(screen["views"][-1])

    screen = await person.until(find, SECONDS)
    view: JSON = screen["views"][-1]
    return view
