"""What Slack accepts where its documentation would let one expect a refusal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

import local_slack
from local_slack.client import Person, RefusedError
from tests.local_slack.stub import Bot, actions, button, modal, section

if TYPE_CHECKING:
    from pathlib import Path

    from local_slack.slack import Slack

    JSON = dict[str, Any]


async def test_an_empty_body_of_json_is_a_call_without_arguments(slack: Slack, bot: Bot) -> None:
    """Older versions of slack_sdk call auth.test and apps.connections.open so."""
    headers = {
        "Authorization": f"Bearer {slack.app.settings.bot_token}",
        "Content-Type": "application/json",
    }
    async with bot.session.post(f"{bot.api_url}auth.test", headers=headers) as response:
        assert (await response.json())["ok"]


@pytest.mark.parametrize("name", ["#general", "general"])
async def test_a_public_channel_can_be_written_to_by_its_name(bot: Bot, name: str) -> None:
    posted = await bot.call("chat.postMessage", channel=name, text="Hi")
    assert posted["channel"] == "C0GENERAL"


async def test_a_private_channel_is_not_found_by_its_name(bot: Bot) -> None:
    refused = await bot.call("chat.postMessage", channel="#hiring-ai-lead", text="Hi")
    assert refused["error"] == "channel_not_found"


async def test_a_manifest_can_be_json_that_is_indented_with_tabs(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.json"
    source = {"display_information": {"name": "Tabbed"}, "_metadata": {"major_version": 2}}
    manifest.write_text(json.dumps(source, indent="\t"))
    settings = local_slack.Settings((local_slack.AppSettings(manifest),))
    async with local_slack.serve(settings) as slack:
        assert slack.app.id == "A0TABBED"


async def test_an_action_id_is_unique_in_its_block(bot: Bot) -> None:
    """Slack: /reference/block-kit/block-elements, "in the containing block"."""
    blocks = [actions(button("a", "same")), actions(button("b", "same"))]
    assert (await bot.call("chat.postMessage", channel="C0HIRING", blocks=blocks))["ok"]


async def test_a_label_can_be_a_blank(bot: Bot) -> None:
    assert (await bot.call("chat.postMessage", channel="C0HIRING", blocks=[section(" ")]))["ok"]


async def test_the_view_of_an_answer_can_be_json_text(bot: Bot, maya: Person) -> None:
    async def open_first(payload: JSON) -> None:
        view = modal("one", section("One"))
        await bot.call("views.open", trigger_id=payload["trigger_id"], view=view)

    bot.on["/salary"] = open_first
    await maya.say("#general", "/salary")
    form = await maya.modal()
    assert form
    view = json.dumps(modal("two", section("Two")))
    bot.on["one"] = {"response_action": "update", "view": view}
    form = await maya.submit(form)
    assert form
    assert form["callback_id"] == "two"
    bot.on["two"] = {"response_action": "push", "view": "{"}
    with pytest.raises(RefusedError, match="trouble"):
        await maya.submit(form)
