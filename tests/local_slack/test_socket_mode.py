"""Slack's own Socket Mode clients work against the workspace."""

from __future__ import annotations

import asyncio
import dataclasses
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from local_slack.client import RefusedError
from tests.local_slack.stub import actions, button

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from slack_bolt.context.ack.async_ack import AsyncAck
    from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
    from slack_sdk.socket_mode.request import SocketModeRequest

    from local_slack.client import Person, Workspace
    from local_slack.slack import Slack

JSON = dict[str, Any]


@asynccontextmanager
async def connected(
    slack: Slack, answer: Callable[[SocketModeRequest], JSON | None]
) -> AsyncIterator[list[SocketModeRequest]]:
    """A Socket Mode client that acknowledges with what `answer` returns."""
    got: list[SocketModeRequest] = []

    async def listen(client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        got.append(request)
        payload = answer(request)
        await client.send_socket_mode_response(SocketModeResponse(request.envelope_id, payload))

    web_client = AsyncWebClient(slack.app.settings.bot_token, slack.api_url)
    client = SocketModeClient("xapp-local", web_client=web_client)
    client.socket_mode_request_listeners.append(listen)
    await client.connect()  # type: ignore[no-untyped-call]  # slack_sdk leaves it so
    try:
        yield got
    finally:
        await client.close()  # type: ignore[no-untyped-call]  # the SDK has no type here


async def until(condition: Callable[[], bool]) -> None:
    """Let other tasks run until a condition holds; fails after five seconds."""
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110 - the server's tasks have no event to wait for
            await asyncio.sleep(0)


async def test_a_command_is_answered_in_the_ack(slack: Slack, maya: Person) -> None:
    async with connected(slack, lambda _: {"text": "£140k"}) as got:
        await maya.say("#hiring-ai-lead", "/salary london")
        assert (await maya.sees("#hiring-ai-lead"))[-1]["text"] == "£140k"
    [request] = got
    assert (request.type, request.accepts_response_payload) == ("slash_commands", True)
    assert request.payload["channel_name"] == "privategroup"


async def test_clicks_and_events_have_their_own_kinds_of_envelope(
    slack: Slack, maya: Person
) -> None:
    async with connected(slack, lambda _: None) as got:
        blocks = [actions(button("Share", "share"))]
        web_client = AsyncWebClient(slack.app.settings.bot_token, slack.api_url)
        await web_client.chat_postMessage(channel="C0HIRING", text="Share?", blocks=blocks)
        await maya.press((await maya.sees("#hiring-ai-lead"))[-1], "Share")
        await maya.say("DM", "Hello")
    assert [request.type for request in got] == ["interactive", "events_api"]
    assert got[1].accepts_response_payload is False
    assert got[1].retry_attempt == 0


async def test_no_ack_in_time_is_a_timeout(slack: Slack, maya: Person) -> None:
    def wrong(request: SocketModeRequest) -> None:
        request.envelope_id = "another"

    slack.settings = dataclasses.replace(slack.settings, ack_seconds=0.1)
    async with connected(slack, wrong):
        assert (await maya.say("#general", "/salary"))["failed"] == "operation_timeout"


async def test_without_a_socket_payloads_go_by_http(slack: Slack, maya: Person) -> None:
    async with connected(slack, lambda _: {"text": "a"}):
        pass
    await until(lambda: not slack.app.sockets.connected)
    assert (await maya.say("#general", "/salary"))["failed"] == "dispatch_failed"


async def raw_socket(slack: Slack, session: aiohttp.ClientSession) -> Any:  # noqa: ANN401 - aiohttp's socket
    client = AsyncWebClient(slack.app.settings.bot_token, slack.api_url)
    opened = await client.apps_connections_open(app_token="xapp-local")
    return await session.ws_connect(opened["url"])


async def test_hello_counts_connections_and_payloads_take_turns(slack: Slack, maya: Person) -> None:
    async with aiohttp.ClientSession() as session:
        sockets = [await raw_socket(slack, session) for _ in range(2)]
        hellos = [await socket.receive_json() for socket in sockets]
        assert [hello["num_connections"] for hello in hellos] == [1, 2]
        for socket in sockets:
            said = asyncio.create_task(maya.say("#general", "/salary"))
            envelope = await socket.receive_json(timeout=5)
            await socket.send_json({"envelope_id": envelope["envelope_id"]})
            assert "failed" not in await said


async def test_a_ticket_opens_one_connection_and_there_are_ten_at_most(slack: Slack) -> None:
    client = AsyncWebClient(slack.app.settings.bot_token, slack.api_url)
    url = (await client.apps_connections_open(app_token="xapp-local"))["url"]
    async with aiohttp.ClientSession() as session:
        sockets = [await session.ws_connect(url)]
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(url)
        sockets += [await raw_socket(slack, session) for _ in range(9)]
        refused = await (await raw_socket(slack, session)).receive_json()
        assert refused["reason"] == "too_many_websockets"
        assert not any(socket.closed for socket in sockets)


async def test_a_client_that_is_told_to_refresh_connects_again(
    slack: Slack, maya: Person, workspace: Workspace
) -> None:
    async with connected(slack, lambda _: {"text": "Still here"}):
        await workspace.socket("refresh_requested", seconds=0)
        sockets = slack.app.sockets
        await until(lambda: sockets.state()["opened"] == 2 and sockets.connected)
        await maya.say("#general", "/salary")
        assert (await maya.sees("#general"))[-1]["text"] == "Still here"


async def test_a_warning_leaves_the_connection_open(slack: Slack, workspace: Workspace) -> None:
    async with aiohttp.ClientSession() as session:
        socket = await raw_socket(slack, session)
        await socket.receive_json()
        await workspace.socket("warning")
        assert (await socket.receive_json())["reason"] == "warning"
        assert slack.app.sockets.connected


async def test_a_refreshed_connection_brings_payloads_until_it_is_closed(
    slack: Slack, maya: Person, workspace: Workspace
) -> None:
    async with aiohttp.ClientSession() as session:
        socket = await raw_socket(slack, session)
        await socket.receive_json()
        await workspace.socket("refresh_requested", seconds=1)
        assert (await socket.receive_json())["reason"] == "refresh_requested"
        said = asyncio.create_task(maya.say("#general", "/salary"))
        envelope = await socket.receive_json(timeout=5)
        await until(lambda: not slack.app.sockets.connected)
        await socket.send_json({"envelope_id": envelope["envelope_id"]})
        assert "failed" not in await said
        assert (await socket.receive(timeout=5)).type is aiohttp.WSMsgType.CLOSE


async def test_only_the_warned_connection_is_refreshed(slack: Slack, workspace: Workspace) -> None:
    async with aiohttp.ClientSession() as session:
        warned = await raw_socket(slack, session)
        await warned.receive_json()
        await workspace.socket("refresh_requested", notice=0.01, seconds=0)
        another = await raw_socket(slack, session)
        await another.receive_json()
        frames = [await warned.receive_json(timeout=5) for _ in range(2)]
        assert [frame["reason"] for frame in frames] == ["warning", "refresh_requested"]
        await until(lambda: slack.app.sockets.state()["open"] == 1)
        await workspace.socket("warning", count=1)
        third = await raw_socket(slack, session)
        await third.receive_json()
        await workspace.socket("refresh_requested", seconds=0)
        await until(lambda: slack.app.sockets.state()["open"] == 1)
        frames = [await another.receive_json(timeout=5) for _ in range(2)]
        assert [frame["reason"] for frame in frames] == ["warning", "refresh_requested"]
        assert not third.closed


async def test_a_half_open_connection_stays_open_and_answers_nothing(
    slack: Slack, maya: Person, workspace: Workspace
) -> None:
    slack.settings = dataclasses.replace(slack.settings, ack_seconds=0.05)
    async with aiohttp.ClientSession() as session:
        socket = await raw_socket(slack, session)
        await socket.receive_json()
        await workspace.socket("half_open")
        await socket.ping()
        assert (await maya.say("#general", "/salary"))["failed"] == "operation_timeout"
        with pytest.raises(TimeoutError):
            await socket.receive(timeout=0.01)
        state = await workspace.sockets()
        assert (state["open"], state["half_open"], state["unheard"]) == (1, 1, 1)
        await socket.close()
    await until(lambda: not slack.app.sockets.connected)
    assert len((await workspace.sockets())["noticed"]) == 1


async def test_a_dropped_connection_breaks(slack: Slack, workspace: Workspace) -> None:
    async with aiohttp.ClientSession() as session:
        sockets = [await raw_socket(slack, session) for _ in range(2)]
        for socket in sockets:
            await socket.receive_json()
        await workspace.socket("drop", count=1)
        assert (await sockets[0].receive(timeout=5)).type is aiohttp.WSMsgType.CLOSED
        assert (await workspace.sockets())["open"] == 1


async def test_an_ack_by_another_connection_is_ignored(slack: Slack, maya: Person) -> None:
    slack.settings = dataclasses.replace(slack.settings, ack_seconds=0.1)
    async with aiohttp.ClientSession() as session:
        first, second = [await raw_socket(slack, session) for _ in range(2)]
        for socket in (first, second):
            await socket.receive_json()
        said = asyncio.create_task(maya.say("#general", "/salary"))
        envelope = await first.receive_json(timeout=5)
        await second.send_json({"envelope_id": envelope["envelope_id"]})
        assert (await said)["failed"] == "operation_timeout"


async def test_opening_a_connection_can_be_made_to_fail(slack: Slack, workspace: Workspace) -> None:
    await workspace.fault("link", "server_error")
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await raw_socket(slack, session)
        assert (await (await raw_socket(slack, session)).receive_json())["type"] == "hello"


async def test_an_unknown_disturbance_of_websockets_is_refused(workspace: Workspace) -> None:
    with pytest.raises(RefusedError, match="do is one of"):
        await workspace.socket("unheard_of")


async def test_bolts_socket_mode_handler_answers(slack: Slack, maya: Person) -> None:
    client = AsyncWebClient(slack.app.settings.bot_token, slack.api_url)
    app = AsyncApp(client=client, process_before_response=True)

    async def salary(ack: AsyncAck) -> None:
        await ack("£140k")

    app.command("/salary")(salary)
    handler = AsyncSocketModeHandler(app, "xapp-local", web_client=client)
    connect: Callable[[], Awaitable[None]] = handler.connect_async
    await connect()
    try:
        await maya.say("#general", "/salary london")
        assert (await maya.sees("#general"))[-1]["text"] == "£140k"
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]  # the SDK has no type here
