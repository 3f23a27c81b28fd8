"""What Slack refuses in a message is refused, with a pointer to it."""

from __future__ import annotations

from typing import Any

import pytest

from local_slack.block_kit import check
from local_slack.errors import SlackError
from tests.local_slack.samples import (
    ALERT,
    CARD,
    CONFIRM,
    EDITOR,
    EXTERNAL,
    FEEDBACK,
    FILES,
    IMAGE,
    LEAVES,
    NUMBER,
    NUMBER_INPUT,
    REMOVE,
    RICH,
    TASK,
    VIDEO,
    WORKFLOW,
    cell,
    chart,
    container,
    data_table,
    field,
    menu,
    rich,
    table,
    written,
)
from tests.local_slack.stub import actions, button, option, plain, section

JSON = dict[str, Any]

GOOD_IN_MESSAGE = [
    section("*Bold*", accessory=button("Go", "go", style="primary", confirm=CONFIRM)),
    {"type": "section", "fields": [plain("a"), plain("b")]},
    {"type": "header", "text": plain("Bands"), "level": 2},
    {"type": "divider"},
    {"type": "context", "elements": [IMAGE, plain("Source")]},
    IMAGE,
    actions(button("One", "one"), menu(options=[option("London", "london")])),
    {"type": "markdown", "text": "# Title"},
    RICH,
    chart(),
    {
        "type": "data_visualization",
        "title": "Split",
        "chart": {"type": "pie", "segments": [{"label": "a", "value": 1}]},
    },
    data_table([cell("Place"), cell("Base")], [cell("London"), NUMBER], page_size=5),
    table([cell("Place"), RICH], column_settings=[None, {"align": "right"}]),
    CARD,
    {"type": "carousel", "elements": [CARD | {"actions": [button("Open", "other_open")]}]},
    container(
        section("a"),
        actions(EXTERNAL, WORKFLOW),
        {"type": "divider"},
        is_collapsible=True,
        default_collapsed=True,
    ),
    {"type": "plan", "title": "Work", "tasks": [TASK, TASK | {"type": "task_card"}]},
    {
        "type": "task_card",
        **TASK,
        "output": rich(written("Done")),
        "sources": [{"type": "url", "url": "https://example.com", "text": "example.com"}],
    },
    {"type": "context_actions", "elements": [FEEDBACK, REMOVE]},
    VIDEO,
    rich(*LEAVES),
]


def test_every_block_passes_in_a_message() -> None:
    assert check.block_problems(GOOD_IN_MESSAGE, "message", "/blocks") == []


