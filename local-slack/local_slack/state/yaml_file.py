"""Files in YAML, with the line of what is wrong in them."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import yaml

from local_slack.errors import StartError

if TYPE_CHECKING:
    from pathlib import Path

    from yaml.nodes import Node

# Written in C, and ten times as fast; some builds of PyYAML come without it.
FAST_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
TABS = "found character '\\t'"
WORDS = {"the node content": "a value", "<block end>": "the end of a block"}
"""What the YAML library says, and how people say it."""


def read_text(path: Path, advice: str = "") -> str:
    """Read a file. Raises StartError if it is missing or unreadable."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise StartError(f"There is no file {path}.{advice}") from error
    except OSError as error:
        reason = (error.strerror or "unreadable").lower()
        raise StartError(f"{path} cannot be read: {reason}.") from error
    except UnicodeDecodeError as error:
        raise StartError(f"{path} cannot be read: it is not text in UTF-8.") from error


def compose(path: Path, text: str) -> Node | None:
    """The nodes of a text, which know their lines. Raises StartError if it is not YAML."""
    with suppress(yaml.YAMLError):  # the other loader says best what is wrong
        return yaml.compose(text, Loader=FAST_LOADER)
    try:
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise StartError(describe_error(path, error)) from error


def describe_error(path: Path, error: yaml.YAMLError) -> str:
    """Where a text is not YAML and why, in one sentence."""
    mark = getattr(error, "problem_mark", None)
    place = f", line {mark.line + 1}, column {mark.column + 1}" if mark else ""
    problem = str(getattr(error, "problem", None) or "it has characters that YAML forbids")
    begin = getattr(error, "context_mark", None)
    if begin and "stream" in problem:  # the end of the file, where nothing is to be seen
        place = f", line {begin.line + 1}, column {begin.column + 1}"
        problem = "what begins there does not end"
    if problem.startswith(TABS):
        problem = "it is indented with a tab, and YAML takes only spaces"
    for word, plain in WORDS.items():
        problem = problem.replace(word, plain)
    return f"{path}{place}: this is not YAML: {problem}."
