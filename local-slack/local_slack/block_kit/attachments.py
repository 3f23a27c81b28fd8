"""The strict check of secondary attachments, which messages and link previews have.

Source: docs.slack.dev/legacy/legacy-messaging/legacy-secondary-message-attachments. The buttons and
menus of old attachments (`actions`) need a protocol of their own, and are refused.
"""

from __future__ import annotations

import copy
from typing import Any

from local_slack.block_kit.check import block_problems, refusal, with_ids
from local_slack.block_kit.schema import (
    MESSAGE,
    At,
    Enum,
    Flag,
    Grants,
    Items,
    Obj,
    Report,
    Shape,
    Str,
)
from local_slack.errors import SlackError

JSON = dict[str, Any]

MOST = 100  # in a message; Slack: too_many_attachments
TEXT = Str(low=0)
FIELDS: dict[str, Shape] = {
    "fallback": TEXT,
    "color": Str(low=0, pattern=r"(good|warning|danger|#?[0-9a-fA-F]{3,8})?"),
    "pretext": TEXT,
    "author_name": TEXT,
    "author_link": TEXT,
    "author_icon": TEXT,
    "author_subname": TEXT,
    "title": TEXT,
    "title_link": TEXT,
    "text": TEXT,
    "fields": Items(Obj({"title": TEXT, "value": TEXT, "short": Flag()}), 100, low=0),
    "image_url": TEXT,
    "thumb_url": TEXT,
    "footer": Str(300, low=0),
    "footer_icon": TEXT,
    "mrkdwn_in": Items(Enum(("pretext", "text", "fields")), 3, low=0),
    "callback_id": TEXT,
}
COLORS = {"good": "2eb67d", "warning": "ecb22e", "danger": "e01e5a"}
ATTACHMENT = Obj(FIELDS)


def check(given: object, grants: Grants) -> list[JSON]:
    """Check attachments and return them with ids, as Slack gives them.

    Raises SlackError: invalid_attachments, too_many_attachments.
    """
    if not given:
        return []
    if not isinstance(given, list) or not all(isinstance(each, dict) for each in given):
        raise SlackError("invalid_attachments")
    if len(given) > MOST:
        raise SlackError("too_many_attachments")
    return [
        check_one(each, f"/attachments/{index}", grants) | {"id": index + 1}
        for index, each in enumerate(given)
    ]


def check_one(given: JSON, pointer: str, grants: Grants) -> JSON:
    """Check one attachment. Raises SlackError: invalid_attachments."""
    report = Report(MESSAGE)
    rest = {name: value for name, value in given.items() if name not in {"blocks", "ts"}}
    ATTACHMENT.check(rest, At(report, pointer))
    problems = [*report.problems]
    if given.get("blocks") is not None:
        problems += block_problems(given["blocks"], MESSAGE, f"{pointer}/blocks", grants)
    if problems:
        raise refusal("invalid_attachments", problems)
    checked = copy.deepcopy(given)
    color = checked.get("color")
    if color:
        checked["color"] = COLORS.get(color, color.removeprefix("#"))
    if checked.get("blocks"):
        checked["blocks"] = with_ids(checked["blocks"])
    checked.setdefault("fallback", "[no preview available]")
    return checked
