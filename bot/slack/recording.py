"""Bolt's app with a note of what each listener is for, so that conflicts can be named."""

from __future__ import annotations

from dataclasses import dataclass
from re import Pattern
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from slack_bolt.async_app import AsyncApp

if TYPE_CHECKING:
    from collections.abc import Callable

Kind: TypeAlias = Literal["command", "action", "view", "shortcut"]

# The field of a constraint that names what a listener is for.
FIELDS: dict[Kind, str] = {
    "command": "command",
    "action": "action_id",
    "view": "callback_id",
    "shortcut": "callback_id",
}


@dataclass(frozen=True, slots=True)
class Listener:
    """What a listener is for. `name`: a name or a pattern; `narrowed`: by matchers of its own."""

    module: str
    kind: Kind
    name: str | Pattern[str]
    narrowed: bool


class RecordingApp(AsyncApp):
    """Notes each registration under the module that is being registered."""

    module = ""

    def __init__(self, **arguments: Any) -> None:  # noqa: ANN401 - Bolt's
        super().__init__(**arguments)
        self.listeners: list[Listener] = []

    def command(self, command: Any, *more: Any, **named: Any) -> Callable[..., Any]:  # noqa: ANN401 - Bolt's
        """Register a listener for a command."""
        self._note("command", command, more, named)
        return super().command(command, *more, **named)

    def action(self, constraints: Any, *more: Any, **named: Any) -> Callable[..., Any]:  # noqa: ANN401 - Bolt's
        """Register a listener for a button or another element."""
        self._note("action", constraints, more, named)
        return super().action(constraints, *more, **named)

    def block_action(self, constraints: Any, *more: Any, **named: Any) -> Callable[..., Any]:  # noqa: ANN401 - Bolt's
        """Register a listener for a button or another element."""
        self._note("action", constraints, more, named)
        return super().block_action(constraints, *more, **named)

    def view(self, constraints: Any, *more: Any, **named: Any) -> Callable[..., Any]:  # noqa: ANN401 - Bolt's
        """Register a listener for a submitted modal, or for a closed one."""
        if not (isinstance(constraints, dict) and constraints.get("type") == "view_closed"):
            self._note("view", constraints, more, named)
        return super().view(constraints, *more, **named)

    def view_submission(self, constraints: Any, *more: Any, **named: Any) -> Callable[..., Any]:  # noqa: ANN401 - Bolt's
        """Register a listener for a submitted modal."""
        self._note("view", constraints, more, named)
        return super().view_submission(constraints, *more, **named)

    def shortcut(self, constraints: Any, *more: Any, **named: Any) -> Callable[..., Any]:  # noqa: ANN401 - Bolt's
        """Register a listener for a shortcut."""
        self._note("shortcut", constraints, more, named)
        return super().shortcut(constraints, *more, **named)

    def global_shortcut(self, callback_id: Any, *more: Any, **named: Any) -> Callable[..., Any]:  # noqa: ANN401 - Bolt's
        """Register a listener for a global shortcut."""
        self._note("shortcut", callback_id, more, named)
        return super().global_shortcut(callback_id, *more, **named)

    def message_shortcut(self, callback_id: Any, *more: Any, **named: Any) -> Callable[..., Any]:  # noqa: ANN401 - Bolt's
        """Register a listener for a shortcut on a message."""
        self._note("shortcut", callback_id, more, named)
        return super().message_shortcut(callback_id, *more, **named)

    def _note(
        self, kind: Kind, constraint: object, more: tuple[Any, ...], named: dict[str, Any]
    ) -> None:
        name = constraint.get(FIELDS[kind]) if isinstance(constraint, dict) else constraint
        narrowed = bool(named.get("matchers") or more) or (
            isinstance(constraint, dict) and "block_id" in constraint
        )
        if isinstance(name, str | Pattern):
            self.listeners.append(Listener(self.module, kind, name, narrowed))
