"""The routes for developers and tests: traffic, faults, websockets, the workspace as a file."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from aiohttp import web

from local_slack import preview, previews, scheduled
from local_slack.block_kit.schema import EVERYWHERE, MESSAGE
from local_slack.errors import ActError, SlackError, StateError
from local_slack.methods import METHODS, chat
from local_slack.methods.arguments import Arguments
from local_slack.person_side import HEADERS, PAGE, read_json
from local_slack.socket_mode import DISTURBANCES, REASONS
from local_slack.state.faults import KINDS, OTHER_CALLS, Fault
from local_slack.state.known import load_methods
from local_slack.state.spelling import suggest
from local_slack.traffic import FROM_APP

if TYPE_CHECKING:
    from local_slack.slack import App, Slack

    JSON = dict[str, Any]

LARGEST_STATE = 200 * 1024 * 1024  # bytes


class DeveloperSide:
    """Handlers of the developer's routes."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    def routes(self) -> list[web.RouteDef]:
        """The routes."""
        return [
            web.get("/-/calls", self.list_calls),
            web.get("/-/traffic", self.list_traffic),
            web.delete("/-/traffic", self.clear_traffic),
            web.get("/-/faults", self.list_faults),
            web.post("/-/faults", self.add_fault),
            web.delete("/-/faults", self.remove_faults),
            web.delete("/-/faults/{id}", self.remove_fault),
            web.get("/-/socket", self.describe_sockets),
            web.post("/-/socket", self.disturb_sockets),
            web.get("/-/state", self.download_state),
            web.put("/-/state", self.load_state),
            web.post("/-/reset", self.reset),
            web.get("/previews", self.serve_previews_page),
            web.get("/-/previews", self.list_previews),
            web.get("/blocks", self.serve_block_kit_page),
            web.get("/blocks/frame", self.serve_block_kit_frame),
            web.post("/-/blocks/check", self.check_blocks),
            web.post("/-/blocks/payload", self.build_payload),
            web.post("/-/blocks/send", self.send_blocks),
        ]

    async def list_calls(self, _: web.Request) -> web.Response:
        """The apps' Web API calls and refused answers, oldest first."""
        return web.json_response(list(self._slack.traffic.list_calls()))

    async def list_traffic(self, request: web.Request) -> web.Response:
        """Every exchange with the apps, or those that have changed since the revision `after`."""
        traffic = self._slack.traffic
        try:
            after = int(request.query.get("after", 0))
        except ValueError:
            raise web.HTTPBadRequest(text="after is a revision") from None
        listed = {"revision": traffic.revision, "refused": traffic.refused}
        return web.json_response(listed | {"exchanges": traffic.list_since(after)})

    async def clear_traffic(self, _: web.Request) -> web.Response:
        """Forget every exchange."""
        self._slack.traffic.clear()
        return web.json_response({"ok": True})

    async def list_faults(self, _: web.Request) -> web.Response:
        """The faults that are still to come."""
        waiting = self._slack.faults.list_waiting()
        return web.json_response({"faults": [asdict(fault) for fault in waiting]})

    async def add_fault(self, request: web.Request) -> web.Response:
        """Let the next calls of a method, or deliveries, fail; see `faults.Fault`."""
        body = await read_json(request)
        _check_names(body, ("method", "kind"), ("times", "seconds", "code", "app"))
        fault = Fault(**body)
        problem = fault.find_problem() or _find_unknown_method(fault)
        if not problem and fault.app and not self._slack.find_app_by_id(fault.app):
            problem = "no app has that id"
        if problem:
            raise web.HTTPBadRequest(text=problem)
        return web.json_response({"ok": True, "id": self._slack.faults.add(fault).id})

    async def remove_faults(self, _: web.Request) -> web.Response:
        """Take every fault back."""
        self._slack.faults.remove()
        return web.json_response({"ok": True})

    async def remove_fault(self, request: web.Request) -> web.Response:
        """Take one fault back."""
        number = request.match_info["id"]
        if not number.isdigit() or not self._slack.faults.remove(int(number)):
            raise web.HTTPNotFound(text="no fault has that id")
        return web.json_response({"ok": True})

    async def describe_sockets(self, request: web.Request) -> web.Response:
        """The websockets of the app `app`, by default the first; see `SocketMode.state`."""
        return web.json_response(self._find_app(request).sockets.state())

    async def disturb_sockets(self, request: web.Request) -> web.Response:
        """Break or refresh the app's websockets; see `SocketMode.disturb`."""
        body = await read_json(request)
        _check_names(body, ("do",), ("count", "seconds", "notice"))
        if body["do"] not in {*REASONS, *DISTURBANCES}:
            raise web.HTTPBadRequest(text=f"do is one of {', '.join((*REASONS, *DISTURBANCES))}")
        numbers = [body.get(name, 0) for name in ("count", "seconds", "notice")]
        if not all(isinstance(number, int | float) and number >= 0 for number in numbers):
            raise web.HTTPBadRequest(text="count, seconds and notice are numbers")
        await self._find_app(request).sockets.disturb(**body | {"count": int(numbers[0])})
        return web.json_response({"ok": True})

    async def download_state(self, _: web.Request) -> web.Response:
        """The whole workspace, to be loaded again later."""
        headers = {"Content-Disposition": 'attachment; filename="local-slack.json"'}
        return web.json_response(self._slack.save_state(), headers=headers)

    async def load_state(self, request: web.Request) -> web.Response:
        """Go on with a workspace that was downloaded. What an app itself stores is not in it."""
        content = bytearray()
        async for part in request.content.iter_chunked(2**20):
            content += part
            if len(content) > LARGEST_STATE:
                raise web.HTTPRequestEntityTooLarge(LARGEST_STATE, len(content))
        try:
            self._slack.load_state(_parse(bytes(content)))
        except StateError as error:
            return web.json_response({"ok": False, "error": str(error)})
        scheduled.resume(self._slack)
        return web.json_response({"ok": True})

    async def reset(self, _: web.Request) -> web.Response:
        """Start over with the workspace of the first start."""
        self._slack.reset()
        return web.json_response({"ok": True})

    async def serve_previews_page(self, _: web.Request) -> web.StreamResponse:
        """The page that draws every surface that an app answers."""
        return web.FileResponse(PAGE / "previews.html", headers=HEADERS)

    async def list_previews(self, request: web.Request) -> web.Response:
        """What the app `app` answers of its surfaces, in a `group`, since the revision `after`."""
        query = {name: request.query[name] for name in ("group", "after") if name in request.query}
        try:
            listed = await previews.fetch(self._find_app(request), query)
        except previews.PreviewsError as error:
            return web.json_response({"ok": False, "error": str(error)})
        return web.json_response({"ok": True, **listed})

    async def serve_block_kit_page(self, _: web.Request) -> web.StreamResponse:
        """The page that draws pasted Block Kit and says what Slack would refuse."""
        return web.FileResponse(PAGE / "block_kit.html", headers=HEADERS)

    async def serve_block_kit_frame(self, _: web.Request) -> web.StreamResponse:
        """The window in that page in which it is drawn."""
        return web.FileResponse(PAGE / "block_kit_frame.html", headers=HEADERS)

    async def check_blocks(self, request: web.Request) -> web.Response:
        """What Slack would say to a pasted `text`, on a `surface` if it is bare blocks."""
        body = await read_json(request)
        surface = body.get("surface", MESSAGE)
        if surface not in EVERYWHERE or not isinstance(body.get("text"), str):
            raise web.HTTPBadRequest(text=f"send a text, and a surface of {', '.join(EVERYWHERE)}")
        try:
            seen = preview.inspect(self._find_app(request), body["text"], surface)
        except preview.PasteError as error:
            where = {"line": error.line, "column": error.column, "offset": error.offset}
            return web.json_response({"ok": False, "error": str(error), **where})
        return web.json_response({"ok": not seen["problems"], **seen})

    async def build_payload(self, request: web.Request) -> web.Response:
        """What the app would get for a click in drawn blocks, as the person `as`."""
        body, workspace = await read_json(request), self._slack.workspace
        user, channel = workspace.users.get(str(body.get("as"))), str(body.get("channel"))
        if user is None or channel not in workspace.channels:
            raise web.HTTPNotFound(text="nobody has that id, or no channel")
        try:
            payload = preview.build_payload(self._find_app(request), user, channel, body)
        except (ActError, SlackError) as error:
            return web.json_response({"ok": False, "error": str(error)})
        clean = self._slack.traffic.clean(payload)
        return web.json_response({"ok": True, "payload": clean})

    async def send_blocks(self, request: web.Request) -> web.Response:
        """Post a message to a `channel` as the app, by chat.postMessage."""
        app, body = self._find_app(request), await read_json(request)
        exchange = self._slack.traffic.start(
            FROM_APP, "call", "chat.postMessage", app=app.id, request=body
        )
        exchange.channel = str(body.get("channel") or "")
        try:
            answer: JSON = await chat.post_message(app, Arguments(body))
        except SlackError as error:
            answer = {"ok": False, "error": error.code, **error.extra}
            self._slack.traffic.finish(exchange, answer, 200, error=error.code, extra=error.extra)
        else:
            answer = {"ok": True, **answer}
            exchange.messages = [(answer["channel"], answer["ts"])]
            self._slack.traffic.finish(exchange, answer, 200)
        return web.json_response(answer)

    def _find_app(self, request: web.Request) -> App:
        app = self._slack.find_app_by_id(request.query.get("app", self._slack.app.id))
        if app is None:
            raise web.HTTPNotFound(text="no app has that id")
        return app


def _check_names(body: JSON, needed: tuple[str, ...], more: tuple[str, ...]) -> None:
    """Refuse a body that lacks something, or has what nobody knows. Raises HTTPBadRequest."""
    absent = [name for name in needed if name not in body]
    unknown = [name for name in body if name not in {*needed, *more}]
    if absent or unknown:
        problem = f"{absent[0]} is missing" if absent else f"{unknown[0]} is not known"
        expected = f"send {', '.join(needed)}, and if you like {', '.join(more)}"
        raise web.HTTPBadRequest(text=f"{problem}: {expected}")


def _find_unknown_method(fault: Fault) -> str:
    """A sentence for a call that no app can make, because its method is misspelt."""
    known = {*METHODS, *load_methods(), *OTHER_CALLS}
    if fault.kind not in KINDS or fault.method in known:
        return ""
    return f"{fault.method} is no method of Slack's.{suggest(fault.method, sorted(known))}"


def _parse(content: bytes) -> object:
    try:
        return json.loads(content)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise StateError(f"This is not JSON: {error.msg} at {where}.") from error
    except ValueError as error:
        raise StateError("This is not a text in UTF-8.") from error
