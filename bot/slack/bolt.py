"""Bolt, told as little as it needs: one middleware that answers everything by a table.

Bolt tries its listeners one by one, and prepares some thirty arguments for each to match and for
the one that runs. A middleware may answer by itself, as the assistants that come with Bolt do; it
is called directly, and the type checker sees every handler. It also answers only when the handler
is done: for a listener Bolt polls every 10 ms by default, acknowledges events before they are
handled, and forgets running handlers at shutdown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.edge import Refused
from bot.slack.environment import without_slack_variables
from bot.slack.fields import BadPayload, Json
from bot.slack.requests import Request, read

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.slack.replies import Reply


class Bolt:
    """Takes a parsed body from the HTTP edge or from Socket Mode and returns the answer."""

    def __init__(self, answer: Callable[[Request], Awaitable[Reply]]) -> None:
        with without_slack_variables():
            app = AsyncApp(
                name="hiring-desk",
                client=AsyncWebClient(),
                authorize=_Authorize(),  # type: ignore[no-untyped-call]
                # Should there ever be a listener: answer when it is done, not before.
                process_before_response=True,
                # The edge has verified the request and answered Slack's checks of the endpoint.
                request_verification_enabled=False,
                ssl_check_enabled=False,
                url_verification_enabled=False,
                # Nothing here listens to messages or runs workflow steps.
                ignoring_self_events_enabled=False,
                ignoring_self_assistant_message_events_enabled=False,
                attaching_function_token_enabled=False,
                attaching_conversation_kwargs_enabled=False,
            )

        app.use(_Answering(answer))
        self._app = app

    async def __call__(self, body: Json) -> BoltResponse:
        """Dispatch a body. Raises Refused where it is no payload of Slack's."""
        try:
            request = read(body)
        except BadPayload as problem:
            raise Refused(400, f"payload without {problem}") from None
        try:
            # Bolt takes an already parsed body in this mode only; we use it for HTTP as well.
            made = AsyncBoltRequest(body=body, mode="socket_mode", context={"request": request})
        except Exception:  # noqa: BLE001 - Bolt reads fields without looking at their types
            raise Refused(400, "unreadable payload") from None
        return await self._app.async_dispatch(made)


class _Authorize(AsyncAuthorize):
    """Says yes without a call to Slack or the store: a token is looked up where one is needed."""

    async def __call__(self, **_: object) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id=None)


class _Answering(AsyncMiddleware):
    """Answers every request that Bolt takes, so that Bolt looks for no listener."""

    def __init__(self, answer: Callable[[Request], Awaitable[Reply]]) -> None:
        self._answer = answer

    async def async_process(self, *, req: AsyncBoltRequest, **_: object) -> BoltResponse:
        reply = await self._answer(req.context["request"])
        return BoltResponse(
            status=reply.status,
            body=reply.body,
            headers={"content-type": "application/json"} if reply.body else {},
        )
