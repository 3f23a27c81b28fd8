"""Elements that people use: buttons, selects, pickers, inputs.

Source: docs.slack.dev/reference/block-kit/block-elements and each element's page.
"""

from __future__ import annotations

from local_slack.block_kit import rules
from local_slack.block_kit.contents import RICH_BLOCK
from local_slack.block_kit.objects import (
    CHOICE,
    CONFIRM,
    DATE,
    DISPATCH,
    FILTER,
    GROUP,
    NUMBER,
    OPTION,
    SLACK_FILE,
    TIME,
    URL,
    build_option,
)
from local_slack.block_kit.schema import (
    HOME,
    MESSAGE,
    MODAL,
    Anything,
    Enum,
    Flag,
    Items,
    Num,
    Obj,
    Shape,
    Str,
    Text,
    Typed,
    Unique,
    Zone,
)

ACTION: dict[str, Shape] = {"action_id": Unique("action_id", 255, in_block=True)}
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
QUERY: dict[str, Shape] = {"min_query_length": Num(0, whole=True)}
RESPONSE_URL: dict[str, Shape] = {"response_url_enabled": Flag()}
OFFERS = (rules.exactly_one("options", "option_groups"), rules.initial_is_offered)

PRESSED: dict[str, Shape] = {
    "text": Text(75),
    "value": Str(2000),
    "accessibility_label": Str(75),
}
STYLED: dict[str, Shape] = {"style": Enum(("primary", "danger"))}
SEEN_BY: dict[str, Shape] = {"visible_to_user_ids": Items(Str(), 10)}

BUTTON = Obj({**ASKS, **PRESSED, **STYLED, **SEEN_BY, "url": URL}, ("text",))
ICON_BUTTON = Obj({**ASKS, **PRESSED, **SEEN_BY, "icon": Enum(("trash",))}, ("icon", "text"))
FEEDBACK = Obj(PRESSED, ("text", "value"))
FEEDBACK_BUTTONS = Obj(
    {**ACTION, "positive_button": FEEDBACK, "negative_button": FEEDBACK},
    ("positive_button", "negative_button"),
)
TRIGGER = Obj(
    {
        "url": URL,
        "customizable_input_parameters": Items(
            Obj({"name": Str(), "value": Anything()}, ("name", "value")), 100
        ),
    },
    ("url",),
)
WORKFLOW_BUTTON = Obj(
    {
        **ACTION,
        **STYLED,
        "text": Text(75),
        "accessibility_label": Str(75),
        "workflow": Obj({"trigger": TRIGGER}, ("trigger",)),
    },
    ("text", "workflow"),
    (MESSAGE,),
)
IMAGE_ELEMENT = Obj(
    {"image_url": URL, "slack_file": SLACK_FILE, "alt_text": Str(2000)},
    ("alt_text",),
    rules=(rules.exactly_one("image_url", "slack_file"), rules.image_exists),
)
SELECTS = {
    "static_select": Obj({**MENU, **OPTIONS, "initial_option": OPTION}, rules=OFFERS),
    "external_select": Obj({**MENU, **QUERY, "initial_option": OPTION}),
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
    "multi_external_select": Obj({**MANY, **QUERY, "initial_options": Items(OPTION, 100)}),
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
    "timepicker": Obj({**MENU, "initial_time": TIME, "timezone": Zone()}),
}
MOMENT = {
    "datetimepicker": Obj(
        {**ASKS, "focus_on_load": Flag(), "initial_date_time": Num(10**9, 10**10 - 1, whole=True)},
        surfaces=(MESSAGE, MODAL),
    )
}
OVERFLOW = Obj({**ASKS, "options": Items(build_option(url=True), 5)}, ("options",))
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
            "initial_value": NUMBER,
            "min_value": NUMBER,
            "max_value": NUMBER,
        },
        ("is_decimal_allowed",),
        (MODAL,),
        (rules.numbers_are_in_order,),
    ),
    "email_text_input": Obj({**INPUT, "initial_value": Str()}, surfaces=(MODAL,)),
    "url_text_input": Obj({**INPUT, "initial_value": Str(3000)}, surfaces=(MODAL,)),
    "rich_text_input": Obj(
        {
            **INPUT,
            "initial_value": Typed({"rich_text": RICH_BLOCK}),
            "min_lines": Num(1, 100, whole=True),
            "max_lines": Num(1, 100, whole=True),
        },
        surfaces=(MODAL, HOME),
        rules=(rules.lines_are_in_order,),
    ),
    "file_input": Obj(
        {**ACTION, "filetypes": Items(Str(), 1000), "max_files": Num(1, 10, whole=True)},
        surfaces=(MODAL,),
        scope="files:read",
    ),
}
