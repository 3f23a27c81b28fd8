"""Slack's error codes by what lies behind them, and so by what a person can do about it.

The codes are those that Slack's reference lists for the methods that Hiring Desk calls. What people
read is beside the place where they read it: `bot.slack.refusals` after a press or a command,
`blocks.debriefs.reasons` about messages that wait, `blocks.debriefs.invite` about invitations.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


class Cause(StrEnum):
    """Why Slack refuses a call."""

    NOT_IN_CHANNEL = "not in channel"
    ARCHIVED = "archived"
    RESTRICTED = "the channel's or the workspace's settings"
    TOO_LATE = "too late for a form"
    FORM_GONE = "the form is closed or has changed"
    TOO_MANY_FORMS = "three forms are open"
    TOO_LONG = "too long"
    ANSWER_TOO_OLD = "the answer is too old to change"
    MESSAGE_GONE = "the message is gone"
    MESSAGE_FIXED = "the message can't be changed"
    MESSAGES_OFF = "the app's Messages tab is off"
    PERSON_UNREACHABLE = "nobody gets direct messages there"
    NO_PERMISSION = "a scope is missing"
    NO_ACCESS = "the token isn't valid any more"
    ADMINISTRATOR = "an administrator has shut it"
    PAUSE = "Slack wants a pause"
    BUSY = "Slack can't do it at the moment"
    FILES = "files aren't taken"
    MISUSE = "the app made a mistake"


_CODES: Final[Mapping[Cause, str]] = {
    Cause.NOT_IN_CHANNEL: "channel_not_found not_in_channel invalid_channel no_channel",
    Cause.ARCHIVED: "is_archived is_inactive",
    Cause.RESTRICTED: """
        channel_is_limited_access posting_to_channel_denied restricted_action
        restricted_action_non_threadable_channel restricted_action_read_only_channel
        restricted_action_thread_locked restricted_action_thread_only_channel
    """,
    Cause.TOO_LATE: """
        exchanged_trigger_id expired_trigger_id invalid_trigger_id trigger_exchanged trigger_expired
    """,
    Cause.FORM_GONE: "hash_conflict not_found view_not_found",
    Cause.TOO_MANY_FORMS: "push_limit_reached",
    Cause.TOO_LONG: """
        attachment_payload_limit_exceeded metadata_too_large msg_blocks_too_long msg_too_long
        too_many_attachments view_too_large
    """,
    Cause.ANSWER_TOO_OLD: "expired_url used_url",
    Cause.MESSAGE_GONE: "cannot_reply_to_message message_not_found thread_not_found",
    Cause.MESSAGE_FIXED: """
        block_mismatch cant_delete_message cant_update_message edit_window_closed update_failed
    """,
    Cause.MESSAGES_OFF: "messages_tab_disabled not_enabled",
    Cause.PERSON_UNREACHABLE: """
        cannot_dm_bot user_disabled user_not_found user_not_visible users_not_found
    """,
    Cause.NO_PERMISSION: "missing_scope no_permission no_scopes",
    Cause.NO_ACCESS: """
        account_inactive invalid_auth not_allowed_token_type not_authed token_expired token_revoked
    """,
    Cause.ADMINISTRATOR: """
        access_denied accesslimited ekm_access_denied enterprise_is_restricted org_login_required
        team_access_not_granted team_added_to_org team_not_found two_factor_setup_required
    """,
    Cause.PAUSE: "rate_limited ratelimited message_limit_exceeded",
    Cause.BUSY: """
        external_channel_migrating fatal_error fetch_members_failed internal_error request_timeout
        service_unavailable
    """,
    Cause.FILES: """
        channels_limit_exceeded file_type_not_allowed file_not_found file_share_limit_reached
        file_update_failed file_upload_size_restricted file_uploads_disabled
        file_uploads_except_images_disabled storage_limit_reached upload_failed
    """,
    Cause.MISUSE: """
        alt_txt_too_large as_user_not_supported deprecated_endpoint duplicate_channel_not_found
        duplicate_external_id duplicate_message_not_found invalid_arg_name invalid_arguments
        invalid_array_arg invalid_attachments invalid_blocks invalid_blocks_format invalid_charset
        invalid_cursor invalid_form_data invalid_limit invalid_metadata_filter_keys
        invalid_metadata_format invalid_metadata_schema invalid_post_type invalid_thread_ts
        invalid_ts_latest invalid_ts_oldest is_bot markdown_text_conflict
        metadata_must_be_sent_from_app method_deprecated method_not_supported_for_channel_type
        missing_argument missing_post_type no_text not_enough_users not_implemented
        too_many_users unknown_method users_list_not_supplied
    """,
}

CAUSES: Final[Mapping[str, Cause]] = {
    code: cause for cause, codes in _CODES.items() for code in codes.split()
}
"""Each code's cause."""
