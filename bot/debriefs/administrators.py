"""The people named in ADMINISTRATORS. Slack's own administrators are not among them by themselves.

They may appoint an owner for a debrief whose owner and decider have left. That doesn't let them see
a sealed scorecard.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.desk import Desk


def list_administrators(tenant: str, desk: Desk) -> list[str]:
    """The user ids of a workspace's administrators; with many workspaces each names its own."""
    entries = (entry.rpartition(":") for entry in sorted(desk.administrators))
    return [user for workspace, _, user in entries if workspace in {"", tenant}]


def is_administrator(tenant: str, desk: Desk, user: str) -> bool:
    """Whether a person is named in ADMINISTRATORS."""
    return user in list_administrators(tenant, desk)
