"""Developers see what the workspace and the app said to each other, and why something failed."""

from __future__ import annotations

import ast
import asyncio
import dataclasses
import json
import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import local_slack
from local_slack.client import RefusedError, Workspace
from local_slack.delivery import NO_ADDRESS
from local_slack.refusal_reasons import REASONS
from local_slack.refusals import find_part
from tests.local_slack.conftest import MANIFEST
from tests.local_slack.stub import actions, button, modal, section, text_input
from tests.local_slack.test_command import read_introduction
from tests.local_slack.test_socket_mode import connected

if TYPE_CHECKING:
    from local_slack.client import Person
    from local_slack.slack import Slack
    from tests.local_slack.stub import Bot

JSON = dict[str, Any]
TOO_LONG, LONGEST = "x" * 3001, "must be less than 3001 characters"
ON_THE_TERMINAL = [
    f"Not delivered: command /salary. {NO_ADDRESS}",
    f"Refused chat.postMessage: invalid_blocks at /blocks/0/text/text. {LONGEST}",
]


async def listed(workspace: Workspace, **query: str) -> list[JSON]:
    exchanges: list[JSON] = (await workspace.get("/-/traffic", **query))["exchanges"]
    return exchanges


async def test_both_directions_are_listed_in_the_order_in_which_they_began(
    slack: Slack, bot: Bot, workspace: Workspace, maya: Person
) -> None:
    async def salary(_: JSON) -> JSON:
        await bot.call("chat.postMessage", channel="C0GENERAL", text="Looking")
        return {"text": "About 180k"}

    bot.on["/salary"] = salary
    await maya.say("#general", "/salary london")
    command, call = await listed(workspace)
    assert [command["direction"], call["direction"]] == ["to_app", "from_app"]
    assert command["summary"].startswith("/salary london by Maya in #general → 200 in ")
    assert call["summary"].startswith("chat.postMessage in #general → 200 in ")
    assert command["request"]["text"] == "london"
    assert command["answer"] == {"text": "About 180k"}
    assert call["answer"]["message"]["text"] == "Looking"
    assert [command["app"], call["app"]] == [slack.app.id, slack.app.id]
    assert [command["ok"], call["ok"]] == [True, True]
    assert 0 <= call["milliseconds"] <= command["milliseconds"]
    assert abs(command["time"] - command["started"]) < 1


async def test_an_exchange_says_which_message_came_of_it(
    bot: Bot, workspace: Workspace, maya: Person
) -> None:
    bot.on["/salary"] = {"text": "Private"}
    await maya.say("#general", "/salary")
    answer = (await maya.sees("#general"))[-1]
    [command] = await listed(workspace)
    assert command["messages"] == [{"channel": "C0GENERAL", "ts": answer["ts"]}]
    await bot.respond(bot.received[0]["response_url"], text="Later")
    later = (await maya.sees("#general"))[-1]
    posted = (await bot.call("chat.postMessage", channel="C0GENERAL", text="Hi"))["ts"]
    [_, response, call] = await listed(workspace)
    assert response["messages"] == [{"channel": "C0GENERAL", "ts": later["ts"]}]
    assert call["messages"] == [{"channel": "C0GENERAL", "ts": posted}]


async def test_each_kind_of_delivery_is_named_for_what_people_did(
    bot: Bot, workspace: Workspace, maya: Person
) -> None:
    async def ask(payload: JSON) -> None:
        form = modal("form", text_input("Why", "why"), notify_on_close=True)
        await bot.call("views.open", trigger_id=payload["trigger_id"], view=form)

    bot.on["ask"] = ask
    await bot.call("chat.postMessage", channel="C0GENERAL", blocks=[actions(button("Go", "go"))])
    await maya.press((await maya.sees("#general"))[-1], "Go")
    await maya.shortcut("ask")
    form = await maya.modal()
    assert form
    await maya.fill(form, {"Why": "Because"})
    await maya.submit(form)
    await maya.shortcut("ask")
    again = await maya.modal()
    assert again
    await maya.close(again)
    await maya.does("open_home", "DM")
    names = [(e["kind"], e["name"]) for e in await listed(workspace) if e["direction"] == "to_app"]
    assert names == [
        ("click", "go"),
        ("shortcut", "ask"),
        ("submission", "form"),
        ("shortcut", "ask"),
        ("closing", "form"),
        ("event", "app_home_opened"),
    ]


