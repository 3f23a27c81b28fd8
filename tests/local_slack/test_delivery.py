"""An event that an app has not taken is sent again, unless the app wants no repetition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from local_slack.client import Person
    from tests.local_slack.stub import Bot

    JSON = dict[str, Any]


async def test_an_event_that_fails_is_sent_again_at_once(bot: Bot, maya: Person) -> None:
    async def fail_first(_: JSON) -> int | None:
        if len(bot.received) == 1:
            return 500
        await bot.call("chat.postMessage", channel="D0MAYA", text="Got it")
        return None

    bot.on["message"] = fail_first
    await maya.say("DM", "Hello")
    await maya.until(lambda screen: "Got it" in str(screen["messages"]))
    assert bot.received[0]["event_id"] == bot.received[1]["event_id"]
    assert "x-slack-retry-num" not in bot.headers[0]
    assert bot.headers[1]["x-slack-retry-num"] == "1"


async def test_an_app_can_turn_off_retries(bot: Bot, maya: Person) -> None:
    bot.no_retry = True
    bot.on["message"] = 500
    await maya.say("DM", "Hello")
    await maya.say("DM", "Hello again")
    assert [payload["event"]["text"] for payload in bot.received] == ["Hello", "Hello again"]
