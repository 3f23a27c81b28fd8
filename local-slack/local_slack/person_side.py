"""The routes that the page and tests use: `/`, `/static/` and `/-/`."""

from __future__ import annotations

import base64
import json
import mimetypes
from contextlib import aclosing
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from aiohttp import web

from local_slack.errors import ActError
from local_slack.people import acts, links, moved_time, sight, unread
from local_slack.people.uploads import LARGEST
from local_slack.slack import TRAFFIC
from local_slack.state.watchers import OTHERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from local_slack.slack import Slack
    from local_slack.state.workspace import User

    JSON = dict[str, Any]
    Sources = dict[str, Callable[[int], JSON]]

STAGE = "stage"
"""Who the page of two windows is to the watchers: nobody has such an id."""
PAGE = Path(__file__).parent / "page"
LONG_POLL = 20.0  # seconds
# The page loads its own files only: nothing in a message can load or run anything.
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' https: data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}


class PersonSide:
    """Handlers of the person-side routes."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    def routes(self) -> list[web.RouteDef]:
        """The routes."""
        return [
            web.get("/", self.serve_page),
            web.get("/side", self.serve_two_people),
            web.get("/archives/{channel}", self.serve_page),
            web.get("/archives/{channel}/{message}", self.serve_page),
            web.get("/static/{name}", self.serve_file),
            web.get("/-/boot", self.describe_workspace),
            web.get("/-/view", self.describe_screen),
            web.get("/-/events", self.stream_revisions),
            web.get("/-/badges", self.describe_badges),
            web.get("/-/link", self.find_linked_message),
            web.get("/-/files/{id}", self.download_file),
            web.post("/-/act", self.act),
            web.post("/-/upload", self.upload),
            web.get("/-/clock", self.describe_clock),
            web.post("/-/clock", self.move_clock),
            web.get("/-/stage", self.stream_stage),
            web.post("/-/stage", self.set_stage),
        ]

    async def serve_page(self, _: web.Request) -> web.StreamResponse:
        """The workspace in a browser; it reads from the address which message it opens."""
        return web.FileResponse(PAGE / "index.html", headers=HEADERS)

    async def serve_two_people(self, _: web.Request) -> web.StreamResponse:
        """Two people side by side; the address says who, and where."""
        return web.FileResponse(PAGE / "side.html", headers=HEADERS)

    async def serve_file(self, request: web.Request) -> web.StreamResponse:
        """One of the page's files."""
        name = request.match_info["name"]
        if name not in {file.name for file in PAGE.iterdir()}:
            raise web.HTTPNotFound
        return web.FileResponse(PAGE / name, headers=HEADERS)

    async def describe_workspace(self, _: web.Request) -> web.Response:
        """The people, commands and shortcuts of the workspace."""
        return web.json_response(sight.describe_workspace(self._slack))

    async def describe_screen(self, request: web.Request) -> web.Response:
        """What the person `as` sees now."""
        return web.json_response(sight.describe_screen(self._slack, self._find_person(request)))

    async def stream_revisions(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events: a revision for each change of what this person sees.

        With `others`, also an event of that name for each change of what another person sees. With
        `traffic`, also one of that name for each change of the traffic with apps.
        """
        user, traffic = self._find_person(request), self._slack.traffic
        sources: Sources = {user.id: lambda revision: {"revision": revision}}
        if "traffic" in request.query:
            sources[TRAFFIC] = lambda _: {
                "revision": traffic.revision,
                "refused": traffic.refused,
                "faults": len(self._slack.faults.list_waiting()),
            }
        if "others" in request.query:
            sources[OTHERS] = lambda revision: {"revision": revision}
        return await self._stream(request, sources)

    async def stream_stage(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events: what the page of two windows is to show; see `set_stage`.

        The first is empty: what was directed before that page was opened does not concern it.
        """
        before = self._slack.watchers.revision(STAGE)
        return await self._stream(
            request, {STAGE: lambda revision: self._slack.stage if revision > before else {}}
        )

    async def set_stage(self, request: web.Request) -> web.Response:
        """Direct the page of two windows: `left`, `right` (person/channel), and a `caption`.

        Answers how many such pages are open.
        """
        self._slack.stage = await read_json(request)
        self._slack.watchers.notify([STAGE])
        return web.json_response({"ok": True, "pages": self._slack.watchers.count(STAGE)})

    async def _stream(self, request: web.Request, sources: Sources) -> web.StreamResponse:
        """Send what each of the watched tells, now and after every change."""
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await response.prepare(request)
        await response.write(b"retry: 500\n\n")  # milliseconds, should this server be restarted
        async with aclosing(self._slack.watchers.follow(*sources)) as revisions:
            async for watched, revision in revisions:
                kind = f"event: {watched}\n" if watched in {OTHERS, TRAFFIC} else ""
                event = f"{kind}data: {json.dumps(sources[watched](revision))}\n\n"
                try:
                    await response.write(event.encode())
                except ConnectionError:
                    break  # the window was closed
        return response

    async def describe_badges(self, _: web.Request) -> web.Response:
        """Who has something unread."""
        return web.json_response(unread.describe_badges(self._slack))

    async def find_linked_message(self, request: web.Request) -> web.Response:
        """Where to show the message `ts` of a `channel`, to the person `as` if that is given."""
        user = self._find_person(request) if request.query.get("as") else None
        channel, ts = request.query.get("channel", ""), request.query.get("ts", "")
        return web.json_response(links.find_linked_message(self._slack, channel, ts, user))

    async def download_file(self, request: web.Request) -> web.Response:
        """A shared file, or an image that blocks show. Opened by itself, it is downloaded."""
        file = self._slack.workspace.files.get(request.match_info["id"])
        if file is None or not (file.shared or file.is_image):
            raise web.HTTPNotFound
        kind = mimetypes.guess_type(file.name)[0] if file.is_image else None
        disposition = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
        return web.Response(
            body=base64.b64decode(file.content),
            content_type=kind or "application/octet-stream",
            headers={"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"},
        )

    async def act(self, request: web.Request) -> web.Response:
        """Do something as a person; see `acts`."""
        try:
            outcome = await acts.act(self._slack, await read_json(request))
        except ActError as error:
            return web.json_response({"ok": False, "error": str(error)})
        return web.json_response({"ok": True, **outcome})

    async def upload(self, request: web.Request) -> web.Response:
        """Post a file, the body of the request, or add it to a field; see `acts.upload`."""
        content = await request.content.read(LARGEST + 1)
        while len(content) <= LARGEST and (more := await request.content.read(LARGEST)):
            content += more
        try:
            outcome = await acts.upload(self._slack, dict(request.query), content)
        except ActError as error:
            return web.json_response({"ok": False, "error": str(error)})
        return web.json_response({"ok": True, **outcome})

    async def describe_clock(self, request: web.Request) -> web.Response:
        """The workspace's time; with `after`, an offset, once the clock has another one.

        That takes `LONG_POLL` seconds at most, so whoever follows the clock asks again and again.
        """
        clock, known = self._slack.clock, request.query.get("after")
        if known is not None:
            try:
                await clock.wait_for_move(float(known), LONG_POLL)
            except ValueError as error:
                raise web.HTTPBadRequest(text="after is an offset in seconds") from error
        return web.json_response({"ok": True, "now": clock.now(), "offset": clock.offset})

    async def move_clock(self, request: web.Request) -> web.Response:
        """Move the workspace's time on; see `moved_time`."""
        clock = self._slack.clock
        try:
            moved_time.move(self._slack, await read_json(request))
        except ActError as error:
            return web.json_response({"ok": False, "error": str(error)})
        return web.json_response({"ok": True, "now": clock.now(), "offset": clock.offset})

    def _find_person(self, request: web.Request) -> User:
        user = self._slack.workspace.users.get(request.query.get("as", ""))
        if user is None or user.is_bot:
            people = self._slack.workspace.people()
            names = ", ".join(f"{person.name} ({person.id})" for person in people)
            raise web.HTTPNotFound(text=f"Nobody here has that id. There are: {names}.")
        return user


async def read_json(request: web.Request) -> JSON:
    """The JSON object in a request's body. Raises HTTPBadRequest."""
    try:
        body = await request.json() if request.can_read_body else {}
    except ValueError as error:
        raise web.HTTPBadRequest(text="not JSON") from error
    if not isinstance(body, dict):
        raise web.HTTPBadRequest(text="not an object")
    return body
