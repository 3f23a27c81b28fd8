"""A YAML file as plain values that know their file and line. Only what content needs is read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import takewhile
from typing import TYPE_CHECKING

import yaml
from yaml.reader import ReaderError

from hiring.errors import ContentError
from hiring.guide.yaml_errors import describe_yaml_error

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path
    from typing import TypeAlias

    _Loader: TypeAlias = type[yaml.BaseLoader | yaml.CBaseLoader]

Key = str | int
Scalar = str | int | bool | Decimal | None
Data = Scalar | list["Data"] | dict[str, "Data"]

# Written in C, and ten times as fast; some builds of PyYAML come without it.
_FAST_LOADER: _Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
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


@dataclass(frozen=True, slots=True)
class Location:
    """A line of a file, counted from 1."""

    file: Path
    line: int


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a content file with its place; a mapping's and a list's values are nodes again.

    `removed`: a key that an overlay takes away. It stays known, so that an error can name its line.
    `removed_entries`: where an overlay takes away an entry of this list, by the entry's name.
    """

    value: Scalar | list[Node] | dict[str, Node]
    location: Location
    removed: bool = False
    removed_entries: Mapping[str, Location] = field(default_factory=dict)

    def plain(self) -> Data:
        """The values alone, without what was removed."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items() if not node.removed}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value

    def along(self, path: Sequence[Key]) -> list[Node]:
        """The nodes on the way to a path of keys and positions, from this one on, while any are."""
        nodes: list[Node] = [self]
        for key in path:
            value = nodes[-1].value
            if isinstance(value, dict) and key in value:
                nodes.append(value[str(key)])
            elif isinstance(value, list) and isinstance(key, int):
                nodes.append(value[key])
            else:
                break
        return nodes


def read_text(file: Path, most_bytes: int = _MAX_BYTES) -> str:
    """The text of a file. ContentError where it is unreadable, too large or not UTF-8."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise ContentError(file, None, f"cannot be read: {error.strerror}") from error
    if len(content) > most_bytes:
        raise ContentError(file, None, f"is larger than {most_bytes:,} bytes")
    try:
        return content.decode("utf-8-sig")  # some editors begin a file with a mark
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ContentError(file, line, "is not UTF-8 text: save it as UTF-8") from error


def read_yaml(file: Path) -> Node:
    """Read a file as YAML 1.2's core types; numbers with a point are decimals.

    ContentError where it is unreadable, too big or deep, says a key twice, or uses aliases or tags,
    which could make a small file huge or build objects.
    """
    text = read_text(file)
    try:
        node = _Reader(text, file, _FAST_LOADER).read_document()
    except yaml.YAMLError:
        node = _read_slowly(text, file)
    if node is None:
        raise ContentError(file, None, "is empty")
    return node


def _read_slowly(text: str, file: Path) -> Node | None:
    """With the loader that says best what is wrong: in which line, and as what it was read."""
    try:
        return _Reader(text, file, yaml.BaseLoader).read_document()
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise ContentError(file, line, "holds a character that YAML does not allow") from error
    except yaml.MarkedYAMLError as error:
        raise ContentError(file, *describe_yaml_error(error, text)) from error


class _Reader:
    """Makes nodes of what a loader meets, and goes no further than what it refuses."""

    def __init__(self, text: str, file: Path, loader: _Loader) -> None:
        self._events: Iterator[yaml.Event] = yaml.parse(text, loader)
        self._file = file

    def read_document(self) -> Node | None:
        """The only document of the file, None where it has none."""
        next(self._events)  # the file begins
        if isinstance(next(self._events), yaml.StreamEndEvent):
            return None
        first = next(self._events)
        node = self._read_node(first, _line(first), 0)
        next(self._events)  # the document ends
        after = next(self._events)
        if not isinstance(after, yaml.StreamEndEvent):
            raise ContentError(self._file, _line(after), "“---” can't be here. Remove the line.")
        return node

    def _read_node(self, event: yaml.Event, line: int, depth: int) -> Node:
        """The node that begins with `event`, whose key or first character is in `line`."""
        self._refuse_alias(event)
        assert isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent)  # noqa: S101 - what begins a node
        tag = event.tag or "!"
        if tag != "!" and tag.rpartition(":")[2] not in _TAGS:
            raise ContentError(self._file, _line(event), f"uses a tag ({tag}); write plain values")
        location = Location(self._file, line)
        if isinstance(event, yaml.ScalarEvent):
            # Else it is quoted, or a block of text.
            is_plain = not event.style
            return Node(read_plain(event.value) if is_plain else event.value, location)
        if depth == _MAX_DEPTH:
            message = f"is nested more than {_MAX_DEPTH} deep"
            raise ContentError(self._file, _line(event), message)
        if isinstance(event, yaml.MappingStartEvent):
            return Node(self._read_mapping(depth + 1), location)
        children = takewhile(_begins_node, self._events)
        return Node(
            [self._read_node(child, _line(child), depth + 1) for child in children], location
        )

    def _read_mapping(self, depth: int) -> dict[str, Node]:
        values: dict[str, Node] = {}
        for key_event in takewhile(_begins_node, self._events):
            line = _line(key_event)
            self._refuse_alias(key_event)
            if not isinstance(key_event, yaml.ScalarEvent):
                raise ContentError(self._file, line, "a key must be a word")
            key = str(key_event.value)
            if key in values:
                raise ContentError(self._file, line, f"“{key}” is there twice")
            values[key] = self._read_node(next(self._events), line, depth)
        return values

    def _refuse_alias(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent):
            raise ContentError(
                self._file,
                _line(event),
                "uses an alias (*); write the value out. "
                "A text that begins with “*” needs quotation marks",
            )


def _begins_node(event: yaml.Event) -> bool:
    return not isinstance(event, yaml.CollectionEndEvent)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def read_plain(text: str) -> Scalar:
    """What a text without quotes means: nothing, true, false, a number, or itself."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return Decimal(text) if _DECIMAL.fullmatch(text) else text
