"""Two presses in one modal, the second while the update for the first is under way.

Slack sends both with the state that the modal had before. The newest press wins, what the first one
has shown stays, and nobody reads an error over their form.
"""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio

from local_slack.client import words
from tests.desk import own_database, run_desk, until
from tests.features.debriefs import (
    CHANNEL,
    file_scorecard,
    get_dm,
    get_people,
    open_debrief,
    wait_for_button,
    wait_for_message,
    wait_for_modal,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable
    from pathlib import Path

    from hiring.guide.role import Guide
    from local_slack.client import Person
    from tests.desk import Running

    JSON = dict[str, Any]

pytestmark = pytest.mark.asyncio(loop_scope="module")

RATINGS = {"ML judgement": "Yes"}


@pytest_asyncio.fixture(loop_scope="module")
async def desk_of_two_roles(two_roles: Guide, valkey_socket: Path) -> AsyncIterator[Running]:
    with own_database(valkey_socket, 6) as url:
        async with run_desk(two_roles, url) as desk:
            yield desk


async def press_both(
    desk: Running, first: Awaitable[JSON], second: Awaitable[JSON], method: str = "views.update"
) -> None:
    """Press a second time while Slack is slow to answer a call that the first press has made."""
    await desk.workspace.fault(method, "delay", seconds=0.4)
    pressed = asyncio.ensure_future(first)
    await until(lambda: not is_waiting(desk))
    await asyncio.gather(pressed, second)


def is_waiting(desk: Running) -> bool:
    return bool(desk.slack.faults._waiting)


async def see_form(person: Person) -> JSON:
    """The only modal: no error lies over it."""
    views = (await person.screen())["views"]
    assert len(views) == 1
    form: JSON = views[0]
    return form


async def test_a_role_that_is_chosen_while_more_options_come_gets_them_too(
    desk_of_two_roles: Running,
) -> None:
    desk = desk_of_two_roles
    maya, *_ = get_people(desk)
    await maya.say(CHANNEL, "/debrief")
    view = await wait_for_modal(maya)
    await maya.fill(view, {"Candidate": "JS"})
    await press_both(
        desk,
        maya.press(view, "More options"),
        maya.choose(view, "Another role", "Sample Lead"),
    )
    form = await see_form(maya)
    assert "Sample Lead" in words(form)
    assert "Who speaks first" in words(form)
    assert "JS" in json.dumps(form["state"])


async def test_more_options_that_are_wanted_while_a_role_comes_are_that_roles(
    desk_of_two_roles: Running,
) -> None:
    desk = desk_of_two_roles
    maya, *_ = get_people(desk)
    await maya.say(CHANNEL, "/debrief JS")
    view = await wait_for_modal(maya)
    await press_both(
        desk,
        maya.choose(view, "Another role", "Sample Lead"),
        maya.press(view, "More options"),
    )
    form = await see_form(maya)
    assert "*Sample Lead.*" in words(form)
    assert "Who speaks first" in words(form)


async def test_the_last_of_two_outcomes_shows_its_fields(fresh: Running) -> None:
    maya, sam, *_ = get_people(fresh)
    await open_debrief(maya, "JS", {"Technical screen": [sam.id]})
    kit = await wait_for_message(sam, "Technical screen: JS", get_dm(sam))
    assert await file_scorecard(sam, kit, "Yes", RATINGS) is None
    await fresh.advance(301)
    await maya.press(await wait_for_button(maya, "Decide"), "Decide")
    for first, last, asks in (("Another round", "Hire", False), ("Hire", "Another round", True)):
        view = await wait_for_modal(maya)
        await press_both(
            fresh, maya.choose(view, "Decision", first), maya.choose(view, "Decision", last)
        )
        form = await see_form(maya)
        assert ("Who interviews?" in json.dumps(form["blocks"])) == asks


async def test_a_modal_that_another_process_has_changed_is_changed_all_the_same(
    fresh: Running,
) -> None:
    maya, *_ = get_people(fresh)
    await maya.say(CHANNEL, "/debrief JS")
    view = await wait_for_modal(maya)
    await fresh.workspace.fault("views.update", "refused", code="hash_conflict")
    await maya.press(view, "More options")
    assert "Who speaks first" in words(await see_form(maya))


async def test_a_press_in_a_modal_that_is_closed_by_then_says_nothing(fresh: Running) -> None:
    maya, *_ = get_people(fresh)
    await maya.say(CHANNEL, "/debrief JS")
    view = await wait_for_modal(maya)
    await fresh.workspace.fault("views.update", "refused", code="not_found")
    await maya.press(view, "More options")
    assert "More options" in words(await see_form(maya))


async def test_another_refusal_of_an_update_is_told_over_the_form_which_keeps_its_text(
    fresh: Running,
) -> None:
    maya, *_ = get_people(fresh)
    await maya.say(CHANNEL, "/debrief JS")
    view = await wait_for_modal(maya)
    await fresh.workspace.fault("views.update", "ratelimited")
    await maya.press(view, "More options")
    await maya.until(lambda screen: "asks for a pause" in json.dumps(screen["views"]))
    assert await maya.close(await wait_for_modal(maya)) == view


async def test_drafts_are_saved_in_the_order_of_the_choices(fresh: Running) -> None:
    """The first choice's request is slower, and doesn't overwrite what came after it."""
    maya, sam, *_ = get_people(fresh)
    root = await open_debrief(maya, "JS", {"Technical screen": [sam.id]})
    await sam.press(root, "File feedback")
    view = await wait_for_modal(sam)
    await fresh.settle()
    await sam.changes_profile(sam.id, title="Interviewer")  # so that it is asked for again
    await press_both(
        fresh,
        sam.choose(view, "Rating for ML judgement", "Strong no"),
        sam.choose(view, "Overall", "No"),
        "users.info",
    )
    await sam.close(view)
    await sam.press(root, "File feedback")
    form = await wait_for_modal(sam)
    chosen = [
        element["initial_option"]["text"]["text"]
        for block in form["blocks"]
        if "initial_option" in (element := block.get("element", {}))
    ]
    assert [choice for choice in chosen if choice != "Not assessed"] == ["Strong no", "No"]
