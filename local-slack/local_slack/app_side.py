"""The routes that apps use: `/api/<method>`, response_urls, uploads, Socket Mode, OAuth."""

from __future__ import annotations

import asyncio
import base64
import json
import logging
import mimetypes
import random
from typing import TYPE_CHECKING, Any

from aiohttp import web

from local_slack import answers
from local_slack.errors import SlackError
from local_slack.methods import METHODS, files, oauth
from local_slack.methods.arguments import Arguments
from local_slack.state.known import load_methods
from local_slack.tokens import is_of_slack
from local_slack.traffic import FROM_APP

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from local_slack.methods.arguments import Method
    from local_slack.slack import App, Slack
    from local_slack.state.steps import Execution
    from local_slack.traffic import Exchange

    JSON = dict[str, Any]

LATENCY = (0.1, 0.4)  # seconds, with `Settings.latency`
BEFORE_REFUSAL = 0.05
"""Seconds in which an app may answer a request before a call that it makes meanwhile is refused.

Bolt for Python looks every 10 ms whether a listener has called ack(). A listener that raises an
error before that, because its next call is refused at once, loses its ack. Slack is never so quick.
"""
NOT_BUILT = "not_built_in_local_slack"
"""The error of a method that Slack has. No code of Slack's would be true."""
SLACKS_OWN = (
    "The token looks like one of Slack's own. "
    "Start the app with the SLACK_BOT_TOKEN that local-slack printed."
)
LOG = logging.getLogger("local_slack")  # what whoever starts it sees on the terminal


