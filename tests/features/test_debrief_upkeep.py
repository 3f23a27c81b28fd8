"""Debriefs when Slack fails or changes under them, through the whole app."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from bot.reconciler.visit import SETTLE_SECONDS
from tests.desk import ROOT, own_database, run_desk, until
from tests.features.debriefs import (
    CHANNEL,
    HIRING,
    MINUTES_5,
    file_scorecard,
    get_dm,
    open_debrief,
    submit_open_form,
    wait_for_button,
    wait_for_message,
    wait_for_modal,
    wait_until_gone,
)
from tests.features.debriefs import read_text as said

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from hiring.guide.role import Guide
    from local_slack.client import Person
    from tests.desk import Running

pytestmark = pytest.mark.asyncio(loop_scope="module")

POST = "chat.postMessage"
NEW_ID = f"{HIRING}N"


@pytest_asyncio.fixture(loop_scope="module")
async def fresh(guide: Guide, valkey_socket: Path) -> AsyncIterator[Running]:
    """A desk of its own for each test."""
    with own_database(valkey_socket, 6) as url:
        async with run_desk(guide, url) as desk:
            yield desk


@pytest_asyncio.fixture(loop_scope="module")
async def unreadable(guide: Guide, valkey_socket: Path, tmp_path: Path) -> AsyncIterator[Running]:
    """A desk without the optional scopes: the bot can't read Slack's history."""
    before, _, after = (ROOT / "manifest.yml").read_text().partition("    bot_optional:")
    manifest = tmp_path / "manifest.yml"
    manifest.write_text(before + after[after.index("settings:") :])
    with own_database(valkey_socket, 6) as url:
        async with run_desk(guide, url, manifest=manifest) as desk:
            yield desk


async def read_texts(person: Person, channel: str, words: str) -> list[str]:
    """The messages with these words that a person sees, replies too."""
    messages = (await person.screen())["messages"][channel]
    return [told for told in map(said, messages) if words in told]


@pytest.mark.parametrize("came_through", [False, True])
async def test_post_again_posts_once_however_often_it_is_pressed(
    unreadable: Running, *, came_through: bool
) -> None:
    """Nobody can tell whether it was posted, so the owner is asked to look."""
    maya, sam = (unreadable.workspace.person(name) for name in ("maya", "sam"))
    await unreadable.workspace.fault(POST, "drop_after" if came_through else "drop_before")
    await maya.say(CHANNEL, "/debrief JS")
    await maya.until(lambda screen: screen["views"])
    view = await maya.modal()
    assert view
    await maya.choose(view, "Technical screen", sam.id)
    await submit_open_form(maya, view)
    await wait_for_message(sam, "Technical screen: JS", get_dm(sam))
    await unreadable.advance(SETTLE_SECONDS + 1)
    note = await wait_for_message(maya, "I don't know whether 1 message for JS", get_dm(maya))
    posted_before = len(await read_texts(maya, HIRING, "Debrief: JS"))
    assert posted_before == int(came_through)
    pressed = (maya.press(note, "Post again") for _ in range(2))
    await asyncio.gather(*pressed, return_exceptions=True)  # the note may be gone by the second
    await wait_for_message(maya, f"<@{sam.id}>")
    await wait_until_gone(maya, "I don't know whether", get_dm(maya))
    await unreadable.advance(3600)
    assert len(await read_texts(maya, HIRING, "Debrief: JS")) == posted_before + 1


async def test_debriefs_go_on_in_their_threads_when_the_channel_gets_another_id(
    fresh: Running,
) -> None:
    """Messages are updated in place, the reveal comes in their thread, nothing is posted twice."""
    maya, sam = (fresh.workspace.person(name) for name in ("maya", "sam"))
    await open_debrief(maya, "JS", {"Technical screen": [sam.id]})
    kit = await wait_for_message(sam, "Technical screen: JS", get_dm(sam))
    await maya.does("change_id", CHANNEL)
    assert await file_scorecard(sam, kit, "Yes", {"ML judgement": "Yes"}) is None
    root = await wait_for_message(maya, "All scorecards are in", NEW_ID)
    await fresh.advance(MINUTES_5)
    summary = await wait_for_message(maya, "JS: what to talk about", NEW_ID)
    assert summary["thread_ts"] == root["ts"]
    await wait_for_message(maya, "run-sheet", NEW_ID)
    await maya.say(CHANNEL, "/debrief")
    assert "JS" in said((await maya.sees(CHANNEL))[-1])
    assert len(await read_texts(maya, NEW_ID, "Debrief: JS")) == 1
    assert await read_texts(maya, get_dm(maya), "wait") == []


async def test_only_the_reveal_notifies_people_in_the_channel_once_who_talk_and_who_decides(
    fresh: Running,
) -> None:
    """It begins with how to talk it through, which mentions them. All else names people only."""
    maya, sam, ines, rosa = (
        fresh.workspace.person(name) for name in ("maya", "sam", "ines", "rosa")
    )
    await open_debrief(maya, "JS", {"Technical screen": [sam.id, ines.id]}, {"Decider": rosa.id})
    for person in (sam, ines):
        kit = await wait_for_message(person, "Technical screen: JS", get_dm(person))
        assert await file_scorecard(person, kit, "Yes", {"ML judgement": "Yes"}) is None
    await fresh.advance(MINUTES_5)
    sheet = await wait_for_message(rosa, f"1. <@{sam.id}>")
    await rosa.press(sheet, "Decide")
    view = await wait_for_modal(rosa)
    await rosa.choose(view, "Decision", "Hire")
    view = await wait_for_modal(rosa)
    await rosa.fill(view, {"Why?": "The panel agrees."})
    assert await rosa.submit(view) is None
    await wait_for_message(rosa, f"decided by <@{rosa.id}>")
    for person in (sam, ines, rosa):
        [plan] = await person.notified(CHANNEL)
        assert "*JS is revealed.* Talk it through in 25 minutes" in said(plan)
    assert await maya.notified(CHANNEL) == []


async def test_a_person_who_has_left_gets_no_message_and_the_owner_is_told(
    fresh: Running,
) -> None:
    maya, sam = (fresh.workspace.person(name) for name in ("maya", "sam"))
    await fresh.workspace.fault("conversations.open", "server_error")
    await open_debrief(maya, "JS", {"Technical screen": [sam.id]})
    await maya.does("remove", CHANNEL, user=sam.id)
    await maya.changes_profile(sam.id, deleted=True)
    await fresh.advance(3600)
    note = await wait_for_message(maya, "*Technical screen for JS:*", get_dm(maya))
    assert "the account of <@U0SAM> is gone" in said(note)
    assert "user_disabled" not in said(note)


async def test_nothing_is_posted_twice_when_time_is_moved_while_it_is_on_its_way(
    fresh: Running,
) -> None:
    """As by somebody who presses *An hour later* twice in the local workspace."""
    maya, sam = (fresh.workspace.person(name) for name in ("maya", "sam"))
    await fresh.workspace.fault(POST, "delay", seconds=0.5, times=3)
    await maya.say(CHANNEL, "/debrief JS")
    view = await wait_for_modal(maya)
    await maya.choose(view, "Technical screen", sam.id)
    opening = asyncio.create_task(maya.submit(view))
    await until(lambda: any(fresh.store.scan_iter("hd:*:slots:*")))
    for _ in range(2):
        await fresh.advance(SETTLE_SECONDS + 3600)
    opened = await opening
    assert opened
    assert not opened["errors"]
    await wait_for_message(sam, "Technical screen: JS", get_dm(sam))
    await fresh.settle()
    assert len(await read_texts(maya, HIRING, "Debrief: JS")) == 1
    assert len(await read_texts(sam, get_dm(sam), "Technical screen: JS")) == 1


async def test_a_draft_is_forgotten_after_30_days_of_moved_time(fresh: Running) -> None:
    maya, sam = (fresh.workspace.person(name) for name in ("maya", "sam"))
    root = await open_debrief(maya, "JS", {"Technical screen": [sam.id]})
    await sam.press(root, "File feedback")
    view = await wait_for_modal(sam)
    await sam.fill(view, {"Why?": "Half a thought"})
    await sam.close(view)
    for days, remembered in ((29, True), (2, False)):
        await fresh.advance(days * 24 * 60 * 60)
        await sam.press(root, "File feedback")
        view = await wait_for_modal(sam)
        assert ("Half a thought" in str(view["blocks"])) is remembered
        await sam.close(view)


async def test_the_owners_list_leads_to_the_thread_once_it_is_over_and_is_not_posted_again(
    fresh: Running,
) -> None:
    """A debrief of a former version, whose list was deleted with its reveal, gets no new one."""
    maya, sam = (fresh.workspace.person(name) for name in ("maya", "sam"))
    await open_debrief(maya, "JS", {"Technical screen": [sam.id]})
    kit = await wait_for_message(sam, "Technical screen: JS", get_dm(sam))
    assert await file_scorecard(sam, kit, "Yes", {"ML judgement": "Yes"}) is None
    await fresh.advance(MINUTES_5)
    await wait_for_message(maya, "Revealed: the scorecards are in the thread.", get_dm(maya))
    await wait_for_button(maya, "Open thread", get_dm(maya))
    await maya.press(await wait_for_button(maya, "Decide"), "Decide")
    await maya.choose(await wait_for_modal(maya), "Decision", "Hold")
    form = await wait_for_modal(maya)
    await maya.fill(form, {"Why?": "The budget is open."})
    assert await maya.submit(form) is None
    await wait_for_message(maya, "Decided: the scorecards", get_dm(maya))
    await fresh.settle()

    [board] = [each for each in await maya.sees("DM") if "Decided:" in said(each)]
    [slots] = fresh.store.scan_iter("hd:*:slots:*")
    assert fresh.store.hdel(slots, f"owner/{maya.id}") == 1
    await maya.press(board, "Manage")
    await fresh.advance(3600)
    await fresh.settle()
    assert await read_texts(maya, get_dm(maya), "Decided:") == [said(board)]
