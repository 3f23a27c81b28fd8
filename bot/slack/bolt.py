"""Bolt, told as little as it needs: one listener for each kind of payload.

Bolt tries its listeners one by one, so a table lookup of our own behind a single listener is
faster and lets the type checker see every handler. `process_before_response` makes Bolt answer
only when the handler is done: by default it polls for the answer every 10 ms, acknowledges events
before they are handled, and forgets running handlers at shutdown.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from slack_bolt.async_app import AsyncApp, AsyncBoltContext, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.edge import Refused
from bot.slack.environment import without_slack_variables
from bot.slack.requests import BadPayload, Json, Request, read

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.slack.replies import Reply

_ANY = re.compile("")


class Bolt:
    """Takes a parsed body from the HTTP edge or from Socket Mode and returns the answer."""

    def __init__(self, answer: Callable[[Request], Awaitable[Reply]]) -> None:
        with without_slack_variables():
            app = AsyncApp(
                name="hiring-desk",
                client=AsyncWebClient(),
                authorize=_authorize,
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

        async def listener(context: AsyncBoltContext) -> BoltResponse:
            reply = await answer(context["request"])
            return BoltResponse(
                status=reply.status,
                body=reply.body,
                headers={"content-type": "application/json"} if reply.body else {},
            )

        for listen in (app.command, app.action, app.view_submission, app.event):
            listen(_ANY)(listener)
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


async def _authorize(**_: Any) -> AuthorizeResult:  # noqa: ANN401 - Bolt's signature
    """Say yes without a call to Slack or the store: a token is looked up where one is needed."""
    return AuthorizeResult(enterprise_id=None, team_id=None)
