"""*Manage* has no dead ends: everybody finds in it what they can do in each phase."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from local_slack.block_kit import elements
from local_slack.client import words
from tests.features.debriefs import (
    MINUTES_5,
    file_scorecard,
    get_dm,
    get_people,
    open_debrief,
    wait_for_button,
    wait_for_message,
    wait_for_modal,
)

if TYPE_CHECKING:
    from local_slack.client import Person
    from tests.desk import Running

    JSON = dict[str, Any]

pytestmark = pytest.mark.asyncio(loop_scope="module")

SCREEN, ARCHITECTURE, TEAM = "Technical screen", "Architecture deep-dive", "Team fit and values"
BOTH = "System design"  # what the first two stages rate
STEPS = {
    "Read round 1",
    "Advance",
    "Stop",
    "Reveal now",
    "Decide",
    "Change the decision",
    "The candidate was told",
    "Change who tells them",
    "Record dissent",
}


def list_steps(view: JSON) -> set[str]:
    """The next steps that *Manage* offers. One button at most is primary."""
    buttons = [element for _, element in elements.find_all(view["blocks"])]
    assert sum(each.get("style") == "primary" for each in buttons) <= 1
    return {each["text"]["text"] for each in buttons if "text" in each} & STEPS


async def open_manage(person: Person) -> JSON:
    """The modal, from the debrief's message."""
    await person.press(await wait_for_button(person, "Manage"), "Manage")
    await person.until(lambda screen: "Loading" not in words(screen["views"][-1]))
    return await wait_for_modal(person)


async def find_steps(person: Person) -> set[str]:
    """What *Manage* offers a person now."""
    view = await open_manage(person)
    steps = list_steps(view)
    await person.close(view, everything=True)
    return steps


async def wait_for_note(person: Person, note: str) -> JSON:
    """*Manage* once it says what was done."""
    await person.until(lambda screen: note in words(screen["views"][-1]))
    return await wait_for_modal(person)


async def file(person: Person, stage: str) -> None:
    kit = await wait_for_message(person, f"{stage}: JS", get_dm(person))
    attribute = "ML judgement" if stage == TEAM else BOTH
    assert await file_scorecard(person, kit, "Yes", {attribute: "Yes"}) is None


async def test_a_complete_round_is_read_and_gone_on_from_in_manage(fresh: Running) -> None:
    maya, sam, ines, tariq, rosa = get_people(fresh)
    seats = {SCREEN: [sam.id], ARCHITECTURE: [ines.id], TEAM: [tariq.id]}
    await open_debrief(maya, "JS", seats, {"Decider": rosa.id})
    await file(sam, SCREEN)
    await wait_for_message(rosa, "Round 1 is complete")
    assert await find_steps(sam) == set()
    assert await find_steps(maya) == {"Read round 1", "Advance", "Stop"}

    manage = await open_manage(rosa)
    assert list_steps(manage) == {"Read round 1", "Advance", "Stop"}
    await rosa.press(manage, "Read round 1")
    read = await wait_for_modal(rosa)
    assert "It held together." in words(read)
    await rosa.close(read)
    await rosa.press(await wait_for_modal(rosa), "Advance")
    assert await rosa.submit(await wait_for_modal(rosa))
    assert list_steps(await wait_for_note(rosa, "Saved.")) == {"Read round 1"}

    await file(ines, ARCHITECTURE)
    await file(tariq, TEAM)
    await wait_for_message(maya, "All scorecards are in")
    assert await find_steps(rosa) == {"Read round 1", "Reveal now"}


async def test_stop_in_manage_skips_the_later_rounds(fresh: Running) -> None:
    maya, sam, ines, _, _ = get_people(fresh)
    await open_debrief(maya, "JS", {SCREEN: [sam.id], ARCHITECTURE: [ines.id]})
    await file(sam, SCREEN)
    await wait_for_message(maya, "Round 1 is complete")
    await maya.press(await open_manage(maya), "Stop")
    manage = await wait_for_note(maya, "Stopped. The scorecards are revealed within a few minutes.")
    assert list_steps(manage) == {"Read round 1", "Reveal now"}


async def test_manage_goes_on_from_the_grace_to_told_the_candidate(fresh: Running) -> None:
    maya, sam, ines, _, rosa = get_people(fresh)
    seats = {SCREEN: [sam.id], ARCHITECTURE: [ines.id]}
    await open_debrief(maya, "JS", seats, {"Decider": rosa.id, "Rounds": "All together"})
    await file(sam, SCREEN)
    await file(ines, ARCHITECTURE)
    await wait_for_message(maya, "All scorecards are in")
    assert await find_steps(sam) == set()
    await maya.press(await open_manage(maya), "Reveal now")
    waiting = await wait_for_note(maya, "when the other one of you presses *Reveal now*, too")
    assert list_steps(waiting) == set()
    assert f"<@{rosa.id}> presses *Reveal now*, too" in words(waiting)

    await rosa.press(await open_manage(rosa), "Reveal now")
    manage = await wait_for_note(rosa, "Revealed: the scorecards are in the channel's thread.")
    assert list_steps(manage) == {"Decide"}
    assert "To decide by " in words(manage)
    assert await find_steps(maya) == set()

    await rosa.press(manage, "Decide")
    form = await wait_for_modal(rosa)
    await rosa.choose(form, "Decision", "Hire")
    form = await wait_for_modal(rosa)
    await rosa.choose(form, "Who tells the candidate?", sam.id)
    await rosa.fill(form, {"Why?": "The bar is met."})
    assert await rosa.submit(form)
    tells = {"The candidate was told", "Change who tells them"}
    manage = await wait_for_note(rosa, "Saved.")
    assert list_steps(manage) == {*tells, "Change the decision"}
    assert "To tell the candidate by " in words(manage)
    assert await find_steps(maya) == tells
    assert await find_steps(ines) == {"Record dissent"}

    await ines.press(await open_manage(ines), "Record dissent")
    form = await wait_for_modal(ines)
    await ines.choose(form, "About which attribute?", BOTH)
    await ines.fill(form, {"What is your evidence?": "One design, no limits."})
    assert await ines.submit(form)
    await wait_for_note(ines, "Saved.")

    manage = await open_manage(sam)
    assert list_steps(manage) == {*tells, "Record dissent"}
    await sam.press(manage, "The candidate was told")
    manage = await wait_for_note(sam, "Saved.")
    assert list_steps(manage) == set()
    assert f"<@{sam.id}> ticked it off" in words(manage)
    assert await find_steps(rosa) == {"Change the decision"}


