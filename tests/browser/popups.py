"""Everything that opens in the page: each function opens it and returns what is then visible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser import gallery
from tests.browser.gallery import option, plain

if TYPE_CHECKING:
    from playwright.async_api import Locator, Page

MANY = [option(f"Choice {number}", str(number)) for number in range(20)]
MULTIPLE = {
    "type": "multi_static_select",
    "action_id": "several",
    "placeholder": plain("Several"),
    "options": MANY,
}
BLOCKS = [
    *gallery.ACTIONS,
    {"type": "section", "text": plain("One more"), "accessory": MULTIPLE},
    {"type": "section", "text": gallery.mrkdwn("Ask <@U0SAM>")},
]


def row(page: Page) -> Locator:
    """The message that has everything in it."""
    return page.get_by_role("article").filter(has=page.get_by_text("One more"))


async def open_select(page: Page) -> Locator:
    select = row(page).get_by_role("combobox", name="Another place")
    await select.press_sequentially("lon")
    return page.get_by_role("listbox").get_by_role("option", name="London")


async def open_multiple(page: Page) -> Locator:
    select = row(page).get_by_role("combobox", name="Several")
    await select.click()
    await page.get_by_role("option", name="Choice 3", exact=True).click()
    await page.keyboard.type("choice 1")
    return page.get_by_role("listbox").get_by_role("option", name="Choice 17")


async def open_people(page: Page) -> Locator:
    await row(page).get_by_role("combobox", name="Choose a person").click()
    return page.get_by_role("listbox").get_by_role("option", name="Ines")


async def open_overflow(page: Page) -> Locator:
    await row(page).get_by_role("button", name="More options").click()
    await page.keyboard.press("ArrowDown")
    return page.get_by_role("menuitem", name="New York")


async def open_message_menu(page: Page) -> Locator:
    await row(page).hover()
    await row(page).get_by_role("button", name="More actions").click()
    return page.get_by_role("menuitem", name="Look closer")


async def open_shortcuts(page: Page) -> Locator:
    await page.get_by_role("button", name="Shortcuts").click()
    return page.get_by_role("menuitem", name="Open the form")


async def open_completion(page: Page) -> Locator:
    await page.get_by_label("Message #").press_sequentially("Hello @sa")
    return page.get_by_role("listbox").get_by_role("option", name="Sam (interviewer)")


async def open_switcher(page: Page) -> Locator:
    await page.keyboard.press("Control+k")
    await page.keyboard.type("gen")
    return page.get_by_role("listbox").get_by_role("option", name="general")


async def open_confirmation(page: Page) -> Locator:
    await row(page).get_by_role("button", name="Share in channel").click()
    return page.get_by_role("alertdialog").get_by_role("button", name="Keep it to me")


async def open_card(page: Page) -> Locator:
    await row(page).get_by_role("button", name="@Sam (interviewer)").click()
    return page.get_by_role("dialog", name="Sam (interviewer)")


async def open_picker(page: Page) -> Locator:
    """The browser's own picker: the field must stay the same one, with its half-typed date."""
    picker = row(page).locator("input[type=date]")
    await picker.focus()
    await page.keyboard.press("1")
    return picker


async def open_people_switcher(page: Page) -> Locator:
    switcher = page.get_by_label("Acting as")
    await switcher.focus()
    return switcher


AT_A_MESSAGE = (
    open_select,
    open_multiple,
    open_people,
    open_overflow,
    open_message_menu,
    open_card,
    open_picker,
)
BESIDES = (
    open_shortcuts,
    open_completion,
    open_switcher,
    open_confirmation,
    open_people_switcher,
)
