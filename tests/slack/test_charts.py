"""Slack's own charts and tables: asked about once, and left out only where Slack refuses them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import pytest

from bot.metrics import Metrics
from bot.slack.charts import decide_native_charts
from bot.slack.client import Slack, open_session
from tests.desk import command, run_desk
from tests.raw_http import form
from tests.stand_in import serve_answers

if TYPE_CHECKING:
    from hiring.guide.role import Guide

REFUSED = {"ok": False, "error": "invalid_blocks", "errors": [{"pointer": "/blocks/0"}]}
ANSWERS: dict[str, tuple[Any, bool, str]] = {
    "taken": ({"ok": True}, True, ""),
    "refused": (REFUSED, False, "Slack refuses its own charts"),
    "unknown method": ({"ok": False, "error": "unknown_method"}, True, "did not say"),
    "too many calls": ({"ok": False, "error": "ratelimited"}, True, "did not say"),
    "server trouble": ((503, "", "text/html"), True, "could not be asked"),
}


async def token_of(_: str) -> str:
    raise AssertionError("blocks.validate takes no token")


@pytest.mark.parametrize("name", ANSWERS)
async def test_only_a_refusal_turns_them_off(name: str, caplog: pytest.LogCaptureFixture) -> None:
    answer, native, said = ANSWERS[name]
    caplog.set_level("INFO", "bot.slack.charts")
    async with (
        serve_answers({"blocks.validate": answer}) as stand_in,
        open_session() as session,
    ):
        slack = Slack(session, stand_in.url, token_of, Metrics())
        assert await decide_native_charts("auto", slack) is native
        assert stand_in.calls == ["blocks.validate"]
    assert said in caplog.text


@pytest.mark.parametrize("setting", ["on", "off"])
async def test_a_setting_is_not_asked_about(setting: Literal["on", "off"]) -> None:
    async with (
        serve_answers({"blocks.validate": REFUSED}) as stand_in,
        open_session() as session,
    ):
        slack = Slack(session, stand_in.url, token_of, Metrics())
        assert await decide_native_charts(setting, slack) is (setting == "on")
        assert stand_in.calls == []


@pytest.mark.parametrize("setting", ["auto", "off"])
async def test_answers_are_drawn_as_the_setting_says(
    setting: str, guide: Guide, valkey_url: str
) -> None:
    async with run_desk(guide, valkey_url, native_charts=setting) as desk:
        answer = (await desk.post(form(command("details")))).json
    drawn = {block["type"] for block in answer["blocks"]}
    assert (drawn >= {"data_visualization", "data_table"}) is (setting == "auto")
    assert "$220k" in str(answer["blocks"])
