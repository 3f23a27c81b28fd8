"""A YAML file as plain data that remembers its lines. Only what a content file needs is read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import yaml
from yaml.reader import ReaderError

if TYPE_CHECKING:
    from pathlib import Path

Key = str | int
Data = str | int | bool | Decimal | list["Data"] | dict[str, "Data"] | None

_MAX_BYTES = 500_000
_MAX_DEPTH = 20
_TAGS = frozenset({"str", "seq", "map"})
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,18}\.[0-9]{1,18}")
_CONSTANTS: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "true": True,
    "false": False,
}


class FileError(Exception):
    """A file that cannot be read, at `line` (from 1) or as a whole."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


@dataclass(frozen=True)
class ParsedFile:
    """`data`, and the line of each value by its path of keys and positions."""

    data: Data
    lines: dict[tuple[Key, ...], int]

    def line(self, path: tuple[Key, ...]) -> int:
        """The line of the value at a path, or of the nearest one around it."""
        while path not in self.lines:
            path = path[:-1]
        return self.lines[path]


def read(file: Path) -> ParsedFile:
    """Read a file as YAML 1.2's core types; numbers with a point are decimals.

    FileError where it is unreadable, too big or deep, says a key twice, or uses aliases or tags,
    which could make a small file huge or build objects.
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        raise FileError(f"cannot be read: {error.strerror}") from error
    if len(content) > _MAX_BYTES:
        raise FileError(f"is larger than {_MAX_BYTES:,} bytes")
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FileError("is not UTF-8 text", line) from error
    try:
        _check_events(text)
        node = yaml.compose(text, yaml.BaseLoader)
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise FileError("holds a character that YAML does not allow", line) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise FileError(f"is not YAML: {error.problem}", mark.line + 1 if mark else None) from error
    if node is None:
        raise FileError("is empty")
    lines: dict[tuple[Key, ...], int] = {}
    return ParsedFile(_data(node, (), lines), lines)


def _check_events(text: str) -> None:
    """Refuse what would be dangerous to compose, before it is."""
    depth = 0
    for event in yaml.parse(text, yaml.BaseLoader):
        line = _line(event)
        if isinstance(event, yaml.AliasEvent):
            raise FileError("uses an alias (*); write the value out", line)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _MAX_DEPTH:
            raise FileError(f"is nested more than {_MAX_DEPTH} deep", line)


def _data(node: yaml.Node, path: tuple[Key, ...], lines: dict[tuple[Key, ...], int]) -> Data:
    line = _line(node)
    lines.setdefault(path, line)
    if node.tag.rpartition(":")[2] not in _TAGS:
        raise FileError(f"uses a tag ({node.tag}); write plain values", line)
    if isinstance(node, yaml.SequenceNode):
        return [_data(child, (*path, index), lines) for index, child in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, lines)
    if isinstance(node, yaml.ScalarNode) and node.style is None:
        return _plain(node.value)
    return str(node.value)  # quoted, or a block of text


def _mapping(
    node: yaml.MappingNode, path: tuple[Key, ...], lines: dict[tuple[Key, ...], int]
) -> dict[str, Data]:
    data: dict[str, Data] = {}
    for key_node, value in node.value:
        line = _line(key_node)
        if not isinstance(key_node, yaml.ScalarNode):
            raise FileError("a key must be a word", line)
        key = str(key_node.value)
        if key in data:
            raise FileError(f"“{key}” is there twice", line)
        lines[(*path, key)] = line
        data[key] = _data(value, (*path, key), lines)
    return data


def _line(thing: yaml.Node | yaml.Event) -> int:
    return thing.start_mark.line + 1 if thing.start_mark else 1


def _plain(text: str) -> Data:
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return Decimal(text) if _DECIMAL.fullmatch(text) else text
