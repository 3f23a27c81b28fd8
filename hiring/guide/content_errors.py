"""What the models refuse, as sentences for the people who edit content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiring.guide.content_model import describe, parts_of
from hiring.guide.overlay import did_you_mean
from hiring.guide.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

    from hiring.guide.content_model import ContentModel
    from hiring.guide.yaml_file import Key, Node

_LIST = "must be a list: lines that begin with “- ”"
_MAPPING = "must be a mapping: lines of “key: value”"
_YES_OR_NO = "must be true or false"
# By pydantic's name for the error. `input` is what was written, the rest are the field's limits.
SENTENCES: Mapping[str, str] = {
    "string_type": "must be text. Put it in quotes",
    "string_too_short": "is empty",
    "string_too_long": "is too long: at most {max_length} characters fit",
    "string_pattern_mismatch": (
        "“{input}” must be small letters, digits and single hyphens, such as series-a"
    ),
    "bool_type": _YES_OR_NO,
    "bool_parsing": _YES_OR_NO,
    "enum": "“{input}” is not known. It can be {expected}",
    "literal_error": "“{input}” is not known. It can be {expected}",
    "greater_than": "{input} is too small: it must be more than {gt}",
    "greater_than_equal": "{input} is too small: it must be at least {ge}",
    "less_than_equal": "{input} is too large: it must be at most {le}",
    "tuple_type": _LIST,
    "frozen_set_type": _LIST,
    "too_short": "needs at least {min_length} in the list",
    "too_long": "has {actual_length} in the list, and at most {max_length} fit",
    "model_type": _MAPPING,
    "dict_type": _MAPPING,
    "value_error": "{error}",
}
_NAMING_KEYS = ("id", "place", "name", "role", "ask", "typed", "word")


def find_problems(
    errors: ValidationError, node: Node, model: type[ContentModel]
) -> Iterator[Problem]:
    """A sentence for each error, at the line where the wrong value was written."""
    paths = [error["loc"] for error in errors.errors()]
    for error in errors.errors():
        path = error["loc"]
        if error["type"] == "too_short" and any(
            other != path and other[: len(path)] == path for other in paths
        ):
            continue  # pydantic doesn't count the entries that have an error of their own
        together = error["type"] == "value_error"  # of several values, such as an upside-down range
        fault = find_fault(path, node) if together else node.along(path)[-1]
        message = _sentence(error, node, model, removed=fault.removed)
        yield Problem(fault.location.file, fault.location.line, message)


def find_fault(path: Sequence[Key], node: Node) -> Node:
    """The node at fault where the values at `path` contradict others.

    Where some of the values come from an overlay, it is the overlay's mapping around them.
    """
    nodes = node.along(path)
    overlay = node.location.file
    theirs = (ancestor for ancestor in reversed(nodes[1:]) if ancestor.location.file == overlay)
    return next(theirs, nodes[-1])


def _sentence(error: ErrorDetails, node: Node, model: type[ContentModel], *, removed: bool) -> str:
    path = error["loc"]
    name = name_path(path, node)
    if error["type"] == "missing":
        return f"“{name}” is needed, so it can't be removed" if removed else f"“{name}” is missing"
    if error["type"] == "extra_forbidden":
        known = _model_at(path[:-1], model).model_fields
        return f"“{name}” is not a key that is known here.{did_you_mean(str(path[-1]), known)}"
    sentence = "is empty" if error["input"] is None else _fill(error)
    return f"{name}: {sentence}" if name else sentence


def _fill(error: ErrorDetails) -> str:
    limits = dict(error.get("ctx", {}))
    if "expected" in limits:
        limits["expected"] = limits["expected"].replace("'", "")
    sentence = SENTENCES.get(error["type"], "“{input}” can't be used here")
    return sentence.format(input=describe(error["input"]), **limits)


def name_path(path: Sequence[Key], node: Node) -> str:
    """Where a value is, as in `bands, london, base, low`: entries of a list by their names."""
    return ", ".join(list_names(path, node))


def list_names(path: Sequence[Key], node: Node) -> list[str]:
    """The keys of a path, with entries of a list by their names.

    Where one value was written for a list of one, there is no entry to name.
    """
    nodes = node.along(path)
    return [
        key if isinstance(key, str) else _name_entry(nodes[at], key)
        for at, key in enumerate(path, start=1)
        if isinstance(key, str) or at < len(nodes)
    ]


def _name_entry(entry: Node, index: int) -> str:
    values = entry.value if isinstance(entry.value, dict) else {}
    names = [str(values[key].value) for key in _NAMING_KEYS if key in values]
    return names[0] if names else str(index + 1)


def _model_at(path: Sequence[Key], model: type[ContentModel]) -> type[ContentModel]:
    for key in path:
        if isinstance(key, str):
            model = parts_of(model)[key].model
    return model
