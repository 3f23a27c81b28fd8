"""A debrief that can't be read: its channel goes on, its lists count it, and nothing is lost."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest

from bot.store.keys import Keys
from local_slack.client import words
from tests.desk import TENANT
from tests.features.debriefs import CHANNEL, HIRING, dm, files, opened, people, posted, told, top

if TYPE_CHECKING:
    from tests.desk import Running

pytestmark = pytest.mark.asyncio(loop_scope="module")

ONE = "1 debrief can't be read at the moment. Nothing is lost"
TWO = "2 debriefs can't be read at the moment"


def debrief_ids(desk: Running, key: str) -> list[str]:
    """What a list of the store names, in its order."""
    ids: list[bytes] = desk.store.zrange(key, 0, -1)  # type: ignore[assignment]
    return [debrief_id.decode() for debrief_id in ids]


def damage(desk: Running, debrief_id: str) -> bytes:
    """Spoil a record; what it was."""
    key = Keys(TENANT).debrief(debrief_id)
    record: bytes = desk.store.hget(key, "record")  # type: ignore[assignment]
    desk.store.hset(key, "record", record[:-1])
    return record


async def test_its_channel_goes_on_and_its_lists_say_so(
    fresh: Running, caplog: pytest.LogCaptureFixture
) -> None:
    maya, sam, *_ = people(fresh)
    await opened(maya, "Sample 4711", {"Technical screen": [sam.id]})
    await fresh.advance(1)
    root = await opened(maya, "Sample 4712", {"Technical screen": [sam.id]})
    await fresh.settle()
    first, second = debrief_ids(fresh, Keys(TENANT).open(HIRING))
    record = damage(fresh, first)

    await sam.say(CHANNEL, "/debrief")
    answer = await posted(sam, ONE)
    assert "Sample 4712" in told(answer)
    await sam.say(CHANNEL, "/debrief list")
    page = await posted(sam, "Debriefs of this channel")
    assert ONE in told(page)
    for person in (sam, maya):
        home = await person.open_home()
        assert home
        assert ONE in words(home)
        assert "Sample 4712" in words(home)
    kit = await posted(sam, "Technical screen: Sample 4712", dm(sam))
    assert await files(sam, kit, "Yes", {"ML judgement": "Yes"}) is None
    await posted(maya, "All scorecards are in")
    assert root

    old = await posted(sam, "Technical screen: Sample 4711", dm(sam))
    await sam.press(old, "File feedback")
    await posted(sam, "This debrief can't be read at the moment, so nothing was changed.", dm(sam))
    assert f"the debrief {first} of {TENANT} can't be read" in caplog.text
    assert second not in caplog.text
    assert "4711" not in caplog.text

    fresh.store.hset(Keys(TENANT).debrief(first), "record", record)
    await sam.press(old, "File feedback")
    assert "Your scorecard" in json.dumps(await top(sam))


async def test_where_none_can_be_read_that_is_said_instead_of_how_to_begin(fresh: Running) -> None:
    maya, sam, *_ = people(fresh)
    for label in ("JS", "KT"):
        await opened(maya, label, {"Technical screen": [sam.id]})
    await fresh.settle()
    for debrief_id in debrief_ids(fresh, Keys(TENANT).open(HIRING)):
        damage(fresh, debrief_id)
    await maya.say(CHANNEL, "/debrief")
    assert "Open a debrief" in json.dumps(await posted(maya, TWO))
    await maya.say(CHANNEL, "/debrief list")
    assert TWO in told(await posted(maya, "Debriefs of this channel"))


async def test_one_that_is_over_is_counted_on_its_page(fresh: Running) -> None:
    maya, sam, *_ = people(fresh)
    for number in range(7):
        root = await opened(maya, f"C{number}", {"Technical screen": [sam.id]})
        await maya.press(root, "Manage")
        await maya.press(await top(maya), "Close without a decision")
        await maya.choose(await top(maya), "Why?", "The candidate withdrew")
        await maya.submit(await top(maya))
        await asyncio.gather(fresh.settle(), maya.close(await top(maya), everything=True))
        await fresh.advance(60)
    damage(fresh, debrief_ids(fresh, Keys(TENANT).past(HIRING))[0])
    await maya.say(CHANNEL, "/debrief list")
    first = await posted(maya, "newest first, page 1")
    assert [f"C{n}" in told(first) for n in range(7)] == [False, False, *[True] * 5]
    assert ONE not in told(first)
    await maya.press(first, "Older")
    second = await posted(maya, "newest first, page 2")
    assert [f"C{n}" in told(second) for n in range(7)] == [False, True, *[False] * 5]
    assert ONE in told(second)
