"""The names of emoji: Slack's own, which the page draws, and the workspace's."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from local_slack.state.workspace import Workspace

FILE = Path(__file__).parent.parent / "page" / "emoji.json"
SKIN_TONE = re.compile(r"::skin-tone-[2-6]$")


@cache
def load_characters() -> dict[str, str]:
    """The characters of the names that every workspace has."""
    characters: dict[str, str] = json.loads(FILE.read_text(encoding="utf-8"))
    return characters


@cache
def load_names() -> frozenset[str]:
    """The names that every workspace has."""
    return frozenset(load_characters())


def name_characters(text: str) -> str:
    """A text with `:wave:` for each 👋, but not in addresses, which are in angle brackets.

    An emoji with several names gets its first.
    """
    pattern, names = _load_pattern()
    return pattern.sub(
        lambda match: f":{names[match[0]]}:" if match[0] in names else match[0], text
    )


@cache
def _load_pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    names: dict[str, str] = {}
    for name, character in load_characters().items():
        names.setdefault(character, name)
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile("|".join(["<[^>]*>", *map(re.escape, longest_first)])), names


def is_emoji(workspace: Workspace, name: str) -> bool:
    """Whether a name is an emoji of the workspace, with or without a skin tone."""
    return SKIN_TONE.sub("", name) in load_names() or name in workspace.emoji
