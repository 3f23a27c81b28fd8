"""Debriefs from before interviews had times: the present code reminds, files and reveals them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio
import redis

from bot.store.clock import Clock
from bot.store.connection import connect
from bot.store.debriefs import Debriefs
from bot.store.due import Due
from bot.store.encryption import Keyring
from hiring.debriefs.state import get_phase
from tests.desk import TENANT, own_database, run_in_workspace, serve_workspace
from tests.features.debriefs import (
    HIRING,
    MINUTES_5,
    advance_debrief,
    file_scorecard,
    get_dm,
    get_people,
    read_text,
    wait_for_button,
    wait_for_message,
)
from tests.stored.samples import read, restore

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from hiring.debriefs.debrief import Debrief
    from hiring.guide.role import Guide
    from tests.desk import Running

    JSON = dict[str, Any]

pytestmark = pytest.mark.asyncio(loop_scope="module")

SAMPLE = read("v4/sample.json")
HOUR = 3600
THURSDAY_1230 = SAMPLE["now"]


@pytest_asyncio.fixture(loop_scope="module")
async def desk(guide: Guide, valkey_socket: Path) -> AsyncIterator[Running]:
    """The app, and Slack with the messages that the earlier process has left in it."""
    with own_database(valkey_socket, 7) as url, redis.Redis.from_url(url) as store:
        restore(store, "v4/store.json")
        async with serve_workspace() as (slack, workspace):
            slack.load_state(read("v4/workspace.json"))
            settings = {"encryption_keys": SAMPLE["encryption_key"]}
            clock = Clock(THURSDAY_1230 - int(store.time()[0]))
            running = run_in_workspace(slack, workspace, guide, url, clock=clock, **settings)
            async with running as started:
                await started.settle()
                yield started


async def advance(desk: Running, seconds: int) -> None:
    desk.clock.move(desk.clock.offset + seconds)
    await desk.settle()


async def load(desk: Running) -> dict[str, Debrief]:
    """The open debriefs by label."""
    kwargs = desk.store.connection_pool.connection_kwargs
    async with connect(f"unix://{kwargs['path']}?db={kwargs['db']}") as store:
        keyring = Keyring.from_setting(SAMPLE["encryption_key"])
        debriefs = Debriefs(store, keyring, Due(store, Clock()))
        listed = await debriefs.list_open(TENANT, HIRING)
    assert not listed.unreadable
    return {each.debrief.label: each.debrief for each in listed.readable}


async def test_every_debrief_is_as_it_was(desk: Running) -> None:
    """Each seat of a running round keeps its due time, and none has an interview's time."""
    debriefs = await load(desk)
    assert {label: get_phase(each, THURSDAY_1230).value for label, each in debriefs.items()} == {
        "Sample late": "running",
        "Sample owed": "running",
        "Sample revealed": "revealed",
        "Sample new": "running",
    }
    day = 24 * HOUR
    for label, each in debriefs.items():
        first = each.seats[0]
        assert first.due_at is not None, label
        assert abs(first.due_at - (each.opened_at + day)) <= 1, label
        assert {(seat.at, seat.ends_at) for seat in each.seats} == {(None, None)}, label


async def test_people_are_reminded_by_the_present_rules(desk: Running) -> None:
    """From the next day on: in one message instead of two, three times in all, and the owner once.

    What the earlier process had posted goes with the first of them.
    """
    maya, sam, *_ = get_people(desk)
    for _ in range(12):
        await advance(desk, 24 * HOUR)
        messages = [read_text(message) for message in await sam.sees("DM")]
        assert not [text for text in messages if "A reminder of your scorecard" in text]
        assert len([text for text in messages if "isn't filed yet" in text]) == 1
    posted = [call["args"] for call in await desk.workspace.calls("chat.postMessage")]
    reminders = [each["text"] for each in posted if "isn't filed yet" in each["text"]]
    both = [text for text in reminders if "Sample late" in text and "Sample owed" in text]
    assert len(both) == 3
    assert len([text for text in reminders if "Sample late" in text]) == 3
    told = [read_text(message) for message in await maya.sees("DM")]
    for label in ("Sample late", "Sample owed"):
        late = [text for text in told if "scorecard is late" in text and label in text]
        assert len(late) == 1
    assert not [text for text in told if "is overdue" in text]


async def test_its_scorecards_are_filed_and_go_on_to_their_reveal(desk: Running) -> None:
    """From the very messages that the earlier process posted."""
    maya, sam, ines, _, rosa = get_people(desk)
    for label in ("Sample late", "Sample owed"):
        kit = await wait_for_message(sam, f"Technical screen: {label}", get_dm(sam))
        assert await file_scorecard(sam, kit, "Yes", {"ML judgement": "Yes"}) is None
    await advance(desk, MINUTES_5)
    await wait_for_message(maya, "Sample late: what to talk about")
    owed = [read_text(message) for message in await sam.sees("DM")]
    assert not [text for text in owed if "reminder" in text.lower()]

    complete = await wait_for_message(rosa, "Round 1 for Sample owed is complete", get_dm(rosa))
    await advance_debrief(rosa, complete)
    await wait_for_message(ines, "Architecture deep-dive: Sample owed", get_dm(ines))


async def test_what_was_revealed_is_decided(desk: Running) -> None:
    """The decision goes through, and the person who decides is reminded of it no more."""
    *_, rosa = get_people(desk)
    await rosa.press(await wait_for_button(rosa, "Decide"), "Decide")
