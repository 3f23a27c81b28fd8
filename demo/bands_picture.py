"""`python -m demo.bands_picture` takes the picture of docs/pay-statistics.md, of own bands."""

from __future__ import annotations

import asyncio

from playwright.async_api import async_playwright

from demo.__main__ import run_desk
from demo.pictures import CHROMIUM, DOCS, SETTLING
from demo.scenes import find_message
from local_slack.client import Workspace

BANDS = DOCS.parent / "examples" / "content"
PORT = 3011


async def main() -> None:
    """What Maya reads where the example's bands lead over the estimate and the statistics."""
    async with run_desk(PORT, {"CONTENT_DIR": str(BANDS)}) as url, Workspace(url) as workspace:
        maya = workspace.person("maya")
        await maya.say("#hiring-ai-lead", "/salary ai tech lead 200k sf")
        await find_message(maya, "under your band")
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=CHROMIUM)
            page = await browser.new_page(viewport={"width": 1100, "height": 620})
            await page.goto(f"{url}/#/{maya.id}/C0HIRING")
            await page.get_by_text("under your band").first.wait_for()
            await page.wait_for_timeout(SETTLING)
            await page.screenshot(path=DOCS / "own-bands.png")
            await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
