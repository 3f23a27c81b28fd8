"""Typing messages and commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from playwright.async_api import Page

    from tests.browser.conftest import App

    Window = Callable[..., Awaitable[Page]]

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_slash_lists_the_commands_and_global_shortcuts_of_the_manifest(
    window: Window,
) -> None:
    page = await window()
    await page.get_by_label("Message #").press_sequentially("/")
    rows = page.get_by_role("listbox", name="Commands").get_by_role("option")
    await expect(rows.first).to_contain_text("/band [place]")
    await expect(rows.first).to_contain_text("Shows a sample band")
    await expect(rows.nth(3)).to_contain_text("Open the form")
    await expect(rows.nth(3)).to_contain_text("Opens a form without a command")
    await expect(rows.nth(4)).to_contain_text("/invite @somebody")  # Slack's own come last
    await page.keyboard.type("ba")
    await expect(rows).to_have_count(2)
    await page.keyboard.type("x")
    await expect(rows).to_have_count(0)


async def test_arrows_choose_and_tab_or_enter_completes(window: Window) -> None:
    page = await window()
    field = page.get_by_label("Message #")
    for keys, text in (
        (["Enter"], "/band "),
        (["Tab"], "/band "),
        (["ArrowDown", "Enter"], "/bandana "),
        (["ArrowUp", "Tab"], "/bandana "),
    ):
        await field.clear()
        await field.press_sequentially("/b")
        for key in keys:
            await page.keyboard.press(key)
        await expect(field).to_have_value(text)
        await expect(field).to_be_focused()


async def test_the_usage_hint_stays_while_arguments_are_typed(window: Window) -> None:
    page = await window()
    await page.get_by_label("Message #").fill("/band lon")
    await expect(page.locator("main .composer-hint")).to_have_text("/band [place]")


async def test_from_page_load_to_an_answered_command_by_keyboard_alone(
    app: App, window: Window
) -> None:
    app.set_answer("/band", {"response_type": "ephemeral", "text": "The *sample* band"})
    page = await window()
    field = page.get_by_label("Message #")
    for _ in range(40):
        await page.keyboard.press("Tab")
        if await field.evaluate("node => node === document.activeElement"):
            break
    await page.keyboard.type("/ba")
    await page.keyboard.press("Tab")
    await page.keyboard.type("london")
    await page.keyboard.press("Enter")
    answer = page.get_by_role("article").last
    await expect(answer).to_contain_text("Only visible to you")
    await expect(answer.locator(".text strong")).to_be_visible()
    await expect(field).to_have_value("")
    await expect(field).to_be_focused()
    assert app.received[-1]["text"] == "london"


async def test_enter_sends_and_shift_enter_breaks_the_line(window: Window) -> None:
    page = await window()
    await page.get_by_label("Message #").press_sequentially("one")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("two")
    await page.keyboard.press("Enter")
    sent = page.get_by_role("article").last.locator(".text")
    await expect(sent).to_have_text("one\ntwo", use_inner_text=True)


async def test_a_refused_message_shows_why_and_its_text_stays(app: App, window: Window) -> None:
    """Commands do not run in threads."""
    await app.post("A root")
    page = await window()
    await page.get_by_role("article").last.hover()
    await page.get_by_role("button", name="Reply in thread").last.click()
    field = page.get_by_label("Reply…")
    await expect(field).to_be_focused()
    await field.fill("/band london")
    await page.keyboard.press("Enter")
    await expect(
        page.get_by_role("alert").filter(has_text="not supported in threads")
    ).to_be_visible()
    await expect(field).to_have_value("/band london")


async def test_a_draft_stays_with_its_channel(window: Window) -> None:
    page = await window()
    field = page.get_by_label("Message #")
    await field.fill("half a thought")
    await page.get_by_role("button", name="general").click()
    await expect(field).to_have_value("")
    await page.get_by_role("button", name="hiring-ai-lead").click()
    await expect(field).to_have_value("half a thought")


async def test_a_global_shortcut_runs_from_the_composer(app: App, window: Window) -> None:
    app.set_answer("open_form")
    page = await window()
    await page.get_by_role("button", name="Shortcuts").click()
    await page.get_by_role("menuitem", name="Open the form").click()
    assert (await app.wait_for("open_form"))["type"] == "shortcut"
