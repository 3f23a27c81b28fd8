"""Bolt's app, as extensions get it: its listeners answer what no table of ours knows.

Bolt's defaults hold, and its documentation applies. Four things are ours, in Bolt's own places for
them: `authorize` finds the token of the workspace, the runner answers as soon as a listener calls
`ack()` (Bolt looks every 10 ms), what runs on after that is waited for at shutdown, and an error
becomes a sentence to the person.
"""

from __future__ import annotations

import asyncio
import copy
import json
import logging
from typing import TYPE_CHECKING, Any

from slack_bolt.async_app import AsyncAck, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.kwargs_injection.async_utils import build_async_required_kwargs
from slack_bolt.lazy_listener.async_runner import AsyncLazyListenerRunner
from slack_bolt.listener.async_listener_completion_handler import (
    AsyncDefaultListenerCompletionHandler,
)
from slack_bolt.listener.async_listener_error_handler import (
    AsyncCustomListenerErrorHandler,
    AsyncListenerErrorHandler,
)
from slack_bolt.listener.async_listener_start_handler import AsyncDefaultListenerStartHandler
from slack_bolt.listener.asyncio_runner import AsyncioListenerRunner
from slack_bolt.middleware.async_middleware_error_handler import AsyncMiddlewareErrorHandler
from slack_bolt.response import BoltResponse
from slack_bolt.util.utils import get_arg_names_of_callable, get_name_for_callable
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.client import read_code
from bot.slack.environment import without_slack_variables
from bot.slack.recording import RecordingApp
from bot.slack.replies import Reply
from bot.slack.routes import UnmatchedError
from bot.slack.sentences import tell
from bot.slack.tasks import describe_error

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from typing import TypeAlias

    import aiohttp
    from slack_bolt.context.async_context import AsyncBoltContext
    from slack_bolt.listener.async_listener import AsyncListener
    from slack_sdk.web.async_slack_response import AsyncSlackResponse

    from bot.desk import Desk
    from bot.slack.client import Slack
    from bot.slack.fields import Json
    from bot.slack.requests import Request
    from bot.slack.tasks import Tasks
    from bot.slack.tokens import Tokens

    Next: TypeAlias = Callable[[], Awaitable[object]]

FAILED = (
    "Something went wrong there, and I can't tell how much of it was done. Please try again. If it "
    "happens again, tell the people who run this app."
)
LATE = (
    "That is taking longer than Slack waits. It may still be done, so please look before you try "
    "again."
)

log = logging.getLogger(__name__)


class ExtensionApp(RecordingApp):
    """The `app` that an extension registers its listeners with."""

    def __init__(
        self, slack: Slack, session: aiohttp.ClientSession, tokens: Tokens, tasks: Tasks
    ) -> None:
        client = AsyncWebClient(base_url=slack.base_url, session=session, retry_handlers=[])
        errors, proxy = _Errors(slack, tasks), slack.find_proxy(slack.base_url)

        async def use_our_proxy(client: AsyncWebClient, next_: Next) -> None:
            client.proxy = proxy  # without one, the SDK has taken what the environment says
            await next_()

        # At its own level Bolt logs payloads; this logger's level is set in `bot.logs`.
        framework = logging.getLogger("slack_bolt")
        with without_slack_variables():
            super().__init__(
                name="hiring-desk",
                logger=framework,
                client=client,
                authorize=_Authorize(tokens, slack),
                before_authorize=use_our_proxy,
                request_verification_enabled=False,  # the edge has done it
                raise_error_for_unhandled_request=True,  # `_Errors` makes it UnmatchedError
            )
        self.client.token = tokens.token  # for work outside of listeners
        self._base_logger = None  # the `logger` of a listener logs at LOG_LEVEL
        self._errors = errors
        self._async_listener_runner = _Runner(framework, errors, tasks)
        self._async_middleware_error_handler = errors

    def error(
        self, func: Callable[..., Awaitable[BoltResponse | None]]
    ) -> Callable[..., Awaitable[BoltResponse | None]]:
        """Register a function for errors, as Bolt does. Without an answer, a sentence follows."""
        self._errors.extension = AsyncCustomListenerErrorHandler(log, func)
        return func

    async def answer(
        self, body: Json, headers: Mapping[str, str], request: Request, _: Desk
    ) -> Reply:
        """Let the listeners answer. Raises UnmatchedError, and what listeners raise."""
        ack = _Ack(request)
        try:
            # Bolt takes an already parsed body in this mode only; we use it for HTTP as well.
            bolt_request = AsyncBoltRequest(
                body=body, headers=dict(headers), mode="socket_mode", context={"ack": ack}
            )
        except Exception:  # noqa: BLE001 - Bolt reads fields without looking at their types
            raise UnmatchedError from None
        response = await self.async_dispatch(bolt_request)
        if ack.error:
            raise ack.error
        return _convert_response(response)


