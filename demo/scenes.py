"""The scenes: what people do, and what two windows show meanwhile.

People act over the workspace's own HTTP interface, as in a browser.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from local_slack.client import words

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from local_slack.client import Person, Workspace

    JSON = dict[str, Any]
    Show = Callable[["Scene"], Awaitable[None]]

CHANNEL, HIRING = "#hiring-ai-lead", "C0HIRING"
CANDIDATE = "JS"
GRACE = 301  # seconds from the last scorecard to the reveal, and one more
SECONDS = 20.0  # that any step may take on a slow machine


@dataclass(frozen=True)
class Scene:
    """A moment worth looking at: what is said of it, and the person and place of each window.

    `seconds` is how long it takes to read.
    """

    name: str
    caption: str
    left: str
    right: str
    seconds: float = 5.0


async def wait_for_page(workspace: Workspace) -> None:
    """Wait until a page of two windows is open, and show the first scene's places in it."""
    places = ("U0MAYA/C0HIRING", "U0SAM/C0HIRING")
    while not await workspace.stage(*places, "A debrief, from opening to decision"):
        await asyncio.sleep(0.2)


async def play(workspace: Workspace, show: Show) -> None:
    """Play everything in a fresh workspace, and show each scene once it is on the screens."""
    maya, sam, ines = (workspace.person(name) for name in ("maya", "sam", "ines"))
    at_maya, at_sam, at_ines = (f"{person.id}/{HIRING}" for person in (maya, sam, ines))
    dm_of_sam, dm_of_ines = f"{sam.id}/D0SAM", f"{ines.id}/D0INES"

    await maya.say(CHANNEL, "/salary 150k nyc")
    await find_message(maya, "150k")
    await show(
        Scene(
            "salary",
            "Maya checks an offer before she makes it. Only she sees the answer.",
            at_maya,
            at_sam,
        )
    )

    await maya.say(CHANNEL, f"/debrief {CANDIDATE}")
    form = await find_modal(maya)
    await maya.press(form, "More options")
    form = await find_modal(maya, "Rounds")
    await maya.choose(form, "Technical screen", sam.id)
    await maya.choose(form, "Architecture deep-dive", ines.id)
    await maya.choose(form, "Rounds", "All together")
    await maya.show_typed(form)
    await show(
        Scene("open", "She opens a debrief: who interviews, and in which stage.", at_maya, at_sam)
    )
    await maya.submit(form)
    await find_message(maya, f"Debrief: {CANDIDATE}")
    kit = await find_message(sam, f"Technical screen: {CANDIDATE}", "D0SAM")
    await show(
        Scene(
            "kit",
            "Sam gets his questions, and what strong and weak answers sound like.",
            at_maya,
            dm_of_sam,
        )
    )

    form = await fill_scorecard(sam, kit, "Yes", {"ML judgement": "Yes", "System design": "Yes"})
    await show(Scene("file", "After the interview he files his.", at_maya, dm_of_sam, 6))
    await sam.submit(form)
    await find_message(maya, "1 of 2 filed")
    await show(
        Scene(
            "sealed",
            "Sealed: Ines and Maya see that one is filed, and not a word of it.",
            at_maya,
            at_ines,
        )
    )

    kit = await find_message(ines, f"Architecture deep-dive: {CANDIDATE}", "D0INES")
    form = await fill_scorecard(ines, kit, "No", {"System design": "No"})
    await show(Scene("second", "So Ines writes down what she saw herself.", at_maya, dm_of_ines))
    await ines.submit(form)
    await find_message(maya, "All scorecards are in")
    await show(
        Scene(
            "complete",
            "Both are in. For five minutes each can still correct a slip.",
            at_maya,
            at_ines,
        )
    )

    await workspace.advance(GRACE)
    summary = await find_message(maya, f"{CANDIDATE}: overall ratings")
    thread = f"thread/{summary['thread_ts']}"
    await find_message(maya, "run-sheet")
    root = await find_message(maya, "*Revealed* in the thread")
    await show(
        Scene(
            "revealed",
            "Five minutes on, everybody reads everything at once, and sees where they differ.",
            f"{at_maya}/{thread}",
            f"{at_ines}/{thread}",
            9,
        )
    )

    await maya.press(root, "Decide")
    form = await find_modal(maya, "Decision")
    await maya.choose(form, "Decision", "No hire")
    await maya.fill(form, {"Why?": "Sound judgement, but the design did not hold: not yet a lead."})
    await maya.show_typed(form)
    await show(Scene("decide", "They talk about that. Maya decides.", at_maya, at_ines))
    await maya.submit(form)
    await find_message(maya, "*No hire*, decided by")
    await show(
        Scene("decided", "The decision and its reason stay with the debrief.", at_maya, at_ines, 7)
    )


async def fill_scorecard(person: Person, kit: JSON, overall: str, ratings: dict[str, str]) -> JSON:
    """Open the scorecard from the kit and fill it in, without filing it."""
    await person.press(kit, "File feedback")
    form = await find_modal(person, "Overall")
    for attribute, rating in ratings.items():
        await person.choose(form, attribute, rating)
        await person.fill(form, {f"Evidence for {attribute}": EVIDENCE[attribute, rating]})
    await person.choose(form, "Overall", overall)
    await person.fill(form, {"Why?": "Sample data: against the bar of the stage."})
    await person.show_typed(form)
    return form


EVIDENCE = {
    ("ML judgement", "Yes"): "Named the offline metric that misled them, and what they did then.",
    ("System design", "Yes"): "Named where it would fail first, and who would notice.",
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
