"""A debrief in the browser, in two windows at once: from opening to the decision."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.browser.conftest import Windows
from tests.desk import own_database, run_desk

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from playwright.async_api import Browser, Locator, Page

    from hiring.guide.role import Guide
    from tests.desk import Running

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

HIRING = "C0HIRING"


@pytest_asyncio.fixture(loop_scope="session")
async def desk(guide: Guide, valkey_socket: Path) -> AsyncIterator[Running]:
    with own_database(valkey_socket, 8) as url:
        async with run_desk(guide, url) as started:
            yield started


async def choose(where: Locator, label: str, *options: str) -> None:
    """Choose in a select or a picker, by the first words of the options."""
    field = where.get_by_role("combobox", name=label)
    for option in options:
        await field.fill(option)
        begins = re.compile(rf"^{option}\b")
        await where.page.get_by_role("listbox").get_by_role("option", name=begins).first.click()
    await field.press("Escape" if await is_open(field) else "Tab")


async def is_open(field: Locator) -> bool:
    return await field.get_attribute("aria-expanded") == "true"


async def act_as(page: Page, url: str, person: str, channel: str = "") -> None:
    where = channel or f"D0{person.upper()}"
    await page.goto(f"{url}/#/U0{person.upper()}/{where}")
    await expect(page.get_by_label("Acting as")).to_have_value(f"U0{person.upper()}")


async def file(page: Page, message: str, attribute: str, rating: str, overall: str) -> None:
    """Open the scorecard from the newest message with such a button, fill it in and file it."""
    kit = page.get_by_role("article").filter(has_text=message).last
    await kit.get_by_role("button", name="File feedback").click()
    form = page.get_by_role("dialog")
    await choose(form, f"Rating for {attribute}", rating)
    await form.get_by_label(f"Evidence for {attribute}").fill("It held together.")
    await form.get_by_role("radio", name=overall, exact=True).check()
    await form.get_by_label("Why?", exact=True).fill("Against the bar: yes.")
    await form.get_by_role("button", name="File scorecard", exact=True).click()
    await expect(form).to_contain_text("Filed.")
    await form.get_by_role("button", name="Done", exact=True).click()
    await expect(form).to_have_count(0)


async def test_a_candidate_goes_through_two_rounds_in_two_windows(
    browser: Browser, desk: Running
) -> None:
    windows = Windows(browser, desk.slack.url)
    url = desk.slack.url
    maya, other = await windows.open("U0MAYA", HIRING), await windows.open("U0SAM", HIRING)

    # Maya opens it in hers; the others see it at once in theirs.
    await maya.get_by_label("Message #").fill("/debrief JS")
    await maya.keyboard.press("Enter")
    form = maya.get_by_role("dialog")
    await expect(form.get_by_label("Candidate")).to_have_value("JS")
    await choose(form, "Technical screen", "Sam")
    await choose(form, "Architecture deep-dive", "Ines")
    await choose(form, "Team fit and values", "Tariq")
    await form.get_by_role("button", name="More options").click()
    await choose(form, "Decider", "Rosa")
    await form.get_by_role("button", name="Open", exact=True).click()
    await expect(form).to_contain_text("JS is open")
    await form.get_by_role("button", name="Done").click()
    root = maya.get_by_role("article").filter(has_text="Debrief: JS")
    await expect(root).to_contain_text("0 of 1 filed")
    await expect(other.get_by_text("Debrief: JS")).to_be_visible()

    # Round 1: Sam files, and Rosa reads and advances.
    await act_as(other, url, "sam")
    await file(other, "Technical screen: JS", "ML judgement", "Yes", "Yes")
    await expect(root).to_contain_text("complete")
    await act_as(other, url, "rosa")
    complete = other.get_by_role("article").filter(has_text="Round 1 for JS is complete")
    await complete.get_by_role("button", name="Read round 1").click()
    await expect(other.get_by_role("dialog")).to_contain_text("Against the bar: yes.")
    await other.get_by_role("dialog").get_by_role("button", name="Done").click()
    await complete.get_by_role("button", name="Advance").click()
    await other.get_by_role("dialog").get_by_role("button", name="Advance").click()
    await expect(complete).to_contain_text("The next round has started")

    # Round 2: Ines and Tariq file.
    await act_as(other, url, "ines")
    await file(other, "Architecture deep-dive: JS", "System design", "No", "No")
    await expect(root).to_contain_text("1 of 2 filed")
    await act_as(other, url, "tariq")
    await file(other, "Team fit and values: JS", "Decision style", "Strong yes", "Strong yes")
    await expect(root).to_contain_text("All scorecards are in")

    # The reveal, and the decision.
    await desk.advance(301)
    await expect(root).to_contain_text("Revealed")
    await act_as(other, url, "rosa", HIRING)
    again = other.get_by_role("article").filter(has_text="Debrief: JS")
    await again.get_by_role("button", name="Decide").click()
    form = other.get_by_role("dialog")
    await form.get_by_role("radio", name="Hire", exact=True).check()
    await form.get_by_label("Why?").fill("The bar is met.")
    await form.get_by_role("button", name="Decide").click()
    await expect(form).to_have_count(0)
    await expect(root).to_contain_text("Hire, decided by")
    assert not windows.errors
    for page in windows.used:
        await page.close()
