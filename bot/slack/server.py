"""uvicorn with a clean end.

By itself uvicorn raises the signal again after it has stopped, so the process exits with 143 and
the code after it never runs: no pool would be closed, no store stopped.
"""

from __future__ import annotations

import asyncio
import signal
import socket
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

import uvicorn

from bot.slack.connections import Connection, Connections
from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from starlette.types import ASGIApp

DRAIN_SECONDS = 6


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, connections: Connections) -> None:
        super().__init__(config)
        self._connections = connections

    async def on_tick(self, counter: int) -> bool:
        """Called ten times a second."""
        self._connections.drop_overdue()
        if counter % 100 == 0:
            self._connections.log_dropped()
        return await super().on_tick(counter)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield  # `watch_stop_signals` listens instead


def listen(host: str, port: int, *, settings: tuple[str, str] = ("HOST", "PORT")) -> socket.socket:
    """Bind the address before anything else starts. Raises HiringDeskError if it can't be used.

    `settings` are the names of those that give host and port.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(1024)  # a socket that is only bound would not keep a second app away
    except OSError as error:
        listening.close()
        host_name, port_name = settings
        raise HiringDeskError(
            f"{port_name} {port} on {host_name} {host} can't be used: {error.strerror}."
        ) from None
    listening.setblocking(False)  # noqa: FBT003 - the socket module's signature
    return listening


async def serve(
    app: ASGIApp,
    listening: Sequence[socket.socket],
    stop: asyncio.Event,
    connections: Connections | None = None,
) -> None:
    """Answer requests until `stop`; then finish what is in flight, for at most DRAIN_SECONDS."""
    connections = connections or Connections()
    server = _Server(
        uvicorn.Config(
            app,
            http=partial(Connection, connections),  # type: ignore[arg-type] # it is only called
            backlog=connections.backlog,
            log_config=None,
            access_log=False,
            server_header=False,
            lifespan="off",
            ws="none",
            timeout_graceful_shutdown=DRAIN_SECONDS,
        ),
        connections,
    )
    serving = asyncio.create_task(server.serve(sockets=list(listening)))
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait((serving, stopping), return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = True
    stopping.cancel()
    await serving


def watch_stop_signals() -> asyncio.Event:
    """Return an event that SIGTERM or Ctrl-C sets."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    return stop
