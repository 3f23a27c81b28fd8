"""Slack's limits for rich text, tables and charts; sources and reading as in ``limits``."""

from __future__ import annotations

from local_slack import rules
from local_slack.element_limits import URL
from local_slack.schema import Enum, Flag, Items, Num, Obj, Shape, Str, Typed

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
SMALLEST = 5e-324  # a segment's value is more than nothing
PIE = Obj(
    {"segments": Items(Obj({"label": Str(20), "value": Num(SMALLEST)}, ("label", "value")), 6)},
    ("segments",),
)
