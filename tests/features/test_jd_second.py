"""A second posting in a channel is another one: it overwrites neither the first nor its message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from local_slack.client import words
from tests.features.posting_forms import (
    RANGE,
    open_form,
    read_field,
    submit_form,
    wait_for_modal,
    wait_for_preview,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")

if TYPE_CHECKING:
    from local_slack.client import Person
    from tests.desk import Running

    JSON = dict[str, Any]


@pytest.fixture(autouse=True)
def _no_drafts(desk: Running) -> None:
    """Each test starts without a draft."""
    for key in desk.store.scan_iter("*:draft:*"):
        desk.store.delete(key)


async def share_first(person: Person) -> JSON:
    """Share a posting of First Co, and give its message."""
    view = await open_form(person, "nyc")
    preview = await submit_form(person, view, Company="First Co", Location="New York, NY")
    await person.press(preview, "Share in channel")
    await person.close(await wait_for_preview(person, "Shared in this channel"), everything=True)
    message: JSON = (await person.sees("#general"))[-1]
    return message


def list_buttons(view: JSON) -> dict[str, bool]:
    """The buttons of a preview, and whether they are green."""
    return {
        element["text"]["text"]: element.get("style") == "primary"
        for block in view["blocks"]
        for element in block.get("elements", [])
        if element["type"] == "button"
    }


async def read_companies(person: Person, *companies: str) -> list[str]:
    """Which of these companies the channel's messages are of, in their order."""
    return [
        company
        for message in await person.sees("#general")
        for company in companies
        if f"*{company}*" in str(message["blocks"])
    ]


async def test_another_company_is_shared_as_a_message_of_its_own(desk: Running) -> None:
    maya = desk.workspace.person("maya")
    await share_first(maya)
    view = await open_form(maya, "")
    assert "This is your draft of First Co, New York, NY." in words(view)
    preview = await submit_form(maya, view, Company="Second Co", Location="New York, NY")

    buttons = list_buttons(preview)
    assert buttons["Share in channel"]
    assert buttons["Replace First Co, New York, NY"] is False
    await maya.press(preview, "Share in channel")
    preview = await wait_for_preview(maya, "Shared in this channel")
    assert list_buttons(preview)["Update shared posting"]
    await maya.close(preview, everything=True)
    companies = await read_companies(maya, "First Co", "Second Co")
    assert companies[-2:] == ["First Co", "Second Co"]


async def test_each_message_is_edited_as_what_it_shows(desk: Running) -> None:
    """Whatever the channel's draft has become; and what is changed is in that message alone."""
    maya = desk.workspace.person("maya")
    first = await share_first(maya)
    await maya.press(first, "Edit")
    await maya.close(await wait_for_modal(maya), everything=True)
    preview = await submit_form(maya, await open_form(maya, ""), Company="Third Co")
    await maya.press(preview, "Share in channel")
    await maya.close(await wait_for_preview(maya, "Shared in this channel"), everything=True)

    await maya.press(first, "Edit")
    view = await wait_for_modal(maya)
    assert read_field(view, "company") == "First Co"
    preview = await submit_form(maya, view, Company="First Co Ltd", Location="New York, NY")
    await maya.press(preview, "Update shared posting")
    await maya.close(await wait_for_preview(maya, "up to date"), everything=True)

    assert (await read_companies(maya, "First Co Ltd", "Third Co"))[-2:] == [
        "First Co Ltd",
        "Third Co",
    ]
    view = await open_form(maya, "")
    assert read_field(view, "company") == "Third Co"
    await maya.close(view, everything=True)


async def test_a_message_that_is_the_draft_still_changes_with_it(desk: Running) -> None:
    """Edited beside the message, it is what `/jd` opens next."""
    maya = desk.workspace.person("maya")
    first = await share_first(maya)
    await maya.press(first, "Edit")
    preview = await submit_form(maya, await wait_for_modal(maya), Company="Renamed Co")
    await maya.press(preview, "Update shared posting")
    await maya.close(await wait_for_preview(maya, "up to date"), everything=True)

    view = await open_form(maya, "")
    assert read_field(view, "company") == "Renamed Co"
    preview = await submit_form(maya, view, Company="Renamed Co")
    assert list_buttons(preview)["Update shared posting"]
    await maya.close(preview, everything=True)


@pytest.mark.parametrize(
    "typed",
    [
        "new",
        "reset",
        "start over",
        "a second one, please",
        "another posting in London",
        "I need a new posting for an AI tech lead, £130k-£160k",
        "from scratch",
    ],
)
async def test_words_that_ask_for_a_new_posting_start_one(desk: Running, typed: str) -> None:
    maya = desk.workspace.person("maya")
    preview = await submit_form(maya, await open_form(maya), Company="First Co")
    await maya.close(preview, everything=True)

    view = await open_form(maya, typed)
    assert not read_field(view, "company")
    assert "A new posting." in words(view)
    assert "no place" not in words(view)
    await maya.close(view, everything=True)


