"""What apps read and change about people, groups, files, the team and its emoji."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from local_slack.client import RefusedError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from slack_sdk.web.async_client import AsyncWebClient

    from local_slack.client import Person, Workspace
    from local_slack.slack import Slack
    from tests.local_slack.stub import Bot

    JSON = dict[str, Any]
    Heard = Callable[..., Awaitable[list[JSON]]]


async def test_a_person_is_looked_up_by_their_address(
    slack: Slack, client: AsyncWebClient, bot: Bot
) -> None:
    slack.workspace.users["U0MAYA"].email = "maya@example.com"
    by_email = await client.users_lookupByEmail(email="Maya@example.com")
    assert (by_email["user"]["id"], by_email["user"]["profile"]["email"]) == (
        "U0MAYA",
        "maya@example.com",
    )
    refused = await bot.call("users.lookupByEmail", email="nobody@example.com")
    assert refused["error"] == "users_not_found"


async def test_profiles_and_presence_are_anybodys(client: AsyncWebClient, bot: Bot) -> None:
    profile = (await client.users_profile_get(user="U0MAYA"))["profile"]
    assert profile["real_name"].startswith("Maya")
    assert (await client.users_getPresence(user="U0MAYA"))["presence"] == "active"
    assert (await bot.call("users.profile.get", user="U1"))["error"] == "user_not_found"


async def test_conversations_are_a_persons_or_the_apps_own(
    slack: Slack, client: AsyncWebClient
) -> None:
    slack.workspace.channels["C0GENERAL"].members.remove("U0SAM")
    kinds = "public_channel,private_channel"
    own = await client.users_conversations(types=kinds)
    assert {"C0HIRING", "C0GENERAL"} <= {each["id"] for each in own["channels"]}
    theirs = await client.users_conversations(types=kinds, user="U0SAM")
    assert "C0GENERAL" not in {each["id"] for each in theirs["channels"]}


async def test_a_group_is_created_filled_and_disabled(heard: Heard, client: AsyncWebClient) -> None:
    created = await client.usergroups_create(name="The Panel", handle="panelists")
    group = created["usergroup"]["id"]
    await client.usergroups_users_update(usergroup=group, users=["U0MAYA", "U0SAM"])
    assert (await client.usergroups_users_list(usergroup=group))["users"] == ["U0MAYA", "U0SAM"]
    changed, updated = (await heard())[1:]
    assert (changed["type"], changed["added_users"]) == (
        "subteam_members_changed",
        ["U0MAYA", "U0SAM"],
    )
    assert updated["subteam"]["user_count"] == 2
    await client.usergroups_update(usergroup=group, name="Panel of today")
    [listed] = [
        each
        for each in (await client.usergroups_list(include_users=True))["usergroups"]
        if each["id"] == group
    ]
    assert (listed["name"], listed["users"]) == ("Panel of today", ["U0MAYA", "U0SAM"])
    await client.usergroups_disable(usergroup=group)
    shown = (await client.usergroups_list())["usergroups"]
    assert group not in {each["id"] for each in shown}
    await client.usergroups_enable(usergroup=group)
    shown = (await client.usergroups_list())["usergroups"]
    assert group in {each["id"] for each in shown}


@pytest.mark.parametrize(
    ("method", "given", "code"),
    [
        ("usergroups.create", {}, "missing_subteam_name"),
        ("usergroups.create", {"name": "Maya", "handle": "maya"}, "handle_already_exists"),
        ("usergroups.create", {"name": "A", "handle": "Not this"}, "bad_handle"),
        ("usergroups.create", {"name": "A", "description": "x" * 141}, "description_too_long"),
        ("usergroups.users.list", {"usergroup": "S1"}, "no_such_subteam"),
    ],
)
async def test_a_group_is_refused_with_slacks_code(
    bot: Bot, method: str, given: JSON, code: str
) -> None:
    assert (await bot.call(method, **given))["error"] == code


async def test_a_group_has_people_only(client: AsyncWebClient, bot: Bot) -> None:
    group = (await client.usergroups_create(name="A"))["usergroup"]["id"]
    for users, code in (("", "no_users_provided"), ("U0MAYA,U1", "invalid_users")):
        refused = await bot.call("usergroups.users.update", usergroup=group, users=users)
        assert refused["error"] == code


async def test_the_team_the_bot_and_own_emoji_are_described(
    heard: Heard, client: AsyncWebClient, bot: Bot, workspace: Workspace
) -> None:
    team = (await client.team_info())["team"]
    assert (team["id"], team["domain"]) == ("T0LOCAL", "local-workspace")
    described = (await client.bots_info(bot="B0WIDEAPP"))["bot"]
    assert (described["app_id"], described["user_id"]) == ("A0WIDEAPP", "U0WIDEAPP")
    assert (await bot.call("bots.info", bot="B1"))["error"] == "bot_not_found"
    picture = "https://example.com/parrot.gif"
    emoji = {"as": "U0MAYA", "name": "party_parrot"}
    await workspace.post("/-/act", emoji | {"do": "add_emoji", "value": picture})
    assert (await client.emoji_list())["emoji"] == {"party_parrot": picture}
    await workspace.post("/-/act", emoji | {"do": "remove_emoji"})
    added, removed = await heard("emoji_changed")
    assert (added["subtype"], added["name"], added["value"]) == ("add", "party_parrot", picture)
    assert (removed["subtype"], removed["names"]) == ("remove", ["party_parrot"])
    with pytest.raises(RefusedError, match="taken"):
        await workspace.post("/-/act", emoji | {"do": "add_emoji", "name": "tada"})


async def test_a_file_is_seen_where_it_is_shared_and_deleted_by_its_app(
    heard: Heard, client: AsyncWebClient, bot: Bot, maya: Person
) -> None:
    await client.files_upload_v2(channel="C0GENERAL", filename="plan.md", content="# Plan")
    shared, message = await heard()
    if shared["type"] == "message":
        shared, message = message, shared
    assert (shared["type"], message["subtype"]) == ("file_shared", "file_share")
    file = shared["file_id"]
    assert (await client.files_info(file=file))["file"]["name"] == "plan.md"
    listed = await client.files_list(channel="C0GENERAL")
    assert ([each["id"] for each in listed["files"]], listed["paging"]["total"]) == ([file], 1)
    assert (await client.files_list(channel="C0HIRING"))["files"] == []
    await client.files_delete(file=file)
    assert (await bot.call("files.info", file=file))["error"] == "file_not_found"
    assert (await maya.sees("#general"))[-1]["files"] == []


async def test_an_app_hears_that_it_was_taken_out_of_the_workspace(
    heard: Heard, bot: Bot, workspace: Workspace
) -> None:
    with pytest.raises(RefusedError, match="Only an administrator"):
        await workspace.post("/-/act", {"as": "U0SAM", "do": "uninstall"})
    await workspace.post("/-/act", {"as": "U0MAYA", "do": "uninstall"})
    revoked, uninstalled = await heard()
    assert revoked["tokens"] == {"oauth": [], "bot": ["U0WIDEAPP"]}
    assert uninstalled["type"] == "app_uninstalled"
    assert (await bot.call("auth.test"))["error"] == "token_revoked"
