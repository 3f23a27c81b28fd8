"""What is refused says which argument it is about, and what that has to be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from local_slack.client import RefusedError
from tests.local_slack.stub import modal, section

if TYPE_CHECKING:
    from local_slack.client import Person, Workspace
    from local_slack.slack import Slack
    from tests.local_slack.stub import Bot

JSON = dict[str, Any]


async def read_problem(workspace: Workspace) -> tuple[str, str]:
    """Where the latest call is wrong, and why, as the developer panel shows it."""
    problem = (await workspace.get("/-/traffic"))["exchanges"][-1]["problems"][0]
    return problem["pointer"], problem["message"]


@pytest.mark.parametrize(
    ("method", "arguments", "pointer", "sentence"),
    [
        ("views.publish", {"user_id": "U0MAYA", "view": "home"}, "/view", "view is not JSON"),
        ("views.publish", {"user_id": "U0MAYA"}, "/view", ""),
        ("chat.postMessage", {"channel": "C0GENERAL", "blocks": "[{"}, "/blocks", "is not JSON"),
        (
            "chat.postMessage",
            {"channel": "C0GENERAL", "text": "Hi", "metadata": "post"},
            "/metadata",
            "metadata is not JSON",
        ),
        ("files.completeUploadExternal", {"files": "F1"}, "/files", "files is not JSON"),
        ("files.completeUploadExternal", {"files": {}}, "/files", "is not a list of files"),
        ("files.getUploadURLExternal", {"filename": "a"}, "/length", "length is a number"),
        ("blocks.validate", {}, "", "exactly one of blocks, message and view"),
        (
            "chat.scheduleMessage",
            {"channel": "C0GENERAL", "text": "Hi", "post_at": 1796115600000},
            "/post_at",
            "post_at is in seconds.",
        ),
    ],
)
async def test_a_refused_call_names_the_argument(  # noqa: PLR0913, PLR0917 - a case has four parts
    bot: Bot, workspace: Workspace, method: str, arguments: JSON, pointer: str, sentence: str
) -> None:
    assert not (await bot.call(method, **arguments))["ok"]
    where, why = await read_problem(workspace)
    assert (where, sentence in why) == (pointer, True), why


async def test_a_modal_that_is_no_json_is_pointed_to_and_does_not_use_up_the_click(
    bot: Bot, maya: Person
) -> None:
    async def ask(payload: JSON) -> None:
        trigger = payload["trigger_id"]
        answer = await bot.call("views.open", trigger_id=trigger, view="modal")
        assert answer["response_metadata"]["messages"] == [
            "[ERROR] view is not JSON [json-pointer:/view]"
        ]
        assert (await bot.call("views.open", trigger_id=trigger, view=modal("a", section("A"))))[
            "ok"
        ]

    bot.on["ask"] = ask
    await maya.shortcut("ask")
    assert await maya.modal()


async def test_pushing_a_view_without_an_open_one_says_to_open_it(
    bot: Bot, workspace: Workspace, maya: Person
) -> None:
    """A command of a person has that trigger_id; it opens a view, but pushes none."""
    view = modal("a", section("A"))
    bot.on["/salary"] = lambda payload: bot.call(
        "views.push", trigger_id=payload["trigger_id"], view=view
    )
    await maya.say("#general", "/salary")
    [call] = await workspace.calls("views.push")
    assert call["error"] == "invalid_trigger_id"
    assert "needs a click in a view that is still open. Use views.open" in call["messages"][0]


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({}, "as is missing"),
        ({"as": "U0NOBODY"}, "nobody has that id"),
        ({"as": "U0MAYA"}, "do is missing. An act is one of account, add_emoji, "),
        ({"as": "U0MAYA", "do": "pres"}, "There is no act pres. Did you mean press?"),
        ({"as": "U0MAYA", "do": "say", "text": "Hi"}, "say needs channel."),
        ({"as": "U0MAYA", "do": "say", "channel": "C0GENERAL"}, "say needs text."),
        ({"as": "U0MAYA", "do": "read"}, "channel is missing"),
        ({"as": "U0MAYA", "do": "read", "channel": "C0GENRAL"}, "There is no such channel."),
        ({"as": "U0MAYA", "do": "press"}, "press needs container and block_id and action_id."),
        ({"as": "U0MAYA", "do": "delete", "channel": "C0GENERAL"}, "ts is missing"),
        (
            {"as": "U0MAYA", "do": "delete", "channel": "C0GENERAL", "ts": "1.2"},
            "No such message is in this channel.",
        ),
        (
            dict.fromkeys(("block_id", "action_id"), "a")
            | {"as": "U0MAYA", "do": "press", "container": "modal"},
            "container is one of message, view, home.",
        ),
    ],
)
async def test_an_act_says_what_it_lacks(workspace: Workspace, body: JSON, sentence: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        await workspace.post("/-/act", body)
    assert sentence in str(refusal.value)


@pytest.mark.parametrize(
    ("path", "body", "sentence"),
    [
        ("/-/socket", {"do": "boom"}, "do is one of warning, refresh_requested, "),
        ("/-/socket", {}, "do is missing: send do, and if you like count, seconds, notice"),
        ("/-/socket", {"do": "drop", "counts": 1}, "counts is not known"),
        ("/-/socket", {"do": "drop", "count": "all"}, "count, seconds and notice are numbers"),
        ("/-/faults", {"kind": "delay"}, "method is missing: send method, kind, and if you like"),
        ("/-/faults", {"method": "*", "kind": "delay", "time": 1}, "time is not known"),
        (
            "/-/faults",
            {"method": "chat.postMesage", "kind": "ratelimited"},
            "chat.postMesage is no method of Slack's. Did you mean chat.postMessage?",
        ),
        ("/-/faults", {"method": "view.open", "kind": "refused"}, "Did you mean views.open?"),
    ],
)
async def test_a_developers_request_says_what_is_wrong_with_it(
    workspace: Workspace, path: str, body: JSON, sentence: str
) -> None:
    with pytest.raises(RefusedError) as refusal:
        await workspace.post(path, body)
    assert sentence in str(refusal.value)


@pytest.mark.parametrize("method", ["*", "link", "response_url", "chat.postMessage", "calls.add"])
async def test_a_fault_is_of_any_call_that_an_app_can_make(
    workspace: Workspace, method: str
) -> None:
    await workspace.fault(method, "server_error")


async def test_a_fault_in_what_is_sent_to_an_app_has_the_apps_own_names(
    workspace: Workspace,
) -> None:
    await workspace.fault("any_action_id", "twice")


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "application/octet-stream"]
)
async def test_json_with_another_content_type_is_told_first(
    slack: Slack, bot: Bot, workspace: Workspace, content_type: str
) -> None:
    """Otherwise an argument is called missing that is plainly in the body. curl sends a form."""
    headers = {
        "Authorization": f"Bearer {slack.app.settings.bot_token}",
        "Content-Type": content_type,
    }
    body = '{"channel": "C0GENERAL", "text": "Hi"}'
    url = f"{slack.api_url}chat.postMessage"
    async with bot.session.post(url, data=body, headers=headers) as response:
        answer = await response.json()
    sentence = f"The body looks like JSON, but comes as {content_type}: send application/json"
    missing = "missing required field: channel"
    assert answer["error"] == "invalid_arguments"
    messages = answer["response_metadata"]["messages"]
    assert messages == [f"[ERROR] {sentence}", f"[ERROR] {missing}"]
    assert await read_problem(workspace) == ("", sentence)


@pytest.mark.parametrize(
    ("more", "remark"),
    [
        ({"username": "Ann"}, "username is ignored: it needs chat:write.customize."),
        ({"icon_emoji": ":tada:"}, "icon_emoji is ignored: it needs chat:write.customize."),
        ({"as_user": True}, "as_user is ignored: an app posts as itself."),
        (
            {"thread_ts": "1234567890.123456"},
            "No message has that thread_ts, so this is no reply: the channel shows it.",
        ),
    ],
)
async def test_what_an_accepted_call_ignores_is_told(
    slack: Slack, bot: Bot, more: JSON, remark: str
) -> None:
    """Slack accepts these without a word, and so does the workspace; its terminal says it."""
    told: list[str] = []
    slack.traffic.on_remark = told.append
    slack.app.granted = slack.app.scopes - {"chat:write.customize"}
    for method, to in (("chat.postMessage", {}), ("chat.postEphemeral", {"user": "U0MAYA"})):
        answer = await bot.call(method, channel="C0GENERAL", text="Hi", **to, **more)
        assert answer["ok"]
    assert told == [f"chat.postMessage: {remark}", f"chat.postEphemeral: {remark}"]
    told.clear()
    await bot.call("chat.postMessage", channel="C0GENERAL", text="Hi")
    assert told == []
