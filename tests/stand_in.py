"""A Web API of twenty lines, for answers that `local_slack` would never give."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

UNKNOWN = {"ok": False, "error": "unknown_method"}


@dataclass
class StandIn:
    """Where it listens, as SLACK_API_URL wants it, and the methods that were called."""

    url: str = ""
    calls: list[str] = field(default_factory=list)


@asynccontextmanager
async def serve_answers(answers: Mapping[str, Any]) -> AsyncIterator[StandIn]:
    """Serve these answers, by method: JSON, or a status, a text and its content type."""
    stand_in = StandIn()

    async def call(request: web.Request) -> web.Response:
        method = request.match_info["method"]
        stand_in.calls.append(method)
        answer = answers.get(method, UNKNOWN)
        if not isinstance(answer, tuple):
            return web.json_response(answer)
        status, text, kind = answer
        return web.Response(status=status, text=text, content_type=kind)

    app = web.Application()
    app.router.add_route("*", "/api/{method}", call)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        stand_in.url = f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
        yield stand_in
    finally:
        await runner.cleanup()
