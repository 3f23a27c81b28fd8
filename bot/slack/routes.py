"""Which handler takes which request: the tables of the feature files."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, assert_never

from blocks import ids
from bot.desk import Desk
from bot.slack.replies import Reply
from bot.slack.requests import Action, Command, Event, Other, Request, Shortcut, Submission

if TYPE_CHECKING:
    from bot.slack.command_names import CommandNames

R = TypeVar("R")
Handler: TypeAlias = Callable[[R, Desk], Awaitable[Reply]]


class UnmatchedError(Exception):
    """No listener of an extension takes the request."""


@dataclass(frozen=True, slots=True)
class Routes:
    """Name of a command, action_id, callback_id (view, shortcut) or type of event → its handler."""

    commands: Mapping[str, Handler[Command]] = field(default_factory=dict)
    actions: Mapping[str, Handler[Action]] = field(default_factory=dict)
    views: Mapping[str, Handler[Submission]] = field(default_factory=dict)
    shortcuts: Mapping[str, Handler[Shortcut]] = field(default_factory=dict)
    events: Mapping[str, Handler[Event]] = field(default_factory=dict)

    @classmethod
    def join(cls, *tables: Routes) -> Routes:
        """Join these tables. Raises ValueError if two features claim one name."""
        return cls(
            commands=_join_tables([table.commands for table in tables]),
            actions=_join_tables([table.actions for table in tables]),
            views=_join_tables([table.views for table in tables]),
            shortcuts=_join_tables([table.shortcuts for table in tables]),
            events=_join_tables([table.events for table in tables]),
        )

    def rename_commands(self, names: CommandNames) -> Routes:
        """Return these tables with the commands as Slack has them."""
        return replace(
            self, commands={names.name(name): handler for name, handler in self.commands.items()}
        )

    def find_handler(self, request: Request) -> Handler[Any] | None:
        """Find the handler of a request; None if no feature takes it."""
        match request:
            case Command():
                return self.commands.get(request.name)
            case Action():
                return self.actions.get(ids.strip_number(request.action_id))
            case Submission():
                return self.views.get(request.callback_id)
            case Shortcut():
                return self.shortcuts.get(request.callback_id)
            case Event():
                return self.events.get(request.type)
            case Other():
                return None
            case _:
                assert_never(request)


def _join_tables(tables: list[Mapping[str, Handler[R]]]) -> dict[str, Handler[R]]:
    joined: dict[str, Handler[R]] = {}
    for table in tables:
        if twice := joined.keys() & table.keys():
            raise ValueError(f"two features claim {sorted(twice)}")
        joined.update(table)
    return joined