REFUSED_IN_MESSAGE = {
    "section text over 3,000": (
        section("x" * 3001),
        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
    ),
    "an empty text": (
        section(""),
        "must be more than 0 characters [json-pointer:/blocks/0/text/text]",
    ),
    "a section without text": (
        {"type": "section"},
        "missing required field: text or fields [json-pointer:/blocks/0]",
    ),
    "eleven fields": (
        {"type": "section", "fields": [plain("a")] * 11},
        "no more than 10 items allowed",
    ),
    "a field over 2,000": (
        {"type": "section", "fields": [plain("x" * 2001)]},
        "must be less than 2001 characters",
    ),
    "a bare string for a text object": (
        {"type": "header", "text": "Bands"},
        "must provide an object",
    ),
    "mrkdwn in a header": (
        {"type": "header", "text": {"type": "mrkdwn", "text": "a"}},
        "unsupported type: mrkdwn",
    ),
    "a header over 150": (
        {"type": "header", "text": plain("x" * 151)},
        "must be less than 151 characters",
    ),
    "an unknown block": (
        {"type": "hologram"},
        "unsupported type: hologram [json-pointer:/blocks/0/type]",
    ),
    "an unknown field": (
        section("a", colour="red"),
        "invalid additional property: colour [json-pointer:/blocks/0]",
    ),
    "an unknown field in a text": (
        {"type": "header", "text": {**plain("a"), "verbatim": True}},
        "invalid additional property: verbatim",
    ),
    "an alert in a message": (ALERT, "unsupported type: alert (not in a message)"),
    "a number input in a message": (
        NUMBER_INPUT,
        "unsupported type: number_input (not in a message)",
    ),
    "26 elements": (
        actions(*(button("a", str(n)) for n in range(26))),
        "no more than 25 items allowed",
    ),
    "a text input among actions": (
        actions({"type": "plain_text_input", "action_id": "a"}),
        "unsupported type: plain_text_input",
    ),
    "a button text over 75": (actions(button("x" * 76, "a")), "must be less than 76 characters"),
    "a button value over 2,000": (
        actions(button("a", "a", value="x" * 2001)),
        "must be less than 2001 characters",
    ),
    "a button style of its own": (
        actions(button("a", "a", style="pink")),
        "must be one of: primary, danger",
    ),
    "a button to a script": (
        actions(button("a", "a", url="javascript:alert(1)")),
        "must match the expected format",
    ),
    "a confirm without deny": (
        actions(button("a", "a", confirm={k: v for k, v in CONFIRM.items() if k != "deny"})),
        "missing required field: deny",
    ),
    "101 options": (
        actions(menu(options=[option("a", str(n)) for n in range(101)])),
        "no more than 100 items allowed",
    ),
    "options and groups": (
        actions(menu(options=[option("a", "a")], option_groups=[])),
        "no fewer than 1 items allowed",
    ),
    "no options": (actions(menu()), "must have exactly one of: options, option_groups"),
    "an initial option not offered": (
        actions(menu(options=[option("a", "a")], initial_option=option("A", "a"))),
        "initial option must exactly match an option",
    ),
    "an option value over 150": (
        actions(menu(options=[option("a", "x" * 151)])),
        "must be less than 151 characters",
    ),
    "six overflow options": (
        actions({"type": "overflow", "options": [option("a", str(n)) for n in range(6)]}),
        "no more than 5 items allowed",
    ),
    "eleven radio buttons": (
        actions({"type": "radio_buttons", "options": [option("a", str(n)) for n in range(11)]}),
        "no more than 10 items allowed",
    ),
    "two buttons with one action_id": (
        actions(button("a", "same"), button("b", "same")),
        '`action_id` "same" already exists [json-pointer:/blocks/0/elements/1/action_id]',
    ),
    "an action_id over 255": (actions(button("a", "x" * 256)), "must be less than 256 characters"),
    "eleven in a context": (
        {"type": "context", "elements": [plain("a")] * 11},
        "no more than 10 items allowed",
    ),
    "an image without alt_text": (
        {"type": "image", "image_url": "https://example.com/a.png"},
        "missing required field: alt_text",
    ),
    "a chart title over 50": ({**chart(), "title": "x" * 51}, "must be less than 51 characters"),
    "a chart label over 20": (
        chart(axis_config={"categories": ["x" * 21]}),
        "must be less than 21 characters",
    ),
    "seven series": (
        chart(
            series=[{"name": str(n), "data": [{"label": "London", "value": 1}]} for n in range(7)]
        ),
        "no more than 6 items allowed",
    ),
    "a point missing for a category": (
        chart(axis_config={"categories": ["London", "Berlin"]}),
        "must have exactly one point for each category",
    ),
    "two series of one name": (
        chart(series=[{"name": "Low", "data": [{"label": "London", "value": 1}]}] * 2),
        "must be unique",
    ),
    "one category twice": (
        chart(axis_config={"categories": ["London", "London"]}),
        "must be unique",
    ),
    "a chart value that is text": (
        chart(series=[{"name": "Low", "data": [{"label": "London", "value": "1"}]}]),
        "must be a number",
    ),
    "a chart of no known type": (
        {"type": "data_visualization", "title": "a", "chart": {"type": "radar"}},
        "unsupported type: radar",
    ),
    "a pie with nothing in a segment": (
        {
            "type": "data_visualization",
            "title": "a",
            "chart": {"type": "pie", "segments": [{"label": "a", "value": 0}]},
        },
        "must be at least",
    ),
    "a data table of a header only": (data_table([cell("a")]), "no fewer than 2 items allowed"),
    "a data table without caption": (
        {"type": "data_table", "rows": [[cell("a")], [cell("b")]]},
        "missing required field: caption",
    ),
    "uneven rows": (data_table([cell("a"), cell("b")], [cell("c")]), "must have 2 cells"),
    "21 columns": (data_table([cell("a")] * 21, [cell("a")] * 21), "no more than 20 items allowed"),
    "202 rows": (data_table(*[[cell("a")]] * 202), "no more than 201 items allowed"),
    "an empty cell": (data_table([cell("a")], [cell("")]), "must be more than 0 characters"),
    "rich text in a data table's header": (
        data_table([RICH], [cell("a")]),
        "unsupported type: rich_text",
    ),
    "a row header that is no column": (
        data_table([cell("a")], [cell("b")], row_header_column_index=1),
        "must be one of the columns",
    ),
    "20,001 characters in data tables": (
        data_table([cell("a")], [cell("x" * 20_000)]),
        "data_table cells must be less than 20001 characters in all",
    ),
    "a page_size of 0": (data_table([cell("a")], [cell("b")], page_size=0), "must be at least 1"),
    "a card in bare strings": ({"type": "card", "title": "Card"}, "must provide an object"),
    "a card of nothing": (
        {"type": "card"},
        "missing required field: hero_image or title or actions or body",
    ),
    "eleven cards": (
        {"type": "carousel", "elements": [{"type": "card", "body": plain("a")}] * 11},
        "no more than 10 items allowed",
    ),
    "a carousel of sections": (
        {"type": "carousel", "elements": [section("a")]},
        "unsupported type: section [json-pointer:/blocks/0/elements/0/type]",
    ),
    "a container in a container": (
        container(container(section("a"))),
        "unsupported type: container [json-pointer:/blocks/0/child_blocks/0/type]",
    ),
    "eleven blocks in a container": (
        container(*[{"type": "divider"}] * 11),
        "no more than 10 items allowed",
    ),
    "a container without a title": (
        {"type": "container", "child_blocks": [section("a")]},
        "missing required field: title or rich_text_title",
    ),
    "a closed container that can't be opened": (
        container(section("a"), default_collapsed=True),
        "is_collapsible must be true",
    ),
    "one block_id in and out of a container": (
        container(section("a", block_id="x"), section("b", block_id="x")),
        '`block_id` "x" already exists',
    ),
    "six context actions": (
        {"type": "context_actions", "elements": [REMOVE | {"action_id": str(n)} for n in range(6)]},
        "no more than 5 items allowed",
    ),
    "another icon than trash": (
        {"type": "context_actions", "elements": [REMOVE | {"icon": "star"}]},
        "must be one of: trash",
    ),
    "a feedback button alone": (
        {"type": "context_actions", "elements": [{**FEEDBACK, "negative_button": None}]},
        "must provide an object",
    ),
    "an icon button among actions": (actions(REMOVE), "unsupported type: icon_button"),
    "a task without a status": (
        {"type": "task_card", "task_id": "1", "title": "a"},
        "missing required field: status",
    ),
    "a task of no known status": (
        {"type": "task_card", **TASK, "status": "done"},
        "must be one of: pending, in_progress, complete, error",
    ),
    "a plan whose title is an object": (
        {"type": "plan", "title": plain("Work")},
        "must be a string",
    ),
    "a video title of 200": (VIDEO | {"title": plain("x" * 200)}, "must be less than 200"),
    "a video without https": (
        VIDEO | {"video_url": "http://video.example.com/1"},
        "must match the expected format",
    ),
    "a remote file": (
        {"type": "file", "external_id": "1", "source": "remote"},
        "unsupported type: file",
    ),
    "a call": ({"type": "call", "call_id": "R1"}, "unsupported type: call"),
    "a mention in preformatted text": (
        {
            "type": "rich_text",
            "elements": [
                {
                    "type": "rich_text_preformatted",
                    "elements": [{"type": "user", "user_id": "U1"}],
                }
            ],
        },
        "unsupported type: user",
    ),
    "a colour by name": (rich({"type": "color", "value": "red"}), "must match the expected"),
    "rich text input in a message": (
        field(EDITOR),
        "unsupported type: rich_text_input (not in a message)",
    ),
    "a file input in a message": (field(FILES), "unsupported type: file_input (not in a message)"),
    "a response_url for a message's select": (
        actions({"type": "channels_select", "response_url_enabled": True}),
        "response_url_enabled is only allowed in input blocks of modals",
    ),
    "no type": ({"text": plain("a")}, "missing required field: type"),
    "no object": ("section", "must provide an object"),
}


