"""Around every handler: keeps the time, and turns errors into sentences.

Slack wants an answer within 3 seconds and shows a bare warning sign otherwise, so a handler has
2.4 and nobody ever sees silence: whatever goes wrong becomes a sentence where the person looks.
"""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING, TypeVar

from bot.slack import replies
from bot.slack.client import SlackError, SlackRefusedError
from bot.slack.requests import Action, Event, Other, Request, Submission
from bot.slack.routes import UnmatchedError
from bot.slack.sentences import reply_with
from bot.slack.tasks import describe_error
from bot.slack.tokens import NoAccessError
from bot.store.errors import StoreUnavailableError
from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.desk import Desk
    from bot.metrics import Metrics
    from bot.slack.replies import Reply
    from bot.slack.routes import Handler
    from bot.slack.tokens import Tokens

ANSWER_SECONDS = 2.4

TOO_SLOW = (
    "That took too long, so I stopped and can't say whether it is saved. Try again: "
    "it won't happen twice."
)
AWAY = "I can't reach my storage right now, so I can't do that. Try again in a minute."
BROKEN = "Something went wrong on my side; nothing was changed. Please try again."

UNINSTALL_EVENTS = {"app_uninstalled", "tokens_revoked"}

log = logging.getLogger(__name__)
R = TypeVar("R", bound=Request)


class Guard:
    """Runs the handler of every request that the edge or a socket lets through.

    Each request is answered from one desk, that of the moment when it came.
    """

    def __init__(self, read_desk: Callable[[], Desk], metrics: Metrics, tokens: Tokens) -> None:
        self._read_desk = read_desk
        self._metrics = metrics
        self._tokens = tokens

    async def __call__(
        self, request: R, handler: Handler[R], *, late: str = TOO_SLOW, failed: str = BROKEN
    ) -> Reply:
        """The handler's reply, or a sentence about why there is none.

        `late` and `failed` are the sentences for a handler that takes too long and for a bug.
        Raises UnmatchedError.
        """
        desk = self._read_desk()
        if not isinstance(request, Submission):
            return await self._answer(request, handler, desk, late, failed)
        ended, reply = desk.modals.start_sending(request.view), None
        try:
            reply = await self._answer(request, handler, desk, late, failed)
        finally:
            ended.set_result(reply is not None and replies.ends_form(reply))
        return reply

    async def _answer(
        self, request: R, handler: Handler[R], desk: Desk, late: str, failed: str
    ) -> Reply:
        started = time.perf_counter()
        outcome = "answered"
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                await self._require_allowed(request)
                reply = await handler(request, desk)
        except UnmatchedError:
            raise
        except StoreUnavailableError as error:
            outcome = "no_store"
            reply = await _say(request, _explain_missing_store(request, error), desk)
        except SlackError as error:
            outcome = "no_slack"
            if isinstance(error, SlackRefusedError):
                log.warning("%s: Slack refused a call: %s", _name_kind(request), error.code)
            reply = await _say(request, error.sentence, desk)
        except NoAccessError as error:
            outcome = "refused"
            reply = self._refuse_access(request, error, desk)
        except HiringDeskError as error:
            outcome = "refused"
            reply = await _say(request, error.sentence, desk)
        except TimeoutError:
            outcome = "late"
            log.error("%s took more than %s s", _name_kind(request), ANSWER_SECONDS)  # noqa: TRY400
            reply = await _say(request, late, desk)
        except Exception as error:  # noqa: BLE001 - the last place before silence
            outcome = "failed"
            log.error("%s failed: %s", _name_kind(request), describe_error(error))  # noqa: TRY400
            reply = await _say(request, failed, desk)
        self._metrics.record_answer(_name_kind(request), outcome, time.perf_counter() - started)
        return reply

    async def _require_allowed(self, request: Request) -> None:
        """Raise NoAccessError for a workspace that isn't allowed, unless it removes the app."""
        leaving = isinstance(request, Event) and request.type in UNINSTALL_EVENTS
        if not (leaving or isinstance(request, Other)):
            await self._tokens.require_allowed(request.tenant)

    def _refuse_access(self, request: Request, error: NoAccessError, desk: Desk) -> Reply:
        """Tell the person, by a token that is used for nothing else. An event isn't sent again."""
        if isinstance(request, Event):
            return replies.ACKNOWLEDGED
        slack = desk.slack.with_tokens(self._tokens.find_for_refusal)
        return reply_with(error.sentence, request, slack, desk.tasks)


async def _say(request: Request, sentence: str, desk: Desk) -> Reply:
    """Say it, unless it is about a press in a form that was sent in the meantime."""
    pressed = request.modal if isinstance(request, Action) else None
    if pressed and await desk.modals.was_sent(pressed):
        return replies.ACKNOWLEDGED
    return reply_with(sentence, request, desk.slack, desk.tasks)


def _explain_missing_store(request: Request, error: StoreUnavailableError) -> str:
    """For a form, say whether what was typed is saved. Any other request has saved nothing."""
    general = type(error) is StoreUnavailableError and not isinstance(request, Submission)
    return AWAY if general else error.sentence


def _name_kind(request: Request) -> str:
    return type(request).__name__.lower()