def _convert_response(response: BoltResponse) -> Reply:
    """Both ways of transport answer in JSON; Slack takes `{"text": …}` for a plain text."""
    kind = response.headers.get("content-type", [""])[0]
    if not response.body or kind.startswith("application/json"):
        return Reply(response.body, response.status)
    return Reply(json.dumps({"text": response.body}), response.status)


class _Authorize(AsyncAuthorize):
    """Find the workspace's token, and whose it is: `auth.test`, once for each token."""

    def __init__(self, tokens: Tokens, slack: Slack) -> None:
        self._tokens = tokens
        self._slack = slack
        self._identities: dict[str, AsyncSlackResponse] = {}

    async def __call__(
        self,
        *,
        context: AsyncBoltContext,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,  # noqa: ARG002 - the context has it
        **_: str | None,
    ) -> AuthorizeResult:
        org_wide = bool(context.is_enterprise_install)
        token = await self._tokens.find(team_id or enterprise_id or "", org_wide=org_wide)
        if token not in self._identities:
            self._identities[token] = await self._slack.get_client_with(token).auth_test()
        identity = self._identities[token]
        return AuthorizeResult.from_auth_test_response(
            bot_token=token,
            bot_scopes=str(identity.headers.get("x-oauth-scopes", "")),
            auth_test_response=identity,
        )


class _Ack(AsyncAck):
    """The `ack` of one request. `answer` has a result as soon as it is called, or that is moot."""

    def __init__(self, request: Request) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.request = request
        self.answer: asyncio.Future[BoltResponse] = asyncio.get_running_loop().create_future()
        self.error: Exception | None = None

    async def __call__(self, *arguments: Any, **named: Any) -> BoltResponse:  # noqa: ANN401 - Bolt's
        response = await super().__call__(*arguments, **named)
        self.settle(response)
        return response

    def settle(self, response: BoltResponse) -> None:
        """Answer with this, unless there is an answer."""
        if not self.answer.done():
            self.answer.set_result(response)

    def fail(self, error: Exception) -> None:
        """Answer with an error."""
        self.error = error
        self.settle(BoltResponse(status=500))


class _Runner(AsyncioListenerRunner):
    """Run a listener in a task that a shutdown waits for, and answer as soon as it acknowledges."""

    def __init__(self, logger: logging.Logger, errors: _Errors, tasks: Tasks) -> None:
        super().__init__(
            logger=logger,
            process_before_response=False,
            listener_error_handler=errors,
            listener_start_handler=AsyncDefaultListenerStartHandler(logger),
            listener_completion_handler=AsyncDefaultListenerCompletionHandler(logger),
            lazy_listener_runner=_LazyRunner(errors, tasks),
        )
        self._tasks = tasks

    async def run(
        self,
        request: AsyncBoltRequest,
        response: BoltResponse,
        listener_name: str,
        listener: AsyncListener,
        starting_time: float | None = None,  # noqa: ARG002 - for Bolt's own log
    ) -> BoltResponse:
        """Start the listener and its lazy functions; return what it acknowledges with."""
        ack: _Ack = request.context["ack"]
        if listener.auto_acknowledgement:
            await ack()
        self._tasks.start(
            self._run_listener(request, response, listener), f"the listener {listener_name}"
        )
        for lazy in listener.lazy_functions:
            self._start_lazy_function(lazy, request)
        return await ack.answer

    def _build_lazy_request(
        self, request: AsyncBoltRequest, lazy_func_name: str
    ) -> AsyncBoltRequest:
        """As Bolt does it, but for the client: the shared session in it can't be copied."""
        lazy = request.to_copyable()
        lazy.body = copy.deepcopy(request.body)
        lazy.lazy_only = True
        lazy.lazy_function_name = lazy_func_name
        lazy.context["listener_runner"] = self
        for name in ("get_thread_context", "save_thread_context"):
            if name in request.context:
                lazy.context[name] = request.context[name]
        return lazy

    async def _run_listener(
        self, request: AsyncBoltRequest, response: BoltResponse, listener: AsyncListener
    ) -> None:
        try:
            await listener.run_ack_function(request=request, response=response)
        except Exception as error:  # noqa: BLE001 - whatever it is, somebody is told
            await self.listener_error_handler.handle(error, request, None)


