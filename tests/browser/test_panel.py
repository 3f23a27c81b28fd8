"""The developer panel shows what the app and the workspace said, and what was refused and why."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from playwright.async_api import expect

from tests.browser.test_accessible import LOOKS, PHONE, find_violations

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from playwright.async_api import FilePayload, Locator, Page

    from tests.browser.conftest import App

    JSON = dict[str, Any]
    Window = Callable[..., Awaitable[Page]]

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

COMMAND = "/band"
TOO_LONG: list[JSON] = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}]


def panel(page: Page) -> Locator:
    return page.get_by_role("complementary", name="Developer panel")


def opener(page: Page) -> Locator:
    return page.locator(".panel-opener")


def exchanges(page: Page) -> Locator:
    return panel(page).locator(".exchange")


async def open_panel(page: Page, tab: str = "Traffic") -> Locator:
    await opener(page).click()
    await panel(page).get_by_role("tab", name=tab).click()
    return panel(page)


async def post_refused(app: App) -> None:
    with pytest.raises(AssertionError, match="invalid_blocks"):
        await app.post("Too long", TOO_LONG)


async def test_a_refusal_is_counted_on_the_button_and_shown_where_it_is(
    app: App, window: Window
) -> None:
    page = await window()
    await post_refused(app)
    await expect(opener(page)).to_contain_text("1 refused or failed")
    await open_panel(page)
    await expect(opener(page).locator(".count")).to_be_hidden()
    row = exchanges(page).filter(has_text="chat.postMessage in #hiring-ai-lead → invalid_blocks")
    await row.get_by_role("button").first.click()
    refused = row.locator(".json-line.refused")
    await expect(refused).to_be_visible()
    await expect(refused).to_contain_text("must be less than 3001 characters")
    await row.get_by_role("button", name="/blocks/0/text/text").click()
    await expect(refused).to_be_focused()


async def test_traffic_is_followed_filtered_and_leads_from_a_message_to_its_call(
    app: App, window: Window
) -> None:
    app.set_answer(COMMAND, {"text": "About 180k"})
    page = await window()
    await open_panel(page)
    await app.post("Found later")
    await expect(exchanges(page)).to_have_count(1)
    await page.get_by_label("Message #").fill(f"{COMMAND} london")
    await page.keyboard.press("Enter")
    await expect(exchanges(page).last).to_contain_text(f"{COMMAND} london by Maya")
    await post_refused(app)
    await expect(exchanges(page)).to_have_count(3)
    await panel(page).get_by_label("Refused only").check()
    await expect(exchanges(page)).to_have_count(1)
    await panel(page).get_by_label("Refused only").uncheck()
    await panel(page).get_by_label("Direction").select_option("To the app")
    await expect(exchanges(page)).to_have_count(1)
    await panel(page).get_by_label("Direction").select_option("Both directions")
    await panel(page).get_by_label("Filter").fill("found later")
    await expect(exchanges(page)).to_have_count(1)
    await panel(page).get_by_label("Filter").fill("")
    message = page.locator(".message").filter(has_text="Found later")
    await message.hover()
    await message.get_by_role("button", name="More actions").click()
    await page.get_by_role("menuitem", name="Show in traffic").click()
    await expect(exchanges(page)).to_have_count(1)
    await expect(exchanges(page)).to_contain_text("chat.postMessage")
    await panel(page).get_by_role("button", name="Show everything").click()
    await expect(exchanges(page)).to_have_count(3)
    await panel(page).get_by_role("button", name="Clear").click()
    await expect(exchanges(page)).to_have_count(0)


async def test_a_call_is_copied_for_the_terminal_without_its_token(
    app: App, window: Window
) -> None:
    page = await window()
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await app.post("It's here")
    await open_panel(page)
    await exchanges(page).get_by_role("button").first.click()
    await panel(page).get_by_role("button", name="Copy as curl").click()
    await expect(page.get_by_role("status").filter(has_text="Copied.")).to_be_visible()
    curl = await page.evaluate("navigator.clipboard.readText()")
    assert "/api/chat.postMessage'" in curl
    assert 'Bearer $SLACK_BOT_TOKEN"' in curl
    assert '"text":"It\'\\\'\'s here"' in curl
    await panel(page).get_by_role("button", name="Copy as JSON").click()
    copied = json.loads(await page.evaluate("navigator.clipboard.readText()"))
    assert copied["answer"]["message"]["text"] == "It's here"


async def test_an_opened_exchange_is_in_view(app: App, window: Window) -> None:
    for number in range(30):
        await app.post(f"Message {number}")
    page = await window()
    shown = await open_panel(page)
    await exchanges(page).last.get_by_role("button").first.click()
    await expect(shown.get_by_role("heading", name="Answer")).to_be_in_viewport()


async def test_it_opens_and_closes_by_keyboard_and_is_a_whole_sheet_on_a_phone(
    window: Window,
) -> None:
    page = await window()
    await page.keyboard.press("Control+Backquote")
    await expect(panel(page).get_by_role("tab", name="Traffic")).to_be_focused()
    for name in ("Heights", "Faults", "Workspace"):
        await page.keyboard.press("ArrowRight")
        await expect(panel(page).get_by_role("tab", name=name)).to_be_focused()
        await expect(panel(page).get_by_role("tabpanel", name=name)).to_be_visible()
    await page.set_viewport_size(PHONE)
    box = await panel(page).bounding_box()
    assert box
    assert (box["x"], box["width"]) == (0, PHONE["width"])
    assert await page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    await page.keyboard.press("Escape")
    await expect(panel(page)).to_be_hidden()
    await expect(opener(page)).to_be_focused()


async def test_messages_taller_than_a_screen_are_marked_while_it_is_open(
    app: App, window: Window
) -> None:
    await app.post("\n".join(f"Line {number}" for number in range(40)))
    await app.post("Short")
    page = await window()
    marked = page.locator(".message[data-tall]")
    await expect(marked).to_have_count(0)
    shown = await open_panel(page, "Heights")
    await expect(marked).to_have_count(1)
    size = await marked.get_attribute("data-tall")
    assert size
    await expect(shown.get_by_role("listitem")).to_contain_text(size)
    await page.keyboard.press("Escape")
    await expect(marked).to_have_count(0)


async def test_a_fault_is_switched_on_shown_in_the_bar_and_switched_off(
    app: App, window: Window
) -> None:
    page = await window()
    shown = await open_panel(page, "Faults")
    await shown.get_by_label("Which").fill("auth.test")
    await shown.get_by_label("It", exact=True).select_option("is refused with an error")
    await shown.get_by_label("Error").fill("org_login_required")
    await shown.get_by_label("How often").select_option("until switched off")
    await shown.get_by_role("button", name="Switch on").click()
    await expect(opener(page).get_by_text("1 fault on")).to_be_visible()
    for _ in range(2):
        with pytest.raises(AssertionError, match="org_login_required"):
            await app.call("auth.test")
    await expect(shown.get_by_role("listitem")).to_contain_text("Met 2 so far.")
    await shown.get_by_role("button", name="Switch off:").click()
    await expect(shown.get_by_role("heading", name="No fault is on")).to_be_visible()
    await expect(opener(page).locator(".faults-on")).to_be_hidden()
    await app.call("auth.test")
    await shown.get_by_label("What").select_option("Something sent to the app")
    await expect(shown.get_by_label("It", exact=True)).to_contain_text("arrives twice")


async def test_the_workspace_is_loaded_from_a_file_and_a_wrong_file_changes_nothing(
    app: App, window: Window
) -> None:
    await app.post("Saved")
    page = await window()
    shown = await open_panel(page, "Workspace")
    async with page.expect_download() as download:
        await shown.get_by_role("link", name="Save to a file").click()
    saved = await (await download.value).path()
    await app.post("Not saved")
    wrong: FilePayload = {"name": "a.json", "mimeType": "application/json", "buffer": b"[1,"}
    await shown.get_by_label("Load from a file").set_input_files(wrong)
    await page.get_by_role("button", name="Load", exact=True).click()
    await expect(shown.get_by_role("alert")).to_have_text(
        "This is not JSON: Expecting value at line 1, column 4. Nothing has changed."
    )
    await expect(page.locator(".message").filter(has_text="Not saved")).to_be_visible()
    await shown.get_by_label("Load from a file").set_input_files(saved)
    await page.get_by_role("button", name="Load", exact=True).click()
    await expect(page.locator(".message").filter(has_text="Not saved")).to_have_count(0)
    await expect(page.locator(".message").filter(has_text="Saved")).to_be_visible()


async def test_axe_finds_nothing_serious_in_any_part(app: App, window: Window) -> None:
    await post_refused(app)
    await app.post("Fine")
    page = await window()
    await open_panel(page)
    await exchanges(page).first.get_by_role("button").first.click()
    violations = []
    for tab in ("Traffic", "Heights", "Faults", "Workspace"):
        await panel(page).get_by_role("tab", name=tab).click()
        await page.evaluate(
            "() => Promise.all(document.getAnimations().map((each) => each.finished))"
        )
        violations += await find_violations(page, tab, LOOKS, [".panel", ".topbar"])
    assert not violations, "\n".join(violations)


async def test_a_row_of_a_tall_reply_opens_its_thread_at_it(app: App, window: Window) -> None:
    """The row has the reply's first words: authors and minutes repeat."""
    root = await app.post("The root")
    tall = "\n".join(f"Line {number}" for number in range(40))
    reply = await app.post(f"Summary\n{tall}", thread_ts=root)
    page = await window()
    shown = await open_panel(page, "Heights")
    await shown.get_by_role("listitem").get_by_role("button", name="Summary").click()
    thread = page.get_by_role("complementary", name="Thread")
    await expect(thread.locator(f"[data-ts='{reply}']")).to_be_focused()
