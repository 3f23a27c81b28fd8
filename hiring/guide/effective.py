"""Writes a merged content file as YAML, each value with the file and line that it came from."""

from __future__ import annotations

import json
import re
import textwrap
from typing import TYPE_CHECKING

from hiring.guide.yaml_file import read_plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from hiring.guide.yaml_file import Node, Scalar

_WIDTH = 80  # characters of a line of prose
_PLAIN = re.compile(r"[^\W\d_][\w /()%–.'-]*(?<! )")
_PLAIN_KEY = re.compile(r"[^\W\d_][\w-]*")
# What other readers of YAML take for a yes or a no.
_QUOTED = frozenset({"y", "n", "yes", "no", "on", "off"})


def write_effective(node: Node, names: Mapping[Path, str]) -> str:
    """The file as YAML that can be pasted back. `names` says what to call the files it is from."""
    return "".join(f"{line}\n" for line in _block(node, names, ""))


def _block(node: Node, names: Mapping[Path, str], indent: str) -> Iterator[str]:
    """The lines of a mapping or a list."""
    if isinstance(node.value, dict):
        for key, child in node.value.items():
            if not child.removed:
                yield from _entry(f"{indent}{write_key(key)}:", child, names, f"{indent}  ")
        return
    assert isinstance(node.value, list)  # noqa: S101 - for the type checker
    for child in node.value:
        if isinstance(child.value, dict) and child.value:
            first, *rest = _block(child, names, f"{indent}  ")
            yield f"{indent}- {first.lstrip()}"
            yield from rest
        else:
            yield from _entry(f"{indent}-", child, names, f"{indent}  ")


def _entry(lead: str, node: Node, names: Mapping[Path, str], indent: str) -> Iterator[str]:
    """A value after its key or its dash."""
    if isinstance(node.value, dict | list) and node.value:
        yield lead
        yield from _block(node, names, indent)
        return
    origin = f"  # {names[node.location.file]}, line {node.location.line}"
    if isinstance(node.value, str) and _is_long_paragraph(node.value):
        yield f"{lead} >-{origin}"
        yield from textwrap.wrap(
            node.value,
            _WIDTH,
            initial_indent=indent,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
    elif isinstance(node.value, dict | list):
        yield f"{lead} {'{}' if isinstance(node.value, dict) else '[]'}{origin}"
    else:
        yield f"{lead} {_scalar(node.value)}{origin}"


def _is_long_paragraph(text: str) -> bool:
    """Whether a text is a long paragraph, which YAML's `>-` keeps as it is."""
    words = text.split(" ")
    return len(text) > _WIDTH and all(word and word.isprintable() for word in words)


def write_key(key: str) -> str:
    """A key, or a short name in a list."""
    return key if _PLAIN_KEY.fullmatch(key) and key not in _QUOTED else _quoted(key)


def _scalar(value: Scalar) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    is_plain = _PLAIN.fullmatch(value) and value.lower() not in _QUOTED
    return value if is_plain and read_plain(value) == value else _quoted(value)


def _quoted(text: str) -> str:
    return "".join(
        char if char.isprintable() else f"\\U{ord(char):08x}"
        for char in json.dumps(text, ensure_ascii=False)
    )
