"""How the chunks of a streamed message become its blocks.

Sources: docs.slack.dev/messaging/sending-and-scheduling-messages#text-streaming and the chunks of
@slack/types. Text goes into markdown blocks, tasks into task cards or, with the display mode
`plan`, into one plan.
"""

from __future__ import annotations

import copy
import secrets
from typing import TYPE_CHECKING, Any

from local_slack.block_kit.check import block_problems, refusal, with_ids
from local_slack.block_kit.schema import (
    MESSAGE,
    Anything,
    At,
    Enum,
    Items,
    Obj,
    Report,
    Str,
    Typed,
)
from local_slack.errors import build_refusal

if TYPE_CHECKING:
    from local_slack.block_kit.schema import Grants

    JSON = dict[str, Any]

CHUNKS = Items(
    Typed(
        {
            "markdown_text": Obj({"text": Str(12_000, low=0)}, ("text",)),
            "task_update": Obj(
                {
                    "id": Str(),
                    "title": Str(),
                    "status": Enum(("pending", "in_progress", "complete", "error")),
                    "details": Str(low=0),
                    "output": Str(low=0),
                    "sources": Items(Anything(), 1000, low=0),
                },
                ("id", "title", "status"),
            ),
            "plan_update": Obj({"title": Str()}, ("title",)),
            "blocks": Obj({"blocks": Items(Anything(), 50)}, ("blocks",)),
        }
    ),
    1000,
    low=0,
)
PLAN_TITLE = "Plan"


def add_chunks(blocks: list[JSON], chunks: object, mode: str, grants: Grants) -> list[JSON]:
    """The blocks of a message after these chunks. `mode` is timeline or plan.

    Raises SlackError: invalid_chunks.
    """
    report = Report(MESSAGE)
    CHUNKS.check(chunks, At(report, "/chunks"))
    if report.problems or not isinstance(chunks, list):
        raise refusal("invalid_chunks", report.problems)
    streamed = copy.deepcopy(blocks)
    for chunk in chunks:
        match chunk["type"]:
            case "markdown_text":
                add_text(streamed, chunk["text"])
            case "task_update":
                _update_task(streamed, chunk, mode)
            case "plan_update":
                _find_plan(streamed)["title"] = chunk["title"]
            case _:
                streamed += with_ids(chunk["blocks"])
    problems = block_problems(streamed, MESSAGE, "/blocks", grants) if streamed else []
    if problems:
        raise refusal("invalid_chunks", problems)
    return streamed


def add_text(blocks: list[JSON], text: str) -> None:
    """Add text to the markdown that a message ends with."""
    if not text:
        return
    if blocks and blocks[-1]["type"] == "markdown":
        blocks[-1]["text"] += text
    else:
        blocks.append({"type": "markdown", "text": text, "block_id": _new_id()})


def read_text(blocks: list[JSON]) -> str:
    """The text of a streamed message, for notifications."""
    return "".join(block["text"] for block in blocks if block["type"] == "markdown")


def _update_task(blocks: list[JSON], chunk: JSON, mode: str) -> None:
    """Add a task, or change it; further details and output are added to those before."""
    plan = _find_plan(blocks) if mode == "plan" else None
    cards = plan["tasks"] if plan else blocks
    task = next((card for card in cards if card.get("task_id") == chunk["id"]), None)
    if task is None:
        task = {"type": "task_card", "task_id": chunk["id"], "block_id": _new_id()}
        cards.append(task)
    task |= {"title": chunk["title"], "status": chunk["status"]}
    for name in ("details", "output"):
        if chunk.get(name):
            task[name] = _add_rich_text(task.get(name), chunk[name])
    if chunk.get("sources"):
        task["sources"] = chunk["sources"]


def _find_plan(blocks: list[JSON]) -> JSON:
    for block in blocks:
        if block["type"] == "plan":
            return block
    blocks.append({"type": "plan", "title": PLAN_TITLE, "tasks": [], "block_id": _new_id()})
    return blocks[-1]


def _add_rich_text(before: JSON | None, text: str) -> JSON:
    if before is None:
        section: JSON = {"type": "rich_text_section", "elements": []}
        before = {"type": "rich_text", "elements": [section], "block_id": _new_id()}
        text = text.lstrip("\n")
    before["elements"][0]["elements"].append({"type": "text", "text": text})
    return before


def _new_id() -> str:
    return secrets.token_urlsafe(4)


def check_mode(mode: str | None) -> str:
    """The display mode of tasks. Raises SlackError: invalid_arguments."""
    if mode not in {None, "timeline", "plan"}:
        sentence = "task_display_mode is timeline or plan"
        raise build_refusal("invalid_arguments", sentence, "/task_display_mode")
    return mode or "timeline"
