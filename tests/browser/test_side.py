"""Two people side by side in one window, by hand or directed by a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from local_slack.client import Workspace
from tests.local_slack.stub import modal, text_input

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from playwright.async_api import Page

    from tests.browser.conftest import App, Windows

    OpenWindow = Callable[..., Awaitable[Page]]

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

JSON = dict[str, object]


async def test_two_people_act_side_by_side_and_the_address_says_where(
    window: OpenWindow, windows: Windows
) -> None:
    page = await window("U0MAYA", "C0GENERAL")
    await page.get_by_role("button", name="Two people side by side").click()
    left, right = page.frame_locator("iframe >> nth=0"), page.frame_locator("iframe >> nth=1")
    await left.get_by_label("Message #general").fill("Good morning")
    await left.get_by_label("Message #general").press("Enter")
    await expect(right.get_by_text("Good morning")).to_be_visible()
    await expect(page.get_by_role("button", name="Sam (interviewer)")).to_be_visible()

    await right.get_by_role("button", name="Channels").click()
    await right.get_by_label("Acting as").select_option("U0ROSA")
    await expect(page.get_by_role("button", name="Rosa (recruiter)")).to_be_visible()
    await expect(page).to_have_url(f"{windows.url}/side#U0MAYA/C0GENERAL+U0ROSA/C0GENERAL")
    await page.get_by_role("link", name="One window").click()
    await expect(page).to_have_url(f"{windows.url}/#/U0MAYA/C0GENERAL")
    await expect(page.get_by_label("Message #general")).to_be_visible()


async def test_a_script_directs_both_sides_and_shows_what_is_typed(
    window: OpenWindow, windows: Windows, app: App
) -> None:
    async def open_form(payload: JSON) -> None:
        view = modal("form", text_input("Reason", "reason"))
        await app.call("views.open", trigger_id=payload["trigger_id"], view=view)

    app.handlers["/form"] = open_form
    page = await window()
    await page.goto(f"{windows.url}/side")
    async with Workspace(windows.url) as workspace:
        maya = workspace.person("maya")
        caption = page.get_by_text("Maya writes a reason.")
        while not await caption.count():  # the page may not listen yet
            await workspace.stage("U0MAYA/C0GENERAL", "U0INES/C0HIRING", "Maya writes a reason.")
        await expect(page.get_by_role("button", name="Ines (interviewer)")).to_be_visible()
        await maya.say("#general", "/form")
        form = await maya.modal()
        assert form
        await maya.fill(form, {"Reason": "Half a sent"})
        await maya.show_typed(form)
        left = page.frame_locator("iframe >> nth=0")
        await expect(left.get_by_label("Reason")).to_have_value("Half a sent")
