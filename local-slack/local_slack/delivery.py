"""Slack to app: over the app's socket if one is connected, otherwise by signed HTTP POST."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import logging
import time
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

import aiohttp

from local_slack.errors import UndeliveredError

if TYPE_CHECKING:
    from local_slack.background import Background
    from local_slack.settings import AppSettings
    from local_slack.socket_mode import SocketMode

    JSON = dict[str, Any]

LOG = logging.getLogger("local_slack")  # what whoever starts it sees on the terminal

RETRY_AFTER = (0.0, 60.0, 300.0)  # seconds; Slack: events are retried at once, then twice more


class Delivery:
    """Sends payloads to the app and brings back its answer.

    `url` may be set after the start, since an app under test needs the workspace's address
    before it has one of its own.
    """

    def __init__(
        self,
        settings: AppSettings,
        ack_seconds: float,
        sockets: SocketMode,
        background: Background,
    ) -> None:
        self.url = settings.url
        self._secret = settings.signing_secret.encode()
        self._ack_seconds = ack_seconds
        self._sockets = sockets
        self._background = background
        self._session: aiohttp.ClientSession | None = None
        self._said = ""

    async def send(self, kind: str, payload: JSON, retry: int = 0, path: str | None = None) -> JSON:
        """Deliver a payload and return the app's answer; `{}` if that is empty.

        `kind` is slash_commands, interactive or events_api, as Socket Mode names them. A plain
        text answer is returned as `{"text": ...}`. `retry` counts from 1 for a repeated event.
        `path` replaces the path of the app's address, where its manifest names two.

        Raises UndeliveredError if no usable answer comes in time.
        """
        if self._sockets.connected:
            return await self._sockets.send(kind, payload, retry)
        if kind == "events_api":
            body, content_type = json.dumps(payload), "application/json"
        else:
            form = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
            body, content_type = urlencode(form), "application/x-www-form-urlencoded"
        headers = self._signed_headers(body) | {"Content-Type": content_type}
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_error"}
        return await self._post(body, headers, path)

    async def send_event(self, payload: JSON) -> None:
        """Deliver an event; try again three times if the app does not answer 200."""
        try:
            await self.send("events_api", payload)
        except UndeliveredError as error:
            if error.retry:
                self._background.start(self._retry(payload))

    async def close(self) -> None:
        """Close the connections to the app."""
        if self._session:
            await self._session.close()

    async def _retry(self, payload: JSON) -> None:
        for retry, seconds in enumerate(RETRY_AFTER, start=1):
            await asyncio.sleep(seconds)
            try:
                await self.send("events_api", payload, retry)
            except UndeliveredError as error:
                if error.retry:
                    continue
            return

    async def _post(self, body: str, headers: dict[str, str], path: str | None) -> JSON:
        if not self.url:
            self._say("No app is connected. Start it with Socket Mode, or give its --app-url.")
            raise UndeliveredError("dispatch_failed")
        self._session = self._session or aiohttp.ClientSession()
        timeout = aiohttp.ClientTimeout(total=self._ack_seconds)
        try:
            async with self._session.post(
                self._address(path), data=body.encode(), headers=headers, timeout=timeout
            ) as response:
                if response.status != HTTPStatus.OK:
                    self._say(f"The app answered {response.status} at {self.url}")
                    retry = response.headers.get("x-slack-no-retry") != "1"
                    raise UndeliveredError("http_service_error", retry=retry)
                self._said = ""
                return _read_answer(await response.text(), response.content_type)
        except TimeoutError as error:
            self._say(f"The app did not answer in {self._ack_seconds:g} seconds at {self.url}")
            raise UndeliveredError("operation_timeout") from error
        except (aiohttp.ClientError, UnicodeDecodeError) as error:
            self._say(f"Nothing that speaks HTTP answers at {self.url}: start the app there.")
            raise UndeliveredError("dispatch_failed") from error

    def _address(self, path: str | None) -> str:
        # The host of the manifest's address is not used: it may be anywhere on the internet.
        return urlsplit(self.url)._replace(path=path).geturl() if path else self.url

    def _say(self, sentence: str) -> None:
        """Tell whoever watches the terminal, once until the app answers again."""
        if sentence != self._said:
            self._said = sentence
            LOG.warning(sentence)

    def _signed_headers(self, body: str) -> dict[str, str]:
        # The machine's time, not the workspace's: the app compares it with its own.
        timestamp = str(int(time.time()))
        signature = hmac.new(self._secret, f"v0:{timestamp}:{body}".encode(), hashlib.sha256)
        return {
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": f"v0={signature.hexdigest()}",
        }


def _read_answer(text: str, content_type: str) -> JSON:
    if not text.strip():
        return {}
    if content_type != "application/json":
        return {"text": text}
    try:
        body = json.loads(text)
    except ValueError as error:
        raise UndeliveredError("invalid_command_response") from error
    if not isinstance(body, dict):
        raise UndeliveredError("invalid_command_response")
    return body
