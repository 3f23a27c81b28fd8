"""The keys of a people file, and how their values are read. README has what each one means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from local_slack.state.spelling import suggest

if TYPE_CHECKING:
    from collections.abc import Callable

    JSON = dict[str, Any]

EVERYONE = "everyone"
SINGLE, MULTI = "single-channel", "multi-channel"
TRUE = {"true", "yes", "on"}
NULL = "tag:yaml.org,2002:null"
FALSE = {"false", "no", "off"}


class WrongError(Exception):
    """What is wrong with the file, and at which part of it."""

    def __init__(self, node: Node, sentence: str) -> None:
        super().__init__(sentence)
        self.line = node.start_mark.line + 1


@dataclass(frozen=True)
class Key:
    """A key of the file: how its value is read, and whether it must be given."""

    read: Callable[[Node], Any]
    required: bool = False


@dataclass(frozen=True)
class Entry:
    """A mapping of the file: its values by key, and where they are, to say what is wrong."""

    node: Node
    values: JSON
    nodes: dict[str, Node]

    def get(self, key: str, default: Any = None) -> Any:  # noqa: ANN401 - of any type
        """The value of a key, or the default where the file has none."""
        return self.values.get(key, default)

    def node_of(self, key: str) -> Node:
        """Where a key's value is; the whole mapping where it has none."""
        return self.nodes.get(key, self.node)


def _read_text(node: Node) -> str:
    if not isinstance(node, ScalarNode) or not node.value.strip() or node.tag == NULL:
        raise WrongError(node, "A text is expected.")
    return str(node.value).strip()


def _read_flag(node: Node) -> bool:
    value = node.value.lower() if isinstance(node, ScalarNode) and not node.style else ""
    if value not in TRUE | FALSE:
        raise WrongError(node, "true or false is expected, without quotation marks.")
    return value in TRUE


def _read_texts(node: Node) -> list[tuple[str, Node]]:
    if not isinstance(node, SequenceNode):
        raise WrongError(node, "A list is expected, such as [maya, sam].")
    return [(_read_text(item), item) for item in node.value]


def _read_members(node: Node) -> list[tuple[str, Node]] | None:
    """The members; None for everyone."""
    if isinstance(node, ScalarNode) and node.value == EVERYONE:
        return None
    return _read_texts(node)


def _read_zone(node: Node) -> str:
    zone = _read_text(node)
    known = _list_zones()
    if zone not in known:
        hint = suggest(zone, known) or " It is a name such as Europe/London or America/New_York."
        raise WrongError(node, f"{zone} is not a time zone.{hint}")
    return zone


@cache
def _list_zones() -> set[str]:
    """The names of all time zones. They are files, which takes a moment to look through."""
    return available_timezones()


def _matching(pattern: str, expected: str) -> Callable[[Node], str]:
    def read(node: Node) -> str:
        text = _read_text(node)
        if not re.fullmatch(pattern, text):
            raise WrongError(node, f"{text} is not {expected}.")
        return text

    return read


def _choice(*choices: str) -> Callable[[Node], str]:
    def read(node: Node) -> str:
        text = _read_text(node)
        if text not in choices:
            raise WrongError(node, f"{text} is not one of {', '.join(choices)}.")
        return text

    return read


def _entries(keys: dict[str, Key], what: str) -> Callable[[Node], list[Entry]]:
    """How a list of mappings is read, each of which is `what`."""

    def read(node: Node) -> list[Entry]:
        if not isinstance(node, SequenceNode):
            raise WrongError(node, "A list is expected, each entry beginning with a dash.")
        return [read_mapping(item, keys, what) for item in node.value]

    return read


