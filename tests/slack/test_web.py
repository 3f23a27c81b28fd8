"""The routes beside Slack's own: whether it is alive, whether it is ready, and what it counts."""

from __future__ import annotations

import asyncio
import re
import signal
from typing import TYPE_CHECKING

import pytest

from bot.metrics import STEP_SECONDS
from bot.store.errors import StoreUnsafeError
from tests import raw_http
from tests.desk import command, run_desk
from tests.raw_http import form
from tests.valkey import lone_server

if TYPE_CHECKING:
    from hiring.guide.role import Guide
    from tests.desk import Running

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_healthz_says_that_it_is_alive(desk: Running) -> None:
    answer = await desk.get("/healthz")
    assert (answer.status, answer.body) == (200, b"ok\n")


async def test_readyz_says_that_store_and_slack_are_reached(desk: Running) -> None:
    answer = await desk.get("/readyz")
    assert (answer.status, answer.json["ready"], answer.json["problems"]) == (200, True, {})


async def test_readyz_says_what_the_store_may_lose_and_is_ready_where_that_is_allowed(
    desk: Running,
) -> None:
    durability = (await desk.get("/readyz")).json["durability"]
    assert durability["state"] == "unsafe"
    assert "set `appendonly yes`" in " ".join(durability["sentences"])
    metrics = (await desk.get("/metrics")).body.decode()
    assert 'hiring_desk_store_safe{check="append-only file"} 0.0' in metrics
    assert 'hiring_desk_store_safe{check="eviction"} 1.0' in metrics


async def test_a_store_that_may_lose_what_it_saved_stops_the_start(
    guide: Guide, valkey_url: str
) -> None:
    with pytest.raises(StoreUnsafeError) as refused:
        async with run_desk(guide, valkey_url, allow_unsafe_store=False):
            pass
    for named in ("appendonly yes", "appendfsync always", "ALLOW_UNSAFE_STORE"):
        assert named in refused.value.sentence


async def test_slack_is_asked_once_in_a_while_however_often_a_probe_asks(desk: Running) -> None:
    await desk.get("/readyz")
    before = len(await desk.workspace.calls("auth.test"))
    for _ in range(5):
        await desk.get("/readyz")
    assert len(await desk.workspace.calls("auth.test")) == before


@pytest.mark.parametrize("path", ["/", "/slack", "/slack/install", "/slack/oauth_redirect", "/-/x"])
async def test_there_is_nothing_else(path: str, desk: Running) -> None:
    """Installing is for many workspaces only."""
    assert (await desk.get(path)).status == 404


async def test_metrics_name_no_person_and_no_text(desk: Running) -> None:
    await desk.post(form(command("london what-somebody-typed")))
    await desk.workspace.person("maya").say("#general", "/salary london")
    await desk.advance(STEP_SECONDS)
    answer = await desk.get("/metrics")
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/plain")
    shown = answer.body.decode()
    for name in ("answer_seconds_bucket", "refused_requests", "slack_calls_total"):
        assert f"hiring_desk_{name}" in shown
    assert not re.search(r"\b[UCTD]0[A-Z0-9]+", shown)
    assert "what-somebody-typed" not in shown
    assert "london" not in shown
    assert "xoxb" not in shown


async def test_without_slack_it_is_not_ready(guide: Guide, valkey_url: str) -> None:
    async with run_desk(guide, valkey_url) as desk:
        await desk.workspace.fault("auth.test", "drop_before")
        answer = await desk.get("/readyz")
        assert answer.status == 503
        assert list(answer.json["problems"]) == ["slack"]
        assert (await desk.get("/healthz")).status == 200


async def test_a_token_that_slack_refuses_is_not_ready(guide: Guide, valkey_url: str) -> None:
    async with run_desk(guide, valkey_url, slack_bot_token="xoxb-other") as desk:
        answer = await desk.get("/readyz")
    assert answer.status == 503
    assert "invalid_auth" in answer.json["problems"]["slack"]
    assert "xoxb" not in answer.body.decode()


async def test_without_its_store_it_is_alive_not_ready_and_answers_what_it_can(
    guide: Guide,
) -> None:
    """`/salary` needs no store; what does says so, and nothing hangs."""
    with lone_server() as (path, process):
        async with run_desk(guide, f"unix://{path}") as desk:
            process.kill()
            process.wait()
            ready = await desk.get("/readyz")
            assert ready.status == 503
            assert list(ready.json["problems"]) == ["store"]
            assert (await desk.get("/healthz")).status == 200
            maya = desk.workspace.person("maya")
            await maya.say("#general", "/salary london")
            answer = (await maya.sees("#general"))[-1]
            assert "£130k–£180k" in answer["text"]
            await maya.press(answer, "Share in channel")
            await maya.until(
                lambda screen: (
                    "can't reach my storage" in screen["messages"]["C0GENERAL"][-1]["text"]
                )
            )


async def test_readyz_answers_in_time_whatever_hangs(guide: Guide) -> None:
    """Whoever probes waits some seconds, as a rule, and then thinks the worse of it."""
    with lone_server() as (path, process):
        async with run_desk(guide, f"unix://{path}") as desk:
            await desk.workspace.fault("auth.test", "delay", seconds=4)
            process.send_signal(signal.SIGSTOP)
            try:
                async with asyncio.timeout(2.5):
                    ready, counted = await asyncio.gather(desk.get("/readyz"), desk.get("/metrics"))
            finally:
                process.send_signal(signal.SIGCONT)
            assert ready.status == 503
            assert list(ready.json["problems"]) == ["store", "slack"]
            assert counted.status == 200


async def test_an_address_of_the_wrong_kind_is_refused_politely(desk: Running) -> None:
    assert (await raw_http.send(desk.port, "POST", "/healthz")).status == 405
