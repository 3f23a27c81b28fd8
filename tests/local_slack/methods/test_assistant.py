"""Chats with an app's assistant: how they start, what the app shows in them, growing messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from slack_sdk.errors import SlackApiError

from tests.local_slack.stub import section

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from slack_sdk.web.async_client import AsyncWebClient

    from local_slack.client import Person, Workspace
    from tests.local_slack.stub import Bot

    JSON = dict[str, Any]
    Heard = Callable[..., Awaitable[list[JSON]]]

GENERAL = "C0GENERAL"


@pytest.fixture
async def chat(maya: Person) -> JSON:
    """The first message of a chat of Maya's."""
    return await maya.start_chat()


async def see(maya: Person, chat: JSON) -> JSON:
    """The first message of a chat as it is now."""
    return (await maya.sees("DM", chat["ts"]))[0]


async def test_a_chat_starts_a_thread_in_the_direct_message(heard: Heard, maya: Person) -> None:
    chat = await maya.start_chat()
    [event] = await heard()
    assert event["type"] == "assistant_thread_started"
    assert event["assistant_thread"] == {
        "user_id": "U0MAYA",
        "context": {},
        "channel_id": "D0MAYA",
        "thread_ts": chat["ts"],
    }
    await maya.say("DM", "Hello", thread_ts=chat["ts"])
    [said] = await heard()
    assert (said["type"], said["channel_type"], said["thread_ts"]) == ("message", "im", chat["ts"])
    assert said["parent_user_id"] == "U0WIDEAPP"


async def test_the_channel_that_a_person_looks_at_is_the_context_of_a_chat(
    heard: Heard, maya: Person
) -> None:
    chat = await maya.start_chat(about="#general")
    [started] = await heard()
    assert started["assistant_thread"]["context"] == {"channel_id": GENERAL, "team_id": "T0LOCAL"}
    await maya.look_at(chat, "#hiring-ai-lead")
    [changed] = await heard()
    assert changed["type"] == "assistant_thread_context_changed"
    assert changed["assistant_thread"]["context"]["channel_id"] == "C0HIRING"


async def test_a_status_is_shown_until_the_apps_next_message(
    client: AsyncWebClient, maya: Person, chat: JSON
) -> None:
    thread = {"channel_id": chat["channel"], "thread_ts": chat["ts"]}
    await client.assistant_threads_setStatus(
        status="is thinking…", loading_messages=["Reading", "Counting"], **thread
    )
    status = (await see(maya, chat))["assistant"]["status"]
    assert (status["text"], status["loading_messages"]) == ("is thinking…", ["Reading", "Counting"])
    await client.chat_postMessage(channel=chat["channel"], thread_ts=chat["ts"], text="Done")
    assert "status" not in (await see(maya, chat))["assistant"]


async def test_a_status_goes_away_after_two_minutes_or_when_it_is_emptied(
    client: AsyncWebClient, workspace: Workspace, maya: Person
) -> None:
    root = await maya.say("#general", "Help")
    thread = {"channel_id": GENERAL, "thread_ts": root["ts"]}
    await client.assistant_threads_setStatus(status="is thinking…", **thread)
    await workspace.advance(121)
    await maya.until(lambda screen: not screen["messages"][GENERAL][-1]["assistant"])
    await client.assistant_threads_setStatus(status="is thinking…", **thread)
    await client.assistant_threads_setStatus(status="", **thread)
    assert (await maya.sees("#general"))[-1]["assistant"] == {}


async def test_an_app_names_a_chat_and_suggests_what_to_ask(
    client: AsyncWebClient, maya: Person, chat: JSON
) -> None:
    thread = {"channel_id": chat["channel"], "thread_ts": chat["ts"]}
    prompts = [{"title": "Summarise", "message": "Summarise this"}]
    await client.assistant_threads_setSuggestedPrompts(title="Try", prompts=prompts, **thread)
    await client.assistant_threads_setTitle(title="Plans", **thread)
    shown = (await see(maya, chat))["assistant"]
    assert (shown["title"], shown["prompts"], shown["prompts_title"]) == ("Plans", prompts, "Try")


