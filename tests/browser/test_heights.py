"""How tall a message is at both widths, as the developer panel shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from tests.browser import gallery

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from playwright.async_api import Page

    from tests.browser.conftest import App

    Window = Callable[..., Awaitable[Page]]

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

MEASURE = """async (ts) => {
  const { measure } = await import("/static/heights.js");
  const view = await (await fetch("/-/view?as=U0MAYA")).json();
  const { createContext } = await import("/static/context.js");
  const app = {
    view, route: { person: "U0MAYA", channel: "C0HIRING" },
    boot: await (await fetch("/-/boot")).json(),
    contextFor: () => createContext(view),
  };
  return measure(app, view.messages.C0HIRING.find((message) => message.ts === ts));
}"""


async def test_a_measured_height_is_the_height_at_that_width(app: App, window: Window) -> None:
    """Charts, tables and sections beside a button wrap differently on a phone."""
    page = await window()
    sent = []
    for blocks in (gallery.TEXT, gallery.ACTIONS, [gallery.bars(), gallery.DATA_TABLE], None):
        await page.get_by_label("Message #").fill("So that the next row names its author")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("article").last).to_contain_text("names its author")
        text = "A long text that wraps on a phone, with <@U0SAM> in it. " * 4
        sent.append(await app.post(text, blocks))
    for name, width in (("desktop", 1280), ("phone", 390)):
        await page.set_viewport_size({"width": width, "height": 800})
        for ts in sent:
            row = page.locator(f"[data-ts='{ts}']")
            await expect(row).to_be_visible()
            measured = (await page.evaluate(MEASURE, ts))[name]
            shown = await row.evaluate("node => node.getBoundingClientRect().height")
            assert abs(measured - shown) <= 1, (name, ts)
