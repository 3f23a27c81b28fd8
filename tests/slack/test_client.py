"""Calls to Slack: nothing is repeated blindly, and what came of them is never guessed."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest

import local_slack
from blocks.notices import build_notice, build_notice_view
from bot.metrics import STEP_SECONDS, Metrics
from bot.slack import client
from bot.slack.client import Slack, SlackRefusedError, SlackUnreachableError
from local_slack.client import Workspace
from tests.desk import BOT_TOKEN, ROOT
from tests.stand_in import serve_answers

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from local_slack.slack import Slack as Server

TENANT = "T0LOCAL"
MESSAGE = build_notice("Sample.")


async def token_of(_: str) -> str:
    return BOT_TOKEN


@asynccontextmanager
async def calling(url: str, metrics: Metrics | None = None) -> AsyncIterator[Slack]:
    async with client.open_session() as session:
        yield Slack(session, url, token_of, metrics or Metrics())


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    app = local_slack.AppSettings(ROOT / "manifest.yml", bot_token=BOT_TOKEN)
    settings = local_slack.Settings((app,))
    async with local_slack.serve(settings) as started:
        yield started


@pytest.fixture
async def workspace(server: Server) -> AsyncIterator[Workspace]:
    async with Workspace(server.url) as started:
        yield started


@pytest.fixture
async def slack(server: Server) -> AsyncIterator[Slack]:
    async with calling(server.api_url) as started:
        yield started


async def seen(workspace: Workspace) -> list[str]:
    return [message["text"] for message in await workspace.person("maya").sees("#general")]


async def test_a_post_arrives_and_returns_its_ts(workspace: Workspace, slack: Slack) -> None:
    ts = await slack.post_message(TENANT, "C0GENERAL", MESSAGE)
    (message,) = await workspace.person("maya").sees("#general")
    assert (message["ts"], message["text"]) == (ts, "Sample.")


@pytest.mark.parametrize("kind", ["drop_before", "drop_after", "server_error"])
async def test_a_post_without_an_answer_is_not_sent_again(
    kind: str, workspace: Workspace, slack: Slack
) -> None:
    """It may have arrived: the SDK's own retry would post it twice."""
    await workspace.fault("chat.postMessage", kind)
    with pytest.raises(SlackUnreachableError, match="can't tell"):
        await slack.post_message(TENANT, "C0GENERAL", MESSAGE)
    assert await seen(workspace) == (["Sample."] if kind == "drop_after" else [])
    assert len(await workspace.calls("chat.postMessage")) == 1


def response_url(server: Server) -> str:
    """The response_url of a command that Maya has run."""
    users, channels = server.workspace.users, server.workspace.channels
    return server.app.create_response_url(users["U0MAYA"], channels["C0GENERAL"])


@pytest.mark.parametrize("kind", ["drop_before", "drop_after", "server_error"])
async def test_an_answer_by_response_url_is_not_sent_again(
    kind: str, server: Server, workspace: Workspace, slack: Slack
) -> None:
    url = response_url(server)
    await workspace.fault("response_url", kind)
    with pytest.raises(SlackUnreachableError):
        await slack.respond(url, MESSAGE)
    assert len(await workspace.calls("response_url")) == 1
    assert (await seen(workspace)).count("Sample.") == (kind == "drop_after")


async def test_an_answer_by_response_url_is_for_one_person_or_for_all(
    server: Server, workspace: Workspace, slack: Slack
) -> None:
    url = response_url(server)
    await slack.respond(url, MESSAGE)
    assert await workspace.person("sam").sees("#general") == []
    await slack.respond(url, MESSAGE, in_channel=True)
    assert len(await workspace.person("sam").sees("#general")) == 1


async def test_a_response_url_that_has_run_out_is_a_refusal(
    server: Server, workspace: Workspace, slack: Slack
) -> None:
    url = response_url(server)
    await workspace.advance(31 * 60)
    with pytest.raises(SlackRefusedError) as refused:
        await slack.respond(url, MESSAGE)
    assert refused.value.code == "expired_url"


async def test_too_many_calls_are_a_refusal(workspace: Workspace, slack: Slack) -> None:
    await workspace.fault("chat.postMessage", "ratelimited", seconds=30)
    with pytest.raises(SlackRefusedError) as refused:
        await slack.post_message(TENANT, "C0GENERAL", MESSAGE)
    assert refused.value.code == "ratelimited"
    assert await seen(workspace) == []


