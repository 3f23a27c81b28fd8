"""Composition objects: texts, options, confirmations, filters.

Source: docs.slack.dev/reference/block-kit/composition-objects.
"""

from __future__ import annotations

from local_slack.block_kit import rules
from local_slack.block_kit.schema import Enum, Flag, Items, Obj, Shape, Str, Text

URL = Str(3000, pattern=r"(?s)(https?|mailto|tel|slack):.+")
HTTPS = Str(3000, pattern=r"https://.+")
DATE = Str(10, pattern=r"\d{4}-\d{2}-\d{2}")
NUMBER = Str(pattern=r"-?\d+(\.\d+)?")
TIME = Str(5, pattern=r"([01]\d|2[0-3]):[0-5]\d")

CONFIRM = Obj(
    {
        "title": Text(100),
        "text": Text(300, mrkdwn=True),
        "confirm": Text(30),
        "deny": Text(30),
        "style": Enum(("primary", "danger")),
    },
    ("title", "text", "confirm", "deny"),
)


def build_option(*, mrkdwn: bool = False, url: bool = False) -> Obj:
    """An option: its text may be mrkdwn in lists of choices, and have a URL in overflow menus."""
    fields: dict[str, Shape] = {
        "text": Text(75, mrkdwn=mrkdwn),
        "value": Str(150),
        "description": Text(75, mrkdwn=mrkdwn),
    }
    return Obj(fields | {"url": URL} if url else fields, ("text", "value"))


OPTION = build_option()
CHOICE = build_option(mrkdwn=True)
GROUP = Obj({"label": Text(75), "options": Items(OPTION, 100)}, ("label", "options"))
SUGGESTIONS = Obj(  # an app's answer to a block_suggestion
    {"options": Items(OPTION, 100, low=0), "option_groups": Items(GROUP, 100, low=0)},
    rules=(rules.exactly_one("options", "option_groups"),),
)
FILTER = Obj(
    {
        "include": Items(Enum(("im", "mpim", "private", "public")), 4),
        "exclude_external_shared_channels": Flag(),
        "exclude_bot_users": Flag(),
    },
    rules=(rules.at_least_one("include", "exclude_external_shared_channels", "exclude_bot_users"),),
)
DISPATCH = Obj(
    {"trigger_actions_on": Items(Enum(("on_enter_pressed", "on_character_entered")), 2)},
    ("trigger_actions_on",),
)
SLACK_FILE = Obj({"id": Str(), "url": URL}, rules=(rules.exactly_one("id", "url"),))
