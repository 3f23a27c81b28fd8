"""A debrief that can't be read: its channel goes on, its lists count it, and nothing is lost."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest

from bot.store.keys import Keys
from local_slack.client import words
from tests.desk import TENANT
from tests.features.debriefs import (
    CHANNEL,
    HIRING,
    file_scorecard,
    get_dm,
    get_people,
    open_debrief,
    read_text,
    submit_scorecard,
    wait_for_message,
    wait_for_modal,
)

if TYPE_CHECKING:
    from tests.desk import Running

pytestmark = pytest.mark.asyncio(loop_scope="module")

ONE = "1 debrief can't be read at the moment. Nothing was changed"
TWO = "2 debriefs can't be read at the moment"


def debrief_ids(desk: Running, key: str) -> list[str]:
    """What a list of the store names, in its order."""
    ids: list[bytes] = desk.store.zrange(key, 0, -1)  # type: ignore[assignment]
    return [debrief_id.decode() for debrief_id in ids]


def damage(desk: Running, debrief_id: str) -> bytes:
    """Spoil a record; what it was."""
    key = Keys(TENANT).debrief_key(debrief_id)
    record: bytes = desk.store.hget(key, "record")  # type: ignore[assignment]
    desk.store.hset(key, "record", record[:-1])
    return record


async def test_its_channel_goes_on_and_its_lists_say_so(
    fresh: Running, caplog: pytest.LogCaptureFixture
) -> None:
    maya, sam, *_ = get_people(fresh)
    await open_debrief(maya, "Sample 4711", {"Technical screen": [sam.id]})
    await fresh.advance(1)
    root = await open_debrief(maya, "Sample 4712", {"Technical screen": [sam.id]})
    await fresh.settle()
    first, second = debrief_ids(fresh, Keys(TENANT).open_key(HIRING))
    record = damage(fresh, first)

    await sam.say(CHANNEL, "/debrief")
    answer = await wait_for_message(sam, ONE)
    assert "Sample 4712" in read_text(answer)
    await sam.say(CHANNEL, "/debrief list")
    page = await wait_for_message(sam, "Debriefs in this channel")
    assert ONE in read_text(page)
    for person in (sam, maya):
        home = await person.open_home()
        assert home
        assert ONE in words(home)
        assert "Sample 4712" in words(home)
    kit = await wait_for_message(sam, "Technical screen: Sample 4712", get_dm(sam))
    assert await file_scorecard(sam, kit, "Yes", {"ML judgement": "Yes"}) is None
    await wait_for_message(maya, "All scorecards are in")
    assert root

    old = await wait_for_message(sam, "Technical screen: Sample 4711", get_dm(sam))
    await sam.press(old, "File feedback")
    await wait_for_message(
        sam, "This debrief can't be read at the moment, so nothing was changed.", get_dm(sam)
    )
    assert f"the debrief {first} of {TENANT} can't be read" in caplog.text
    assert second not in caplog.text
    assert "4711" not in caplog.text

    fresh.store.hset(Keys(TENANT).debrief_key(first), "record", record)
    await sam.press(old, "File feedback")
    assert "Your scorecard" in json.dumps(await wait_for_modal(sam))


async def test_where_none_can_be_read_that_is_said_instead_of_how_to_begin(fresh: Running) -> None:
    maya, sam, *_ = get_people(fresh)
    for label in ("JS", "KT"):
        await open_debrief(maya, label, {"Technical screen": [sam.id]})
    await fresh.settle()
    for debrief_id in debrief_ids(fresh, Keys(TENANT).open_key(HIRING)):
        damage(fresh, debrief_id)
    await maya.say(CHANNEL, "/debrief")
    assert "Open a debrief" in json.dumps(await wait_for_message(maya, TWO))
    await maya.say(CHANNEL, "/debrief list")
    assert TWO in read_text(await wait_for_message(maya, "Debriefs in this channel"))


async def test_one_that_is_over_is_counted_on_its_page(fresh: Running) -> None:
    maya, sam, *_ = get_people(fresh)
    for number in range(7):
        root = await open_debrief(maya, f"C{number}", {"Technical screen": [sam.id]})
        await maya.press(root, "Manage")
        await maya.press(await wait_for_modal(maya), "Close without a decision")
        await maya.choose(await wait_for_modal(maya), "Why?", "The candidate withdrew")
        await maya.submit(await wait_for_modal(maya))
        await asyncio.gather(
            fresh.settle(), maya.close(await wait_for_modal(maya), everything=True)
        )
        await fresh.advance(60)
    damage(fresh, debrief_ids(fresh, Keys(TENANT).past_key(HIRING))[0])
    await maya.say(CHANNEL, "/debrief list")
    first = await wait_for_message(maya, "newest first, page 1")
    assert [f"C{n}" in read_text(first) for n in range(7)] == [False, False, *[True] * 5]
    assert ONE not in read_text(first)
    await maya.press(first, "Older")
    second = await wait_for_message(maya, "newest first, page 2")
    assert [f"C{n}" in read_text(second) for n in range(7)] == [False, True, *[False] * 5]
    assert ONE in read_text(second)


async def test_messages_that_this_process_does_not_know_take_a_link_away_and_no_more(
    fresh: Running,
) -> None:
    maya, sam, *_ = get_people(fresh)
    await open_debrief(maya, "JS", {"Technical screen": [sam.id]})
    await fresh.settle()
    [debrief_id] = debrief_ids(fresh, Keys(TENANT).open_key(HIRING))
    fresh.store.hset(Keys(TENANT).slots_key(debrief_id), "root", '{"version": 99}')
    await sam.say(CHANNEL, "/debrief")
    answer = await wait_for_message(sam, "*Open here*")
    assert "JS" in read_text(answer)
    assert "Thread" not in json.dumps(answer)
    home = await maya.open_home()
    assert home
    assert "JS" in words(home)


def draft_key(desk: Running) -> str:
    """The key of the one draft of a scorecard that there is."""
    [key] = desk.store.scan_iter("*:form_draft:*")
    return str(key.decode())


async def test_a_draft_that_cannot_be_read_keeps_no_form_from_opening(fresh: Running) -> None:
    maya, sam, *_ = get_people(fresh)
    root = await open_debrief(maya, "JS", {"Technical screen": [sam.id]})
    await sam.press(root, "File feedback")
    await sam.choose(await wait_for_modal(sam), "Rating for ML judgement", "Yes")
    await sam.close(await wait_for_modal(sam))
    fresh.store.set(draft_key(fresh), b"damaged", ex=60)
    await sam.press(root, "File feedback")
    view = await wait_for_modal(sam)
    assert "Your earlier draft can't be read any more" in words(view)
    await sam.choose(view, "Rating for ML judgement", "No")
    await sam.until(lambda screen: "Draft saved" in json.dumps(screen["views"]))
    await sam.fill(view, {"Evidence for ML judgement": "It held.", "Why?": "It held."})
    await sam.choose(view, "Overall", "No")
    assert await submit_scorecard(sam, await wait_for_modal(sam)) is None


async def test_a_draft_that_a_newer_process_saved_is_left_as_it_is(fresh: Running) -> None:
    """The person reads that, and can file the scorecard all the same."""
    maya, sam, *_ = get_people(fresh)
    root = await open_debrief(maya, "JS", {"Technical screen": [sam.id]})
    await sam.press(root, "File feedback")
    view = await wait_for_modal(sam)
    await sam.choose(view, "Rating for ML judgement", "Yes")
    key = draft_key(fresh)
    newer = b"\x1f" + bytes(60)
    fresh.store.set(key, newer, ex=60)
    await sam.choose(view, "Rating for ML judgement", "No")
    await sam.until(lambda screen: "saved by a newer version" in json.dumps(screen["views"]))
    await sam.fill(view, {"Evidence for ML judgement": "It held.", "Why?": "It held."})
    await sam.choose(view, "Overall", "No")
    assert await submit_scorecard(sam, await wait_for_modal(sam)) is None
    await wait_for_message(maya, "All scorecards are in")
    assert fresh.store.get(key) == newer
