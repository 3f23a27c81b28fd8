"""What Slack refuses in a modal or a Home tab is refused, with a pointer to it."""

from __future__ import annotations

from typing import Any

import pytest

from local_slack.block_kit import check
from local_slack.errors import SlackError
from tests.local_slack.samples import (
    ALERT,
    CARD,
    EDITOR,
    EXTERNAL,
    FILES,
    LEAVES,
    NUMBER_INPUT,
    VIDEO,
    WORKFLOW,
    cell,
    chart,
    data_table,
    field,
    rich,
    table,
)
from tests.local_slack.stub import actions, button, modal, plain, section, text_input

JSON = dict[str, Any]

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


def test_every_block_passes_in_a_view() -> None:
    assert check.view_problems(modal("form", *GOOD_IN_MODAL), "modal") == []
    assert check.view_problems({"type": "home", "blocks": [section("Hello"), CARD]}, "home") == []


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
