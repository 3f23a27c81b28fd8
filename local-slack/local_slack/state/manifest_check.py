"""What is wrong with a manifest: what Slack refuses, and what local-slack has never heard of.

Sources: Slack's published schema of manifests, in `manifest_schema.json`;
docs.slack.dev/reference/app-manifest; docs.slack.dev/reference/methods/apps.manifest.validate.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from local_slack.state import known
from local_slack.state.spelling import is_misspelled, suggest

if TYPE_CHECKING:
    from collections.abc import Iterator

    JSON = dict[str, Any]

Place = tuple[str | int, ...]
"""Keys and numbers of entries, from the top of a manifest."""

OBJECT = "object"
TYPES: dict[str, tuple[type | tuple[type, ...], str]] = {
    OBJECT: (dict, "keys and values are expected"),
    "array": (list, "a list is expected"),
    "string": (str, "a text is expected"),
    "boolean": (bool, "true or false is expected"),
    "integer": (int, "a whole number is expected"),
    "number": ((int, float), "a number is expected"),
    "null": (type(None), "nothing is expected"),
}
FORMS = {
    r"^\/": "begins with a slash",
    r"^https?:\/\/": "begins with https:// or http://",
    r"^https:\/\/": "begins with https://",
    r"^#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?$": 'is a colour such as "#1f3a5f", in quotation marks',
    r"^(?![\.\-])([-a-z0-9\.])+([a-z0-9])$": "is a domain such as example.com",
}
"""What a text must be that has to match a pattern of the schema."""
COMMAND = re.compile(r"/[^\sA-Z/]+")


@dataclass(frozen=True)
class Problem:
    """What is wrong at a place. Slack refuses the manifest for it, if that is certain."""

    place: Place
    sentence: str
    refused: bool = True
    line: int | None = None


def find_problems(source: JSON, root: Node) -> list[tuple[int, Problem]]:
    """What is wrong with a manifest, each with its line; `root` is where everything is."""
    problems = [
        *_find_doubles(root),
        *_check_object(source, _load_schema(source), ()),
        *_check_commands(source),
        *_check_scopes(source),
        *_check_needs(source),
    ]
    lines = [(problem.line or find_line(root, problem.place), problem) for problem in problems]
    return sorted(lines, key=lambda each: each[0])


def find_line(root: Node, place: Place) -> int:
    """The line of a place, or of the nearest part around it that the file has."""
    node, line = root, root.start_mark.line
    for part in place:
        if isinstance(node, MappingNode):
            pairs = (pair for pair in node.value if pair[0].value == str(part))
            key, value = next(pairs, (None, None))
            if key is None or value is None:
                break
            node, line = value, key.start_mark.line
        elif isinstance(node, SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line
        else:
            break
    return line + 1


def name_place(place: Place) -> str:
    """A place as people write it: features.slash_commands[0]."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place)
    return text.lstrip(".") or "the manifest"


@cache
def _load_data() -> JSON:
    data: JSON = json.loads(Path(__file__).with_name("manifest_schema.json").read_text("utf-8"))
    return data


def _load_schema(source: JSON) -> JSON:
    """The schema of the version that a manifest names; 1 if it names none."""
    metadata = source.get("_metadata")
    version = metadata.get("major_version") if isinstance(metadata, dict) else None
    data = _load_data()
    own = data["sections of version 2" if version == 2 else "sections of version 1"]  # noqa: PLR2004
    return {
        "required": ["display_information"],
        "properties": {**data["sections"], **own},
        "additionalProperties": False,
    }


# --- the schema ---


def _check(value: Any, rule: JSON, place: Place) -> Iterator[Problem]:  # noqa: ANN401 - JSON
    if "anyOf" in rule:
        yield from min((list(_check(value, each, place)) for each in rule["anyOf"]), key=len)
        return
    kinds = rule.get("type", OBJECT)
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if not any(_is_of_type(value, kind) for kind in kinds):
        hint = ""
        if kinds == ["string"] and isinstance(value, (bool, int, float)):
            hint = " Put it in quotation marks."
        expected = " or ".join(TYPES[kind][1] for kind in kinds)
        yield Problem(place, f"{name_place(place)}: {expected}.{hint}")
    elif isinstance(value, dict):
        yield from _check_object(value, rule, place)
    elif isinstance(value, list):
        yield from _check_list(value, rule, place)
    elif isinstance(value, str):
        yield from _check_text(value, rule, place)


