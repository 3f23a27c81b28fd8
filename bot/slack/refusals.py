"""What people read when Slack refuses a call: why, and what to do. Its codes are for the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_NOT_IN_CHANNEL: Final = "I am not in this channel. Add me with `/invite`, then try again."
_TOO_LATE: Final = "That took too long for Slack to open the form. Press or type it again."
_NO_ACCESS: Final = (
    "Hiring Desk has lost its access to this workspace. Ask the person who runs it to install it "
    "again."
)
_RESTRICTED: Final = (
    "Only some people can post in this channel. Use another one, or ask an administrator."
)
_FORM_GONE: Final = "The form was closed or has changed. Open it again."
_TOO_LONG: Final = "It is too long for Slack. Make it shorter, then try again."
_TIME_IS_UP: Final = (
    "This answer is more than 30 minutes old, so Slack won't let me change it. "
    "Type the command again."
)
_UNREACHABLE: Final = "Slack can't send direct messages to this person."
_GENERAL: Final = (
    "Slack refused it. Try again in a minute. If that doesn't help, ask the person who runs "
    "Hiring Desk to look at its log."
)

_REASONS: Final[Mapping[str, str]] = {
    "account_inactive": _NO_ACCESS,
    "cannot_dm_bot": _UNREACHABLE,
    "channel_not_found": _NOT_IN_CHANNEL,
    "exchanged_trigger_id": _TOO_LATE,
    "expired_trigger_id": _TOO_LATE,
    "expired_url": _TIME_IS_UP,
    "hash_conflict": _FORM_GONE,
    "invalid_auth": _NO_ACCESS,
    "is_archived": "This channel is archived. Unarchive it, or use another one.",
    "missing_scope": (
        "Hiring Desk isn't allowed to do this here. Ask the person who runs it to reinstall it "
        "with its current manifest."
    ),
    "msg_blocks_too_long": _TOO_LONG,
    "msg_too_long": _TOO_LONG,
    "not_authed": _NO_ACCESS,
    "not_found": _FORM_GONE,
    "not_in_channel": _NOT_IN_CHANNEL,
    "push_limit_reached": "You have three forms open. Close one, then press again.",
    "ratelimited": "Slack asks for a pause. Try again in a minute.",
    "restricted_action": _RESTRICTED,
    "restricted_action_non_threadable_channel": _RESTRICTED,
    "restricted_action_read_only_channel": _RESTRICTED,
    "restricted_action_thread_only_channel": _RESTRICTED,
    "token_expired": _NO_ACCESS,
    "token_revoked": _NO_ACCESS,
    "trigger_exchanged": _TOO_LATE,
    "trigger_expired": _TOO_LATE,
    "upload_failed": "Slack couldn't upload the file. Try again in a minute.",
    "used_url": _TIME_IS_UP,
    "user_disabled": _UNREACHABLE,
    "user_not_found": _UNREACHABLE,
    "view_too_large": _TOO_LONG,
}


ACCESS_LOST: Final = frozenset(code for code, why in _REASONS.items() if why is _NO_ACCESS)
"""The codes that say that a token is of no use any more."""


def explain_refusal(code: str) -> str:
    """Why Slack refused, and what to do about it, in sentences without the code."""
    return _REASONS.get(code, _GENERAL)