@pytest.mark.parametrize(
    ("method", "given", "code"),
    [
        ("setStatus", {"status": "a", "thread_ts": "1.000001"}, "invalid_thread_ts"),
        ("setStatus", {"status": "a", "channel_id": "C0LEADERS"}, "channel_not_found"),
        ("setStatus", {"status": "a", "loading_messages": ["a"] * 11}, "invalid_arguments"),
        ("setStatus", {}, "invalid_arguments"),
        ("setTitle", {"title": ""}, "invalid_arguments"),
        ("setSuggestedPrompts", {"prompts": []}, "invalid_arguments"),
        ("setSuggestedPrompts", {"prompts": ["Summarise"]}, "invalid_arguments"),
        (
            "setSuggestedPrompts",
            {"prompts": [{"title": "a", "message": "b"}], "thread_ts": None},
            "not_agent_app",
        ),
    ],
)
async def test_what_an_app_sets_is_refused_with_slacks_code(
    bot: Bot, chat: JSON, method: str, given: JSON, code: str
) -> None:
    thread = {"channel_id": chat["channel"], "thread_ts": chat["ts"]}
    refused = await bot.call(f"assistant.threads.{method}", **thread | given)
    assert refused["error"] == code


async def test_a_message_grows_by_text_and_tasks_until_it_is_stopped(
    heard: Heard, client: AsyncWebClient, maya: Person, chat: JSON
) -> None:
    where = {"channel": chat["channel"]}
    started = await client.chat_startStream(
        thread_ts=chat["ts"], markdown_text="Let me ", task_display_mode="plan", **where
    )
    await heard()
    ts = started["ts"]
    await client.chat_appendStream(ts=ts, markdown_text="see.", **where)
    task = {"type": "task_update", "id": "1", "title": "Read", "status": "in_progress"}
    await client.chat_appendStream(
        ts=ts, chunks=[{"type": "plan_update", "title": "My plan"}, task], **where
    )
    shown = (await maya.sees("DM", chat["ts"]))[-1]
    assert shown["streaming"]
    text, plan = shown["blocks"]
    assert text["text"] == "Let me see."
    assert (plan["title"], plan["tasks"][0]["status"]) == ("My plan", "in_progress")
    assert await heard() == []
    complete = task | {"status": "complete", "details": "Two pages"}
    await client.chat_stopStream(
        ts=ts, chunks=[complete], blocks=[section("Was it good?")], **where
    )
    shown = (await maya.sees("DM", chat["ts"]))[-1]
    assert not shown["streaming"]
    assert [block["type"] for block in shown["blocks"]] == ["markdown", "plan", "section"]
    [task] = shown["blocks"][1]["tasks"]
    assert (task["status"], task["details"]["type"]) == ("complete", "rich_text")
    [changed] = await heard()
    assert changed["subtype"] == "message_changed"
    late = await read_error(client, "chat.appendStream", channel=chat["channel"], ts=ts)
    assert late == "message_not_in_streaming_state"


async def read_error(client: AsyncWebClient, method: str, **arguments: object) -> str:
    """The error of a call."""
    with pytest.raises(SlackApiError) as refusal:
        await client.api_call(method, json=arguments)
    return str(refusal.value.response["error"])


async def test_tasks_are_cards_between_the_text_unless_they_are_a_plan(
    bot: Bot, maya: Person, chat: JSON
) -> None:
    task = {"type": "task_update", "id": "1", "title": "Read", "status": "pending"}
    text = {"type": "markdown_text", "text": "After"}
    where = {"channel": chat["channel"], "thread_ts": chat["ts"]}
    await bot.call("chat.startStream", markdown_text="Before", chunks=[task, text], **where)
    shown = (await maya.sees("DM", chat["ts"]))[-1]
    assert [block["type"] for block in shown["blocks"]] == ["markdown", "task_card", "markdown"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"recipient_user_id": "U0MAYA"}, "missing_recipient_team_id"),
        ({"recipient_team_id": "T0LOCAL"}, "missing_recipient_user_id"),
        ({"recipient_team_id": "T1", "recipient_user_id": "U0MAYA"}, "team_not_found"),
        ({"recipient_team_id": "T0LOCAL", "recipient_user_id": "U1"}, "user_not_found"),
        (
            {
                "recipient_team_id": "T0LOCAL",
                "recipient_user_id": "U0MAYA",
                "chunks": [{"type": "song"}],
            },
            "invalid_chunks",
        ),
    ],
)
async def test_a_stream_to_a_channel_is_for_one_person(
    bot: Bot, maya: Person, given: JSON, code: str
) -> None:
    root = await maya.say("#general", "Help")
    refused = await bot.call(
        "chat.startStream", channel=GENERAL, thread_ts=root["ts"], markdown_text="a", **given
    )
    assert refused["error"] == code


async def test_a_growing_message_cannot_be_updated(bot: Bot, chat: JSON) -> None:
    where = {"channel": chat["channel"], "thread_ts": chat["ts"]}
    ts = (await bot.call("chat.startStream", markdown_text="a", **where))["ts"]
    refused = await bot.call("chat.update", channel=chat["channel"], ts=ts, text="b")
    assert refused["error"] == "streaming_state_conflict"
