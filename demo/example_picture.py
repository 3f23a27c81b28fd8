"""`python -m demo.example_picture` takes the picture of local-slack's README: its example app."""

from __future__ import annotations

import asyncio

from playwright.async_api import async_playwright

from demo.pictures import CHROMIUM, DOCS
from local_slack import AppSettings, Settings
from local_slack.testing import LocalSlack, run_app, run_workspace

EXAMPLE = DOCS.parent / "local-slack/examples/python"
NOTE = "The office is closed on Monday, the painters are in. Take your laptops home on Friday."


def play(slack: LocalSlack) -> None:
    """A question, a mention, a note, and the offer of another."""
    maya, sam = slack.person("maya"), slack.person("sam")
    sam.say("#general", "Is the office open on Monday?")
    maya.say("#general", "@notes hello")
    maya.wait_for_message("#general", "Type `/note`")
    maya.say("#general", "/note the office")
    maya.press(maya.sees("#general")[-1], "Write it")
    form = maya.wait_for_modal()
    maya.fill(form, {"Note": NOTE})
    maya.submit(form)
    maya.wait_for_message("#general", NOTE)
    maya.say("#general", "/note the summer party")


async def take_picture(url: str) -> None:
    """What Maya sees then."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM)
        page = await browser.new_page(
            viewport={"width": 1100, "height": 640}, device_scale_factor=1.5
        )
        await page.goto(f"{url}/#/U0MAYA/C0GENERAL")
        await page.get_by_text("the summer party").wait_for()
        await page.wait_for_load_state("load")
        await page.screenshot(path=DOCS / "local-slack.png")
        await browser.close()


if __name__ == "__main__":
    settings = Settings((AppSettings(EXAMPLE / "manifest.yml"),))
    address = "http://127.0.0.1:{port}/slack/events"
    with (
        run_workspace(settings) as workspace,
        run_app(workspace, "python notes.py", address, EXAMPLE),
    ):
        play(workspace)
        asyncio.run(take_picture(workspace.url))
