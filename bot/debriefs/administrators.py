"""The people named in ADMINISTRATORS. Slack's own administrators are not among them by themselves.

They may appoint an owner for a debrief whose owner and decider have left, see the figures of the
whole workspace, set its defaults for reminders, and have words of unanswered questions counted.
None of that lets them see a sealed scorecard.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from bot.desk import Desk
    from bot.slack.requests import Action, Submission

NOT_AN_ADMINISTRATOR = (
    "Only an administrator of Hiring Desk can change that. The setting `ADMINISTRATORS` names them."
)


def list_administrators(tenant: str, desk: Desk) -> list[str]:
    """The user ids of a workspace's administrators; with many workspaces each names its own."""
    entries = (entry.rpartition(":") for entry in sorted(desk.administrators))
    return [user for workspace, _, user in entries if workspace in {"", tenant}]


def is_administrator(tenant: str, desk: Desk, user: str) -> bool:
    """Whether a person is named in ADMINISTRATORS."""
    return user in list_administrators(tenant, desk)


def require_administrator(request: Action | Submission, desk: Desk) -> None:
    """Raise HiringDeskError unless the person who acts is an administrator."""
    if not is_administrator(request.tenant, desk, request.user):
        raise HiringDeskError(NOT_AN_ADMINISTRATOR)
