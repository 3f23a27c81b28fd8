"""A browser, a local workspace, and a small app behind it that each test configures."""

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
from playwright.async_api import async_playwright, expect

import local_slack

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from playwright.async_api import (
        Browser,
        ConsoleMessage,
        Page,
        ViewportSize,
    )

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
SECONDS = 15  # that anything may take on a slow machine
MANIFEST = Path(__file__).with_name("manifest.yml")
CHANNEL = "C0HIRING"
WINDOW: ViewportSize = {"width": 1280, "height": 800}

expect.set_options(timeout=SECONDS * 1000)


class App:
    """An app with a table of handlers by command, action_id or callback_id."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self.session = session
        self.handlers: dict[str, Handler] = {}
        self.received: list[JSON] = []
        self.arrival = asyncio.Condition()
        self.api_url = ""
        self.token = ""

    def set_answer(self, name: str, answer: JSON | None = None) -> None:
        """Give `name` a fixed answer."""

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

    async def wait_for(self, name: str) -> JSON:
        """The latest payload of this command, action_id or callback_id, once there is one."""
        async with self.arrival, asyncio.timeout(SECONDS):
            await self.arrival.wait_for(lambda: name in map(_name, self.received))
            return next(each for each in reversed(self.received) if _name(each) == name)

    async def receive(self, request: web.Request) -> web.Response:
        """Handle a request from the workspace."""
        if request.content_type == "application/json":
            payload = (await request.json())["event"]
        else:
            form = {key: str(value) for key, value in (await request.post()).items()}
            payload = json.loads(form["payload"]) if "payload" in form else form
        async with self.arrival:
            self.received.append(payload)
            self.arrival.notify_all()
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
    if payload["type"] == "block_suggestion":
        return str(payload["action_id"])
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


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def workspace() -> AsyncIterator[tuple[str, App]]:
    """One workspace and one app for all tests: its address and the app."""
    async with aiohttp.ClientSession() as session:
        app = App(session)
        async with _serving(app) as bot_url:
            settings = local_slack.AppSettings(MANIFEST, url=bot_url)
            async with local_slack.serve(local_slack.Settings((settings,))) as slack:
                app.api_url, app.token = slack.api_url, settings.bot_token
                yield slack.url, app


@pytest_asyncio.fixture(loop_scope="session")
async def app(workspace: tuple[str, App]) -> App:
    """The app without any handlers, in a new workspace."""
    url, app = workspace
    app.handlers.clear()
    app.received.clear()
    async with app.session.post(f"{url}/-/reset") as response:
        assert response.ok
    return app


class Windows:
    """Windows of one browser, which later tests use again.

    Each has its own profile, since a hidden tab hardly draws. `errors` holds what pages report.
    """

    def __init__(self, browser: Browser, url: str) -> None:
        self.browser = browser
        self.url = url
        self.free: list[Page] = []
        self.used: list[Page] = []
        self.errors: list[str] = []

    async def new(self) -> Page:
        """An empty window."""
        page = await self.browser.new_page(
            viewport=WINDOW, locale="en-GB", timezone_id="Asia/Jerusalem"
        )
        page.set_default_timeout(SECONDS * 1000)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._record_error)
        return page

    def _record_error(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    async def open(self, person: str = "U0MAYA", channel: str = CHANNEL) -> Page:
        """A window that shows the workspace to a person, in a channel."""
        page = self.free.pop() if self.free else await self.new()
        self.used.append(page)
        await page.goto(f"{self.url}/#/{person}/{channel}")
        await page.get_by_role("heading", level=1).wait_for()  # drawn once it knows what to show
        return page

    async def put_back(self) -> None:
        """Reset the windows for the next test. An error that a page reported fails this one."""
        for page in self.used:
            await page.unroute_all()
            await page.goto("about:blank")
            await page.set_viewport_size(WINDOW)
        self.free, self.used = [*self.free, *self.used], []
        errors, self.errors = self.errors, []
        assert not errors


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def windows(browser: Browser, workspace: tuple[str, App]) -> AsyncIterator[Windows]:
    opened = Windows(browser, workspace[0])
    yield opened
    for page in opened.free:
        await page.close()


@pytest_asyncio.fixture(loop_scope="session")
async def window(
    windows: Windows,
    app: App,  # noqa: ARG001 - the workspace is reset before a window shows it
) -> AsyncIterator[Callable[..., Awaitable[Page]]]:
    """Opens the workspace in a window, by default as Maya in the hiring channel."""
    yield windows.open
    await windows.put_back()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def canvas(windows: Windows) -> AsyncIterator[Page]:
    """A page to draw blocks on, without the workspace. Tests share it."""
    page = await windows.new()
    nothing = {"body": "", "content_type": "text/javascript"}
    await page.route("**/static/main.js", lambda route: route.fulfill(**nothing))
    await page.goto(windows.url)
    yield page
    await page.close()
    await windows.put_back()
