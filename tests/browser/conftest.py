"""A browser, a local workspace and a small app of the test's own making behind it."""

from __future__ import annotations

import asyncio
import json
import shutil
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import web
from playwright.async_api import async_playwright

import local_slack

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from playwright.async_api import Browser, BrowserContext, Page

    JSON = dict[str, Any]
    Handler = Callable[[JSON], Awaitable[JSON | None]]

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MANIFEST = Path(__file__).with_name("manifest.yml")
CHANNEL = "C0HIRING"


class App:
    """An app that answers by a table: command, action_id or callback_id to a handler."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self.session = session
        self.handlers: dict[str, Handler] = {}
        self.received: list[JSON] = []
        self.news = asyncio.Condition()
        self.api_url = ""
        self.token = ""

    def answers(self, name: str, answer: JSON | None = None) -> None:
        """Have `name` answered always the same."""

        async def handler(_: JSON) -> JSON | None:
            return answer

        self.handlers[name] = handler

    async def call(self, method: str, **arguments: object) -> JSON:
        """Call the Web API; a refusal fails the test."""
        headers = {"Authorization": f"Bearer {self.token}"}
        url = self.api_url + method
        async with self.session.post(url, json=arguments, headers=headers) as response:
            answer: JSON = await response.json()
        assert answer["ok"], answer
        return answer

    async def post(self, text: str, blocks: list[JSON] | None = None, **more: object) -> str:
        """Post to the sample channel; returns the ts."""
        arguments = {"channel": CHANNEL, "text": text, "blocks": blocks or [], **more}
        ts: str = (await self.call("chat.postMessage", **arguments))["ts"]
        return ts

    async def heard(self, name: str) -> JSON:
        """The last payload of that command, action_id or callback_id, once it has come."""
        async with self.news, asyncio.timeout(8):
            await self.news.wait_for(lambda: name in map(_name, self.received))
            return next(each for each in reversed(self.received) if _name(each) == name)

    async def receive(self, request: web.Request) -> web.Response:
        """Take one request of the workspace."""
        if request.content_type == "application/json":
            payload = (await request.json())["event"]
        else:
            form = {key: str(value) for key, value in (await request.post()).items()}
            payload = json.loads(form["payload"]) if "payload" in form else form
        async with self.news:
            self.received.append(payload)
            self.news.notify_all()
        handler = self.handlers.get(_name(payload))
        answer = await handler(payload) if handler else None
        return web.json_response(answer) if answer else web.Response()


def _name(payload: JSON) -> str:
    if "command" in payload:
        return str(payload["command"])
    if payload["type"] == "block_actions":
        return str(payload["actions"][0]["action_id"])
    if "view" in payload and payload["type"] == "view_submission":
        return str(payload["view"]["callback_id"])
    return str(payload.get("callback_id") or payload["type"])


@asynccontextmanager
async def _serving(app: App) -> AsyncIterator[str]:
    routes = web.Application()
    routes.router.add_post("/slack/events", app.receive)
    runner = web.AppRunner(routes, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    finally:
        await runner.cleanup()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    if not shutil.which(CHROMIUM):
        pytest.skip("Chromium is not installed: apt-get install chromium")
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        await started.close()


@pytest_asyncio.fixture(loop_scope="session")
async def app() -> AsyncIterator[App]:
    async with aiohttp.ClientSession() as session:
        yield App(session)


@pytest_asyncio.fixture(loop_scope="session")
async def url(app: App) -> AsyncIterator[str]:
    """The address of a new workspace with the app behind it."""
    async with _serving(app) as bot_url:
        settings = local_slack.Settings(manifest=MANIFEST, bot_url=bot_url)
        async with local_slack.serve(settings) as slack:
            app.api_url, app.token = slack.api_url, settings.bot_token
            yield slack.url


@asynccontextmanager
async def _profile(browser: Browser) -> AsyncIterator[BrowserContext]:
    """A fresh profile; a page that breaks a policy or throws fails the test."""
    made = await browser.new_context(
        viewport={"width": 1280, "height": 800}, locale="en-GB", timezone_id="Asia/Jerusalem"
    )
    made.set_default_timeout(8000)
    wrong: list[str] = []
    made.on("weberror", lambda error: wrong.append(str(error.error)))
    made.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    yield made
    await made.close()
    assert not wrong


@pytest_asyncio.fixture(loop_scope="session")
async def context(browser: Browser, url: str) -> AsyncIterator[BrowserContext]:  # noqa: ARG001
    # The workspace outlives the windows, or they would complain of a lost connection.
    async with _profile(browser) as made:
        yield made


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def canvas(browser: Browser) -> AsyncIterator[Page]:
    """One page to draw blocks on, one test after another."""
    settings = local_slack.Settings(manifest=MANIFEST)
    async with local_slack.serve(settings) as slack, _profile(browser) as made:
        page = await made.new_page()
        await page.goto(slack.url)
        yield page


@pytest.fixture
def window(context: BrowserContext, url: str) -> Callable[..., Awaitable[Page]]:
    """Opens the workspace as a person, in a channel, in a window of its own."""

    async def open_as(person: str = "U0MAYA", channel: str = CHANNEL) -> Page:
        page = await context.new_page()
        await page.goto(f"{url}/#/{person}/{channel}")
        await page.get_by_role("log", name="Messages").wait_for()
        return page

    return open_as
