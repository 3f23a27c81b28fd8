"""Sample blocks: every block and element that the page draws, as an app would send them."""

from __future__ import annotations

from typing import Any

Block = dict[str, Any]


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": text}


def option(text: str, value: str, description: str | None = None) -> Block:
    entry: Block = {"text": plain(text), "value": value}
    return entry | ({"description": plain(description)} if description else {})


def button(text: str, action_id: str, **more: object) -> Block:
    return {"type": "button", "text": plain(text), "action_id": action_id, "value": "1", **more}


def bars(kind: str = "bar", title: str = "Base salary by place") -> Block:
    places = ["New York", "San Francisco", "Other US metros", "Remote (US-aligned)"]
    low = [190_000, 220_000, 165_000, 150_000]
    high = [260_000, 310_000, 225_000, 210_000]
    return {
        "type": "data_visualization",
        "title": title,
        "chart": {
            "type": kind,
            "series": [
                {
                    "name": name,
                    "data": [
                        {"label": place, "value": value}
                        for place, value in zip(places, values, strict=True)
                    ],
                }
                for name, values in (("Low", low), ("High", high))
            ],
            "axis_config": {"categories": places, "x_label": "Place", "y_label": "USD a year"},
        },
    }


PIE: Block = {
    "type": "data_visualization",
    "title": "How total pay is made up",
    "chart": {
        "type": "pie",
        "segments": [
            {"label": "Base", "value": 62},
            {"label": "Bonus", "value": 11},
            {"label": "Equity", "value": 27},
        ],
    },
}

MANY: Block = {
    "type": "data_visualization",
    "title": "Change on the year before",
    "chart": {
        "type": "line",
        "series": [
            {
                "name": "Sample",
                "data": [
                    {"label": f"Category number {n:02}", "value": (n * 7) % 13 - 5}
                    for n in range(12)
                ],
            }
        ],
        "axis_config": {"categories": [f"Category number {n:02}" for n in range(12)]},
    },
}


def number(value: float, text: str) -> Block:
    return {"type": "raw_number", "value": value, "text": text}


def raw(text: str) -> Block:
    return {"type": "raw_text", "text": text}


# As words, "$95k" would come after "$310k".
BANDS = [
    ("New York", 190, 260),
    ("San Francisco", 220, 310),
    ("Seattle", 180, 240),
    ("Remote", 95, 210),
    ("Austin", 165, 225),
    ("Boston", 175, 235),
    ("Denver", 150, 205),
]
DATA_TABLE: Block = {
    "type": "data_table",
    "block_id": "bands",
    "caption": "Sample bands, base a year",
    "page_size": 5,
    "rows": [
        [raw("Place"), raw("Low"), raw("High"), raw("Note")],
        *(
            [raw(place), number(low, f"${low}k"), number(high, f"${high}k"), raw("–")]
            for place, low, high in BANDS
        ),
    ],
}
TABLE: Block = {
    "type": "table",
    "column_settings": [{"align": "left"}, {"align": "right"}, {"is_wrapped": True}],
    "rows": [
        [raw("Stage"), raw("Equity"), raw("Remark")],
        [raw("Seed"), raw("0.5–1.0 %"), raw("Sample figures, to see how a longer remark wraps.")],
        [
            {
                "type": "rich_text",
                "elements": [
                    {
                        "type": "rich_text_section",
                        "elements": [{"type": "text", "text": "Series A", "style": {"bold": True}}],
                    }
                ],
            },
            raw("0.2–0.5 %"),
            raw("–"),
        ],
    ],
}

MRKDWN = (
    "*bold*, _italic_, ~struck~, `code`, *_both_*, snake_case_name, 2 * 3 * 4\n"
    "<https://example.com/a?b=1&amp;c=2|a link>, https://example.com/bare, <@U0SAM>, <#C0GENERAL>, "
    "<!here>, &lt;b&gt; &amp;amp; :tada: :no_such_emoji:\n"
    "&gt; a quote\n&gt; of two lines\n• one\n• two\n"
    "<!date^1700000000^{date_short} at {time}|14 Nov 2023> and\n```pre <b>formatted</b>\n  text```"
)

