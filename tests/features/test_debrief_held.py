"""A reveal that can't be posted: nobody is told that it was, and it comes once it can."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.features.debriefs import (
    CHANNEL,
    MINUTES_5,
    file_scorecard,
    get_dm,
    get_people,
    open_debrief,
    read_text,
    wait_for_message,
    wait_for_modal,
    wait_until_gone,
)

if TYPE_CHECKING:
    from tests.desk import Running

    JSON = dict[str, Any]

pytestmark = pytest.mark.asyncio(loop_scope="module")

REVEALED = "*Filed* and revealed in the thread"


async def hold_reveal(desk: Running) -> JSON:
    """Have everybody file, and the channel be public when the reveal is due; returns the root."""
    maya, sam, *_, rosa = get_people(desk)
    root = await open_debrief(maya, "JS", {"Technical screen": [sam.id]}, {"Decider": rosa.id})
    kit = await wait_for_message(sam, "Technical screen: JS", get_dm(sam))
    assert await file_scorecard(sam, kit, "Yes", {"ML judgement": "Yes"}) is None
    await desk.settle()
    await maya.does("publish", CHANNEL)
    await desk.advance(MINUTES_5)
    await desk.settle()
    return root


async def test_an_interviewer_is_not_told_of_a_reveal_that_waits(fresh: Running) -> None:
    maya, sam, *_ = get_people(fresh)
    await hold_reveal(fresh)
    kit = await wait_for_message(sam, "Technical screen: JS", get_dm(sam))
    assert "revealed in the thread" not in read_text(kit)
    assert "*Filed.* The reveal waits: the channel is public." in read_text(kit)
    told = await wait_for_message(maya, "Others can read", get_dm(maya))
    await maya.press(told, "Remove what was posted")
    await wait_for_message(sam, "The reveal waits: the owner has removed the debrief", get_dm(sam))
    await maya.does("unpublish", CHANNEL)
    removed = await wait_for_message(maya, "You removed the debrief", get_dm(maya))
    await maya.press(removed, "Post again")
    await wait_for_message(sam, REVEALED, get_dm(sam))


@pytest.mark.parametrize("where", ["note", "channel"])
async def test_what_waits_is_posted_when_manage_is_pressed_once_the_channel_is_private_again(
    fresh: Running, where: str
) -> None:
    """Slack sends no event when a channel is made private, so the note says what to press."""
    maya, sam, *_, rosa = get_people(fresh)
    root = await hold_reveal(fresh)
    told = await wait_for_message(maya, "Some messages for JS", get_dm(maya))
    await maya.does("unpublish", CHANNEL)
    await maya.press(told if where == "note" else root, "Manage")
    await wait_for_modal(maya)
    await wait_for_message(rosa, "JS: what to talk about")
    await wait_for_message(sam, REVEALED, get_dm(sam))
    await wait_until_gone(maya, "Some messages for JS", get_dm(maya))
    assert "Once that has changed, press *Manage*, and they are posted" in read_text(told)


async def test_everything_that_waits_for_a_channel_is_posted_by_one_press(fresh: Running) -> None:
    """Slack says nothing when a channel becomes private again: the first press finds that out."""
    maya, sam, ines, *_ = get_people(fresh)
    roots = [await open_debrief(maya, label, {"Technical screen": [sam.id]}) for label in "AB"]
    for label in "AB":
        kit = await wait_for_message(sam, f"Technical screen: {label}", get_dm(sam))
        assert await file_scorecard(sam, kit, "Yes", {"ML judgement": "Yes"}) is None
    await fresh.settle()
    await maya.does("publish", CHANNEL)
    await fresh.advance(MINUTES_5)
    await fresh.settle()
    await maya.does("unpublish", CHANNEL)
    await fresh.advance(11)  # by then nobody has looked again
    await maya.press(roots[0], "Manage")
    await wait_for_modal(maya)
    for label in "AB":
        await wait_for_message(ines, f"{label}: what to talk about")


async def test_what_is_posted_again_after_it_was_removed_notifies_nobody_a_second_time(
    fresh: Running,
) -> None:
    maya, sam, *_, rosa = get_people(fresh)
    root = await open_debrief(maya, "JS", {"Technical screen": [sam.id]}, {"Decider": rosa.id})
    kit = await wait_for_message(sam, "Technical screen: JS", get_dm(sam))
    assert await file_scorecard(sam, kit, "Yes", {"ML judgement": "Yes"}) is None
    await fresh.advance(MINUTES_5)
    await wait_for_message(rosa, "JS: what to talk about")
    await fresh.settle()
    await maya.does("publish", CHANNEL)
    await fresh.advance(11)
    await maya.press(root, "Manage")
    await maya.close(await wait_for_modal(maya))
    told = await wait_for_message(maya, "Others can read", get_dm(maya))
    await maya.press(told, "Remove what was posted")
    removed = await wait_for_message(maya, "You removed the debrief", get_dm(maya))
    await wait_until_gone(maya, "JS")
    await fresh.settle()
    before = len(await fresh.workspace.calls("chat.postMessage"))
    await maya.does("unpublish", CHANNEL)
    await maya.press(removed, "Post again")
    await wait_for_message(rosa, "JS: what to talk about")
    await fresh.settle()
    calls = (await fresh.workspace.calls("chat.postMessage"))[before:]
    again = [call for call in calls if "C0HIRING" in json.dumps(call)]
    assert again
    assert not any("<@U0" in json.dumps(call) for call in again)
