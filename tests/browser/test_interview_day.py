"""Five people in the browser take a candidate from scheduling to "told the candidate".

The owner sits at a computer, the others are on their phones; the clock is moved from act to act.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Windows
from tests.browser.test_debrief import HIRING, act_as, choose, desk, file
from tests.desk import until

if TYPE_CHECKING:
    from playwright.async_api import Browser, Locator, Page

    from tests.desk import Running

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
__all__ = ["desk"]

LABEL = "JS"


class Week:
    """The next week from Monday on, to which the workspace's clock is moved."""

    def __init__(self, desk: Running) -> None:
        self.desk = desk
        today = datetime.fromtimestamp(desk.slack.clock.now(), UTC)
        days = 7 - today.weekday()
        self.monday = (today + timedelta(days=days)).replace(hour=0, minute=0, second=0)

    def at(self, day: int, clock: str) -> str:
        """A time of the week's days, Monday being 0, as a date field takes it."""
        return f"{self.monday + timedelta(days=day):%Y-%m-%d}T{clock}"

    async def move(self, day: int, clock: str) -> None:
        """Move to a time, and wait until the app has done what is due then."""
        before = self.desk.clock.offset
        await self.desk.workspace.move_to(self.at(day, clock))
        await until(lambda: self.desk.clock.offset != before)
        await self.desk.settle()


def find_message(page: Page, text: str) -> Locator:
    """The newest message with a text."""
    return page.get_by_role("article").filter(has_text=text).last


async def press(where: Locator, button: str) -> None:
    """Press a button by its words."""
    await where.get_by_role("button", name=button, exact=True).click()


async def test_five_people_take_a_candidate_to_being_told(  # noqa: PLR0915 - one walk
    browser: Browser, desk: Running
) -> None:
    windows, url, week = Windows(browser, desk.slack.url), desk.slack.url, Week(desk)
    await week.move(0, "09:00")
    maya, phone = await windows.open("U0MAYA", HIRING), await windows.open("U0SAM", "D0SAM")
    await phone.set_viewport_size({"width": 390, "height": 844})

    # Monday: Maya opens it with a time for Sam's interview, and everybody's seat.
    await maya.get_by_label("Message #").fill(f"/debrief {LABEL}")
    await maya.keyboard.press("Enter")
    form = maya.get_by_role("dialog")
    await choose(form, "Technical screen", "Sam")
    await form.get_by_label("when does Sam").fill(week.at(1, "10:00"))
    await choose(form, "Architecture deep-dive", "Ines")
    await choose(form, "Team fit and values", "Tariq")
    await press(form, "More options")
    await choose(form, "Decider", "Rosa")
    await press(form, "Open")
    await expect(form).to_contain_text(f"{LABEL} is open")
    await press(form, "Done")

    # The evening before, Sam gets the kit; he takes notes in the interview and files after it.
    await week.move(0, "18:00")
    kit = find_message(phone, f"Technical screen: {LABEL}")
    await expect(kit).to_contain_text("How did you know that it was good enough?")
    await week.move(1, "10:10")
    await press(kit, "Take notes")
    notes = phone.get_by_role("dialog")
    await expect(notes).to_contain_text("Only you see these here.")
    await notes.get_by_role("textbox").first.fill("Knew the cost of a mistake.")
    await expect(notes).to_contain_text("Saved")
    await press(notes, "Done")
    await week.move(1, "10:50")
    await file(phone, f"Technical screen: {LABEL}", "ML judgement", "Yes", "Yes")

    # Maya advances, with the times of the second round.
    await act_as(maya, url, "maya")
    await press(find_message(maya, f"Round 1 for {LABEL} is complete"), "Advance")
    form = maya.get_by_role("dialog")
    await form.get_by_label("when does Ines").fill(week.at(2, "10:00"))
    await form.get_by_label("when does Tariq").fill(week.at(2, "13:00"))
    await press(form, "Advance")
    await expect(form).to_have_count(0)

    # Tariq hands his seat over to Maya, who accepts.
    await act_as(phone, url, "tariq")
    kit = find_message(phone, f"Team fit and values: {LABEL}")
    await press(kit, "More options")
    await phone.get_by_role("menuitem", name="Hand over to…").click()
    form = phone.get_by_role("dialog")
    await choose(form, "Who can interview instead?", "Maya")
    await press(form, "Ask them")
    await press(form, "Done")
    await press(find_message(maya, "asks you to interview and file"), "Accept")
    await expect(find_message(maya, f"Team fit and values: {LABEL}")).to_contain_text(
        "You interview"
    )

    # Ines forgets, is reminded an hour after the interview, and files from the reminder.
    await act_as(phone, url, "ines")
    await week.move(2, "12:30")
    reminder = find_message(phone, "isn't filed yet")
    await expect(reminder).to_contain_text("your interview ended")
    await file(phone, "isn't filed yet", "System design", "No", "No")
    await expect(phone.get_by_text("isn't filed yet")).to_have_count(0)
    await week.move(2, "13:50")
    await file(maya, f"Team fit and values: {LABEL}", "Decision style", "Yes", "Yes")

    # The reveal; Rosa decides, Ines dissents, and Maya ticks off that the candidate was told.
    await week.move(2, "14:00")
    await act_as(phone, url, "rosa", HIRING)
    root = find_message(phone, f"Debrief: {LABEL}")
    await expect(root).to_contain_text("Revealed")
    await press(root, "Decide")
    form = phone.get_by_role("dialog")
    await form.get_by_role("radio", name="Hire", exact=True).check()
    await expect(form.get_by_label("Who tells the candidate?")).to_be_visible()
    await form.get_by_label("Why?").fill("The bar is met.")
    await press(form, "Decide")
    await expect(form).to_have_count(0)
    await act_as(phone, url, "ines", HIRING)
    await find_message(phone, f"Debrief: {LABEL}").get_by_role("button", name="replies").click()
    thread = phone.get_by_role("complementary", name="Thread")
    await press(thread, "Record dissent")
    form = phone.get_by_role("dialog")
    await choose(form, "About which attribute?", "System design")
    await form.get_by_label("What is your evidence?").fill("No second design came up.")
    await press(form, "Record")
    await expect(form).to_have_count(0)
    await expect(thread).to_contain_text("No second design came up.")
    task = find_message(maya, f"Please tell {LABEL}")
    await press(task, "The candidate was told")
    await expect(find_message(maya, "The candidate was told.")).to_contain_text("ticked it off")
    await act_as(maya, url, "maya", HIRING)
    await expect(find_message(maya, f"Debrief: {LABEL}")).to_contain_text("Hire, decided by")
    assert not windows.errors
    for page in windows.used:
        await page.close()
