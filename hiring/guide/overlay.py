"""Lays a team's own content file over ours, key by key.

- A mapping's keys are merged; null takes a key away.
- A list of entries is merged by the field that tells them apart (`place`, `id`, `role`, …). It may
  be written as a list, or as a mapping by that field, in which null takes an entry away. New
  entries go to the end.
- Any other list, and any single value, takes the place of ours.
- A file with `replace_file: true` takes the place of our whole file.
"""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from hiring.guide.content_model import parts_of
from hiring.guide.problem import Problem
from hiring.guide.yaml_file import Node

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hiring.guide.content_model import ContentModel, Part

REPLACE = "replace_file"


def merge(
    ours: Node | None, overlay: Node, model: type[ContentModel]
) -> tuple[Node, list[Problem]]:
    """`overlay` laid over `ours`, and what is wrong in the overlay itself."""
    merging = _Merging()
    if isinstance(overlay.value, dict) and REPLACE in overlay.value:
        values = dict(overlay.value)
        replaces = values.pop(REPLACE)
        if replaces.value is not True:
            merging.report(replaces, f"“{REPLACE}” can only be true")
        merged = merging.mapping(Node({}, overlay.location), Node(values, overlay.location), model)
        return _note_replaced(ours, merged, model, replaces), merging.problems
    merged = merging.mapping(ours or Node({}, overlay.location), overlay, model)
    return merged, merging.problems


def _note_replaced(
    ours: Node | None, merged: Node, model: type[ContentModel], replaces: Node
) -> Node:
    """`merged`, whose lists know that the entries of ours which it no longer has are removed."""
    assert isinstance(merged.value, dict)  # noqa: S101 - two mappings were merged
    values = dict(merged.value)
    for field, part in parts_of(model).items():
        node, our_node = values.get(field), ours.along([field])[-1] if ours else None
        if part.entry_key and node and our_node and isinstance(our_node.value, list):
            entries = node.value if isinstance(node.value, list) else []
            left = {_name(entry, part.entry_key) for entry in entries}
            names = {_name(entry, part.entry_key) for entry in our_node.value}
            removed = {name: replaces.location for name in names - left if name}
            values[field] = replace(node, removed_entries=removed)
    return replace(merged, value=values)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """` Did you mean “london”?`, or nothing where no known name is near."""
    near = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f" Did you mean “{near[0]}”?" if near else ""


class _Merging:
    """One file that is laid over another, and the problems that come up."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def mapping(self, ours: Node, overlay: Node, model: type[ContentModel] | None) -> Node:
        """Both mappings in one; what is no mapping is left for the check of the merged file."""
        if not isinstance(ours.value, dict) or not isinstance(overlay.value, dict):
            return overlay
        parts = parts_of(model) if model else {}
        merged = dict(ours.value)
        for key, node in overlay.value.items():
            known = model is None or key in model.model_fields
            if node.value is None and known:
                merged[key] = Node(None, node.location, removed=True)
            else:
                merged[key] = self._value(ours.value.get(key), node, parts.get(key))
        return Node(merged, overlay.location)

    def _value(self, ours: Node | None, overlay: Node, part: Part | None) -> Node:
        if part and part.entry_key:
            return self._entries(ours, overlay, part.model, part.entry_key)
        if part and part.is_list:
            return overlay
        return self.mapping(
            ours or Node({}, overlay.location), overlay, part.model if part else None
        )

    def _entries(
        self, ours: Node | None, overlay: Node, model: type[ContentModel], key: str
    ) -> Node:
        if not isinstance(overlay.value, dict | list):
            return overlay
        entries = ours.value if ours and isinstance(ours.value, list) else []
        merged = {name: entry for entry in entries if (name := _name(entry, key)) is not None}
        known = tuple(merged)
        named = list(self._named(overlay, key))
        removed = {name: entry.location for name, entry in named if entry.value is None}
        for at, (name, entry) in enumerate(named):
            if name in dict(named[:at]):
                self.report(entry, f"“{name}” is there twice")
            elif entry.value is None:
                self._remove(name, entry, merged, known)
            elif name in merged:
                merged[name] = self.mapping(merged[name], entry, model)
            elif known and (missing := _missing(entry, model)):
                self.report(
                    entry,
                    f"there is no entry “{name}” to change, and for a new one "
                    f"{', '.join(f'“{field}”' for field in missing)} would be missing."
                    f"{did_you_mean(name, known)}",
                )
            else:
                merged[name] = self.mapping(Node({}, entry.location), entry, model)
        return Node(list(merged.values()), overlay.location, removed_entries=removed)

    def _remove(
        self, name: str, entry: Node, merged: dict[str, Node], known: Iterable[str]
    ) -> None:
        if name in merged:
            del merged[name]
        else:
            sentence = f"there is no entry “{name}” to remove.{did_you_mean(name, known)}"
            self.problems.append(_problem(entry, sentence, doubtful=True))

    def _named(self, overlay: Node, key: str) -> Iterator[tuple[str, Node]]:
        """The overlay's entries with their names, whichever way it is written."""
        if isinstance(overlay.value, dict):
            for name, entry in overlay.value.items():
                if entry.value is None:
                    yield name, entry
                elif isinstance(entry.value, dict):
                    named = {key: Node(name, entry.location), **entry.value}
                    yield name, Node(named, entry.location)
                else:
                    self.report(entry, f"“{name}” must be a mapping, or null to remove it")
            return
        assert isinstance(overlay.value, list)  # noqa: S101 - for the type checker
        for entry in overlay.value:
            name_in_list = _name(entry, key)
            if name_in_list is None:
                self.report(entry, f"this entry needs its “{key}”, which says what it changes")
            else:
                yield name_in_list, entry

    def report(self, node: Node, message: str) -> None:
        self.problems.append(_problem(node, message))


def _name(entry: Node, key: str) -> str | None:
    node = entry.value.get(key) if isinstance(entry.value, dict) else None
    return None if node is None or node.value is None else str(node.plain())


def _missing(entry: Node, model: type[ContentModel]) -> list[str]:
    assert isinstance(entry.value, dict)  # noqa: S101 - what `_named` gives
    required = (name for name, field in model.model_fields.items() if field.is_required())
    return [name for name in required if name not in entry.value]


def _problem(node: Node, message: str, *, doubtful: bool = False) -> Problem:
    return Problem(node.location.file, node.location.line, message, doubtful)
