"""Apps create and manage channels, as far as Slack lets them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from slack_sdk.web.async_client import AsyncWebClient

    from local_slack.client import Person
    from local_slack.slack import Slack
    from tests.local_slack.stub import Bot

    JSON = dict[str, Any]
    Heard = Callable[..., Awaitable[list[JSON]]]


async def test_a_channel_is_created_described_renamed_and_archived(
    heard: Heard, client: AsyncWebClient, maya: Person
) -> None:
    created = (await client.conversations_create(name="project-x"))["channel"]
    channel = created["id"]
    assert (created["name"], created["is_member"]) == ("project-x", True)
    await client.conversations_setTopic(channel=channel, topic="What we do")
    await client.conversations_setPurpose(channel=channel, purpose="To do it")
    shown = (await client.conversations_info(channel=channel))["channel"]
    assert (shown["topic"]["value"], shown["purpose"]["value"]) == ("What we do", "To do it")
    await client.conversations_invite(channel=channel, users="U0MAYA")
    await client.conversations_rename(channel=channel, name="project-y")
    seen = next(c for c in (await maya.screen())["channels"] if c["id"] == channel)
    assert (seen["name"], seen["topic"], seen["is_member"]) == ("project-y", "What we do", True)
    await client.conversations_archive(channel=channel)
    await client.conversations_unarchive(channel=channel)
    await client.conversations_kick(channel=channel, user="U0MAYA")
    await client.conversations_leave(channel=channel)
    types = [event["type"] for event in await heard()]
    assert [each for each in types if each != "message"] == [
        *("channel_created", "member_joined_channel", "channel_rename", "channel_archive"),
        *("channel_unarchive", "member_left_channel", "channel_left"),
    ]


async def test_a_private_channel_is_created_for_its_members_alone(
    client: AsyncWebClient, heard: Heard, maya: Person
) -> None:
    created = (await client.conversations_create(name="secret", is_private=True))["channel"]
    assert created["is_private"]
    assert created["id"] not in {c["id"] for c in (await maya.screen())["channels"]}
    assert "channel_created" not in {event["type"] for event in await heard()}


async def test_an_app_joins_a_public_channel_and_leaves_it(
    slack: Slack, client: AsyncWebClient, bot: Bot
) -> None:
    slack.workspace.channels["C0GENERAL"].members.remove("U0WIDEAPP")
    assert (await client.conversations_join(channel="C0GENERAL"))["channel"]["is_member"]
    again = await client.conversations_join(channel="C0GENERAL")
    assert again["warning"] == "already_in_channel"
    refused = await bot.call("conversations.join", channel="C0HIRING")
    assert refused["error"] == "method_not_supported_for_channel_type"


@pytest.mark.parametrize(
    ("method", "given", "code"),
    [
        ("create", {}, "invalid_name_required"),
        ("create", {"name": "x" * 81}, "invalid_name_maxlength"),
        ("create", {"name": "---"}, "invalid_name_punctuation"),
        ("create", {"name": "Project X"}, "invalid_name_specials"),
        ("create", {"name": "general"}, "name_taken"),
        ("rename", {"channel": "C0HIRING", "name": "general"}, "name_taken"),
        ("setTopic", {"channel": "C0HIRING", "topic": "x" * 251}, "too_long"),
        ("setTopic", {"channel": "C0HIRING"}, "invalid_arguments"),
        ("setTopic", {"channel": "D0MAYA", "topic": "a"}, "method_not_supported_for_channel_type"),
        ("archive", {"channel": "C0GENERAL"}, "cant_archive_general"),
        ("unarchive", {"channel": "C0HIRING"}, "not_archived"),
        ("leave", {"channel": "C0GENERAL"}, "cant_leave_general"),
        ("kick", {"channel": "C0HIRING", "user": "U0WIDEAPP"}, "cant_kick_self"),
        ("kick", {"channel": "C0GENERAL", "user": "U0SAM"}, "cant_kick_from_general"),
        ("kick", {"channel": "C0HIRING", "user": "U1"}, "user_not_found"),
        ("mark", {"channel": "C0HIRING", "ts": "now"}, "invalid_timestamp"),
        ("close", {"channel": "C0HIRING"}, "method_not_supported_for_channel_type"),
        ("archive", {"channel": "C0LEADERS"}, "channel_not_found"),
    ],
)
async def test_a_change_is_refused_with_slacks_code(
    bot: Bot, method: str, given: JSON, code: str
) -> None:
    assert (await bot.call(f"conversations.{method}", **given))["error"] == code


async def test_a_channel_without_the_app_or_in_the_archive_stays_as_it_is(
    slack: Slack, bot: Bot
) -> None:
    change = {"channel": "C0HIRING", "name": "other"}
    slack.workspace.channels["C0HIRING"].is_archived = True
    assert (await bot.call("conversations.rename", **change))["error"] == "is_archived"
    assert (await bot.call("conversations.archive", **change))["error"] == "already_archived"
    slack.workspace.channels["C0GENERAL"].members.remove("U0WIDEAPP")
    change["channel"] = "C0GENERAL"
    assert (await bot.call("conversations.rename", **change))["error"] == "not_in_channel"


async def test_topics_take_the_narrow_scope_or_the_wide_one(slack: Slack, bot: Bot) -> None:
    slack.app.granted = slack.app.scopes - {"channels:manage"}
    change = {"channel": "C0GENERAL", "topic": "New"}
    refused = await bot.call("conversations.setTopic", **change)
    assert (refused["error"], refused["needed"]) == ("missing_scope", "channels:write.topic")
    slack.app.granted |= {"channels:write.topic"}
    assert (await bot.call("conversations.setTopic", **change))["ok"]
