"""Slack's limits, as data.

Sources, all under docs.slack.dev: /reference/block-kit/blocks and each block's page,
/reference/block-kit/block-elements, /reference/block-kit/composition-objects, /surfaces/modals,
/reference/views, /reference/methods/chat.postMessage and /chat.update. The table is this
workspace's own: no builder library judges its own output here. Where Slack's documents differ
from each other, or from what is known of live workspaces, the narrower reading stands:

- ``alert`` in modals only; ``card`` not in modals; tables, charts and cards not in Home tabs;
- one ``table`` and two charts a message; six series or segments a chart (documents say 6 and 12);
- an action_id is unique in the whole payload (documents say: in its block);
- 13,000 characters of blocks a message, counted as JSON with escapes: undocumented, the refusal
  begins between 13,172 and 13,297 (bolt-js issue 2509).

A block that is not in ``BLOCK`` is one that the page cannot draw; it is refused as unknown.
"""

from __future__ import annotations

from local_slack import rules
from local_slack.data_limits import CELL, PIE, RICH_TEXT, XY
from local_slack.element_limits import (
    ANY_SELECT,
    BUTTON,
    CHOICES,
    IMAGE_ELEMENT,
    MOMENT,
    OVERFLOW,
    PICKERS,
    SLACK_FILE,
    TYPED_INPUTS,
    URL,
)
from local_slack.schema import (
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
TEXT_IN_MESSAGE = 40_000  # Slack truncates what is longer; here it is refused
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
        rules=(rules.either("hero_image", "title", "actions", "body"),),
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
        rules=(rules.only_one("image_url", "slack_file"),),
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
        rules=(rules.either("text", "fields"),),
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
