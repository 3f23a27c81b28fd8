"""Socket Mode: requests over WebSockets that we open, for a bot behind a firewall.

Two connections are kept. Each is followed by the next one before it ends: Slack gives notice when
it wants one refreshed, and then a new one is opened while the old one goes on being read and
answered until Slack closes it. Why this is not the SDK's client: docs/decisions/0009.

Slack: /apis/events-api/using-socket-mode.
"""

from __future__ import annotations

import asyncio
import json
import logging
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

import aiohttp

from bot.slack.client import SlackError, SlackRefusedError, SlackUnreachableError
from bot.slack.edge import RequestRefusedError
from bot.slack.link import REFRESH, Link
from bot.slack.tasks import Tasks, describe_error
from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from bot.metrics import Metrics
    from bot.slack.client import Slack
    from bot.slack.fields import Json
    from bot.slack.replies import Reply

CONNECTIONS = 2
DOWN = "a Socket Mode connection is down"
UNREACHABLE = "Slack cannot be reached."
REFUSALS = {
    "link_disabled": "Socket Mode is switched off in the app's settings at Slack. Switch it on.",
    "too_many_websockets": "Slack refuses another Socket Mode connection, since the app has ten "
    "already. Stop processes that use the same SLACK_APP_TOKEN.",
    "ratelimited": "Slack asks to wait before the next Socket Mode connection.",
}

# Refusals that end without an operator.
TEMPORARY = ("too_many_websockets", "ratelimited")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Times:
    """How long things take, in seconds.

    A connection that is silent for `silence` is sent a ping, and given up half of that later.
    `opening` is the most that the handshake and Slack's hello take. A connection that was replaced
    and that Slack does not close is closed after `lingering`; at the end, what is in flight has
    `answering` to be answered. Failures in a row wait from `shortest` on, doubled each time up to
    `longest`. After a refusal that only an operator can change, the next try is `refused` later.
    """

    silence: float = 15
    opening: float = 10
    lingering: float = 30
    answering: float = 2.5
    shortest: float = 0.5
    longest: float = 30
    refused: float = 60


