"""What people read when Slack refuses a call: why, and what to do. Its codes are for the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from blocks.slack_causes import CAUSES, Cause

if TYPE_CHECKING:
    from collections.abc import Mapping

_GENERAL: Final = (
    "Slack refused it. Try again in a minute. If that doesn't help, ask the person who runs "
    "Hiring Desk to look at its log."
)

SENTENCES: Final[Mapping[Cause, str]] = {
    Cause.NOT_IN_CHANNEL: "I am not in this channel. Add me with `/invite`, then try again.",
    Cause.ARCHIVED: "This channel is archived. Unarchive it, or use another one.",
    Cause.RESTRICTED: (
        "Only some people can post in this channel. Use another one, or ask an administrator."
    ),
    Cause.TOO_LATE: "That took too long for Slack to open the form. Press or type it again.",
    Cause.FORM_GONE: "The form was closed or has changed. Open it again.",
    Cause.TOO_MANY_FORMS: "You have three forms open. Close one, then press again.",
    Cause.TOO_LONG: "It is too long for Slack. Make it shorter, then try again.",
    Cause.ANSWER_TOO_OLD: (
        "This answer is more than 30 minutes old, so Slack won't let me change it. "
        "Type the command again."
    ),
    Cause.MESSAGE_GONE: "The message was deleted. Type the command again for a new one.",
    Cause.MESSAGE_FIXED: (
        "Slack doesn't let me change that message any more. Type the command again for a new one."
    ),
    Cause.MESSAGES_OFF: (
        "Hiring Desk can't write to people here. Ask the person who runs it to turn on its "
        "Messages and Home tabs."
    ),
    Cause.PERSON_UNREACHABLE: (
        "Slack can't send direct messages to this person. Tell them in another way."
    ),
    Cause.NO_PERMISSION: (
        "Hiring Desk isn't allowed to do this here. Ask the person who runs it to reinstall it "
        "with its current manifest."
    ),
    Cause.NO_ACCESS: (
        "Hiring Desk has lost its access to this workspace. Ask the person who runs it to install "
        "it again."
    ),
    Cause.ADMINISTRATOR: (
        "Your workspace doesn't let Hiring Desk do this at the moment. Ask an administrator of "
        "the workspace."
    ),
    Cause.PAUSE: "Slack asks for a pause. Try again in a minute.",
    Cause.BUSY: "Slack can't do this at the moment. Try again in a minute.",
    Cause.FILES: (
        "Slack didn't take the file. Try again in a minute. If that doesn't help, ask an "
        "administrator whether apps may upload files."
    ),
    Cause.MISUSE: _GENERAL,
}

ACCESS_LOST: Final = frozenset(code for code, cause in CAUSES.items() if cause is Cause.NO_ACCESS)
"""The codes that say that a token is of no use any more."""


def explain_refusal(code: str) -> str:
    """Why Slack refused, and what to do about it, in sentences without the code."""
    cause = CAUSES.get(code)
    return SENTENCES[cause] if cause else _GENERAL
