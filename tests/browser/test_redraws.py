"""What arrives meanwhile closes, moves and resets nothing that a person is using."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.async_api import expect

from tests.browser import gallery, popups
from tests.browser.gallery import button, field, modal, plain
from tests.browser.popups import MANY

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from playwright.async_api import Page

    from tests.browser.conftest import App

    JSON = dict[str, Any]
    Window = Callable[..., Awaitable[Page]]

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

CHANNEL = "C0HIRING"


async def test_what_is_open_stays_open_while_messages_arrive_and_change(
    app: App, window: Window
) -> None:
    """A new message, a reply to this message and a change of it: the change is drawn afterwards."""
    for number in range(9):
        await app.post(f"Before {number}")
    ts = await app.post("All", popups.BLOCKS)
    page = await window()
    row = popups.row(page)
    for turn, open_it in enumerate([*popups.AT_A_MESSAGE, *popups.BESIDES]):
        opened = await open_it(page)
        await expect(opened).to_be_visible()
        await opened.evaluate("node => (window.opened = [node, document.activeElement])")
        scrolled = await page.evaluate("() => document.querySelector('.messages').scrollTop")
        typed = await page.evaluate("() => document.activeElement.value")

        note = {"type": "section", "text": plain(f"Changed {turn}")}
        blocks = [*popups.BLOCKS, note]
        await app.call("chat.update", channel=CHANNEL, ts=ts, text="All", blocks=blocks)
        await app.post("A reply", thread_ts=ts)
        await app.call("chat.postMessage", channel="U0TARIQ", text="For Tariq")
        await app.post(f"Arrives {turn}")
        await expect(page.get_by_text(f"Arrives {turn}", exact=True)).to_be_attached()
        badge = page.locator("#acting-as option", has_text="Tariq")
        await expect(badge).to_have_text(f"Tariq (interviewer) ({turn + 1})")

        name = open_it.__name__
        await expect(opened, name).to_be_visible()
        same = "([node, focus]) => node.isConnected && focus === document.activeElement"
        assert await page.evaluate(f"() => ({same})(window.opened)"), name
        assert await page.evaluate("() => document.activeElement.value") == typed, name
        if open_it in popups.AT_A_MESSAGE:
            now = await page.evaluate("() => document.querySelector('.messages').scrollTop")
            assert now == scrolled, name
        await page.keyboard.press("Escape")
        await page.evaluate("() => document.activeElement.blur()")
        await page.get_by_label("Message #").fill("")
        await expect(row.get_by_text(f"Changed {turn}", exact=True)).to_be_visible()


async def test_a_modal_that_the_app_updates_keeps_what_is_open_typed_and_scrolled(
    app: App, window: Window
) -> None:
    fields = [
        field("base", "Base", {"type": "plain_text_input"}),
        field("place", "Place", {"type": "static_select", "options": MANY}),
        field("note", "Note", {"type": "plain_text_input", "multiline": True}, optional=True),
        *(field(f"f{n}", f"Field {n}", {"type": "plain_text_input"}) for n in range(9)),
    ]
    opened: JSON = {}

    async def form(command: JSON) -> None:
        view = modal([*fields])
        trigger = command["trigger_id"]
        opened["view"] = (await app.call("views.open", trigger_id=trigger, view=view))["view"]

    app.handlers["/form"] = form
    page = await window()
    await page.get_by_label("Message #").fill("/form")
    await page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Base").fill("190k")
    await dialog.get_by_label("Note").fill("half a thought")
    await dialog.get_by_role("combobox", name="Place").press_sequentially("choice 1")
    choice = page.get_by_role("option", name="Choice 17")
    await expect(choice).to_be_visible()
    body = dialog.locator(".modal-body")
    await body.evaluate("node => node.scrollBy(0, 120)")
    scrolled = await body.evaluate("node => node.scrollTop")

    async def update(*blocks: JSON, title: str) -> None:
        view = modal([*blocks], title=plain(title))
        await app.call("views.update", view_id=opened["view"]["id"], view=view)
        await expect(dialog.get_by_role("heading")).to_have_text(title)

    note = {"type": "section", "block_id": "last", "text": plain("Another block")}
    await update(*fields, note, title="Once")
    await expect(choice).to_be_visible()
    assert await body.evaluate("node => node.scrollTop") == scrolled
    await expect(dialog.get_by_role("combobox", name="Place")).to_have_value("choice 1")
    # The block of the open list itself changes: it is drawn when the list has closed.
    await update(fields[0], fields[1] | {"label": plain("Which place")}, *fields[2:], title="Twice")
    await expect(choice).to_be_visible()
    await choice.click()
    await expect(dialog.get_by_role("combobox", name="Which place")).to_have_value("Choice 17")
    await expect(dialog.get_by_label("Base")).to_have_value("190k")
    await expect(dialog.get_by_label("Note")).to_have_value("half a thought")


async def test_the_home_tab_keeps_what_is_open_when_it_is_published_again(
    app: App, window: Window
) -> None:
    async def publish(*more: JSON) -> None:
        blocks = [*gallery.ACTIONS, *gallery.TEXT[:4], *gallery.TEXT[:4], *more]
        view = {"type": "home", "blocks": blocks}
        await app.call("views.publish", user_id="U0MAYA", view=view)

    await publish()
    page = await window("U0MAYA", "D0MAYA/home")
    select = page.get_by_role("combobox", name="Another place")
    await select.press_sequentially("lon")
    await publish({"type": "section", "text": plain("Published again")})
    await expect(page.get_by_text("Published again")).to_be_attached()
    await expect(page.get_by_role("option", name="London")).to_be_visible()
    await expect(select).to_have_value("lon")
    await expect(select).to_be_focused()


async def test_a_thread_keeps_its_draft_and_its_open_list_when_a_reply_arrives(
    app: App, window: Window
) -> None:
    root = await app.post("The root")
    await app.post("First", [{"type": "actions", "elements": [button("Go", "go")]}], thread_ts=root)
    page = await window("U0MAYA", f"C0HIRING/thread/{root}")
    reply = page.get_by_label("Reply…")
    await reply.press_sequentially("Half :tad")
    await expect(page.get_by_role("option", name=":tada:")).to_be_visible()
    await app.post("Second", thread_ts=root)
    await expect(page.get_by_role("article").get_by_text("Second", exact=True)).to_be_visible()
    await expect(page.get_by_role("option", name=":tada:")).to_be_visible()
    await expect(reply).to_have_value("Half :tad")
    await expect(reply).to_be_focused()
