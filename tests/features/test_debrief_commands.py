"""What people type after `/debrief` to find, manage or list debriefs, in their own words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.features.debriefs import (
    CHANNEL,
    get_dm,
    get_people,
    open_debrief,
    post_stolen_button,
    read_text,
    submit_open_form,
    wait_for_message,
    wait_for_modal,
)
from tests.features.test_debrief_labels import read_initial

if TYPE_CHECKING:
    from local_slack.client import Person
    from tests.desk import Running

    JSON = dict[str, Any]

pytestmark = pytest.mark.asyncio(loop_scope="module")

SCREEN = "Technical screen"


async def ask(person: Person, text: str, channel: str = CHANNEL) -> JSON:
    """The answer to a text; no form opens."""
    await person.say(channel, f"/debrief {text}")
    assert await person.modal() is None
    answer: JSON = (await person.sees(channel))[-1]
    return answer


async def close_debrief(person: Person, label: str) -> None:
    await person.press(await ask(person, f"close {label}"), "Manage")
    await person.press(await wait_for_modal(person), "Close without a decision")
    form = await wait_for_modal(person)
    await person.choose(form, "Why?", "The candidate withdrew")
    await person.submit(form)
    await wait_for_message(person, "closed* by")
    await person.close(await wait_for_modal(person), everything=True)


@pytest.mark.parametrize("typed", ["list.", "Lists", "LIST!", "show all", "all debriefs please"])
async def test_the_list_is_shown_for_other_words_too(fresh: Running, typed: str) -> None:
    maya, sam, *_ = get_people(fresh)
    await open_debrief(maya, "JS", {SCREEN: [sam.id]})
    assert "*Debriefs in this channel*" in read_text(await ask(maya, typed))


@pytest.mark.parametrize("typed", ["open", "new debrief", ""])
async def test_the_form_opens_without_a_label(fresh: Running, typed: str) -> None:
    maya, *_ = get_people(fresh)
    await maya.say(CHANNEL, f"/debrief {typed}")
    assert read_initial(await wait_for_modal(maya), "label") == ""


async def test_what_is_open_is_told_where_nothing_is(fresh: Running) -> None:
    maya, *_ = get_people(fresh)
    assert "No debrief is open here" in read_text(await ask(maya, "what's open?"))


@pytest.mark.parametrize("typed", ["open JS", "please start a new debrief for JS", "Mark"])
async def test_a_label_opens_the_form_with_or_without_a_verb(fresh: Running, typed: str) -> None:
    maya, *_ = get_people(fresh)
    await maya.say(CHANNEL, f"/debrief {typed}")
    assert read_initial(await wait_for_modal(maya), "label") == (
        "Mark" if typed == "Mark" else "JS"
    )


@pytest.mark.parametrize("typed", ["find js", "search JS.", "JS status", "status of JS", "js?"])
async def test_a_debrief_is_found_by_its_label(fresh: Running, typed: str) -> None:
    maya, sam, *_ = get_people(fresh)
    await open_debrief(maya, "JS", {SCREEN: [sam.id]})
    await open_debrief(maya, "KT", {SCREEN: [sam.id]})
    answer = await ask(sam, typed)
    shown = read_text(answer)
    assert "*JS*" in shown
    assert "Waiting for scorecards" in shown
    assert "KT" not in shown
    assert "Manage" not in json.dumps(answer["blocks"])
    await maya.press(await ask(maya, typed), "Manage")
    await wait_for_modal(maya)


async def test_one_that_is_over_is_found_and_a_misspelt_one_too(fresh: Running) -> None:
    maya, sam, *_ = get_people(fresh)
    await open_debrief(maya, "Jane Smith", {SCREEN: [sam.id]})
    await close_debrief(maya, "jane smith")
    shown = read_text(await ask(maya, "find smiht"))
    assert "*Jane Smith*" in shown
    assert "Closed: the candidate withdrew" in shown


async def test_what_is_not_found_can_be_opened(fresh: Running) -> None:
    maya, *_ = get_people(fresh)
    answer = await ask(maya, "find JS")
    assert "No debrief matches “JS”" in read_text(answer)
    await maya.press(answer, "Open one labelled “JS”")
    assert read_initial(await wait_for_modal(maya), "label") == "JS"


@pytest.mark.parametrize("typed", ["close JS", "Cancel js!", "JS close", "clsoe JS"])
async def test_a_command_asks_whether_it_is_a_label(fresh: Running, typed: str) -> None:
    maya, sam, *_ = get_people(fresh)
    await open_debrief(maya, "JS", {SCREEN: [sam.id]})
    answer = await ask(maya, typed)
    assert f"Do you mean the debrief JS, or a new one labelled “{typed}”?" in read_text(answer)
    await maya.press(answer, f"Open one labelled “{typed}”")
    view = await wait_for_modal(maya)
    assert read_initial(view, "label") == typed
    await maya.close(view)
    await maya.press(answer, "Manage")
    assert "Manage the debrief" in (await wait_for_modal(maya))["title"]["text"]


async def test_a_debrief_that_is_labelled_like_a_command_is_shown(fresh: Running) -> None:
    maya, sam, *_ = get_people(fresh)
    answer = await ask(maya, "close JS")
    await maya.press(answer, "Open one labelled “close JS”")
    view = await wait_for_modal(maya)
    await maya.choose(view, SCREEN, sam.id)
    await submit_open_form(maya, view)
    await wait_for_message(maya, "Debrief: close JS")
    assert "already has an open debrief here" in read_text(await ask(maya, "close JS"))


async def test_who_cannot_manage_it_reads_whom_to_ask(fresh: Running) -> None:
    maya, sam, *_ = get_people(fresh)
    await open_debrief(maya, "JS", {SCREEN: [sam.id]})
    answer = await ask(sam, "close JS")
    assert "Only its owner can: ask <@U0MAYA>" in read_text(answer)
    assert "Manage" not in [
        element["text"]["text"]
        for block in answer["blocks"]
        for element in [*block.get("elements", []), block.get("accessory")]
        if element and element["type"] == "button"
    ]


@pytest.mark.parametrize(
    ("typed", "how"),
    [
        ("close", "*Close without a decision*"),
        ("delete", "can't be deleted"),
        ("invite @maya", "*Add interviewer*"),
        ("remind @sam", "send a reminder now"),
        ("export", "can't export"),
        ("rename", "A label can't be changed"),
    ],
)
async def test_a_command_without_a_label_is_explained(fresh: Running, typed: str, how: str) -> None:
    maya, sam, *_ = get_people(fresh)
    await open_debrief(maya, "KT", {SCREEN: [sam.id]})
    answer = await ask(maya, typed)
    assert how in read_text(answer)
    assert "Which debrief do you mean?" in read_text(answer)
    assert "*KT*" in read_text(answer)
    assert f"Open one labelled “{typed}”" in json.dumps(answer["blocks"], ensure_ascii=False)


@pytest.mark.parametrize(
    "typed", ["who is interviewing JS?", "is JS done", "JS @maya", "drop JS", "JS is out"]
)
async def test_a_sentence_that_names_a_debrief_shows_it(fresh: Running, typed: str) -> None:
    maya, sam, *_ = get_people(fresh)
    await open_debrief(maya, "JS", {SCREEN: [sam.id]})
    answer = await ask(maya, typed)
    assert "Is this about the debrief JS?" in read_text(answer)
    await maya.press(answer, "Manage")
    await wait_for_modal(maya)


@pytest.mark.parametrize("typed", ["who is interviewing KT?", "settings", "@maya"])
async def test_what_is_neither_is_asked_about(fresh: Running, typed: str) -> None:
    maya, sam, *_ = get_people(fresh)
    await open_debrief(maya, "JS", {SCREEN: [sam.id]})
    answer = await ask(maya, typed)
    assert "I didn't understand" in read_text(answer)
    assert "*JS*" not in read_text(answer)


async def test_a_command_where_nothing_is_open_says_so(fresh: Running) -> None:
    maya, *_ = get_people(fresh)
    assert "*No debrief is open here.* Press *Manage*" in read_text(await ask(maya, "manage"))


@pytest.mark.parametrize(("typed", "meant"), [("lits", "list"), ("serach JS", "search JS")])
async def test_a_misspelt_command_is_suggested(fresh: Running, typed: str, meant: str) -> None:
    maya, *_ = get_people(fresh)
    answer = await ask(maya, typed)
    assert f"Did you mean `/debrief {meant}`?" in read_text(answer)
    await maya.press(answer, f"Open one labelled “{typed}”")
    await maya.close(await wait_for_modal(maya))
    await maya.press(answer, "See all debriefs")
    await wait_for_message(maya, "No debrief is open here")


@pytest.mark.parametrize("typed", ["close JS", "list", "who is JS", "lits"])
async def test_no_command_shows_a_label_where_others_could_read(fresh: Running, typed: str) -> None:
    maya, sam, *_ = get_people(fresh)
    await open_debrief(maya, "JS", {SCREEN: [sam.id]})
    assert "No debriefs here" in read_text(await ask(maya, typed, "#general"))


async def test_a_button_of_before_still_opens_the_form(fresh: Running) -> None:
    """Its value is a role's id, or nothing. The form of a role that is gone is no other's."""
    maya, *_ = get_people(fresh)
    for value in ("ai-tech-lead", None):
        button = {
            "type": "button",
            "action_id": "debrief.open",
            "text": {"type": "plain_text", "text": "Open a debrief"},
            **({"value": value} if value else {}),
        }
        await maya.press(await post_stolen_button(fresh, maya, button), "Open a debrief")
        view = await wait_for_modal(maya)
        assert read_initial(view, "label") == ""
        await maya.close(view)
    button = {
        "type": "button",
        "action_id": "debrief.open",
        "text": {"type": "plain_text", "text": "Open a debrief"},
        "value": "gone",
    }
    await maya.press(await post_stolen_button(fresh, maya, button), "Open a debrief")
    await wait_for_message(maya, "This role is gone.", get_dm(maya))
    assert get_dm(maya)
