"""trigger_id and response_url expire as on Slack."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from tests.local_slack.stub import Bot, actions, button, modal, section

if TYPE_CHECKING:
    from local_slack.client import Person, Workspace

JSON = dict[str, Any]
VIEW = modal("offer", section("Hello"))


async def test_a_trigger_opens_one_modal(bot: Bot, maya: Person) -> None:
    await maya.say("#general", "/salary")
    trigger = bot.received[-1]["trigger_id"]
    refused = await bot.call("views.open", trigger_id=trigger, view=modal("", section("")))
    assert refused["error"] == "invalid_arguments"
    assert (await bot.call("views.open", trigger_id=trigger, view=VIEW))["ok"]
    again = await bot.call("views.open", trigger_id=trigger, view=VIEW)
    assert again["error"] == "exchanged_trigger_id"
    unknown = await bot.call("views.open", trigger_id="1.2.abc", view=VIEW)
    assert unknown["error"] == "invalid_trigger_id"


async def test_a_trigger_expires_three_seconds_after_the_click(
    bot: Bot, maya: Person, workspace: Workspace
) -> None:
    await maya.say("#general", "/salary")
    await workspace.advance(3.1)
    late = await bot.call("views.open", trigger_id=bot.received[-1]["trigger_id"], view=VIEW)
    assert late["error"] == "expired_trigger_id"


async def test_views_push_needs_a_click_in_a_modal(bot: Bot, maya: Person) -> None:
    await maya.say("#general", "/salary")
    refused = await bot.call("views.push", trigger_id=bot.received[-1]["trigger_id"], view=VIEW)
    assert refused["error"] == "invalid_trigger_id"


async def test_a_response_url_takes_five_messages_even_where_the_bot_is_absent(
    bot: Bot, maya: Person
) -> None:
    await maya.say("#leadership", "/salary")
    url = bot.received[-1]["response_url"]
    for number in range(5):
        assert await bot.respond(url, text=str(number)) == (200, "ok")
    status, text = await bot.respond(url, text="6")
    assert (status, json.loads(text)["error"]) == (404, "used_url")
    assert [m["text"] for m in await maya.sees("#leadership")] == ["0", "1", "2", "3", "4"]


async def test_a_response_url_ends_after_thirty_minutes(
    bot: Bot, maya: Person, workspace: Workspace
) -> None:
    await maya.say("#general", "/salary")
    url = bot.received[-1]["response_url"]
    await workspace.advance(30 * 60 - 5)
    assert (await bot.respond(url, text="In time"))[0] == 200
    await workspace.advance(10)
    status, text = await bot.respond(url, text="Late")
    assert (status, json.loads(text)["error"]) == (404, "expired_url")


async def test_a_response_url_refuses_what_a_message_refuses(bot: Bot, maya: Person) -> None:
    await maya.say("#general", "/salary")
    url = bot.received[-1]["response_url"]
    status, text = await bot.respond(url, blocks=[{"type": "hologram"}])
    assert (status, json.loads(text)["error"]) == (400, "invalid_blocks")


async def test_the_response_url_of_a_command_replaces_nothing(bot: Bot, maya: Person) -> None:
    bot.on["/salary"] = {"text": "First"}
    await maya.say("#general", "/salary")
    url = bot.received[-1]["response_url"]
    await bot.respond(url, text="Second", replace_original=True)
    assert [m["text"] for m in await maya.sees("#general")] == ["First", "Second"]
    status, text = await bot.respond(url, delete_original=True)
    assert (status, json.loads(text)["error"]) == (400, "message_not_found")


async def test_the_response_url_of_an_action_replaces_and_deletes_its_ephemeral_message(
    bot: Bot, maya: Person, sam: Person
) -> None:
    blocks = [actions(button("Share", "share"))]
    bot.on["/salary"] = {"text": "Share?", "blocks": blocks}
    await maya.say("#general", "/salary")
    await maya.press((await maya.sees("#general"))[-1], "Share")
    url = bot.received[-1]["response_url"]
    await bot.respond(url, text="Shared", replace_original=True)
    [replaced] = await maya.sees("#general")
    assert (replaced["text"], replaced["blocks"], replaced["ephemeral"]) == ("Shared", [], True)
    await bot.respond(url, text="For all", response_type="in_channel")
    assert [m["text"] for m in await sam.sees("#general")] == ["For all"]
    await bot.respond(url, delete_original=True)
    assert [m["text"] for m in await maya.sees("#general")] == ["For all"]
    status, text = await bot.respond(url, text="Again", replace_original=True)
    assert (status, json.loads(text)["error"]) == (400, "message_not_found")


async def test_what_is_shared_through_a_response_url_cannot_be_edited_without_membership(
    bot: Bot, maya: Person
) -> None:
    await maya.say("#leadership", "/salary")
    await bot.respond(bot.received[-1]["response_url"], text="All", response_type="in_channel")
    shared = (await maya.sees("#leadership"))[-1]
    refused = await bot.call("chat.update", channel="C0LEADERS", ts=shared["ts"], text="Edited")
    assert refused["error"] == "channel_not_found"


@pytest.mark.parametrize(
    ("kind", "status", "error"), [("ratelimited", 429, "ratelimited"), ("delay", 200, None)]
)
async def test_a_fault_hits_as_many_calls_as_it_says(
    bot: Bot, workspace: Workspace, kind: str, status: int, error: str | None
) -> None:
    await workspace.fault("auth.test", kind, seconds=0.01)
    first, answer = await bot.call_with_status("auth.test")
    assert (first, answer.get("error")) == (status, error)
    assert (await bot.call_with_status("auth.test"))[0] == 200


async def test_a_fault_can_be_any_refusal_of_slacks(bot: Bot, workspace: Workspace) -> None:
    await workspace.fault("auth.test", "refused", code="token_revoked")
    answer = await bot.call_with_status("auth.test")
    assert answer == (200, {"ok": False, "error": "token_revoked"})


async def test_a_call_without_an_answer_may_or_may_not_have_had_its_effect(
    bot: Bot, workspace: Workspace, maya: Person
) -> None:
    for kind, seen in (("drop_before", 1), ("drop_after", 2)):
        await workspace.fault("chat.postMessage", kind)
        with pytest.raises(aiohttp.ClientError):
            await bot.call("chat.postMessage", channel="C0HIRING", text="Once")
        assert len(await maya.sees("#hiring-ai-lead")) == seen


async def test_a_server_error_is_not_json(bot: Bot, workspace: Workspace) -> None:
    await workspace.fault("*", "server_error", times=2)
    for _ in range(2):
        async with bot.session.post(f"{bot.api_url}auth.test") as response:
            assert response.status == 503
    async with bot.session.post(f"{bot.api_url}api.test") as response:
        assert response.status == 200
