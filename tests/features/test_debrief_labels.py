"""What is typed after `/debrief`: a label, one that is in use, or an address."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from local_slack.client import words
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

if TYPE_CHECKING:
    from local_slack.client import Person
    from tests.desk import Running

    JSON = dict[str, Any]

pytestmark = pytest.mark.asyncio(loop_scope="module")

ADDRESS = "https://ats.example/candidates/12345"


def read_initial(view: JSON, block_id: str) -> str:
    [block] = [block for block in view["blocks"] if block["block_id"] == block_id]
    return str(block["element"].get("initial_value", ""))


async def read_answer(person: Person) -> str:
    return read_text((await person.sees(CHANNEL))[-1])


@pytest.mark.parametrize("label", ["\u200b", "\u202e\u202c", "\u3164\u2800"], ids=ascii)
async def test_a_label_that_nobody_sees_is_none(fresh: Running, label: str) -> None:
    maya, sam, *_ = get_people(fresh)
    await maya.say(CHANNEL, f"/debrief {label}")
    view = await wait_for_modal(maya)
    assert read_initial(view, "label") == ""
    await maya.fill(view, {"Candidate": label})
    await maya.choose(view, "Technical screen", sam.id)
    refused = await maya.submit(view)
    assert refused
    assert "Enter a label" in refused["errors"]["label"]


@pytest.mark.parametrize("label", ["js", "\uff2a\uff33", "J\u200bS", "\u202eJS", "J S"], ids=ascii)
async def test_a_label_that_looks_like_one_in_use_shows_that_debrief_and_offers_another(
    fresh: Running, label: str
) -> None:
    maya, sam, *_ = get_people(fresh)
    await open_debrief(maya, "JS", {"Technical screen": [sam.id]})
    await maya.say(CHANNEL, f"/debrief {label}")
    assert await maya.modal() is None
    shown = (await maya.sees(CHANNEL))[-1]
    assert "“JS” already has an open debrief here" in read_text(shown)
    assert "Waiting for scorecards" in read_text(shown)
    await maya.press(shown, "Manage")
    await maya.close(await wait_for_modal(maya))
    await maya.press(shown, "Open another")
    view = await wait_for_modal(maya)
    assert read_initial(view, "label") == "JS-2"
    await maya.fill(view, {"Candidate": label})
    refused = await maya.submit(view)
    assert refused
    assert "Try “" in refused["errors"]["label"]
    await maya.fill(refused, {"Candidate": "JS-2"})
    await submit_open_form(maya, refused)
    await wait_for_message(maya, "Debrief: JS-2")


async def test_an_interviewer_files_from_the_debrief_that_is_shown_and_manages_nothing(
    fresh: Running,
) -> None:
    maya, sam, *_ = get_people(fresh)
    await open_debrief(maya, "JS", {"Technical screen": [sam.id]})
    await sam.say(CHANNEL, "/debrief JS")
    shown = (await sam.sees(CHANNEL))[-1]
    assert "Manage" not in json.dumps(shown["blocks"])
    await sam.press(shown, "File feedback")
    assert "Your scorecard" in (await wait_for_modal(sam))["title"]["text"]


async def test_another_is_opened_only_by_people_who_see_the_debrief(fresh: Running) -> None:
    """The button could be forged: it must not tell the label to anybody else."""
    maya, sam, ines, *_ = get_people(fresh)
    await open_debrief(maya, "JS", {"Technical screen": [sam.id]})
    await maya.say(CHANNEL, "/debrief JS")
    blocks = (await maya.sees(CHANNEL))[-1]["blocks"]
    [button] = [
        element
        for block in blocks
        for element in block.get("elements", [])
        if element.get("action_id") == "debrief.open.another"
    ]
    await ines.does("leave", CHANNEL)
    await ines.press(await post_stolen_button(fresh, ines, button), "Open another")
    await wait_for_message(ines, "You aren't in the channel", get_dm(ines))
    assert await ines.modal() is None


async def test_a_label_that_is_too_long_opens_the_form_with_a_sentence(fresh: Running) -> None:
    maya, sam, *_ = get_people(fresh)
    await maya.say(CHANNEL, f"/debrief {'x' * 41}")
    view = await wait_for_modal(maya)
    assert "40 characters at most" in words(view)
    assert read_initial(view, "label") == "x" * 40
    await maya.choose(view, "Technical screen", sam.id)
    await submit_open_form(maya, view)


async def test_the_longest_label_that_fits_needs_no_sentence(fresh: Running) -> None:
    maya, *_ = get_people(fresh)
    await maya.say(CHANNEL, f"/debrief {'x' * 40}")
    view = await wait_for_modal(maya)
    assert "characters" not in words(view)
    assert read_initial(view, "label") == "x" * 40


async def test_the_form_says_that_the_debrief_of_a_label_is_over(fresh: Running) -> None:
    maya, sam, *_ = get_people(fresh)
    await open_debrief(maya, "JS", {"Technical screen": [sam.id]})
    await maya.press(await wait_for_message(maya, "Debrief: JS"), "Manage")
    await maya.press(await wait_for_modal(maya), "Close without a decision")
    view = await wait_for_modal(maya)
    await maya.choose(view, "Why?", "The candidate withdrew")
    await maya.submit(view)
    await maya.close(await wait_for_modal(maya), everything=True)
    await maya.say(CHANNEL, "/debrief js")
    view = await wait_for_modal(maya)
    assert "The debrief of “JS” is over: `/debrief find` and the label shows it." in words(view)
    await maya.choose(view, "Technical screen", sam.id)
    await submit_open_form(maya, view)
    await maya.say(CHANNEL, "/debrief KT")
    assert "is over" not in words(await wait_for_modal(maya))


@pytest.mark.parametrize(
    ("typed", "link", "sentence"),
    [
        (ADDRESS, ADDRESS, "I put the address into *Link*"),
        (f"{ADDRESS}?{'x' * 900}", f"{ADDRESS}?{'x' * 900}", "I put the address into *Link*"),
        (f"{ADDRESS}?{'x' * 1000}", None, "at most 1,000 characters"),
        (f"{ADDRESS}/é", None, "I left the address out"),
    ],
    ids=["short", "long", "too long", "not as a browser copies it"],
)
async def test_an_address_that_is_typed_goes_into_its_own_field_if_it_fits(
    fresh: Running, typed: str, link: str | None, sentence: str
) -> None:
    maya, sam, *_ = get_people(fresh)
    await maya.say(CHANNEL, f"/debrief {typed}")
    view = await wait_for_modal(maya)
    assert sentence in words(view)
    assert read_initial(view, "label") == ""
    if link:
        assert read_initial(view, "link") == link
    await maya.fill(view, {"Candidate": "JS"})
    await maya.choose(view, "Technical screen", sam.id)
    await submit_open_form(maya, view)


async def test_what_is_too_long_in_any_field_does_not_keep_more_options_away(
    fresh: Running,
) -> None:
    """Slack refuses a form whose text is longer than its field; what was typed stays in it."""
    maya, *_ = get_people(fresh)
    await maya.say(CHANNEL, "/debrief JS")
    view = await wait_for_modal(maya)
    await maya.fill(view, {"Candidate": "y" * 60})
    await maya.press(view, "More options")
    form = await wait_for_modal(maya)
    assert "Who speaks first" in words(form)
    assert form["state"]["values"]["label"]["label"]["value"] == "y" * 60


@pytest.mark.parametrize("typed", ["JS", "LIS", "Lisa", "Lena", "kt", "HL-2", "lisa from ats 7"])
async def test_a_label_is_not_taken_for_a_word(fresh: Running, typed: str) -> None:
    maya, *_ = get_people(fresh)
    await maya.say(CHANNEL, f"/debrief {typed}")
    assert read_initial(await wait_for_modal(maya), "label") == typed


async def test_in_direct_messages_a_person_sees_what_they_owe(fresh: Running) -> None:
    maya, sam, *_ = get_people(fresh)
    await open_debrief(maya, "JS", {"Technical screen": [sam.id]})
    await wait_for_message(sam, "Technical screen: JS", get_dm(sam))
    await sam.say("me", "/debrief")
    owed = (await sam.sees("me"))[-1]
    assert "You owe" in read_text(owed)
    assert "*JS*, Screen" in read_text(owed)
    await sam.press(owed, "File feedback")
    assert "Your scorecard" in (await wait_for_modal(sam))["title"]["text"]
    await maya.say("me", "/debrief")
    runs = (await maya.sees("me"))[-1]
    assert "You owe" not in read_text(runs)
    assert "*You run*\n*JS*" in read_text(runs)
    await maya.press(runs, "Manage")
    await maya.close(await wait_for_modal(maya))
    await sam.say("me", "/debrief KT")
    answer = (await sam.sees("me"))[-1]
    assert "A debrief is opened in a private channel" in read_text(answer)
    await sam.press(answer, "Open one labelled “KT”")