@pytest.mark.parametrize("typed", ["", "new york", "my draft", "new models", "london £150k"])
async def test_other_words_open_the_draft(desk: Running, typed: str) -> None:
    maya = desk.workspace.person("maya")
    preview = await submit_form(maya, await open_form(maya), Company="First Co")
    await maya.close(preview, everything=True)

    view = await open_form(maya, typed)
    assert read_field(view, "company") == "First Co"
    await maya.close(view, everything=True)


async def test_another_place_than_what_was_shared_is_a_new_posting(desk: Running) -> None:
    """With the range of that place, and not with what was typed for the first."""
    maya = desk.workspace.person("maya")
    await share_first(maya)

    view = await open_form(maya, "london")
    assert not read_field(view, "company")
    assert read_field(view, "range") == "£130k–£180k"
    assert "What you shared stays as it is" in words(view)
    await maya.close(view, everything=True)
    for typed, company in (("nyc", "First Co"), ("berlin", None), ("new york state", "First Co")):
        view = await open_form(maya, typed)
        assert read_field(view, "company") == company, typed
        await maya.close(view, everything=True)


async def test_the_form_starts_a_new_posting_and_goes_back(desk: Running) -> None:
    """Nothing of the draft stays in a field; it is there until the new one is previewed."""
    maya = desk.workspace.person("maya")
    first = await share_first(maya)
    view = await open_form(maya, "")
    await maya.press(view, "Start a new one")
    view = await wait_for_modal(maya)
    assert [read_field(view, name) for name in ("company", "location", "stack")] == [None] * 3
    await maya.choose(view, "Compare pay with", "UK (London)")
    view = await wait_for_modal(maya)
    assert read_field(view, "range") == "£130k–£180k"
    await maya.press(view, "Add benefits, how to apply, process…")
    view = await wait_for_modal(maya)
    await maya.fill(view, {RANGE: "£140k–£150k"})
    await maya.choose(view, "Compare pay with", "Israel (Tel Aviv)")
    view = await wait_for_modal(maya)
    assert read_field(view, "range") == "£140k–£150k"
    await maya.press(view, "Back to my draft")
    view = await wait_for_modal(maya)
    assert read_field(view, "company") == "First Co"

    await maya.press(view, "Start a new one")
    view = await wait_for_modal(maya)
    await maya.choose(view, "Compare pay with", "UK (London)")
    view = await wait_for_modal(maya)
    # The same company and place, and yet another posting: its author said so.
    same = {"Company": "First Co", "Location": "New York, NY"}
    preview = await submit_form(maya, view, **same)
    assert list_buttons(preview)["Share in channel"]
    assert not any("Replace" in label for label in list_buttons(preview))
    await maya.close(preview, everything=True)
    await maya.press(first, "Edit")
    view = await wait_for_modal(maya)
    assert read_field(view, "place") == "sf-ny"
    await maya.close(view, everything=True)


async def test_a_message_from_before_each_had_its_own_draft_keeps_what_it_shows(
    desk: Running,
) -> None:
    """Its draft becomes another posting, and *Edit* beside it opens what was shared."""
    maya = desk.workspace.person("maya")
    first = await share_first(maya)
    forget_own_drafts(desk, first)
    await maya.press(first, "Edit")
    view = await wait_for_modal(maya)
    assert read_field(view, "company") == "First Co"
    preview = await submit_form(maya, view, Company="Second Co")
    assert list_buttons(preview)["Share in channel"]
    await maya.close(preview, everything=True)

    await maya.press(first, "Edit")
    view = await wait_for_modal(maya)
    assert read_field(view, "company") == "First Co"
    await maya.close(view, everything=True)


async def test_a_new_posting_from_a_messages_form_leaves_that_message_its_own(
    desk: Running,
) -> None:
    """*Edit* beside it still opens what it shows, and it can still be updated."""
    maya = desk.workspace.person("maya")
    first = await share_first(maya)
    await maya.press(first, "Edit")
    await maya.press(await wait_for_modal(maya), "Start a new one")
    view = await wait_for_modal(maya)
    second = {"Company": "Second Co", "Location": "New York, NY", RANGE: "$220k–$320k"}
    preview = await submit_form(maya, view, **second)
    assert list_buttons(preview)["Share in channel"]
    await maya.close(preview, everything=True)

    await maya.press(first, "Edit")
    view = await wait_for_modal(maya)
    assert read_field(view, "company") == "First Co"
    preview = await submit_form(maya, view)
    assert list_buttons(preview)["Update shared posting"]
    await maya.close(preview, everything=True)


def forget_own_drafts(desk: Running, message: JSON) -> None:
    """Leave in the store what earlier versions had there."""
    for key in desk.store.scan_iter(f"*:draft:jd-{message['ts']}*"):
        desk.store.delete(key)
