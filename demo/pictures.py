"""The README's pictures: scenes of the demo, as Chromium shows them."""

from __future__ import annotations

from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.async_api import async_playwright

from demo.scenes import play, wait_for_page

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import ViewportSize

    from demo.scenes import Scene
    from local_slack.client import Workspace

DOCS = Path(__file__).parent.parent / "docs"
CHROMIUM = "/usr/bin/chromium"  # Debian's, as the tests use it
SIZE: ViewportSize = {"width": 1440, "height": 820}
SETTLING = 1500  # milliseconds, in which a highlighted message fades
PICTURES = {"salary": "salary.png", "sealed": "sealed.png", "revealed": "debrief.png"}
"""Scene → file in docs/."""


async def take_pictures(workspace: Workspace, url: str) -> None:
    """Play the demo and take a picture of each scene that the README shows."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM)
        page = await browser.new_page(viewport=SIZE)
        await page.goto(f"{url}/side")
        await wait_for_page(workspace)

        @asynccontextmanager
        async def show(scene: Scene) -> AsyncIterator[None]:
            await workspace.stage(scene.left, scene.right, scene.caption, scene.front)
            await page.get_by_text(scene.caption).wait_for()
            yield
            await page.wait_for_load_state("networkidle")
            await page.wait_for_timeout(SETTLING)
            if scene.name in PICTURES:
                await page.screenshot(path=DOCS / PICTURES[scene.name])

        await play(workspace, show)
        await browser.close()
