"""What Slack refuses is refused, on the surface where Slack refuses it."""

from __future__ import annotations

from typing import Any

import pytest

from local_slack.block_kit import check
from local_slack.errors import SlackError
from tests.local_slack.stub import actions, button, modal, option, plain, section, text_input

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
    section = {"type": "rich_text_section", "elements": list(leaves)}
    return {"type": "rich_text", "elements": [section]}


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
GOOD_IN_MODAL = [
    ALERT,
    NUMBER_INPUT,
    text_input("Name", "name"),
    section("Text"),
    actions(button("A", "a")),
    field(EXTERNAL),
    field(EDITOR | {"initial_value": rich(*LEAVES)}),
    field(FILES),
    field({"type": "conversations_select", "action_id": "to", "response_url_enabled": True}),
    field({"type": "timepicker", "timezone": "Europe/London"}),
    VIDEO,
]


def test_every_block_passes_on_its_surfaces() -> None:
    assert check.block_problems(GOOD_IN_MESSAGE, "message", "/blocks") == []
    assert check.view_problems(modal("form", *GOOD_IN_MODAL), "modal") == []
    assert check.view_problems({"type": "home", "blocks": [section("Hello")]}, "home") == []


REFUSED_IN_MESSAGE = {
    "section text over 3,000": (
        section("x" * 3001),
        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
    ),
    "an empty text": (
        section("  "),
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
    "one action_id in two blocks": (
        [actions(button("a", "same")), actions(button("b", "same"))],
        '`action_id` "same" already exists',
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


REFUSED_VIEWS = {
    "a title over 24": (
        modal("a", section("b"), title=plain("x" * 25)),
        "must be less than 25 characters [json-pointer:/view/title/text]",
    ),
    "a submit over 24": (
        modal("a", section("b"), submit=plain("x" * 25)),
        "must be less than 25 characters",
    ),
    "no title": ({"type": "modal", "blocks": [section("b")]}, "missing required field: title"),
    "an input without submit": (
        {"type": "modal", "title": plain("a"), "blocks": [text_input("Name", "n")]},
        "missing required field: submit",
    ),
    "101 blocks": (modal("a", *[{"type": "divider"}] * 101), "no more than 100 items allowed"),
    "private_metadata over 3,000": (
        modal("a", section("b"), private_metadata="x" * 3001),
        "must be less than 3001 characters",
    ),
    "a callback_id over 255": (modal("x" * 256, section("b")), "must be less than 256 characters"),
    "a field of a received view": (
        modal("a", section("b"), hash="1"),
        "invalid additional property: hash",
    ),
    "two focused elements": (
        modal(
            "a", text_input("A", "a", focus_on_load=True), text_input("B", "b", focus_on_load=True)
        ),
        "focus_on_load can be set on one element only",
    ),
    "a data table": (
        modal("a", data_table([cell("a")], [cell("b")])),
        "unsupported type: data_table (not in a modal)",
    ),
    "a chart": (modal("a", chart()), "unsupported type: data_visualization (not in a modal)"),
    "a markdown block": (
        modal("a", {"type": "markdown", "text": "a"}),
        "unsupported type: markdown (not in a modal)",
    ),
    "an alert over 200": (
        modal("a", {"type": "alert", "text": plain("x" * 201)}),
        "must be less than 201 characters",
    ),
    "a max_length over 3,000": (
        modal("a", text_input("A", "a", max_length=3001)),
        "must be at most 3000",
    ),
    "min_length over max_length": (
        modal("a", text_input("A", "a", min_length=5, max_length=4)),
        "min_length must not be more than max_length",
    ),
    "a card": (modal("a", CARD), "unsupported type: card (not in a modal)"),
    "eleven files": (modal("a", field(FILES | {"max_files": 11})), "must be at most 10"),
    "a file input that dispatches": (
        modal("a", field(FILES, dispatch_action=True)),
        "must be false with a file_input [json-pointer:/view/blocks/0/dispatch_action]",
    ),
    "a rich text input among actions": (
        modal("a", actions(EDITOR)),
        "unsupported type: rich_text_input",
    ),
    "more lines at least than at most": (
        modal("a", field(EDITOR | {"min_lines": 5})),
        "min_lines must not be more than max_lines",
    ),
    "a text for rich text": (
        modal("a", field(EDITOR | {"initial_value": "Dear"})),
        "must provide an object",
    ),
    "a number that is text": (
        modal("a", field(NUMBER_INPUT["element"] | {"min_value": "low"})),
        "must match the expected format",
    ),
    "min_value over max_value": (
        modal("a", field(NUMBER_INPUT["element"] | {"min_value": "2", "max_value": "1"})),
        "min_value must not be more than max_value",
    ),
    "a decimal where only whole numbers are allowed": (
        modal(
            "a", field({"type": "number_input", "is_decimal_allowed": False, "min_value": "1.5"})
        ),
        "decimals are not allowed",
    ),
    "a time zone of one's own": (
        modal("a", field({"type": "timepicker", "timezone": "Europe/Atlantis"})),
        "must be a valid timezone",
    ),
    "a negative query length": (
        modal("a", field(EXTERNAL | {"min_query_length": -1})),
        "must be at least 0",
    ),
    "a workflow button": (
        modal("a", actions(WORKFLOW)),
        "unsupported type: workflow_button (not in a modal)",
    ),
    "a home tab": ({"type": "home", "blocks": [section("a")]}, "unsupported type: home"),
}


@pytest.mark.parametrize("case", REFUSED_VIEWS)
def test_a_modal_is_refused_for(case: str) -> None:
    view, complaint = REFUSED_VIEWS[case]
    with pytest.raises(SlackError) as refusal:
        check.view(view, "modal")
    assert refusal.value.code == "invalid_arguments"
    messages = refusal.value.extra["response_metadata"]["messages"]
    assert any(complaint in message for message in messages), messages


def test_a_view_over_250_kb_is_too_large() -> None:
    blocks = [section("x" * 3000) for _ in range(90)]
    with pytest.raises(SlackError, match="view_too_large"):
        check.view(modal("a", *blocks), "modal")


@pytest.mark.parametrize(
    "block", [chart(), data_table([cell("a")], [cell("b")]), ALERT, table([cell("a")])]
)
def test_a_home_tab_refuses_what_only_other_surfaces_show(block: JSON) -> None:
    problems = check.view_problems({"type": "home", "blocks": [block]}, "home")
    assert [problem.code for problem in problems] == ["unsupported_surface"]


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