TEXT: list[Block] = [
    {"type": "header", "text": plain("AI lead in London")},
    {"type": "section", "text": mrkdwn(MRKDWN)},
    {
        "type": "section",
        "text": plain("plain_text *stays* <!date^1700000000^{date}|as it is> &amp;"),
    },
    {
        "type": "section",
        "fields": [mrkdwn("*Base*\n£150k–£190k"), mrkdwn("*Total*\n£220k and up")],
    },
    {
        "type": "section",
        "text": mrkdwn("A section with a button beside it."),
        "accessory": button("Read as total", "accessory"),
    },
    {"type": "divider"},
    {
        "type": "context",
        "elements": [mrkdwn("Source: sample figures, *not real ones*"), plain("As of today")],
    },
    {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_section",
                "elements": [
                    {"type": "text", "text": "Rich "},
                    {"type": "text", "text": "text", "style": {"bold": True, "italic": True}},
                    {"type": "text", "text": " with "},
                    {"type": "user", "user_id": "U0SAM"},
                    {"type": "text", "text": " and "},
                    {"type": "link", "url": "https://example.com", "text": "a link"},
                    {"type": "emoji", "name": "tada"},
                ],
            },
            {
                "type": "rich_text_list",
                "style": "ordered",
                "elements": [
                    {
                        "type": "rich_text_section",
                        "elements": [{"type": "text", "text": f"item {n}"}],
                    }
                    for n in (1, 2)
                ],
            },
            {
                "type": "rich_text_quote",
                "elements": [{"type": "text", "text": "A quote"}],
            },
            {
                "type": "rich_text_preformatted",
                "elements": [{"type": "text", "text": "x = 1\n  y = 2"}],
            },
        ],
    },
    {"type": "markdown", "text": "A **markdown** block"},
]

PLACES = [option("London", "london", "GBP"), option("New York", "nyc"), option("Remote", "remote")]
GROUPS = [
    {"label": plain("United States"), "options": [PLACES[1], PLACES[2]]},
    {"label": plain("United Kingdom"), "options": [PLACES[0]]},
]
CONFIRM: Block = {
    "title": plain("Share the offer?"),
    "text": mrkdwn("Everybody in the channel will see *the figures*."),
    "confirm": plain("Share"),
    "deny": plain("Keep it to me"),
}
ACTIONS: list[Block] = [
    {
        "type": "actions",
        "block_id": "buttons",
        "elements": [
            button("Share in channel", "share", style="primary", confirm=CONFIRM),
            button("Check an offer", "check"),
            button("Remove", "remove", style="danger"),
            button("Open a page", "open", url="https://example.com"),
            {"type": "overflow", "action_id": "more", "options": PLACES},
        ],
    },
    {
        "type": "actions",
        "block_id": "pickers",
        "elements": [
            {
                "type": "static_select",
                "action_id": "place",
                "placeholder": plain("Another place"),
                "option_groups": GROUPS,
            },
            {"type": "users_select", "action_id": "who", "placeholder": plain("Choose a person")},
            {"type": "conversations_select", "action_id": "where", "placeholder": plain("Where")},
            {"type": "datepicker", "action_id": "day", "initial_date": "2026-01-15"},
            {"type": "timepicker", "action_id": "hour", "initial_time": "09:30"},
            {
                "type": "checkboxes",
                "action_id": "boxes",
                "options": [option("First", "1", "With a line of its own"), option("Second", "2")],
            },
        ],
    },
]


def rich(*elements: Block) -> Block:
    """A rich_text of these parts, or of one section of these texts."""
    if elements and not str(elements[0]["type"]).startswith("rich_text"):
        elements = ({"type": "rich_text_section", "elements": list(elements)},)
    return {"type": "rich_text", "elements": list(elements)}


def said(text: str, **style: bool) -> Block:
    return {"type": "text", "text": text, **({"style": style} if style else {})}


PICTURE: Block = {
    "type": "image",
    "image_url": "data:image/svg+xml;utf8,<svg xmlns='http://www.w3.org/2000/svg' width='320' "
    "height='180'><rect width='320' height='180' fill='%237a4d8f'/></svg>",
    "alt_text": "A sample picture",
}
CARD: Block = {
    "type": "card",
    "title": mrkdwn("*AI lead*"),
    "subtitle": plain("London or remote"),
    "body": mrkdwn("Four rounds, five interviewers."),
    "subtext": plain("Opened today"),
    "actions": [button("Open", "open_card", style="primary")],
}
MARKDOWN = """# Plan of the week
A **bold** word, *another*, ~~no~~ and `code`, with [a link](https://example.com/a).

1. First
2. Second
   - and a part of it

> A quote

| Place | Base |
| --- | --- |
| London | **£150k** |

```
x = 1
```
---
<b>not bold</b>"""
TASKS: list[Block] = [
    {
        "task_id": "1",
        "title": "Read the posting",
        "status": "complete",
        "output": rich(said("Five requirements")),
        "sources": [{"type": "url", "url": "https://example.com", "text": "example.com"}],
    },
    {"task_id": "2", "title": "Compare with the guide", "status": "in_progress"},
    {"task_id": "3", "title": "Write the answer", "status": "pending"},
    {"task_id": "4", "title": "Ask the recruiter", "status": "error"},
]
HOLDERS: list[Block] = [
    CARD,
    {
        "type": "carousel",
        "elements": [
            CARD | {"title": plain(name), "actions": [button(f"Open {name}", f"open_{name}")]}
            for name in ("First", "Second", "Third")
        ],
    },
    {
        "type": "container",
        "block_id": "offer",
        "title": plain("An offer"),
        "subtitle": mrkdwn("*Two* parts"),
        "is_collapsible": True,
        "child_blocks": [
            {"type": "section", "text": mrkdwn("Base and *bonus*")},
            {"type": "actions", "elements": [button("Check it", "check_inside")]},
        ],
    },
    {
        "type": "container",
        "rich_text_title": rich(said("Closed", bold=True)),
        "width": "narrow",
        "has_header_divider": True,
        "child_blocks": [{"type": "divider"}],
    },
    {"type": "plan", "title": "Checking the posting", "tasks": TASKS},
    {"type": "task_card", **TASKS[0], "details": rich(said("In the guide"))},
    {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": "feedback",
                "positive_button": {"text": plain("Good"), "value": "good"},
                "negative_button": {"text": plain("Bad"), "value": "bad"},
            },
            {
                "type": "icon_button",
                "action_id": "remove",
                "icon": "trash",
                "text": plain("Remove"),
            },
        ],
    },
    {"type": "markdown", "text": MARKDOWN},
    {
        "type": "actions",
        "elements": [
            {
                "type": "workflow_button",
                "action_id": "start",
                "text": plain("Start the workflow"),
                "workflow": {"trigger": {"url": "https://slack.com/shortcuts/Ft1/abc"}},
            }
        ],
    },
]
RICH: Block = rich(
    {
        "type": "rich_text_section",
        "elements": [
            said("marked", highlight=True),
            said("under", underline=True),
            {"type": "color", "value": "#7a4d8f"},
            {"type": "usergroup", "usergroup_id": "S1"},
            {"type": "broadcast", "range": "here"},
            {
                "type": "date",
                "timestamp": 1_700_000_000,
                "format": "{date_num}",
                "url": "https://example.com/day",
            },
        ],
    },
    {"type": "rich_text_quote", "border": 1, "elements": [said("A quote")]},
)
VIDEO: Block = {
    "type": "video",
    "video_url": "https://video.example.com/1",
    "thumbnail_url": "https://video.example.com/1.png",
    "alt_text": "A talk",
    "title": plain("How we hire"),
    "author_name": "Maya",
    "provider_name": "Talks",
    "description": plain("A talk of ten minutes"),
}


