"""The README's tables of methods and events are what the code has."""

from __future__ import annotations

import re
from pathlib import Path

import local_slack
from local_slack.events import EVENTS
from local_slack.methods import METHODS

README = Path(local_slack.__file__).parent.parent / "README.md"


def read_table(title: str) -> dict[str, set[str]]:
    """The names in the first column of a section's table, with those in the second."""
    section = README.read_text(encoding="utf-8").partition(f"\n## {title}\n")[2]
    rows = re.findall(r"^\| `([^`]+)` \| ([^|]+) \|", section.partition("\n## ")[0], re.MULTILINE)
    return {name: set(re.findall(r"`([^`]+)`", scopes)) for name, scopes in rows}


def test_the_methods_and_their_scopes() -> None:
    assert read_table("Methods") == {name: set(method.possible) for name, method in METHODS.items()}


def test_the_events_and_their_scopes() -> None:
    assert read_table("Events") == {name: set(scopes) for name, scopes in EVENTS.items()}
