"""Web API methods answer and refuse as Slack's do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

import local_slack
from tests.local_slack.conftest import MANIFEST
from tests.local_slack.stub import Bot, button, modal, plain, section

if TYPE_CHECKING:
    from pathlib import Path

    from local_slack.client import Person, Workspace
    from local_slack.slack import Slack


async def test_a_call_without_token_is_not_authed(slack: Slack) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{slack.api_url}auth.test") as response,
    ):
        assert await response.json() == {"ok": False, "error": "not_authed"}


async def test_a_wrong_token_is_invalid(bot: Bot) -> None:
    assert (await bot.call("auth.test", token="xoxb-other"))["error"] == "invalid_auth"


async def test_an_app_token_opens_sockets_and_nothing_else(bot: Bot) -> None:
    assert (await bot.call("auth.test", token="xapp-local"))["error"] == "not_allowed_token_type"
    assert (await bot.call("apps.connections.open"))["error"] == "not_allowed_token_type"
    assert (await bot.call("apps.connections.open", token="xapp-local"))["ok"]


async def test_the_token_can_be_in_the_form_and_is_not_logged(
    slack: Slack, bot: Bot, workspace: Workspace
) -> None:
    form = {"token": slack.app.settings.bot_token, "channel": "C0HIRING", "text": "Hi"}
    async with bot.session.post(f"{slack.api_url}chat.postMessage", data=form) as response:
        assert (await response.json())["ok"]
    [call] = await workspace.calls("chat.postMessage")
    assert call["args"] == {"channel": "C0HIRING", "text": "Hi"}


async def test_a_client_secret_is_not_logged(bot: Bot, workspace: Workspace) -> None:
    await bot.call("oauth.v2.access", client_id="1", client_secret="hush", code="2")
    assert "hush" not in str(await workspace.calls())


async def test_an_unknown_method_is_unknown_and_an_unknown_argument_ignored(bot: Bot) -> None:
    assert (await bot.call("chat.sing"))["error"] == "unknown_method"
    assert (await bot.call("auth.test", colour="red"))["ok"]


async def test_answers_name_the_scopes_of_the_manifest(slack: Slack, bot: Bot) -> None:
    token = {"token": slack.app.settings.bot_token}
    async with bot.session.post(f"{slack.api_url}api.test", data=token) as response:
        scopes = response.headers["x-oauth-scopes"].split(",")
    assert {"chat:write", "commands", "im:read"} <= set(scopes)


async def test_a_method_without_its_scope_in_the_manifest_is_refused(bot: Bot) -> None:
    refused = await bot.call("conversations.info", channel="C0GENERAL")
    assert (refused["error"], refused["needed"]) == ("missing_scope", "channels:read")
    assert "groups:read" in refused["provided"]
    assert (await bot.call("conversations.info", channel="C0HIRING"))["ok"]


async def test_posting_needs_chat_write_in_the_manifest(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.yml"
    manifest.write_text(MANIFEST.read_text().replace("      - chat:write\n", ""))
    settings = local_slack.Settings((local_slack.AppSettings(manifest),))
    async with local_slack.serve(settings) as slack:
        client = AsyncWebClient(slack.app.settings.bot_token, slack.api_url)
        with pytest.raises(SlackApiError, match="missing_scope"):
            await client.chat_postMessage(channel="C0HIRING", text="Hi")


async def test_a_private_channel_without_the_bot_does_not_exist_for_it(
    bot: Bot,
) -> None:
    for method in ("chat.postMessage", "conversations.info", "conversations.members"):
        refused = await bot.call(method, channel="C0LEADERS", text="Hi")
        assert refused["error"] == "channel_not_found", method
    listed = await bot.call("conversations.list", types="private_channel")
    assert "C0LEADERS" not in [channel["id"] for channel in listed["channels"]]


async def test_a_public_channel_without_the_bot_is_not_in_channel(slack: Slack, bot: Bot) -> None:
    slack.workspace.channels["C0GENERAL"].members.remove("U0SAMPLEAPP")
    refused = await bot.call("chat.postMessage", channel="C0GENERAL", text="Hi")
    assert refused["error"] == "not_in_channel"


async def test_an_archived_channel_takes_no_message(slack: Slack, bot: Bot) -> None:
    slack.workspace.channels["C0HIRING"].is_archived = True
    refused = await bot.call("chat.postMessage", channel="C0HIRING", text="Hi")
    assert refused["error"] == "is_archived"


async def test_refused_blocks_say_what_is_wrong_with_them(bot: Bot, workspace: Workspace) -> None:
    refused = await bot.call("chat.postMessage", channel="C0HIRING", blocks=[section("")])
    [message] = refused["response_metadata"]["messages"]
    assert refused["error"] == "invalid_blocks"
    assert message == "[ERROR] must be more than 0 characters [json-pointer:/blocks/0/text/text]"
    assert (await workspace.calls())[-1]["messages"] == [message]


async def test_blocks_that_are_not_json_are_refused(bot: Bot) -> None:
    refused = await bot.call("chat.postMessage", channel="C0HIRING", text="a", blocks="[{")
    assert refused["error"] == "invalid_blocks_format"


async def test_a_message_to_a_person_goes_to_their_direct_message(bot: Bot, maya: Person) -> None:
    posted = await bot.call("chat.postMessage", channel="U0MAYA", text="Hello")
    assert posted["channel"] == "D0MAYA"
    assert (await maya.sees("DM"))[-1]["text"] == "Hello"


async def test_a_new_message_is_unread_and_an_edit_notifies_nobody(bot: Bot, maya: Person) -> None:
    posted = await bot.call("chat.postMessage", channel="C0HIRING", text="One")
    assert await maya.unread("#hiring-ai-lead") == 1
    await maya.read("#hiring-ai-lead")
    await bot.call("chat.update", channel="C0HIRING", ts=posted["ts"], text="Two")
    await bot.call("chat.postMessage", channel="C0HIRING", text="Re", thread_ts=posted["ts"])
    message = (await maya.sees("#hiring-ai-lead"))[-1]
    assert (message["text"], message["edited"], message["reply_count"]) == ("Two", True, 1)
    assert await maya.unread("#hiring-ai-lead") == 0


async def test_an_update_keeps_blocks_that_it_does_not_name(bot: Bot, maya: Person) -> None:
    posted = await bot.call("chat.postMessage", channel="C0HIRING", blocks=[section("Stays")])
    await bot.call("chat.update", channel="C0HIRING", ts=posted["ts"], text="New")
    assert (await maya.sees("#hiring-ai-lead"))[-1]["blocks"]
    await bot.call("chat.update", channel="C0HIRING", ts=posted["ts"], text="New", blocks=[])
    assert (await maya.sees("#hiring-ai-lead"))[-1]["blocks"] == []


async def test_an_update_takes_4000_characters(bot: Bot) -> None:
    posted = await bot.call("chat.postMessage", channel="C0HIRING", text="x" * 4001)
    refused = await bot.call("chat.update", channel="C0HIRING", ts=posted["ts"], text="x" * 4001)
    assert refused["error"] == "msg_too_long"


async def test_only_own_messages_can_be_changed(bot: Bot, maya: Person) -> None:
    said = await maya.say("#hiring-ai-lead", "Mine")
    for method, error in (
        ("chat.update", "cant_update_message"),
        ("chat.delete", "cant_delete_message"),
    ):
        refused = await bot.call(method, channel="C0HIRING", ts=said["ts"], text="Yours")
        assert refused["error"] == error
    gone = await bot.call("chat.delete", channel="C0HIRING", ts="1.000001")
    assert gone["error"] == "message_not_found"


async def test_a_reply_under_a_deleted_root_is_posted_to_the_channel(
    bot: Bot, maya: Person
) -> None:
    root = (await bot.call("chat.postMessage", channel="C0HIRING", text="Root"))["ts"]
    first = await bot.call("chat.postMessage", channel="C0HIRING", text="1", thread_ts=root)
    assert first["message"]["thread_ts"] == root
    await bot.call("chat.delete", channel="C0HIRING", ts=root)
    late = await bot.call("chat.postMessage", channel="C0HIRING", text="2", thread_ts=root)
    assert "thread_ts" not in late["message"]
    *_, tombstone, top = await maya.sees("#hiring-ai-lead")
    assert (tombstone["deleted"], top["text"]) == (True, "2")


async def test_a_reply_to_a_reply_joins_its_thread_and_a_bad_ts_is_refused(bot: Bot) -> None:
    root = (await bot.call("chat.postMessage", channel="C0HIRING", text="Root"))["ts"]
    reply = await bot.call("chat.postMessage", channel="C0HIRING", text="1", thread_ts=root)
    nested = await bot.call("chat.postMessage", channel="C0HIRING", text="2", thread_ts=reply["ts"])
    assert nested["message"]["thread_ts"] == root
    refused = await bot.call("chat.postMessage", channel="C0HIRING", text="2", thread_ts="last")
    assert refused["error"] == "invalid_thread_ts"


async def test_metadata_is_checked_and_stored(bot: Bot) -> None:
    metadata = {"event_type": "post", "event_payload": {"id": "x1"}}
    posted = await bot.call("chat.postMessage", channel="C0HIRING", text="a", metadata=metadata)
    assert posted["message"]["metadata"] == metadata
    refused = await bot.call("chat.postMessage", channel="C0HIRING", text="a", metadata="{")
    assert refused["error"] == "invalid_metadata_format"


async def test_only_one_member_sees_an_ephemeral_message(
    bot: Bot, maya: Person, sam: Person
) -> None:
    shown = await bot.call("chat.postEphemeral", channel="C0HIRING", user="U0MAYA", text="Psst")
    assert (await maya.sees("#hiring-ai-lead"))[-1]["ephemeral"]
    assert "Psst" not in [message["text"] for message in await sam.sees("#hiring-ai-lead")]
    ts = shown["message_ts"]
    refused = await bot.call("chat.update", channel="C0HIRING", ts=ts, text="Louder")
    assert refused["error"] == "message_not_found"
    outside = await bot.call("chat.postEphemeral", channel="D0MAYA", user="U0SAM", text="a")
    assert outside["error"] == "user_not_in_channel"


async def test_conversations_open_needs_one_person(bot: Bot) -> None:
    opened = await bot.call("conversations.open", users="U0SAM")
    assert opened["channel"]["id"] == "D0SAM"
    assert (await bot.call("conversations.open", users="U0NOONE"))["error"] == "user_not_found"


async def test_either_everybody_in_an_invitation_becomes_a_member_or_nobody(
    slack: Slack, bot: Bot
) -> None:
    members = slack.workspace.channels["C0HIRING"].members
    for user in ("U0SAM", "U0INES"):
        members.remove(user)
    slack.workspace.users["U0INES"].is_restricted = True
    both = {"channel": "C0HIRING", "users": "U0SAM,U0INES"}
    refused = await bot.call("conversations.invite", **both)
    assert refused["error"] == "user_is_restricted"
    assert refused["errors"] == [{"user": "U0INES", "ok": False, "error": "user_is_restricted"}]
    assert "U0SAM" not in members
    slack.workspace.users["U0INES"].is_restricted = False
    assert (await bot.call("conversations.invite", **both))["ok"]
    assert {"U0SAM", "U0INES"} <= set(members)
    await slack.events.settle()
    joined = [payload["event"] for payload in bot.received if "event" in payload]
    assert [(event["type"], event["inviter"]) for event in joined] == [
        ("member_joined_channel", "U0SAMPLEAPP")
    ] * 2


@pytest.mark.parametrize(
    ("channel", "users", "code"),
    [
        ("C0HIRING", "U0MAYA", "already_in_channel"),
        ("C0HIRING", "U0NOONE", "user_not_found"),
        ("C0HIRING", "U0SAMPLEAPP", "cant_invite_self"),
        ("C0HIRING", "U0LEFT", "cant_invite"),
        ("C0HIRING", ",".join(["U0SAM"] * 101), "too_many_users"),
        ("C0LEADERS", "U0SAM", "channel_not_found"),
        ("C0GENERAL", "U0SAM", "missing_scope"),
        ("D0MAYA", "U0SAM", "method_not_supported_for_channel_type"),
    ],
)
async def test_an_invitation_is_refused_with_slacks_code(
    bot: Bot, maya: Person, channel: str, users: str, code: str
) -> None:
    await maya.changes_profile("U0LEFT", deleted=True)
    refused = await bot.call("conversations.invite", channel=channel, users=users)
    assert refused["error"] == code


async def test_nobody_is_invited_to_an_archived_channel(slack: Slack, bot: Bot) -> None:
    channel = slack.workspace.channels["C0HIRING"]
    channel.members.remove("U0SAM")
    channel.is_archived = True
    refused = await bot.call("conversations.invite", channel="C0HIRING", users="U0SAM")
    assert refused["error"] == "is_archived"


async def test_members_come_in_pages(slack: Slack) -> None:
    client = AsyncWebClient(slack.app.settings.bot_token, slack.api_url)
    first = await client.conversations_members(channel="C0HIRING", limit=4)
    rest = await client.conversations_members(
        channel="C0HIRING", limit=4, cursor=first["response_metadata"]["next_cursor"]
    )
    assert len({*first["members"], *rest["members"]}) == 6
    assert rest["response_metadata"]["next_cursor"] == ""


async def test_user_info_shows_administrators_and_no_email_address(bot: Bot) -> None:
    maya = (await bot.call("users.info", user="U0MAYA"))["user"]
    assert (maya["is_admin"], maya["profile"]["title"]) == (True, "Hiring manager")
    assert "email" not in maya["profile"]
    assert (await bot.call("users.info", user="U0NOONE"))["error"] == "user_not_found"
    listed = {member["id"] for member in (await bot.call("users.list"))["members"]}
    assert {"U0MAYA", "USLACKBOT", "U0SAMPLEAPP"} <= listed


async def test_a_permalink_is_of_a_message(bot: Bot) -> None:
    ts = (await bot.call("chat.postMessage", channel="C0HIRING", text="a"))["ts"]
    link = await bot.call("chat.getPermalink", channel="C0HIRING", message_ts=ts)
    assert link["permalink"].endswith("/archives/C0HIRING/p" + ts.replace(".", ""))


async def test_blocks_validate_needs_no_token_and_lists_the_problems(slack: Slack) -> None:
    client = AsyncWebClient(base_url=slack.api_url)
    assert (await client.blocks_validate(blocks=[section("Fine")]))["ok"]
    assert (await client.blocks_validate(view=modal("a", section("Fine"))))["ok"]
    alert = {"type": "alert", "text": plain("Only in a modal")}
    assert (await client.blocks_validate(blocks=[alert]))["ok"]
    with pytest.raises(SlackApiError) as refusal:
        await client.blocks_validate(message={"blocks": [section("a", accessory={})]})
    assert refusal.value.response["error"] == "invalid_message"
    [error] = refusal.value.response["errors"]
    assert error["pointer"] == "/blocks/0/accessory"
    assert error["code"] == "missing_field"
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        await client.blocks_validate()


async def test_a_file_goes_to_a_channel_not_to_a_person(slack: Slack, maya: Person) -> None:
    client = AsyncWebClient(slack.app.settings.bot_token, slack.api_url)
    await client.files_upload_v2(
        channel="D0MAYA", filename="kit.md", content="# Kit", initial_comment="Your kit"
    )
    message = (await maya.sees("DM"))[-1]
    [file] = message["files"]
    assert (message["text"], file["name"], file["size"]) == ("Your kit", "kit.md", 5)
    async with (
        aiohttp.ClientSession() as session,
        session.get(slack.url + file["url"]) as response,
    ):
        assert await response.text() == "# Kit"
        assert response.headers["Content-Disposition"].startswith("attachment")
    with pytest.raises(SlackApiError, match="channel_not_found"):
        await client.files_upload_v2(channel="U0MAYA", filename="kit.md", content="# Kit")


# slack_sdk's client still uses what aiohttp is about to drop.
@pytest.mark.filterwarnings("ignore:BasicAuth:DeprecationWarning")
async def test_a_local_installation_gives_the_token_for_a_code_once(slack: Slack) -> None:
    client = AsyncWebClient(base_url=slack.api_url)
    query = {"client_id": "1", "redirect_uri": "http://localhost/back?from=1", "state": "s"}
    async with (
        aiohttp.ClientSession() as session,
        session.get(
            f"{slack.url}/oauth/v2/authorize", params=query, allow_redirects=False
        ) as response,
    ):
        assert response.headers["Location"].startswith("http://localhost/back?from=1&code=")
        code = response.headers["Location"].split("code=")[1].split("&")[0]
        assert response.headers["Location"].endswith("state=s")
    granted = await client.oauth_v2_access(client_id="1", client_secret="2", code=code)
    assert granted["access_token"] == slack.app.settings.bot_token
    with pytest.raises(SlackApiError, match="invalid_code"):
        await client.oauth_v2_access(client_id="1", client_secret="2", code=code)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 421),
        ({"Host": "[::1"}, 421),
        ({"Host": "localhost"}, 200),
        ({"Origin": "http://evil.example"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
    ],
)
async def test_other_sites_cannot_read_the_workspace(
    slack: Slack, headers: dict[str, str], status: int
) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{slack.url}/-/boot", headers=headers) as response,
    ):
        assert response.status == status


async def test_home_is_published_per_person_and_protected_by_its_hash(
    bot: Bot, maya: Person, sam: Person
) -> None:
    view = {"type": "home", "blocks": [section("Hello", accessory=button("Go", "go"))]}
    published = await bot.call("views.publish", user_id="U0MAYA", view=view)
    old = published["view"]["hash"]
    await bot.call("views.publish", user_id="U0MAYA", view=view, hash=old)
    late = await bot.call("views.publish", user_id="U0MAYA", view=view, hash=old)
    assert late["error"] == "hash_conflict"
    home = await maya.home()
    assert home
    assert await sam.home() is None
    await maya.press(home, "Go")
    assert bot.received[-1]["view"]["type"] == "home"
    assert "response_url" not in bot.received[-1]


@pytest.mark.parametrize(
    ("content_type", "body", "error"),
    [
        ("application/json", b"{", "invalid_json"),
        ("application/json", b"[]", "json_not_object"),
        ("application/json", b"\xff", "invalid_json"),
        ("multipart/form-data", b"x", "invalid_form_data"),
    ],
)
async def test_a_body_that_cannot_be_read_is_refused(
    bot: Bot, content_type: str, body: bytes, error: str
) -> None:
    headers = {"Content-Type": content_type}
    async with bot.session.post(f"{bot.api_url}api.test", data=body, headers=headers) as response:
        assert (await response.json())["error"] == error


async def test_a_missing_argument_is_named(bot: Bot) -> None:
    refused = await bot.call("chat.postMessage", text="a")
    assert refused["error"] == "invalid_arguments"
    messages = refused["response_metadata"]["messages"]
    assert messages == ["[ERROR] missing required field: channel"]


async def test_api_test_returns_its_arguments(bot: Bot) -> None:
    assert (await bot.call("api.test", colour="red"))["args"] == {"colour": "red"}
    assert (await bot.call("api.test", error="oops"))["error"] == "oops"
