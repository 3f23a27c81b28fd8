"""Whether Slack takes its own charts and tables. They are new, so it is asked once, at start."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Literal

from blocks import kit
from blocks.mrkdwn import Mrkdwn
from bot.slack.client import SlackError, SlackRefusedError

if TYPE_CHECKING:
    from bot.slack.client import Slack

log = logging.getLogger(__name__)

# Slack's codes for blocks that it does not take.
REFUSALS = {"invalid_blocks", "invalid_blocks_format", "unsupported_block"}


async def decide_native_charts(setting: Literal["auto", "on", "off"], slack: Slack) -> bool:
    """Decide by the setting or by `blocks.validate`. Only a clear refusal turns them off."""
    if setting != "auto":
        return setting == "on"
    try:
        await slack.validate_blocks(blocks=_build_sample())
    except SlackRefusedError as refusal:
        if refusal.code in REFUSALS:
            log.warning("Slack refuses its own charts and tables, so text tables are used")
            return False
        log.info("Slack did not say whether it takes charts (%s), so they are used", refusal.code)
    except SlackError:
        log.warning("Slack could not be asked whether it takes charts, so they are used")
    return True


def _build_sample() -> list[kit.Json]:
    chart = kit.bar_chart("Sample", {"Sample": {"A": 1, "B": 2}}, "chart", y_label="Sample")
    table = kit.table("Sample", ("A", "B"), [["one", (1, "1")]], "table", native=True)
    return list(kit.message(Mrkdwn("Sample"), [chart, table]).blocks)
