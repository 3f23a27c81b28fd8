"""The HTTP routes besides Slack's own endpoint: health, metrics, and installing the app."""

from __future__ import annotations

import logging
from types import MappingProxyType
from typing import TYPE_CHECKING

import aiohttp
from slack_bolt.adapter.starlette.async_handler import (
    to_async_bolt_request,
    to_starlette_response,
)
from starlette.applications import Starlette
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Route

from bot.slack.oauth import InstallationRefusedError
from bot.slack.tasks import describe_error
from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
    from slack_bolt.request.async_request import AsyncBoltRequest
    from slack_bolt.response import BoltResponse
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

EVENTS_PATH = "/slack/events"
INSTALL_PATH = "/slack/install"
REDIRECT_PATH = "/slack/oauth_redirect"

NO_SLACK = "Slack could not be reached, so nothing was installed. Please try again.\n"

NOTHING_MORE: Mapping[str, Callable[[Request], Awaitable[Response]]] = MappingProxyType({})

log = logging.getLogger(__name__)


def build_web_app(  # noqa: PLR0913 - all that is served
    exposition: Callable[[], Awaitable[bytes]],
    ready: Callable[[], Awaitable[dict[str, object]]],
    events: ASGIApp | None,
    oauth: AsyncOAuthFlow | None,
    *,
    operations_port: int | None = None,
    more: Mapping[str, Callable[[Request], Awaitable[Response]]] = NOTHING_MORE,
) -> ASGIApp:
    """Build the app of all routes. `events` answers Slack's requests (none in Socket Mode).

    `ready` returns `/readyz`'s answer, in which `ready` says whether all parts are. With an
    `operations_port`, health and metrics are on that one only, and nothing else is. `more` has what
    answers GET at other paths.
    """

    async def healthz(_: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def readyz(_: Request) -> Response:
        report = await ready()
        return JSONResponse(report, status_code=200 if report["ready"] else 503)

    async def metrics(_: Request) -> Response:
        return PlainTextResponse(await exposition(), media_type="text/plain; version=0.0.4")

    for_operations = [
        Route("/healthz", healthz),
        Route("/readyz", readyz),
        Route("/metrics", metrics),
    ]
    for_everybody = _oauth_routes(oauth) if oauth else []
    for_everybody += [Route(path, answer) for path, answer in more.items()]
    operations = Starlette(routes=for_operations)
    others = Starlette(routes=for_everybody + ([] if operations_port else for_operations))

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["server"][1] == operations_port:
            await operations(scope, receive, send)
        # Straight to the edge: Slack's requests are the ones that must be fast.
        elif events and scope["type"] == "http" and scope["path"] == EVENTS_PATH:
            await events(scope, receive, send)
        else:
            await others(scope, receive, send)

    return app


def _oauth_routes(flow: AsyncOAuthFlow) -> list[Route]:
    def route(path: str, handle: Callable[[AsyncBoltRequest], Awaitable[BoltResponse]]) -> Route:
        async def endpoint(request: Request) -> Response:
            try:
                answer = await handle(to_async_bolt_request(request, b""))
            except InstallationRefusedError as refusal:
                return PlainTextResponse(refusal.sentence + "\n", status_code=403)
            except HiringDeskError as error:
                return PlainTextResponse(error.sentence + "\n", status_code=503)
            except (aiohttp.ClientError, TimeoutError) as error:
                log.error("installing failed: %s", describe_error(error))  # noqa: TRY400 - not its text
                return PlainTextResponse(NO_SLACK, status_code=503)
            return to_starlette_response(answer)

        return Route(path, endpoint)

    return [
        route(INSTALL_PATH, flow.handle_installation),
        route(REDIRECT_PATH, flow.handle_callback),
    ]
