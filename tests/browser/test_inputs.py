"""Inputs that need more than a field: choices that the app suggests, formatted text, files."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from playwright.async_api import expect

from tests.browser import gallery
from tests.browser.gallery import field, modal, option

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from playwright.async_api import FilePayload, Locator, Page

    from tests.browser.conftest import App
    from tests.browser.gallery import Block

    JSON = dict[str, Any]
    Window = Callable[..., Awaitable[Page]]

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PLACES = ["London", "Leeds", "Lisbon"]


async def open_form(app: App, window: Window, *blocks: Block) -> tuple[Page, Locator]:
    """A window in which /form has opened a modal with these blocks."""

    async def form(command: JSON) -> None:
        await app.call("views.open", trigger_id=command["trigger_id"], view=modal(list(blocks)))

    app.handlers["/form"] = form
    page = await window()
    await page.get_by_label("Message #").fill("/form")
    await page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_be_visible()
    return page, dialog


async def submitted(app: App, dialog: Locator, block_id: str) -> JSON:
    """The state of a field that arrives at the app once the form is sent."""
    await dialog.get_by_role("button", name="Check", exact=True).click()
    await expect(dialog).to_be_hidden()
    values = (await app.wait_for("form"))["view"]["state"]["values"]
    state: JSON = values[block_id][f"{block_id}_value"]
    return state


def suggest(app: App, name: str) -> None:
    """Let the app suggest the places that begin with what was typed."""

    async def places(payload: JSON) -> JSON:
        fitting = [place for place in PLACES if place.lower().startswith(payload["value"].lower())]
        return {"options": [option(place, place.lower()) for place in fitting]}

    app.handlers[name] = places


async def test_choices_are_asked_for_while_one_types_and_chosen_by_keyboard(
    app: App, window: Window
) -> None:
    suggest(app, "place_value")
    page, dialog = await open_form(
        app, window, field("place", "Place", {"type": "external_select", "min_query_length": 2})
    )
    box = dialog.get_by_role("combobox", name="Place")
    await box.click()
    await expect(dialog.get_by_role("status")).to_have_text("Type at least 2 characters")
    await page.keyboard.type("L")
    assert not [each for each in app.received if each.get("type") == "block_suggestion"]
    await page.keyboard.type("i")
    options = page.get_by_role("listbox").get_by_role("option")
    await expect(options).to_have_text(["Lisbon"])
    await page.keyboard.press("Backspace")
    await expect(options).to_have_text(["Type at least 2 characters"])
    await page.keyboard.type("o")
    await expect(options).to_have_text(["London"])
    await page.keyboard.press("Enter")
    await expect(box).to_have_value("London")
    state = await submitted(app, dialog, "place")
    assert state["selected_option"]["value"] == "london"


async def test_the_answer_to_an_earlier_question_is_dropped(app: App, window: Window) -> None:
    is_late = asyncio.Event()

    async def places(payload: JSON) -> JSON:
        if payload["value"] == "Lo":
            await is_late.wait()
        return {"options": [option(f"For {payload['value']}", "place")]}

    app.handlers["place_value"] = places
    page, dialog = await open_form(
        app, window, field("place", "Place", {"type": "external_select", "min_query_length": 2})
    )
    options = dialog.get_by_role("option")
    await dialog.get_by_role("combobox", name="Place").click()
    await page.keyboard.type("Lo")
    assert (await app.wait_for("place_value"))["value"] == "Lo"
    await page.keyboard.type("n")
    await expect(options).to_have_text(["For Lon"])
    async with page.expect_response("**/-/act"):
        is_late.set()
    await page.evaluate("() => new Promise(requestAnimationFrame)")
    await expect(options).to_have_text(["For Lon"])


async def test_several_suggested_choices_stay_as_chips(app: App, window: Window) -> None:
    suggest(app, "place_value")
    page, dialog = await open_form(
        app,
        window,
        field(
            "place",
            "Place",
            {
                "type": "multi_external_select",
                "min_query_length": 0,
                "initial_options": [option("Berlin", "berlin")],
            },
        ),
    )
    await dialog.get_by_role("combobox", name="Place").click()
    await page.get_by_role("option", name="Leeds").click()
    await page.keyboard.type("lis")
    await expect(dialog.get_by_role("option")).to_have_text(["Lisbon"])
    await page.keyboard.press("Enter")
    await page.keyboard.press("Escape")
    await expect(dialog.locator(".chip")).to_have_text(["Berlin", "Leeds", "Lisbon"])
    state = await submitted(app, dialog, "place")
    assert [each["value"] for each in state["selected_options"]] == ["berlin", "leeds", "lisbon"]


async def test_a_person_is_told_in_a_sentence_that_no_choices_came(
    app: App, window: Window
) -> None:
    app.set_answer("place_value", None)
    page, dialog = await open_form(
        app, window, field("place", "Place", {"type": "external_select", "min_query_length": 0})
    )
    await dialog.get_by_role("combobox", name="Place").click()
    await expect(page.get_by_role("listbox")).to_have_text("The app did not send any choices.")


async def open_editor(app: App, window: Window, **more: object) -> tuple[Page, Locator, Locator]:
    page, dialog = await open_form(
        app, window, field("letter", "Letter", {"type": "rich_text_input", **more})
    )
    return page, dialog, dialog.get_by_role("textbox", name="Letter")


async def test_formatting_by_keyboard_arrives_as_rich_text(app: App, window: Window) -> None:
    page, dialog, editor = await open_editor(app, window)
    await editor.click()
    for keys, words in (
        ("Control+b", "bold"),
        ("Control+i", "italic"),
        ("Control+Shift+x", "struck"),
        ("Control+Shift+c", "code"),
    ):
        await page.keyboard.press(keys)
        await page.keyboard.type(words)
        await page.keyboard.press(keys)
        await page.keyboard.type(" ")
    state = await submitted(app, dialog, "letter")
    [section] = state["rich_text_value"]["elements"]
    assert section["type"] == "rich_text_section"
    styles = [
        (leaf["text"].strip(), [*leaf.get("style", {})])
        for leaf in section["elements"]
        if leaf["text"].strip()
    ]
    assert styles == [
        ("bold", ["bold"]),
        ("italic", ["italic"]),
        ("struck", ["strike"]),
        ("code", ["code"]),
    ]


async def test_lists_and_quotes_by_the_toolbar_arrive_as_parts(app: App, window: Window) -> None:
    page, dialog, editor = await open_editor(app, window)
    await editor.click()
    await page.keyboard.type("Before")
    await page.keyboard.press("Enter")
    await dialog.get_by_role("button", name="Bulleted list").click()
    await page.keyboard.type("one")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    await page.keyboard.type("part of it")
    await page.keyboard.press("Enter")
    for _ in range(2):
        await page.keyboard.press("Enter")
    await dialog.get_by_role("button", name="Quote").click()
    await page.keyboard.type("she said")
    for _ in range(2):
        await page.keyboard.press("Enter")
    await page.keyboard.type("After")
    state = await submitted(app, dialog, "letter")
    shapes = [
        (part["type"].removeprefix("rich_text_"), part.get("indent"), _text(part))
        for part in state["rich_text_value"]["elements"]
    ]
    assert shapes == [
        ("section", None, "Before"),
        ("list", 0, "one"),
        ("list", 1, "part of it"),
        ("quote", None, "she said"),
        ("section", None, "After"),
    ]


def _text(part: JSON) -> str:
    if "elements" in part:
        return "".join(_text(each) for each in part["elements"])
    return str(part.get("text", ""))


async def test_mentions_links_and_emoji_arrive_as_what_they_are(app: App, window: Window) -> None:
    page, dialog, editor = await open_editor(app, window)
    await editor.click()
    await page.keyboard.type("Ask @sam")
    await expect(dialog.get_by_role("option")).to_have_text(["@Sam (interviewer)", "@Sample app"])
    await page.keyboard.press("Enter")
    await page.keyboard.type("see https://example.com/a :tada: or ")
    await dialog.get_by_role("button", name="Link").click()
    await dialog.get_by_label("Address of the link").fill("https://example.com/b")
    await page.keyboard.press("Enter")
    state = await submitted(app, dialog, "letter")
    [section] = state["rich_text_value"]["elements"]
    leaves = [leaf for leaf in section["elements"] if leaf["type"] != "text"]
    assert leaves == [
        {"type": "user", "user_id": "U0SAM"},
        {"type": "link", "url": "https://example.com/a"},
        {"type": "emoji", "name": "tada", "unicode": "1f389"},
        {"type": "link", "url": "https://example.com/b", "text": "https://example.com/b"},
    ]


async def test_what_an_editor_begins_with_arrives_unchanged(app: App, window: Window) -> None:
    text = gallery.rich(
        {
            "type": "rich_text_section",
            "elements": [
                gallery.said("Dear "),
                {"type": "user", "user_id": "U0SAM"},
                gallery.said(",\n"),
                gallery.said("both", bold=True, italic=True),
            ],
        },
        {
            "type": "rich_text_list",
            "style": "ordered",
            "indent": 0,
            "border": 0,
            "elements": [
                {"type": "rich_text_section", "elements": [gallery.said(word)]}
                for word in ("one", "two")
            ],
        },
        {"type": "rich_text_quote", "elements": [gallery.said("so be it")]},
        {"type": "rich_text_preformatted", "elements": [gallery.said("x = 1\n  y = 2")]},
    )
    page, dialog, editor = await open_editor(app, window, initial_value=text)
    await expect(editor).to_contain_text("@Sam (interviewer)")
    await editor.focus()
    await page.keyboard.type("!")
    await page.keyboard.press("Backspace")
    state = await submitted(app, dialog, "letter")
    assert state["rich_text_value"] == text


async def test_an_empty_editor_is_an_empty_field(app: App, window: Window) -> None:
    page, dialog, editor = await open_editor(app, window)
    await editor.click()
    await page.keyboard.type("a")
    await page.keyboard.press("Backspace")
    await dialog.get_by_role("button", name="Check", exact=True).click()
    await expect(editor).to_have_accessible_description("Please complete this required field.")
    assert not [each for each in app.received if each.get("type") == "view_submission"]


async def test_pasted_markup_is_pasted_as_text(app: App, window: Window) -> None:
    page, dialog, editor = await open_editor(app, window)
    await editor.click()
    await editor.evaluate(
        """node => {
          const data = new DataTransfer();
          data.setData("text/plain", "<b>x</b>");
          data.setData("text/html", "<img src=x onerror='window.hacked=1'><b>x</b>");
          const options = { clipboardData: data, bubbles: true, cancelable: true };
          node.dispatchEvent(new ClipboardEvent("paste", options));
        }"""
    )
    state = await submitted(app, dialog, "letter")
    [section] = state["rich_text_value"]["elements"]
    assert section["elements"] == [{"type": "text", "text": "<b>x</b>"}]
    assert await page.evaluate("window.hacked") is None


async def test_files_are_added_removed_and_sent_with_the_form(app: App, window: Window) -> None:
    element = {"type": "file_input", "filetypes": ["pdf"], "max_files": 2}
    _, dialog = await open_form(app, window, field("cv", "CV", element))
    chooser = dialog.locator("input[type=file]")
    cv: FilePayload = {"name": "cv.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1"}
    photo: FilePayload = {"name": "photo.png", "mimeType": "image/png", "buffer": b"png"}
    await chooser.set_input_files([cv, photo])
    status = dialog.get_by_role("status")
    await expect(status).to_have_text("photo.png: Choose a file of this type: pdf.")
    await chooser.set_input_files([cv | {"name": "letter.pdf"}])
    await expect(dialog.locator(".files li")).to_have_count(2)
    await expect(dialog.get_by_role("button", name="CV Add files")).to_be_hidden()
    await dialog.get_by_role("button", name="Remove cv.pdf").click()
    await expect(dialog.get_by_role("button", name="CV Add files")).to_be_focused()
    state = await submitted(app, dialog, "cv")
    assert [file["name"] for file in state["files"]] == ["letter.pdf"]


async def test_what_a_person_does_not_confirm_is_taken_back(app: App, window: Window) -> None:
    places = [option("London", "london"), option("Leeds", "leeds")]
    elements: list[Block] = [
        {"type": "static_select", "action_id": "place", "placeholder": gallery.plain("Place")},
        {"type": "radio_buttons", "action_id": "basis"},
    ]
    for element in elements:
        element |= {"options": places, "initial_option": places[0], "confirm": gallery.CONFIRM}
    await app.post("Where?", [{"type": "actions", "elements": elements}])
    page = await window()
    await page.get_by_role("combobox", name="Place").click()
    await page.get_by_role("option", name="Leeds").click()
    await page.get_by_role("button", name="Keep it to me").click()
    await expect(page.get_by_role("combobox", name="Place")).to_have_value("London")
    await page.get_by_role("radio", name="Leeds").click()
    await page.get_by_role("button", name="Keep it to me").click()
    await expect(page.get_by_role("radio", name="London")).to_be_checked()
    assert not [each for each in app.received if each.get("type") == "block_actions"]
    await page.get_by_role("radio", name="Leeds").click()
    await page.get_by_role("button", name="Share").click()
    payload = await app.wait_for("basis")
    assert payload["actions"][0]["selected_option"]["value"] == "leeds"


async def test_feedback_shows_which_button_was_pressed(app: App, window: Window) -> None:
    await app.post("An answer", gallery.HOLDERS)
    page = await window()
    good = page.get_by_role("button", name="Good")
    await good.click()
    assert (await app.wait_for("feedback"))["actions"][0]["value"] == "good"
    await expect(good).to_have_attribute("aria-pressed", "true")
    await expect(page.get_by_role("button", name="Bad")).to_have_attribute("aria-pressed", "false")


async def test_a_container_stays_closed_when_its_message_changes(app: App, window: Window) -> None:
    ts = await app.post("An answer", gallery.HOLDERS)
    page = await window()
    box = page.locator("details.container")
    await expect(box.get_by_role("button", name="Check it")).to_be_visible()
    await box.locator("summary").click()
    await expect(box.get_by_role("button", name="Check it")).to_be_hidden()
    message = {"channel": "C0HIRING", "ts": ts, "text": "An answer"}
    await app.call("chat.update", **message, blocks=[*gallery.HOLDERS, {"type": "divider"}])
    await expect(page.locator(".block-divider")).to_have_count(2)
    await expect(box.get_by_role("button", name="Check it")).to_be_hidden()


async def test_a_button_for_others_is_not_shown(app: App, window: Window) -> None:
    approve = gallery.button("Approve", "approve", visible_to_user_ids=["U0SAM"])
    await app.post("A request", [{"type": "actions", "elements": [approve]}])
    page = await window()
    await expect(page.get_by_text("A request")).to_have_count(0)  # blocks replace the text
    await expect(page.locator(".block-actions")).to_have_count(1)
    await expect(page.get_by_role("button", name="Approve")).to_have_count(0)
    sam = await window("U0SAM")
    await expect(sam.get_by_role("button", name="Approve")).to_be_visible()


FILTERS: dict[str, tuple[JSON, list[str]]] = {
    "public channels": ({"include": ["public"]}, ["general", "northwind-pilot"]),
    "nothing from outside": (
        {"include": ["public"], "exclude_external_shared_channels": True},
        ["general"],
    ),
    "messages, but no bots": (
        {"include": ["im"], "exclude_bot_users": True},
        ["Maya (hiring manager) (you)"],
    ),
}


@pytest.mark.parametrize("case", FILTERS)
async def test_a_select_of_conversations_offers_only(app: App, window: Window, case: str) -> None:
    wanted, names = FILTERS[case]
    element = {"type": "conversations_select", "filter": wanted}
    _, dialog = await open_form(app, window, field("where", "Where", element))
    await dialog.get_by_role("combobox", name="Where").click()
    await expect(dialog.get_by_role("option")).to_have_text(names)


async def test_a_select_of_conversations_begins_with_a_person_and_gives_a_person_s_id(
    app: App, window: Window
) -> None:
    """As on Slack, where the direct message with somebody has their id in a select."""
    element = {"type": "conversations_select", "initial_conversation": "U0SAM"}
    _, dialog = await open_form(app, window, field("where", "Where", element))
    select = dialog.get_by_role("combobox", name="Where")
    await expect(select).to_have_value("Sam (interviewer)")
    await select.click()
    await dialog.get_by_role("option", name="Maya (hiring manager) (you)").click()
    state = await submitted(app, dialog, "where")
    assert state["selected_conversation"] == "U0MAYA"
