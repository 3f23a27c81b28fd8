"""Why messages wait, in words for the owner: the reasons of `hiring.debriefs.trouble`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_ARCHIVED = "the channel is archived"
_REMOVED = "the app was removed from the channel; `/invite` it again"
_SETTINGS = "the channel's settings don't let the app post there"
_INSTALL = "the person who installed the app has to install it again"
_UNKNOWN = "Slack refused a message; tell the person who runs the app"
_MALFORMED = "Slack didn't accept a message; tell the person who runs the app"

# Slack's codes, as the reference lists them for chat.postMessage, chat.update, chat.delete and
# conversations.open. Those that pass by themselves are waited for and never told.
REASONS: Final[Mapping[str, str]] = {
    "public": "the channel is public",
    "shared": "the channel is shared with another organisation",
    "org_shared": "the channel is shared with other workspaces of your organisation",
    "archived": _ARCHIVED,
    "direct": "the channel is a group's direct messages",
    "stranger": "someone who isn't in this workspace is in the channel",
    "guest": "a guest is in the channel",
    "removed": _REMOVED,
    "left": "the person they are for has left the workspace; replace an interviewer in *Manage*",
    "is_archived": _ARCHIVED,
    "channel_not_found": _REMOVED,
    "not_in_channel": _REMOVED,
    "restricted_action": _SETTINGS,
    "restricted_action_non_threadable_channel": _SETTINGS,
    "restricted_action_read_only_channel": _SETTINGS,
    "restricted_action_thread_locked": _SETTINGS,
    "restricted_action_thread_only_channel": _SETTINGS,
    "messages_tab_disabled": "the app's Messages tab is turned off, so it can't write to people",
    "edit_window_closed": "the workspace's settings don't let the app change what it has posted",
    "cant_update_message": "Slack doesn't let the app change a message that it has posted",
    "cant_delete_message": "Slack doesn't let the app delete a message that it has posted",
    "missing_scope": f"the app lacks a permission; {_INSTALL}",
    "no_permission": f"the app lacks a permission; {_INSTALL}",
    "account_inactive": f"the app's token isn't valid any more; {_INSTALL}",
    "invalid_auth": f"the app's token isn't valid any more; {_INSTALL}",
    "not_authed": f"the app's token isn't valid any more; {_INSTALL}",
    "token_expired": f"the app's token isn't valid any more; {_INSTALL}",
    "token_revoked": f"the app's token isn't valid any more; {_INSTALL}",
    "team_access_not_granted": "an administrator has to let the app into this workspace",
    "invalid_blocks": _MALFORMED,
    "invalid_blocks_format": _MALFORMED,
    "msg_blocks_too_long": _MALFORMED,
    "msg_too_long": _MALFORMED,
    "no_text": _MALFORMED,
}


def describe_reasons(held: Iterable[str]) -> list[str]:
    """A clause for each reason, once. A code that isn't listed is for the log, not for people."""
    return list(dict.fromkeys(REASONS.get(reason, _UNKNOWN) for reason in held))