def _is_of_type(value: object, kind: str) -> bool:
    if isinstance(value, bool):  # which is an int too
        return kind == "boolean"
    return isinstance(value, TYPES[kind][0])


def _check_object(value: JSON, rule: JSON, place: Place) -> Iterator[Problem]:
    properties: JSON = rule.get("properties", {})
    patterns: JSON = rule.get("patternProperties", {})
    for key, inner in value.items():
        if key in properties:
            yield from _check(inner, properties[key], (*place, key))
        elif patterns:
            yield from _check(inner, next(iter(patterns.values())), (*place, key))
        elif rule.get("additionalProperties") is False:
            yield _describe_unknown_key(str(key), value, properties, place)
    for key in rule.get("required", ()):
        if key not in value:
            yield Problem(place, f"{key} is missing in {name_place(place)}.")
    most = rule.get("maxProperties")
    if most is not None and len(value) > most:
        yield Problem(place, f"{name_place(place)} has {len(value)} keys; Slack takes {most}.")


def _describe_unknown_key(key: str, value: JSON, properties: JSON, place: Place) -> Problem:
    """A slip is refused. Anything else may be newer than the schema that local-slack knows."""
    free = [each for each in properties if each not in value]
    homes = _find_homes().get(key, [])
    hint, refused = suggest(key, properties), is_misspelled(key, free)
    if not hint and len(homes) == 1:
        hint, refused = f" It belongs in {homes[0]}.", True
    if not refused:
        hint = f" local-slack does not know it.{hint}"
    return Problem((*place, key), f"{key} is not a key of {name_place(place)}.{hint}", refused)


@cache
def _find_homes() -> dict[str, list[str]]:
    """By key: the sections in which the schema has it."""
    homes: dict[str, list[str]] = {}

    def visit(rule: JSON, place: Place) -> None:
        for key, inner in rule.get("properties", {}).items():
            homes.setdefault(key, []).append(name_place(place))
            visit(inner, (*place, key))
        if "items" in rule:
            visit(rule["items"], place)

    visit(_load_schema({}), ())
    return homes


def _check_list(value: list[Any], rule: JSON, place: Place) -> Iterator[Problem]:
    least, most = rule.get("minItems", 0), rule.get("maxItems")
    if len(value) < least:
        yield Problem(place, f"{name_place(place)} is empty. Leave it out, or list something.")
    if most is not None and len(value) > most:
        yield Problem(place, f"{name_place(place)} has {len(value)} entries; Slack takes {most}.")
    for number, entry in enumerate(value):
        if rule.get("uniqueItems") and entry in value[:number]:
            what = entry if isinstance(entry, str) else "This entry"
            yield Problem((*place, number), f"{what} is listed twice in {name_place(place)}.")
        if "items" in rule:
            yield from _check(entry, rule["items"], (*place, number))


def _check_text(value: str, rule: JSON, place: Place) -> Iterator[Problem]:
    name = name_place(place)
    least, most = rule.get("minLength", 0), rule.get("maxLength")
    pattern, choices = rule.get("pattern"), rule.get("enum")
    if not value and least:
        yield Problem(place, f"{name} is empty.")
    elif choices and value not in choices:
        hint = suggest(value, choices)
        yield Problem(place, f"{name}: {value} is not one of {', '.join(choices)}.{hint}")
    elif pattern and not re.search(pattern, value):
        form = FORMS.get(pattern, "has a form of its own, and this is another")
        yield Problem(place, f"{name}: {value} is refused: it {form}.")
    elif len(value) < least:
        yield Problem(place, f"{name} has {len(value)} characters; Slack wants at least {least}.")
    elif most is not None and len(value) > most:
        yield Problem(place, f"{name} has {len(value)} characters; Slack takes {most}.")


# --- what the schema does not say ---


