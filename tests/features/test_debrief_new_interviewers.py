"""Whoever interviews from now on: *Add interviewer*, *Replace* and *Another round* ask when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from blocks.debriefs.decide_form import PAST
from local_slack.client import words
from tests.features.debriefs import (
    MINUTES_5,
    file_scorecard,
    get_dm,
    get_people,
    open_debrief,
    read_text,
    wait_for_button,
    wait_for_message,
    wait_for_modal,
)
from tests.features.test_debrief_schedule import (
    HOUR,
    SCREEN,
    describe_for_lena,
    find_now,
    find_tuesday,
    wait_for_words,
)

if TYPE_CHECKING:
    from tests.desk import Running

pytestmark = pytest.mark.asyncio(loop_scope="module")

TEAM = "Team fit and values"
WHEN = "When is the interview?"


async def test_adding_an_interviewer_asks_when_and_says_what_that_is_for_them(
    fresh: Running,
) -> None:
    maya, sam, *_ = get_people(fresh)
    lena, at = fresh.workspace.person("lena"), find_tuesday(fresh)
    root = await open_debrief(maya, "JS", {SCREEN: [sam.id]})
    await maya.press(root, "Manage")
    await maya.press(await wait_for_modal(maya), "Add interviewer")
    form = await wait_for_modal(maya)
    await maya.choose(form, "Stage", TEAM)
    form = await wait_for_modal(maya)
    await maya.choose(form, WHEN, str(at))
    assert "in Los Angeles" not in words(await wait_for_modal(maya))
    await maya.choose(await wait_for_modal(maya), "Interviewer", lena.id)
    form = await wait_for_words(maya, describe_for_lena(at))
    assert not (await maya.submit(form) or {}).get("errors")
    await wait_for_words(maya, f"Saved. {describe_for_lena(at)}")
    kit = await wait_for_message(lena, f"{TEAM}: JS", get_dm(lena))
    assert f"You interview *<!date^{at}^" in read_text(kit)


@pytest.mark.parametrize("past", [False, True])
async def test_whoever_replaces_an_interviewer_gets_the_time_that_the_form_shows(
    fresh: Running,
    past: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """That is the former one's, unless it has passed: then the interview isn't scheduled yet."""
    maya, sam, _, tariq, _ = get_people(fresh)
    at = find_now(fresh) - 2 * HOUR if past else find_tuesday(fresh)
    root = await open_debrief(maya, "JS", {SCREEN: [sam.id]})
    await maya.press(root, "Manage")
    await maya.press(await wait_for_modal(maya), "Schedule")
    await maya.choose(await wait_for_modal(maya), WHEN, str(at))
    assert await maya.submit(await wait_for_modal(maya))
    await maya.press(await wait_for_words(maya, "Saved."), "Replace interviewer")
    form = await wait_for_modal(maya)
    picker = next(block for block in form["blocks"] if block["block_id"] == "at")["element"]
    assert picker.get("initial_date_time") == (None if past else at)
    await maya.choose(form, "Interviewer", tariq.id)
    assert await maya.submit(await wait_for_modal(maya))
    await wait_for_words(maya, "Saved.")
    kit = await wait_for_message(tariq, f"{SCREEN}: JS", get_dm(tariq))
    expected = "isn't scheduled yet" if past else f"You interview *<!date^{at}^"
    assert expected in read_text(kit)


async def test_another_round_asks_each_interviewers_time_and_refuses_one_that_has_passed(
    fresh: Running,
) -> None:
    maya, sam, ines, *_ = get_people(fresh)
    lena, at = fresh.workspace.person("lena"), find_tuesday(fresh)
    await open_debrief(maya, "JS", {SCREEN: [sam.id]})
    kit = await wait_for_message(sam, f"{SCREEN}: JS", get_dm(sam))
    assert await file_scorecard(sam, kit, "Yes", {"ML judgement": "Yes"}) is None
    await wait_for_message(maya, "All scorecards are in")
    await fresh.advance(MINUTES_5)
    await maya.press(await wait_for_button(maya, "Decide"), "Decide")
    await maya.choose(await wait_for_modal(maya), "Decision", "Another round")
    form = await wait_for_words(maya, TEAM)
    await maya.fill(form, {"Why?": "We don't know enough yet."})
    await maya.choose(form, TEAM, lena.id, ines.id)
    label = f"{TEAM}: when does Lena (engineer) interview?"
    form = await wait_for_words(maya, label)
    await maya.choose(form, label, str(find_now(fresh) - HOUR))
    form = await wait_for_modal(maya)
    refused = await maya.submit(form)
    assert refused
    assert refused["errors"] == {f"at/team/{lena.id}": PAST}
    await maya.choose(form, label, str(at))
    form = await wait_for_words(maya, describe_for_lena(at))
    assert await maya.submit(form) is None
    kit = await wait_for_message(lena, f"{TEAM}: JS", get_dm(lena))
    assert f"You interview *<!date^{at}^" in read_text(kit)
    kit = await wait_for_message(ines, f"{TEAM}: JS", get_dm(ines))
    assert "isn't scheduled yet" in read_text(kit)
