"""Faults are switched on, listed with what they have befallen, and taken back."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from local_slack.client import RefusedError, words

if TYPE_CHECKING:
    from local_slack.client import Person, Workspace
    from local_slack.slack import Slack
    from tests.local_slack.stub import Bot

JSON = dict[str, Any]


async def listed(workspace: Workspace) -> list[JSON]:
    faults: list[JSON] = (await workspace.get("/-/faults"))["faults"]
    return faults


async def switch_on(workspace: Workspace, method: str, kind: str, **more: object) -> int:
    answer = await workspace.post("/-/faults", {"method": method, "kind": kind, **more})
    return int(answer["id"])


async def traffic(workspace: Workspace, direction: str) -> list[JSON]:
    exchanges = (await workspace.get("/-/traffic"))["exchanges"]
    return [each for each in exchanges if each["direction"] == direction]


async def test_a_fault_without_a_number_of_times_stays_until_it_is_taken_back(
    bot: Bot, workspace: Workspace
) -> None:
    number = await switch_on(workspace, "auth.test", "refused", times=0, code="fatal_error")
    for _ in range(3):
        assert (await bot.call("auth.test"))["error"] == "fatal_error"
    [fault] = await listed(workspace)
    assert (fault["id"], fault["times"], fault["met"]) == (number, 0, 3)
    async with workspace.session.delete(f"/-/faults/{number}") as response:
        assert response.ok
    assert (await bot.call("auth.test"))["ok"]
    assert await listed(workspace) == []
    async with workspace.session.delete(f"/-/faults/{number}") as response:
        assert response.status == 404


async def test_all_faults_are_taken_back_at_once_and_by_a_reset(
    bot: Bot, workspace: Workspace
) -> None:
    for _ in range(2):
        await switch_on(workspace, "*", "server_error", times=0)
    async with workspace.session.delete("/-/faults") as response:
        assert response.ok
    assert await listed(workspace) == []
    await switch_on(workspace, "*", "server_error", times=0)
    await workspace.reset()
    assert (await bot.call("auth.test"))["ok"]


async def test_a_fault_of_one_app_leaves_the_others_alone(
    slack: Slack, bot: Bot, workspace: Workspace
) -> None:
    await switch_on(workspace, "auth.test", "refused", app=slack.app.id)
    assert (await bot.call("auth.test", token="xoxb-nobodys"))["error"] == "invalid_auth"
    assert not (await bot.call("auth.test"))["ok"]
    with pytest.raises(RefusedError, match="no app has that id"):
        await switch_on(workspace, "auth.test", "refused", app="A0OTHER")


async def test_a_fault_shows_at_what_it_has_befallen(bot: Bot, workspace: Workspace) -> None:
    await switch_on(workspace, "auth.test", "ratelimited", seconds=30)
    status, _ = await bot.call_with_status("auth.test")
    [call] = await traffic(workspace, "from_app")
    assert status == call["status"] == 429
    assert (call["fault"], call["error"]) == ("ratelimited", "ratelimited")
    assert "(fault: ratelimited)" in call["summary"]


async def test_an_event_can_be_sent_twice_as_slack_marks_it(
    bot: Bot, workspace: Workspace, maya: Person
) -> None:
    await switch_on(workspace, "app_home_opened", "twice")
    await maya.does("open_home", "DM")
    await until_received(bot, 2)
    first, second = bot.received
    assert first["event_id"] == second["event_id"]
    assert "x-slack-retry-num" not in bot.headers[0]
    assert bot.headers[1]["x-slack-retry-num"] == "1"
    await maya.does("open_home", "DM")
    assert len(await traffic(workspace, "to_app")) == 3  # a repetition is listed when it begins


async def test_an_event_can_arrive_late(bot: Bot, workspace: Workspace, maya: Person) -> None:
    await switch_on(workspace, "event", "late", seconds=0.05)
    await maya.does("open_home", "DM")
    await until_received(bot, 1)
    [event] = await traffic(workspace, "to_app")
    assert event["milliseconds"] >= 50


async def test_the_app_s_answer_can_be_lost(bot: Bot, workspace: Workspace, maya: Person) -> None:
    bot.on["/salary"] = {"text": "Nobody sees this"}
    await switch_on(workspace, "command", "answer_lost")
    await maya.say("#general", "/salary")
    assert len(bot.received) == 1
    said = words((await maya.sees("#general"))[-1])
    assert said == '/salary failed with the error "operation_timeout"'
    [command] = await traffic(workspace, "to_app")
    assert command["reason"] == "A fault lost the app's answer."


async def test_a_slow_network_holds_the_answer_up_beyond_slacks_three_seconds(
    slack: Slack, bot: Bot, workspace: Workspace, maya: Person
) -> None:
    bot.on["/salary"] = {"text": "In time"}
    await switch_on(workspace, "*", "slow", seconds=0.01)
    await maya.say("#general", "/salary")
    slack.app.delivery._ack_seconds = 0.1
    await switch_on(workspace, "*", "slow", seconds=0.2)
    await maya.say("#general", "/salary")
    texts = [message["text"] for message in await maya.sees("#general")]
    assert texts == ["In time", '/salary failed with the error "operation_timeout"']


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({"method": "*", "kind": "gremlins"}, "a fault is one of refused, ratelimited"),
        ({"method": "*", "kind": "delay", "times": -1}, "times is how often, or 0 for always"),
        ({"method": "*", "kind": "delay", "times": "often"}, "times and seconds are numbers"),
        ({"method": "*", "kind": "delay", "seconds": -1}, "seconds are from 0 to 86400"),
        ({"method": 1, "kind": "delay"}, "method, code and app are texts"),
        ({"kind": "delay"}, "method is missing"),
        ({"method": "*", "kind": "delay", "id": 1}, "id is not known"),
    ],
)
async def test_what_is_no_fault_is_refused(workspace: Workspace, body: JSON, sentence: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        await workspace.post("/-/faults", body)
    assert sentence in str(refusal.value)
    assert await listed(workspace) == []


async def until_received(bot: Bot, number: int) -> None:
    async with asyncio.timeout(5):
        while len(bot.received) < number:  # noqa: ASYNC110 - the app has no event to wait for
            await asyncio.sleep(0)
