"""The form and the preview of `/jd` in a browser, on a desktop and on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from hiring.guide import content
from tests.browser.conftest import Windows
from tests.browser.test_one_screen import CONTENT, SCREENS
from tests.desk import own_database, run_desk
from tests.features.posting_forms import SYSTEM

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from playwright.async_api import Browser

    from tests.desk import Running

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def desk(valkey_socket: Path) -> AsyncIterator[Running]:
    with own_database(valkey_socket, 12) as url:
        async with run_desk(content.load(CONTENT), url) as started:
            yield started


@pytest.mark.parametrize(("screen", "person"), [("desktop", "U0MAYA"), ("phone", "U0SAM")])
async def test_the_form_leads_to_a_preview_that_begins_with_what_to_reconsider(
    browser: Browser, desk: Running, screen: str, person: str
) -> None:
    """What is required comes first, the rest is behind a button, and what was typed stays."""
    page = await Windows(browser, desk.slack.url).open(person, "C0GENERAL")
    await page.set_viewport_size(SCREENS[screen][0])
    await page.get_by_label("Message #").fill("/jd london")
    await page.get_by_role("button", name="Send", exact=True).click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Company").fill("Sample Co")
    await dialog.get_by_label("Location").fill("London")
    await dialog.get_by_label(SYSTEM).fill("We want a young, dynamic lead")
    await dialog.get_by_role("button", name="Add benefits, how to apply, process…").click()
    await dialog.get_by_label("Application deadline").fill("31 January")
    assert await dialog.get_by_label("Company").input_value() == "Sample Co"
    await dialog.get_by_role("button", name="Preview").click()

    heading = dialog.get_by_text("to reconsider before you share")
    await heading.wait_for()
    box, frame = await heading.bounding_box(), await dialog.bounding_box()
    assert box is not None
    assert frame is not None
    assert frame["y"] < box["y"] < frame["y"] + frame["height"] / 2
    assert await dialog.get_by_text("Application deadline: 31 January").count() == 1
    await page.close()