@pytest.mark.parametrize(
    ("method", "arguments", "code"),
    [
        ("chat.postMessage", {"channel": "C0LEADERS", "text": "x"}, "channel_not_found"),
        ("chat.postMessage", {"channel": "C0GENERAL"}, "no_text"),
        (
            "views.open",
            {"trigger_id": "1.2.3", "view": build_notice_view("x").payload},
            "invalid_trigger_id",
        ),
        ("conversations.history", {"channel": "C0GENERAL"}, "missing_scope"),
        ("no.such", {}, "unknown_method"),
    ],
)
async def test_a_refusal_holds_slacks_own_code_and_people_read_a_sentence_without_it(
    method: str, arguments: dict[str, Any], code: str, slack: Slack
) -> None:
    with pytest.raises(SlackRefusedError) as refused:
        await (await slack.get_client(TENANT)).api_call(method, json=arguments)
    assert refused.value.code == code
    assert code not in refused.value.sentence


async def test_a_wrong_token_is_a_refusal(slack: Slack) -> None:
    with pytest.raises(SlackRefusedError) as refused:
        await slack.find_identity("xoxb-other")
    assert refused.value.code == "invalid_auth"


async def test_identity_is_the_workspace_and_the_scopes(slack: Slack) -> None:
    name, scopes = await slack.find_identity(BOT_TOKEN)
    assert name == "Local workspace"
    assert {"commands", "chat:write"} <= scopes


UNSURE: dict[str, Any] = {
    "an error in the middle": {"ok": False, "error": "fatal_error"},
    "an internal error": {"ok": False, "error": "internal_error"},
    "a page of a proxy": (200, "<html>Please log in.</html>", "text/html"),
    "a page of a broken proxy": (502, "<html>Bad gateway</html>", "text/html"),
    "nothing": (200, "", "application/json"),
    "plain text": (200, "ok", "text/plain"),
    "no object": [1],
    "null": None,
    "an object of nothing known": {"status": "fine"},
    "a code of a broken server": (503, '{"ok": false, "error": "oops"}', "application/json"),
    "broken JSON": (200, '{"ok": tr', "application/json"),
    "broken JSON of a broken server": (500, '{"ok": tr', "application/json"),
}


@pytest.mark.parametrize("name", UNSURE)
async def test_an_answer_that_settles_nothing_is_no_refusal(name: str) -> None:
    """Slack: with fatal_error some of it may have happened."""
    async with (
        serve_answers({"chat.postMessage": UNSURE[name]}) as stand_in,
        calling(stand_in.url) as slack,
    ):
        with pytest.raises(SlackUnreachableError):
            await slack.post_message(TENANT, "C0GENERAL", MESSAGE)
        assert stand_in.calls == ["chat.postMessage"]


async def test_a_code_that_is_none_is_not_repeated() -> None:
    """What a stand-in or a proxy answers may be anything; only codes get into sentences."""
    odd = {"ok": False, "error": "<!channel> " * 50}
    async with serve_answers({"api.test": odd}) as stand_in, calling(stand_in.url) as slack:
        with pytest.raises(SlackRefusedError) as refused:
            await (await slack.get_client(TENANT)).api_test()
    assert refused.value.code == "unreadable"


async def test_nobody_listening_is_unreachable() -> None:
    async with serve_answers({}) as stand_in:
        pass
    async with calling(stand_in.url) as slack:
        with pytest.raises(SlackUnreachableError):
            await (await slack.get_client(TENANT)).auth_test()
        with pytest.raises(SlackUnreachableError):
            await slack.respond(stand_in.url, MESSAGE)


async def test_calls_are_counted_by_method_and_outcome(
    server: Server, workspace: Workspace
) -> None:
    now = 0.0
    metrics = Metrics(lambda: now)
    async with calling(server.api_url, metrics) as slack:
        await slack.post_message(TENANT, "C0GENERAL", MESSAGE)
        await workspace.fault("chat.postMessage", "drop_after")
        with pytest.raises(SlackUnreachableError):
            await slack.post_message(TENANT, "C0GENERAL", MESSAGE)
        with pytest.raises(SlackRefusedError):
            await slack.post_message(TENANT, "C0LEADERS", MESSAGE)
    now = STEP_SECONDS
    shown = metrics.write_exposition().decode()
    for method, outcome in (
        ("any", "ok"),
        ("chat.postMessage", "unknown"),
        ("chat.postMessage", "channel_not_found"),
    ):
        line = f'hiring_desk_slack_calls_total{{method="{method}",outcome="{outcome}"}} 1.0'
        assert line in shown
    assert "C0" not in shown
