"""The tabs of an app's own page, as its manifest has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import local_slack
from local_slack.client import RefusedError, Workspace

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("app_home", "tabs", "error"),
    [
        ("{}", ["messages"], None),
        ("{home_tab_enabled: true}", ["home", "messages"], None),
        (
            "{home_tab_enabled: true, messages_tab_enabled: false}",
            ["home"],
            "messages_tab_disabled",
        ),
    ],
)
async def test_an_app_without_a_messages_tab_can_write_to_nobody(
    tmp_path: Path, app_home: str, tabs: list[str], error: str | None
) -> None:
    """Unless the manifest says otherwise, the tab is only for reading, as on Slack since 2021."""
    manifest = tmp_path / "manifest.yml"
    manifest.write_text(
        "display_information: {name: A}\n"
        f"features: {{bot_user: {{display_name: A}}, app_home: {app_home}}}\n"
        "oauth_config: {scopes: {bot: ['chat:write', 'im:write']}}\n"
    )
    settings = local_slack.AppSettings(manifest)
    async with (
        local_slack.serve(local_slack.Settings((settings,))) as slack,
        Workspace(slack.url) as workspace,
    ):
        maya = workspace.person("maya")
        direct = next(each for each in (await maya.screen())["channels"] if each["app"])
        assert (direct["tabs"], direct["read_only"]) == (tabs, True)
        headers = {"Authorization": f"Bearer {settings.bot_token}"}
        message = {"channel": "U0MAYA", "text": "Hello"}
        async with workspace.session.post(
            "/api/chat.postMessage", json=message, headers=headers
        ) as response:
            answer = await response.json()
        assert answer.get("error") == error
        with pytest.raises(RefusedError, match="has been turned off"):
            await maya.say("DM", "/anything")
        await maya.say("me", "A note of my own")
        assert [message["text"] for message in await maya.sees("me")] == ["A note of my own"]
