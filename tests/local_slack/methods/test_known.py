"""Methods and events that Slack has, and this workspace has not, are told apart from mistakes."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING

from slack_sdk.web.client import WebClient

from local_slack.events import EVENTS
from local_slack.methods import METHODS
from local_slack.state.known import load_events, load_methods

if TYPE_CHECKING:
    import pytest

    from tests.local_slack.stub import Bot


def test_every_method_of_the_installed_sdk_is_known() -> None:
    called = set(re.findall(r'api_call\(\s*"([^"]+)"', inspect.getsource(WebClient)))
    assert len(called) > 300
    assert called - load_methods() == set()


def test_what_is_built_is_known() -> None:
    assert METHODS.keys() - load_methods() == set()
    assert EVENTS.keys() - load_events() == set()


async def test_a_real_method_that_is_not_built_is_told_apart_from_an_unknown_one(
    bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    refused = await bot.call("users.setPhoto")
    sentence = "users.setPhoto is a method of Slack's that local-slack has not built."
    assert refused["error"] == "not_built_in_local_slack"
    assert refused["response_metadata"]["messages"] == [f"[ERROR] {sentence}"]
    assert [record.getMessage() for record in caplog.records] == [sentence]
    assert (await bot.call("users.setPhotos"))["error"] == "unknown_method"
