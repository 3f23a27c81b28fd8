"""What `/debrief` says to questions on how far a debrief is, on sealing, and on labels alike."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.features.debriefs import (
    CHANNEL,
    file_scorecard,
    get_dm,
    get_people,
    make_due,
    open_debrief,
    read_text,
    wait_for_message,
    wait_for_modal,
)
from tests.features.test_debrief_commands import SCREEN, ask
from tests.features.test_debrief_labels import read_initial

if TYPE_CHECKING:
    from tests.desk import Running

pytestmark = pytest.mark.asyncio(loop_scope="module")

RATINGS = {"ML judgement": "No", "Clarity": "Yes"}


@pytest.mark.parametrize(
    "typed",
    [
        "show me who hasn't filed",
        "how many scorecards are missing for JS?",
        "has sam filed yet?",
        "is anyone overdue",
    ],
)
async def test_how_many_have_filed_is_told_and_never_who(fresh: Running, typed: str) -> None:
    maya, sam, ines, *_ = get_people(fresh)
    await open_debrief(maya, "JS", {SCREEN: [sam.id, ines.id]}, make_due(fresh))
    kit = await wait_for_message(sam, "Your scorecard is due", get_dm(sam))
    assert await file_scorecard(sam, kit, "No", RATINGS) is None
    await wait_for_message(sam, "*Filed.*", get_dm(sam))
    for person in (maya, ines):
        answer = await ask(person, typed)
        assert "1 of 2 filed, due by" in read_text(answer)
        assert sam.id not in json.dumps(answer["blocks"])
        assert ines.id not in json.dumps(answer["blocks"])
    await maya.press(await ask(maya, typed), "Manage")
    await wait_for_modal(maya)


async def test_the_status_of_one_says_how_many_have_filed(fresh: Running) -> None:
    maya, sam, ines, *_ = get_people(fresh)
    seats = {SCREEN: [sam.id], "Team fit and values": [ines.id]}
    await open_debrief(maya, "JS", seats, make_due(fresh))
    await open_debrief(maya, "KT", {SCREEN: [sam.id]})
    shown = read_text(await ask(ines, "status of JS?"))
    assert "Waiting for scorecards: round 1 of 2, 0 of 1 filed, due by" in shown
    assert "KT" not in shown
    assert "KT" not in read_text(await ask(ines, "who has not filed for JS"))


async def test_how_many_have_filed_where_nothing_is_open(fresh: Running) -> None:
    maya, *_ = get_people(fresh)
    assert "No debrief is open here" in read_text(await ask(maya, "who hasn't filed"))


@pytest.mark.parametrize(
    "typed", ["how does the sealed thing work?", "when is JS revealed", "who can read my scorecard"]
)
async def test_a_question_on_sealing_is_answered_as_the_help_does(
    fresh: Running, typed: str
) -> None:
    maya, sam, *_ = get_people(fresh)
    await open_debrief(maya, "JS", {SCREEN: [sam.id]})
    shown = read_text(await ask(sam, typed))
    assert "Scorecards are revealed as soon as everyone has filed" in shown
    assert "nobody reads another's until everyone in the round has filed" in " ".join(shown.split())
    assert ("0 of 1 filed" in shown) is ("JS" in typed)
    assert "revealed as soon as everyone has filed" in read_text(await ask(sam, typed, "me"))


@pytest.mark.parametrize("label", ["J.S.", "j-s", "Js."])
async def test_a_label_that_differs_in_punctuation_shows_the_debrief_that_is_open(
    fresh: Running, label: str
) -> None:
    maya, sam, *_ = get_people(fresh)
    await open_debrief(maya, "JS", {SCREEN: [sam.id]})
    answer = await ask(maya, label)
    assert "“JS” already has an open debrief here" in read_text(answer)
    await maya.press(answer, "Open another")
    assert read_initial(await wait_for_modal(maya), "label") == "JS-2"


@pytest.mark.parametrize("label", ["Help", "list", "what is open", "new"])
async def test_a_label_that_the_command_could_not_reach_is_refused(
    fresh: Running, label: str
) -> None:
    maya, sam, *_ = get_people(fresh)
    await maya.say(CHANNEL, "/debrief JS")
    view = await wait_for_modal(maya)
    await maya.fill(view, {"Candidate": label})
    await maya.choose(view, SCREEN, sam.id)
    refused = await maya.submit(view)
    assert refused
    assert "does something else" in refused["errors"]["label"]


@pytest.mark.parametrize("label", ["List, Franz", "Close, Glenn"])
async def test_a_surname_before_a_comma_is_no_command(fresh: Running, label: str) -> None:
    maya, *_ = get_people(fresh)
    await maya.say(CHANNEL, f"/debrief {label}")
    assert read_initial(await wait_for_modal(maya), "label") == label


async def test_to_open_one_labelled_like_the_command_is_offered_last(fresh: Running) -> None:
    maya, sam, *_ = get_people(fresh)
    await open_debrief(maya, "JS", {SCREEN: [sam.id]})
    answer = await ask(maya, "delete the JS one")
    assert "the debrief JS" in read_text(answer)
    buttons = [each for block in answer["blocks"] for each in block.get("elements", [])]
    assert buttons[-1]["text"]["text"] == "Open one labelled “delete the JS one”"
