"""An app that does not take something says little. Its developer is told what is missing."""

from __future__ import annotations

import asyncio
import dataclasses
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from slack_bolt import App
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_bolt.request import BoltRequest
from slack_sdk import WebClient
from slack_sdk.web.async_client import AsyncWebClient

import local_slack
from local_slack.client import RefusedError, Workspace
from tests.local_slack.stub import actions, button, modal, section
from tests.local_slack.test_socket_mode import connected

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from slack_bolt import Ack

    from local_slack.client import Person
    from local_slack.slack import Slack
    from tests.local_slack.stub import Bot

JSON = dict[str, Any]


async def read_reason(workspace: Workspace) -> str:
    """Why the latest failed delivery failed. An event is sent again at once, so more may follow."""
    reasons = [each["reason"] for each in (await workspace.get("/-/traffic"))["exchanges"]]
    latest: str = list(filter(None, reasons))[-1]
    return latest


@asynccontextmanager
async def serve_app(
    answer: Callable[[web.Request], Awaitable[web.Response]],
) -> AsyncIterator[str]:
    """An app that answers each request so; yields its address."""
    server = web.Application()
    server.router.add_post("/slack/events", answer)
    async with TestServer(server) as listening:
        yield str(listening.make_url("/slack/events"))


@pytest.fixture
async def without_listeners(slack: Slack, bot: Bot) -> AsyncIterator[Bot]:
    """An app of Bolt's without a listener; what `bot` calls is the app's own."""
    client = AsyncWebClient(slack.app.settings.bot_token, slack.api_url)
    app = AsyncApp(client=client, signing_secret=slack.app.settings.signing_secret)

    async def answer(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    async with serve_app(answer) as slack.app.delivery.url:
        yield bot


async def test_what_bolt_has_no_listener_for_is_named(
    without_listeners: Bot, workspace: Workspace, maya: Person
) -> None:
    """Bolt answers each with the same 404, from the right path."""
    missing = "The app has no listener for"
    await maya.say("#general", "/salary")
    assert await read_reason(workspace) == f"{missing} the command /salary."
    bot, blocks = without_listeners, [actions(button("Go", "go"))]
    await bot.call("chat.postMessage", channel="C0GENERAL", text="Go?", blocks=blocks)
    with pytest.raises(RefusedError):
        await maya.press((await maya.sees("#general"))[-1], "Go")
    assert await read_reason(workspace) == f"{missing} the action_id go."
    with pytest.raises(RefusedError):
        await maya.shortcut("ask")
    assert await read_reason(workspace) == f"{missing} the shortcut ask."
    await workspace.post("/-/act", {"as": maya.id, "do": "open_home"})
    assert await read_reason(workspace) == f"{missing} the event app_home_opened."


async def test_a_submission_that_nobody_takes_names_the_callback_id(
    bot: Bot, workspace: Workspace, maya: Person
) -> None:
    async def ask(payload: JSON) -> None:
        form = modal("form", section("Sure?"))
        await bot.call("views.open", trigger_id=payload["trigger_id"], view=form)

    bot.on |= {"ask": ask, "form": (404, {"error": "unhandled request"})}
    await maya.shortcut("ask")
    form = await maya.modal()
    assert form
    with pytest.raises(RefusedError):
        await maya.submit(form)
    reason = await read_reason(workspace)
    assert reason == "The app has no listener for the submission of the callback_id form."


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        ("unhandled request", "The app has no listener for the command /salary."),
        ("no handler found", "The app has no listener for the command /salary."),
        (
            "no next() calls in middleware",
            "A middleware of the app neither called next() nor answered.",
        ),
    ],
)
async def test_an_answer_of_bolts_casts_no_doubt_on_the_path(
    bot: Bot, workspace: Workspace, maya: Person, error: str, reason: str
) -> None:
    bot.on["/salary"] = (404, {"error": error})
    await maya.say("#general", "/salary")
    assert await read_reason(workspace) == reason


@pytest.mark.parametrize(
    ("path", "ending"),
    [
        ("/slack/events", "Is that your app?"),
        ("/events", "Is that your app? Is the path right? Bolt's own is /slack/events."),
    ],
)
async def test_another_server_at_the_apps_address_is_told_by_its_name(
    slack: Slack, workspace: Workspace, maya: Person, path: str, ending: str
) -> None:
    """The path is asked about only where it is not Bolt's own."""
    async with TestServer(web.Application()) as other:
        slack.app.delivery.url = address = str(other.make_url(path))
        await maya.say("#general", "/salary")
    reason = await read_reason(workspace)
    assert reason.startswith("Python/")
    assert "aiohttp" in reason
    assert reason.endswith(f" answers 404 at {address}. {ending}")


async def test_an_error_right_after_the_ack_does_not_lose_it(
    slack: Slack, workspace: Workspace, maya: Person
) -> None:
    """Bolt looks for the ack every 10 ms; Slack refuses no call so fast that it comes between."""
    client = WebClient(slack.app.settings.bot_token, slack.api_url)
    secret = slack.app.settings.signing_secret
    app = App(client=client, signing_secret=secret, token_verification_enabled=False)

    @app.command("/salary")
    def salary(ack: Ack) -> None:
        ack("Looking")
        client.chat_postMessage(channel="C0NOWHERE", text="Hi")

    async def answer(request: web.Request) -> web.Response:
        bolt_request = BoltRequest(body=await request.text(), headers=dict(request.headers))
        return await to_aiohttp_response(await asyncio.to_thread(app.dispatch, bolt_request))

    async with serve_app(answer) as slack.app.delivery.url:
        for _ in range(3):
            assert await maya.say("#general", "/salary") == {"ok": True}
    assert (await maya.sees("#general"))[-1]["text"] == "Looking"
    assert [call["error"] for call in await workspace.calls("chat.postMessage")] == [
        "channel_not_found"
    ] * 3


async def test_an_envelope_that_nobody_acknowledges_asks_for_its_listener(
    settings: local_slack.Settings,
) -> None:
    impatient = dataclasses.replace(settings, ack_seconds=0.05)
    async with local_slack.serve(impatient) as slack, Workspace(slack.url) as workspace:
        async with connected(slack, lambda _: None):
            await workspace.socket("half_open")
            await workspace.person("maya").say("#general", "/salary")
        reason = await read_reason(workspace)
    assert reason == (
        "The app did not answer within 0.05 s. Does it have a listener for the command /salary, "
        "and does that call ack() at once?"
    )
