"""The names of our commands. COMMAND_PREFIX changes them in what leaves for Slack, not here.

Our own sentences name commands in backticks, such as `/debrief`: `bot.slack.command_names`
finds it so. What people typed is marked by `blocks.mrkdwn.escape`, and stays as they typed it.
"""

from __future__ import annotations

from typing import Final

COMMANDS: Final = (
    "/salary",
    "/interview-questions",
    "/hiring-guide",
    "/do-we-need-a-lead",
    "/jd",
    "/debrief",
)
