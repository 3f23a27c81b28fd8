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
def load_names() -> frozenset[str]:
    """The names that every workspace has."""
    return frozenset(json.loads(FILE.read_text(encoding="utf-8")))


def is_emoji(workspace: Workspace, name: str) -> bool:
    """Whether a name is an emoji of the workspace, with or without a skin tone."""
    return SKIN_TONE.sub("", name) in load_names() or name in workspace.emoji