class SocketMode:
    """Keeps the connections of one process open and answers what they bring."""

    def __init__(  # noqa: PLR0913 - what they are made of
        self,
        app_token: str,
        slack: Slack,
        session: aiohttp.ClientSession,
        dispatch: Callable[[Json, Mapping[str, str]], Awaitable[Reply]],
        metrics: Metrics,
        *,
        times: Times | None = None,
    ) -> None:
        self._app_token = app_token
        self._slack = slack
        self._session = session
        self._dispatch = dispatch
        self._metrics = metrics
        self._times = times or Times()
        self._links: set[Link] = set()
        self._keepers: set[asyncio.Task[None]] = set()
        self._tasks = Tasks()
        self._why = ""

    async def connect(self) -> None:
        """Open the connections. Raises HiringDeskError if Slack refuses the token.

        Where Slack cannot be reached it is tried again and again, and `find_problem` says so.
        """
        for number in range(CONNECTIONS):
            link, problem = None, None
            try:
                link = await self._open()
            except SlackError as error:
                if isinstance(error, SlackRefusedError) and error.code not in REFUSALS:
                    raise HiringDeskError(_explain(error)) from None
                problem = error
                self._note_problem(problem)
            keeper = self._keep_connected(link, problem)
            self._keepers.add(asyncio.create_task(keeper, name=f"Socket Mode {number + 1}"))

    def find_problem(self) -> str | None:
        """Find why fewer connections are open than should be; None if all are open."""
        return None if len(self._links) >= CONNECTIONS else self._why or DOWN

    async def close(self) -> None:
        """Close the connections, each when what it brought has been answered."""
        # Python 3.11: a cancellation that meets the end of a timeout can be lost in the client.
        while self._keepers:
            for keeper in self._keepers:
                keeper.cancel()
            _, self._keepers = await asyncio.wait(self._keepers, timeout=0.1)
        await asyncio.gather(*(link.close(self._times.answering) for link in self._links))
        if cancelled := await self._tasks.drain(self._times.answering):
            log.error("%d requests of Socket Mode were cancelled", cancelled)

    async def _keep_connected(self, link: Link | None, problem: Exception | None) -> None:
        """Keep one connection open: open the next one before it ends."""
        failures = 0
        while True:
            if link:
                reason = await link.leaving
                self._metrics.reconnects.labels(reason).inc()
                good = reason in REFRESH or link.age > self._times.longest
                failures = 0 if good else failures + 1
                if reason in REFUSALS:
                    problem = SlackRefusedError(reason)
                elif failures > 1:
                    problem = SlackUnreachableError()
            new = await self._open_with_retries(failures, problem)
            problem = None
            if link:
                self._tasks.start(link.linger(self._times.lingering), "a replaced connection")
            link = new

    async def _open_with_retries(self, failures: int, problem: Exception | None) -> Link:
        """Try to open a connection until it works, with a pause after each problem."""
        while True:
            if problem:
                failures += 1
                self._note_problem(problem)
                await asyncio.sleep(self._choose_pause(problem, failures))
            try:
                return await self._open()
            except Exception as error:  # noqa: BLE001 - whatever it is, it has to be tried again
                problem = error

    async def _open(self) -> Link:
        """Open a connection on which Slack has said hello.

        Raises SlackRefusedError if Slack refuses the token or the connection, and
        SlackUnreachableError if it can't be reached.
        """
        client = self._slack.get_client_with(None)
        opened = await client.apps_connections_open(app_token=self._app_token)
        try:
            async with asyncio.timeout(self._times.opening):
                # As https:, so that HTTPS_PROXY is used here, too.
                address = "http" + str(opened["url"]).removeprefix("ws")
                socket = await self._session.ws_connect(
                    address,
                    proxy=self._slack.find_proxy(address),
                    heartbeat=self._times.silence,
                    # Slack need not close the TCP connection after the closing handshake.
                    timeout=aiohttp.ClientWSTimeout(ws_close=1),
                )
                hello = await Link.read_hello(socket)
                counted = int(hello.get("num_connections", 0))
        except (aiohttp.ClientError, TimeoutError, KeyError, ValueError, TypeError):
            raise SlackUnreachableError from None
        if hello.get("type") != "hello":
            reason = hello.get("reason")
            raise SlackRefusedError(reason) if reason in REFUSALS else SlackUnreachableError
        link = Link(socket, self._answer, self._tasks)
        self._metrics.sockets_at_slack.set(counted)
        self._links.add(link)
        self._metrics.sockets.set(len(self._links))
        self._tasks.start(self._read_link(link), "reading a connection")
        if len(self._links) >= CONNECTIONS:
            self._why = ""
        return link

    async def _read_link(self, link: Link) -> None:
        try:
            await link.read()
        finally:
            self._links.discard(link)
            self._metrics.sockets.set(len(self._links))

    async def _answer(self, body: Json, headers: Mapping[str, str]) -> Json | None:
        """Return what acknowledges a request; None if Slack should send it again."""
        try:
            reply = await self._dispatch(body, headers)
        except RequestRefusedError as problem:
            log.warning("refused a request: %s", problem.reason)
            return None
        if reply.status != 200:  # noqa: PLR2004 - as HTTP says
            return None
        return {"payload": json.loads(reply.body)} if reply.body else {}

    def _choose_pause(self, problem: Exception, failures: int) -> float:
        """Choose how many seconds to wait after some failures in a row."""
        refused = problem if isinstance(problem, SlackRefusedError) else None
        if refused and refused.code not in TEMPORARY:
            return _add_jitter(self._times.refused)
        seconds = min(self._times.shortest * 2 ** min(failures - 1, 10), self._times.longest)
        return _add_jitter(seconds) + (refused.retry_after if refused else 0)

    def _note_problem(self, problem: Exception) -> None:
        """Log a problem once, however often it comes back."""
        why = _explain(problem)
        if why != self._why:
            log.error("Socket Mode: %s", why)
        self._why = why


def _add_jitter(seconds: float) -> float:
    return seconds * random.uniform(0.5, 1)  # noqa: S311 - not a secret


def _explain(problem: Exception) -> str:
    match problem:
        case SlackRefusedError(code=code):
            return REFUSALS.get(
                code,
                f"Slack refuses SLACK_APP_TOKEN ({code}). It takes the app-level token (xapp-…) "
                "with the scope connections:write.",
            )
        case SlackUnreachableError():
            return UNREACHABLE
    return f"it failed: {describe_error(problem)}"
