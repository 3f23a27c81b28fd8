"""A YAML file as plain values that know their file and line. Only what content needs is read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

import yaml
from yaml.reader import ReaderError

from hiring.errors import ContentError
from hiring.guide.yaml_errors import describe_yaml_error

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
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


@dataclass(frozen=True)
class Location:
    """A line of a file, counted from 1."""

    file: Path
    line: int


@dataclass(frozen=True)
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
        node = _compose(text, file, _FAST_LOADER)
    except yaml.YAMLError:
        node = _compose_slowly(text, file)
    if node is None:
        raise ContentError(file, None, "is empty")
    return _content_node(node, file, _line(node))


def _compose_slowly(text: str, file: Path) -> yaml.Node | None:
    """With the loader that says best what is wrong: in which line, and as what it was read."""
    try:
        return _compose(text, file, yaml.BaseLoader)
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise ContentError(file, line, "holds a character that YAML does not allow") from error
    except yaml.MarkedYAMLError as error:
        raise ContentError(file, *describe_yaml_error(error, text)) from error


def _compose(text: str, file: Path, loader: _Loader) -> yaml.Node | None:
    _check_events(text, file, loader)
    return yaml.compose(text, loader)


def _check_events(text: str, file: Path, loader: _Loader) -> None:
    """Refuse what would be dangerous to compose, before it is."""
    depth = 0
    for event in yaml.parse(text, loader):
        line = _line(event)
        if isinstance(event, yaml.AliasEvent):
            raise ContentError(
                file,
                line,
                "uses an alias (*); write the value out. "
                "A text that begins with “*” needs quotation marks",
            )
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _MAX_DEPTH:
            raise ContentError(file, line, f"is nested more than {_MAX_DEPTH} deep")


def _content_node(node: yaml.Node, file: Path, line: int) -> Node:
    """The node for `node`, whose key or first character is in `line`."""
    if node.tag.rpartition(":")[2] not in _TAGS:
        raise ContentError(file, _line(node), f"uses a tag ({node.tag}); write plain values")
    location = Location(file, line)
    if isinstance(node, yaml.SequenceNode):
        return Node([_content_node(child, file, _line(child)) for child in node.value], location)
    if isinstance(node, yaml.MappingNode):
        return Node(_mapping(node, file), location)
    if isinstance(node, yaml.ScalarNode) and not node.style:
        return Node(read_plain(node.value), location)
    return Node(str(node.value), location)  # quoted, or a block of text


def _mapping(node: yaml.MappingNode, file: Path) -> dict[str, Node]:
    values: dict[str, Node] = {}
    for key_node, value in node.value:
        line = _line(key_node)
        if not isinstance(key_node, yaml.ScalarNode):
            raise ContentError(file, line, "a key must be a word")
        key = str(key_node.value)
        if key in values:
            raise ContentError(file, line, f"“{key}” is there twice")
        values[key] = _content_node(value, file, line)
    return values


def _line(thing: yaml.Node | yaml.Event) -> int:
    return thing.start_mark.line + 1 if thing.start_mark else 1


def read_plain(text: str) -> Scalar:
    """What a text without quotes means: nothing, true, false, a number, or itself."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return Decimal(text) if _DECIMAL.fullmatch(text) else text
