"""What is filled in, by block_id: Slack's `view.state.values` as texts and lists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    from blocks.kit import Json

Values: TypeAlias = Mapping[str, Mapping[str, "Json"]]
Fields: TypeAlias = Mapping[str, "str | list[str]"]
"""A text, or a list if several can be chosen. Empty fields are left out."""


def read_fields(values: Values) -> dict[str, str | list[str]]:
    """The fields that are filled in. Each block has one element."""
    read = {block: _read_state(next(iter(states.values()), {})) for block, states in values.items()}
    return {block: value for block, value in read.items() if value}


def get_text(fields: Fields, block_id: str) -> str:
    """A field's text without spaces around it; empty if nothing was filled in."""
    value = fields.get(block_id, "")
    return value.strip() if isinstance(value, str) else ""


def get_choices(fields: Fields, block_id: str) -> tuple[str, ...]:
    """What was chosen in a field."""
    value = fields.get(block_id, [])
    return tuple(value) if isinstance(value, list) else ()


def get_time(fields: Fields, block_id: str) -> int | None:
    """The date and time of a field, in seconds since 1970."""
    value = fields.get(block_id)
    return int(value) if isinstance(value, str) and value.isdecimal() else None


_ONE = (
    *("value", "selected_user", "selected_conversation"),
    *("selected_date_time", "selected_date", "selected_time"),
)


def _read_state(state: Json) -> str | list[str]:
    option = state.get("selected_option")
    if isinstance(option, dict):
        return str(option.get("value", ""))
    if isinstance(options := state.get("selected_options"), list):
        return [str(option.get("value", "")) for option in options]
    if isinstance(users := state.get("selected_users"), list):
        return [str(user) for user in users]
    value = next((state[name] for name in _ONE if state.get(name) is not None), "")
    return str(value)


def name_fields(fields: Fields) -> Fields:
    """The fields by name: a field that we fill in has a number after a colon in its block_id."""
    return {block.partition(":")[0]: value for block, value in fields.items()}


def map_errors(errors: Mapping[str, str], inputs: Sequence[str]) -> dict[str, str]:
    """Errors by the names of fields, at their blocks; at the first one if theirs is hidden."""
    blocks = {block.partition(":")[0]: block for block in inputs}
    return {blocks.get(name, inputs[0]): error for name, error in errors.items()}
