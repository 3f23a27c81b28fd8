"""What blocks show: rich text, the cells of tables, charts.

Source: docs.slack.dev/reference/block-kit/blocks and each block's page.
"""

from __future__ import annotations

from local_slack.block_kit import rules
from local_slack.block_kit.objects import URL
from local_slack.block_kit.schema import Enum, Flag, Items, Num, Obj, Shape, Str, Typed, Unique

BLOCK_ID: dict[str, Shape] = {"block_id": Unique("block_id", 255)}
COLOR = Str(7, pattern="#?[0-9A-Fa-f]{6}")

LOOKS = ("bold", "italic", "strike", "code", "underline", "highlight")
STYLE = Obj({look: Flag() for look in LOOKS})
MENTION = Obj({look: Flag() for look in (*LOOKS, "client_highlight", "unlink")})
WORDS = {
    "text": Obj({"text": Str(blank=True), "style": STYLE}, ("text",)),
    "link": Obj({"url": URL, "text": Str(), "unsafe": Flag(), "style": STYLE}, ("url",)),
}
RICH = Typed(
    {
        **WORDS,
        "user": Obj({"user_id": Str(), "style": MENTION}, ("user_id",)),
        "usergroup": Obj({"usergroup_id": Str(), "style": MENTION}, ("usergroup_id",)),
        "channel": Obj({"channel_id": Str(), "style": MENTION}, ("channel_id",)),
        "team": Obj({"team_id": Str(), "style": MENTION}, ("team_id",)),
        "broadcast": Obj(
            {"range": Enum(("here", "channel", "everyone")), "style": MENTION}, ("range",)
        ),
        "emoji": Obj(
            {
                "name": Str(),
                "unicode": Str(),
                "skin_tone": Num(1, 6, whole=True),
                "style": STYLE,
            },
            ("name",),
        ),
        "color": Obj({"value": COLOR, "style": STYLE}, ("value",)),
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
PARTS: dict[str, Obj] = {
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
        {
            "elements": Items(Typed(WORDS), 1000, low=0),
            "border": Num(0, 1, whole=True),
            "language": Str(),
        },
        ("elements",),
    ),
    "rich_text_quote": Obj({"elements": RUN, "border": Num(0, 1, whole=True)}, ("elements",)),
}
RICH_TEXT: dict[str, Shape] = {"elements": Items(Typed(PARTS), 1000)}
RICH_BLOCK = Obj({**RICH_TEXT, **BLOCK_ID}, ("elements",))
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
