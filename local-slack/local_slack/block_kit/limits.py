"""Slack's limits, as data.

Sources, all under docs.slack.dev: /reference/block-kit/blocks and each block's page,
/reference/block-kit/block-elements, /reference/block-kit/composition-objects, /surfaces/modals,
/reference/views, /reference/methods/chat.postMessage and /chat.update. The table is this
workspace's own, so that no library checks its own output. Where Slack's documents contradict each
other or what live workspaces do, the stricter reading counts:

- `alert` only in modals; `card` not in modals; tables, charts and cards not in Home tabs;
- one `table` and two charts a message; six series or segments a chart (documents: 6 and 12);
- an action_id is unique in the whole payload (documents: in its block);
- 13,000 characters of blocks a message, counted as JSON with escapes. This limit is undocumented;
  Slack begins to refuse between 13,172 and 13,297 (bolt-js issue 2509).

Only blocks that the page can draw are in `BLOCK`. Any other is refused as unknown.
"""

from __future__ import annotations

from local_slack.block_kit import rules
from local_slack.block_kit.schema import (
    HOME,
    MESSAGE,
    MODAL,
    Enum,
    Flag,
    Items,
    Num,
    Obj,
    OrNull,
    Shape,
    Str,
    Text,
    Typed,
    Unique,
)

# characters
TEXT_IN_MESSAGE = 40_000  # Slack cuts longer texts off; this workspace refuses them
TEXT_IN_UPDATE = 4_000
BLOCKS_IN_MESSAGE = 13_000
MARKDOWN_IN_MESSAGE = 12_000
CELLS_IN_TABLES = 10_000
CELLS_IN_DATA_TABLES = 20_000
# numbers of blocks
BLOCKS = {MESSAGE: 50, MODAL: 100, HOME: 100}
TABLES_IN_MESSAGE = 1
CHARTS_IN_MESSAGE = 2
# bytes of a view's JSON
VIEW_SIZE = 250_000

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
    rules=(rules.at_least_one("include", "exclude_external_shared_channels", "exclude_bot_users"),),
)
DISPATCH = Obj(
    {"trigger_actions_on": Items(Enum(("on_enter_pressed", "on_character_entered")), 2)},
    ("trigger_actions_on",),
)
SLACK_FILE = Obj({"id": Str(), "url": URL}, rules=(rules.exactly_one("id", "url"),))

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
OFFERS = (rules.exactly_one("options", "option_groups"), rules.initial_is_offered)

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
    rules=(rules.exactly_one("image_url", "slack_file"),),
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

# --- rich text, tables and charts ---

STYLE = Obj({s: Flag() for s in ("bold", "italic", "strike", "code", "underline", "highlight")})
RICH = Typed(
    {
        "text": Obj({"text": Str(), "style": STYLE}, ("text",)),
        "link": Obj({"url": URL, "text": Str(), "unsafe": Flag(), "style": STYLE}, ("url",)),
        "user": Obj({"user_id": Str(), "style": STYLE}, ("user_id",)),
        "channel": Obj({"channel_id": Str(), "style": STYLE}, ("channel_id",)),
        "emoji": Obj({"name": Str(), "unicode": Str(), "style": STYLE}, ("name",)),
        "broadcast": Obj({"range": Enum(("here", "channel", "everyone"))}, ("range",)),
        "date": Obj(
            {
                "timestamp": Num(0, whole=True),
                "format": Str(),
                "url": URL,
                "fallback": Str(),
                "style": STYLE,
            },
            ("timestamp", "format"),
        ),
    }
)
RUN = Items(RICH, 1000, low=0)
SECTION = Obj({"elements": RUN}, ("elements",))
RICH_TEXT: dict[str, Shape] = {
    "elements": Items(
        Typed(
            {
                "rich_text_section": SECTION,
                "rich_text_list": Obj(
                    {
                        "style": Enum(("bullet", "ordered")),
                        "elements": Items(Typed({"rich_text_section": SECTION}), 1000),
                        "indent": Num(0, 8, whole=True),
                        "offset": Num(0, whole=True),
                        "border": Num(0, 1, whole=True),
                    },
                    ("style", "elements"),
                ),
                "rich_text_preformatted": Obj(
                    {"elements": RUN, "border": Num(0, 1, whole=True), "language": Str()},
                    ("elements",),
                ),
                "rich_text_quote": Obj(
                    {"elements": RUN, "border": Num(0, 1, whole=True)}, ("elements",)
                ),
            }
        ),
        1000,
    )
}
CELL = Typed(
    {
        "raw_text": Obj({"text": Str()}, ("text",)),
        "raw_number": Obj({"value": Num(), "text": Str()}, ("value", "text")),
        "rich_text": Obj(RICH_TEXT, ("elements",)),
    }
)
CATEGORY = Str(20)
SERIES = Obj(
    {
        "name": Str(20),
        "data": Items(Obj({"label": CATEGORY, "value": Num()}, ("label", "value")), 20),
    },
    ("name", "data"),
)
AXES = Obj(
    {"categories": Items(CATEGORY, 20), "x_label": Str(50), "y_label": Str(50)}, ("categories",)
)
XY = Obj(
    {"series": Items(SERIES, 6), "axis_config": AXES},
    ("series", "axis_config"),
    rules=(rules.points_match_categories,),
)
SMALLEST = 5e-324  # a segment's value is more than 0
PIE = Obj(
    {"segments": Items(Obj({"label": Str(20), "value": Num(SMALLEST)}, ("label", "value")), 6)},
    ("segments",),
)

