"""The HTTP server: both sides of the workspace on one port."""

from __future__ import annotations

import errno
import logging
from contextlib import asynccontextmanager, nullcontext
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aiohttp import web

from local_slack import events, scheduled
from local_slack.app_side import AppSide
from local_slack.developer_side import DeveloperSide
from local_slack.errors import StartError
from local_slack.person_side import PersonSide
from local_slack.slack import Slack
from local_slack.state import stored

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Container

    from aiohttp.typedefs import Handler, Middleware

    from local_slack.settings import Settings

LOG = logging.getLogger("local_slack")  # what whoever starts it sees on the terminal
LOOPBACK = ("127.0.0.1", "localhost", "::1")
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - what people write for every address of a machine
MAX_BODY = 4 * 1024 * 1024  # bytes of a call; uploads and saved states are read in parts


@asynccontextmanager
async def serve(settings: Settings) -> AsyncIterator[Slack]:
    """Run a local workspace until the block ends, and save it then.

    Raises StartError if the address or the folder cannot be used, or a file is unreadable.
    """
    with stored.hold_folder(settings.data) if settings.data else nullcontext():
        async with _serve(settings) as slack:
            yield slack


@asynccontextmanager
async def _serve(settings: Settings) -> AsyncIterator[Slack]:
    slack = Slack(settings)
    _print_remarks(slack)
    given = (settings.host, *settings.allowed_hosts)
    names = {*LOOPBACK, *(name.lower() for name in given)}
    app = web.Application(
        middlewares=[check_host(names.difference(EVERYWHERE))], client_max_size=MAX_BODY
    )
    app.add_routes(
        [*PersonSide(slack).routes(), *DeveloperSide(slack).routes(), *AppSide(slack).routes()]
    )

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
            where = f"Port {settings.port} of {settings.host}"
            raise StartError(f"{where} cannot be used: {error.strerror}.") from error
        port = runner.addresses[0][1]
        slack.url = _build_url(LOOPBACK[0] if settings.host in EVERYWHERE else settings.host, port)
        for each in slack.apps:
            told = settings.allowed_hosts
            each.slack_url = _build_url(told[0], port) if told else slack.url
        scheduled.resume(slack)
        yield slack
    finally:
        await runner.cleanup()
        await slack.close()


def _print_remarks(slack: Slack) -> None:
    """What is no mistake in a manifest, and may not be what somebody expects."""
    owners: dict[str, str] = {}
    for app in slack.apps:
        for remark in app.manifest.remarks:
            LOG.warning("%s", remark)
        for problem in events.find_problems(app):
            LOG.warning("%s: %s", app.manifest.name, problem)
        for command in app.manifest.commands:
            before = owners.get(command.command)
            if before:
                LOG.warning("%s gets %s instead of %s.", app.manifest.name, command.command, before)
            owners[command.command] = app.manifest.name


def _build_url(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def check_host(allowed: Container[str]) -> Middleware:
    """Refuse other Host names (DNS rebinding) and pages of other origins."""

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            host = urlsplit(f"//{request.host}").hostname
        except ValueError:
            host = None
        if host not in allowed:
            raise web.HTTPMisdirectedRequest(
                text=f"unknown host: start local-slack with --allow-host {host}"
            )
        if request.path.startswith("/-/"):
            origin = request.headers.get("Origin")
            if origin is not None and urlsplit(origin).netloc != request.host:
                raise web.HTTPForbidden(text="another origin")
            if request.headers.get("Sec-Fetch-Site", "none") not in {"same-origin", "none"}:
                raise web.HTTPForbidden(text="another site")
        return await handler(request)

    return check
