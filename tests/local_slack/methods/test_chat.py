"""Messages that look like another's, with attachments, in the channel too, or later."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

import local_slack
from local_slack.client import Workspace
from tests.local_slack.stub import button, section

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from local_slack.client import Person
    from local_slack.slack import Slack
    from tests.local_slack.stub import Bot

    JSON = dict[str, Any]
    Heard = Callable[..., Awaitable[list[JSON]]]

GENERAL = "C0GENERAL"


async def test_a_message_shows_another_name_and_icon_with_the_scope_alone(
    heard: Heard, client: AsyncWebClient, slack: Slack, maya: Person
) -> None:
    look: JSON = {"username": "Robot", "icon_emoji": ":robot_face:"}
    await client.chat_postMessage(channel=GENERAL, text="Beep", **look)
    [event] = await heard()
    assert (event["subtype"], event["username"]) == ("bot_message", "Robot")
    assert event["icons"] == {"emoji": ":robot_face:"}
    assert "user" not in event
    seen = (await maya.sees("#general"))[-1]
    assert (seen["username"], seen["icon"]) == ("Robot", ":robot_face:")
    slack.app.granted = slack.app.scopes - {"chat:write.customize"}
    plain = (await client.chat_postMessage(channel=GENERAL, text="Beep", **look))["message"]
    assert "username" not in plain


async def test_a_message_of_what_the_app_does(heard: Heard, client: AsyncWebClient) -> None:
    await client.chat_meMessage(channel=GENERAL, text="waves")
    [event] = await heard()
    assert (event["subtype"], event["text"]) == ("me_message", "waves")


async def test_chat_write_public_writes_in_channels_that_the_app_is_not_in(
    slack: Slack, client: AsyncWebClient
) -> None:
    slack.workspace.channels[GENERAL].members.remove("U0WIDEAPP")
    assert (await client.chat_postMessage(channel=GENERAL, text="Hi"))["ok"]


async def test_a_reply_can_be_shown_in_the_channel_too(
    heard: Heard, client: AsyncWebClient, maya: Person
) -> None:
    root = await maya.say("#general", "Root")
    await heard()
    await client.chat_postMessage(
        channel=GENERAL, text="Both", thread_ts=root["ts"], reply_broadcast=True
    )
    [event] = await heard()
    assert (event["subtype"], event["thread_ts"]) == ("thread_broadcast", root["ts"])
    listed = (await client.conversations_history(channel=GENERAL))["messages"]
    assert [each["text"] for each in listed[:2]] == ["Both", "Root"]


async def test_attachments_are_posted_changed_and_removed(
    client: AsyncWebClient, maya: Person
) -> None:
    attached = [{"color": "good", "title": "Build", "text": "*Passed*", "fallback": "Passed"}]
    ts = (await client.chat_postMessage(channel=GENERAL, text="CI", attachments=attached))["ts"]
    seen = (await maya.sees("#general"))[-1]["attachments"]
    assert [(each["id"], each["color"], each["title"]) for each in seen] == [(1, "2eb67d", "Build")]
    await client.chat_update(channel=GENERAL, ts=ts, text="CI again")
    assert (await maya.sees("#general"))[-1]["attachments"] == seen
    await client.chat_update(channel=GENERAL, ts=ts, text="CI", attachments=[])
    assert (await maya.sees("#general"))[-1]["attachments"] == []


@pytest.mark.parametrize(
    ("attachments", "code", "pointer"),
    [
        ([{"blocks": [section("")]}], "invalid_attachments", "/attachments/0/blocks/0/text/text"),
        ([{"colour": "good"}], "invalid_attachments", "/attachments/0"),
        ([{"color": "crimson"}], "invalid_attachments", "/attachments/0/color"),
        ([{"text": "a"}] * 101, "too_many_attachments", ""),
        ("[{", "invalid_attachments", ""),
    ],
)
async def test_attachments_are_checked(
    bot: Bot, attachments: object, code: str, pointer: str
) -> None:
    refused = await bot.call("chat.postMessage", channel=GENERAL, text="a", attachments=attachments)
    assert refused["error"] == code
    assert pointer in str(refused.get("response_metadata", ""))


async def test_buttons_in_an_attachment_can_be_pressed(bot: Bot, maya: Person) -> None:
    blocks = [section("Sure?", accessory=button("Yes", "yes"))]
    attached = [{"blocks": blocks, "fallback": "Sure?"}]
    await bot.call("chat.postMessage", channel=GENERAL, attachments=attached)
    message = (await maya.sees("#general"))[-1]
    await maya.press(message, "Yes")
    click = bot.received[-1]
    assert click["actions"][0]["action_id"] == "yes"
    assert click["container"]["type"] == "message_attachment"
    assert click["container"]["attachment_id"] == 1
    assert click["message"]["attachments"][0]["blocks"]


async def test_markdown_text_stands_alone(bot: Bot, maya: Person) -> None:
    await bot.call("chat.postMessage", channel=GENERAL, markdown_text="**Bold**")
    [block] = (await maya.sees("#general"))[-1]["blocks"]
    assert (block["type"], block["text"]) == ("markdown", "**Bold**")
    both = await bot.call("chat.postMessage", channel=GENERAL, markdown_text="a", text="b")
    assert both["error"] == "markdown_text_conflict"


async def test_a_scheduled_message_is_posted_when_the_workspaces_time_has_come(
    client: AsyncWebClient, workspace: Workspace, slack: Slack, maya: Person
) -> None:
    due = int(slack.clock.now()) + 3600
    root = await maya.say("#general", "Root")
    scheduled = await client.chat_scheduleMessage(
        channel=GENERAL, text="Later", post_at=str(due), thread_ts=root["ts"]
    )
    assert scheduled["post_at"] == due
    [listed] = (await client.chat_scheduledMessages_list())["scheduled_messages"]
    assert (listed["id"], listed["text"]) == (scheduled["scheduled_message_id"], "Later")
    await workspace.advance(3599)
    assert len(await maya.sees("#general", root["ts"])) == 1
    await workspace.advance(2)
    await maya.until(lambda screen: screen["messages"][GENERAL][-1]["text"] == "Later")
    assert len(await maya.sees("#general", root["ts"])) == 2
    assert (await client.chat_scheduledMessages_list())["scheduled_messages"] == []


async def test_a_scheduled_message_can_be_taken_back_until_a_minute_before(
    bot: Bot, workspace: Workspace, slack: Slack, maya: Person
) -> None:
    due = int(slack.clock.now()) + 100
    where: JSON = {"channel": GENERAL, "text": "Later", "post_at": due}
    [first, second] = [
        (await bot.call("chat.scheduleMessage", **where))["scheduled_message_id"] for _ in range(2)
    ]
    gone = {"channel": GENERAL, "scheduled_message_id": first}
    assert (await bot.call("chat.deleteScheduledMessage", **gone))["ok"]
    again = await bot.call("chat.deleteScheduledMessage", **gone)
    assert again["error"] == "invalid_scheduled_message_id"
    await workspace.advance(50)
    late = {"channel": GENERAL, "scheduled_message_id": second}
    refused = await bot.call("chat.deleteScheduledMessage", **late)
    assert refused["error"] == "invalid_scheduled_message_id"
    await workspace.advance(60)
    screen = await maya.until(lambda screen: screen["messages"][GENERAL])
    assert [message["text"] for message in screen["messages"][GENERAL]] == ["Later"]


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(-1, "time_in_past"), (121 * 24 * 3600, "time_too_far"), ("soon", "invalid_time")],
)
async def test_a_time_is_refused_with_slacks_code(
    bot: Bot, slack: Slack, seconds: int | str, code: str
) -> None:
    post_at = seconds if isinstance(seconds, str) else int(slack.clock.now()) + seconds
    refused = await bot.call("chat.scheduleMessage", channel=GENERAL, text="a", post_at=post_at)
    assert refused["error"] == code


async def test_a_scheduled_message_outlives_a_restart(tmp_path: Path) -> None:
    app = local_slack.AppSettings(Path(__file__).parent / "manifest.yml")
    settings = local_slack.Settings((app,), data=tmp_path)
    async with local_slack.serve(settings) as slack:
        client = AsyncWebClient(slack.app.settings.bot_token, slack.api_url)
        due = int(slack.clock.now()) + 3600
        await client.chat_scheduleMessage(channel=GENERAL, text="Later", post_at=due)
    async with local_slack.serve(settings) as slack, Workspace(slack.url) as w:
        await w.advance(3601)
        maya = w.person("maya")
        await maya.until(lambda screen: screen["messages"][GENERAL][-1]["text"] == "Later")
