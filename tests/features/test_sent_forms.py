"""A choice in a field whose action comes to the app after its form was sent.

Slack sends the action and the form at once, in any order. What the person chose was in the form, so
nothing is said of the action, and it changes nothing that they see.
"""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest

from blocks import ids
from local_slack.client import words
from tests.features.debriefs import (
    CHANNEL,
    file_scorecard,
    get_dm,
    get_people,
    open_debrief,
    wait_for_message,
    wait_for_modal,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from local_slack.client import Person
    from tests.desk import Running

    JSON = dict[str, Any]

pytestmark = pytest.mark.asyncio(loop_scope="module")

SCREEN, FIT = "Technical screen", "Team fit and values"
REFUSED = "You can't do that at this point of the debrief."


async def press_late(desk: Running, choose: Awaitable[JSON], form: Awaitable[JSON | None]) -> None:
    """Choose in a field and send the form at once; the form comes to the app first."""
    await desk.workspace.fault("click", "late", seconds=0.4)
    await asyncio.gather(choose, form)
    await desk.settle()


async def open_advance(desk: Running) -> JSON:
    """Maya's form that starts round 2, in which Ines interviews."""
    maya, sam, ines, _, rosa = get_people(desk)
    seats = {SCREEN: [sam.id], FIT: [ines.id]}
    await open_debrief(maya, "JS", seats, {"Decider": rosa.id})
    kit = await wait_for_message(sam, f"{SCREEN}: JS", get_dm(sam))
    assert await file_scorecard(sam, kit, "Yes", {"ML judgement": "Yes"}) is None
    complete = await wait_for_message(maya, "Round 1 for JS is complete", get_dm(maya))
    await maya.press(complete, "Advance")
    return await wait_for_modal(maya)


async def read_all(person: Person) -> str:
    screen = await person.screen()
    return json.dumps([screen["messages"], screen["views"]])


async def test_nothing_is_said_of_a_field_after_its_form_was_sent(fresh: Running) -> None:
    maya, _, ines, *_ = get_people(fresh)
    form = await open_advance(fresh)
    label = f"{FIT}: when does Ines (interviewer) interview?"
    await press_late(fresh, maya.choose(form, label, find_soon(fresh)), maya.submit(form))
    await wait_for_message(ines, "You interview", get_dm(ines))
    assert await maya.modal() is None
    assert REFUSED not in await read_all(maya)
    assert not await fresh.workspace.calls("views.push")


async def test_what_a_form_shows_once_it_was_sent_stays(fresh: Running) -> None:
    maya, sam, *_ = get_people(fresh)
    await maya.say(CHANNEL, "/debrief JS")
    form = await wait_for_modal(maya)
    await press_late(fresh, maya.choose(form, SCREEN, sam.id), maya.submit(form))
    shown = await maya.modal()
    assert shown
    assert shown["callback_id"] == ids.DEBRIEF_OPENED, words(shown)


async def test_a_form_that_is_refused_takes_the_choice_that_comes_after_it(fresh: Running) -> None:
    maya, sam, *_ = get_people(fresh)
    await maya.say(CHANNEL, "/debrief")
    form = await wait_for_modal(maya)
    await press_late(fresh, maya.choose(form, SCREEN, sam.id), maya.submit(form))
    assert f"{SCREEN}: when does Sam" in words(await wait_for_modal(maya))


async def test_a_field_of_a_form_that_is_gone_writes_no_message(fresh: Running) -> None:
    """Also where another process has taken the form, or somebody else has done the same."""
    maya, *_, rosa = get_people(fresh)
    form = await open_advance(fresh)
    theirs = await wait_for_message(rosa, "Round 1 for JS is complete", get_dm(rosa))
    await rosa.press(theirs, "Advance")
    assert await rosa.submit(await wait_for_modal(rosa)) is None
    await fresh.workspace.fault("views.push", "refused", code="invalid_trigger_id")
    label = f"{FIT}: when does Ines (interviewer) interview?"
    await maya.choose(form, label, find_soon(fresh))
    await fresh.settle()
    assert await fresh.workspace.calls("views.push")
    assert REFUSED not in await read_all(maya)
    refused = await maya.submit(form)
    assert refused
    assert REFUSED in json.dumps(refused["errors"])


def find_soon(desk: Running) -> str:
    return str(int(desk.store.time()[0]) + desk.clock.offset + 86400)
