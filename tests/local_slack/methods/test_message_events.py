"""Apps hear of messages as Slack tells them, each only with the subscription and the scope."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import local_slack
from tests.local_slack.stub import section

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from slack_sdk.web.async_client import AsyncWebClient

    from local_slack.client import Person
    from local_slack.slack import Slack
    from tests.local_slack.stub import Bot

    JSON = dict[str, Any]
    Heard = Callable[..., Awaitable[list[JSON]]]


@pytest.mark.parametrize(
    ("channel", "kind"), [("#general", "channel"), ("#hiring-ai-lead", "group"), ("DM", "im")]
)
async def test_a_message_is_heard_in_every_kind_of_channel(
    heard: Heard, maya: Person, channel: str, kind: str
) -> None:
    said = await maya.say(channel, "Hello")
    [event] = await heard()
    assert (event["type"], event["text"], event["user"]) == ("message", "Hello", "U0MAYA")
    assert (event["ts"], event["event_ts"]) == (said["ts"], said["ts"])
    assert event["channel_type"] == kind
    assert event["client_msg_id"]
    assert "subtype" not in event


async def test_a_mention_is_an_event_of_its_own_beside_the_message(
    heard: Heard, maya: Person
) -> None:
    root = await maya.say("#general", "Hello")
    await heard()
    await maya.say("#general", "@wide_app what is this?", thread_ts=root["ts"])
    [message, mention] = sorted(await heard(), key=lambda event: event["type"], reverse=True)
    assert message["type"] == "message"
    assert (mention["type"], mention["text"]) == ("app_mention", "<@U0WIDEAPP> what is this?")
    assert (mention["thread_ts"], mention["channel"]) == (root["ts"], "C0GENERAL")
    assert "channel_type" not in mention


async def test_a_mention_in_a_direct_message_or_without_the_app_is_no_event(
    heard: Heard, maya: Person
) -> None:
    await maya.say("DM", "@wide_app hello")
    await maya.say("#leadership", "@wide_app hello")
    assert [event["type"] for event in await heard()] == ["message"]


async def test_a_mentioned_app_that_is_then_invited_hears_of_the_mention(
    heard: Heard, maya: Person
) -> None:
    said = await maya.say("#leadership", "@wide_app hello")
    assert await heard() == []
    await maya.press((await maya.sees("#leadership"))[-1], "Invite them")
    [mention] = await heard("app_mention")
    assert (mention["ts"], mention["channel"]) == (said["ts"], "C0LEADERS")


async def test_a_reply_names_the_author_of_its_thread(
    heard: Heard, maya: Person, sam: Person
) -> None:
    root = await maya.say("#general", "Root")
    await sam.say("#general", "Reply", thread_ts=root["ts"])
    [_, reply] = await heard()
    assert (reply["thread_ts"], reply["parent_user_id"]) == (root["ts"], "U0MAYA")


async def test_an_app_hears_its_own_messages_with_its_ids(
    heard: Heard, client: AsyncWebClient
) -> None:
    metadata = {"event_type": "asked", "event_payload": {"count": 3}}
    await client.chat_postMessage(channel="C0GENERAL", text="I am here", metadata=metadata)
    [event] = await heard("message")
    assert (event["bot_id"], event["app_id"]) == ("B0WIDEAPP", "A0WIDEAPP")
    assert event["bot_profile"]["name"] == "Wide app"
    assert event["metadata"] == metadata


async def test_a_file_of_a_persons_is_shared_in_a_message(
    heard: Heard, maya: Person, client: AsyncWebClient
) -> None:
    await maya.share("#general", "plan.md", b"# Plan", text="For @sam")
    events = {event["type"]: event for event in await heard()}
    message = events["message"]
    assert (message["subtype"], message["text"]) == ("file_share", "For <@U0SAM>")
    assert message["files"][0]["name"] == "plan.md"
    shared = events["file_shared"]
    assert (shared["user_id"], shared["channel_id"]) == ("U0MAYA", "C0GENERAL")
    assert (await client.files_info(file=shared["file_id"]))["file"]["user"] == "U0MAYA"


async def test_nobody_hears_of_an_ephemeral_message(heard: Heard, client: AsyncWebClient) -> None:
    await client.chat_postEphemeral(channel="C0GENERAL", user="U0MAYA", text="Psst")
    assert await heard() == []


async def test_a_changed_and_a_deleted_message_are_sent_with_what_they_were(
    heard: Heard, client: AsyncWebClient
) -> None:
    ts = (await client.chat_postMessage(channel="C0GENERAL", text="One"))["ts"]
    await client.chat_update(channel="C0GENERAL", ts=ts, text="Two")
    await client.chat_delete(channel="C0GENERAL", ts=ts)
    [_, changed, deleted] = await heard()
    assert (changed["subtype"], changed["hidden"]) == ("message_changed", True)
    assert (changed["message"]["text"], changed["previous_message"]["text"]) == ("Two", "One")
    assert changed["message"]["edited"]
    assert "edited" not in changed["previous_message"]
    assert (deleted["subtype"], deleted["deleted_ts"]) == ("message_deleted", ts)
    assert deleted["previous_message"]["text"] == "Two"


async def test_the_call_that_causes_an_event_does_not_wait_for_it(
    bot: Bot, client: AsyncWebClient, slack: Slack, maya: Person
) -> None:
    """An app that serves one request at a time would otherwise wait for itself."""
    order = []

    async def answer(payload: JSON) -> None:
        if "bot_id" not in payload["event"]:
            await client.chat_postMessage(channel="C0GENERAL", text="Answer")
            order.append("answered")
        else:
            order.append("heard itself")

    bot.on["message"] = answer
    await maya.say("#general", "Question")
    await slack.events.settle()
    assert order == ["answered", "heard itself"]


async def test_links_to_the_apps_domains_are_shared_with_it_wherever_they_are(
    heard: Heard, maya: Person
) -> None:
    await maya.say("#leadership", "See https://docs.example.com/a?b=1&c=2, not https://other.org")
    [event] = await heard("link_shared")
    assert event["links"] == [
        {"url": "https://docs.example.com/a?b=1&c=2", "domain": "example.com"}
    ]
    assert (event["is_bot_user_member"], event["source"]) == (False, "conversations_history")


async def test_metadata_that_the_manifest_subscribes_to_is_heard(
    heard: Heard, client: AsyncWebClient
) -> None:
    order = {"event_type": "order", "event_payload": {"id": "x1"}}
    other = {"event_type": "other", "event_payload": {"id": "x2"}}
    kinds = ("message_metadata_posted", "message_metadata_updated", "message_metadata_deleted")
    await client.chat_postMessage(channel="C0GENERAL", text="a", metadata=other)
    ts = (await client.chat_postMessage(channel="C0GENERAL", text="a", metadata=order))["ts"]
    [posted] = await heard(*kinds)
    assert (posted["type"], posted["metadata"]) == ("message_metadata_posted", order)
    assert (posted["app_id"], posted["message_ts"]) == ("A0WIDEAPP", ts)
    changed = {"event_type": "order", "event_payload": {"id": "x3"}}
    await client.chat_update(channel="C0GENERAL", ts=ts, text="a", metadata=changed)
    await client.chat_delete(channel="C0GENERAL", ts=ts)
    [updated, deleted] = await heard(*kinds)
    assert (updated["previous_metadata"], updated["metadata"]) == (order, changed)
    assert deleted["previous_metadata"] == changed


async def test_an_event_without_its_scope_is_not_sent_and_the_terminal_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    source = (Path(__file__).parent / "manifest.yml").read_text()
    narrow = source.replace("      - channels:history\n", "")
    narrow = narrow.replace("      - app_mention\n", "      - app_mentoin\n")
    manifest = tmp_path / "manifest.yml"
    manifest.write_text(narrow)
    async with local_slack.serve(local_slack.Settings((local_slack.AppSettings(manifest),))):
        pass
    assert [record.getMessage() for record in caplog.records] == [
        (
            "Wide app: The event app_mentoin is not sent: Slack has no such event. Did you mean "
            "app_mention?"
        ),
        "Wide app: The event message.channels is not sent: it needs the scope channels:history.",
    ]


async def test_an_event_whose_scope_nobody_has_granted_is_not_sent(
    heard: Heard, slack: Slack, maya: Person
) -> None:
    slack.app.granted = slack.app.scopes - {"channels:history"}
    await maya.say("#general", "@wide_app hello")
    assert [event["type"] for event in await heard()] == ["app_mention"]


async def test_blocks_of_a_message_are_in_its_event(heard: Heard, client: AsyncWebClient) -> None:
    blocks = [section("Hi <@U0WIDEAPP>")]
    await client.chat_postMessage(channel="C0GENERAL", text="Hi", blocks=blocks)
    [event] = await heard()
    assert event["blocks"][0]["text"]["text"] == "Hi <@U0WIDEAPP>"
    assert event["type"] == "message"  # an app does not mention itself
