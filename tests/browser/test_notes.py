"""Taking notes in a window while another device writes, too: nothing moves, and nothing is lost."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.browser.conftest import Windows
from tests.desk import own_database, run_desk
from tests.features.debriefs import get_people, open_debrief, wait_for_modal
from tests.features.notes import read_labels, type_on_phone

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from playwright.async_api import Browser, Locator, Page

    from hiring.guide.role import Guide
    from tests.desk import Running

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

CARET = "() => [document.activeElement.selectionStart, document.activeElement.selectionEnd]"


@pytest_asyncio.fixture(loop_scope="session")
async def desk(guide: Guide, valkey_socket: Path) -> AsyncIterator[Running]:
    with own_database(valkey_socket, 8) as url:
        async with run_desk(guide, url) as started:
            yield started


async def type_in_the_middle(page: Page, field: Locator) -> None:
    """Put the caret behind the third character, type there, and wait until the app has it."""
    await field.focus()
    await field.evaluate("node => node.setSelectionRange(3, 3)")
    async with page.expect_response("**/-/act"):
        await page.keyboard.type("XYZ")
    await expect(field).to_be_focused()
    assert await page.evaluate(CARET) == [6, 6]


async def test_focus_caret_and_text_stay_while_another_device_writes(
    browser: Browser, desk: Running
) -> None:
    windows = Windows(browser, desk.slack.url)
    maya, sam, *_ = get_people(desk)
    await open_debrief(maya, "JS", {"Technical screen": [sam.id]})
    page = await windows.open("U0SAM", "D0SAM")
    kit = page.get_by_role("article").filter(has_text="Technical screen: JS")
    await kit.get_by_role("button", name="Take notes").click()
    form = page.get_by_role("dialog")
    await expect(form).to_contain_text("Only you see these here.")
    view = await wait_for_modal(sam)
    label = read_labels(view)[0]
    field = form.get_by_label(label)
    await field.evaluate("node => (window.opened = node)")

    await field.fill("abcdef")
    await type_on_phone(desk, sam, view, label, "From the phone")
    await asyncio.gather(
        type_in_the_middle(page, field),
        type_on_phone(desk, sam, view, label, "From the phone, at last"),
    )
    await expect(field).to_have_value("abcXYZdef")
    await expect(field).to_be_focused()
    assert await page.evaluate(CARET) == [6, 6]
    assert await page.evaluate("() => window.opened.isConnected")
    await page.keyboard.press("Control+Enter")
    await expect(form).to_have_count(0)

    await kit.get_by_role("button", name="Take notes").click()
    value = await form.get_by_label(label).input_value()
    assert sorted(value.split("\n")) == ["From the phone, at last", "abcXYZdef"]
    assert not windows.errors
    await page.close()


async def test_typing_in_a_scorecard_draws_nothing_anew(browser: Browser, desk: Running) -> None:
    windows = Windows(browser, desk.slack.url)
    maya, sam, *_ = get_people(desk)
    await open_debrief(maya, "JS", {"Technical screen": [sam.id]})
    page = await windows.open("U0SAM", "D0SAM")
    kit = page.get_by_role("article").filter(has_text="Technical screen: JS")
    await kit.get_by_role("button", name="File feedback").click()
    form = page.get_by_role("dialog")
    field = form.get_by_label("Why?", exact=True)
    await field.fill("abcdef")
    before = (await wait_for_modal(sam))["hash"]
    await type_in_the_middle(page, field)
    await expect(field).to_have_value("abcXYZdef")
    assert (await wait_for_modal(sam))["hash"] == before
    assert not windows.errors
    await page.close()
