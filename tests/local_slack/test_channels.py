"""What people do to channels and accounts: rules, Slack's own commands, and what apps hear."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from aiohttp.test_utils import TestServer

import local_slack
from local_slack.client import Person, RefusedError, Workspace, words
from tests.local_slack.stub import Bot

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from local_slack.slack import Slack

JSON = dict[str, Any]
MANIFEST = """
display_information: {name: Watcher}
features:
  bot_user: {display_name: Watcher}
oauth_config:
  scopes:
    bot: [channels:read, groups:read, users:read, channels:history, groups:history, commands]
settings:
  event_subscriptions:
    bot_events:
      - channel_archive
      - channel_created
      - channel_rename
      - channel_shared
      - channel_unarchive
      - channel_unshared
      - group_rename
      - member_joined_channel
      - member_left_channel
      - message.channels
      - message.groups
      - team_join
      - user_change
"""


@pytest.fixture
def settings(tmp_path: Path) -> local_slack.Settings:
    manifest = tmp_path / "manifest.yml"
    manifest.write_text(MANIFEST)
    return local_slack.Settings((local_slack.AppSettings(manifest),))


@pytest.fixture
async def bot(slack: Slack) -> AsyncIterator[Bot]:
    """An app that hears everything about channels and people."""
    bot = Bot(slack.app.settings.signing_secret, slack.app.settings.bot_token)
    async with TestServer(bot.app) as server:
        bot.api_url = slack.api_url
        slack.app.delivery.url = str(server.make_url("/slack/events"))
        yield bot


def heard(bot: Bot) -> list[JSON]:
    """The events since the last look, oldest first."""
    events = [payload["event"] for payload in bot.received]
    bot.received.clear()
    return events


def types(bot: Bot) -> list[str]:
    return [event.get("subtype") or event["type"] for event in heard(bot)]


async def answer_to(person: Person, channel: str, command: str) -> str:
    """What a command shows the person who typed it; empty for nothing."""
    await person.say(channel, command)
    latest = (await person.sees(channel))[-1]
    return words(latest).strip() if latest["ephemeral"] else ""


async def test_people_and_apps_are_invited_and_removed_by_command(
    bot: Bot, maya: Person, sam: Person
) -> None:
    await sam.say("#hiring-ai-lead", "/invite @lena @arjun")
    joined = [event for event in heard(bot) if event["type"] == "member_joined_channel"]
    assert [(event["user"], event["inviter"]) for event in joined] == [
        ("U0LENA", "U0SAM"),
        ("U0ARJUN", "U0SAM"),
    ]
    notes = (await maya.sees("#hiring-ai-lead"))[-2:]
    assert [note["subtype"] for note in notes] == ["channel_join", "channel_join"]
    assert await maya.unread("#hiring-ai-lead") == 0
    await sam.say("#hiring-ai-lead", "/remove @lena @watcher")
    assert types(bot)[0] == "channel_leave"
    assert (await sam.sees("#hiring-ai-lead"))[-1]["user"] == "U0WATCHER"
    await maya.say("#leadership", "/invite @watcher")
    assert "member_joined_channel" in types(bot)
    assert (await bot.call("conversations.info", channel="C0LEADERS"))["ok"]


@pytest.mark.parametrize(
    ("who", "channel", "command", "answer"),
    [
        ("sam", "#hiring-ai-lead", "/invite", "Name somebody: /invite @name"),
        ("sam", "#hiring-ai-lead", "/invite @nobody", "Nobody is called @nobody."),
        ("sam", "#hiring-ai-lead", "/invite @pavel", "the account is deactivated"),
        ("sam", "#hiring-ai-lead", "/invite @olive", "Share the channel with Northwind first."),
        ("sam", "#hiring-ai-lead", "/invite @noor", "a single-channel guest"),
        ("sam", "#hiring-ai-lead", "/invite @rosa", "is already in this channel"),
        ("noor", "#agency", "/invite @sam", "Guests and people of other workspaces"),
        ("lena", "#northwind-pilot", "/remove @arjun", "Only an administrator can remove"),
        ("sam", "#general", "/leave", "Everybody stays in #general."),
        ("maya", "#general", "/archive", "#general can't be archived."),
        ("sam", "#hiring-ai-lead", "/join #leadership", "There is no such channel."),
        ("sam", "#hiring-ai-lead", "/rename Big Room", "small letters"),
        ("sam", "#hiring-ai-lead", "/rename general", "is called #general already"),
        ("sam", "#hiring-ai-lead", "/who", "Maya (hiring manager), Sam (interviewer)"),
        ("sam", "#hiring-ai-lead", "/topic", "The topic is: Hiring our AI lead"),
        ("sam", "#hiring-ai-lead", "/unknown", "/unknown is not a valid command."),
    ],
)
async def test_slacks_own_commands_answer_only_whoever_typed_them(
    workspace: Workspace, who: str, channel: str, command: str, answer: str
) -> None:
    person = workspace.person(who)
    before = len(await workspace.person("maya").sees(channel if who == "noor" else "#general"))
    assert answer in await answer_to(person, channel, command)
    assert len(await workspace.person("maya").sees("#general")) <= max(before, 2)


async def test_channels_are_created_renamed_described_archived_and_brought_back(
    bot: Bot, maya: Person, sam: Person
) -> None:
    assert await sam.create_channel("#panel") == "C0PANEL"
    event = next(event for event in heard(bot) if event["type"] == "channel_created")
    assert (event["channel"]["name"], event["channel"]["creator"]) == ("panel", "U0SAM")
    await sam.say("#panel", "/invite @watcher")
    await sam.say("#panel", "/rename panels")
    renamed = next(event for event in heard(bot) if event["type"] == "channel_rename")
    assert renamed["channel"]["name"] == "panels"
    await sam.say("#panels", "/topic Who asks what")
    (note,) = heard(bot)
    assert (note["subtype"], note["topic"]) == ("channel_topic", "Who asks what")
    await sam.does("purpose", "#panels", text="Plans")
    info = (await bot.call("conversations.info", channel="C0PANEL"))["channel"]
    assert (info["topic"]["value"], info["purpose"]["value"]) == ("Who asks what", "Plans")
    heard(bot)
    await sam.say("#panels", "/archive")
    assert types(bot) == ["channel_archive", "channel_archive"]
    with pytest.raises(RefusedError, match="archived"):
        await sam.say("#panels", "Hello?")
    await maya.does("unarchive", "#panels")
    assert types(bot) == ["channel_unarchive", "channel_unarchive"]
    await sam.create_channel("quiet", private=True)
    assert heard(bot) == []


async def test_administrators_make_channels_public_and_private(
    bot: Bot, maya: Person, sam: Person, workspace: Workspace
) -> None:
    lena = workspace.person("lena")
    with pytest.raises(RefusedError, match="Only an administrator"):
        await sam.does("publish", "#hiring-ai-lead")
    await maya.does("publish", "#hiring-ai-lead")
    assert types(bot) == ["channel_convert_to_public"]
    await lena.say("#hiring-ai-lead", "/join #hiring-ai-lead")
    await maya.does("unpublish", "#hiring-ai-lead")
    assert types(bot)[-1] == "channel_convert_to_private"
    assert (await lena.sees("#hiring-ai-lead"))[-1]["subtype"] == "channel_convert_to_private"
    with pytest.raises(RefusedError, match="private already"):
        await maya.does("unpublish", "#hiring-ai-lead")


async def test_a_shared_channel_takes_people_of_the_other_company_until_it_is_unshared(
    bot: Bot, workspace: Workspace, sam: Person
) -> None:
    """They see that channel alone, write in it, press buttons, and can't use the app's commands."""
    olive = workspace.person("olive")
    assert [c["name"] for c in (await olive.screen())["channels"]] == [
        "northwind-pilot",
        "Olive (Northwind) (you)",
    ]
    await sam.does("share", "#hiring-ai-lead", team="T0NORTHWIND")
    (event,) = heard(bot)
    assert (event["type"], event["connected_team_id"]) == ("channel_shared", "T0NORTHWIND")
    await sam.say("#hiring-ai-lead", "/invite @olive")
    heard(bot)
    await olive.say("#hiring-ai-lead", "Hello from outside")
    envelope = bot.received[-1]
    assert envelope["is_ext_shared_channel"]
    assert envelope["event"]["user_team"] == "T0NORTHWIND"
    info = (await bot.call("conversations.info", channel="C0HIRING"))["channel"]
    assert (info["is_ext_shared"], info["connected_team_ids"]) == (True, ["T0NORTHWIND"])
    assert {person["id"] for person in (await olive.screen())["people"]} >= {"U0SAM"}
    assert "U0NOOR" not in {person["id"] for person in (await olive.screen())["people"]}
    heard(bot)
    await sam.does("unshare", "#hiring-ai-lead", team="T0NORTHWIND")
    assert types(bot) == ["channel_leave", "member_left_channel", "channel_unshared"]
    with pytest.raises(RefusedError):
        await olive.say("#hiring-ai-lead", "Hello?")


async def test_guests_and_outsiders_see_only_their_channels(workspace: Workspace) -> None:
    noor = await workspace.person("noor").screen()
    assert [c["name"] for c in noor["channels"] if c["kind"] != "im"] == ["agency"]
    people = {person["id"] for person in noor["people"]}
    assert {"U0ROSA", "U0MAYA", "U0NOOR"} <= people
    assert "U0SAM" not in people
    assert {person["id"] for person in noor["accounts"]} >= {"U0SAM", "U0PAVEL"}


async def test_nobody_acts_as_somebody_whose_account_is_deactivated(
    workspace: Workspace, maya: Person
) -> None:
    pavel = workspace.person("pavel")
    assert (await pavel.screen())["channels"] == []
    with pytest.raises(RefusedError, match="the account is deactivated"):
        await workspace.post("/-/act", {"as": pavel.id, "do": "say", "text": "Hi"})
    await maya.change_account(pavel.id, "reactivate")
    await pavel.say("#general", "Back again")


async def test_administrators_change_accounts(
    bot: Bot, workspace: Workspace, maya: Person, sam: Person
) -> None:
    ines = workspace.person("ines")
    for by, user, reason in (
        (sam, ines, "Only an administrator"),
        (maya, maya, "your own"),
        (maya, workspace.person("olive"), "of this workspace"),
    ):
        with pytest.raises(RefusedError, match=reason):
            await by.change_account(user.id, "deactivate")
    await maya.change_account(ines.id, "make_guest")
    (event,) = heard(bot)
    assert (event["type"], event["user"]["is_restricted"]) == ("user_change", True)
    assert "general" in [c["name"] for c in (await ines.screen())["channels"]]  # she was in it
    await maya.change_account(sam.id, "make_administrator")
    with pytest.raises(RefusedError, match="an owner"):
        await sam.change_account(maya.id, "deactivate")
    await sam.change_account(ines.id, "deactivate")
    screen = await sam.screen()
    shown = next(person for person in screen["people"] if person["id"] == ines.id)
    assert (shown["is_deactivated"], shown["can_change"]) == (True, ["reactivate"])


async def test_a_new_person_joins_the_workspace_and_its_general_channel(
    bot: Bot, workspace: Workspace, sam: Person
) -> None:
    profile = {"name": "kim", "real_name": "Kim", "title": "Designer", "tz": "Asia/Seoul"}
    assert await sam.add_person(**profile) == "U0KIM"
    events = heard(bot)
    assert [event["type"] for event in events] == ["team_join", "message", "member_joined_channel"]
    assert (events[0]["user"]["name"], events[0]["user"]["tz"]) == ("kim", "Asia/Seoul")
    kim = workspace.person("kim")
    await kim.say("#general", "Hello")
    assert await kim.sees("DM") == []
    for wrong, reason in (
        ({"name": "kim"}, "is taken"),
        ({"name": "Big Name"}, "A handle"),
        ({"name": "lo", "tz": "Mars"}, "time zone"),
    ):
        with pytest.raises(RefusedError, match=reason):
            await sam.add_person(**wrong)


async def test_whoever_mentions_somebody_outside_the_channel_is_offered_to_invite_them(
    bot: Bot, maya: Person
) -> None:
    """Slack offers it to the author alone; nobody is offered whom they can't invite."""
    await maya.say("#leadership", "Ask @watcher and @olive")
    offer = (await maya.sees("#leadership"))[-1]
    assert words(offer).splitlines()[0] == "<@U0WATCHER> is not in this channel."
    await maya.press(offer, "Do nothing")
    assert (await maya.sees("#leadership"))[-1]["user"] == "U0MAYA"
    await maya.say("#leadership", "@watcher, come in")
    await maya.press((await maya.sees("#leadership"))[-1], "Invite them")
    assert "member_joined_channel" in types(bot)
    await maya.say("#leadership", "@watcher, welcome")
    assert not (await maya.sees("#leadership"))[-1]["ephemeral"]


async def test_the_page_is_told_what_each_person_may_do_in_a_channel(
    workspace: Workspace, maya: Person, sam: Person
) -> None:
    async def allowed(person: Person, name: str) -> set[str]:
        channels = (await person.screen())["channels"]
        return set(next(channel["can"] for channel in channels if channel["name"] == name))

    ordinary = {"invite", "leave", "topic", "purpose", "rename", "share", "unshare", "archive"}
    assert await allowed(maya, "hiring-ai-lead") == ordinary | {"publish"}
    assert await allowed(sam, "hiring-ai-lead") == ordinary
    assert await allowed(workspace.person("noor"), "agency") == {"leave", "topic", "purpose"}
    assert await allowed(sam, "northwind-pilot") == {"join"}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("/invite <@U0NONE|x>", "Nobody has that id."),
        ("/join <#C0NONE|x>", "There is no such channel."),
    ],
)
async def test_a_typed_id_that_nothing_has_is_said_to_be_unknown(
    maya: Person, typed: str, sentence: str
) -> None:
    await maya.say("#general", typed)
    assert (await maya.sees("#general"))[-1]["text"] == sentence
