"""Blocks and elements that Slack takes, for the tests of the check."""

from __future__ import annotations

from typing import Any

from tests.local_slack.stub import button, plain

JSON = dict[str, Any]


def chart(**more: object) -> JSON:
    series = {"name": "Low", "data": [{"label": "London", "value": 1}]}
    axes = {"categories": ["London"]}
    drawn = {"type": "bar", "series": [series], "axis_config": axes, **more}
    return {"type": "data_visualization", "title": "Base", "chart": drawn}


def cell(text: str) -> JSON:
    return {"type": "raw_text", "text": text}


def data_table(*rows: list[JSON], **more: object) -> JSON:
    return {"type": "data_table", "caption": "Bands", "rows": list(rows), **more}


def table(*rows: list[JSON], **more: object) -> JSON:
    return {"type": "table", "rows": list(rows), **more}


def menu(**more: object) -> JSON:
    return {"type": "static_select", "action_id": "place", **more}


RUN = {"type": "rich_text_section", "elements": [{"type": "text", "text": "rich"}]}
RICH = {"type": "rich_text", "elements": [RUN]}
NUMBER = {"type": "raw_number", "value": 190, "text": "190k"}
ALERT = {"type": "alert", "text": plain("Mind the gap"), "level": "warning"}
IMAGE = {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "A"}
NUMBER_INPUT: JSON = {
    "type": "input",
    "label": plain("Base"),
    "element": {"type": "number_input", "is_decimal_allowed": True},
}
CONFIRM = {
    "title": plain("Sure?"),
    "text": plain("It is."),
    "confirm": plain("Do"),
    "deny": plain("No"),
}


def rich(*leaves: JSON) -> JSON:
    run = {"type": "rich_text_section", "elements": list(leaves)}
    return {"type": "rich_text", "elements": [run]}


def written(text: str) -> JSON:
    return {"type": "text", "text": text}


def field(element: JSON, **more: object) -> JSON:
    return {"type": "input", "label": plain("Field"), "element": element, **more}


def container(*blocks: JSON, **more: object) -> JSON:
    return {"type": "container", "title": plain("Box"), "child_blocks": list(blocks), **more}


CARD = {"type": "card", "title": plain("Card"), "actions": [button("Open", "card_open")]}
TASK = {"task_id": "1", "title": "Read it", "status": "complete"}
FEEDBACK = {
    "type": "feedback_buttons",
    "action_id": "feedback",
    "positive_button": {"text": plain("Good"), "value": "good"},
    "negative_button": {"text": plain("Bad"), "value": "bad"},
}
REMOVE = {"type": "icon_button", "action_id": "rm", "icon": "trash", "text": plain("Remove")}
WORKFLOW = {
    "type": "workflow_button",
    "text": plain("Start"),
    "workflow": {"trigger": {"url": "https://slack.com/shortcuts/Ft1/abc"}},
}
VIDEO = {
    "type": "video",
    "video_url": "https://video.example.com/1",
    "thumbnail_url": "https://video.example.com/1.png",
    "alt_text": "A talk",
    "title": plain("How we hire"),
}
EXTERNAL = {"type": "external_select", "action_id": "town", "min_query_length": 0}
EDITOR = {"type": "rich_text_input", "action_id": "letter", "min_lines": 2, "max_lines": 4}
FILES = {"type": "file_input", "action_id": "cv", "filetypes": ["pdf"], "max_files": 2}
LEAVES = [
    written(" "),
    {"type": "usergroup", "usergroup_id": "S1", "style": {"unlink": True}},
    {"type": "team", "team_id": "T1"},
    {"type": "color", "value": "#7a4d8f"},
    {"type": "date", "timestamp": 1, "format": "{date}", "url": "https://example.com"},
]
