"""Figures in prose, taken from the data: `{{ salary.loss.percent_under }}` in any text of a role.

The names are those of the role's files and their keys; an entry of a list is found by its name, as
in `{{ time_to_hire.routes["In-house"] }}`. What has a `low` and a `high` is written as a range with
its unit or currency: `4–9 months`, `40–80k USD`. `figures` are the role's own, from `role.yml`.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

import jinja2
from jinja2 import meta

from hiring.guide.content_model import Part, parts_of
from hiring.guide.overlay import did_you_mean
from hiring.guide.problem import Problem
from hiring.postings import template

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hiring.guide.content_model import ContentModel
    from hiring.guide.yaml_file import Location, Node

_OPEN = "{{"
_THOUSAND = 1000


class FigureError(ValueError):
    """A text asks for a figure that is not there, or for what is no figure."""


class RemovedFigureError(FigureError):
    """A text asks for a figure that an overlay takes away, in the line of `location`."""

    def __init__(self, key: str, location: Location) -> None:
        super().__init__(key)
        self.location = location


class Figures:
    """A mapping, or a list of named entries, that a text can take figures from."""

    def __init__(
        self, path: str, values: Mapping[str, object], removed: Mapping[str, Location]
    ) -> None:
        self._path = path
        self._values = values
        self._removed = removed

    def __getitem__(self, key: str) -> object:
        """The figure, or the figures in it, by a key. FigureError where there is no such key."""
        if key in self._removed:
            raise RemovedFigureError(key, self._removed[key])
        if key not in self._values:
            known = ", ".join(self._values)
            raise FigureError(
                f"“{self._path}” has no “{key}”, only {known}.{did_you_mean(key, self._values)}"
            )
        value = self._values[key]
        if isinstance(value, str) and _OPEN in value:
            raise FigureError(f"“{self._path}.{key}” takes figures itself; take them from the data")
        return value

    def __len__(self) -> int:
        """How many there are, for `{{ need.questions | length }}`."""
        return len(self._values)

    def __str__(self) -> str:
        """The range as prose has it: `8–16 weeks`. FigureError for anything but a range."""
        if not {"low", "high"} <= set(self._values):
            raise FigureError(
                f"“{self._path}” is not a figure; name one of {', '.join(self._values)}"
            )
        end = "+" if self._values.get("high_is_open") else ""
        unit = self._values.get("unit") or self._values.get("currency") or ""
        return f"{_range(self._values['low'], self._values['high'])}{end} {unit}".rstrip()


def _range(low: object, high: object) -> str:
    ends = [end for end in (low, high) if isinstance(end, int | Decimal)]
    if len(ends) == 2 and all(end and end % _THOUSAND == 0 for end in ends):  # noqa: PLR2004 - low, high
        return f"{ends[0] // _THOUSAND}–{ends[1] // _THOUSAND}k"
    return f"{_written(low)}–{_written(high)}"


def _written(value: object) -> object:
    is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    return f"{value:,}" if is_number else value


def _wrap(path: str, node: Node, part: Part | None) -> object:
    """A value as texts can take it: one figure, or more of them by their keys."""
    if isinstance(node.value, dict):
        parts = parts_of(part.model) if part else {}
        children = {
            key: _wrap(f"{path}.{key}", child, parts.get(key))
            for key, child in node.value.items()
            if not child.removed
        }
        removed = {key: child.location for key, child in node.value.items() if child.removed}
        return Figures(path, children, removed)
    if isinstance(node.value, list):
        single = part and Part(part.model, is_list=False)
        children = {
            name: _wrap(f"{path}.{name}", entry, single)
            for name, entry in _named_entries(node.value, part)
        }
        return Figures(path, children, node.removed_entries)
    return node.value


def _named_entries(entries: Iterable[Node], part: Part | None) -> Iterator[tuple[str, Node]]:
    """The entries of a list by their names, or by their numbers where they have none."""
    key = part.entry_key if part else None
    for number, entry in enumerate(entries, start=1):
        name = entry.value.get(key or "") if isinstance(entry.value, dict) else None
        yield str(name.value if name else number), entry


def fill_in(
    files: Mapping[str, Node], models: Mapping[str, type[ContentModel]]
) -> tuple[dict[str, Node], list[Problem]]:
    """A role's files by name with the figures in their texts, and what can't be filled in."""
    context: dict[str, object] = {
        _variable(name): _wrap(_variable(name), node, Part(models[name], is_list=False))
        for name, node in files.items()
    }
    own = files["role.yml"].along(["figures"]) if "role.yml" in files else []
    context["figures"] = _wrap("figures", own[-1], None) if own[1:] else Figures("figures", {}, {})
    filling = _Filling(context)
    return {name: filling.node(node) for name, node in files.items()}, filling.problems


def _variable(name: str) -> str:
    return name.partition(".")[0].replace("-", "_")


class _Filling:
    """The texts of one role, and the problems that come up."""

    def __init__(self, context: Mapping[str, object]) -> None:
        self.problems: list[Problem] = []
        self._context = context

    def node(self, node: Node) -> Node:
        value = node.value
        if isinstance(value, dict):
            value = {key: self.node(child) for key, child in value.items()}
        elif isinstance(value, list):
            value = [self.node(child) for child in value]
        elif isinstance(value, str) and _OPEN in value:
            value = self._text(value, node)
        return replace(node, value=value)

    def _text(self, text: str, node: Node) -> str:
        location = node.location
        try:
            compiled, names = _compile(text)
            for name in sorted(names - set(self._context)):
                raise FigureError(f"“{name}” is not known; known are {', '.join(self._context)}")
            return compiled.render(self._context)
        except jinja2.TemplateSyntaxError as error:
            message = f"the figure in {{{{ }}}} can't be read: {template.describe_failure(error)}"
        except RemovedFigureError as error:
            location = error.location
            user = f"{'/'.join(node.location.file.parts[-3:])}, line {node.location.line},"
            message = (
                f"this removes “{error}”, but the text in {user} takes a figure from it. "
                "Write that text without the figure in your own file of that name"
            )
        except template.FAILURES as error:
            ours = isinstance(error, FigureError)
            reason = error if ours else template.describe_failure(error)
            message = f"the figure in {{{{ }}}} can't be filled in: {reason}"
        self.problems.append(Problem(location.file, location.line, message))
        return "…"


_ENVIRONMENT = template.environment(finalize=_written)


@lru_cache(maxsize=500)
def _compile(text: str) -> tuple[jinja2.Template, frozenset[str]]:
    """A text that can be filled in, and the names that it takes figures from."""
    parsed = _ENVIRONMENT.parse(text)
    names = frozenset(meta.find_undeclared_variables(parsed))
    return _ENVIRONMENT.from_string(parsed), names