def field(block_id: str, label: str, element: Block, **more: object) -> Block:
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": {"action_id": f"{block_id}_value", **element},
        **more,
    }


FORM: list[Block] = [
    {"type": "alert", "level": "info", "text": plain("Offers are never stored.")},
    {"type": "alert", "level": "warning", "text": mrkdwn("*Careful*: sample figures.")},
    {"type": "alert", "level": "error", "text": plain("Something went wrong.")},
    {"type": "alert", "level": "success", "text": plain("All is well.")},
    field("base", "Base a year", {"type": "plain_text_input", "placeholder": plain("190k")}),
    field(
        "note",
        "Note",
        {"type": "plain_text_input", "multiline": True},
        optional=True,
        hint=plain("Only you will read it."),
    ),
    field(
        "place",
        "Place",
        {"type": "static_select", "option_groups": GROUPS, "initial_option": PLACES[0]},
    ),
    field("places", "Places", {"type": "multi_static_select", "options": PLACES}, optional=True),
    field("person", "Interviewer", {"type": "users_select"}, optional=True),
    field("people", "Interviewers", {"type": "multi_users_select"}, optional=True),
    field("channel", "Channel", {"type": "conversations_select"}, optional=True),
    field("basis", "Basis", {"type": "radio_buttons", "options": PLACES[:2]}, optional=True),
    field("agree", "Seen", {"type": "checkboxes", "options": PLACES[:2]}, optional=True),
    field(
        "needed",
        "Needed",
        {"type": "checkboxes", "options": PLACES[:2], "initial_options": PLACES[:1]},
    ),
    field("day", "Day", {"type": "datepicker"}, optional=True),
    field("hour", "Time", {"type": "timepicker"}, optional=True),
    field("moment", "Moment", {"type": "datetimepicker"}, optional=True),
    field(
        "bonus",
        "Bonus %",
        {"type": "number_input", "is_decimal_allowed": True, "min_value": "0", "max_value": "100"},
        optional=True,
    ),
    field("mail", "Email", {"type": "email_text_input"}, optional=True),
    field("page", "Page", {"type": "url_text_input"}, optional=True),
    field("town", "Town", {"type": "external_select"}, optional=True),
    field("towns", "Towns", {"type": "multi_external_select"}, optional=True),
    field(
        "letter",
        "Letter",
        {"type": "rich_text_input", "placeholder": plain("Dear …"), "min_lines": 2},
        optional=True,
    ),
    field("cv", "CV", {"type": "file_input", "filetypes": ["pdf"], "max_files": 2}, optional=True),
    field("zone", "At", {"type": "timepicker", "timezone": "Europe/London"}, optional=True),
]


def modal(blocks: list[Block], **more: object) -> Block:
    return {
        "type": "modal",
        "callback_id": "form",
        "title": plain("Check an offer"),
        "submit": plain("Check"),
        "close": plain("Cancel"),
        "blocks": blocks,
        **more,
    }


TASK_UPDATE = {"type": "task_update", "id": "1", "title": "Roll", "status": "in_progress"}