async def test_a_refused_call_shows_where_and_why_also_in_blocks_that_came_as_text(
    bot: Bot, workspace: Workspace
) -> None:
    blocks = [section("Fine"), section(TOO_LONG)]
    await bot.call("chat.postMessage", channel="C0GENERAL", blocks=json.dumps(blocks))
    [call] = await listed(workspace)
    assert (call["ok"], call["error"], call["refused"]) == (False, "invalid_blocks", "request")
    [problem] = call["problems"]
    assert problem["pointer"] == "/blocks/1/text/text"
    assert problem["message"] == LONGEST
    assert find_part(call["request"], problem["pointer"]) == TOO_LONG


@pytest.mark.parametrize(
    ("method", "arguments", "problem"),
    [
        (
            "chat.postMessage",
            {"channel": "C0LEADERS", "text": "Hi"},
            ("/channel", REASONS["channel_not_found"][1]),
        ),
        ("chat.postMessage", {"channel": "C0GENERAL"}, ("", REASONS["no_text"][1])),
        (
            "views.open",
            {"trigger_id": "1.2", "view": {}},
            ("/trigger_id", REASONS["invalid_trigger_id"][1]),
        ),
        ("chat.update", {"channel": "C0GENERAL"}, ("", "missing required field: ts")),
        (
            "conversations.members",
            {"channel": "C0GENERAL"},
            ("", f"{REASONS['missing_scope'][1]} It needs channels:read."),
        ),
        (
            "blocks.validate",
            {"blocks": [section(TOO_LONG)]},
            ("/blocks/0/text/text", LONGEST),
        ),
    ],
)
async def test_where_slack_gives_a_code_only_the_argument_and_a_sentence_are_added(
    bot: Bot, workspace: Workspace, method: str, arguments: JSON, problem: tuple[str, str]
) -> None:
    await bot.call(method, **arguments)
    first = (await listed(workspace))[-1]["problems"][0]
    assert (first["pointer"], first["message"]) == problem


async def test_an_answer_that_slack_refuses_is_pointed_into(
    bot: Bot, workspace: Workspace, maya: Person
) -> None:
    bot.on["/salary"] = {"blocks": [section("")]}
    await maya.say("#general", "/salary")
    [command] = await listed(workspace)
    assert (command["error"], command["refused"]) == ("invalid_blocks", "answer")
    [problem] = command["problems"]
    assert problem["pointer"] == "/blocks/0/text/text"
    assert find_part(command["answer"], problem["pointer"]) == ""
    [call] = await workspace.calls("command")
    assert call["error"] == "invalid_blocks"


async def test_an_answer_to_a_modal_that_slack_refuses_is_pointed_into(
    bot: Bot, workspace: Workspace, maya: Person
) -> None:
    async def ask(payload: JSON) -> None:
        await bot.call("views.open", trigger_id=payload["trigger_id"], view=modal("form"))

    bot.on |= {"ask": ask, "form": {"response_action": "update", "view": {"type": "modal"}}}
    await maya.shortcut("ask")
    await maya.shortcut("ask")
    assert (await listed(workspace))[1]["problems"]  # a modal without blocks is refused
    bot.on["ask"] = lambda payload: bot.call(
        "views.open", trigger_id=payload["trigger_id"], view=modal("form", section("Sure?"))
    )
    await maya.shortcut("ask")
    form = await maya.modal()
    assert form
    with pytest.raises(RefusedError):
        await maya.submit(form)
    submission = (await listed(workspace))[-1]
    assert (submission["error"], submission["refused"]) == ("invalid_arguments", "answer")
    assert {problem["pointer"] for problem in submission["problems"]} == {"/view"}


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (404, "answers 404 at http://127.0.0.1:"),
        (401, "it refuses the signature"),
        (500, "The app answered 500. What it printed itself may say why."),
    ],
)
async def test_a_delivery_says_what_the_status_of_the_answer_means(
    bot: Bot, workspace: Workspace, maya: Person, status: int, reason: str
) -> None:
    bot.on["/salary"] = status
    await maya.say("#general", "/salary")
    [command] = await listed(workspace)
    assert (command["status"], command["error"]) == (status, "http_service_error")
    assert reason in command["reason"]


