"""Steps of workflows: a person runs one, the app ends it, and clicks in between know it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from local_slack.client import RefusedError
from tests.local_slack.stub import actions, button

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from local_slack.client import Person
    from local_slack.slack import Slack
    from tests.local_slack.stub import Bot

    JSON = dict[str, Any]
    Heard = Callable[..., Awaitable[list[JSON]]]


async def test_a_step_runs_with_its_inputs_and_shows_its_outputs(
    heard: Heard, bot: Bot, maya: Person
) -> None:
    await maya.run_step("greet", who="U0SAM", times="2")
    [event] = await heard()
    assert event["type"] == "function_executed"
    assert event["function"]["callback_id"] == "greet"
    assert event["inputs"] == {"who": "U0SAM", "times": 2}
    assert [each["name"] for each in event["function"]["input_parameters"]] == [
        *("who", "mood", "times")
    ]
    run = {"function_execution_id": event["function_execution_id"]}
    token = event["bot_access_token"]
    completed = await bot.call(
        "functions.completeSuccess", token=token, outputs={"greeted": "U0SAM"}, **run
    )
    assert completed["ok"]
    screen = await maya.until(lambda screen: "complete" in screen["messages"]["D0MAYA"][-1]["text"])
    assert "greeted: <@U0SAM>" in screen["messages"]["D0MAYA"][-1]["text"]
    again = await bot.call("functions.completeSuccess", outputs={"greeted": "U0SAM"}, **run)
    assert again["error"] == "execution_not_in_running_state"


async def test_a_click_in_a_message_of_a_step_knows_the_step(
    heard: Heard, bot: Bot, maya: Person
) -> None:
    await maya.run_step("greet", who="U0MAYA")
    [event] = await heard()
    token = event["bot_access_token"]
    blocks = [actions(button("Finish", "finish"))]
    await bot.call("chat.postMessage", token=token, channel="U0MAYA", text="Hi", blocks=blocks)
    await maya.press((await maya.sees("DM"))[-1], "Finish")
    click = bot.received[-1]
    assert click["bot_access_token"] == token
    assert click["function_data"] == {
        "execution_id": event["function_execution_id"],
        "function": {"callback_id": "greet"},
        "inputs": {"who": "U0MAYA"},
    }
    assert (await bot.call("auth.test", token=token))["bot_id"] == "B0WIDEAPP"


async def test_a_failed_step_says_why(heard: Heard, bot: Bot, maya: Person) -> None:
    await maya.run_step("greet", who="U0SAM")
    [event] = await heard()
    run = {"function_execution_id": event["function_execution_id"]}
    await bot.call("functions.completeError", error="Sam is away", **run)
    await maya.until(lambda screen: "Sam is away" in screen["messages"]["D0MAYA"][-1]["text"])


@pytest.mark.parametrize(
    ("outputs", "problem"),
    [
        ({}, "missing required output: greeted"),
        ({"greeted": "U0SAM", "mood": "good"}, "`mood` is not an output of this step"),
    ],
)
async def test_outputs_are_those_of_the_manifest(
    heard: Heard, bot: Bot, maya: Person, outputs: JSON, problem: str
) -> None:
    await maya.run_step("greet", who="U0SAM")
    [event] = await heard()
    run = {"function_execution_id": event["function_execution_id"]}
    refused = await bot.call("functions.completeSuccess", outputs=outputs, **run)
    assert refused["error"] == "parameter_validation_failed"
    assert refused["response_metadata"]["messages"] == [f"[ERROR] {problem}"]


async def test_inputs_are_checked_before_the_app_hears_of_them(heard: Heard, maya: Person) -> None:
    with pytest.raises(RefusedError, match="Fill in Who"):
        await maya.run_step("greet")
    with pytest.raises(RefusedError, match="type integer"):
        await maya.run_step("greet", who="U0SAM", times="often")
    with pytest.raises(RefusedError, match="no such step"):
        await maya.run_step("sing")
    assert await heard() == []


async def test_another_step_lists_the_choices_for_an_input(bot: Bot, maya: Person) -> None:
    options = [{"text": {"type": "plain_text", "text": "Good"}, "value": "good"}]

    async def list_moods(payload: JSON) -> None:
        run = {"function_execution_id": payload["event"]["function_execution_id"]}
        await bot.call("functions.completeSuccess", outputs={"options": options}, **run)

    bot.on["function_executed"] = list_moods
    assert await maya.step_options("greet", "mood") == options


async def test_an_unknown_run_cannot_be_ended(bot: Bot, slack: Slack) -> None:
    refused = await bot.call("functions.completeError", function_execution_id="Fx1", error="a")
    assert refused["error"] == "function_execution_not_found"
    assert slack.executions == {}