class AppSide:
    """Handlers of the app-side routes."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    def routes(self) -> list[web.RouteDef]:
        """The routes that the app calls, with their handlers."""
        return [
            web.get("/link", self.connect_socket),
            web.post("/api/{method}", self.call_method),
            web.get("/api/{method}", self.call_method),
            web.post("/response/{opaque}", self.use_response_url),
            web.post("/upload/{file}", self.receive_upload),
            web.get("/files-pri/{id}/{name}", self.serve_private_file),
            web.get("/files-pri/{id}/download/{name}", self.serve_private_file),
            web.get("/oauth/v2/authorize", self.authorize),
        ]

    async def call_method(self, request: web.Request) -> web.StreamResponse:
        """One Web API call."""
        exchange = self._start("call", request.match_info["method"])
        try:
            exchange.request = await _read_arguments(request)
        except SlackError as error:
            return self._answer(exchange, None, error)
        wrong_type = await _find_wrong_type(request)
        token = _read_token(request, exchange.request)
        app = self._find_caller(token)
        execution = self._find_execution(token)
        if execution:
            app = self._slack.find_app_by_id(execution.app)
            token = app.settings.bot_token if app else None
        exchange.app = app.id if app else ""
        exchange.channel = str(exchange.request.get("channel") or "")
        if app:
            app.slack_url = str(request.url.origin())

        async def call() -> web.Response:
            arguments = Arguments(exchange.request)
            arguments.authorization = request.headers.get("Authorization", "")
            arguments.execution = execution.id if execution else ""
            try:
                method = _authorize(exchange.name, app, arguments, token)
                answer = await method.run(app or self._slack.app, arguments)
            except SlackError as error:
                if wrong_type:
                    error.add_message(wrong_type)
                if app:
                    await app.delivery.wait_for_answers(BEFORE_REFUSAL)
                return self._answer(exchange, app, error)
            exchange.remarks = arguments.remarks
            return self._answer(exchange, app, answer)

        return await self._carry_out(request, exchange, call)

    async def connect_socket(self, request: web.Request) -> web.StreamResponse:
        """A Socket Mode connection. A fault names it as the method `link`."""
        ticket = request.query.get("ticket", "")
        app = next((a for a in self._slack.apps if a.sockets.knows(ticket)), None)
        exchange = self._start("websocket", "link", app=app.id if app else "")

        async def connect() -> web.StreamResponse:
            if app is None:
                self._slack.traffic.finish(exchange, None, 401, error="unknown ticket")
                raise web.HTTPUnauthorized(text="unknown ticket")
            self._slack.traffic.finish(exchange, None, 101)
            return await app.sockets.serve(request, app.id)

        return await self._carry_out(request, exchange, connect)

    async def use_response_url(self, request: web.Request) -> web.StreamResponse:
        """A message to a response_url."""
        opaque = request.match_info["opaque"]
        app = self._slack.find_app(self._slack.response_urls.find_bot_user(opaque))
        exchange = self._start("response_url", "response_url", app=app.id if app else "")

        async def use() -> web.Response:
            try:
                exchange.request = await _read_json(request)
                message = answers.use_response_url(self._slack, opaque, exchange.request)
            except SlackError as error:
                answer = self._answer(exchange, None, error)
                answer.set_status(404 if error.code in {"expired_url", "used_url"} else 400)
                exchange.status = answer.status
                return answer
            exchange.messages = [(message.channel, message.ts)]
            self._slack.traffic.finish(exchange, "ok", 200)
            return web.Response(text="ok")

        return await self._carry_out(request, exchange, use)

    async def receive_upload(self, request: web.Request) -> web.StreamResponse:
        """The bytes of a file, sent to the address from files.getUploadURLExternal."""
        file = request.match_info["file"]
        exchange = self._start("upload", "upload", request={"file": file})
        try:
            size = files.save_upload(self._slack, file, await _read_upload(request))
        except SlackError as error:
            self._slack.traffic.finish(exchange, error.code, 404, error=error.code)
            return web.Response(status=404, text=error.code)
        self._slack.traffic.finish(exchange, f"OK - {size}", 200)
        return web.Response(text=f"OK - {size}")

    async def serve_private_file(self, request: web.Request) -> web.StreamResponse:
        """A file for an app that sends its token and has files:read.

        Everybody else is sent to a page, as on Slack: a web page in place of the file.
        """
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        app = self._find_caller(token)
        file_id = request.match_info["id"]
        exchange = self._start("download", "url_private", app=app.id if app else "")
        exchange.request = {"file": file_id}
        error = ""
        if app is None or app.revoked or token != app.settings.bot_token:
            error = "not_authed"
        elif "files:read" not in app.scopes:
            error = "missing_scope"
        team, _, file_id = file_id.partition("-")
        file = self._slack.workspace.files.get(file_id)
        if error:
            self._slack.traffic.finish(exchange, None, 302, error=error)
            raise web.HTTPFound("/")
        if file is None or team != self._slack.workspace.id:
            self._slack.traffic.finish(exchange, None, 404, error="file_not_found")
            raise web.HTTPNotFound(text="file_not_found")
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        self._slack.traffic.finish(exchange, {"name": file.name, "size": file.size}, 200)
        return web.Response(body=base64.b64decode(file.content), content_type=kind)

    async def authorize(self, request: web.Request) -> web.StreamResponse:
        """The consent page of an installation. It consents at once."""
        try:
            raise web.HTTPFound(oauth.redirect_address(self._slack, dict(request.query)))
        except SlackError as error:
            return web.Response(status=400, text=error.code)

    def _find_caller(self, token: str | None) -> App | None:
        """The app that a token belongs to."""
        for app in self._slack.apps:
            if token and token in {app.settings.bot_token, app.settings.app_token}:
                return app
        return None

    def _find_execution(self, token: str | None) -> Execution | None:
        """The run of a step that a token was made for; it acts for the app's bot."""
        runs = self._slack.executions.values()
        return next((run for run in runs if run.token == token), None)

    async def _carry_out(
        self,
        request: web.Request,
        exchange: Exchange,
        work: Callable[[], Awaitable[web.StreamResponse]],
    ) -> web.StreamResponse:
        """Carry out a call, with latency and a fault if somebody has asked for one."""
        traffic = self._slack.traffic
        fault = self._slack.faults.meet(exchange)
        kind = exchange.fault
        if self._slack.settings.latency:
            await asyncio.sleep(random.uniform(*LATENCY))  # noqa: S311 - not a secret
        if fault and kind == "ratelimited":
            limited = self._answer(exchange, None, SlackError("ratelimited"))
            limited.set_status(429)
            exchange.status = limited.status
            limited.headers["Retry-After"] = str(max(1, round(fault.seconds)))
            return limited
        if fault and kind == "refused":
            return self._answer(exchange, None, SlackError(fault.code))
        if kind == "server_error":
            traffic.finish(exchange, None, 503, error=kind)
            return web.Response(status=503, text="<html>Service unavailable</html>")
        if fault and kind == "delay":
            await asyncio.sleep(fault.seconds)
        if kind == "drop_before":
            traffic.finish(exchange, None, error=kind)
            return _drop_connection(request)
        answer = await work()
        return _drop_connection(request) if kind == "drop_after" else answer

    def _start(self, kind: str, name: str, **known: Any) -> Exchange:  # noqa: ANN401
        return self._slack.traffic.start(FROM_APP, kind, name, **known)

    def _answer(
        self, exchange: Exchange, app: App | None, result: JSON | SlackError
    ) -> web.Response:
        """Answer a call, and record that."""
        if isinstance(result, SlackError):
            answer = {"ok": False, "error": result.code, **result.extra}
            self._slack.traffic.finish(exchange, answer, 200, error=result.code, extra=result.extra)
        else:
            answer = {"ok": True, **result}
            exchange.messages = _read_messages(answer)
            self._slack.traffic.finish(exchange, answer, 200)
        scopes = {"x-oauth-scopes": ",".join(sorted(app.scopes))} if app else {}
        return web.json_response(answer, headers=scopes)


