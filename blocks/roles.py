"""A picker that asks a question again for another role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import kit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from blocks.kit import Element
    from hiring.guide.role import Role

# Slack: a select holds 100 options.
MOST_ROLES = 100


def build_picker_of_roles(
    action_id: str, others: Sequence[Role], value: Callable[[Role], str]
) -> list[Element]:
    """A picker of the other roles, if there are any. `value` gives the value sent for a role."""
    if not others:
        return []
    options = {value(role): role.about.title for role in others[:MOST_ROLES]}
    return [kit.select(action_id, "Another role", options)]