async def test_a_delivery_says_where_nothing_listens(
    slack: Slack, workspace: Workspace, maya: Person, unused_tcp_port: int
) -> None:
    await maya.say("#general", "/salary")
    slack.app.delivery.url = f"http://127.0.0.1:{unused_tcp_port}/slack/events"
    await maya.say("#general", "/salary")
    without_address, refused = await listed(workspace)
    assert without_address["reason"].startswith("No app is connected.")
    address = slack.app.delivery.url
    assert (
        refused["reason"] == f"Nothing that speaks HTTP answers at {address}: start the app there."
    )


async def test_a_delivery_without_an_answer_in_time_says_so(settings: local_slack.Settings) -> None:
    impatient = dataclasses.replace(settings, ack_seconds=0.05)
    silent = socket.create_server(("127.0.0.1", 0))
    async with local_slack.serve(impatient) as slack, Workspace(slack.url) as workspace:
        port = silent.getsockname()[1]
        slack.app.delivery.url = f"http://127.0.0.1:{port}/slack/events"
        await workspace.person("maya").say("#general", "/salary")
        [command] = await listed(workspace)
        assert command["error"] == "operation_timeout"
        assert (
            command["reason"]
            == f"The app did not answer within 0.05 s at {slack.app.delivery.url}. Does it have a "
            "listener for the command /salary, and does that call ack() at once?"
        )
    silent.close()


async def test_an_exchange_is_listed_while_its_answer_is_awaited_and_again_with_it(
    bot: Bot, workspace: Workspace, maya: Person
) -> None:
    seen: list[JSON] = []

    async def salary(_: JSON) -> JSON:
        seen.append(await workspace.get("/-/traffic"))
        return {"text": "Done"}

    bot.on["/salary"] = salary
    await maya.say("#general", "/salary")
    [command] = seen[0]["exchanges"]
    assert (command["ok"], command["milliseconds"]) == (None, None)
    [command] = await listed(workspace, after=str(seen[0]["revision"]))
    assert (command["ok"], command["answer"]) == (True, {"text": "Done"})
    now = (await workspace.get("/-/traffic"))["revision"]
    assert await listed(workspace, after=str(now)) == []


async def test_a_repeated_event_counts_its_retries(
    bot: Bot, workspace: Workspace, maya: Person
) -> None:
    bot.on["app_home_opened"] = 500
    await maya.does("open_home", "DM")
    async with asyncio.timeout(5):
        while len(exchanges := await listed(workspace)) < 2:
            pass
    first, second = exchanges
    assert (first["retry"], second["retry"]) == (0, 1)
    assert "(retry 1)" in second["summary"]
    assert first["request"]["event_id"] == second["request"]["event_id"]


async def test_over_socket_mode_the_envelope_and_its_ack_are_recorded(
    slack: Slack, workspace: Workspace, maya: Person
) -> None:
    async with connected(slack, lambda _: {"text": "By socket"}) as got:
        await maya.say("#general", "/salary")
    exchanges = await listed(workspace)
    assert [(e["kind"], e["name"]) for e in exchanges] == [
        ("call", "apps.connections.open"),
        ("websocket", "link"),
        ("command", "/salary"),
    ]
    assert exchanges[-1]["envelope_id"] == got[0].envelope_id
    assert exchanges[-1]["answer"] == {"text": "By socket"}
    assert "→ acknowledged in" in exchanges[-1]["summary"]


async def test_tokens_and_secrets_are_in_no_list(
    slack: Slack, bot: Bot, workspace: Workspace, maya: Person
) -> None:
    secrets = slack.app.settings.secrets()
    assert len(secrets) == 3
    async with connected(slack, lambda _: None):
        await maya.say("#general", "/salary")
    await bot.call("api.test", token="xoxb-another-1", text=f"My token is {secrets[0]}")
    await bot.call("auth.test", token="xoxp-of-somebody")
    await bot.call("oauth.v2.access", client_id="1", client_secret="hush", code="2")
    form = {"token": secrets[0], "channel": "C0GENERAL", "text": "Hi"}
    async with bot.session.post(f"{slack.api_url}chat.postMessage", data=form) as response:
        assert (await response.json())["ok"]
    shown = json.dumps(await listed(workspace))
    for secret in (*secrets, "xoxb-another-1", "xoxp-of-somebody", "hush"):
        assert secret not in shown
    assert "ticket=(removed)" in shown


