"""The Block Kit page draws what is pasted, and says what Slack would refuse and where."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from playwright.async_api import expect

from tests.browser.test_accessible import LOOKS, PHONE, find_violations

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from playwright.async_api import FrameLocator, Locator, Page

    from tests.browser.conftest import App

    JSON = dict[str, Any]
    Window = Callable[..., Awaitable[Page]]

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


def text(page: Page) -> Locator:
    return page.get_by_label("A list of blocks, a message")


def drawn(page: Page) -> FrameLocator:
    return page.frame_locator("iframe")


async def open_page(window: Window) -> Page:
    page = await window()
    await page.evaluate("() => { sessionStorage.clear(); localStorage.clear(); }")
    await page.goto(page.url.split("#", maxsplit=1)[0] + "blocks")
    await expect(page.get_by_role("heading", name="Slack takes this message")).to_be_visible()
    return page


async def test_a_pointer_leads_to_the_place_in_the_text(app: App, window: Window) -> None:
    page = await open_page(window)
    await text(page).fill('[{"type": "divider"},\n{"type": "hologram"}]')
    await expect(page.get_by_role("heading", name="Slack refuses this message")).to_be_visible()
    await page.get_by_role("button", name="/1/type line 2").click()
    await expect(text(page)).to_be_focused()
    selected = "(area) => area.value.slice(area.selectionStart, area.selectionEnd)"
    assert await text(page).evaluate(selected) == '"hologram"'
    await text(page).fill('[\n{"type": }]')
    await expect(page.get_by_role("heading", name="This is not JSON")).to_be_visible()
    await expect(page.get_by_role("listitem")).to_contain_text("line 2, column 10")
    assert app.received == []


async def test_a_press_shows_the_payload_and_reaches_nobody(app: App, window: Window) -> None:
    page = await open_page(window)
    await drawn(page).get_by_role("button", name="File feedback").click()
    payload = page.get_by_role("region", name="What the app would get")
    await expect(payload).to_contain_text('type: "block_actions"')
    await expect(payload).to_contain_text('action_id: "file"')
    await page.get_by_label("Examples").select_option("A modal")
    await expect(page.get_by_role("heading", name="Slack takes this modal")).to_be_visible()
    await drawn(page).get_by_label("Strong yes").check()
    await drawn(page).get_by_role("button", name="Send").click()
    await expect(payload).to_contain_text('type: "view_submission"')
    await expect(payload).to_contain_text("selected_option")
    assert app.received == []


async def test_it_is_drawn_as_in_a_window_of_each_width(window: Window) -> None:
    page = await open_page(window)
    widths = []
    for choice in ("Desktop, 1280 px", "Phone, 390 px"):
        await page.get_by_label("Drawn for").select_option(choice)
        widths.append(await drawn(page).locator("html").evaluate("() => innerWidth"))
    assert widths == [860, 390]


async def test_a_message_is_opened_here_and_sent_again_as_the_app(app: App, window: Window) -> None:
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "Opened elsewhere"}}]
    await app.post("Opened elsewhere", blocks)
    page = await window()
    message = page.locator(".message").filter(has_text="Opened elsewhere")
    await message.hover()
    await message.get_by_role("button", name="More actions").click()
    async with page.context.expect_page() as opened:
        await page.get_by_role("menuitem", name="Open in Block Kit page").click()
    kit = await opened.value
    await expect(drawn(kit).get_by_text("Opened elsewhere")).to_be_visible()
    pasted = json.loads(await text(kit).input_value())
    assert pasted["text"] == "Opened elsewhere"
    await kit.get_by_role("button", name="Send as the app").click()
    await expect(kit.get_by_role("status")).to_have_text("Sent to #hiring-ai-lead")
    await expect(message).to_have_count(2)
    await kit.close()


async def test_axe_finds_nothing_serious_and_it_fits_a_phone(window: Window) -> None:
    page = await open_page(window)
    await text(page).fill('[{"type": "hologram"}]')
    await expect(page.get_by_role("heading", name="Slack refuses this message")).to_be_visible()
    violations = await find_violations(page, "Block Kit page", [LOOKS[0], LOOKS[3]])
    assert not violations, "\n".join(violations)
    assert await page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