class _LazyRunner(AsyncLazyListenerRunner):
    """Run a lazy function in a task that a shutdown waits for."""

    def __init__(self, errors: _Errors, tasks: Tasks) -> None:
        self.logger = log
        self._errors = errors
        self._tasks = tasks

    def start(self, function: Callable[..., Awaitable[None]], request: AsyncBoltRequest) -> None:
        """Run it in the background."""
        name = get_name_for_callable(function)
        self._tasks.start(self._run(function, request), f"the lazy listener {name}")

    async def _run(
        self, function: Callable[..., Awaitable[None]], request: AsyncBoltRequest
    ) -> None:
        try:
            await function(
                **build_async_required_kwargs(
                    logger=logging.getLogger(f"hiring-desk:{get_name_for_callable(function)}"),
                    required_arg_names=get_arg_names_of_callable(function),
                    request=request,
                    response=None,
                    this_func=function,
                )
            )
        except Exception as error:  # noqa: BLE001 - whatever it is, somebody is told
            await self._errors.handle(error, request, None, lazy=True)


def _describe_with_code(error: Exception) -> str:
    """Type and place; where Slack refused something, its code, too."""
    code = f" ({read_code(error)})" if isinstance(error, SlackApiError) else ""
    return f"{describe_error(error)}{code}"


class _Errors(AsyncListenerErrorHandler, AsyncMiddlewareErrorHandler):
    """What happens when a listener or a middleware fails: the extension's own handler, then ours.

    An error before `ack()` is raised by `ExtensionApp.answer`. After it, the person is told.
    """

    def __init__(self, slack: Slack, tasks: Tasks) -> None:
        self.extension: AsyncListenerErrorHandler | None = None
        self._slack = slack
        self._tasks = tasks

    async def handle(
        self,
        error: Exception,
        request: AsyncBoltRequest,
        response: BoltResponse | None,  # where Bolt waits for an answer, what it returns
        *,
        lazy: bool = False,
    ) -> None:
        """Let the extension answer; where it does not, raise or tell."""
        ack: _Ack = request.context["ack"]
        if isinstance(error, BoltUnhandledRequestError):
            ack.fail(UnmatchedError())
        elif own := await self._ask_extension(error, request):
            ack.settle(own)
        elif lazy or ack.answer.done():
            log.error("an extension failed: %s", _describe_with_code(error))
            await tell(FAILED, ack.request, self._slack)
        else:
            if isinstance(error, SlackApiError):  # the guard knows no code of the SDK's errors
                log.error("Slack refused an extension's call: %s", read_code(error))
            ack.fail(error)
        if response:
            answer = ack.answer.result()
            response.status, response.body = answer.status, answer.body
            response.headers = answer.headers

    async def _ask_extension(
        self, error: Exception, request: AsyncBoltRequest
    ) -> BoltResponse | None:
        """What the function given to `app.error` answers; None if there is nothing."""
        if not self.extension:
            return None
        answer = BoltResponse(status=0)
        try:
            await self.extension.handle(error, request, answer)
        except Exception as failure:  # noqa: BLE001 - then the first error is what counts
            log.error("an extension's error handler failed: %s", describe_error(failure))  # noqa: TRY400
        return answer if answer.status else None
