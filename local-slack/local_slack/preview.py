"""The Block Kit page: pasted JSON, what Slack would refuse in it, and what a click would send.

What is pasted is a list of blocks, one block, a message, a view, or the arguments of a call with a
view. Nothing of it becomes part of the workspace.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from local_slack import payloads
from local_slack.block_kit import check, elements, limits
from local_slack.block_kit.schema import EVERYWHERE, HOME, MESSAGE, MODAL
from local_slack.errors import SlackError
from local_slack.refusals import explain
from local_slack.state.views import View, new_hash, new_id
from local_slack.state.workspace import Message

if TYPE_CHECKING:
    from local_slack.slack import App
    from local_slack.state.workspace import User

    JSON = dict[str, Any]


@dataclass(frozen=True)
class Pasted:
    """What was pasted: its surface, its blocks, and the pointer to where the blocks are.

    `whole` is the message or view, if it was more than blocks, and `pointer` leads to that.
    """

    surface: str
    blocks: Any
    at: str
    whole: JSON | None = None
    pointer: str = ""


class PasteError(Exception):
    """The pasted text cannot be shown; `line` and `column` count from 1, 0 if there is none."""

    def __init__(self, message: str, line: int = 0, column: int = 0, offset: int = 0) -> None:
        super().__init__(message)
        self.line, self.column, self.offset = line, column, offset


def read(text: str, surface: str) -> Pasted:
    """What was pasted; bare blocks are for the surface. Raises PasteError."""
    try:
        given = json.loads(text)
    except json.JSONDecodeError as error:
        message = f"{error.msg}, at line {error.lineno}, column {error.colno}."
        raise PasteError(message, error.lineno, error.colno, error.pos) from error
    if isinstance(given, list):
        return Pasted(surface, given, "")
    if not isinstance(given, dict):
        raise PasteError("Paste a list of blocks, a message or a view.")
    if isinstance(given.get("view"), dict):
        return _read_view(given["view"], "/view")
    if given.get("type") in {MODAL, HOME}:
        return _read_view(given, "")
    if "blocks" in given or ("text" in given and "type" not in given):
        return Pasted(MESSAGE, given.get("blocks"), "/blocks", given)
    if "type" in given:
        return Pasted(surface, [given], "", pointer="/0")
    raise PasteError("This has neither blocks nor a type.")


def _read_view(view: JSON, pointer: str) -> Pasted:
    surface = HOME if view.get("type") == HOME else MODAL
    return Pasted(surface, view.get("blocks"), f"{pointer}/blocks", view, pointer)


def inspect(app: App, text: str, surface: str) -> JSON:
    """What Slack would say to a pasted text, how large it is, and what to draw.

    Raises PasteError.
    """
    pasted = read(text, surface)
    problems, error = _find_problems(app, pasted)
    drawn = pasted.blocks if isinstance(pasted.blocks, list) else []
    if not problems:
        drawn = check.with_ids(drawn)
    whole = pasted.whole or {}
    return {
        "surface": pasted.surface,
        "whole": pasted.whole is not None,
        "problems": problems,
        "error": error,
        "sizes": _measure(pasted),
        "text": whole.get("text") or "",
        "view": {**whole, "type": pasted.surface, "blocks": drawn},
        "blocks": drawn,
    }


def _find_problems(app: App, pasted: Pasted) -> tuple[list[JSON], str]:
    """The problems with their pointers into what was pasted, and Slack's code."""
    grants, whole = app.grants(), pasted.whole
    if pasted.surface != MESSAGE and whole is not None:
        found_in = check.view_problems(whole, pasted.surface, pasted.pointer, grants)
        code = "invalid_arguments"
        if not found_in and len(json.dumps(whole, separators=(",", ":"))) > limits.VIEW_SIZE:
            return [_whole_problem("view_too_large")], "view_too_large"
    else:
        is_absent = pasted.blocks is None
        found_in = (
            []
            if is_absent
            else check.block_problems(pasted.blocks, pasted.surface, pasted.at, grants)
        )
        code = "invalid_blocks"
    # A single block has no place in a list of its own.
    lone = pasted.pointer if whole is None else ""
    problems = [
        {
            "pointer": problem.pointer.removeprefix(lone),
            "code": problem.code,
            "message": problem.message,
        }
        for problem in found_in
    ]
    if not problems and pasted.surface == MESSAGE:
        try:
            check.message((whole or {}).get("text"), pasted.blocks, grants)
        except SlackError as error:
            return [_whole_problem(error.code, whole)], error.code
    return problems, code if problems else ""


