"""What people see in messages, and how they use them."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import web
from playwright.async_api import expect

from tests.browser import gallery
from tests.browser.gallery import plain

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from playwright.async_api import Page, Route

    from tests.browser.conftest import App

    JSON = dict[str, Any]
    Window = Callable[..., Awaitable[Page]]

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_people_in_two_windows_see_each_others_messages_at_once(window: Window) -> None:
    maya, sam = await window("U0MAYA"), await window("U0SAM")
    await maya.get_by_label("Message #").fill("Hello from Maya")
    await maya.keyboard.press("Enter")
    seen = sam.get_by_role("article").last
    await expect(seen).to_contain_text("Hello from Maya")
    await expect(seen).to_contain_text("Maya (hiring manager)")


async def test_only_one_person_sees_an_ephemeral_message(app: App, window: Window) -> None:
    maya, sam = await window("U0MAYA"), await window("U0SAM")
    await app.call("chat.postEphemeral", channel="C0HIRING", user="U0MAYA", text="A secret")
    await app.post("For all")
    await expect(maya.get_by_text("A secret")).to_be_visible()
    await expect(maya.get_by_text("Only visible to you")).to_be_visible()
    await expect(sam.get_by_text("For all")).to_be_visible()
    await expect(sam.get_by_text("A secret")).to_have_count(0)


async def test_the_address_holds_the_person_and_the_channel(window: Window) -> None:
    page = await window("U0SAM", "C0GENERAL")
    await expect(page.get_by_label("Acting as")).to_have_value("U0SAM")
    await expect(page.get_by_role("heading", level=1)).to_have_text("general")
    await expect(page.get_by_role("button", name="leadership")).to_have_count(0)
    await page.get_by_label("Acting as").select_option("U0MAYA")
    await expect(page).to_have_url(re.compile("#/U0MAYA/C0GENERAL$"))
    await expect(page.get_by_role("button", name="leadership")).to_be_visible()


async def test_a_change_for_others_meanwhile_does_not_lead_away_from_a_direct_message(
    app: App, window: Window
) -> None:
    """Between the address of another person and what that person sees, nothing is drawn."""
    page, held = await window("U0SAM"), asyncio.Event()

    async def hold(route: Route) -> None:
        await held.wait()
        await route.continue_()

    await page.route("**/-/view?as=U0MAYA", hold)
    async with (
        page.expect_response("**/-/events?*"),
        page.expect_response("**/-/badges"),
        page.expect_request("**/-/view?as=U0MAYA"),
    ):
        await page.evaluate("location.hash = '#/U0MAYA/D0MAYA'")
    async with page.expect_response("**/-/badges"):
        await app.post("For Rosa only", channel="D0ROSA")
    held.set()
    await expect(page.get_by_label("Acting as")).to_have_value("U0MAYA")
    await expect(page).to_have_url(re.compile("#/U0MAYA/D0MAYA$"))


async def test_unread_messages_are_counted_until_the_channel_is_opened(
    app: App, window: Window
) -> None:
    page = await window("U0MAYA", "C0GENERAL")
    await app.post("One")
    await app.post("Two")
    channel = page.get_by_role("listitem").get_by_role("button", name="hiring-ai-lead")
    await expect(channel).to_contain_text("2 unread")
    await channel.click()
    await expect(page.get_by_text("Two")).to_be_visible()
    await page.get_by_role("button", name="general").click()
    await app.call("chat.postMessage", channel="C0GENERAL", text="Three")
    await expect(page.get_by_text("Three")).to_be_visible()
    await expect(channel).not_to_contain_text("unread")


async def test_replies_are_shown_in_their_thread(app: App, window: Window) -> None:
    root = await app.post("The root")
    await app.post("A reply", thread_ts=root)
    page = await window()
    await expect(page.get_by_text("A reply")).to_have_count(0)
    await page.get_by_role("button", name="1 reply").click()
    thread = page.get_by_role("complementary", name="Thread")
    await expect(thread.get_by_text("A reply")).to_be_visible()
    await thread.get_by_label("Reply…").fill("Another")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("button", name="2 replies")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(thread).to_be_hidden()
    await expect(page.get_by_role("button", name="2 replies")).to_be_focused()


async def test_a_button_with_a_confirmation_is_pressed_only_after_yes(
    app: App, window: Window
) -> None:
    app.set_answer("share")
    page = await window()
    await app.post("Actions", gallery.ACTIONS)
    button = page.get_by_role("button", name="Share in channel")
    await button.click()
    dialog = page.get_by_role("alertdialog", name="Share the offer?")
    await dialog.get_by_role("button", name="Keep it to me").click()
    await expect(button).to_be_focused()
    assert not app.received
    await button.click()
    await dialog.get_by_role("button", name="Share", exact=True).click()
    await app.wait_for("share")
    assert len(app.received) == 1


async def test_a_select_is_driven_by_keys_and_sends_its_choice(app: App, window: Window) -> None:
    app.set_answer("place")
    page = await window()
    await app.post("Actions", gallery.ACTIONS)
    select = page.get_by_role("combobox", name="Another place")
    await select.focus()
    await page.keyboard.type("lon")
    await expect(page.get_by_role("listbox").get_by_role("option")).to_have_count(1)
    await expect(select).to_have_attribute("aria-expanded", "true")
    await page.keyboard.press("Enter")
    payload = await app.wait_for("place")
    assert payload["actions"][0]["selected_option"]["value"] == "london"
    assert payload["state"]["values"]["pickers"]["day"]["selected_date"] == "2026-01-15"
    await expect(select).to_have_value("London")
    await expect(select).to_have_attribute("aria-expanded", "false")


async def test_controls_without_words_are_named_for_what_they_stand_beside(
    app: App, window: Window
) -> None:
    """A screen reader lists them without their surroundings."""
    menu = {"type": "overflow", "action_id": "more", "options": gallery.PLACES}
    seats = [
        {"type": "section", "text": plain("Sam: Craft\nFiled"), "accessory": menu},
        {"type": "section", "text": plain("Ines: Leadership"), "accessory": menu},
        {
            "type": "section",
            "text": plain("Due"),
            "accessory": {"type": "datepicker", "action_id": "due"},
        },
    ]
    page = await window()
    ts = await app.post("Seats", seats)
    row = page.locator(f"[data-ts='{ts}']")
    for name in ("More options: Sam: Craft", "More options: Ines: Leadership"):
        await expect(row.get_by_role("button", name=name, exact=True)).to_be_attached()
    await expect(row.get_by_label("Due", exact=True)).to_have_attribute("type", "date")
    label = await row.get_attribute("aria-label")
    more = row.get_by_role("button", name=f"More actions: {label}", exact=True)
    await expect(more).to_be_attached()


async def test_menus_boxes_and_people_send_their_state(app: App, window: Window) -> None:
    page = await window()
    await app.post("Actions", gallery.ACTIONS)
    await page.get_by_role("button", name="More options").click()
    await page.get_by_role("menuitem", name="New York").click()
    action = (await app.wait_for("more"))["actions"][0]
    assert action["selected_option"]["value"] == "nyc"
    await page.get_by_role("checkbox", name="Second").check()
    action = (await app.wait_for("boxes"))["actions"][0]
    assert [option["value"] for option in action["selected_options"]] == ["2"]
    await page.get_by_role("combobox", name="Choose a person").click()
    await page.get_by_role("listbox").get_by_role("option", name="Ines").click()
    action = (await app.wait_for("who"))["actions"][0]
    assert action["selected_user"] == "U0INES"


async def test_a_person_is_told_when_the_app_fails(app: App, window: Window) -> None:
    async def fail(_: JSON) -> JSON:
        raise web.HTTPServiceUnavailable

    app.handlers["check"] = fail
    page = await window()
    await app.post("Actions", gallery.ACTIONS)
    await page.get_by_role("button", name="Check an offer").click()
    await expect(page.get_by_role("status").filter(has_text="did not answer")).to_be_visible()


async def test_a_message_shortcut_carries_its_message(app: App, window: Window) -> None:
    app.set_answer("look_closer")
    page = await window()
    ts = await app.post("Look at me")
    row = page.locator(f"[data-ts='{ts}']")
    await row.hover()
    await row.get_by_role("button", name="More actions").click()
    await page.get_by_role("menuitem", name="Look closer").click()
    assert (await app.wait_for("look_closer"))["message"]["ts"] == ts


async def test_a_deleted_message_disappears(app: App, window: Window) -> None:
    page = await window()
    ts = await app.post("Soon gone")
    await expect(page.get_by_text("Soon gone")).to_be_visible()
    await app.call("chat.delete", channel="C0HIRING", ts=ts)
    await expect(page.get_by_text("Soon gone")).to_have_count(0)


async def test_the_home_tab_shows_what_the_app_published(app: App, window: Window) -> None:
    async def opened(event: JSON) -> None:
        view = {"type": "home", "blocks": [{"type": "header", "text": gallery.plain("Your desk")}]}
        await app.call("views.publish", user_id=event["user"], view=view)

    app.handlers["app_home_opened"] = opened
    page = await window()
    await page.get_by_role("button", name="Sample app").click()
    await page.get_by_role("tab", name="Home").click()
    await expect(page.get_by_role("heading", name="Your desk")).to_be_visible()


async def test_a_channel_is_ready_to_type_in_after_ctrl_k_and_from_the_sidebar(
    window: Window,
) -> None:
    page = await window()
    await page.keyboard.press("Control+k")
    await page.keyboard.type("gen")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=1)).to_have_text("general")
    await expect(page.get_by_label("Message #general")).to_be_focused()
    await page.get_by_role("listitem").get_by_role("button", name="hiring-ai-lead").press("Enter")
    await expect(page.get_by_label("Message #hiring-ai-lead")).to_be_focused()


async def test_on_a_phone_the_sidebar_is_closed_and_nothing_overflows(
    app: App, window: Window
) -> None:
    page = await window()
    await page.set_viewport_size({"width": 390, "height": 844})
    ts = await app.post("Wide", [*gallery.ACTIONS, gallery.DATA_TABLE, gallery.bars()])
    await expect(page.locator(f"[data-ts='{ts}'] .chart")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") == 390
    assert (
        await page.get_by_role("region", name="Messages").evaluate("node => node.scrollWidth")
        <= 390
    )
    channel = page.get_by_role("listitem").get_by_role("button", name="general")
    await expect(channel).to_be_hidden()
    await page.get_by_role("button", name="Channels").click()
    await channel.click()
    await expect(channel).to_be_hidden()
    await expect(page.get_by_role("heading", level=1)).to_have_text("general")


async def test_the_end_of_the_newest_message_stays_in_view_until_the_reader_scrolls_up(
    app: App, window: Window
) -> None:
    """Charts are drawn again at the width of a phone, which moves the end."""
    page = await window()
    await page.set_viewport_size({"width": 390, "height": 844})
    await app.post("Tall", [gallery.bars(), gallery.MANY])
    await app.post("Taller", [gallery.bars("line"), gallery.bars("area")])
    await expect(page.locator(".chart")).to_have_count(4)
    end = page.get_by_role("article").last.get_by_text("Show the figures").last
    await expect(end).to_be_in_viewport()
    await page.get_by_role("region", name="Messages").hover()
    await page.mouse.wheel(0, -900)
    await expect(end).not_to_be_in_viewport()
    await app.post("Below")
    label = page.get_by_text("Below")
    await expect(label).to_be_attached()
    await expect(label).not_to_be_in_viewport()


async def test_the_page_says_that_it_is_a_stand_in(window: Window) -> None:
    page = await window()
    await expect(page.get_by_text("Local workspace, a stand-in for Slack")).to_be_visible()


async def test_people_react_and_take_it_back(app: App, window: Window) -> None:
    """From the message's tools, by a click on a reaction, and by typing "+:name:"."""
    maya, sam = await window("U0MAYA"), await window("U0SAM")
    ts = await app.post("What do you think?")
    row = maya.locator(f"[data-ts='{ts}']")
    await row.hover()
    await row.get_by_role("button", name="Add reaction").click()
    await maya.get_by_role("menuitem", name=":tada:").click()
    shown = sam.locator(f"[data-ts='{ts}']").get_by_role("button", name=":tada:")
    await expect(shown).to_have_text("🎉 1")
    await shown.click()
    await expect(row.get_by_role("button", name=":tada:")).to_have_text("🎉 2")
    await expect(shown).to_have_attribute("aria-pressed", "true")
    await shown.click()
    await expect(shown).to_have_text("🎉 1")
    await maya.get_by_label("Message #").fill("+:rocket:")
    await maya.keyboard.press("Enter")
    await expect(row.get_by_role("button", name=":rocket:")).to_have_text("🚀 1")


async def test_attachments_names_and_icons_are_drawn(app: App, window: Window) -> None:
    attachment = {
        "color": "#36a64f",
        "pretext": "Before it",
        "author_name": "An author",
        "title": "A title",
        "title_link": "https://example.com",
        "text": "*Bold* text",
        "fields": [{"title": "Priority", "value": "High", "short": True}],
        "footer": "A footer",
    }
    page = await window()
    ts = await app.post("Look", attachments=[attachment], username="Other name")
    row = page.locator(f"[data-ts='{ts}']")
    for text in ("Before it", "An author", "Bold text", "Priority", "High", "A footer"):
        await expect(row).to_contain_text(text)
    await expect(row.get_by_role("link", name="A title")).to_have_attribute(
        "href", "https://example.com"
    )
    await expect(row.get_by_role("button", name="Other name", exact=True)).to_be_visible()
