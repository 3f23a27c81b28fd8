"""Rules between several fields. Each runs on an object whose fields are valid by themselves."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from local_slack.block_kit.schema import MODAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from local_slack.block_kit.schema import At, Rule

    JSON = dict[str, Any]


def at_least_one(*names: str) -> Rule:
    """A rule: at least one of these fields is needed."""

    def rule(value: JSON, at: At) -> None:
        if not any(name in value for name in names):
            at.complain(f"missing required field: {' or '.join(names)}", "missing_field")

    return rule


def exactly_one(*names: str) -> Rule:
    """A rule: exactly one of these fields is needed."""

    def rule(value: JSON, at: At) -> None:
        if sum(name in value for name in names) != 1:
            at.complain(f"must have exactly one of: {', '.join(names)}", "missing_field")

    return rule


def initial_is_offered(value: JSON, at: At) -> None:
    """The initial choice must be one of the options, word for word."""
    offered = list(value.get("options", []))
    for group in value.get("option_groups", []):
        offered += group["options"]
    chosen = list(value.get("initial_options", []))
    if "initial_option" in value:
        chosen.append(value["initial_option"])
    for option in chosen:
        if option not in offered:
            at.complain("initial option must exactly match an option")


def lengths_are_in_order(value: JSON, at: At) -> None:
    """min_length <= max_length, and the initial value between them."""
    low, high = value.get("min_length", 0), value.get("max_length", 3000)
    if low > high:
        at.complain("min_length must not be more than max_length")
    if "initial_value" in value and not low <= len(value["initial_value"]) <= high:
        at.child("initial_value").complain(f"must be {low} to {high} characters")


def numbers_are_in_order(value: JSON, at: At) -> None:
    """min_value <= max_value, and the initial value between them."""
    low, high = float(value.get("min_value", "-inf")), float(value.get("max_value", "inf"))
    if low > high:
        at.complain("min_value must not be more than max_value")
    if "initial_value" in value and not low <= float(value["initial_value"]) <= high:
        at.child("initial_value").complain("must be between min_value and max_value")
    names = ("initial_value", "min_value", "max_value")
    if not value["is_decimal_allowed"] and any("." in value.get(name, "") for name in names):
        at.complain("decimals are not allowed")


def lines_are_in_order(value: JSON, at: At) -> None:
    """min_lines <= max_lines, which is 8 unless it is given."""
    if value.get("min_lines", 1) > value.get("max_lines", max(8, value.get("min_lines", 1))):
        at.complain("min_lines must not be more than max_lines")


def image_exists(value: JSON, at: At) -> None:
    """A slack_file is an image that the app can see, by its id or the end of its address."""
    file = value.get("slack_file")
    if file and at.report.grants:
        file_id = file.get("id") or file["url"].rstrip("/").split("/")[-1]
        if file_id not in at.report.grants.images:
            at.child("slack_file").complain("invalid slack file", "invalid_slack_file")


def video_may_be_embedded(value: JSON, at: At) -> None:
    """A video comes from a domain that the manifest names for unfurling."""
    host = urlsplit(value["video_url"]).hostname or ""
    domains = at.report.grants.domains if at.report.grants else [host]
    if not any(host == domain or host.endswith(f".{domain}") for domain in domains):
        at.child("video_url").complain("must be of one of the app's unfurl domains")


def response_url_has_a_form(value: JSON, at: At) -> None:
    """response_url_enabled is only for the selects in a modal's input blocks."""
    allowed = at.report.surface == MODAL and "element" in value
    parts = [value.get("element"), value.get("accessory"), *value.get("elements", ())]
    if not allowed and any(part and part.get("response_url_enabled") for part in parts):
        at.complain("response_url_enabled is only allowed in input blocks of modals")


def files_are_not_dispatched(value: JSON, at: At) -> None:
    """An input block with a file_input can't set dispatch_action."""
    if value["element"]["type"] == "file_input" and value.get("dispatch_action"):
        at.child("dispatch_action").complain("must be false with a file_input")


def collapses_if_allowed(value: JSON, at: At) -> None:
    """default_collapsed needs is_collapsible, which excludes has_header_divider."""
    can = value.get("is_collapsible", False)
    if value.get("default_collapsed") and not can:
        at.child("default_collapsed").complain("is_collapsible must be true")
    if value.get("has_header_divider") and can:
        at.child("has_header_divider").complain("is_collapsible must be false")


def points_match_categories(value: JSON, at: At) -> None:
    """Every series has one point for each category, and a name that no other series has."""
    categories = value["axis_config"]["categories"]
    if len(set(categories)) != len(categories):
        at.child("axis_config/categories").complain("must be unique", "duplicate")
    names = Counter(series["name"] for series in value["series"])
    for index, series in enumerate(value["series"]):
        place = at.child(f"series/{index}")
        if names[series["name"]] > 1:
            place.child("name").complain("must be unique", "duplicate")
        labels = [point["label"] for point in series["data"]]
        if sorted(labels) != sorted(categories):
            place.child("data").complain("must have exactly one point for each category")


def rows_are_even(value: JSON, at: At) -> None:
    """All rows of a table have as many cells as its first row."""
    wide = len(value["rows"][0])
    for index, row in enumerate(value["rows"]):
        if len(row) != wide:
            at.child(f"rows/{index}").complain(f"must have {wide} cells, as the first row has")


def header_is_plain(value: JSON, at: At) -> None:
    """A data_table's header row holds no rich_text, and the row header is one of its columns."""
    header = value["rows"][0]
    for index, cell in enumerate(header):
        if cell["type"] == "rich_text":
            at.child(f"rows/0/{index}/type").complain("unsupported type: rich_text")
    if value.get("row_header_column_index", 0) >= len(header):
        at.child("row_header_column_index").complain("must be one of the columns")


def has_submit(value: JSON, at: At) -> None:
    """A modal with an input block needs a submit button."""
    if "submit" not in value and any(block["type"] == "input" for block in value["blocks"]):
        at.complain("missing required field: submit", "missing_field")


def one_focus(value: JSON, at: At) -> None:
    """At most one element of a view takes the focus."""
    if sum(part.get("focus_on_load") is True for part in _objects(value)) > 1:
        at.complain("focus_on_load can be set on one element only")


def text_length(value: Any) -> int:  # noqa: ANN401 - JSON
    """How many characters of text a value holds at any depth, such as a table's cells."""
    return sum(len(o["text"]) for o in _objects(value) if isinstance(o.get("text"), str))


def _objects(value: Any) -> Iterator[JSON]:  # noqa: ANN401 - JSON
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _objects(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _objects(inner)
