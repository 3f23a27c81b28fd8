from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

import local_slack

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from local_slack.slack import Slack
    from tests.local_slack.stub import Bot

    JSON = dict[str, Any]


@pytest.fixture
def settings() -> local_slack.Settings:
    app = local_slack.AppSettings(Path(__file__).parent / "manifest.yml", app_token="xapp-local")
    return local_slack.Settings((app,))


@pytest.fixture
def client(slack: Slack) -> AsyncWebClient:
    return AsyncWebClient(slack.app.settings.bot_token, slack.api_url)


@pytest.fixture
def heard(slack: Slack, bot: Bot) -> Callable[..., Awaitable[list[JSON]]]:
    """The events of some types that the app has received since the last question, oldest first."""

    async def take(*types: str) -> list[JSON]:
        await slack.events.settle()
        events = [payload["event"] for payload in bot.received if "event" in payload]
        bot.received.clear()
        return [event for event in events if not types or event["type"] in types]

    return take