# --- blocks ---

COLUMN = Obj({"align": Enum(("left", "center", "right")), "is_wrapped": Flag()})
BLOCK: dict[str, Obj] = {
    "actions": Obj(
        {
            "elements": Items(
                Typed(
                    {
                        "button": BUTTON,
                        "overflow": OVERFLOW,
                        **ANY_SELECT,
                        **CHOICES,
                        **PICKERS,
                        **MOMENT,
                    }
                ),
                25,
            )
        },
        ("elements",),
    ),
    "alert": Obj(
        {
            "text": Text(200, mrkdwn=True),
            "level": Enum(("default", "info", "warning", "error", "success")),
        },
        ("text",),
        (MODAL,),
    ),
    "card": Obj(
        {
            "hero_image": Typed({"image": IMAGE_ELEMENT}),
            "icon": Typed({"image": IMAGE_ELEMENT}),
            "title": Text(150, mrkdwn=True),
            "subtitle": Text(150, mrkdwn=True),
            "body": Text(200, mrkdwn=True),
            "subtext": Text(200, mrkdwn=True),
            "actions": Items(Typed({"button": BUTTON}), 3),
        },
        surfaces=(MESSAGE,),
        rules=(rules.at_least_one("hero_image", "title", "actions", "body"),),
    ),
    "context": Obj(
        {
            "elements": Items(
                Typed(
                    {
                        "image": IMAGE_ELEMENT,
                        "plain_text": Obj({"text": Str(3000), "emoji": Flag()}, ("text",)),
                        "mrkdwn": Obj({"text": Str(3000), "verbatim": Flag()}, ("text",)),
                    }
                ),
                10,
            )
        },
        ("elements",),
    ),
    "data_table": Obj(
        {
            "caption": Str(),
            "rows": Items(Items(CELL, 20), 201, low=2),
            "page_size": Num(1, 100, whole=True),
            "row_header_column_index": Num(0, 19, whole=True),
        },
        ("caption", "rows"),
        (MESSAGE,),
        (rules.rows_are_even, rules.header_is_plain),
    ),
    "data_visualization": Obj(
        {"title": Str(50), "chart": Typed({"pie": PIE, "bar": XY, "area": XY, "line": XY})},
        ("title", "chart"),
        (MESSAGE,),
    ),
    "divider": Obj({}),
    "header": Obj({"text": Text(150), "level": Num(1, 4, whole=True)}, ("text",)),
    "image": Obj(
        {
            "image_url": URL,
            "slack_file": SLACK_FILE,
            "alt_text": Str(2000),
            "title": Text(2000),
        },
        ("alt_text",),
        rules=(rules.exactly_one("image_url", "slack_file"),),
    ),
    "input": Obj(
        {
            "label": Text(2000),
            "hint": Text(2000),
            "optional": Flag(),
            "dispatch_action": Flag(),
            "element": Typed({**TYPED_INPUTS, **ANY_SELECT, **CHOICES, **PICKERS, **MOMENT}),
        },
        ("label", "element"),
    ),
    "markdown": Obj({"text": Str(12_000)}, ("text",), (MESSAGE,)),
    "rich_text": Obj(RICH_TEXT, ("elements",)),
    "section": Obj(
        {
            "text": Text(3000, mrkdwn=True),
            "fields": Items(Text(2000, mrkdwn=True), 10),
            "expand": Flag(),
            "accessory": Typed(
                {
                    "button": BUTTON,
                    "image": IMAGE_ELEMENT,
                    "overflow": OVERFLOW,
                    **ANY_SELECT,
                    **CHOICES,
                    **PICKERS,
                }
            ),
        },
        rules=(rules.at_least_one("text", "fields"),),
    ),
    "table": Obj(
        {
            "rows": Items(Items(CELL, 20), 100),
            "column_settings": Items(OrNull(COLUMN), 20),
        },
        ("rows",),
        (MESSAGE,),
        (rules.rows_are_even,),
    ),
}
ANY_BLOCK = Typed(
    {
        kind: Obj(
            {**shape.fields, "block_id": Unique("block_id", 255)},
            shape.required,
            shape.surfaces,
            shape.rules,
        )
        for kind, shape in BLOCK.items()
    }
)

# --- views ---

VIEW: dict[str, Shape] = {
    "private_metadata": Str(3000, low=0),
    "callback_id": Str(255, low=0),
    "external_id": Str(255, low=0),
}
VIEWS = Typed(
    {
        "modal": Obj(
            {
                **VIEW,
                "title": Text(24),
                "submit": Text(24),
                "close": Text(24),
                "blocks": Items(ANY_BLOCK, BLOCKS[MODAL]),
                "clear_on_close": Flag(),
                "notify_on_close": Flag(),
            },
            ("title", "blocks"),
            (MODAL,),
            (rules.has_submit, rules.one_focus),
        ),
        "home": Obj({**VIEW, "blocks": Items(ANY_BLOCK, BLOCKS[HOME])}, ("blocks",), (HOME,)),
    }
)
