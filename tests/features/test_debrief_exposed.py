"""A channel is made public in the middle of a reveal: the owner hears of it, and takes it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.features.debriefs import (
    CHANNEL,
    HIRING,
    MINUTES_5,
    file_scorecard,
    get_dm,
    get_people,
    open_debrief,
    post_stolen_button,
    read_history,
    read_text,
    wait_for_message,
    wait_until_gone,
)

if TYPE_CHECKING:
    from tests.desk import Running

    JSON = dict[str, Any]

pytestmark = pytest.mark.asyncio(loop_scope="module")

RATINGS = {"ML judgement": "Yes"}


async def test_the_owner_removes_what_was_posted_and_posts_it_again_later(fresh: Running) -> None:
    maya, sam, *_, rosa = get_people(fresh)
    await open_debrief(maya, "JS", {"Technical screen": [sam.id]}, {"Decider": rosa.id})
    kit = await wait_for_message(sam, "Technical screen: JS", get_dm(sam))
    assert await file_scorecard(sam, kit, "Yes", RATINGS) is None
    await fresh.advance(301)
    await wait_for_message(maya, "*ML judgement: Yes*")
    filed = await wait_for_message(sam, "*Filed.*", get_dm(sam))
    await fresh.settle()
    await maya.does("publish", CHANNEL)
    assert await file_scorecard(sam, filed, "No", RATINGS, button="Edit feedback") is not None
    view = await sam.modal()
    assert view
    await sam.fill(view, {"Why are you changing it?": "I had it wrong."})
    assert await sam.submit(view) is None
    told = await wait_for_message(maya, "the channel is public", get_dm(maya))
    assert "Others can read what was posted for JS" in read_text(told)
    assert not any("I had it wrong." in text for text in await read_channel(fresh))
    await maya.press(told, "Remove what was posted")
    await wait_until_gone(maya, "JS")
    removed = await wait_for_message(maya, "You removed the debrief of JS", get_dm(maya))
    await maya.does("unpublish", CHANNEL)
    await fresh.advance(3600)
    await fresh.settle()
    assert not any("JS" in text for text in await read_channel(fresh))
    again = fresh.slack.post(
        fresh.slack.workspace.channels[get_dm(rosa)],
        fresh.slack.workspace.bot_user,
        "Stolen",
        removed["blocks"],
    )
    await rosa.press(
        {"channel": get_dm(rosa), "ts": again.ts, "blocks": removed["blocks"]}, "Post again"
    )
    await fresh.settle()
    assert not any("JS" in text for text in await read_channel(fresh))
    await maya.press(removed, "Post again")
    await wait_for_message(maya, "I had it wrong.")
    await wait_until_gone(maya, "You removed the debrief", get_dm(maya))


async def test_only_the_owner_removes_what_was_posted(fresh: Running) -> None:
    maya, sam, *_, rosa = get_people(fresh)
    await open_debrief(maya, "JS", {"Technical screen": [sam.id]}, {"Decider": rosa.id})
    await maya.does("publish", CHANNEL)
    kit = await wait_for_message(sam, "Technical screen: JS", get_dm(sam))
    assert await file_scorecard(sam, kit, "Yes", RATINGS) is None
    told = await wait_for_message(maya, "the channel is public", get_dm(maya))
    copy = fresh.slack.post(
        fresh.slack.workspace.channels[get_dm(rosa)],
        fresh.slack.workspace.bot_user,
        "Stolen",
        told["blocks"],
    )
    await rosa.press(
        {"channel": get_dm(rosa), "ts": copy.ts, "blocks": told["blocks"]}, "Remove what was posted"
    )
    await wait_for_message(rosa, "Only the owner can remove", get_dm(rosa))
    await fresh.settle()
    assert any("Debrief: JS" in text for text in await read_channel(fresh))


async def test_what_only_the_team_can_read_is_not_removed_and_the_history_says_who_removed_what(
    fresh: Running,
) -> None:
    """A button of the time when a guest was there would take the reveal from everybody else."""
    maya, sam, *_, rosa = get_people(fresh)
    root = await open_debrief(maya, "JS", {"Technical screen": [sam.id]}, {"Decider": rosa.id})
    await maya.does("publish", CHANNEL)
    kit = await wait_for_message(sam, "Technical screen: JS", get_dm(sam))
    assert await file_scorecard(sam, kit, "Yes", RATINGS) is None
    told = await wait_for_message(maya, "the channel is public", get_dm(maya))
    [remove] = [
        element
        for block in told["blocks"]
        for element in block.get("elements", ())
        if element.get("text", {}).get("text") == "Remove what was posted"
    ]
    await maya.does("unpublish", CHANNEL)
    await fresh.advance(MINUTES_5)
    await wait_for_message(rosa, "JS: overall ratings")
    plain = {key: value for key, value in remove.items() if key != "confirm"}
    await maya.press(await post_stolen_button(fresh, maya, plain), "Remove what was posted")
    await wait_for_message(maya, "so nothing was removed", get_dm(maya))
    await fresh.settle()
    assert any("overall ratings" in text for text in await read_channel(fresh))
    assert "removed" not in await read_history(rosa, root)

    await maya.does("publish", CHANNEL)
    await maya.press(await post_stolen_button(fresh, maya, plain), "Remove what was posted")
    removed = await wait_for_message(maya, "You removed the debrief of JS", get_dm(maya))
    await maya.does("unpublish", CHANNEL)
    await maya.press(removed, "Post again")
    await wait_for_message(rosa, "JS: overall ratings")
    root = await wait_for_message(rosa, "Debrief: JS")
    shown = await read_history(sam, root)
    assert f"<@{maya.id}> removed what was posted in the channel" in shown
    assert f"<@{maya.id}> had what is missing posted again" in shown


async def read_channel(desk: Running) -> list[str]:
    screen = await desk.workspace.person("maya").screen()
    return [read_text(message) for message in screen["messages"][HIRING]]
