"""Slack's limits for elements and composition objects; sources and reading as in ``limits``."""

from __future__ import annotations

from local_slack import rules
from local_slack.schema import (
    MESSAGE,
    MODAL,
    Enum,
    Flag,
    Items,
    Num,
    Obj,
    Shape,
    Str,
    Text,
    Unique,
)

URL = Str(3000, pattern=r"(?s)(https?|mailto|tel|slack):.+")
DATE = Str(10, pattern=r"\d{4}-\d{2}-\d{2}")
TIME = Str(5, pattern=r"([01]\d|2[0-3]):[0-5]\d")

# --- composition objects ---

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


def _option(*, mrkdwn: bool = False, url: bool = False) -> Obj:
    fields: dict[str, Shape] = {
        "text": Text(75, mrkdwn=mrkdwn),
        "value": Str(150),
        "description": Text(75, mrkdwn=mrkdwn),
    }
    return Obj(fields | {"url": URL} if url else fields, ("text", "value"))


OPTION = _option()
CHOICE = _option(mrkdwn=True)
GROUP = Obj({"label": Text(75), "options": Items(OPTION, 100)}, ("label", "options"))
FILTER = Obj(
    {
        "include": Items(Enum(("im", "mpim", "private", "public")), 4),
        "exclude_external_shared_channels": Flag(),
        "exclude_bot_users": Flag(),
    },
    rules=(rules.either("include", "exclude_external_shared_channels", "exclude_bot_users"),),
)
DISPATCH = Obj(
    {"trigger_actions_on": Items(Enum(("on_enter_pressed", "on_character_entered")), 2)},
    ("trigger_actions_on",),
)
SLACK_FILE = Obj({"id": Str(), "url": URL}, rules=(rules.only_one("id", "url"),))

# --- elements ---

ACTION: dict[str, Shape] = {"action_id": Unique("action_id", 255)}
ASKS: dict[str, Shape] = {**ACTION, "confirm": CONFIRM}
MENU: dict[str, Shape] = {**ASKS, "placeholder": Text(150), "focus_on_load": Flag()}
MANY: dict[str, Shape] = {**MENU, "max_selected_items": Num(1, whole=True)}
INPUT: dict[str, Shape] = {
    **ACTION,
    "placeholder": Text(150),
    "focus_on_load": Flag(),
    "dispatch_action_config": DISPATCH,
}
OPTIONS: dict[str, Shape] = {"options": Items(OPTION, 100), "option_groups": Items(GROUP, 100)}
RESPONSE_URL: dict[str, Shape] = {"response_url_enabled": Flag()}
OFFERS = (rules.only_one("options", "option_groups"), rules.initial_is_offered)

BUTTON = Obj(
    {
        **ASKS,
        "text": Text(75),
        "value": Str(2000),
        "url": URL,
        "style": Enum(("primary", "danger")),
        "accessibility_label": Str(75),
    },
    ("text",),
)
IMAGE_ELEMENT = Obj(
    {"image_url": URL, "slack_file": SLACK_FILE, "alt_text": Str(2000)},
    ("alt_text",),
    rules=(rules.only_one("image_url", "slack_file"),),
)
SELECTS = {
    "static_select": Obj({**MENU, **OPTIONS, "initial_option": OPTION}, rules=OFFERS),
    "users_select": Obj({**MENU, "initial_user": Str()}),
    "conversations_select": Obj(
        {
            **MENU,
            **RESPONSE_URL,
            "initial_conversation": Str(),
            "default_to_current_conversation": Flag(),
            "filter": FILTER,
        }
    ),
    "channels_select": Obj({**MENU, **RESPONSE_URL, "initial_channel": Str()}),
}
MULTI_SELECTS = {
    "multi_static_select": Obj(
        {**MANY, **OPTIONS, "initial_options": Items(OPTION, 100)}, rules=OFFERS
    ),
    "multi_users_select": Obj({**MANY, "initial_users": Items(Str(), 100)}),
    "multi_conversations_select": Obj(
        {
            **MANY,
            "initial_conversations": Items(Str(), 100),
            "default_to_current_conversation": Flag(),
            "filter": FILTER,
        }
    ),
    "multi_channels_select": Obj({**MANY, "initial_channels": Items(Str(), 100)}),
}
ANY_SELECT = {**SELECTS, **MULTI_SELECTS}
CHOICES = {
    "radio_buttons": Obj(
        {**ASKS, "focus_on_load": Flag(), "options": Items(CHOICE, 10), "initial_option": CHOICE},
        ("options",),
        rules=(rules.initial_is_offered,),
    ),
    "checkboxes": Obj(
        {
            **ASKS,
            "focus_on_load": Flag(),
            "options": Items(CHOICE, 10),
            "initial_options": Items(CHOICE, 10),
        },
        ("options",),
        rules=(rules.initial_is_offered,),
    ),
}
PICKERS = {
    "datepicker": Obj({**MENU, "initial_date": DATE}),
    "timepicker": Obj({**MENU, "initial_time": TIME, "timezone": Str()}),
}
MOMENT = {
    "datetimepicker": Obj(
        {**ASKS, "focus_on_load": Flag(), "initial_date_time": Num(10**9, 10**10 - 1, whole=True)},
        surfaces=(MESSAGE, MODAL),
    )
}
OVERFLOW = Obj({**ASKS, "options": Items(_option(url=True), 5)}, ("options",))
TYPED_INPUTS = {
    "plain_text_input": Obj(
        {
            **INPUT,
            "initial_value": Str(3000, low=0),
            "multiline": Flag(),
            "min_length": Num(0, 3000, whole=True),
            "max_length": Num(1, 3000, whole=True),
        },
        rules=(rules.lengths_are_in_order,),
    ),
    "number_input": Obj(
        {
            **INPUT,
            "is_decimal_allowed": Flag(),
            "initial_value": Str(),
            "min_value": Str(),
            "max_value": Str(),
        },
        ("is_decimal_allowed",),
        (MODAL,),
    ),
    "email_text_input": Obj({**INPUT, "initial_value": Str()}, surfaces=(MODAL,)),
    "url_text_input": Obj({**INPUT, "initial_value": Str(3000)}, surfaces=(MODAL,)),
}
