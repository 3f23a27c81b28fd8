"""Modals and Home tabs, and each person's stack of modals."""

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
    """One view of the app `app`: `body` is what it sent, `entered` what was typed so far.

    `choices`: what can be chosen besides what the blocks offer, by block_id and action_id: options
    that the app has suggested, and uploaded files. `current`: the conversation in which the view
    was opened, if there was one.
    """

    id: str
    app: str
    user: str
    body: JSON
    hash: str
    root: str
    previous: str | None = None
    entered: JSON = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    typed_elsewhere: int = 0  # how often a script typed in it, which the windows then show
    choices: JSON = field(default_factory=dict)
    current: str | None = None

    @property
    def blocks(self) -> list[JSON]:
        """The blocks of the view."""
        blocks: list[JSON] = self.body["blocks"]
        return blocks

    @property
    def all_blocks(self) -> list[JSON]:
        """The blocks; a view has no others."""
        return self.blocks

    def choices_for(self, _: str) -> JSON:
        """The further choices in this view, which one person sees; they can be added to."""
        return self.choices

    def values(self) -> JSON:
        """`state.values`: what was typed if it still fits, otherwise initial values."""
        return elements.read_values(self.blocks, self.entered, self.choices, self.current)

    def enter_values(self, values: JSON) -> None:
        """Add what the person has typed.

        Raises ActError for a choice that is not offered, and then changes nothing.
        """
        merged = {block: dict(actions) for block, actions in self.entered.items()}
        for block_id, actions in values.items():
            merged.setdefault(block_id, {}).update(actions)
        elements.read_values(self.blocks, merged, self.choices, self.current)
        self.entered = merged

    def replace_body(self, body: JSON) -> None:
        """Give the view new contents; typed text stays where block and action ids stay.

        A choice that is no longer offered does not stay.
        """
        before = self.values()
        entered: JSON = {}
        for block, element in elements.find_all(body["blocks"]):
            block_id, action_id = block["block_id"], element["action_id"]
            state = before.get(block_id, {}).get(action_id) if block_id in self.entered else None
            choices = elements.find_choices(self.choices, block, element)
            if state and state["type"] == element["type"] and _is_offered(element, state, choices):
                entered.setdefault(block_id, {})[action_id] = state
        self.body, self.entered, self.errors, self.hash = body, entered, {}, new_hash()


class Stacks:
    """Each person's stack of modals, bottom first. A restart closes them."""

    def __init__(self) -> None:
        self.viewing: dict[str, str] = {}  # person → the conversation that they look at
        self._stacks: dict[str, list[View]] = {}

    def of(self, user: str) -> list[View]:
        """A person's modals, bottom first."""
        return self._stacks.setdefault(user, [])

    def all(self) -> Iterator[View]:
        """Every open modal."""
        for stack in self._stacks.values():
            yield from stack

    def push(self, app: str, user: str, body: JSON) -> View:
        """Put a modal of an app on top.

        Raises SlackError: push_limit_reached, duplicate_external_id.
        """
        stack = self.of(user)
        if len(stack) >= STACK:
            raise SlackError("push_limit_reached")
        self.check_external_id(app, body)
        view_id = new_id()
        view = View(
            id=view_id,
            app=app,
            user=user,
            body=body,
            hash=new_hash(),
            root=stack[0].id if stack else view_id,
            previous=stack[-1].id if stack else None,
            current=self.viewing.get(user),
        )
        stack.append(view)
        return view

    def check_external_id(self, app: str, body: JSON, own: View | None = None) -> None:
        """Refuse an external_id that another open view of the app has, unless that is `own`."""
        mine = body.get("external_id")
        others = (view for view in self.all() if view.app == app and view is not own)
        if mine and any(view.body.get("external_id") == mine for view in others):
            raise SlackError("duplicate_external_id")


def new_id() -> str:
    """An id in the form that Slack gives to views."""
    return "V" + secrets.token_hex(5).upper()


def new_hash() -> str:
    """A hash that identifies this state of a view."""
    return f"{secrets.randbelow(10**10)}.{secrets.token_hex(4)}"


def _is_offered(element: JSON, state: JSON, choices: list[JSON]) -> bool:
    """Whether an element still offers what was chosen in it."""
    key = elements.STATES[element["type"]].key
    if "option" not in key:
        return True
    offered = {option["value"] for option in elements.offered_options(element, choices)}
    picked = state[key] if isinstance(state[key], list) else [state[key]]
    return all(option is None or option["value"] in offered for option in picked)
