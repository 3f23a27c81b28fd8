"""Socket Mode without gaps: whatever Slack and the network do to connections."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pytest

import local_slack
from bot.metrics import Metrics
from bot.slack import client
from bot.slack.client import Slack, SlackError, SlackRefusedError, SlackUnreachableError
from bot.slack.edge import RequestRefusedError
from bot.slack.replies import ACKNOWLEDGED, Reply
from bot.slack.socket_mode import CONNECTIONS, DOWN, UNREACHABLE, SocketMode, Times
from hiring.errors import HiringDeskError
from local_slack.client import Workspace
from tests.desk import APP_TOKEN, BOT_TOKEN, ROOT, until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

QUICK = Times(silence=0.1, shortest=0.01, longest=0.05, refused=0.05, lingering=0.1)
SLOW = Times(silence=60, refused=60, shortest=60, longest=60)


@dataclass
class Desk:
    """A bot of nothing but Socket Mode, and the Slack that it is connected to."""

    slack: Any  # local_slack's server
    workspace: Workspace
    socket: SocketMode
    metrics: Metrics
    handled: list[dict[str, Any]] = field(default_factory=list)

    def reconnects(self, reason: str) -> float:
        labels = {"reason": reason}
        return (
            self.metrics.registry.get_sample_value("hiring_desk_socket_reconnects_total", labels)
            or 0
        )

    @property
    def state(self) -> dict[str, Any]:
        state: dict[str, Any] = self.slack.app.sockets.state()
        return state


async def at_once(_: dict[str, Any]) -> Reply:
    return Reply('{"text": "answered"}')


@asynccontextmanager
async def connected(
    times: Times = QUICK, answer: Callable[[dict[str, Any]], Awaitable[Reply]] = at_once
) -> AsyncIterator[Desk]:
    settings = local_slack.AppSettings(
        ROOT / "manifest.yml", bot_token=BOT_TOKEN, app_token=APP_TOKEN
    )
    async with (
        local_slack.serve(local_slack.Settings((settings,))) as slack,
        Workspace(slack.url) as workspace,
        client.open_session() as session,
    ):
        metrics = Metrics()
        web = Slack(session, slack.api_url, token_of, metrics)
        handled: list[dict[str, Any]] = []

        async def dispatch(body: dict[str, Any], _: Mapping[str, str]) -> Reply:
            handled.append(body)
            return await answer(body)

        socket = SocketMode(APP_TOKEN, web, session, dispatch, metrics, times=times)
        desk = Desk(slack, workspace, socket, metrics, handled)
        try:
            yield desk
        finally:
            await socket.close()


async def token_of(_: str) -> str:
    return BOT_TOKEN


async def send(desk: Desk, number: int = 0) -> dict[str, Any]:
    """Have Slack send a request. Raises UndeliveredError if it is not answered."""
    answer: dict[str, Any] = await desk.slack.app.delivery.send(
        "slash_commands", {"number": number}
    )
    return answer


async def test_refreshing_all_at_once_loses_nothing(caplog: pytest.LogCaptureFixture) -> None:
    """Slack gives notice, and ends the old connections when new ones stand; opening is slow."""
    async with connected(replace(QUICK, silence=60, lingering=60)) as desk:
        await desk.socket.connect()
        await desk.workspace.fault("apps.connections.open", "delay", times=100, seconds=0.03)
        await desk.workspace.fault("link", "delay", times=100, seconds=0.04)
        ended = asyncio.Event()

        async def stream() -> int:
            number = 0
            while not ended.is_set():
                number += 1
                assert await send(desk, number) == {"text": "answered"}
                await asyncio.sleep(0.001)
            return number

        streaming = asyncio.create_task(stream())
        for time in range(1, 4):
            await desk.workspace.socket("warning")
            await until(lambda: desk.state["opened"] == CONNECTIONS * (time + 1))  # noqa: B023
            await desk.workspace.socket("refresh_requested", seconds=0.02)
            await until(lambda: desk.state["open"] == CONNECTIONS)
        ended.set()
        sent = await streaming
        assert [body["number"] for body in desk.handled] == list(range(1, sent + 1))
        assert desk.reconnects("warning") == 3 * CONNECTIONS
        assert desk.reconnects("closed") == 0
    assert caplog.messages == [], "nothing was left over at the end"


async def test_what_is_in_flight_is_answered_by_the_connection_that_brought_it() -> None:
    answered = asyncio.Event()

    async def late(_: dict[str, Any]) -> Reply:
        await answered.wait()
        return ACKNOWLEDGED

    async with connected(answer=late) as desk:
        await desk.socket.connect()
        sending = asyncio.create_task(send(desk))
        await until(lambda: desk.handled)
        await desk.workspace.socket("refresh_requested", seconds=0)
        await until(lambda: desk.state["opened"] == 2 * CONNECTIONS)
        answered.set()
        assert await sending == {}


async def test_a_replaced_connection_that_slack_leaves_open_is_closed() -> None:
    async with connected() as desk:
        await desk.socket.connect()
        await desk.workspace.socket("warning", count=1)
        await until(lambda: desk.state["open"] == CONNECTIONS + 1)
        await until(lambda: desk.state["open"] == CONNECTIONS)
        assert desk.socket.find_problem() is None


async def test_a_half_open_connection_is_noticed_and_replaced() -> None:
    """It stands, but no pong comes: half the interval after the ping it is given up."""
    async with connected() as desk:
        await desk.socket.connect()
        await desk.workspace.socket("half_open")
        await until(lambda: len(desk.state["noticed"]) == CONNECTIONS)
        assert all(seconds < 10 * QUICK.silence for seconds in desk.state["noticed"])
        await until(lambda: desk.socket.find_problem() is None)
        assert desk.reconnects("silent") == CONNECTIONS
        assert await send(desk) == {"text": "answered"}


async def test_a_restart_of_slacks_side_is_survived(caplog: pytest.LogCaptureFixture) -> None:
    async with connected() as desk:
        await desk.socket.connect()
        for kind in ("server_error", "drop_before", "drop_after"):
            await desk.workspace.fault("apps.connections.open", kind, times=3)
        await desk.workspace.fault("link", "drop_before", times=2)
        await desk.workspace.fault("link", "server_error", times=2)
        await desk.workspace.socket("drop")
        await until(lambda: desk.state["open"] == CONNECTIONS)
        await until(lambda: desk.socket.find_problem() is None)
        assert await send(desk) == {"text": "answered"}
    assert f"Socket Mode: {UNREACHABLE}" in caplog.messages
    assert caplog.messages.count(f"Socket Mode: {UNREACHABLE}") < 4, "it was tried more often"


async def test_a_connection_that_ends_again_and_again_is_not_opened_in_a_rush() -> None:
    """The first one is replaced at once; from the second on there is a pause."""
    async with connected(SLOW) as desk:
        await desk.socket.connect()
        await desk.workspace.socket("drop")
        await until(lambda: desk.state["opened"] == 2 * CONNECTIONS)
        await until(lambda: desk.socket.find_problem() is None)
        await desk.workspace.socket("drop")
        await until(lambda: desk.socket.find_problem() == UNREACHABLE)
        assert desk.state["opened"] == 2 * CONNECTIONS


async def test_a_connection_without_slacks_hello_does_not_count() -> None:
    async with connected(replace(QUICK, opening=0.05)) as desk:
        await desk.workspace.fault("link", "delay", times=CONNECTIONS, seconds=0.5)
        await desk.socket.connect()
        assert desk.socket.find_problem() == UNREACHABLE
        await until(lambda: desk.socket.find_problem() is None)
        await desk.socket.close()
        assert desk.socket.find_problem() == DOWN, "what it was is over"


async def test_a_start_while_slack_is_away_goes_on_trying() -> None:
    async with connected() as desk:
        await desk.workspace.fault("apps.connections.open", "server_error", times=5)
        await desk.socket.connect()
        assert desk.socket.find_problem() == UNREACHABLE
        await until(lambda: desk.socket.find_problem() is None)


async def test_socket_mode_switched_off_is_said_and_asked_about_slowly(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with connected(SLOW) as desk:
        await desk.socket.connect()
        await desk.workspace.socket("link_disabled", seconds=0)
        await until(lambda: desk.state["open"] == 0)
        await until(lambda: "switched off" in str(desk.socket.find_problem()))
        assert desk.state["opened"] == CONNECTIONS, "it is asked again later"
    assert len(caplog.messages) == 1


async def test_socket_mode_switched_on_again_is_found_out() -> None:
    async with connected() as desk:
        await desk.socket.connect()
        await desk.workspace.socket("link_disabled", seconds=0)
        await until(lambda: desk.state["opened"] == 2 * CONNECTIONS)
        await until(lambda: desk.socket.find_problem() is None)


async def test_a_token_that_is_taken_back_is_said_once_and_asked_about_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with connected() as desk:
        await desk.socket.connect()
        good = desk.slack.app.settings
        refused = desk.metrics.calls.labels("apps.connections.open", "invalid_auth")
        for time in (1, 2):
            desk.slack.app.settings = replace(good, app_token="xapp-another")
            await desk.workspace.socket("drop")
            await until(lambda: refused._value.get() > 4 * time)  # noqa: B023 - waited for here
            assert "SLACK_APP_TOKEN (invalid_auth)" in str(desk.socket.find_problem())
            desk.slack.app.settings = good
            await until(lambda: desk.socket.find_problem() is None)
            said = [message for message in caplog.messages if "SLACK_APP_TOKEN" in message]
            assert len(said) == time
    assert "xapp" not in said[0].replace("(xapp-…)", "")


async def test_connections_go_through_the_proxy_that_other_calls_take(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    passed = bytearray()

    async def proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        onward, back = await asyncio.open_connection(*address)
        await asyncio.gather(piped(reader, back, passed), piped(onward, writer, bytearray()))

    async with connected() as desk, await asyncio.start_server(proxy, "127.0.0.1", 0) as server:
        host, port = server.sockets[0].getsockname()
        address = ("127.0.0.1", int(desk.slack.url.rsplit(":")[-1]))
        monkeypatch.setenv("http_proxy", f"http://{host}:{port}")
        monkeypatch.setenv("no_proxy", "")
        await desk.socket.connect()
        assert await send(desk) == {"text": "answered"}
        assert passed.count(f"GET {desk.slack.url}/link?".encode()) == CONNECTIONS
        await desk.socket.close()


async def piped(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, passed: bytearray
) -> None:
    while chunk := await reader.read(65536):
        passed += chunk
        writer.write(chunk)
    writer.close()


async def test_a_token_that_slack_refuses_stops_the_start() -> None:
    async with connected() as desk:
        desk.slack.app.settings = replace(desk.slack.app.settings, app_token="xapp-another")
        with pytest.raises(HiringDeskError, match="SLACK_APP_TOKEN"):
            await desk.socket.connect()


async def test_too_many_connections_are_said_and_tried_later() -> None:
    async with connected() as desk:
        desk.slack.app.sockets.limit = 1
        await desk.socket.connect()
        await until(lambda: "ten already" in str(desk.socket.find_problem()))
        assert await send(desk) == {"text": "answered"}
        desk.slack.app.sockets.limit = 10
        await until(lambda: desk.socket.find_problem() is None)


async def test_a_rate_limit_is_kept_to() -> None:
    async with connected() as desk:
        await desk.workspace.fault("apps.connections.open", "ratelimited", seconds=30)
        await desk.socket.connect()
        assert "asks to wait" in str(desk.socket.find_problem())
        assert desk.state["open"] == CONNECTIONS - 1


@pytest.mark.parametrize(
    ("problem", "failures", "least", "most"),
    [
        (SlackUnreachableError(), 1, 0.25, 0.5),
        (SlackUnreachableError(), 4, 2, 4),
        (SlackUnreachableError(), 10_000, 15, 30),
        (SlackRefusedError("too_many_websockets"), 1, 0.25, 0.5),
        (SlackRefusedError("ratelimited", 40), 1, 40.25, 40.5),
        (SlackRefusedError("invalid_auth"), 1, 30, 60),
        (SlackRefusedError("link_disabled"), 10_000, 30, 60),
    ],
)
async def test_how_long_a_problem_is_waited_for(
    problem: SlackError, failures: int, least: float, most: float
) -> None:
    """In seconds: what passes by itself from half a second on, what an operator mends a minute."""
    async with connected(Times()) as desk:
        assert least <= desk.socket._choose_pause(problem, failures) <= most


async def test_slacks_count_of_connections_is_a_metric() -> None:
    """More than ours where other processes run, or where Slack has not noticed a dead one."""
    async with connected() as desk:
        await desk.socket.connect()
        registry = desk.metrics.registry
        assert registry.get_sample_value("hiring_desk_socket_connections") == CONNECTIONS
        assert registry.get_sample_value("hiring_desk_socket_connections_at_slack") == CONNECTIONS
        await desk.socket.close()
        assert registry.get_sample_value("hiring_desk_socket_connections") == 0
        assert desk.socket.find_problem() == DOWN


async def test_a_stop_answers_what_is_in_flight_before_it_closes() -> None:
    answered = asyncio.Event()

    async def late(_: dict[str, Any]) -> Reply:
        await answered.wait()
        return ACKNOWLEDGED

    async with connected(answer=late) as desk:
        await desk.socket.connect()
        sending = [asyncio.create_task(send(desk, number)) for number in range(4)]
        await until(lambda: len(desk.handled) == 4)
        closing = asyncio.create_task(desk.socket.close())
        await asyncio.wait((closing,), timeout=0.1)
        assert not closing.done()
        answered.set()
        await closing
        assert await asyncio.gather(*sending) == [{}] * 4
        assert not [task for task in asyncio.all_tasks() if "Socket Mode" in task.get_name()]


async def test_an_answer_whose_connection_broke_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    answered = asyncio.Event()

    async def late(_: dict[str, Any]) -> Reply:
        await answered.wait()
        return ACKNOWLEDGED

    async with connected(answer=late) as desk:
        desk.slack.settings = replace(desk.slack.settings, ack_seconds=0.1)
        await desk.socket.connect()
        sending = asyncio.create_task(send(desk))
        await until(lambda: desk.handled)
        await desk.workspace.socket("drop")
        await until(lambda: desk.state["opened"] == 2 * CONNECTIONS)
        answered.set()
        with pytest.raises(Exception, match="operation_timeout"):
            await sending
        await until(lambda: caplog.messages)
    assert caplog.messages == ["an answer was too late: its Socket Mode connection had ended"]


@pytest.mark.parametrize("how", ["refused", "failed", "status"])
async def test_what_cannot_be_handled_is_not_acknowledged(how: str) -> None:
    """Slack then sends an event again, and tells a person that it did not work."""

    async def cannot(_: dict[str, Any]) -> Reply:
        if how == "refused":
            raise RequestRefusedError(400, "sample")
        if how == "failed":
            raise RuntimeError
        return Reply(status=500)

    async with connected(answer=cannot) as desk:
        desk.slack.settings = replace(desk.slack.settings, ack_seconds=0.05)
        await desk.socket.connect()
        with pytest.raises(Exception, match="operation_timeout"):
            await send(desk)
        assert desk.state["opened"] == CONNECTIONS


@pytest.mark.parametrize(
    "frame", ["no JSON", "[]", "{}", '{"type": "odd"}', '{"type": "interactive", "envelope_id": 1}']
)
async def test_an_unknown_frame_harms_nothing(frame: str) -> None:
    async with connected() as desk:
        await desk.socket.connect()
        for connection in desk.slack.app.sockets._connections:
            await connection.socket.send_str(frame)
        assert await send(desk) == {"text": "answered"}
        assert desk.state["opened"] == CONNECTIONS
