"""The workspace's time in the page: people see it, move it on, and every date follows."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio
from playwright.async_api import expect

import local_slack
from tests.browser.conftest import MANIFEST, Windows

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Browser, Locator, Page

    from local_slack.slack import Slack

    JSON = dict[str, Any]

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

WEEK = 7 * 24 * 60 * 60


@pytest_asyncio.fixture(loop_scope="session")
async def slack() -> AsyncIterator[Slack]:
    """A workspace of its own, since time in it never goes back."""
    settings = local_slack.Settings((local_slack.AppSettings(MANIFEST),))
    async with local_slack.serve(settings) as slack:
        yield slack


@pytest_asyncio.fixture(loop_scope="session")
async def moving(browser: Browser, slack: Slack) -> AsyncIterator[Windows]:
    opened = Windows(browser, slack.url)
    yield opened
    for page in opened.used:
        await page.close()
    assert not opened.errors


def clock(page: Page) -> Locator:
    return page.get_by_role("button", name="Move the workspace's time")


async def choose(page: Page, item: str) -> None:
    await clock(page).click()
    await page.get_by_role("menuitem", name=item).click()


async def test_a_move_is_said_and_seen_in_every_window_and_on_every_date(
    moving: Windows, slack: Slack
) -> None:
    now = int(slack.clock.now())
    slack.post(
        slack.workspace.channels["C0HIRING"],
        "U0ROSA",
        f"Due <!date^{now + WEEK}^{{date_short_pretty}}|then>",
    )
    maya, sam = await moving.open("U0MAYA"), await moving.open("U0SAM")
    due = sam.get_by_role("article").filter(has_text="Due")
    await expect(due).not_to_contain_text("Today")
    await expect(maya.get_by_role("separator", name="Today")).to_have_count(1)
    await expect(clock(maya)).not_to_contain_class("moved")

    await choose(maya, "In a week")
    await expect(due).to_contain_text("Due Today")
    await expect(clock(sam)).to_contain_class("moved")
    await expect(sam.get_by_role("separator", name="Today")).to_have_count(0)
    await expect(maya.get_by_role("status").filter(has_text="It is now")).to_be_visible()
    assert slack.clock.offset == WEEK
    later = f"{datetime.fromtimestamp(now + WEEK, ZoneInfo('Europe/London')):%a, %b %-d}"
    await expect(clock(sam)).to_contain_text(later)

    slack.post(slack.workspace.channels["C0HIRING"], "U0ROSA", "A week later")
    await expect(maya.get_by_role("separator", name="Today")).to_have_count(1)


async def test_times_are_those_of_the_person_and_tomorrow_begins_at_nine_with_them(
    moving: Windows, slack: Slack
) -> None:
    """The browser is in Jerusalem; the city is shown where it has another time."""
    slack.workspace.users["U0SAM"].tz = "Asia/Tokyo"
    sam = await moving.open("U0SAM")
    await choose(sam, "Tomorrow, 9:00 AM")
    await expect(clock(sam)).to_contain_text("9:00 AM")
    await expect(clock(sam)).to_contain_text("Tokyo")
    slack.post(slack.workspace.channels["C0HIRING"], "U0ROSA", "Good morning")
    await expect(sam.get_by_role("article").last).to_contain_text("9:00 AM")
    await expect(sam.get_by_role("status")).to_contain_text(re.compile(r"It is now .*9:00 AM\."))


async def test_a_date_of_one_s_own_is_chosen_by_keyboard_and_never_lies_in_the_past(
    moving: Windows, slack: Slack
) -> None:
    page = await moving.open("U0MAYA")
    await clock(page).focus()
    for key in ("Enter", "ArrowUp", "Enter"):
        await page.keyboard.press(key)
    dialog = page.get_by_role("dialog", name="Move the workspace's time")
    field = dialog.get_by_label("New date and time")
    await expect(field).to_be_focused()
    await field.fill("2020-01-01T09:00")
    await page.keyboard.press("Enter")
    await expect(dialog.get_by_role("alert")).to_have_text(
        "That time has passed, and the clock moves forward only."
    )
    assert slack.clock.offset == 0
    year = datetime.fromtimestamp(slack.clock.now(), UTC).year + 1
    await field.fill(f"{year}-07-01T18:30")
    await page.keyboard.press("Enter")
    await expect(dialog).to_have_count(0)
    await expect(clock(page)).to_be_focused()
    await expect(clock(page)).to_contain_text("Jul 1, 6:30 PM")
    moved = datetime.fromtimestamp(slack.clock.now(), UTC)
    assert (moved.month, moved.hour, moved.minute) == (7, 17, 30)  # London has summer time


async def test_the_clock_fits_a_phone_with_a_zone_of_another_city(
    moving: Windows, slack: Slack
) -> None:
    slack.workspace.users["U0MAYA"].tz = "Asia/Tokyo"
    page = await moving.open("U0MAYA")
    await page.set_viewport_size({"width": 390, "height": 844})
    said = page.get_by_role("status").filter(has_text="It is now")
    await choose(page, "An hour later")
    before = await said.inner_text()
    await choose(page, "An hour later")
    await expect(said).not_to_have_text(before)  # only the newest time is said
    await expect(clock(page)).to_contain_class("moved")
    await expect(page.get_by_text("It is now")).to_have_count(1)
    assert await page.evaluate("document.documentElement.scrollWidth") == 390
    await clock(page).click()
    menu = page.get_by_role("menu").filter(has_text="In a week")
    await expect(menu).to_be_visible()
    box = await menu.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390


@pytest.mark.parametrize(
    ("zone", "text", "seconds"),
    [
        ("Europe/London", "2026-03-29T00:30", 1774744200),  # before the hour that is left out
        ("Europe/London", "2026-03-29T02:30", 1774747800),
        ("Asia/Tokyo", "2026-12-01T09:00", 1796083200),
        ("America/New_York", "2026-07-01T09:00", 1782910800),
    ],
)
async def test_a_typed_date_and_time_is_where_the_person_is(
    canvas: Page, zone: str, text: str, seconds: int
) -> None:
    read = await canvas.evaluate(
        """async ([zone, text]) => {
          const dates = await import("/static/dates.js");
          dates.setClock({ now: Date.now() / 1000, offset: 0 }, zone);
          const read = dates.readLocalDateTime(text);
          const answer = [read, dates.localDateTime(read), dates.readLocalDateTime("")];
          dates.setClock({ now: Date.now() / 1000, offset: 0 });
          return answer;
        }""",
        [zone, text],
    )
    assert read == [seconds, text, None]


@pytest.mark.parametrize(
    ("day", "pattern", "shown"),
    [
        ("2026-12-02T10:45", "due {date_long_pretty} at {time}", "due tomorrow at 10:45 AM"),
        ("2026-12-03T10:45", "due {date_long_pretty}", "due Thursday, December 3rd"),
        ("2027-05-31T10:45", "due {date_short_pretty}", "due May 31"),
        ("2027-06-01T12:00", "due {date_short}", "due Jun 1, 2027"),
        ("2026-06-01T12:01", "{date}", "June 1st"),
        ("2026-06-01T12:00", "{date_pretty}", "June 1st, 2026"),
        ("2027-06-01T12:00", "{date_long}", "Tuesday, June 1st, 2027"),
        ("2026-12-03T10:45", "{date_long_full}", "December 3, 2026"),
        ("2026-12-01T10:45", "{day_divider_pretty}", "Today"),
        ("2026-02-01T10:45", "{day_divider_pretty}", "Sunday, February 1st"),
        ("2027-01-01T10:45", "{day_divider_pretty}", "Friday, January 1st, 2027"),
    ],
)
async def test_a_day_less_than_six_months_away_has_no_year_in_a_text(
    canvas: Page, day: str, pattern: str, shown: str
) -> None:
    """docs.slack.dev/messaging/formatting-message-text; it is 1 December 2026, noon, in Tokyo.

    `{day_divider_pretty}` alone asks for the calendar year.
    """
    read = await canvas.evaluate(
        """async ([day, pattern]) => {
          const dates = await import("/static/dates.js");
          dates.setClock({ now: Date.now() / 1000, offset: 0 }, "Asia/Tokyo");
          const now = new Date("2026-12-01T12:00+09:00");
          const read = dates.slackDate(dates.readLocalDateTime(day), pattern, "then", now);
          dates.setClock({ now: Date.now() / 1000, offset: 0 });
          return read;
        }""",
        [day, pattern],
    )
    assert read == shown