def _whole_problem(code: str, message: JSON | None = None) -> JSON:
    [problem] = explain(code, {}, message)
    return {"pointer": problem["pointer"], "code": code, "message": problem["message"]}


def _measure(pasted: Pasted) -> list[JSON]:
    """The sizes that Slack limits as a whole, with their limits."""
    blocks = pasted.blocks if isinstance(pasted.blocks, list) else []
    sizes = [_size("blocks", len(blocks), limits.BLOCKS[pasted.surface])]
    if pasted.surface == MESSAGE:
        text = str((pasted.whole or {}).get("text") or "")
        sizes += [
            _size("characters of blocks", _length(blocks), limits.BLOCKS_IN_MESSAGE),
            _size("characters of text", len(text), limits.TEXT_IN_MESSAGE),
        ]
    else:
        sizes.append(
            _size("characters of the view", _length(pasted.whole or blocks), limits.VIEW_SIZE)
        )
    longest = max((len(text) for text in _section_texts(blocks)), default=0)
    return [*sizes, _size("characters of the longest section", longest, 3000)]


def _size(name: str, size: int, most: int) -> JSON:
    return {"name": name, "size": size, "most": most}


def _length(value: object) -> int:
    return len(json.dumps(value, separators=(",", ":")))


def _section_texts(blocks: list[Any]) -> list[str]:
    texts = [
        block["text"].get("text")
        for block in blocks
        if isinstance(block, dict) and isinstance(block.get("text"), dict)
    ]
    return [text for text in texts if isinstance(text, str)]


def build_payload(app: App, user: User, channel: str, body: JSON) -> JSON:
    """What the app would get for a click in, or the submission of, what `inspect` has drawn.

    `body` has the `surface`, the drawn `view`, its `text`, and for a click `block_id`, `action_id`
    and `value`, besides the `values` so far. Raises SlackError for something that Slack refuses,
    ActError for a choice that is not offered.
    """
    surface, drawn = str(body.get("surface")), _object(body, "view")
    blocks, values = drawn.get("blocks", []), _object(body, "values")
    if surface not in EVERYWHERE or check.block_problems(blocks, surface, "", app.grants()):
        raise SlackError("invalid_blocks")
    place: Message | View
    if surface == MESSAGE:
        ts = f"{app.slack.clock.now():.6f}"
        place = Message(ts, channel, app.bot_user, str(body.get("text") or ""), blocks)
    else:
        view_id = new_id()
        place = View(view_id, app.id, user.id, drawn, new_hash(), view_id)
        place.enter_values(values)
    if "action_id" not in body and isinstance(place, View):
        return payloads.view_submission(app, user, place)
    block, element = elements.find(blocks, str(body.get("block_id")), str(body.get("action_id")))
    action = elements.describe_action(element, _object(body, "value")) | {
        "block_id": block["block_id"],
        "action_ts": f"{app.slack.clock.now():.6f}",
    }
    if isinstance(place, View):
        return payloads.block_actions_in_view(app, user, place, action)
    state = elements.read_values(blocks, values, {}, channel)
    return payloads.block_actions_in_message(app, user, place, action, state)


def _object(body: JSON, name: str) -> JSON:
    value = body.get(name)
    return value if isinstance(value, dict) else {}