def _read_token(request: web.Request, given: JSON) -> str | None:
    """The token of a call, in its header or among its arguments, from which it is removed."""
    token = given.pop("token", None)
    header = request.headers.get("Authorization", "")
    if header.startswith("Bearer "):
        return header.removeprefix("Bearer ")
    return token if isinstance(token, str) else None


def _read_messages(answer: JSON) -> list[tuple[str, str]]:
    """The message that a call has posted or changed."""
    ts = answer.get("ts")
    return [(str(answer.get("channel", "")), ts)] if isinstance(ts, str) else []


def _authorize(name: str, app: App | None, arguments: Arguments, token: str | None) -> Method:
    """The method, if there is one and the token of the app and its scopes allow it."""
    if is_of_slack(token or ""):
        raise SlackError("invalid_auth", response_metadata={"messages": [f"[ERROR] {SLACKS_OWN}"]})
    method = METHODS.get(name)
    if method is None and name in load_methods():
        sentence = f"{name} is a method of Slack's that local-slack has not built."
        LOG.warning(sentence)
        raise SlackError(NOT_BUILT, response_metadata={"messages": [f"[ERROR] {sentence}"]})
    if method is None:
        raise SlackError("unknown_method", req_method=name)
    if method.token is None:
        return method
    if not token:
        raise SlackError("not_authed")
    if app is None:
        raise SlackError("invalid_auth")
    if token != {"bot": app.settings.bot_token, "app": app.settings.app_token}[method.token]:
        raise SlackError("not_allowed_token_type")
    if method.token == "bot" and app.revoked:  # noqa: S105 - a kind of token
        raise SlackError("token_revoked")
    needed = method.scopes(app, arguments)
    missing = [scope for scope in needed if scope not in app.scopes]
    if missing:
        provided = ",".join(sorted(app.scopes))
        raise SlackError("missing_scope", needed=",".join(missing), provided=provided)
    return method


def _drop_connection(request: web.Request) -> web.Response:
    if request.transport:
        request.transport.abort()
    return web.Response()


async def _read_arguments(request: web.Request) -> JSON:
    """A call's arguments: query and form, or a JSON object.

    Older versions of slack_sdk call methods without arguments with an empty body of JSON.
    """
    given: JSON = dict(request.query)
    if request.content_type == "application/json":
        return given | (await _read_json(request) if await request.read() else {})
    try:
        form = await request.post()
    except ValueError as error:
        raise SlackError("invalid_form_data") from error
    return given | {key: value for key, value in form.items() if isinstance(value, str)}


async def _find_wrong_type(request: web.Request) -> str:
    """A sentence for a body that looks like JSON and has another content type.

    Its arguments are not read, so whatever the call needs is missing.
    """
    is_other = request.content_type == "application/json" or "multipart/" in request.content_type
    if is_other or not (await request.read()).lstrip().startswith(b"{"):
        return ""
    return f"The body looks like JSON, but comes as {request.content_type}: send application/json"


async def _read_json(request: web.Request) -> JSON:
    try:
        body = json.loads(await request.text())
    except ValueError as error:
        raise SlackError("invalid_json") from error
    if not isinstance(body, dict):
        raise SlackError("json_not_object")
    return body


async def _read_upload(request: web.Request) -> bytes:
    """An upload: the raw body, or the first file of a form."""
    if not request.content_type.startswith("multipart/"):
        return await request.read()
    for value in (await request.post()).values():
        if isinstance(value, web.FileField):
            return value.file.read()
    raise SlackError("no_file_data")
