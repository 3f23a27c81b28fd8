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

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from local_slack.methods.arguments import Method
    from local_slack.slack import App, Slack
    from local_slack.state.steps import Execution

    JSON = dict[str, Any]

LATENCY = (0.1, 0.4)  # seconds, with `Settings.latency`
NOT_BUILT = "not_built_in_local_slack"
"""The error of a method that Slack has. No code of Slack's would be true."""
LOG = logging.getLogger("local_slack")  # what whoever starts it sees on the terminal
SECRETS = ("token", "client_secret")


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
        name = request.match_info["method"]
        try:
            given = await _read_arguments(request)
        except SlackError as error:
            return self._log_and_answer(name, {}, _refusal_body(error))
        return await self._carry_out(request, name, lambda: self._call_method(request, name, given))

    async def connect_socket(self, request: web.Request) -> web.StreamResponse:
        """A Socket Mode connection. A fault names it as the method `link`."""
        ticket = request.query.get("ticket", "")
        app = next((a for a in self._slack.apps if a.sockets.knows(ticket)), self._slack.app)
        return await self._carry_out(request, "link", lambda: app.sockets.serve(request, app.id))

    async def use_response_url(self, request: web.Request) -> web.StreamResponse:
        """A message to a response_url."""

        async def use() -> web.Response:
            given: JSON = {}
            try:
                given = await _read_json(request)
                answers.use_response_url(self._slack, request.match_info["opaque"], given)
            except SlackError as error:
                expired = error.code in {"expired_url", "used_url"}
                answer = self._log_and_answer("response_url", given, _refusal_body(error))
                answer.set_status(404 if expired else 400)
                return answer
            self._log("response_url", given, {"ok": True})
            return web.Response(text="ok")

        return await self._carry_out(request, "response_url", use)

    async def receive_upload(self, request: web.Request) -> web.StreamResponse:
        """The bytes of a file, sent to the address from files.getUploadURLExternal."""
        try:
            size = files.save_upload(
                self._slack, request.match_info["file"], await _read_upload(request)
            )
        except SlackError as error:
            return web.Response(status=404, text=error.code)
        return web.Response(text=f"OK - {size}")

    async def serve_private_file(self, request: web.Request) -> web.StreamResponse:
        """A file for an app that sends its token and has files:read.

        Everybody else is sent to a page, as on Slack: a web page in place of the file.
        """
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        app = self._find_caller(token)
        error = None
        if app is None or app.revoked or token != app.settings.bot_token:
            error = "not_authed"
        elif "files:read" not in app.manifest.scopes:
            error = "missing_scope"
        if error:
            self._log("url_private", {}, {"ok": False, "error": error}, app)
            raise web.HTTPFound("/")
        team, _, file_id = request.match_info["id"].partition("-")
        file = self._slack.workspace.files.get(file_id)
        if file is None or team != self._slack.workspace.id:
            raise web.HTTPNotFound(text="file_not_found")
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        self._log("url_private", {}, {"ok": True}, app)
        return web.Response(body=base64.b64decode(file.content), content_type=kind)

    async def authorize(self, request: web.Request) -> web.StreamResponse:
        """The consent page of an installation. It consents at once."""
        try:
            raise web.HTTPFound(oauth.redirect_address(self._slack, dict(request.query)))
        except SlackError as error:
            return web.Response(status=400, text=error.code)

    async def _call_method(self, request: web.Request, name: str, given: JSON) -> web.Response:
        token = given.pop("token", None)
        header = request.headers.get("Authorization", "")
        if header.startswith("Bearer "):
            token = header.removeprefix("Bearer ")
        arguments = Arguments(given)
        arguments.authorization = header
        app = self._find_caller(token)
        execution = self._find_execution(token)
        if execution:
            app = self._slack.find_app_by_id(execution.app)
            arguments.execution, token = execution.id, app and app.settings.bot_token
        if app:
            app.slack_url = str(request.url.origin())
        elif is_of_slack(token or ""):
            LOG.warning(
                "Refused %s: its token looks like one of Slack's own. "
                "Start the app with the SLACK_BOT_TOKEN that local-slack printed.",
                name if name in METHODS else "a call",
            )
        try:
            method = _authorize(name, app, arguments, token)
            answer = {"ok": True} | await method.run(app or self._slack.app, arguments)
        except SlackError as error:
            answer = _refusal_body(error)
        return self._log_and_answer(name, given, answer, app)

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
        self, request: web.Request, name: str, work: Callable[[], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        """Carry out a call, with latency and a fault if a test has asked for one."""
        fault = self._slack.faults.next(name)
        kind = fault.kind if fault else ""
        if self._slack.settings.latency:
            await asyncio.sleep(random.uniform(*LATENCY))  # noqa: S311 - not a secret
        if fault and kind == "ratelimited":
            limited = self._log_and_answer(name, {}, {"ok": False, "error": "ratelimited"})
            limited.set_status(429)
            limited.headers["Retry-After"] = str(max(1, round(fault.seconds)))
            return limited
        if fault and kind == "refused":
            return self._log_and_answer(name, {}, {"ok": False, "error": fault.code})
        if kind == "server_error":
            self._log(name, {}, {"ok": False, "error": "server_error"})
            return web.Response(status=503, text="<html>Service unavailable</html>")
        if fault and kind == "delay":
            await asyncio.sleep(fault.seconds)
        if kind == "drop_before":
            self._log(name, {}, {"ok": False, "error": "drop_before"})
            return _drop_connection(request)
        answer = await work()
        return _drop_connection(request) if kind == "drop_after" else answer

    def _log_and_answer(
        self, name: str, given: JSON, answer: JSON, app: App | None = None
    ) -> web.Response:
        self._log(name, given, answer, app)
        scopes = {"x-oauth-scopes": ",".join(sorted(app.manifest.scopes))} if app else {}
        return web.json_response(answer, headers=scopes)

    def _log(self, name: str, given: JSON, answer: JSON, app: App | None = None) -> None:
        arguments = {key: value for key, value in given.items() if key not in SECRETS}
        call = {"method": name, "args": arguments, "ok": answer["ok"], "error": answer.get("error")}
        if app:
            call["app"] = app.id
        if "response_metadata" in answer and not answer["ok"]:
            call["messages"] = answer["response_metadata"].get("messages", [])
        self._slack.calls.append(call)


def _authorize(name: str, app: App | None, arguments: Arguments, token: str | None) -> Method:
    """The method, if there is one and the token of the app and its scopes allow it."""
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
    missing = [scope for scope in needed if scope not in app.manifest.scopes]
    if missing:
        provided = ",".join(sorted(app.manifest.scopes))
        raise SlackError("missing_scope", needed=",".join(missing), provided=provided)
    return method


def _refusal_body(error: SlackError) -> JSON:
    return {"ok": False, "error": error.code, **error.extra}


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
