"""What people type, as the workspace sends and stores it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import local_slack
from local_slack.client import RefusedError, Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from local_slack.client import Person
    from tests.local_slack.stub import Bot


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("@sam, and @Sam.", "<@U0SAM>, and <@U0SAM>."),
        ("#general and #leadership", "<#C0GENERAL|general> and <#C0LEADERS|>"),
        ("@here @channel @everyone", "<!here> <!channel> <!everyone>"),
        ("a@sam.org @nobody #nowhere @samantha", "a@sam.org @nobody #nowhere @samantha"),
        ("`@sam` ```#general``` @sam", "`@sam` ```#general``` <@U0SAM>"),
        ("See https://example.com/a?b=@sam&c#general.", None),
        ("https://a.example/👋 👋", "<https://a.example/👋> :wave:"),
        ("👋🏽 @sam ❤️ 1 👍 `👍`", ":wave::skin-tone-4: <@U0SAM> :heart: 1 :+1: `👍`"),
    ],
)
async def test_names_and_emoji_in_a_message_are_sent_as_slack_writes_them(
    maya: Person, typed: str, text: str | None
) -> None:
    await maya.say("#general", typed)
    shown = text or "See <https://example.com/a?b=@sam&amp;c#general>."
    assert (await maya.sees("#general"))[-1]["text"] == shown


async def test_an_app_can_be_mentioned_whatever_signs_are_in_its_name(tmp_path: Path) -> None:
    """Its handle has letters, digits and low lines only, and is nobody else's."""
    apps = []
    for number, name in enumerate(("Our App - v2 (Python)", "Our app, v2: Python!", "Maya", "🤖")):
        manifest = tmp_path / f"{number}.json"
        manifest.write_text(
            json.dumps(
                {
                    "display_information": {"name": f"App {number}"},
                    "features": {"bot_user": {"display_name": name}},
                }
            )
        )
        apps.append(local_slack.AppSettings(manifest, bot_token=f"xoxb-{number}"))
    async with (
        local_slack.serve(local_slack.Settings(tuple(apps))) as slack,
        Workspace(slack.url) as workspace,
    ):
        handles = ["our_app_v2_python", "our_app_v2_python2", "maya2", "app"]
        assert [app.bot().name for app in slack.apps] == handles
        maya = workspace.person("maya")
        await maya.say("#general", " ".join(f"@{handle}" for handle in handles))
        mentions = " ".join(f"<@{app.bot_user}>" for app in slack.apps)
        assert (await maya.sees("#general"))[-1]["text"] == mentions


async def test_commands_and_shortcuts_of_an_app_that_was_taken_out_do_not_exist(
    bot: Bot, maya: Person
) -> None:
    await maya.say("#general", "Hello")
    message = (await maya.sees("#general"))[-1]
    await bot.call("auth.revoke")
    before = len(bot.received)
    await maya.say("#general", "/salary london")
    assert "not a valid command" in (await maya.sees("#general"))[-1]["text"]
    with pytest.raises(RefusedError, match="No app has such a shortcut"):
        await maya.shortcut("ask_about", message)
    assert len(bot.received) == before
