"""The first answer of each command fits on one screen: Slack scrolls to the end of a message.

480 px is what a desktop window of 800 px leaves a channel pane beside its heads and the composer;
600 px is a phone's. Measured with the content that ships and Slack's own charts.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from hiring.guide import content
from tests.browser.conftest import Windows
from tests.desk import own_database, run_desk

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Browser, Page, ViewportSize

    from tests.desk import Running

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

CONTENT = Path(__file__).parents[2] / "content"
SCREENS: dict[str, tuple[ViewportSize, int]] = {
    "desktop": ({"width": 1280, "height": 800}, 480),
    "phone": ({"width": 390, "height": 844}, 600),
}
TYPED = {
    "/salary": [
        "",
        "help",
        "london",
        "sf",
        "seattle, wa",
        "remote",
        "us",
        "london vs sf",
        "london vs sf vs tel aviv",
        "190k sf",
        "150k sf",
        "£150k london",
        "200-250k remote",
        "650k total sf",
        "190k",
        "150k base 200k total london",
        "£120k brighton vs $250k seattle",
        "offered 180k, wants 210k in sf",
        "where is it cheapest",
        "how much should we pay",
        "berlin",
        "$180k london",
        "£700/day london",
        "max for london",
        "equity at series a",
        "is 1% too much at series a",
        "what is in total comp",
        "why are software engineer bands wrong",
        "where do these numbers come from",
        "staff engineer london",
        "head of ai austin",
        "250k head of ai in ohio",
        "engineering manager vs staff engineer in new york",
        "recruiter austin",
        "95k recruiter in ohio",
        "recruiter vs accountant in texas",
        "accountant austin vs seattle vs new york",
        "product manager sf",
        "recruiter springfield",
        "recruiter berlin",
        "xyzzy",
    ],
    "/hiring-guide": [
        "",
        "help",
        "the role",
        "neighbours",
        "red flags",
        "mistakes",
        "time to hire",
        "questions",
        "interview plan",
        "salary",
        "job description",
        "do we need one",
        "What is the difference between an AI Tech Lead and an AI Engineering Manager?",
        "What salary should I expect to pay an AI Tech Lead?",
        "How do I know if I need an AI Tech Lead or a more senior individual contributor?",
        "What are the most common mistakes when hiring an AI Tech Lead?",
        "How long does it take to hire an AI Tech Lead?",
        "what does a lead do all day",
        "when do we need a lead",
        "which interviews do you recommend",
        "leetcode?",
        "we only have time for two rounds",
        "take-home instead of live",
        "how do we prepare a real problem",
        "what is the bar for system design",
        "visa sponsorship",
        "what can't I ask",
        "what can't I ask in California",
        "what can't I ask in Texas",
        "can I ask about kids",
        "can I ask about their health",
        "can I ask about kids in London",
        "can I ask about disability in Illinois",
        "may I ask how old she is in California",
        "can I ask where they are from in Seattle",
        "can I ask for the current salary in Spain",
        "can I ask whether they need a visa in Berlin",
        "she told me that she is pregnant",
        "we have 5 ml engineers and nobody owns the architecture",
    ],
    "/interview-questions": [
        "",
        "help",
        "1",
        "2",
        "3",
        "4",
        "plans",
        "two interviews",
        "take-home instead of live",
        "prepare",
        "salsa",
        "are you married?",
        "general 1",  # the role that the channel uses from then on
        "general",
    ],
    "/debrief": ["help", "list"],
    "/jd": ["help"],
    "/do-we-need-a-lead": ["help"],
}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def desk(valkey_socket: Path) -> AsyncIterator[Running]:
    guide = content.load(CONTENT)
    with own_database(valkey_socket, 13) as url:
        async with run_desk(guide, url, native_charts="on") as started:
            yield started


async def measure(page: Page, typed: str) -> int:
    """The height of the answer to what is typed, in pixels."""
    answers = page.get_by_role("article").filter(has_text="Only visible to you")
    before = await answers.count()
    await page.get_by_label("Message #").fill(typed)
    await page.get_by_role("button", name="Send", exact=True).click()
    await answers.nth(before).wait_for()
    box = await answers.nth(before).bounding_box()
    assert box is not None
    return round(box["height"])


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("command", TYPED)
async def test_the_first_answer_of_each_command_fits_on_one_screen(
    browser: Browser, desk: Running, command: str, screen: str
) -> None:
    window, pixels = SCREENS[screen]
    page = await Windows(browser, desk.slack.url).open("U0MAYA", "C0HIRING")
    await page.set_viewport_size(window)
    heights = {text: await measure(page, f"{command} {text}".strip()) for text in TYPED[command]}
    await page.close()
    assert not {text: height for text, height in heights.items() if height > pixels}
