"""The Block Kit page's routes: what Slack would say to pasted JSON, and what a click would send."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import local_slack
from local_slack.block_kit import limits
from local_slack.client import RefusedError
from local_slack.refusals import find_part
from tests.local_slack.stub import actions, button, modal, section, text_input

if TYPE_CHECKING:
    from local_slack.client import Workspace
    from local_slack.slack import Slack

JSON = dict[str, Any]
EXAMPLES: list[JSON] = json.loads(
    Path(local_slack.__file__).parent.joinpath("page", "block_examples.json").read_text()
)
TOO_LONG = section("x" * 3001)


async def check(workspace: Workspace, content: object, surface: str = "message") -> JSON:
    text = content if isinstance(content, str) else json.dumps(content)
    body = {"text": text, "surface": surface}
    async with workspace.session.post("/-/blocks/check", json=body) as response:
        answer: JSON = await response.json()
    return answer


@pytest.mark.parametrize(
    ("content", "surface", "pointer"),
    [
        ([section("Fine"), TOO_LONG], "message", "/1/text/text"),
        (TOO_LONG, "message", "/text/text"),
        ({"text": "Hi", "blocks": [TOO_LONG]}, "message", "/blocks/0/text/text"),
        ({"text": "x" * 40_001}, "message", "/text"),
        (modal("form", TOO_LONG), "modal", "/blocks/0/text/text"),
        ({"type": "home", "blocks": [TOO_LONG]}, "home", "/blocks/0/text/text"),
        ({"trigger_id": "1", "view": modal("form", TOO_LONG)}, "modal", "/view/blocks/0/text/text"),
        ({"text": "Hi", "blocks": [section("x" * 2900)] * 5}, "message", "/blocks"),
    ],
)
async def test_a_problem_points_into_what_was_pasted(
    workspace: Workspace, content: object, surface: str, pointer: str
) -> None:
    answer = await check(workspace, content)
    assert (answer["ok"], answer["surface"]) == (False, surface)
    assert [problem["pointer"] for problem in answer["problems"]] == [pointer]
    assert find_part(content, pointer) is not None


async def test_bare_blocks_are_checked_for_the_chosen_surface(workspace: Workspace) -> None:
    table = [{"type": "table", "rows": [[{"type": "raw_text", "text": "A"}]]}]
    assert (await check(workspace, table))["ok"]
    answer = await check(workspace, table, "modal")
    assert answer["problems"][0]["code"] == "unsupported_surface"


@pytest.mark.parametrize(
    ("text", "sentence", "line", "column"),
    [
        ('[\n {"type": ]', "Expecting value, at line 2, column 11.", 2, 11),
        ("", "Expecting value, at line 1, column 1.", 1, 1),
        ("3", "Paste a list of blocks, a message or a view.", 0, 0),
        ("{}", "This has neither blocks nor a type.", 0, 0),
    ],
)
async def test_what_is_no_block_kit_is_told_with_line_and_column(
    workspace: Workspace, text: str, sentence: str, line: int, column: int
) -> None:
    answer = await check(workspace, text)
    assert (answer["ok"], answer["error"]) == (False, sentence)
    assert (answer["line"], answer["column"]) == (line, column)


async def test_sizes_are_counted_against_slacks_limits(workspace: Workspace) -> None:
    blocks = [section("x" * 100)] * 3
    sizes = {
        each["name"]: (each["size"], each["most"])
        for each in (await check(workspace, {"text": "Hello", "blocks": blocks}))["sizes"]
    }
    length = len(json.dumps(blocks, separators=(",", ":")))
    assert sizes == {
        "blocks": (3, 50),
        "characters of blocks": (length, 13_000),
        "characters of text": (5, 40_000),
        "characters of the longest section": (100, 3000),
    }


async def test_a_click_in_a_message_shows_what_the_app_would_get_and_changes_nothing(
    slack: Slack, workspace: Workspace
) -> None:
    before = await workspace.get("/-/state")
    drawn = await check(workspace, [actions(button("Go", "go", value="1"))])
    block = drawn["blocks"][0]
    body = {
        "as": "U0MAYA",
        "channel": "C0GENERAL",
        **{name: drawn[name] for name in ("surface", "view", "text")},
        "block_id": block["block_id"],
        "action_id": "go",
        "value": {},
        "values": {},
    }
    payload = (await workspace.post("/-/blocks/payload", body))["payload"]
    assert payload["type"] == "block_actions"
    assert payload["user"]["id"] == "U0MAYA"
    assert payload["actions"][0]["value"] == "1"
    assert payload["message"]["blocks"] == drawn["blocks"]
    assert slack.app.settings.bot_token not in json.dumps(payload)
    assert await workspace.get("/-/state") == before


async def test_the_submission_of_a_modal_has_what_was_typed(workspace: Workspace) -> None:
    drawn = await check(workspace, modal("form", text_input("Why", "why")))
    typed = {"why": {"why_text": {"type": "plain_text_input", "value": "Because"}}}
    body = {"as": "U0MAYA", "channel": "C0GENERAL", "surface": "modal", "view": drawn["view"]}
    payload = (await workspace.post("/-/blocks/payload", body | {"values": typed}))["payload"]
    assert payload["type"] == "view_submission"
    assert payload["view"]["callback_id"] == "form"
    assert payload["view"]["state"]["values"] == typed


async def test_no_payload_comes_of_what_slack_refuses(workspace: Workspace) -> None:
    body = {"as": "U0MAYA", "channel": "C0GENERAL", "surface": "message"}
    with pytest.raises(RefusedError, match="invalid_blocks"):
        await workspace.post("/-/blocks/payload", body | {"view": {"blocks": [TOO_LONG]}})
    with pytest.raises(RefusedError, match="nobody has that id"):
        await workspace.post("/-/blocks/payload", body | {"as": "U0NOBODY"})


async def test_a_message_is_sent_as_the_app_as_if_it_had_called(workspace: Workspace) -> None:
    body = {"channel": "C0GENERAL", "text": "From the page", "blocks": [section("From the page")]}
    sent = await workspace.post("/-/blocks/send", body)
    [message] = await workspace.person("maya").sees("#general")
    assert (message["ts"], message["user"]) == (sent["ts"], sent["message"]["user"])
    [call] = await workspace.calls("chat.postMessage")
    assert call["args"]["text"] == "From the page"
    with pytest.raises(RefusedError, match="channel_not_found"):
        await workspace.post("/-/blocks/send", body | {"channel": "C0LEADERS"})


async def test_every_block_has_an_example_that_slack_takes(workspace: Workspace) -> None:
    answers = [await check(workspace, each["content"], each["surface"]) for each in EXAMPLES]
    refused = [
        (each["name"], answer["problems"][0]["code"])
        for each, answer in zip(EXAMPLES, answers, strict=True)
        if not answer["ok"]
    ]
    assert refused == [("Video", "missing_scope")]  # this app may not show videos
    shown = {block["type"] for answer in answers for block in answer["blocks"]}
    assert shown == set(limits.BLOCK)