async def test_the_home_says_when_a_decision_is_due_and_the_candidate_is_to_be_told(
    fresh: Running,
) -> None:
    maya, sam, _, _, rosa = get_people(fresh)
    await open_debrief(maya, "JS", {SCREEN: [sam.id]}, {"Decider": rosa.id})
    await file(sam, SCREEN)
    await wait_for_message(maya, "All scorecards are in")
    await fresh.advance(MINUTES_5)
    root = await wait_for_button(rosa, "Decide")
    await rosa.open_home()
    assert "To decide by " in words(await rosa.wait_for_home("JS"))
    await rosa.press(root, "Decide")
    form = await wait_for_modal(rosa)
    await rosa.choose(form, "Decision", "No hire")
    form = await wait_for_modal(rosa)
    await rosa.fill(form, {"Why?": "The bar isn't met."})
    assert await rosa.submit(form) is None
    await maya.open_home()
    await maya.wait_for_home("To tell the candidate by ")


async def test_whoever_tells_the_candidate_does_so_in_manage_even_from_outside_the_channel(
    fresh: Running,
) -> None:
    maya, sam, _, _, rosa = get_people(fresh)
    lena = fresh.workspace.person("lena")
    await open_debrief(maya, "JS", {SCREEN: [sam.id]}, {"Decider": rosa.id})
    await file(sam, SCREEN)
    await wait_for_message(maya, "All scorecards are in")
    await fresh.advance(MINUTES_5)
    await rosa.press(await wait_for_button(rosa, "Decide"), "Decide")
    await rosa.choose(await wait_for_modal(rosa), "Decision", "Hire")
    form = await wait_for_modal(rosa)
    await rosa.choose(form, "Who tells the candidate?", lena.id)
    await rosa.fill(form, {"Why?": "The bar is met."})
    assert await rosa.submit(form) is None
    await wait_for_message(lena, "Please tell JS", get_dm(lena))
    await lena.open_home()
    await lena.press(await lena.wait_for_home("JS"), "Manage")
    await wait_for_note(lena, "To tell the candidate by ")
    manage = await wait_for_modal(lena)
    assert list_steps(manage) == {"The candidate was told", "Change who tells them"}
    await lena.press(manage, "The candidate was told")
    await wait_for_note(lena, "ticked it off")


@pytest.mark.parametrize(
    ("choice", "reason"), [("I can't file this", "Not available"), ("I didn't interview", "")]
)
async def test_whoever_gives_their_seat_up_in_manage_sees_it_there(
    fresh: Running, choice: str, reason: str
) -> None:
    maya, sam, ines, _, _ = get_people(fresh)
    await open_debrief(maya, "JS", {SCREEN: [sam.id, ines.id]})
    await sam.press(await open_manage(sam), choice)
    form = await wait_for_modal(sam)
    if reason:
        await sam.choose(form, "Why?", reason)
    assert await sam.submit(form)
    assert "You said that you can't file" in words(await wait_for_note(sam, "Saved."))


async def test_whoever_files_in_manage_sees_it_there(fresh: Running) -> None:
    maya, sam, ines, _, _ = get_people(fresh)
    await open_debrief(maya, "JS", {SCREEN: [sam.id, ines.id]})
    manage = await open_manage(sam)
    assert "Not filed yet" in words(manage)
    await file_scorecard(sam, manage, "Yes", {BOTH: "Yes"})
    assert "Edit my feedback" in words(await wait_for_note(sam, "Saved."))


async def test_whoever_takes_more_time_in_manage_reads_it_there(fresh: Running) -> None:
    maya, sam, _, _, _ = get_people(fresh)
    await open_debrief(maya, "JS", {SCREEN: [sam.id]})
    kit = await wait_for_message(sam, f"{SCREEN}: JS", get_dm(sam))
    await sam.press(kit, "Schedule")
    form = await wait_for_modal(sam)
    at = int(fresh.store.time()[0]) + fresh.clock.offset + 7200
    await sam.choose(form, "When is the interview?", str(at))
    assert await sam.submit(await wait_for_modal(sam)) is None
    await wait_for_message(sam, "Your scorecard is due", get_dm(sam))
    manage = await open_manage(sam)
    await sam.press(manage, "I need more time")
    view = await wait_for_note(sam, "You have more time: your scorecard is due")
    assert view["callback_id"] == manage["callback_id"]
