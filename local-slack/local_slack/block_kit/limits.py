"""Slack's limits, as data.

Sources, all under docs.slack.dev: /reference/block-kit/blocks and each block's page,
/reference/block-kit/block-elements, /reference/block-kit/composition-objects, /surfaces/modals,
/reference/views, /reference/methods/chat.postMessage and /chat.update. The table is this
workspace's own, so that no library checks its own output. Where Slack's documents contradict each
other or what live workspaces do, the stricter reading counts:

- `alert` only in modals; `card` not in modals; tables and charts not in Home tabs;
- one `table` and two charts a message; six series or segments a chart (documents: 6 and 12);
- 13,000 characters of blocks a message, counted as JSON with escapes. This limit is undocumented;
  Slack begins to refuse between 13,172 and 13,297 (bolt-js issue 2509).

Only blocks that the page can draw are in `BLOCK`. Any other is refused as unknown; `NOT_TAKEN` are
those that Slack knows. `compare.py` lists what differs from @slack/types, and why.
"""

from __future__ import annotations

from local_slack.block_kit import rules
from local_slack.block_kit.contents import BLOCK_ID, CELL, PIE, RICH_BLOCK, XY
from local_slack.block_kit.controls import (
    ANY_SELECT,
    BUTTON,
    CHOICES,
    FEEDBACK_BUTTONS,
    ICON_BUTTON,
    IMAGE_ELEMENT,
    MOMENT,
    OVERFLOW,
    PICKERS,
    TYPED_INPUTS,
    WORKFLOW_BUTTON,
)
from local_slack.block_kit.objects import HTTPS, URL
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
PLANS_IN_MESSAGE = 1
CHARTS_IN_MESSAGE = 2
# bytes of a view's JSON
VIEW_SIZE = 250_000

# --- blocks ---

