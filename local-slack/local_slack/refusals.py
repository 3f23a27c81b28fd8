"""Why something was refused, for the developer: a sentence, and the part that it is about.

Slack's answer has a code and, for blocks and views, a JSON pointer with each complaint. Where it
has a code only, the table says which argument that is about, and why.
"""

from __future__ import annotations

import re
from typing import Any

JSON = dict[str, Any]

POINTER = re.compile(r"\s*\[json-pointer:(?P<pointer>[^\]]*)\]")
LONGEST_PART = 400  # characters of a part that is repeated beside its complaint

_CHANNEL, _USER, _VIEW = ("channel", "channel_id"), ("user", "user_id", "users"), ("view",)
_TS = ("ts", "message_ts", "timestamp")

REASONS: dict[str, tuple[tuple[str, ...], str]] = {
    "already_in_channel": (_CHANNEL, "The person is in that channel already."),
    "cant_delete_message": (_TS, "An app can delete only its own messages."),
    "cant_update_message": (_TS, "An app can change only its own messages."),
    "channel_not_found": (
        _CHANNEL,
        "No channel has that id, or it is a private one that the app is not in.",
    ),
    "drop_after": ((), "A fault closed the connection after the call was carried out."),
    "drop_before": ((), "A fault closed the connection before the call was carried out."),
    "duplicate_external_id": (("view",), "Another open view has that external_id."),
    "exchanged_trigger_id": (("trigger_id",), "A trigger_id opens one view only."),
    "expired_trigger_id": (("trigger_id",), "A trigger_id is valid for three seconds."),
    "expired_url": ((), "A response_url is valid for thirty minutes."),
    "file_not_found": (("file", "files"), "No file has that id."),
    "hash_conflict": (("hash",), "The view has changed since the app read that hash."),
    "invalid_arguments": ((), "An argument is missing or has a wrong value."),
    "invalid_auth": ((), "No app of this workspace has that token."),
    "invalid_blocks_format": (("blocks",), "blocks is not a list in JSON."),
    "invalid_cursor": (("cursor",), "No page of this list has that cursor."),
    "invalid_form_data": ((), "The body is not the form that its content type says."),
    "invalid_json": ((), "The body is not JSON."),
    "invalid_limit": (("limit",), "limit is a whole number."),
    "invalid_metadata_format": (("metadata",), "metadata has event_type and event_payload."),
    "invalid_metadata_schema": (("metadata",), "The payload of metadata holds plain values only."),
    "invalid_response_action": (
        ("response_action",),
        "A modal is answered with nothing, or with clear, errors, update or push.",
    ),
    "invalid_errors": (("errors",), "errors names input blocks of the modal by their block_id."),
    "invalid_thread_ts": (("thread_ts",), "thread_ts is the ts of a message."),
    "invalid_trigger_id": (("trigger_id",), "No click or command of a person has that trigger_id."),
    "is_archived": (_CHANNEL, "That channel is archived."),
    "json_not_object": ((), "The body is JSON, but not an object."),
    "message_not_found": (_TS, "No message of that channel has that ts."),
    "method_not_supported_for_channel_type": (_CHANNEL, "That kind of channel cannot do this."),
    "missing_scope": ((), "The manifest does not ask for a scope that this method needs."),
    "msg_blocks_too_long": (("blocks",), "All blocks together are too long."),
    "msg_too_long": (("text",), "The text is too long."),
    "no_text": (("text",), "A message needs text or blocks."),
    "not_allowed_token_type": ((), "This method needs the other kind of token, bot or app."),
    "not_authed": ((), "The call has no token."),
    "not_enabled": ((), "The manifest does not turn this on."),
    "not_found": (("view_id", "external_id"), "No open view of this app has that id."),
    "not_in_channel": (_CHANNEL, "The app is not in that channel. Invite it."),
    "push_limit_reached": (("view",), "Three views are open already; a stack holds no more."),
    "ratelimited": ((), "A fault answers that there were too many calls."),
    "server_error": ((), "A fault answers 503."),
    "thread_not_found": (("thread_ts", "ts"), "No thread begins with that message."),
    "token_revoked": ((), "The token was revoked. Install the app again."),
    "unknown_method": ((), "Slack has no such method."),
    "used_url": ((), "A response_url can be used five times."),
    "user_not_found": (_USER, "Nobody has that id."),
    "user_not_in_channel": (_USER, "That person is not in the channel."),
    "view_too_large": (("view",), "The view is too long."),
}
"""By the code: the arguments that it can be about, and the sentence."""


def explain(code: str, extra: JSON, message: object) -> list[JSON]:
    """What is wrong with a request or an answer that was refused.

    Each problem has a `pointer` into the message ("" for all of it), the sentence `message` and, if
    it is short, the `part` that the pointer leads to.
    """
    problems = [*_read_errors(extra.get("errors"), message), *_read_messages(extra)]
    if not problems:
        problems = [_explain_code(code, extra, message)]
    unique = {(each["pointer"], each["message"]): each for each in problems}
    return [_add_part(problem, message) for problem in unique.values()]


def _read_errors(errors: object, message: object) -> list[JSON]:
    """The problems of blocks.validate, whose pointers are relative to its argument."""
    if not isinstance(errors, list) or not all(isinstance(error, dict) for error in errors):
        return []
    names = [n for n in ("blocks", "message", "view") if isinstance(message, dict) and n in message]
    prefix = f"/{names[0]}" if names else ""
    return [
        {"pointer": prefix + str(e.get("pointer", "")), "message": str(e.get("message", ""))}
        for e in errors
    ]


def _read_messages(extra: JSON) -> list[JSON]:
    metadata = extra.get("response_metadata")
    messages = metadata.get("messages", []) if isinstance(metadata, dict) else []
    problems = []
    for text in messages:
        pointer = POINTER.search(text)
        sentence = POINTER.sub("", text).removeprefix("[ERROR] ")
        problems.append({"pointer": pointer["pointer"] if pointer else "", "message": sentence})
    return problems


def _explain_code(code: str, extra: JSON, message: object) -> JSON:
    names, sentence = REASONS.get(code, ((), ""))
    if "needed" in extra:
        sentence = f"{sentence} It needs {extra['needed']}."
    given = next((n for n in names if isinstance(message, dict) and message.get(n)), None)
    return {"pointer": f"/{given}" if given else "", "message": sentence}


def _add_part(problem: JSON, message: object) -> JSON:
    part = find_part(message, problem["pointer"]) if problem["pointer"] else None
    shown = part is not None and len(str(part)) <= LONGEST_PART
    return {**problem, "part": part} if shown else problem


def find_part(value: Any, pointer: str) -> Any:  # noqa: ANN401 - JSON
    """The part of a value that a JSON pointer leads to; None if it leads nowhere."""
    for step in pointer.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        if isinstance(value, dict):
            value = value.get(key)
        elif isinstance(value, list) and key.isdigit() and int(key) < len(value):
            value = value[int(key)]
        else:
            return None
    return value
