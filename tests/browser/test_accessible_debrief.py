"""Axe finds nothing serious in the forms and the Home of debriefs, at a desk and on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Windows
from tests.browser.test_accessible import DESKTOP, LOOKS, find_violations
from tests.browser.test_debrief import HIRING, act_as, choose, desk

if TYPE_CHECKING:
    from playwright.async_api import Browser

    from tests.desk import Running

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
__all__ = ["desk"]

BOTH = [LOOKS[0], LOOKS[3]]
IN_FORM = ["dialog[open]"]


async def test_the_forms_and_the_home_of_debriefs(browser: Browser, desk: Running) -> None:
    page = await Windows(browser, desk.slack.url).open("U0MAYA", HIRING)
    dialog, violations = page.get_by_role("dialog"), []
    await page.get_by_label("Message #").fill("/debrief JS")
    await page.keyboard.press("Enter")
    await choose(dialog, "Technical screen", "Sam")
    await expect(dialog.get_by_label("when does Sam")).to_be_visible()
    await dialog.get_by_role("button", name="Paste an invitation").click()
    await expect(dialog.get_by_role("button", name="Read it")).to_be_visible()
    violations += await find_violations(page, "Open", BOTH, IN_FORM)
    await page.set_viewport_size(DESKTOP)
    await dialog.get_by_role("button", name="Open", exact=True).click()
    await expect(dialog).to_contain_text("is open")
    violations += await find_violations(page, "what Open shows", BOTH, IN_FORM)
    await page.set_viewport_size(DESKTOP)
    await dialog.get_by_role("button", name="Done").click()
    await act_as(page, desk.slack.url, "maya", "D0MAYA/home")
    await expect(page.get_by_role("heading", name="Debriefs you run")).to_be_visible()
    violations += await find_violations(page, "Home", BOTH)
    await page.set_viewport_size(DESKTOP)
    await page.get_by_role("button", name="Reminder settings").click()
    await expect(dialog).to_contain_text("Working days")
    violations += await find_violations(page, "Reminder settings", BOTH, IN_FORM)
    await page.set_viewport_size(DESKTOP)
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Manage", exact=True).click()
    await expect(dialog).to_contain_text("Round 1")
    violations += await find_violations(page, "Manage", BOTH, IN_FORM)
    await page.set_viewport_size(DESKTOP)
    await dialog.get_by_role("button", name="More options").first.click()
    await page.get_by_role("menuitem", name="Schedule").click()
    await expect(dialog).to_contain_text("When is the interview?")
    violations += await find_violations(page, "Schedule", BOTH, IN_FORM)
    assert not violations, "\n".join(violations)