@pytest.mark.parametrize("case", REFUSED_IN_MESSAGE)
def test_a_message_is_refused_for(case: str) -> None:
    block, complaint = REFUSED_IN_MESSAGE[case]
    with pytest.raises(SlackError) as refusal:
        check.message("text", [block])
    assert refusal.value.code == "invalid_blocks"
    messages = refusal.value.extra["response_metadata"]["messages"]
    assert any(complaint in message for message in messages), messages
    assert all(message.startswith("[ERROR] ") for message in messages)


TOGETHER = {
    "51 blocks": (
        [{"type": "divider"}] * 51,
        "no more than 50 items allowed [json-pointer:/blocks]",
    ),
    "three charts": ([chart()] * 3, "too many data_visualization blocks"),
    "two plans": (
        [{"type": "plan", "title": "a"}] * 2,
        "Cannot have more than 1 plan block",
    ),
    "a table in a container and one beside it": (
        [table([cell("a")]), container(table([cell("a")]))],
        "only_one_table_allowed",
    ),
    "two tables": ([table([cell("a")])] * 2, "only_one_table_allowed"),
    "12,001 characters of markdown": (
        [{"type": "markdown", "text": "x" * 6001}] * 2,
        "markdown must be less than 12001 characters in all",
    ),
    "one block_id twice": (
        [section("a", block_id="same"), section("b", block_id="same")],
        '`block_id` "same" already exists [json-pointer:/blocks/1/block_id]',
    ),
}


