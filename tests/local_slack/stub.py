"""A tiny app: it checks signatures, records what Slack sends, and answers as each test says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import aiohttp
from aiohttp import web
from slack_sdk.signature import SignatureVerifier

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    JSON = dict[str, Any]
    Answer = JSON | str | int | tuple[int, JSON] | None
    Handler = Callable[[JSON], Awaitable[Answer]]


class Bot:
    """The app behind the workspace.

    `on` maps a command ("/salary"), an action_id, a callback_id or an event type to what answers
    it: a handler, or the answer itself (JSON, text, a status code, also with JSON, or None for an
    empty 200).
    """

    def __init__(self, secret: str, token: str) -> None:
        self.on: dict[str, Handler | Answer] = {}
        self.received: list[JSON] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.api_url = ""
        self.no_retry = False
        self._token = token
        self._verifier = SignatureVerifier(secret)
        self._session: aiohttp.ClientSession | None = None
        self.app = web.Application()
        self.app.router.add_post("/slack/{path}", self._serve)
        self.app.on_cleanup.append(self._close)

    async def call(self, method: str, token: str | None = None, **arguments: object) -> JSON:
        """Call the Web API with JSON."""
        _, answer = await self.call_with_status(method, token, **arguments)
        return answer

    async def call_with_status(
        self, method: str, token: str | None = None, **arguments: object
    ) -> tuple[int, JSON]:
        """Call the Web API; the HTTP status, and the answer."""
        headers = {"Authorization": f"Bearer {self._token if token is None else token}"}
        async with self.session.post(
            f"{self.api_url}{method}", json=arguments, headers=headers
        ) as response:
            return response.status, await response.json()

    async def respond(self, url: str, **body: object) -> tuple[int, str]:
        """Post to a response_url; the HTTP status, and the text."""
        async with self.session.post(url, json=body) as response:
            return response.status, await response.text()

    @property
    def session(self) -> aiohttp.ClientSession:
        self._session = self._session or aiohttp.ClientSession()
        return self._session

    async def _serve(self, request: web.Request) -> web.Response:
        text = await request.text()
        headers = {key.lower(): value for key, value in request.headers.items()}
        if not self._verifier.is_valid_request(text, headers):
            return web.Response(status=401)
        payload = _payload(request.content_type, text, dict(await request.post()))
        self.received.append(payload)
        self.headers.append(headers)
        self.paths.append(request.path)
        answer = self.on.get(_name(payload))
        if callable(answer):
            answer = await answer(payload)
        if isinstance(answer, int):
            headers = {"x-slack-no-retry": "1"} if self.no_retry else {}
            return web.Response(status=answer, headers=headers)
        if isinstance(answer, tuple):
            return web.json_response(answer[1], status=answer[0])
        if isinstance(answer, str):
            return web.Response(text=answer)
        return web.Response() if answer is None else web.json_response(answer)

    async def _close(self, _: web.Application) -> None:
        if self._session:
            await self._session.close()


def _payload(content_type: str, text: str, form: dict[str, Any]) -> JSON:
    payload: JSON = form
    if content_type == "application/json":
        payload = json.loads(text)
    elif "payload" in form:
        payload = json.loads(form["payload"])
    return payload


def _name(payload: JSON) -> str:
    kind = payload.get("type")
    if kind == "block_actions":
        return str(payload["actions"][0]["action_id"])
    if kind == "block_suggestion":
        return str(payload["action_id"])
    if kind == "event_callback":
        return str(payload["event"]["type"])
    if kind == "view_closed":
        return "view_closed"
    if kind == "view_submission":
        return str(payload["view"]["callback_id"])
    return str(payload.get("command") or payload.get("callback_id"))


def section(text: str, **more: object) -> JSON:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def plain(text: str) -> JSON:
    return {"type": "plain_text", "text": text}


def button(text: str, action_id: str, **more: object) -> JSON:
    return {"type": "button", "text": plain(text), "action_id": action_id, **more}


def actions(*elements: JSON) -> JSON:
    return {"type": "actions", "elements": list(elements)}


def text_input(label: str, block_id: str, **more: object) -> JSON:
    element = {"type": "plain_text_input", "action_id": f"{block_id}_text", **more}
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element}


def option(text: str, value: str) -> JSON:
    return {"text": plain(text), "value": value}


def modal(callback_id: str, *blocks: JSON, **more: object) -> JSON:
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain("A modal"),
        "submit": plain("Send"),
        "blocks": list(blocks),
        **more,
    }