def read_mapping(node: Node, keys: dict[str, Key], what: str) -> Entry:
    """Read a mapping of `what`. Raises WrongError for a key that it has not, or lacks."""
    if not isinstance(node, MappingNode):
        raise WrongError(node, f"Keys and values are expected, of {what}.")
    values: JSON = {}
    nodes: dict[str, Node] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        if key not in keys:
            hint = suggest(key, keys) or f" The keys are {', '.join(keys)}."
            raise WrongError(key_node, f"{key} is not a key of {what}.{hint}")
        if key in values:
            raise WrongError(key_node, f"{key} is given twice in {what}.")
        values[key], nodes[key] = keys[key].read(value_node), value_node
    for key, spec in keys.items():
        if spec.required and key not in values:
            raise WrongError(node, f"{key} is missing in {what}.")
    return Entry(node, values, nodes)


_HANDLE = _matching(
    r"[a-z0-9][a-z0-9._-]{0,79}", "a handle: small letters, digits, dots, hyphens, underscores"
)
_CHANNEL_NAME = _matching(
    r"[^\W A-Z][^\W A-Z-]*(-[^\W A-Z]+)*", "a channel's name: small letters, digits, hyphens"
)
_DOMAIN = _matching(r"[a-z0-9-]+", "a domain: small letters, digits, hyphens")
_TEAM_ID = _matching(r"[TE][A-Z0-9]{2,}", "an id of a workspace, such as T0ACME")
_USER_ID = _matching(r"[UW][A-Z0-9]{2,}", "an id of a person, such as U0MAYA")
_CHANNEL_ID = _matching(r"[CG][A-Z0-9]{2,}", "an id of a channel, such as C0GENERAL")
_GROUP_ID = _matching(r"S[A-Z0-9]{2,}", "an id of a user group, such as S0PANEL")
_EMAIL = _matching(r"[^@\s]+@[^@\s]+", "an email address")
_COLOR = _matching(r"[0-9a-fA-F]{6}", "a colour: six hex digits, in quotation marks")

WORKSPACE = {"name": Key(_read_text), "domain": Key(_DOMAIN), "id": Key(_TEAM_ID)}
OTHER_WORKSPACE = {
    "name": Key(_read_text, required=True),
    "id": Key(_TEAM_ID),
    "domain": Key(_DOMAIN),
    "same_organisation": Key(_read_flag),
}
PERSON = {
    "name": Key(_HANDLE, required=True),
    "id": Key(_USER_ID),
    "real_name": Key(_read_text),
    "title": Key(_read_text),
    "email": Key(_EMAIL),
    "time_zone": Key(_read_zone),
    "admin": Key(_read_flag),
    "owner": Key(_read_flag),
    "guest": Key(_choice(SINGLE, MULTI)),
    "deactivated": Key(_read_flag),
    "workspace": Key(_read_text),
    "status": Key(_read_text),
    "color": Key(_COLOR),
}
MESSAGE = {"from": Key(_read_text, required=True), "text": Key(_read_text, required=True)}
CHANNEL = {
    "name": Key(_CHANNEL_NAME, required=True),
    "id": Key(_CHANNEL_ID),
    "private": Key(_read_flag),
    "topic": Key(_read_text),
    "purpose": Key(_read_text),
    "members": Key(_read_members),
    "app": Key(_read_flag),
    "archived": Key(_read_flag),
    "shared_with": Key(_read_texts),
    "messages": Key(_entries(MESSAGE, "a message")),
}
GROUP = {
    "handle": Key(_HANDLE, required=True),
    "id": Key(_GROUP_ID),
    "name": Key(_read_text),
    "description": Key(_read_text),
    "members": Key(_read_texts),
}
FILE = {
    "workspace": Key(lambda node: read_mapping(node, WORKSPACE, "the workspace")),
    "people": Key(_entries(PERSON, "a person"), required=True),
    "channels": Key(_entries(CHANNEL, "a channel")),
    "groups": Key(_entries(GROUP, "a user group")),
    "other_workspaces": Key(_entries(OTHER_WORKSPACE, "another workspace")),
}
SECTIONS = {
    "workspace": WORKSPACE,
    "people": PERSON,
    "channels": CHANNEL,
    "messages": MESSAGE,
    "groups": GROUP,
    "other_workspaces": OTHER_WORKSPACE,
}
"""The keys of each part of the file."""