@pytest.mark.parametrize("case", TOGETHER)
def test_a_message_is_refused_for_its_blocks_together(case: str) -> None:
    blocks, complaint = TOGETHER[case]
    messages = [str(problem) for problem in check.block_problems(blocks, "message", "/blocks")]
    assert any(complaint in message for message in messages), messages


@pytest.mark.parametrize(
    ("text", "blocks", "code"),
    [
        (None, None, "no_text"),
        ("", [], "no_text"),
        ("x" * 40_001, None, "msg_too_long"),
        ("text", {"type": "section"}, "invalid_blocks_format"),
        # 5 x 2,600 characters are within every limit but that of the whole message.
        ("text", [section("x" * 2600)] * 5, "msg_blocks_too_long"),
    ],
)
def test_a_message_as_a_whole_is_refused_with_slacks_code(
    text: str | None, blocks: object, code: str
) -> None:
    with pytest.raises(SlackError) as refusal:
        check.message(text, blocks)
    assert refusal.value.code == code


def test_what_passes_is_copied_and_gets_the_missing_ids() -> None:
    given = [section("a", accessory={"type": "button", "text": plain("Go")})]
    _, checked = check.message("a", given)
    assert checked[0]["block_id"]
    assert checked[0]["accessory"]["action_id"]
    assert "block_id" not in given[0]


@pytest.mark.parametrize(
    ("metadata", "code"),
    [
        ("text", "invalid_metadata_format"),
        ({"event_type": "a"}, "invalid_metadata_format"),
        ({"event_type": "", "event_payload": {}}, "invalid_metadata_schema"),
        ({"event_type": "a", "event_payload": {"deep": {"er": 1}}}, "invalid_metadata_schema"),
        ({"event_type": "a", "event_payload": {}, "extra": 1}, "invalid_metadata_schema"),
    ],
)
def test_metadata_is_an_event_type_and_a_flat_payload(metadata: object, code: str) -> None:
    with pytest.raises(SlackError, match=code):
        check.metadata(metadata)
    assert check.metadata({"event_type": "post", "event_payload": {"id": "x1"}})