async def test_an_upload_and_what_is_no_json_are_recorded_without_their_bytes(
    slack: Slack, bot: Bot, workspace: Workspace
) -> None:
    ticket = await bot.call("files.getUploadURLExternal", filename="cv.txt", length=2)
    async with bot.session.post(ticket["upload_url"], data=b"Hi") as response:
        assert response.ok
    headers = {"Content-Type": "application/json"}
    url = f"{slack.api_url}auth.test"
    async with bot.session.post(url, data="{", headers=headers) as response:
        assert not (await response.json())["ok"]
    upload, broken = (await listed(workspace))[1:]
    assert (upload["kind"], upload["status"]) == ("upload", 200)
    assert broken["problems"] == [{"pointer": "", "message": "The body is not JSON."}]


async def test_a_window_is_told_of_traffic_if_it_wants_to_be(
    bot: Bot, workspace: Workspace, maya: Person
) -> None:
    query = {"as": maya.id, "traffic": ""}
    async with workspace.session.get("/-/events", params=query) as events:
        await bot.call("chat.sing")
        async with asyncio.timeout(5):
            while (line := (await events.content.readline()).decode()) != "event: traffic\n":
                assert line
            told = json.loads((await events.content.readline()).decode().removeprefix("data: "))
            while told["refused"] == 0:
                line = (await events.content.readline()).decode()
                if '"refused"' in line:
                    told = json.loads(line.removeprefix("data: "))
    assert told == {"revision": told["revision"], "refused": 1, "faults": 0}


async def test_traffic_can_be_cleared_and_goes_with_a_reset(bot: Bot, workspace: Workspace) -> None:
    await bot.call("auth.test")
    async with workspace.session.delete("/-/traffic") as response:
        assert response.ok
    assert await listed(workspace) == []
    await bot.call("auth.test")
    [call] = await listed(workspace)
    assert call["number"] == 2  # a number is given once
    await workspace.reset()
    assert await listed(workspace) == []


async def test_a_revision_is_a_number(workspace: Workspace) -> None:
    with pytest.raises(RefusedError, match="after is a revision"):
        await workspace.get("/-/traffic", after="soon")


async def test_the_terminal_names_what_was_refused_and_what_failed_unless_it_is_quiet() -> None:
    loud, quiet = await asyncio.gather(see_terminal(), see_terminal("--quiet"))
    assert loud == ON_THE_TERMINAL
    assert quiet == []


async def see_terminal(*options: str) -> list[str]:
    """What a process prints after a command that nobody answers and a call that is refused."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "local_slack", "--port", "0", "--manifest", str(MANIFEST)),
        *options,
        env={**os.environ, "LOCAL_SLACK_BOT_TOKEN": "xoxb-local-workspace"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    introduction = await read_introduction(process)
    async with Workspace(introduction.split("\n", 1)[0].split()[-1]) as workspace:
        await workspace.person("maya").say("#general", "/salary of Ann")
        blocks = json.dumps([section(TOO_LONG)])
        call = {"token": "xoxb-local-workspace", "channel": "C0GENERAL", "blocks": blocks}
        async with workspace.session.post("/api/chat.postMessage", data=call) as response:
            assert not (await response.json())["ok"]
    process.terminate()
    _, printed = await process.communicate()
    return printed.decode().splitlines()


def test_every_code_of_a_refusal_has_a_reason_and_each_is_a_sentence() -> None:
    """A refusal may bring its own sentences instead."""
    sources = [file.read_text() for file in Path(local_slack.__file__).parent.rglob("*.py")]
    refusals = [
        call
        for source in sources
        for call in ast.walk(ast.parse(source))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "SlackError"
    ]
    codes = {
        constant.value
        for refusal in refusals
        for argument in ([] if refusal.keywords else refusal.args)
        for constant in ast.walk(argument)
        if isinstance(constant, ast.Constant) and isinstance(constant.value, str)
    }
    assert len(codes) > 50
    assert sorted(codes - REASONS.keys()) == []
    assert [code for code, (_, sentence) in REASONS.items() if not sentence.endswith(".")] == []


@pytest.mark.parametrize(
    ("pointer", "part"),
    [("/a/0/b", 1), ("/a/1", None), ("/a/x", None), ("/c~1d", 2), ("/e~0f", 3), ("/g", None)],
)
def test_a_pointer_leads_to_a_part_or_nowhere(pointer: str, part: object) -> None:
    assert find_part({"a": [{"b": 1}], "c/d": 2, "e~f": 3}, pointer) == part
