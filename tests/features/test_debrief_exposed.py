"""A channel is made public in the middle of a reveal: the owner hears of it, and takes it back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from local_slack.client import words
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
    submit_scorecard,
    wait_for_button,
    wait_for_message,
    wait_for_modal,
    wait_until_gone,
)

if TYPE_CHECKING:
    from local_slack.client import Person
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
    filed = await wait_for_message(sam, "*Filed* and revealed", get_dm(sam))
    await fresh.settle()
    await maya.does("publish", CHANNEL)
    assert await file_scorecard(sam, filed, "No", RATINGS, button="Edit feedback") is not None
    view = await sam.modal()
    assert view
    await sam.fill(view, {"Why are you changing it?": "I had it wrong."})
    assert await submit_scorecard(sam, view) is None
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
        fresh.slack.app.bot_user,
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
        fresh.slack.app.bot_user,
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
    await wait_for_message(rosa, "JS: what to talk about")
    plain = {key: value for key, value in remove.items() if key != "confirm"}
    await maya.press(await post_stolen_button(fresh, maya, plain), "Remove what was posted")
    await wait_for_message(maya, "so nothing was removed", get_dm(maya))
    await fresh.settle()
    assert any("what to talk about" in text for text in await read_channel(fresh))
    assert "removed" not in await read_history(rosa, root)

    await maya.does("publish", CHANNEL)
    await maya.press(await post_stolen_button(fresh, maya, plain), "Remove what was posted")
    removed = await wait_for_message(maya, "You removed the debrief of JS", get_dm(maya))
    await maya.does("unpublish", CHANNEL)
    await maya.press(removed, "Post again")
    await wait_for_message(rosa, "JS: what to talk about")
    root = await wait_for_message(rosa, "Debrief: JS")
    shown = await read_history(sam, root)
    assert f"<@{maya.id}> removed what was posted in the channel" in shown
    assert f"<@{maya.id}> had what is missing posted again" in shown


async def test_one_note_tells_the_owner_of_all_debriefs_also_of_those_that_are_over(
    fresh: Running,
) -> None:
    """A channel becomes public without an event, and nothing was left to post in either debrief."""
    maya, sam, *_ = get_people(fresh)
    await open_two(fresh)
    await maya.does("publish", CHANNEL)
    await sam.say(CHANNEL, "/debrief list")
    said = read_text((await sam.sees(CHANNEL))[-1])
    assert "This channel is public now, and 2 debriefs can be read in it." in said
    assert f"Ask <@{maya.id}> to remove what was posted." in said
    assert "JS" not in said
    told = await wait_for_message(maya, "Others can read 2 debriefs", get_dm(maya))
    assert any(labels in read_text(told) for labels in ("JS, AB", "AB, JS"))
    await fresh.settle()
    assert len(await list_notes(fresh)) == 1
    await maya.press(told, "Remove what was posted")
    removed = await wait_for_message(maya, "You removed 2 debriefs", get_dm(maya))
    await fresh.advance(3600)
    await fresh.settle()
    assert not any("JS" in text or "AB" in text for text in await read_channel(fresh))
    assert len(await list_notes(fresh)) == 1
    await maya.does("unpublish", CHANNEL)
    await maya.press(removed, "Post again")
    await wait_until_gone(maya, "You removed", get_dm(maya))
    await fresh.advance(MINUTES_5)
    await wait_for_message(sam, "Debrief: JS")
    root = await wait_for_message(sam, "Debrief: AB")
    shown = await read_history(maya, root)
    assert f"<@{maya.id}> removed what was posted in the channel" in shown
    assert f"<@{maya.id}> had what is missing posted again" in shown


async def test_scorecards_of_a_decided_debrief_leave_its_thread_and_come_back(
    fresh: Running,
) -> None:
    maya, sam, *_, rosa = get_people(fresh)
    await open_debrief(maya, "JS", {"Technical screen": [sam.id]}, {"Decider": rosa.id})
    kit = await wait_for_message(sam, "Technical screen: JS", get_dm(sam))
    assert await file_scorecard(sam, kit, "Yes", RATINGS) is None
    await fresh.advance(MINUTES_5)
    await rosa.press(await wait_for_button(rosa, "Decide"), "Decide")
    form = await wait_for_modal(rosa)
    await rosa.choose(form, "Decision", "Hire")
    await rosa.fill(form, {"Why?": "The reasons of the decision."})
    assert await rosa.submit(form) is None
    await wait_for_message(maya, "The reasons of the decision.")
    await fresh.settle()
    await maya.does("publish", CHANNEL)
    await sam.say(CHANNEL, "/debrief JS")
    await wait_for_message(maya, "Others can read what was posted for JS", get_dm(maya))
    root = await wait_for_message(maya, "Debrief: JS")
    await maya.press(root, "Manage")
    await maya.press(await wait_for_modal(maya), "Remove what was posted")
    removed = await wait_for_message(maya, "You removed the debrief of JS", get_dm(maya))
    await fresh.advance(3600)
    await fresh.settle()
    for text in ("JS", "It held together.", "The reasons of the decision."):
        assert not any(text in shown for shown in await read_channel(fresh))
    await maya.does("unpublish", CHANNEL)
    await maya.press(removed, "Post again")
    for text in ("Debrief: JS", "It held together.", "The reasons of the decision."):
        await wait_for_message(sam, text)


@pytest.mark.parametrize("typed", ["/debrief", "/debrief list", "/debrief JS"])
async def test_the_answer_to_a_command_removes_what_the_person_answers_for(
    fresh: Running, typed: str
) -> None:
    maya, *_ = get_people(fresh)
    await open_two(fresh)
    await maya.does("publish", CHANNEL)
    await maya.say(CHANNEL, typed)
    answer = await wait_for_message(maya, "2 debriefs can be read in it")
    await maya.press(answer, "Remove what was posted")
    await wait_for_message(maya, "is being removed")
    await wait_for_message(maya, "You removed 2 debriefs", get_dm(maya))
    await fresh.advance(3600)
    await fresh.settle()
    assert not any("Debrief:" in text for text in await read_channel(fresh))
    await maya.say(CHANNEL, typed)
    await wait_for_message(maya, "No debriefs here:* this channel is public")


@pytest.mark.parametrize("label", ["JS", "AB"])
async def test_manage_offers_it_for_each_debrief_while_others_can_read_it(
    fresh: Running, label: str
) -> None:
    """JS is closed, AB is running. Opening it is what notices the channel."""
    maya, _, _, _, rosa = get_people(fresh)
    roots = await open_two(fresh)
    await maya.press(roots[label], "Manage")
    assert "Remove what was posted" not in json.dumps(await wait_for_modal(maya))
    await maya.close(await wait_for_modal(maya))
    await maya.does("publish", CHANNEL)
    await rosa.press(roots[label], "Manage")
    assert "Remove what was posted" not in json.dumps(await wait_for_modal(rosa))
    await wait_for_message(maya, "Others can read 2 debriefs", get_dm(maya))
    await maya.press(roots[label], "Manage")
    await maya.press(await wait_for_modal(maya), "Remove what was posted")
    await maya.until(lambda screen: "is being removed" in words(screen["views"][-1]))
    await wait_until_gone(maya, f"Debrief: {label}")
    other = "AB" if label == "JS" else "JS"
    await wait_for_message(maya, f"Others can read what was posted for {other}", get_dm(maya))
    await wait_for_message(maya, f"You removed the debrief of {label}", get_dm(maya))
    assert any(f"Debrief: {other}" in text for text in await read_channel(fresh))
    await maya.does("unpublish", CHANNEL)
    await maya.press(await wait_for_modal(maya), "Post again")
    await wait_for_message(maya, f"Debrief: {label}")
    await wait_until_gone(maya, "You removed", get_dm(maya))
    await wait_until_gone(maya, "Others can read", get_dm(maya))


@pytest.mark.parametrize("how", ["guest", "share", "share_in_organisation"])
async def test_an_event_alone_tells_every_owner_even_if_all_their_debriefs_are_over(
    fresh: Running, how: str
) -> None:
    maya, sam, ines, *_ = get_people(fresh)
    await close_debrief(maya, await open_debrief(maya, "JS", {"Technical screen": [sam.id]}))
    await close_debrief(ines, await open_debrief(ines, "CD", {"Technical screen": [sam.id]}))
    await fresh.settle()
    if how == "guest":
        await maya.changes_profile("U0GUEST", is_restricted=True)
        await maya.does("invite", CHANNEL, user="U0GUEST")
    else:
        await maya.does(how, CHANNEL)
    await wait_for_message(maya, "Others can read what was posted for JS", get_dm(maya))
    await wait_for_message(ines, "Others can read what was posted for CD", get_dm(ines))
    if how == "guest":
        await maya.does("remove", CHANNEL, user="U0GUEST")
        await wait_until_gone(maya, "Others can read", get_dm(maya))
        await wait_until_gone(ines, "Others can read", get_dm(ines))


async def test_the_decider_is_told_and_acts_if_the_owner_of_a_closed_debrief_has_left(
    fresh: Running,
) -> None:
    maya, sam, _, _, rosa = get_people(fresh)
    root = await open_debrief(maya, "JS", {"Technical screen": [sam.id]}, {"Decider": rosa.id})
    await close_debrief(maya, root)
    await fresh.settle()
    await rosa.changes_profile(maya.id, deleted=True)
    await rosa.changes_profile(rosa.id, is_admin=True)  # of Slack, to make a channel public
    await rosa.does("publish", CHANNEL)
    await sam.say(CHANNEL, "/debrief")
    said = read_text((await sam.sees(CHANNEL))[-1])
    assert f"Ask <@{rosa.id}> to remove what was posted." in said
    told = await wait_for_message(rosa, "Others can read what was posted for JS", get_dm(rosa))
    await rosa.press(told, "Remove what was posted")
    await wait_until_gone(sam, "Debrief: JS")


async def test_nobody_else_removes_or_brings_back_all_that_a_person_posted(
    fresh: Running,
) -> None:
    maya, sam, _, _, rosa = get_people(fresh)
    await open_two(fresh)
    await maya.does("publish", CHANNEL)
    await maya.say(CHANNEL, "/debrief")
    told = await wait_for_message(maya, "Others can read 2 debriefs", get_dm(maya))
    remove = find_button(told, "Remove what was posted")
    await rosa.press(await post_stolen_button(fresh, rosa, remove), "Remove what was posted")
    await wait_for_message(rosa, "Only the owner can remove", get_dm(rosa))
    await maya.press(told, "Remove what was posted")
    removed = await wait_for_message(maya, "You removed 2 debriefs", get_dm(maya))
    again = find_button(removed, "Post again")
    await maya.does("unpublish", CHANNEL)
    await sam.press(await post_stolen_button(fresh, sam, again), "Post again")
    await wait_for_message(sam, "Only the owner and the decider can manage", get_dm(sam))
    await fresh.advance(3600)
    await fresh.settle()
    assert not any("Debrief:" in text for text in await read_channel(fresh))


async def open_two(desk: Running) -> dict[str, JSON]:
    """Maya's debriefs JS, which is closed, and AB, which runs; both are decided by Rosa."""
    maya, sam, *_, rosa = get_people(desk)
    decider = {"Decider": rosa.id}
    roots = {
        label: await open_debrief(maya, label, {"Technical screen": [sam.id]}, decider)
        for label in ("JS", "AB")
    }
    await close_debrief(maya, roots["JS"])
    await desk.settle()
    return roots


async def close_debrief(person: Person, root: JSON) -> None:
    await person.press(root, "Manage")
    await person.press(await wait_for_modal(person), "Close without a decision")
    form = await wait_for_modal(person)
    await person.choose(form, "Why?", "The candidate withdrew")
    await person.submit(form)
    await person.close(await wait_for_modal(person), everything=True)


async def list_notes(desk: Running) -> list[str]:
    """What the owner was told of readers and of what was removed."""
    maya = desk.workspace.person("maya")
    texts = [read_text(message) for message in (await maya.screen())["messages"][get_dm(maya)]]
    return [text for text in texts if "Others can read" in text or "You removed" in text]


def find_button(message: JSON, name: str) -> JSON:
    """A button of a message, without the question that it asks first."""
    [button] = [
        element
        for block in message["blocks"]
        for element in block.get("elements", ())
        if element.get("text", {}).get("text") == name
    ]
    return {key: value for key, value in button.items() if key != "confirm"}


async def read_channel(desk: Running) -> list[str]:
    screen = await desk.workspace.person("maya").screen()
    return [read_text(message) for message in screen["messages"][HIRING]]
