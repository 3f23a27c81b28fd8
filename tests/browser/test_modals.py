"""Modals: a stack of forms that never lose what was typed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio
from aiohttp import web
from playwright.async_api import expect

from tests.browser.gallery import Block, button, field, modal, mrkdwn, option, plain

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from playwright.async_api import Locator, Page

    from tests.browser.conftest import App

    JSON = dict[str, Any]
    Window = Callable[..., Awaitable[Page]]

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PLACE: Block = {
    "type": "static_select",
    "options": [option("London", "london"), option("Remote", "remote")],
}
BLOCKS: list[Block] = [
    field("base", "Base", {"type": "plain_text_input"}),
    field("place", "Place", PLACE, optional=True, dispatch_action=True),
    {"type": "actions", "block_id": "more", "elements": [button("Details", "details")]},
]
FILED: Block = {"type": "section", "text": mrkdwn("Filed.")}


@pytest_asyncio.fixture(loop_scope="session")
async def page(app: App, window: Window) -> Page:
    """A window in which /form has opened a modal."""

    async def form(command: JSON) -> None:
        await app.call("views.open", trigger_id=command["trigger_id"], view=modal(BLOCKS))

    app.handlers["/form"] = form
    page = await window()
    await page.get_by_label("Message #").fill("/form")
    await page.keyboard.press("Enter")
    await expect(dialog_of(page)).to_be_visible()
    return page


def dialog_of(page: Page) -> Locator:
    return page.get_by_role("dialog")


async def test_a_modal_opens_at_its_first_field(page: Page) -> None:
    await expect(dialog_of(page).get_by_label("Base")).to_be_focused()


async def test_tab_stays_within_the_modal(page: Page) -> None:
    for key in ("Tab", "Shift+Tab"):
        for _ in range(9):
            await page.keyboard.press(key)
            within = "document.querySelector('dialog').contains(document.activeElement)"
            assert await page.evaluate(within)


async def test_an_error_is_shown_at_its_field_and_the_text_stays(app: App, page: Page) -> None:
    app.set_answer("form", {"response_action": "errors", "errors": {"base": "That is no salary."}})
    base = dialog_of(page).get_by_label("Base")
    await base.fill("lots")
    await dialog_of(page).get_by_role("button", name="Check", exact=True).click()
    await expect(base).to_have_accessible_description("That is no salary.")
    await expect(base).to_have_attribute("aria-invalid", "true")
    await expect(base).to_have_value("lots")
    await expect(base).to_be_focused()
    app.set_answer("form")
    await base.fill("190k")
    await page.keyboard.press("Enter")
    await expect(dialog_of(page)).to_be_hidden()
    view = (await app.wait_for("form"))["view"]
    assert view["state"]["values"]["base"]["base_value"]["value"] == "190k"


async def test_an_empty_required_field_is_reported_before_the_app_hears_of_it(
    app: App, page: Page
) -> None:
    await dialog_of(page).get_by_role("button", name="Check", exact=True).click()
    await expect(dialog_of(page)).to_contain_text("Please complete this required field.")
    assert app.received[-1]["command"] == "/form"


async def test_a_failed_submission_says_so_and_loses_nothing(app: App, page: Page) -> None:
    async def fail(_: JSON) -> JSON:
        raise web.HTTPInternalServerError

    app.handlers["form"] = fail
    await dialog_of(page).get_by_label("Base").fill("190k")
    await page.keyboard.press("Enter")
    alert = dialog_of(page).get_by_role("alert").filter(has_text="trouble connecting")
    await expect(alert).to_have_text("We had some trouble connecting. Try again?")
    await expect(dialog_of(page).get_by_label("Base")).to_have_value("190k")


async def test_a_submission_that_the_workspace_refuses_says_so_too(page: Page) -> None:
    await dialog_of(page).get_by_label("Base").fill("190k")
    await page.route("**/-/act", lambda route: route.fulfill(json={"ok": False, "error": "No."}))
    await page.keyboard.press("Enter")
    await expect(dialog_of(page)).to_contain_text("We had some trouble connecting. Try again?")
    await expect(dialog_of(page).get_by_label("Base")).to_have_value("190k")


async def test_typed_text_stays_while_the_app_updates_the_modal(app: App, page: Page) -> None:
    async def details(payload: JSON) -> None:
        more = {"type": "section", "text": mrkdwn("*More* of it")}
        view = modal([more, *BLOCKS], title=plain("Now with more"))
        await app.call("views.update", view_id=payload["view"]["id"], view=view)

    app.handlers["details"] = details
    await dialog_of(page).get_by_label("Base").fill("190k")
    await dialog_of(page).get_by_role("button", name="Details").click()
    await expect(dialog_of(page)).to_contain_text("More of it")
    await expect(dialog_of(page).get_by_role("heading")).to_have_text("Now with more")
    await expect(dialog_of(page).get_by_label("Base")).to_have_value("190k")
    await expect(dialog_of(page).get_by_role("button", name="Details")).to_be_focused()


async def test_a_dispatching_choice_is_sent_with_what_was_typed(app: App, page: Page) -> None:
    app.set_answer("place_value")
    await dialog_of(page).get_by_label("Base").fill("190k")
    await dialog_of(page).get_by_role("combobox", name="Place").click()
    await page.get_by_role("listbox").get_by_role("option", name="Remote").click()
    payload = await app.wait_for("place_value")
    assert payload["actions"][0]["selected_option"]["value"] == "remote"
    assert payload["view"]["state"]["values"]["base"]["base_value"]["value"] == "190k"


@pytest.mark.parametrize("trigger", ["on_enter_pressed", "on_character_entered"])
async def test_typing_is_sent_where_the_input_dispatches(
    app: App, window: Window, trigger: str
) -> None:
    element = {
        "type": "plain_text_input",
        "dispatch_action_config": {"trigger_actions_on": [trigger]},
    }

    async def form(command: JSON) -> None:
        view = modal([field("base", "Base", element, dispatch_action=True)])
        await app.call("views.open", trigger_id=command["trigger_id"], view=view)

    app.handlers["/form"] = form
    app.set_answer("base_value")
    page = await window()
    await page.get_by_label("Message #").fill("/form")
    await page.keyboard.press("Enter")
    base = dialog_of(page).get_by_label("Base")
    await base.fill("190k")
    if trigger == "on_enter_pressed":
        await page.keyboard.press("Enter")
    assert (await app.wait_for("base_value"))["actions"][0]["value"] == "190k"
    await expect(dialog_of(page)).to_be_visible()


@pytest.mark.parametrize("ending", ["closed", "replaced", "refused"])
async def test_what_was_just_typed_is_sent_with_its_form_and_not_again(
    app: App, window: Window, ending: str
) -> None:
    """Unless the form stays open."""
    on = {"trigger_actions_on": ["on_character_entered"]}
    element = {"type": "plain_text_input", "dispatch_action_config": on}
    answers: dict[str, JSON | None] = {
        "closed": None,
        "replaced": {"response_action": "update", "view": modal([FILED])},
        "refused": {"response_action": "errors", "errors": {"base": "No."}},
    }
    received = asyncio.Event()
    page: Page

    async def form(command: JSON) -> None:
        view = modal([field("base", "Base", element, dispatch_action=True)])
        await app.call("views.open", trigger_id=command["trigger_id"], view=view)

    async def submit(_: JSON) -> JSON | None:
        received.set()
        await page.clock.run_for(400)  # ms, longer than typed text waits to be sent
        return answers[ending]

    app.handlers |= {"/form": form, "form": submit}
    app.set_answer("base_value")
    page = await window()
    await page.clock.install()
    await page.get_by_label("Message #").fill("/form")
    await page.keyboard.press("Enter")
    dialog = dialog_of(page)
    await dialog.get_by_label("Base").fill("190k")
    await dialog.get_by_role("button", name="Check", exact=True).click()
    await received.wait()
    if ending == "refused":
        await expect(dialog.get_by_text("No.", exact=True)).to_be_visible()
        assert (await app.wait_for("base_value"))["actions"][0]["value"] == "190k"
        return
    if ending == "replaced":
        await expect(dialog).to_contain_text("Filed.")
    else:
        await expect(dialog).to_be_hidden()
    await page.clock.run_for(400)
    assert [each["type"] for each in app.received[1:]] == ["view_submission"]
    await expect(page.get_by_role("alert").filter(has_text="is gone")).to_have_count(0)


async def test_a_pushed_modal_goes_back_to_what_was_typed(app: App, page: Page) -> None:
    async def details(payload: JSON) -> None:
        view = modal([{"type": "divider"}], title=plain("On top"), submit=plain("Fine"))
        await app.call("views.push", trigger_id=payload["trigger_id"], view=view)

    app.handlers["details"] = details
    await dialog_of(page).get_by_label("Base").fill("190k")
    await dialog_of(page).get_by_role("button", name="Details").click()
    await expect(dialog_of(page).get_by_role("heading")).to_have_text("On top")
    await dialog_of(page).get_by_role("button", name="Back").click()
    await expect(dialog_of(page).get_by_label("Base")).to_have_value("190k")
    await dialog_of(page).get_by_role("button", name="Details").click()
    await expect(dialog_of(page).get_by_role("heading")).to_have_text("On top")
    await dialog_of(page).get_by_role("button", name="Close").click()
    await expect(dialog_of(page)).to_be_hidden()


async def test_escape_closes_the_modal_and_focus_goes_back(page: Page) -> None:
    await page.keyboard.press("Escape")
    await expect(dialog_of(page)).to_be_hidden()
    await expect(page.get_by_label("Message #")).to_be_focused()
    await page.reload()
    await expect(page.get_by_role("log", name="Messages")).to_be_visible()
    await expect(dialog_of(page)).to_be_hidden()


async def test_escape_in_an_open_list_closes_only_the_list(page: Page) -> None:
    await dialog_of(page).get_by_role("combobox", name="Place").click()
    await expect(page.get_by_role("listbox")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("listbox")).to_be_hidden()
    await expect(dialog_of(page)).to_be_visible()
