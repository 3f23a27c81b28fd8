"""The strict check of everything that an app sends: messages, views, metadata.

What passes is returned with the ids that Slack would give; anything else is refused with
Slack's error code and, in `response_metadata.messages`, a sentence and a JSON pointer for each
problem.
"""

from __future__ import annotations

import copy
import json
import secrets
from typing import Any

from local_slack.block_kit import elements, limits, objects
from local_slack.block_kit.rules import text_length
from local_slack.block_kit.schema import (
    HOME,
    MESSAGE,
    MODAL,
    At,
    Grants,
    Items,
    Problem,
    Report,
    Str,
)
from local_slack.errors import SlackError

JSON = dict[str, Any]


def message(
    text: object,
    blocks: object,
    grants: Grants | None = None,
    longest: int = limits.TEXT_IN_MESSAGE,
) -> tuple[str, list[JSON]]:
    """Check the text and blocks of a message, and return them with ids.

    `grants`: what the app may use, by default everything.

    Raises SlackError: no_text, msg_too_long, invalid_blocks_format, invalid_blocks,
    msg_blocks_too_long.
    """
    if blocks is not None and not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    if not text and not blocks:
        raise SlackError("no_text")
    words = "" if text is None else str(text)
    if len(words) > longest:
        raise SlackError("msg_too_long")
    if not blocks:
        return words, []
    problems = block_problems(blocks, MESSAGE, "/blocks", grants)
    if problems:
        raise refusal("invalid_blocks", problems)
    if len(json.dumps(blocks, separators=(",", ":"))) > limits.BLOCKS_IN_MESSAGE:
        raise SlackError("msg_blocks_too_long")
    return words, with_ids(blocks)


def view(given: object, surface: str, grants: Grants | None = None) -> JSON:
    """Check a view and return it with ids. `surface` is modal or home.

    Raises SlackError: invalid_arguments, view_too_large.
    """
    if len(json.dumps(given, separators=(",", ":"))) > limits.VIEW_SIZE:
        raise SlackError("view_too_large")
    problems = view_problems(given, surface, grants=grants)
    if problems or not isinstance(given, dict):
        raise refusal("invalid_arguments", problems)
    return {**copy.deepcopy(given), "blocks": with_ids(given["blocks"])}


def suggestions(given: JSON) -> JSON:
    """Check an app's answer to a block_suggestion, and return it.

    Raises SlackError: no_options for an empty answer, invalid_options.
    """
    if not given:
        raise SlackError("no_options")
    report = Report(MODAL)
    objects.SUGGESTIONS.check(given, At(report, ""))
    if report.problems:
        raise refusal("invalid_options", report.problems)
    return given


def metadata(given: object) -> JSON | None:
    """Check the metadata of a message, whose payload must be flat.

    Raises SlackError: invalid_metadata_format, invalid_metadata_schema.
    """
    if given is None:
        return None
    if not isinstance(given, dict) or not isinstance(given.get("event_payload"), dict):
        raise SlackError("invalid_metadata_format")
    report = Report(MESSAGE)
    Str(255).check(given.get("event_type"), At(report, "/metadata/event_type"))
    flat = all(isinstance(v, str | int | float) for v in given["event_payload"].values())
    if report.problems or not flat or given.keys() != {"event_type", "event_payload"}:
        raise SlackError("invalid_metadata_schema")
    return copy.deepcopy(given)


def block_problems(
    blocks: object, surface: str, pointer: str, grants: Grants | None = None
) -> list[Problem]:
    """What Slack would refuse in a list of blocks."""
    report = Report(surface, grants)
    at = At(report, pointer)
    Items(limits.ANY_BLOCK, limits.BLOCKS[surface]).check(blocks, at)
    if isinstance(blocks, list) and not report.problems:
        _check_sums(blocks, at)
    return report.problems


def view_problems(
    given: object, surface: str | None, pointer: str = "/view", grants: Grants | None = None
) -> list[Problem]:
    """What Slack would refuse in a view. Without a `surface`, the view's own type decides."""
    own = given.get("type") if isinstance(given, dict) else None
    report = Report(surface or (HOME if own == HOME else MODAL), grants)
    limits.VIEWS.check(given, At(report, pointer))
    return report.problems


def _check_sums(blocks: list[JSON], at: At) -> None:
    """Check the limits on all blocks of a message together."""

    def of_type(kind: str) -> list[JSON]:
        return [block for block in elements.flatten(blocks) if block["type"] == kind]

    if len(of_type("data_visualization")) > limits.CHARTS_IN_MESSAGE:
        at.complain("too many data_visualization blocks", maximum=limits.CHARTS_IN_MESSAGE)
    if len(of_type("table")) > limits.TABLES_IN_MESSAGE:
        at.complain("only_one_table_allowed", maximum=limits.TABLES_IN_MESSAGE)
    if len(of_type("plan")) > limits.PLANS_IN_MESSAGE:
        at.complain("Cannot have more than 1 plan block", maximum=limits.PLANS_IN_MESSAGE)
    totals = (
        ("table cells", of_type("table"), limits.CELLS_IN_TABLES),
        ("data_table cells", of_type("data_table"), limits.CELLS_IN_DATA_TABLES),
        ("markdown", of_type("markdown"), limits.MARKDOWN_IN_MESSAGE),
    )
    for what, parts, most in totals:
        if text_length(parts) > most:
            at.complain(f"{what} must be less than {most + 1} characters in all", maximum=most)


def with_ids(blocks: list[JSON]) -> list[JSON]:
    """A copy in which every block and every element has an id, as Slack gives them."""
    copied = copy.deepcopy(blocks)
    for block in elements.flatten(copied):
        block.setdefault("block_id", secrets.token_urlsafe(4))
        for element in elements.find_in_block(block):
            element.setdefault("action_id", secrets.token_urlsafe(4))
    return copied


def refusal(code: str, problems: list[Problem]) -> SlackError:
    """Slack's refusal of something with these problems."""
    messages = [f"[ERROR] {problem}" for problem in problems]
    return SlackError(
        code,
        errors=[str(problem) for problem in problems],
        response_metadata={"messages": messages},
    )