def _find_doubles(root: Node) -> Iterator[Problem]:
    """Keys that are given twice. All readers but Slack's take the last one in silence."""
    waiting: list[tuple[Node, Place]] = [(root, ())]
    visited: set[int] = set()
    while waiting:
        node, place = waiting.pop()
        if id(node) in visited:
            continue
        visited.add(id(node))
        if isinstance(node, SequenceNode):
            waiting += [(entry, (*place, number)) for number, entry in enumerate(node.value)]
        if isinstance(node, MappingNode):
            keys: set[str] = set()
            for key, value in node.value:
                if isinstance(key, ScalarNode) and key.value in keys and key.value != "<<":
                    sentence = f"{key.value} is given twice in {name_place(place)}."
                    yield Problem((*place, key.value), sentence, line=key.start_mark.line + 1)
                keys.add(str(key.value))
                waiting.append((value, (*place, str(key.value))))


def _get(value: Any, *keys: str) -> Any:  # noqa: ANN401 - JSON
    """What is at a path of keys, or None."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _list_texts(source: JSON, *keys: str, field: str = "") -> Iterator[tuple[Place, str]]:
    """The texts of a list, or those of a field of its entries, each with its place."""
    entries = _get(source, *keys)
    for number, entry in enumerate(entries if isinstance(entries, list) else ()):
        text = _get(entry, field) if field else entry
        if isinstance(text, str):
            yield (*keys, number, *((field,) if field else ())), text


def _check_commands(source: JSON) -> Iterator[Problem]:
    """Commands, and shortcuts, that cannot be told apart, and commands that nobody can type."""
    for section, field in (("slash_commands", "command"), ("shortcuts", "callback_id")):
        names: set[str] = set()
        for place, name in _list_texts(source, "features", section, field=field):
            if name in names:
                yield Problem(place, f"{name_place(place)}: {name} is given twice.")
            names.add(name)
            if name.startswith("/") and field == "command" and not COMMAND.fullmatch(name):
                sentence = f"{name} is refused: a command has no capital letters and no spaces."
                yield Problem(place, f"{name_place(place)}: {sentence}")


def _check_scopes(source: JSON) -> Iterator[Problem]:
    scopes = known.load_scopes()
    for kind in ("bot", "bot_optional", "user", "user_optional"):
        for place, scope in _list_texts(source, "oauth_config", "scopes", kind):
            if scope not in scopes:
                sentence = f"Slack has no scope {scope}, as far as local-slack knows."
                yield Problem(place, f"{sentence}{suggest(scope, scopes)}", refused=False)


def _check_needs(source: JSON) -> Iterator[Problem]:
    """What a part of a manifest needs another part for."""
    scopes = [
        scope
        for kind in ("bot", "bot_optional")
        for _, scope in _list_texts(source, "oauth_config", "scopes", kind)
    ]
    commands = _get(source, "features", "slash_commands")
    events = _get(source, "settings", "event_subscriptions", "bot_events")
    if not _get(source, "features", "bot_user"):
        for what, given, place in (
            ("Bot scopes", scopes, ("oauth_config", "scopes")),
            ("Slash commands", commands, ("features", "slash_commands")),
            ("Bot events", events, ("settings", "event_subscriptions")),
        ):
            if given:
                yield Problem(place, f"{what} need a bot: add features.bot_user.")
    if commands and "commands" not in scopes:
        place = ("features", "slash_commands")
        yield Problem(place, "Slash commands need the bot scope commands.", refused=False)
    if not _get(source, "settings", "socket_mode_enabled"):
        yield from _check_addresses(source)


def _check_addresses(source: JSON) -> Iterator[Problem]:
    """Slack refuses what it can't send; here `--app-url` says where everything is sent to."""
    for name, switch in (("event_subscriptions", "bot_events"), ("interactivity", "is_enabled")):
        section = _get(source, "settings", name)
        if _get(section, switch) and not _get(section, "request_url"):
            sentence = (
                f"Slack wants a request_url in settings.{name}, or settings.socket_mode_enabled. "
                "local-slack does without."
            )
            yield Problem(("settings", name), sentence, refused=False)
