"""Reads what @slack/types says of Block Kit from its `.d.ts` files, as plain facts.

A fact is what a type's fields are called, which are required, the greatest length or number that
its comment gives, and which words or types a field takes. Its prose is left out.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    JSON = dict[str, Any]

FILES = ("block-kit/*.d.ts", "views.d.ts")
_DECLARATION = re.compile(
    r"^(?:export )?(?:interface (?P<interface>\w+)(?: extends (?P<bases>[\w, ]+))? \{"
    r"|type (?P<alias>\w+) = (?P<is_object>\{)?(?P<union>.*))"
)
_FIELD = re.compile(r"^    (?P<name>\w+)(?P<optional>\?)?: (?P<type>.+?);?$")
_GREATEST = (
    re.compile(r"less than (?P<below>\d+) characters"),
    re.compile(r"[Bb]etween 1 and (?P<most>\d+)"),
    re.compile(r"[Uu]p to (?P<most>\d+)"),
    re.compile(r"(?:[Mm]ax(?:imum)?\b|[Ll]imit)[^.;]*?`?(?P<most>\d[\d,]*)`?"),
)


def read(package: Path) -> JSON:
    """The facts of an unpacked package: its version, and its types by their names."""
    about = json.loads((package / "package.json").read_text(encoding="utf-8"))
    declared: dict[str, JSON] = {}
    for pattern in FILES:
        for file in sorted((package / "dist").glob(pattern)):
            declared |= _read_declarations(file.read_text(encoding="utf-8"))
    types = {
        name: _describe(name, declared)
        for name in sorted(declared)
        if declared[name]["fields"] or declared[name]["bases"]
    }
    source = {key: about[key] for key in ("name", "version", "license")}
    return {"source": source, "types": {name: fields for name, fields in types.items() if fields}}


def _read_declarations(text: str) -> dict[str, JSON]:
    declared: dict[str, JSON] = {}
    lines = iter(text.splitlines())
    for line in lines:
        match = _DECLARATION.match(line)
        if not match:
            continue
        name = match["interface"] or match["alias"]
        has_fields = match["interface"] or match["is_object"]
        fields, rest = _read_fields(lines) if has_fields and "}" not in line else ({}, "")
        bases = re.findall(r"\w+", f"{match['bases'] or ''} {rest}")
        declared[name] = {"fields": fields, "bases": bases, "union": match["union"] or ""}
        declared[name]["either"] = "|" in rest  # the fields of one of several bases
    return declared


def _read_fields(lines: Iterator[str]) -> tuple[JSON, str]:
    """The fields up to the closing brace, and what stands after it."""
    fields: JSON = {}
    comment: list[str] = []
    depth = 0
    for line in lines:
        if line.startswith("}"):
            return fields, line[1:]
        if line.strip().startswith(("/**", "*")):
            comment = [] if "/**" in line else comment
            comment.append(line.strip(" */"))
            continue
        field = _FIELD.match(line) if depth == 0 else None
        if field:
            fields[field["name"]] = {
                "required": not field["optional"],
                "type": field["type"],
                "comment": " ".join(comment),
            }
        depth += line.count("{") - line.count("}")
        comment = []
    return fields, ""


def _describe(name: str, declared: dict[str, JSON]) -> JSON:
    """The fields of a type, those of its bases included."""
    described: JSON = {}
    for base in declared[name]["bases"]:
        for field, fact in _describe(base, declared).items() if base in declared else ():
            described[field] = fact | {
                "required": fact["required"] and not declared[name]["either"]
            }
    for field, given in declared[name]["fields"].items():
        described[field] = {"required": given["required"]} | _describe_field(given, declared)
    return described


def _describe_field(given: JSON, declared: dict[str, JSON]) -> JSON:
    fact: JSON = {}
    words = sorted(set(_find_words(given["type"], declared)))
    types = sorted(set(_find_types(given["type"], declared)))
    if words:
        fact["words"] = words
    if types:
        fact["types"] = types
    for pattern in _GREATEST:
        match = pattern.search(given["comment"])
        if match:
            groups = match.groupdict()
            number = (groups.get("most") or groups.get("below") or "").replace(",", "")
            fact["most"] = int(number) - ("below" in groups)
            break
    return fact


def _find_words(text: str, declared: dict[str, JSON]) -> Iterator[str]:
    """The words that a type allows, such as 'primary' | 'danger'."""
    yield from re.findall(r"'([^']+)'", text)
    for name in re.findall(r"\b[A-Z]\w+", text):
        known = declared.get(name)
        if known and known["union"] and not known["fields"]:
            yield from _find_words(known["union"], declared)


def _find_types(text: str, declared: dict[str, JSON]) -> Iterator[str]:
    """The values of `type` that the objects in a field can have."""
    for name in re.findall(r"\b[A-Z]\w+", text):
        known = declared.get(name)
        if not known:
            continue
        own = known["fields"].get("type")
        if own and "'" in own["type"]:
            yield from re.findall(r"'([^']+)'", own["type"])
        elif known["union"]:
            yield from _find_types(known["union"], declared)
