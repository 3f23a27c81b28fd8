"""Why messages wait, in words for the owner: the reasons of `hiring.debriefs.trouble`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from blocks.slack_causes import CAUSES, Cause

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_UNKNOWN = "Slack refused a message; tell the person who runs the app"
_INSTALL = "the person who installed the app has to install it again"
_ARCHIVED = "the channel is archived"
_REMOVED = "the app was removed from the channel; `/invite` it again"

REASONS: Final[Mapping[str, str]] = {
    "public": "the channel is public",
    "shared": "the channel is shared with another organisation",
    "org_shared": "the channel is shared with other workspaces of your organisation",
    "archived": _ARCHIVED,
    "direct": "the channel is a group's direct messages",
    "stranger": "someone who isn't in this workspace is in the channel",
    "guest": "a guest is in the channel",
    "removed": _REMOVED,
    "withdrawn": "the owner has removed the debrief from the channel",
    "left": "the person they are for has left the workspace; replace an interviewer in *Manage*",
}
"""Our own reasons; any other is a code of Slack's."""

CLAUSES: Final[Mapping[Cause, str]] = {
    Cause.NOT_IN_CHANNEL: _REMOVED,
    Cause.ARCHIVED: _ARCHIVED,
    Cause.RESTRICTED: "the channel's settings don't let the app post there",
    Cause.TOO_LONG: "Slack didn't accept a message; tell the person who runs the app",
    Cause.MESSAGE_GONE: "a message that they belong to was deleted",
    Cause.MESSAGE_FIXED: "Slack doesn't let the app change or delete what it has posted",
    Cause.MESSAGES_OFF: "the app's Messages tab is turned off, so it can't write to people",
    Cause.PERSON_UNREACHABLE: "Slack can't send direct messages to the person",
    Cause.NO_PERMISSION: f"the app lacks a permission; {_INSTALL}",
    Cause.NO_ACCESS: f"the app's token isn't valid any more; {_INSTALL}",
    Cause.ADMINISTRATOR: "an administrator has to let the app work in this workspace",
    Cause.PAUSE: "Slack asks for a pause",
    Cause.BUSY: "Slack can't take them at the moment",
    Cause.MISUSE: "Slack didn't accept a message; tell the person who runs the app",
}


def describe_reasons(held: Iterable[str]) -> list[str]:
    """A clause for each reason, once. A code of Slack's is for the log, not for people."""
    return list(dict.fromkeys(map(_describe_reason, held)))


def _describe_reason(reason: str) -> str:
    if reason in REASONS:
        return REASONS[reason]
    cause = CAUSES.get(reason)
    return CLAUSES.get(cause, _UNKNOWN) if cause else _UNKNOWN
