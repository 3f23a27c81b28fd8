"""Socket Mode: the same app behind a firewall, over two connections of its own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio

from bot.slack.socket_mode import CONNECTIONS
from hiring.errors import HiringDeskError
from local_slack.client import words
from local_slack.socket_mode import create_envelope
from tests.desk import APP_TOKEN, event, own_database, run_desk, until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from hiring.guide.role import Guide
    from tests.desk import Running

pytestmark = pytest.mark.asyncio(loop_scope="module")

SETTINGS: dict[str, Any] = {"slack_app_token": APP_TOKEN}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def socket(guide: Guide, valkey_socket: Path) -> AsyncIterator[Running]:
    with own_database(valkey_socket, 3) as url:
        async with run_desk(guide, url, **SETTINGS) as started:
            started.slack.app.delivery.url = ""  # nothing goes by HTTP
            yield started


async def test_two_connections_stand(socket: Running) -> None:
    """With one, requests are lost whenever Slack refreshes it."""
    assert CONNECTIONS >= 2
    assert (await socket.workspace.sockets())["open"] == CONNECTIONS
    assert (await socket.get("/readyz")).status == 200


async def test_http_requests_for_slack_are_not_taken(socket: Running) -> None:
    assert (await socket.post(b"{}")).status == 404


async def test_a_conversation_goes_over_the_socket(socket: Running) -> None:
    """A command, a press, a modal with an error and then without: as over HTTP."""
    maya = socket.workspace.person("maya")
    await maya.say("#leadership", "/salary 190k sf")
    answer = (await maya.sees("#leadership"))[-1]
    assert "14%" in answer["text"]
    await maya.press(answer, "Check an offer")
    view = await maya.modal()
    assert view
    await maya.fill(view, {"Bonus, % of base or an amount": "lots"})
    still = await maya.submit(view)
    assert still
    assert list(still["errors"]) == ["bonus_percent"]
    await maya.fill(still, {"Bonus, % of base or an amount": "15"})
    reading = await maya.submit(still)
    assert reading
    assert "Base is below the range" in words(reading)
    await maya.close(reading, everything=True)


async def test_an_event_is_acknowledged(socket: Running) -> None:
    await socket.slack.app.delivery.send(
        "events_api", event("tokens_revoked", tokens={"oauth": []})
    )


async def test_a_payload_of_no_known_kind_is_logged_without_its_content(
    socket: Running, caplog: pytest.LogCaptureFixture
) -> None:
    payload = {"type": "unheard_of", "x": "what-was-typed"}
    sent = socket.slack.app.sockets.send(create_envelope("interactive", payload, 0))
    socket.slack.background.start(swallowed(sent))
    await until(lambda: caplog.messages)
    assert caplog.messages == ["refused a request: payload without type"]
    assert "what-was-typed" not in caplog.text


async def swallowed(sent: Any) -> None:  # noqa: ANN401 - a coroutine
    with pytest.raises(TimeoutError):
        await sent


async def test_a_connection_that_breaks_is_replaced(socket: Running) -> None:
    """The other one answers until it is back."""
    sam = socket.workspace.person("sam")
    opened = (await socket.workspace.sockets())["opened"]
    await socket.workspace.socket("drop", count=1)
    for typed in ("london", "sf", "tel aviv"):
        assert "failed" not in await sam.say("#general", f"/salary {typed}")
    await until(lambda: socket.slack.app.sockets.state()["opened"] > opened)
    await until(lambda: ready(socket))
    shown = (await socket.get("/metrics")).body.decode()
    assert f"hiring_desk_socket_connections {CONNECTIONS}.0" in shown
    assert 'hiring_desk_socket_reconnects_total{reason="closed"} 1.0' in shown


async def ready(desk: Running) -> bool:
    return (await desk.get("/readyz")).status == 200


async def test_a_token_that_slack_refuses_stops_the_start_with_a_sentence(
    guide: Guide, valkey_url: str
) -> None:
    with pytest.raises(HiringDeskError, match="SLACK_APP_TOKEN") as raised:
        async with run_desk(guide, valkey_url, slack_app_token="xapp-of-tests-wrong") as desk:
            await desk.get("/healthz")
    assert "xapp-of-tests" not in raised.value.sentence
    assert json.dumps(raised.value.sentence)
