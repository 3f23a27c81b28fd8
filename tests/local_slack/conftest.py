from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from aiohttp.test_utils import TestServer

import local_slack
from local_slack.client import Person, Workspace
from tests.local_slack.stub import Bot

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from local_slack.slack import Slack

MANIFEST = Path(__file__).parent / "manifest.yml"


@pytest.fixture
def settings(tmp_path: Path) -> local_slack.Settings:
    app = local_slack.AppSettings(MANIFEST, app_token="xapp-local")
    return local_slack.Settings((app,), data=tmp_path / "slack")


@pytest.fixture
async def slack(settings: local_slack.Settings) -> AsyncIterator[Slack]:
    async with local_slack.serve(settings) as slack:
        yield slack


@pytest.fixture
async def bot(slack: Slack) -> AsyncIterator[Bot]:
    bot = Bot(slack.app.settings.signing_secret, slack.app.settings.bot_token)
    async with TestServer(bot.app) as server:
        bot.api_url = slack.api_url
        slack.app.delivery.url = str(server.make_url("/slack/events"))
        yield bot


@pytest.fixture
async def workspace(slack: Slack) -> AsyncIterator[Workspace]:
    async with Workspace(slack.url) as workspace:
        yield workspace


@pytest.fixture
def maya(workspace: Workspace) -> Person:
    return workspace.person("maya")


@pytest.fixture
def sam(workspace: Workspace) -> Person:
    return workspace.person("sam")
