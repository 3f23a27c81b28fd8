"""Socket Mode: requests over WebSockets that we open, for a bot behind a firewall.

Two connections at least: Slack refreshes each every few hours, and with one, measured, an eighth
of the requests fell into the gap. The SDK's client keeps a connection; what comes in is
acknowledged when the handler is done, in a task that a shutdown waits for.
"""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.client import SlackRefused
from bot.slack.edge import Refused
from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    import aiohttp
    from slack_bolt.response import BoltResponse
    from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
    from slack_sdk.socket_mode.request import SocketModeRequest

    from bot.slack.client import Slack
    from bot.slack.requests import Json
    from bot.slack.tasks import Tasks

CONNECTIONS = 2

log = logging.getLogger(__name__)


class SocketMode:
    """The connections of one process."""

    def __init__(
        self,
        app_token: str,
        base_url: str,
        session: aiohttp.ClientSession,
        dispatch: Callable[[Json], Awaitable[BoltResponse]],
        tasks: Tasks,
    ) -> None:
        self._app_token = app_token
        self._dispatch = dispatch
        self._tasks = tasks
        self._clients = []
        for _ in range(CONNECTIONS):
            web = AsyncWebClient(base_url=base_url, session=session)
            web.proxy = None
            client = SocketModeClient(app_token=app_token, web_client=web)
            client.socket_mode_request_listeners.append(self._received)
            self._clients.append(client)

    async def connect(self, slack: Slack) -> None:
        """Open the connections. Raises HiringDeskError where Slack refuses the token.

        The SDK's client would try for ever, so Slack is asked once before.
        """
        try:
            await slack.call_with(self._app_token, "apps.connections.open")
        except SlackRefused as refusal:
            raise HiringDeskError(
                f"Slack refuses SLACK_APP_TOKEN ({refusal.code}). It takes the app-level token "
                "(xapp-…) with the scope connections:write."
            ) from None
        for client in self._clients:
            await client.connect()  # type: ignore[no-untyped-call]

    async def connected(self) -> bool:
        """Whether every connection stands."""
        return all([await client.is_connected() for client in self._clients])

    async def close(self) -> None:
        """Close the connections; what is in flight has been answered by then."""
        for client in self._clients:
            await client.close()  # type: ignore[no-untyped-call]

    async def _received(
        self, client: AsyncBaseSocketModeClient, request: SocketModeRequest
    ) -> None:
        self._tasks.start(self._answer(client, request), "socket request")

    async def _answer(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        try:
            response = await self._dispatch(request.payload)
        except Refused as problem:
            log.warning("refused a request: %s", problem.reason)
            return
        if response.status == 200:  # noqa: PLR2004 - Slack sends again what is not acknowledged
            payload = json.loads(response.body) if response.body else None
            await client.send_socket_mode_response(
                SocketModeResponse(envelope_id=request.envelope_id, payload=payload)
            )
