"""The one message to whoever installed the app, or looks after it: the first steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks.debriefs import parts
from blocks.debriefs.lists import build_open_button
from blocks.mrkdwn import Mrkdwn

if TYPE_CHECKING:
    from blocks.kit import Message

STEPS = Mrkdwn(
    "*Welcome to Hiring Desk.* Three steps to the first debrief:\n"
    "1. Make a private channel for the hiring team, and `/invite` me to it.\n"
    "2. Type `/debrief` there with the candidate's initials, and pick the interviewers.\n"
    "3. Each interviewer is told what to ask, and files a scorecard. When all have filed, the"
    " channel reads them together."
)
MORE = Mrkdwn(
    "My Home tab shows what you owe and run. `/hiring-guide` answers questions about hiring. I send"
    " this once, to you only."
)


def build_welcome() -> Message:
    """The first steps, with the button that takes the second one."""
    return parts.join_parts(
        parts.build_text(STEPS, "welcome"),
        parts.build_small_text(MORE, "more"),
        parts.build_buttons([build_open_button(primary=True)], "acts"),
    )[0]
