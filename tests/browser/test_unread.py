"""What is unread, and whom it is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from local_slack.client import Workspace
from tests.browser.test_accessible import PHONE

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from playwright.async_api import Locator, Page

    from tests.browser.conftest import App, Windows

    Window = Callable[..., Awaitable[Page]]

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

TWO_LINES = 28  # pixels


def sidebar(page: Page, name: str) -> Locator:
    workspace = page.get_by_role("navigation", name="Workspace")
    return workspace.get_by_role("listitem").get_by_role("button", name=name)


async def test_a_line_above_the_first_unread_message_stays_until_the_channel_is_left(
    app: App, window: Window
) -> None:
    page = await window("U0MAYA", "C0GENERAL")
    for text in ("First unread", "Second unread"):
        await app.post(text)
    await expect(sidebar(page, "hiring-ai-lead")).to_contain_text("2 unread")
    await sidebar(page, "hiring-ai-lead").click()
    line = page.get_by_role("separator", name="New")
    next_row = "node => node.nextElementSibling.textContent"
    assert "First unread" in await line.evaluate(next_row)
    await app.post("While looking")
    await expect(page.get_by_text("While looking")).to_be_visible()
    assert "First unread" in await line.evaluate(next_row)
    await sidebar(page, "general").click()
    await expect(sidebar(page, "hiring-ai-lead")).not_to_contain_text("unread")  # read by now
    await sidebar(page, "hiring-ai-lead").click()
    await expect(page.get_by_text("While looking")).to_be_visible()
    await expect(line).to_have_count(0)


async def test_the_number_beside_a_channel_counts_what_is_for_me(app: App, window: Window) -> None:
    page = await window("U0MAYA", "C0GENERAL")
    channel = sidebar(page, "hiring-ai-lead")
    await app.post("For nobody")
    await expect(channel).to_contain_text("1 unread")
    await expect(channel.locator(".count")).to_have_count(0)
    await app.post("<@U0MAYA> look")
    await expect(channel.locator(".count")).to_have_text("1")
    await app.post("<!here> look")
    await app.post("<!channel> and <@U0SAM> look")
    await expect(channel.locator(".count")).to_have_text("3")
    await app.call("chat.postMessage", channel="U0MAYA", text="Only you")
    await expect(sidebar(page, "Sample app").locator(".count")).to_have_text("1")
    await channel.click()
    await expect(page.locator(".mention.me")).to_have_text("@Maya (hiring manager)")


async def test_unread_replies_are_counted_for_those_who_follow_the_thread(
    app: App, window: Window
) -> None:
    """Who began it, wrote in it or was mentioned in it follows it."""
    maya, ines = await window("U0MAYA"), await window("U0INES")
    root = await app.post("What does <@U0MAYA> say?")
    await app.post("The first", thread_ts=root)
    await app.post("The second", thread_ts=root)
    await expect(sidebar(maya, "Threads").locator(".count")).to_have_text("2")
    await expect(maya.get_by_role("button", name="2 replies")).to_contain_text("2 new")
    await expect(ines.get_by_role("button", name="2 replies")).not_to_contain_text("new")
    await expect(sidebar(ines, "Threads").locator(".count")).to_have_count(0)
    await sidebar(maya, "Threads").click()
    await maya.get_by_role("button", name="2 replies").click()
    thread = maya.get_by_role("complementary", name="Thread")
    line = thread.get_by_role("separator", name="New")
    assert "The first" in await line.evaluate("node => node.nextElementSibling.textContent")
    await expect(sidebar(maya, "Threads").locator(".count")).to_have_count(0)
    await expect(line).to_be_visible()


async def test_the_switcher_shows_who_has_something_unread(app: App, window: Window) -> None:
    page = await window("U0MAYA")
    switcher = page.get_by_label("Acting as")
    await app.call("chat.postMessage", channel="U0SAM", text="One")
    await app.call("chat.postMessage", channel="U0SAM", text="Two")
    await app.post("For everybody")
    options = switcher.locator("option")
    for person, text in (
        ("Maya", "Maya (hiring manager)"),
        ("Sam", "Sam (interviewer) (2)"),
        ("Rosa", "Rosa (recruiter) •"),
    ):
        await expect(options.filter(has_text=person)).to_have_text(text)
    await page.get_by_role("button", name="Act as Sam (interviewer), 2 unread").click()
    await expect(switcher).to_have_value("U0SAM")
    await page.get_by_role("navigation").get_by_role("button", name="Sample app").click()
    await expect(page.get_by_text("Two", exact=True)).to_be_visible()
    await switcher.select_option("U0MAYA")
    await expect(options.filter(has_text="Sam")).to_have_text("Sam (interviewer)")


async def test_messages_behind_the_home_tab_stay_unread(app: App, window: Window) -> None:
    page = await window("U0MAYA", "D0MAYA/home")
    await app.call("chat.postMessage", channel="U0MAYA", text="Behind it")
    await app.post("After it", channel="C0GENERAL")
    await expect(sidebar(page, "general")).to_contain_text("1 unread")  # so it knows of both
    await expect(page.get_by_role("tab", name="Home")).to_have_attribute("aria-selected", "true")
    await page.get_by_role("tab", name="Messages").click()
    await expect(page.get_by_role("separator", name="New")).to_be_visible()


async def test_a_user_group_is_completed_by_its_handle_and_counts_for_its_members(
    app: App, window: Window
) -> None:
    group = (await app.call("usergroups.create", name="The panel", handle="panel"))["usergroup"]
    await app.call("usergroups.users.update", usergroup=group["id"], users="U0SAM,U0INES")
    maya, sam = await window("U0MAYA"), await window("U0SAM", "C0GENERAL")
    await maya.get_by_label("Message #").press_sequentially("Dear @pan")
    await maya.get_by_role("listbox", name="People").get_by_text("The panel").click()
    await maya.keyboard.press("Enter")
    await expect(maya.locator(".mention").last).to_have_text("@panel")
    await expect(sidebar(sam, "hiring-ai-lead").locator(".count")).to_have_text("1")
    await sidebar(sam, "hiring-ai-lead").click()
    await expect(sam.locator(".mention.me")).to_have_text("@panel")


async def test_the_button_for_the_channels_says_on_a_phone_that_something_is_unread(
    app: App, window: Window
) -> None:
    page = await window("U0MAYA", "C0GENERAL")
    await page.set_viewport_size(PHONE)
    menu = page.get_by_role("button", name="Channels")
    await expect(menu).to_have_accessible_name("Channels")
    await app.post("First unread")
    await app.call("chat.postMessage", channel="U0MAYA", text="Only you")
    await expect(menu).to_have_accessible_name("Channels, 2 unread")
    box = await page.locator(".stand-in").bounding_box()
    assert box
    assert box["height"] <= TWO_LINES
    await expect(page.locator(".panel-opener")).to_have_accessible_name("Developer")


async def test_channels_are_in_the_order_of_the_alphabet_and_archived_ones_last(
    window: Window, windows: Windows
) -> None:
    page = await window("U0MAYA", "C0GENERAL")
    names = page.get_by_role("region", name="Channels").locator(".name")
    async with Workspace(windows.url) as workspace:
        maya = workspace.person("maya")
        channel = await maya.create_channel("aaa-over")
        await expect(names.first).to_have_text("aaa-over")
        await maya.does("archive", channel)
    await expect(names.last).to_have_text("aaa-over")
    live = (await names.all_text_contents())[:-1]
    assert live == sorted(live)