IMAGE = Typed({"image": IMAGE_ELEMENT})
USABLE = {
    "button": BUTTON,
    "workflow_button": WORKFLOW_BUTTON,
    "overflow": OVERFLOW,
    **ANY_SELECT,
    **CHOICES,
    **PICKERS,
}
COLUMN = Obj({"align": Enum(("left", "center", "right")), "is_wrapped": Flag()})
STATUS = Enum(("pending", "in_progress", "complete", "error"))
SOURCE_ELEMENT = Obj({"url": URL, "text": Str()}, ("url", "text"))
SOURCE = Typed({"url": SOURCE_ELEMENT})
CONTEXT = {
    "image": IMAGE_ELEMENT,
    "plain_text": Obj({"text": Str(3000), "emoji": Flag()}, ("text",)),
    "mrkdwn": Obj({"text": Str(3000), "verbatim": Flag()}, ("text",)),
}
RICH_TEXT_BLOCK = Typed({"rich_text": RICH_BLOCK})
TASK: dict[str, Shape] = {
    "task_id": Str(),
    "title": Str(),
    "status": STATUS,
    "details": RICH_TEXT_BLOCK,
    "output": RICH_TEXT_BLOCK,
    "sources": Items(SOURCE, 1000),
}
CARD = Obj(
    {
        **BLOCK_ID,
        "hero_image": IMAGE,
        "icon": IMAGE,
        "title": Text(150, mrkdwn=True),
        "subtitle": Text(150, mrkdwn=True),
        "body": Text(200, mrkdwn=True),
        "subtext": Text(200, mrkdwn=True),
        "actions": Items(Typed({"button": BUTTON}), 3),
    },
    surfaces=(MESSAGE, HOME),
    rules=(rules.at_least_one("hero_image", "title", "actions", "body"),),
)
# The blocks that a container can hold.
SIMPLE: dict[str, Obj] = {
    "actions": Obj(
        {**BLOCK_ID, "elements": Items(Typed({**USABLE, **MOMENT}), 25)},
        ("elements",),
        rules=(rules.response_url_has_a_form,),
    ),
    "context": Obj(
        {
            **BLOCK_ID,
            "elements": Items(Typed(CONTEXT), 10),
        },
        ("elements",),
    ),
    "divider": Obj(BLOCK_ID),
    "header": Obj({**BLOCK_ID, "text": Text(150), "level": Num(1, 4, whole=True)}, ("text",)),
    "image": Obj(
        {**BLOCK_ID, **IMAGE_ELEMENT.fields, "title": Text(2000)},
        ("alt_text",),
        rules=IMAGE_ELEMENT.rules,
    ),
    "input": Obj(
        {
            **BLOCK_ID,
            "label": Text(2000),
            "hint": Text(2000),
            "optional": Flag(),
            "dispatch_action": Flag(),
            "element": Typed({**TYPED_INPUTS, **ANY_SELECT, **CHOICES, **PICKERS, **MOMENT}),
        },
        ("label", "element"),
        rules=(rules.response_url_has_a_form, rules.files_are_not_dispatched),
    ),
    "rich_text": RICH_BLOCK,
    "section": Obj(
        {
            **BLOCK_ID,
            "text": Text(3000, mrkdwn=True),
            "fields": Items(Text(2000, mrkdwn=True), 10),
            "expand": Flag(),
            "accessory": Typed({"image": IMAGE_ELEMENT, **USABLE}),
        },
        rules=(rules.at_least_one("text", "fields"), rules.response_url_has_a_form),
    ),
    "table": Obj(
        {
            **BLOCK_ID,
            "rows": Items(Items(CELL, 20), 100),
            "column_settings": Items(OrNull(COLUMN), 20),
        },
        ("rows",),
        (MESSAGE,),
        (rules.rows_are_even,),
    ),
    "video": Obj(
        {
            **BLOCK_ID,
            "video_url": HTTPS,
            "thumbnail_url": URL,
            "alt_text": Str(),
            "title": Text(199),
            "title_url": HTTPS,
            "author_name": Str(49),
            "provider_name": Str(),
            "provider_icon_url": URL,
            "description": Text(199),
        },
        ("video_url", "thumbnail_url", "alt_text", "title"),
        rules=(rules.video_may_be_embedded,),
        scope="links.embed:write",
    ),
}
BLOCK: dict[str, Obj] = {
    **SIMPLE,
    "alert": Obj(
        {
            **BLOCK_ID,
            "text": Text(200, mrkdwn=True),
            "level": Enum(("default", "info", "warning", "error", "success")),
        },
        ("text",),
        (MODAL,),
    ),
    "card": CARD,
    "carousel": Obj(
        {**BLOCK_ID, "elements": Items(Typed({"card": CARD}), 10)}, ("elements",), (MESSAGE, HOME)
    ),
    "container": Obj(
        {
            **BLOCK_ID,
            "title": Text(150),
            "rich_text_title": RICH_TEXT_BLOCK,
            "subtitle": Text(150, mrkdwn=True),
            "icon": IMAGE,
            "child_blocks": Items(Typed(SIMPLE), 10),
            "width": Enum(("narrow", "standard", "wide", "full")),
            "is_collapsible": Flag(),
            "default_collapsed": Flag(),
            "has_header_divider": Flag(),
        },
        ("child_blocks",),
        (MESSAGE, HOME),
        (rules.at_least_one("title", "rich_text_title"), rules.collapses_if_allowed),
    ),
    "context_actions": Obj(
        {
            **BLOCK_ID,
            "elements": Items(
                Typed({"feedback_buttons": FEEDBACK_BUTTONS, "icon_button": ICON_BUTTON}), 5
            ),
        },
        ("elements",),
        (MESSAGE,),
    ),
    "data_table": Obj(
        {
            **BLOCK_ID,
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
        {
            **BLOCK_ID,
            "title": Str(50),
            "chart": Typed({"pie": PIE, "bar": XY, "area": XY, "line": XY}),
        },
        ("title", "chart"),
        (MESSAGE,),
    ),
    "markdown": Obj({**BLOCK_ID, "text": Str(12_000)}, ("text",), (MESSAGE,)),
    "plan": Obj(
        {
            **BLOCK_ID,
            "title": Str(),
            # In a plan, a task may leave out its type, as Slack's own example does.
            "tasks": Items(
                Obj(
                    {**BLOCK_ID, **TASK, "type": Enum(("task_card",))},
                    ("task_id", "title", "status"),
                ),
                1000,
            ),
        },
        ("title",),
        (MESSAGE,),
    ),
    "task_card": Obj({**BLOCK_ID, **TASK}, ("task_id", "title", "status"), (MESSAGE,)),
}
ANY_BLOCK = Typed(BLOCK)
NOT_TAKEN = {
    "auth_provider": "It is for connecting accounts, which this workspace does not have.",
    "call": "Only Slack's calls API makes it, which this workspace does not have.",
    "file": "Slack sends it to apps, and takes it from none.",
    "layout": "What its items may hold is not published in full.",
}
ELEMENTS: dict[str, Obj] = {
    **USABLE,
    **MOMENT,
    **TYPED_INPUTS,
    **CONTEXT,
    "feedback_buttons": FEEDBACK_BUTTONS,
    "icon_button": ICON_BUTTON,
    "url": SOURCE_ELEMENT,
}

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
