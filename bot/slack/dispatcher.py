"""Finds who answers a request: a handler of ours by table, else a listener of an extension.

An event goes to both: an extension may also want to know who joined a channel.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bot.slack import bolt, replies
from bot.slack.edge import RequestRefusedError
from bot.slack.fields import BadPayloadError, Json
from bot.slack.requests import (
    Action,
    Command,
    Event,
    Other,
    Request,
    Shortcut,
    Submission,
    read_request,
)
from bot.slack.routes import UnmatchedError
from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.desk import Desk
    from bot.slack.bolt import ExtensionApp
    from bot.slack.command_names import CommandNames
    from bot.slack.guard import Guard
    from bot.slack.replies import Reply
    from bot.slack.routes import Handler, Routes

NO_HEADERS: Mapping[str, str] = MappingProxyType({})

STALE_BUTTON = (
    "That button comes from an older message and does nothing any more. "
    "Type the command again for a fresh one."
)
STALE_FORM = (
    "This form comes from an older version and can't be sent any more. "
    "Copy what you typed and open it again."
)
UNKNOWN_SHORTCUT = "I don't know that shortcut. Type `/debrief help` to see how to open a debrief."
UNKNOWN_COMMAND = "I don't know that command. Try `/salary help`."


class Dispatcher:
    """Takes a parsed body from the HTTP edge or from Socket Mode and returns the answer.

    `routes`: with the commands as Slack has them. `extensions` is None if there are none.
    """

    def __init__(
        self,
        routes: Routes,
        guard: Guard,
        extensions: ExtensionApp | None,
        command_names: CommandNames,
    ) -> None:
        self._routes = routes
        self._guard = guard
        self._extensions = extensions
        self._command_names = command_names

    async def __call__(self, body: Json, headers: Mapping[str, str] = NO_HEADERS) -> Reply:
        """Answer a body. Raises RequestRefusedError if it isn't a payload of Slack's.

        `headers`, in small letters, are for extensions: they say when Slack repeats an event.
        """
        request, problem = _read(body)
        handler = self._routes.find_handler(request)
        reply = await self._answer(request, handler) if handler else None
        if self._extensions and (reply is None or _is_handled_event(request, reply)):
            listeners = partial(self._extensions.answer, body, headers)
            with suppress(UnmatchedError):
                return await self._guard(request, listeners, late=bolt.LATE, failed=bolt.FAILED)
        if reply is None and problem:
            raise RequestRefusedError(400, f"payload without {problem}")
        return reply or await self._answer(request, _answer_unknown)

    async def _answer(self, request: Request, handler: Handler[Any]) -> Reply:
        return self._command_names.rename_in_reply(await self._guard(request, handler))


def _read(body: Json) -> tuple[Request, str]:
    """Read a request; also returns what it lacks to be one that we know."""
    try:
        request = read_request(body)
    except BadPayloadError as problem:
        return Other(""), str(problem)
    return request, "type" if isinstance(request, Other) else ""


def _is_handled_event(request: Request, reply: Reply) -> bool:
    """Where we failed, Slack sends the event again, and extensions see it then."""
    return isinstance(request, Event) and reply == replies.ACKNOWLEDGED


async def _answer_unknown(request: Request, _: Desk) -> Reply:
    match request:
        case Command():
            raise HiringDeskError(UNKNOWN_COMMAND)
        case Action():
            raise HiringDeskError(STALE_BUTTON)
        case Submission():
            raise HiringDeskError(STALE_FORM)
        case Shortcut():
            raise HiringDeskError(UNKNOWN_SHORTCUT)
    return replies.ACKNOWLEDGED
