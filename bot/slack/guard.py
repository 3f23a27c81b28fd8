"""Between Slack and the handlers: finds the handler, keeps the time, and turns errors into words.

Slack wants an answer within 3 seconds and shows a bare warning sign otherwise, so a handler has
2.4 and nobody ever sees silence: whatever goes wrong becomes a sentence where the person looks.
"""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING, TypeVar, assert_never

from blocks import ids
from blocks.notices import build_notice, build_notice_view
from bot.slack import replies
from bot.slack.client import SlackError, SlackRefused
from bot.slack.requests import Action, Command, Event, Request, Shortcut, Submission
from bot.slack.tasks import describe
from bot.store.errors import StoreUnavailable
from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Mapping

    from bot.desk import Desk
    from bot.metrics import Metrics
    from bot.slack.replies import Reply
    from bot.slack.routes import Handler, Routes

ANSWER_SECONDS = 2.4

TOO_SLOW = (
    "That took too long, so I stopped and can't say whether it is saved. Please try again: it is "
    "done once at most."
)
AWAY = "The store did not answer, so I can't do that just now. Please try again in a minute."
BROKEN = "Something went wrong on my side; nothing was changed. Please try again."
STALE_BUTTON = (
    "That button comes from an older message and does nothing any more. "
    "Type the command again for a fresh one."
)
STALE_FORM = (
    "This form comes from an older version and can't be sent any more. "
    "Copy what you typed and open it anew."
)
UNKNOWN_SHORTCUT = "I don't know that shortcut. Type `/debrief help` for what there is."
UNKNOWN_COMMAND = "I don't know that command. Try `/salary help`."

log = logging.getLogger(__name__)
R = TypeVar("R")


class Guard:
    """Answers every request that the edge or a socket lets through."""

    def __init__(self, routes: Routes, desk: Desk, metrics: Metrics) -> None:
        self._routes = routes
        self._desk = desk
        self._metrics = metrics

    async def __call__(self, request: Request) -> Reply:
        """The handler's reply, or a sentence about why there is none."""
        started = time.perf_counter()
        outcome = "answered"
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                reply = await self._handled(request)
        except StoreUnavailable as error:
            outcome = "no_store"
            reply = self._say(request, _without_store(request, error))
        except SlackError as error:
            outcome = "no_slack"
            if isinstance(error, SlackRefused):
                log.warning("%s: Slack refused a call: %s", _kind(request), error.code)
            reply = self._say(request, error.sentence)
        except HiringDeskError as error:
            outcome = "refused"
            reply = self._say(request, error.sentence)
        except TimeoutError:
            outcome = "late"
            log.error("%s took more than %s s", _kind(request), ANSWER_SECONDS)  # noqa: TRY400
            reply = self._say(request, TOO_SLOW)
        except Exception as error:  # noqa: BLE001 - the last place before silence
            outcome = "failed"
            log.error("%s failed: %s", _kind(request), describe(error))  # noqa: TRY400
            reply = self._say(request, BROKEN)
        self._metrics.answers.labels(_kind(request), outcome).observe(time.perf_counter() - started)
        return reply

    def _handled(self, request: Request) -> Awaitable[Reply]:
        routes, desk = self._routes, self._desk
        match request:
            case Command():
                return _of(routes.commands, request.name, UNKNOWN_COMMAND)(request, desk)
            case Action():
                name = ids.strip_number(request.action_id)
                return _of(routes.actions, name, STALE_BUTTON)(request, desk)
            case Submission():
                return _of(routes.views, request.callback_id, STALE_FORM)(request, desk)
            case Shortcut():
                return _of(routes.shortcuts, request.callback_id, UNKNOWN_SHORTCUT)(request, desk)
            case Event():
                return routes.events.get(request.type, _ignored)(request, desk)
            case _:
                assert_never(request)

    def _say(self, request: Request, sentence: str) -> Reply:
        """Put a sentence where the person looks; an event is asked for again instead."""
        match request:
            case Command():
                return replies.ephemeral(build_notice(sentence))
            case Submission():
                if request.view.inputs:
                    return replies.errors({request.view.inputs[0]: sentence})
                return replies.push(build_notice_view(sentence))
            case Action() | Shortcut():
                self._desk.tasks.start(self._tell(request, sentence), "answer to a press")
                return replies.ACKNOWLEDGED
            case Event():
                return replies.TRY_AGAIN
            case _:
                assert_never(request)

    async def _tell(self, act: Action | Shortcut, sentence: str) -> None:
        """Beside the message; in a modal, or by DM where Slack lets none open any more."""
        slack = self._desk.slack
        if act.response_url:
            await slack.respond(act.response_url, build_notice(sentence))
            return
        over = isinstance(act, Action) and act.modal
        show = slack.push_view if over else slack.open_view
        try:
            await show(act.tenant, act.trigger_id, build_notice_view(sentence))
        except SlackRefused:
            await slack.post(act.tenant, act.user, build_notice(sentence))


def _of(table: Mapping[str, Handler[R]], name: str, otherwise: str) -> Handler[R]:
    if handler := table.get(name):
        return handler
    raise HiringDeskError(otherwise)


async def _ignored(_: Event, __: Desk) -> Reply:
    return replies.ACKNOWLEDGED


def _without_store(request: Request, error: StoreUnavailable) -> str:
    """What a form says is about what was typed; whatever else was asked for has saved nothing."""
    general = type(error) is StoreUnavailable and not isinstance(request, Submission)
    return AWAY if general else error.sentence


def _kind(request: Request) -> str:
    return type(request).__name__.lower()
