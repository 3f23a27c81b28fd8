"""Notices of the page: they are in nobody's way, and end with what they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from tests.browser.test_accessible import DESKTOP, PHONE

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from playwright.async_api import Page

    from tests.browser.conftest import App

    OpenWindow = Callable[..., Awaitable[Page]]

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

COVERED = """() => {
  const notice = document.querySelector(".toast").getBoundingClientRect();
  const meets = (box) => box.width && box.left < notice.right && box.right > notice.left
    && box.top < notice.bottom && box.bottom > notice.top;
  const fields = ".composer, .topbar, .pane > header, .thread > header, .sidebar li";
  const messages = innerWidth > 720 ? ", .messages" : "";
  return [...document.querySelectorAll(fields + messages)]
    .filter((node) => meets(node.getBoundingClientRect())).map((node) => node.className);
}"""


async def test_a_notice_covers_no_field_and_does_not_follow_to_another_channel(
    app: App, window: OpenWindow
) -> None:
    root = await app.post("The root")
    await app.post("A reply", thread_ts=root)
    page = await window("U0MAYA", f"C0HIRING/thread/{root}")
    for size in (PHONE, DESKTOP):
        await page.set_viewport_size(size)
        message = page.get_by_role("complementary", name="Thread").locator(f"[data-ts='{root}']")
        await message.hover()
        await message.get_by_role("button", name="More actions").click()
        await page.get_by_role("menuitem", name="Copy link").click()
        await expect(page.locator(".toast")).to_be_visible()
        assert await page.evaluate(COVERED) == []
        if size is PHONE:
            await page.get_by_role("button", name="Dismiss").click()
            await expect(page.locator(".toast")).to_have_count(0)
    await page.get_by_role("listitem").get_by_role("button", name="general").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("general")
    await expect(page.locator(".toast")).to_have_count(0)
