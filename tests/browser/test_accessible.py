"""Axe finds nothing serious: at both widths, light and dark, with everything open that opens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.async_api import expect

from tests.browser import gallery, popups
from tests.browser.gallery import modal, plain

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from playwright.async_api import Page, ViewportSize

    from tests.browser.conftest import App

    JSON = dict[str, Any]
    Window = Callable[..., Awaitable[Page]]
    Look = tuple[ViewportSize, Literal["light", "dark"]]

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

DESKTOP: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}
LOOKS: list[Look] = [(DESKTOP, "light"), (DESKTOP, "dark"), (PHONE, "light"), (PHONE, "dark")]
# Axe takes a label that is scrolled out of a form for none. The rule "label" finds fields without.
ASK_AXE = """(within) => axe.run(within ? { include: within } : document, {
  resultTypes: ["violations"], rules: { "label-title-only": { enabled: false } },
}).then(({ violations }) => violations
  .filter(({ impact }) => ["serious", "critical"].includes(impact))
  .map(({ id, nodes }) => [id, ...nodes.map((node) => node.html.slice(0, 160))]))"""
OPENED = [":popover-open", "dialog[open]", ".commands", ".acting", "[aria-expanded=true]"]


async def find_violations(
    page: Page, state: str, looks: list[Look] = LOOKS, within: list[str] | None = None
) -> list[str]:
    """What axe objects to in the page as it is now, or only in what selectors name."""
    violations = []
    for size, scheme in looks:
        await page.set_viewport_size(size)
        await page.emulate_media(color_scheme=scheme)
        if not await page.evaluate("() => 'axe' in window"):
            await page.evaluate(AXE_SCRIPT)
        look = f"{state}, {size['width']} px, {scheme}"
        violations += [f"{look}: {violation}" for violation in await page.evaluate(ASK_AXE, within)]
    return violations


async def test_the_channel_with_everything_that_opens(app: App, window: Window) -> None:
    await app.post("Text", gallery.TEXT)
    await app.post("Tables", [gallery.DATA_TABLE, gallery.TABLE, gallery.bars()])
    await app.call("chat.postEphemeral", channel="C0HIRING", user="U0MAYA", text="Only you")
    await app.post("All", popups.BLOCKS)
    page = await window()
    await expect(popups.row(page)).to_be_visible()
    violations = await find_violations(page, "channel")
    for open_it in [*popups.AT_A_MESSAGE, *popups.BESIDES]:
        await page.set_viewport_size(DESKTOP)
        await expect(await open_it(page)).to_be_visible()
        violations += await find_violations(page, open_it.__name__, [LOOKS[0], LOOKS[3]], OPENED)
        await page.keyboard.press("Escape")
        await page.evaluate("() => document.activeElement.blur()")
        await page.get_by_label("Message #").fill("")
    assert not violations, "\n".join(violations)


async def test_a_thread_the_threads_a_modal_and_the_home_tab(app: App, window: Window) -> None:
    async def form(command: JSON) -> None:
        view = modal(gallery.FORM)
        await app.call("views.open", trigger_id=command["trigger_id"], view=view)

    app.handlers["/form"] = form
    app.set_answer("form", {"response_action": "errors", "errors": {"base": "No."}})
    root = await app.post("For <@U0MAYA>")
    await app.post("A reply", thread_ts=root)
    blocks = [{"type": "header", "text": plain("Your desk")}, *gallery.ACTIONS]
    home = {"type": "home", "blocks": blocks}
    await app.call("views.publish", user_id="U0MAYA", view=home)
    page = await window("U0MAYA", "C0HIRING/threads")
    violations = await find_violations(page, "threads")
    await page.get_by_role("button", name="1 reply").click()
    await expect(page.get_by_label("Reply…")).to_be_focused()
    violations += await find_violations(page, "thread")
    await page.keyboard.press("Escape")
    await page.set_viewport_size(DESKTOP)
    await page.get_by_label("Message #").fill("/form")
    await page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Base").fill("190k")
    await dialog.get_by_role("button", name="Check", exact=True).click()
    await expect(dialog.get_by_text("No.", exact=True)).to_be_visible()
    violations += await find_violations(page, "modal")
    await dialog.get_by_role("combobox", name="Place", exact=True).click()
    violations += await find_violations(page, "modal with a list", [LOOKS[0], LOOKS[3]], OPENED)
    await page.keyboard.press("Escape")
    await page.keyboard.press("Escape")
    await page.set_viewport_size(DESKTOP)
    await page.get_by_role("listitem").get_by_role("button", name="Sample app").click()
    await expect(page.get_by_role("heading", name="Your desk")).to_be_visible()
    violations += await find_violations(page, "home")
    assert not violations, "\n".join(violations)


async def test_blocks_that_hold_others_and_fields_with_suggestions(
    app: App, window: Window
) -> None:
    async def form(command: JSON) -> None:
        view = modal(gallery.FORM)
        await app.call("views.open", trigger_id=command["trigger_id"], view=view)

    app.handlers["/form"] = form
    app.set_answer("town_value", {"options": gallery.PLACES})
    page = await window()
    await page.route("https://video.example.com/**", lambda route: route.fulfill(body=""))
    await app.post("Holders", [*gallery.HOLDERS, gallery.RICH, gallery.VIDEO])
    await expect(page.locator(".block-video")).to_be_visible()
    violations = await find_violations(page, "holders")
    await page.set_viewport_size(DESKTOP)
    await page.get_by_label("Message #").fill("/form")
    await page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("combobox", name="Town (optional)", exact=True).click()
    violations += await find_violations(page, "too little typed", [LOOKS[0], LOOKS[3]], OPENED)
    await page.keyboard.type("lon")
    await expect(dialog.get_by_role("option", name="London")).to_be_visible()
    violations += await find_violations(page, "suggestions", [LOOKS[0], LOOKS[3]], OPENED)
    await page.keyboard.press("Escape")
    await page.set_viewport_size(DESKTOP)
    await dialog.get_by_role("textbox", name="Letter").click()
    await page.keyboard.type("Dear @")
    await expect(dialog.get_by_role("listbox", name="Names")).to_be_visible()
    violations += await find_violations(page, "names", [LOOKS[0], LOOKS[3]], ["dialog[open]"])
    assert not violations, "\n".join(violations)


async def test_the_channels_on_a_phone(window: Window) -> None:
    page = await window()
    await page.set_viewport_size(PHONE)
    await page.get_by_role("button", name="Channels").click()
    await expect(page.get_by_role("navigation", name="Workspace")).to_be_in_viewport(ratio=1)
    assert not await find_violations(page, "sidebar", LOOKS[2:])


async def test_a_chat_with_an_assistant_and_the_form_of_a_step(app: App, window: Window) -> None:
    page = await window("U0MAYA", "D0MAYA")
    await page.get_by_role("button", name="New chat").click()
    panel = page.get_by_role("complementary", name="Thread")
    ts = await panel.get_by_role("article").get_attribute("data-ts")
    chat = {"channel_id": "D0MAYA", "thread_ts": ts}
    prompts = [{"title": "Roll dice", "message": "Roll two dice."}]
    await app.call("assistant.threads.setSuggestedPrompts", prompts=prompts, **chat)
    text = {"markdown_text": "One", "chunks": [gallery.TASK_UPDATE]}
    await app.call("chat.startStream", channel="D0MAYA", thread_ts=ts, **text)
    await app.call("assistant.threads.setStatus", status="is thinking…", **chat)
    await expect(panel.get_by_role("status")).to_be_visible()
    violations = await find_violations(page, "chat")
    await page.set_viewport_size(DESKTOP)
    await page.get_by_role("button", name="Shortcuts").click()
    await page.get_by_role("menuitem", name="Run the step Greet somebody").click()
    await expect(page.get_by_role("dialog", name="Greet somebody")).to_be_visible()
    violations += await find_violations(page, "step")
    assert not violations, "\n".join(violations)
