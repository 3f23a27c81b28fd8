"""The page *Previews* draws what an app answers, at both widths, and what has changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio
from aiohttp import web
from playwright.async_api import expect

import local_slack
from tests.browser.conftest import MANIFEST
from tests.browser.test_accessible import DESKTOP, PHONE, find_violations

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import FrameLocator, Page

    from tests.browser.conftest import Windows

    JSON = dict[str, Any]

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

FORM = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "New role"},
    "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "A form"}}],
}


class Shop:
    """An app that answers previews: two groups, of which the second has a mistake."""

    def __init__(self) -> None:
        self.revision = "1"
        self.text = "Twelve invoices"
        self.queries: list[JSON] = []

    async def answer(self, request: web.Request) -> web.Response:
        self.queries.append(dict(request.query))
        if request.query.get("after") == self.revision:
            return web.json_response({"revision": self.revision})
        group = request.query.get("group", "lead")
        blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": self.text}}]
        shown = [
            {"name": "/list", "surface": "message", "content": {"text": "List", "blocks": blocks}},
            {"name": "The form", "surface": "modal", "content": FORM},
        ]
        if group == "clerk":
            refused = {"text": "No", "blocks": [{"type": "hologram"}]}
            shown = [{"name": "/broken", "surface": "message", "content": refused}]
        return web.json_response(
            {
                "revision": self.revision,
                "groups": [{"id": "lead", "name": "Lead"}, {"id": "clerk", "name": "Clerk"}],
                "group": group,
                "notes": ["role.yml, line 3: a summary is missing"] if group == "lead" else [],
                "previews": shown,
            }
        )


@pytest_asyncio.fixture(loop_scope="session")
async def shop() -> AsyncIterator[tuple[str, Shop]]:
    app, routes = Shop(), web.Application()
    routes.router.add_get("/previews.json", app.answer)
    runner = web.AppRunner(routes, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/previews.json"
    settings = local_slack.AppSettings(MANIFEST, previews_url=url)
    try:
        async with local_slack.serve(local_slack.Settings((settings,))) as slack:
            yield slack.url, app
    finally:
        await runner.cleanup()


def drawn(page: Page, name: str, width: str) -> FrameLocator:
    return page.frame_locator(f'iframe[title="{name}: {width}"]')


async def test_every_surface_is_drawn_for_both_widths_and_again_when_it_changes(
    shop: tuple[str, Shop], windows: Windows
) -> None:
    url, app = shop
    page = await windows.new()
    await page.set_viewport_size({"width": 1440, "height": 900})
    await page.goto(url)
    await page.get_by_role("link", name="Previews").click()
    for name, text in (("/list", "Twelve invoices"), ("The form", "A form")):
        for width in ("Desktop", "Phone"):
            await expect(drawn(page, name, width).get_by_text(text)).to_be_visible()
    inner = await drawn(page, "The form", "Phone").locator("html").evaluate("() => innerWidth")
    assert inner == 390
    inner = await drawn(page, "/list", "Desktop").locator("html").evaluate("() => innerWidth")
    assert inner == 860
    await page.get_by_text("The app says one thing about this").click()
    await expect(page.get_by_text("a summary is missing")).to_be_visible()

    app.revision, app.text = "2", "Thirteen invoices"
    await expect(drawn(page, "/list", "Desktop").get_by_text("Thirteen")).to_be_visible()
    assert app.queries[-1]["after"] in {"1", "2"}

    await page.get_by_label("What").select_option("Clerk")
    await expect(page.get_by_text("Slack refuses this: ")).to_contain_text("/blocks/0/type")
    assert page.url.endswith("#clerk")
    await page.get_by_role("button", name="Open in Block Kit page").click()
    await expect(page.get_by_role("heading", name="Slack refuses this message")).to_be_visible()
    await page.close()


async def test_the_page_can_be_used_by_everybody(shop: tuple[str, Shop], windows: Windows) -> None:
    page = await windows.new()
    await page.goto(f"{shop[0]}/previews")
    await expect(drawn(page, "The form", "Phone").get_by_text("A form")).to_be_visible()
    assert await find_violations(page, "previews") == []
    for size in (DESKTOP, PHONE):
        await page.set_viewport_size(size)
        assert await page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    await page.close()


async def test_an_app_that_does_not_answer_is_named(windows: Windows) -> None:
    settings = local_slack.AppSettings(MANIFEST, previews_url="http://127.0.0.1:9/previews")
    page = await windows.new()
    async with local_slack.serve(local_slack.Settings((settings,))) as slack:
        await page.goto(f"{slack.url}/previews")
        await expect(page.get_by_role("status")).to_contain_text("does not answer at")
        await page.goto("about:blank")
    await page.close()
