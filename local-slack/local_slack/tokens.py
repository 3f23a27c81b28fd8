"""Tokens of the stand-in, and how those of Slack itself are told from them."""

from __future__ import annotations

import re

# As in Slack's documentation: xoxb-1-2-abc and xoxp-…, xoxe.xoxb-1-… that rotate, xapp-1-A….
_OF_SLACK = re.compile(r"(xoxe\.)?xox[a-z]-\d+-|xapp-\d+-[A-Z]")


def is_of_slack(token: str) -> bool:
    """Whether a token looks like one that Slack itself gave out. The stand-in takes none of them.

    Slack: https://docs.slack.dev/authentication/tokens
    """
    return _OF_SLACK.match(token.strip()) is not None
