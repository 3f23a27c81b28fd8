"""Who is in a channel and in the workspace: seen, invited, removed, shared with, closed out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.async_api import expect

from local_slack.client import Workspace
from tests.browser.test_accessible import DESKTOP, LOOKS, PHONE, find_violations

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from playwright.async_api import Locator, Page

    from tests.browser.conftest import Windows

    JSON = dict[str, Any]
    Window = Callable[..., Awaitable[Page]]

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def open_details(page: Page) -> Locator:
    await page.get_by_role("button", name="see who").click()
    return page.locator("dialog.details")


async def choose(page: Page, name: str) -> None:
    """Choose somebody in the form on top, and send it, by keyboard alone."""
    await page.get_by_role("combobox", name="People and apps").click()
    await page.keyboard.type(name)
    await page.keyboard.press("Enter")
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Add", exact=True).press("Enter")


async def test_the_details_of_a_channel_show_its_members_and_change_them(window: Window) -> None:
    page = await window()
    details = await open_details(page)
    await expect(details.get_by_text("In this channel (6)")).to_be_visible()
    await expect(details.get_by_role("listitem").filter(has_text="Maya")).to_contain_text("Owner")
    await details.get_by_role("button", name="Add people").click()
    await choose(page, "lena")
    lena = details.get_by_role("listitem").filter(has_text="Lena (engineer)")
    await expect(lena).to_contain_text("local time")
    await details.get_by_role("button", name="Remove Lena").click()
    await expect(lena).to_have_count(0)
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("button", name="see who")).to_be_focused()
    rows = page.get_by_role("log")
    await expect(rows).to_contain_text("Lena (engineer) has joined the channel")
    await expect(rows).to_contain_text("Lena (engineer) has left the channel")


async def test_a_channel_is_shared_and_somebody_of_the_other_company_comes_in(
    window: Window,
) -> None:
    page = await window()
    details = await open_details(page)
    await details.get_by_role("button", name="Share with Northwind").click()
    await page.get_by_role("button", name="Share", exact=True).click()
    await expect(details).to_contain_text("Private channel, shared with Northwind")
    await details.get_by_role("button", name="Add people").click()
    await choose(page, "olive")
    olive = details.get_by_role("listitem").filter(has_text="Olive (Northwind)")
    await expect(olive.locator(".badge")).to_have_text(["Northwind"])
    await expect(page.get_by_role("dialog")).to_have_count(1)  # the form closes a little later
    await page.keyboard.press("Escape")
    await page.get_by_label("Acting as").select_option("U0OLIVE")
    channels = page.get_by_role("region", name="Channels").get_by_role("button")
    await expect(channels).to_have_count(2)
    field = page.get_by_label("Message #")
    await field.click()
    await expect(field).to_be_focused()
    await field.press_sequentially("/band")
    await expect(field).to_have_value("/band")
    await expect(page.get_by_role("listbox", name="Commands")).to_have_count(0)
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("is for people of Local workspace only")).to_be_visible()


async def test_an_account_is_closed_from_its_card_and_nobody_acts_as_it_any_more(
    window: Window, windows: Windows
) -> None:
    sam = await window("U0SAM")
    page = await window()
    details = await open_details(page)
    await details.get_by_role("button", name="Sam (interviewer)", exact=True).click()
    await page.get_by_role("button", name="Deactivate account").click()
    question = page.get_by_role("alertdialog", name="Deactivate account?")
    await expect(question).to_contain_text("Nobody can act as Sam (interviewer)")
    await question.get_by_role("button", name="Deactivate account").click()
    member = details.get_by_role("listitem").filter(has_text="Sam (interviewer)")
    await expect(member).to_contain_text("Deactivated")
    await page.keyboard.press("Escape")
    option = page.get_by_label("Acting as").locator("option", has_text="Sam")
    await expect(option).to_have_text("Sam (interviewer): deactivated")
    await expect(option).to_be_disabled()
    notice = sam.get_by_role("alertdialog", name="This account was deactivated")
    await expect(notice).to_contain_text("You act as Maya (hiring manager) now.")
    await expect(sam.get_by_label("Acting as")).to_have_value("U0MAYA")
    await sam.keyboard.press("Enter")
    await expect(notice).to_have_count(0)
    async with Workspace(windows.url) as workspace:
        await workspace.person("maya").changes_profile("U0SAM", deleted=False)


async def test_people_and_channels_are_added_and_a_public_channel_is_joined(
    window: Window,
) -> None:
    page = await window()
    more = page.get_by_role("button", name="Add to the workspace")
    await more.click()
    await page.get_by_role("menuitem", name="Create a channel").click()
    await page.get_by_label("Name", exact=True).fill("Big Room")
    await page.get_by_role("button", name="Create", exact=True).click()
    await expect(page.get_by_role("alert").filter(has_text="small letters")).to_be_visible()
    await page.get_by_label("Name", exact=True).fill("designers")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=1, name="designers")).to_be_visible()
    await more.click()
    await page.get_by_role("menuitem", name="Add a person").click()
    await page.get_by_label("Handle").fill("kim")
    await page.get_by_label("Name", exact=True).fill("Kim")
    await page.get_by_role("button", name="Add", exact=True).click()
    await page.get_by_label("Acting as").select_option(label="Kim")
    await page.get_by_role("region", name="Channels").get_by_text("designers").click()
    await expect(page.get_by_label("Message #")).to_be_hidden()
    await page.get_by_role("button", name="Join").click()
    await expect(page.get_by_label("Message #designers")).to_be_visible()


async def test_slacks_own_commands_are_offered_and_an_absent_person_is_invited_from_the_message(
    window: Window,
) -> None:
    page = await window()
    await page.get_by_label("Message #").fill("/inv")
    offered = page.get_by_role("listbox", name="Commands").get_by_role("option")
    await expect(offered).to_contain_text(["Add a person or an app to a channel"])
    await page.get_by_label("Message #").fill("Ask @lena")
    await page.keyboard.press("Escape")
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="Invite them").click()
    await expect(page.get_by_role("log")).to_contain_text("Lena (engineer) has joined the channel")
    await expect(page.get_by_text("Only visible to you")).to_have_count(0)


async def test_axe_finds_nothing_serious_in_details_forms_and_cards(window: Window) -> None:
    page = await window()
    details = await open_details(page)
    violations = await find_violations(page, "details")
    for button in ("Add people", "Rename", "Make public"):
        await page.set_viewport_size(DESKTOP)
        await details.get_by_role("button", name=button).click()
        violations += await find_violations(page, button, [LOOKS[0], LOOKS[3]])
        await page.keyboard.press("Escape")
    await page.set_viewport_size(PHONE)
    assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    await details.get_by_role("button", name="Sam (interviewer)", exact=True).click()
    violations += await find_violations(page, "card", [LOOKS[2], LOOKS[1]])
    await page.keyboard.press("Escape")
    await page.keyboard.press("Escape")
    await page.set_viewport_size(DESKTOP)
    await page.get_by_role("button", name="Add to the workspace").click()
    await page.get_by_role("menuitem", name="Add a person").click()
    violations += await find_violations(page, "new person", [LOOKS[0], LOOKS[3]])
    assert not violations, "\n".join(violations)
