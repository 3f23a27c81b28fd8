"""Modals and Home tabs: the views that an app has given, and each person's stack of modals."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from local_slack.block_kit import elements
from local_slack.errors import SlackError

if TYPE_CHECKING:
    from collections.abc import Iterator

    JSON = dict[str, Any]

STACK = 3  # Slack: views.push, a stack holds three views


@dataclass
class View:
    """One view: ``body`` is what the app gave, ``entered`` what the person has typed so far."""

    id: str
    user: str
    body: JSON
    hash: str
    root: str
    previous: str | None = None
    entered: JSON = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    def values(self) -> JSON:
        """``state.values``: what was typed where it still fits, initial values elsewhere."""
        return elements.values(self.body["blocks"], self.entered)

    def enter(self, values: JSON) -> None:
        """Take over what the person has typed.

        Raises:
            ActError: a choice that is not offered; then nothing is taken over.

        """
        merged = {block: dict(actions) for block, actions in self.entered.items()}
        for block_id, actions in values.items():
            merged.setdefault(block_id, {}).update(actions)
        elements.values(self.body["blocks"], merged)
        self.entered = merged

    def change(self, body: JSON) -> None:
        """Give the view new contents; typed text stays where block and action ids stay."""
        known = {(b["block_id"], e["action_id"], e["type"]) for b, e in elements.of(body["blocks"])}
        self.entered = {
            block_id: kept
            for block_id, actions in self.values().items()
            if (kept := {a: s for a, s in actions.items() if (block_id, a, s["type"]) in known})
            and block_id in self.entered
        }
        for block, element in elements.of(body["blocks"]):
            # A choice that is offered no longer is forgotten.
            chosen = self.entered.get(block["block_id"], {}).get(element["action_id"])
            if chosen and not _fits(element, chosen):
                del self.entered[block["block_id"]][element["action_id"]]
        self.body, self.errors, self.hash = body, {}, new_hash()


class Stacks:
    """Each person's stack of modals, bottom first. A restart closes them, as a reload does."""

    def __init__(self) -> None:
        self._stacks: dict[str, list[View]] = {}

    def of(self, user: str) -> list[View]:
        """A person's modals, bottom first."""
        return self._stacks.setdefault(user, [])

    def all(self) -> Iterator[View]:
        """Every open modal."""
        for stack in self._stacks.values():
            yield from stack

    def push(self, user: str, body: JSON) -> View:
        """Put a modal on top.

        Raises:
            SlackError: push_limit_reached, duplicate_external_id.

        """
        stack = self.of(user)
        if len(stack) >= STACK:
            raise SlackError("push_limit_reached")
        self.check_external_id(body)
        view_id = new_id()
        view = View(
            id=view_id,
            user=user,
            body=body,
            hash=new_hash(),
            root=stack[0].id if stack else view_id,
            previous=stack[-1].id if stack else None,
        )
        stack.append(view)
        return view

    def check_external_id(self, body: JSON, but: View | None = None) -> None:
        """Refuse an external_id that another open view has."""
        mine = body.get("external_id")
        if mine and any(v.body.get("external_id") == mine and v is not but for v in self.all()):
            raise SlackError("duplicate_external_id")


def new_id() -> str:
    """An id as Slack gives views."""
    return "V" + secrets.token_hex(5).upper()


def new_hash() -> str:
    """A hash that says which state of a view is meant."""
    return f"{secrets.randbelow(10**10)}.{secrets.token_hex(4)}"


def _fits(element: JSON, chosen: JSON) -> bool:
    key = elements.STATES[element["type"]].key
    if "option" not in key:
        return True
    offered = {option["value"] for option in elements.options(element)}
    picked = chosen[key] if isinstance(chosen[key], list) else [chosen[key]]
    return all(option is None or option["value"] in offered for option in picked)
