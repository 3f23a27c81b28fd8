"""Reminders, snoozing and nudges as people see and press them, through real HTTP."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from hiring.work_calendar import DAY, HOUR
from local_slack.block_kit import elements
from tests.features.debriefs import (
    file_scorecard,
    get_dm,
    get_people,
    open_debrief,
    post_stolen_button,
    read_text,
    start_working_day,
    wait_for_message,
    wait_until_gone,
)

if TYPE_CHECKING:
    from local_slack.client import Person
    from tests.desk import Running

pytestmark = pytest.mark.asyncio(loop_scope="module")

SCREEN = "Technical screen"
RATINGS = {"ML judgement": "Yes"}
REMINDER = "isn't filed yet"
REMINDED_TODAY = "No reminder was sent. You reminded <@{person}> <!date^"
DUE = "First-round scorecards due"


async def open_due(desk: Running, owner: Person, label: str, *people: Person) -> None:
    """A debrief whose scorecards are due in an hour."""
    due = int(desk.store.time()[0]) + desk.clock.offset + HOUR
    seats = {SCREEN: [person.id for person in people]}
    await open_debrief(owner, label, seats, {DUE: str(due)})


async def test_a_reminder_is_snoozed_comes_again_and_ends_with_filing(fresh: Running) -> None:
    maya, sam, *_ = get_people(fresh)
    await start_working_day(fresh)
    await open_due(fresh, maya, "JS", sam)
    await fresh.advance(2 * HOUR + 60)  # to a few minutes past twelve
    first = await wait_for_message(sam, REMINDER, get_dm(sam))

    await sam.choose(first, "Snooze", "For an hour")

    await wait_for_message(sam, "Snoozed until", get_dm(sam))
    await fresh.advance(4 * HOUR)  # the last working hour, in which a second message may come
    await wait_until_gone(sam, "Snoozed until", get_dm(sam))
    again = await wait_for_message(sam, REMINDER, get_dm(sam))
    assert again["ts"] != first["ts"]
    assert await file_scorecard(sam, again, "Yes", RATINGS) is None
    await wait_until_gone(sam, REMINDER, get_dm(sam))


async def test_several_things_are_one_digest_with_a_button_each(fresh: Running) -> None:
    maya, sam, ines, *_ = get_people(fresh)
    await start_working_day(fresh)
    for label in ("AB", "CD"):
        await open_due(fresh, maya, label, sam, ines)
    await fresh.advance(2 * HOUR + 60)
    digest = await wait_for_message(sam, "2 things wait for you", get_dm(sam))
    assert f"AB, {SCREEN}" in read_text(digest)
    assert f"CD, {SCREEN}" in read_text(digest)
    assert await file_scorecard(sam, digest, "Yes", RATINGS) is None
    await wait_until_gone(sam, "2 things wait for you", get_dm(sam))
    await wait_for_message(sam, REMINDER, get_dm(sam))


async def test_a_digest_is_snoozed_with_all_that_it_lists(fresh: Running) -> None:
    maya, sam, ines, *_ = get_people(fresh)
    await start_working_day(fresh)
    for label in ("AB", "CD"):
        await open_due(fresh, maya, label, sam, ines)
    await fresh.advance(2 * HOUR + 60)
    digest = await wait_for_message(sam, "2 things wait for you", get_dm(sam))
    await sam.choose(digest, "Snooze all", "For an hour")
    await sam.until(
        lambda screen: all(
            "Snoozed until" in json.dumps(block)
            for message in screen["messages"][get_dm(sam)]
            for block in message.get("blocks", [])
            if block["block_id"] in {"line/0", "line/1"}
        )
    )
    await fresh.advance(4 * HOUR)  # the last working hour, in which a second message may come
    await wait_until_gone(sam, "Snoozed until", get_dm(sam))
    again = await wait_for_message(sam, "2 things wait for you", get_dm(sam))
    assert again["ts"] != digest["ts"]


async def test_the_line_of_a_late_seat_in_a_digest_offers_what_its_message_does(
    fresh: Running,
) -> None:
    maya, sam, ines, *_ = get_people(fresh)
    await start_working_day(fresh)
    await open_due(fresh, maya, "JS", sam, ines)
    await fresh.advance(5 * DAY)
    await start_working_day(fresh)
    digest = await wait_for_message(maya, "2 things wait for you", get_dm(maya))
    await maya.press(digest, "Nudge")
    await wait_for_message(maya, "gets a message now", get_dm(maya))
    await wait_for_message(sam, f"<@{maya.id}> asks for your scorecard", get_dm(sam))
    for name, title in (
        ("Reassign", "Replace interviewer"),
        ("Excuse", "Excuse interviewer"),
        ("Reveal without 2…", "Manage the debrief"),
    ):
        await maya.press(digest, name)
        view = await maya.wait_for_modal()
        assert view["title"]["text"] == title
        if name.startswith("Reveal"):
            await maya.press(view, "Reveal without 2")
        else:
            await maya.close(view)
    await wait_for_message(sam, "JS: what to talk about")


async def test_the_owner_nudges_from_the_note_on_a_late_seat_and_learns_whether_it_arrived(
    fresh: Running,
) -> None:
    maya, sam, *_ = get_people(fresh)
    await start_working_day(fresh)
    await open_due(fresh, maya, "JS", sam)
    await fresh.advance(5 * DAY)
    await start_working_day(fresh)
    late = await wait_for_message(maya, "'s scorecard is late", get_dm(maya))

    await maya.press(late, "Nudge")

    await wait_for_message(maya, "gets a message now", get_dm(maya))
    await wait_for_message(sam, f"<@{maya.id}> asks for your scorecard", get_dm(sam))
    await fresh.advance(HOUR)
    await maya.press(late, "Nudge")
    refused = await wait_for_message(maya, REMINDED_TODAY.format(person=sam.id), get_dm(maya))
    assert "and can again from <!date^" in read_text(refused)
    await start_working_day(fresh)
    await fresh.advance(12 * HOUR)  # into the night
    await maya.press(late, "Nudge")
    await wait_for_message(maya, "is out of their working hours", get_dm(maya))


async def test_what_is_filed_already_cannot_be_snoozed(fresh: Running) -> None:
    maya, sam, *_ = get_people(fresh)
    await start_working_day(fresh)
    await open_due(fresh, maya, "JS", sam)
    await fresh.advance(2 * HOUR + 60)
    reminder = await wait_for_message(sam, REMINDER, get_dm(sam))
    kit = await wait_for_message(sam, f"{SCREEN}: JS", get_dm(sam))
    assert await file_scorecard(sam, kit, "Yes", RATINGS) is None
    await wait_until_gone(sam, REMINDER, get_dm(sam))
    (menu,) = (
        each for _, each in elements.find_all(reminder["blocks"]) if each["type"] == "static_select"
    )
    text = {"type": "plain_text", "text": "Snooze"}
    value = menu["options"][0]["value"]
    button = {"type": "button", "action_id": menu["action_id"], "value": value, "text": text}
    await sam.press(await post_stolen_button(fresh, sam, button), "Snooze")
    await wait_for_message(sam, "nothing was snoozed", get_dm(sam))
