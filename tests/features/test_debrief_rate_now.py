"""Ratings that are saved before their evidence: sealed, and counted for nothing until filed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from local_slack.client import words
from tests.features.debriefs import (
    get_dm,
    get_people,
    open_debrief,
    read_everything,
    read_history,
    wait_for_message,
    wait_for_modal,
)

if TYPE_CHECKING:
    from local_slack.client import Person
    from tests.desk import Running

    JSON = dict[str, Any]

pytestmark = pytest.mark.asyncio(loop_scope="module")

SCREEN = "Technical screen"
SAVED = "Your ratings are saved. They count once you have written why"
RATE, AGAIN = "Rate now, write later", "Save ratings again"


async def open_form(person: Person) -> JSON:
    await person.press(
        await wait_for_message(person, f"{SCREEN}: JS", get_dm(person)), "File feedback"
    )
    return await wait_for_modal(person)


async def rate_now(person: Person) -> JSON:
    """Rate, and save that; the form as it is then."""
    form = await open_form(person)
    await person.choose(form, "Rating for ML judgement", "Strong no")
    await person.choose(form, "Overall", "Strong no")
    await person.press(form, RATE)
    await person.until(lambda screen: SAVED in json.dumps(screen["views"]))
    return await wait_for_modal(person)


async def test_ratings_alone_are_saved_and_shown_again_and_filed_with_the_words(
    fresh: Running,
) -> None:
    maya, sam, ines, *_ = get_people(fresh)
    root = await open_debrief(maya, "JS", {SCREEN: [sam.id, ines.id]})
    form = await open_form(sam)
    await sam.press(form, RATE)
    await sam.until(lambda screen: "Choose at least one rating" in json.dumps(screen["views"]))
    await sam.close(await wait_for_modal(sam), everything=True)
    await sam.close(await rate_now(sam), everything=True)
    await wait_for_message(sam, SAVED, get_dm(sam))
    await wait_for_message(maya, "rated, words to follow", get_dm(maya))
    assert "0 of 2 filed" in words(await wait_for_message(ines, "Debrief: JS"))
    assert "saved ratings" not in await read_history(maya, root)

    form = await open_form(sam)
    shown = json.dumps(form)
    assert SAVED in shown
    assert "RATING_1" in json.dumps([b for b in form["blocks"] if b["block_id"] == "overall"])
    refused = await sam.submit(form)
    assert refused
    assert refused["errors"]
    await sam.fill(refused, {"Evidence for ML judgement": "Guessed.", "Why?": "No basis."})
    filed = await sam.submit(refused)
    assert not (filed or {}).get("errors")
    await wait_for_message(ines, "1 of 2 filed")


async def test_nobody_else_sees_an_early_rating_and_it_is_not_revealed(fresh: Running) -> None:
    maya, sam, ines, *_ = get_people(fresh)
    await open_debrief(maya, "JS", {SCREEN: [sam.id, ines.id]})
    await fresh.settle()
    before = await read_everything(fresh, without="sam")
    await sam.close(await rate_now(sam), everything=True)
    await wait_for_message(maya, "rated, words to follow", get_dm(maya))
    seen = await read_everything(fresh, without="sam")
    assert {name for name, shown in seen.items() if shown != before[name]} == {"maya"}
    assert not any("Strong no" in shown for shown in seen.values())


async def test_giving_the_seat_up_erases_early_ratings(fresh: Running) -> None:
    maya, sam, ines, *_ = get_people(fresh)
    await open_debrief(maya, "JS", {SCREEN: [sam.id, ines.id]})
    await sam.close(await rate_now(sam), everything=True)
    kit = await wait_for_message(sam, SAVED, get_dm(sam))
    await sam.press(kit, "I didn't interview")
    assert await sam.submit(await wait_for_modal(sam)) is None
    kit = await wait_for_message(sam, "You said you can't file this", get_dm(sam))
    assert SAVED not in words(kit)
    await wait_for_message(maya, "can't file", get_dm(maya))
    await fresh.settle()
    assert "rated, words" not in json.dumps((await maya.screen())["messages"])
