"""`make gallery`: an example of every message and modal as JSON, and a page to look at them."""

from __future__ import annotations

import html
import json
from typing import TYPE_CHECKING

from blocks.gallery import EXAMPLES
from blocks.kit import Message
from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from pathlib import Path

    from hiring.guide.role import Guide

BUILDER = "Paste the JSON into Slack's Block Kit Builder to see how Slack draws it."


def write_gallery(guide: Guide, folder: Path) -> int:
    """Write `NAME.json` for each example and `index.html` over all of them.

    Raises HiringDeskError if the folder can't be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write_examples(guide, folder)
    except OSError as error:
        raise HiringDeskError(
            f"The gallery can't be written to {folder}: {error.strerror}."
        ) from None
    print(f"{len(EXAMPLES)} examples written to {folder}/")
    return 0


def _write_examples(guide: Guide, folder: Path) -> None:
    parts = []
    for name, example in EXAMPLES.items():
        surface = example(guide, "sample text", True)  # noqa: FBT003 - native charts
        payload = surface.payload() if isinstance(surface, Message) else surface.payload
        text = json.dumps(payload, indent=2, ensure_ascii=False)
        (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")
        parts.append(f"<details><summary>{name}</summary><pre>{html.escape(text)}</pre></details>")
    page = (
        "<!doctype html><html lang=en><meta charset=utf-8><title>Hiring Desk gallery</title>"
        f"<h1>Gallery</h1><p>{BUILDER}</p>{''.join(parts)}"
    )
    (folder / "index.html").write_text(page, encoding="utf-8")
