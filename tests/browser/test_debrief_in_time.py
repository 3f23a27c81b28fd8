"""A debrief from opening to an overdue seat, reminder and reveal, by pressing in the page only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Windows
from tests.browser.test_debrief import HIRING, act_as, choose, desk, file
from tests.features.debriefs import start_working_day

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

    from tests.desk import Running

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
__all__ = ["desk"]


async def move(page: Page, item: str) -> None:
    """Move the time by the menu in the top bar."""
    await page.get_by_role("button", name="Move the workspace's time").click()
    await page.get_by_role("menuitem", name=item).click()
    await expect(page.get_by_role("status").filter(has_text="It is now").last).to_be_visible()


async def test_reminder_overdue_seat_and_reveal_are_watched_by_moving_the_clock(
    browser: Browser, desk: Running
) -> None:
    await start_working_day(desk)
    windows, url = Windows(browser, desk.slack.url), desk.slack.url
    maya, other = await windows.open("U0MAYA", HIRING), await windows.open("U0SAM", HIRING)
    await maya.get_by_label("Message #").fill("/debrief JS")
    await maya.keyboard.press("Enter")
    form = maya.get_by_role("dialog")
    await choose(form, "Technical screen", "Sam", "Ines")
    await form.get_by_role("button", name="Open", exact=True).click()
    await form.get_by_role("button", name="Done").click()
    root = maya.get_by_role("article").filter(has_text="Debrief: JS")
    await expect(root).to_contain_text("0 of 2 filed")
    await act_as(other, url, "sam")
    await file(other, "Technical screen: JS", "ML judgement", "Yes", "Yes")

    # Nobody said when Ines's interview is, so she and Maya are asked.
    await act_as(maya, url, "maya")
    await move(maya, "In a week")
    overdue = maya.get_by_role("article").filter(has_text="interviewed JS?")
    await expect(overdue).to_be_visible()
    await act_as(other, url, "ines")
    await expect(other.get_by_text("When is your interview with JS")).to_be_visible()
    await overdue.get_by_role("button", name="Reveal without 1").click()
    await maya.get_by_role("alertdialog").get_by_role("button", name="Reveal without 1").click()
    await act_as(maya, url, "maya", HIRING)
    await expect(root).to_contain_text("Revealed")
    for page in windows.used:
        await page.close()
    assert not windows.errors
