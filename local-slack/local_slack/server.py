"""The HTTP server: both sides of the workspace on one loopback port."""

from __future__ import annotations

import errno
import logging
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aiohttp import web

from local_slack import events
from local_slack.app_side import AppSide
from local_slack.errors import StartError
from local_slack.person_side import PersonSide
from local_slack.slack import Slack

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from aiohttp.typedefs import Handler

    from local_slack.settings import Settings

LOG = logging.getLogger("local_slack")  # what whoever starts it sees on the terminal
LOOPBACK = ("127.0.0.1", "localhost", "::1")
MAX_BODY = 4 * 1024 * 1024  # bytes: the largest upload as base64, with room to spare


@asynccontextmanager
async def serve(settings: Settings) -> AsyncIterator[Slack]:
    """Run a local workspace until the block ends, and save it then.

    Raises StartError if the port is taken, the address is not loopback or a file is unreadable.
    """
    if settings.host not in LOOPBACK:
        raise StartError(f"The local workspace listens on loopback only, not on {settings.host}.")
    slack = Slack(settings)
    for each in slack.apps:
        for problem in events.find_problems(each):
            LOG.warning("%s: %s", each.manifest.name, problem)
    app = web.Application(middlewares=[only_loopback], client_max_size=MAX_BODY)
    app.add_routes([*PersonSide(slack).routes(), *AppSide(slack).routes()])

    async def disconnect(_: web.Application) -> None:
        slack.watchers.close()
        slack.clock.close()
        for each in slack.apps:
            await each.sockets.close()

    app.on_shutdown.append(disconnect)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        site = web.TCPSite(runner, settings.host, settings.port)
        try:
            await site.start()
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise StartError(f"Port {settings.port} is already in use.") from error
            raise StartError(f"Port {settings.port} cannot be used: {error.strerror}.") from error
        port = runner.addresses[0][1]
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        slack.url = f"http://{host}:{port}"
        yield slack
    finally:
        await runner.cleanup()
        await slack.close()


@web.middleware
async def only_loopback(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse other Host names (DNS rebinding) and pages of other origins."""
    try:
        is_known = urlsplit(f"//{request.host}").hostname in LOOPBACK
    except ValueError:
        is_known = False
    if not is_known:
        raise web.HTTPMisdirectedRequest(text="unknown host")
    if request.path.startswith("/-/"):
        origin = request.headers.get("Origin")
        if origin is not None and urlsplit(origin).netloc != request.host:
            raise web.HTTPForbidden(text="another origin")
        if request.headers.get("Sec-Fetch-Site", "none") not in {"same-origin", "none"}:
            raise web.HTTPForbidden(text="another site")
    return await handler(request)
