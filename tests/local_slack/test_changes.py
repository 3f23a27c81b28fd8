"""Changes of channels, messages and people reach the app as on Slack."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from local_slack.client import Person, RefusedError, Workspace

if TYPE_CHECKING:
    from tests.local_slack.stub import Bot

JSON = dict[str, Any]
MARK = {"event_type": "posted", "event_payload": {"id": "a1"}}


async def posted(bot: Bot, text: str = "Hi", **more: Any) -> str:  # noqa: ANN401 - JSON
    answer = await bot.call("chat.postMessage", channel="C0HIRING", text=text, **more)
    assert answer["ok"], answer
    return str(answer["ts"])


def latest_event(bot: Bot) -> JSON:
    """The latest event, without its time."""
    event: JSON = bot.received[-1]["event"]
    return {name: value for name, value in event.items() if name != "event_ts"}


async def test_history_is_newest_first_without_replies_and_with_metadata_on_request(
    bot: Bot,
) -> None:
    root = await posted(bot, "Root", metadata=MARK)
    await posted(bot, "Reply", thread_ts=root)
    later = await posted(bot, "Later")
    history = await bot.call("conversations.history", channel="C0HIRING")
    assert [message["text"] for message in history["messages"]][:2] == ["Later", "Root"]
    assert "metadata" not in history["messages"][1]
    whole = await bot.call(
        "conversations.history", channel="C0HIRING", oldest=root, include_all_metadata=True
    )
    assert [message["ts"] for message in whole["messages"]] == [later]
    assert not whole["has_more"]
    whole = await bot.call("conversations.history", channel="C0HIRING", include_all_metadata=True)
    assert whole["messages"][1]["metadata"] == MARK


async def test_history_comes_in_pages(bot: Bot) -> None:
    for number in range(3):
        await posted(bot, str(number))
    first = await bot.call("conversations.history", channel="C0HIRING", limit=2)
    assert [message["text"] for message in first["messages"]] == ["2", "1"]
    assert first["has_more"]
    cursor = first["response_metadata"]["next_cursor"]
    second = await bot.call("conversations.history", channel="C0HIRING", limit=2, cursor=cursor)
    assert second["messages"][0]["text"] == "0"


async def test_replies_start_with_the_root_even_if_it_was_deleted(bot: Bot, maya: Person) -> None:
    root = await posted(bot, "Root")
    reply = await posted(bot, "Reply", thread_ts=root)
    await maya.delete({"channel": "C0HIRING", "ts": root})
    thread = await bot.call("conversations.replies", channel="C0HIRING", ts=root)
    assert [message["ts"] for message in thread["messages"]] == [root, reply]
    assert thread["messages"][0]["subtype"] == "tombstone"
    gone = await bot.call("conversations.replies", channel="C0HIRING", ts="1.1")
    assert gone["error"] == "thread_not_found"


async def test_history_needs_the_scope_of_its_kind_of_channel(bot: Bot) -> None:
    refused = await bot.call("conversations.history", channel="C0GENERAL")
    assert (refused["error"], refused["needed"]) == ("missing_scope", "channels:history")
    away = await bot.call("conversations.history", channel="C0LEADERS")
    assert away["error"] == "channel_not_found"


async def test_people_delete_their_own_messages_and_administrators_any(
    bot: Bot, maya: Person, sam: Person
) -> None:
    ts = await posted(bot)
    message = (await sam.sees("#hiring-ai-lead"))[-1]
    with pytest.raises(RefusedError, match="administrator"):
        await sam.delete(message)
    await maya.delete(message)
    assert message["ts"] not in [m["ts"] for m in await sam.sees("#hiring-ai-lead")]
    for method in ("chat.update", "chat.delete"):
        refused = await bot.call(method, channel="C0HIRING", ts=ts, text="x")
        assert refused["error"] == "message_not_found"
    link = await bot.call("chat.getPermalink", channel="C0HIRING", message_ts=ts)
    assert link["error"] == "message_not_found"


async def test_the_app_hears_who_joins_and_leaves(bot: Bot, maya: Person, sam: Person) -> None:
    where = {"channel": "C0HIRING", "channel_type": "G", "team": "T0LOCAL"}
    await sam.does("leave", "#hiring-ai-lead")
    assert latest_event(bot) == {"type": "member_left_channel", "user": "U0SAM", **where}
    with pytest.raises(RefusedError, match="not in this channel"):
        await maya.does("remove", "#hiring-ai-lead", user="U0SAM")
    await maya.does("invite", "#hiring-ai-lead", user="U0SAM")
    joined = {"type": "member_joined_channel", "user": "U0SAM", "inviter": "U0MAYA", **where}
    assert latest_event(bot) == joined
    with pytest.raises(RefusedError, match="already"):
        await sam.does("join", "#hiring-ai-lead")
    with pytest.raises(RefusedError, match="Nobody"):
        await maya.does("invite", "#hiring-ai-lead", user="U0NOBODY")
    await sam.does("join", "#northwind-pilot")
    assert "inviter" not in latest_event(bot)


async def test_an_app_hears_of_its_removal_and_of_nothing_after_it(bot: Bot, maya: Person) -> None:
    await maya.does("remove", "#hiring-ai-lead", user="U0SAMPLEAPP")
    gone = {"type": "group_left", "channel": "C0HIRING", "actor_id": "U0MAYA"}
    assert latest_event(bot) == gone
    heard = len(bot.received)
    await maya.does("archive", "#hiring-ai-lead")
    assert len(bot.received) == heard
    refused = await bot.call("conversations.info", channel="C0HIRING")
    assert refused["error"] == "channel_not_found"


async def test_the_app_hears_of_archiving_and_sharing_and_not_of_publishing(
    bot: Bot, maya: Person
) -> None:
    for act, event in (
        ("archive", {"type": "group_archive", "user": "U0MAYA"}),
        ("unarchive", {"type": "group_unarchive", "user": "U0MAYA"}),
        ("share", {"type": "channel_shared", "connected_team_id": "T0OTHER"}),
    ):
        await maya.does(act, "#hiring-ai-lead")
        assert latest_event(bot) == {"channel": "C0HIRING", **event}
        if act == "archive":
            with pytest.raises(RefusedError, match="archived"):
                await maya.does("join", "#hiring-ai-lead")
    heard = len(bot.received)
    await maya.does("publish", "#hiring-ai-lead")
    assert len(bot.received) == heard


async def test_channel_info_shows_what_has_changed(
    bot: Bot, workspace: Workspace, maya: Person
) -> None:
    for act in ("share", "archive"):
        await maya.does(act, "#hiring-ai-lead")
    shown = (await bot.call("conversations.info", channel="C0HIRING"))["channel"]
    assert (shown["is_private"], shown["is_ext_shared"], shown["is_archived"]) == (True, True, True)
    await workspace.reset()


async def test_people_become_guests_and_new_guests_are_added(bot: Bot, maya: Person) -> None:
    await maya.changes_profile("U0SAM", is_restricted=True)
    assert latest_event(bot)["type"] == "user_change"
    assert latest_event(bot)["user"]["is_restricted"]
    await maya.changes_profile("U0GUEST", is_restricted=True)
    await maya.does("invite", "#hiring-ai-lead", user="U0GUEST")
    members = await bot.call("conversations.members", channel="C0HIRING")
    assert "U0GUEST" in members["members"]
    assert (await bot.call("users.info", user="U0GUEST"))["user"]["is_restricted"]
    with pytest.raises(RefusedError, match="profile"):
        await maya.changes_profile("U0SAM", salary=1)


async def test_a_channel_with_another_id_keeps_its_messages(bot: Bot, maya: Person) -> None:
    ts = await posted(bot, "Root")
    await maya.does("change_id", "#hiring-ai-lead")
    assert latest_event(bot) == {
        "type": "channel_id_changed",
        "old_channel_id": "C0HIRING",
        "new_channel_id": "C0HIRINGN",
    }
    old = await bot.call("chat.update", channel="C0HIRING", ts=ts, text="Changed")
    assert old["error"] == "channel_not_found"
    assert (await bot.call("chat.update", channel="C0HIRINGN", ts=ts, text="Changed"))["ok"]
    assert (await maya.sees("#hiring-ai-lead"))[-1]["text"] == "Changed"


async def test_only_members_that_a_new_message_mentions_are_notified_and_nobody_of_an_edit(
    bot: Bot, maya: Person, sam: Person
) -> None:
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "Hello <@U0SAM>"}}]
    first = await posted(bot, "Hello <@U0MAYA> <@U0NOBODY>", blocks=blocks)
    plain = await posted(bot, "&lt;@U0SAM&gt;")
    edit = await bot.call("chat.update", channel="C0HIRING", ts=plain, text="<@U0SAM>")
    assert edit["ok"]
    for person in (maya, sam):
        assert [m["ts"] for m in await person.notified("#hiring-ai-lead")] == [first]


async def test_a_channel_of_one_organisation_is_shared_and_not_with_another(
    bot: Bot, maya: Person
) -> None:
    await maya.does("share_in_organisation", "#hiring-ai-lead")
    shown = (await bot.call("conversations.info", channel="C0HIRING"))["channel"]
    flags = ("is_shared", "is_org_shared", "is_ext_shared", "is_private")
    assert [shown[flag] for flag in flags] == [True, True, False, True]


async def test_a_channel_that_was_made_public_can_be_made_private_again_without_an_event(
    bot: Bot, maya: Person
) -> None:
    await maya.does("publish", "#hiring-ai-lead")
    await maya.does("unpublish", "#hiring-ai-lead")
    assert bot.received == []
    shown = (await bot.call("conversations.info", channel="C0HIRING"))["channel"]
    assert shown["is_private"]


async def test_slack_says_of_slackbot_that_it_is_no_bot(bot: Bot) -> None:
    for user, is_bot in (("USLACKBOT", False), ("U0SAMPLEAPP", True), ("U0MAYA", False)):
        assert (await bot.call("users.info", user=user))["user"]["is_bot"] == is_bot
