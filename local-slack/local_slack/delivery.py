"""Slack to app: over the app's socket if one is connected, otherwise by signed HTTP POST."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import hmac
import json
import time
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

import aiohttp

from local_slack import failed_deliveries
from local_slack.errors import UndeliveredError
from local_slack.socket_mode import create_envelope

if TYPE_CHECKING:
    from collections.abc import Callable

    from local_slack.background import Background
    from local_slack.settings import AppSettings
    from local_slack.socket_mode import SocketMode
    from local_slack.state.faults import Fault
    from local_slack.traffic import Exchange, Traffic

    JSON = dict[str, Any]

NO_ADDRESS = "No app is connected. Start it with Socket Mode, or give its --app-url."
INTERACTIVITY_OFF = "interactivity_off"
"""The code of a click that is not sent. People read a sentence of Slack's instead."""
TURN_ON = "The manifest needs is_enabled: true under settings.interactivity."
LONGEST_ANSWER = 4000  # characters of an answer that is no use
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
        traffic: Traffic,
    ) -> None:
        self.url = settings.url
        self._secret = settings.signing_secret.encode()
        self._ack_seconds = ack_seconds
        self._sockets = sockets
        self._background = background
        self._traffic = traffic
        self._session: aiohttp.ClientSession | None = None
        self._unanswered = 0  # requests
        self._all_answered = asyncio.Event()
        self._all_answered.set()
        self.find_fault: Callable[[Exchange], Fault | None] = lambda _: None
        self.is_interactive = True

    async def send(self, kind: str, payload: JSON, retry: int = 0, path: str | None = None) -> JSON:
        """Deliver a payload and return the app's answer; `{}` if that is empty.

        `kind` is slash_commands, interactive or events_api, as Socket Mode names them. A plain
        text answer is returned as `{"text": ...}`. `retry` counts from 1 for a repeated event.
        `path` replaces the path of the app's address, where its manifest names two.

        Raises UndeliveredError if no usable answer comes in time.
        """
        answer: JSON = (await self.exchange(kind, payload, retry, path)).answer
        return answer

    async def exchange(
        self, kind: str, payload: JSON, retry: int = 0, path: str | None = None
    ) -> Exchange:
        """Deliver a payload as `send` does, and return the record of it, with the app's answer."""
        exchange = self._traffic.start_delivery(kind, payload, retry)
        fault = self.find_fault(exchange)
        if fault and fault.kind == "late":
            await asyncio.sleep(fault.seconds)
        try:
            answer = await self._send(exchange, kind, payload, path)
            if fault and fault.kind in {"slow", "answer_lost"}:
                await self._hold_up(fault)
        except UndeliveredError as error:
            self._traffic.fail(exchange, error)
            raise
        self._traffic.finish(exchange, answer)
        if fault and fault.kind == "twice":
            self._background.start(self._repeat(kind, payload, path))
        return exchange

    async def _send(self, exchange: Exchange, kind: str, payload: JSON, path: str | None) -> JSON:
        if kind == "interactive" and not self.is_interactive:
            raise UndeliveredError(INTERACTIVITY_OFF, TURN_ON)
        if not self._sockets.connected:
            return await self._send_request(exchange, kind, payload, path)
        envelope = create_envelope(kind, payload, exchange.retry)
        exchange.envelope_id = envelope["envelope_id"]
        try:
            return await self._sockets.send(envelope)
        except TimeoutError as error:
            reason = failed_deliveries.explain_silence(exchange, self._ack_seconds, "")
            raise UndeliveredError("operation_timeout", reason) from error

    async def _hold_up(self, fault: Fault) -> None:
        """Let an answer take longer, or get lost."""
        if fault.kind == "answer_lost":
            raise UndeliveredError("operation_timeout", "A fault lost the app's answer.")
        await asyncio.sleep(min(fault.seconds, self._ack_seconds))
        if fault.seconds >= self._ack_seconds:
            reason = f"A fault delayed the answer beyond {self._ack_seconds:g} s."
            raise UndeliveredError("operation_timeout", reason)

    async def _repeat(self, kind: str, payload: JSON, path: str | None) -> None:
        """Send a payload again, by a fault. Slack marks only events as repeated."""
        retry = int(kind == "events_api")
        exchange = self._traffic.start_delivery(kind, payload, retry)
        exchange.fault = "twice"
        try:
            self._traffic.finish(exchange, await self._send(exchange, kind, payload, path))
        except UndeliveredError as error:
            self._traffic.fail(exchange, error)

    async def _send_request(
        self, exchange: Exchange, kind: str, payload: JSON, path: str | None
    ) -> JSON:
        if kind == "events_api":
            body, content_type = json.dumps(payload), "application/json"
        else:
            form = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
            body, content_type = urlencode(form), "application/x-www-form-urlencoded"
        headers = self._signed_headers(body) | {"Content-Type": content_type}
        if exchange.retry:
            headers |= {
                "X-Slack-Retry-Num": str(exchange.retry),
                "X-Slack-Retry-Reason": "http_error",
            }
        return await self._post(exchange, body, headers, path)

    async def send_event(self, payload: JSON) -> None:
        """Deliver an event; try again three times if the app does not answer 200."""
        try:
            await self.send("events_api", payload)
        except UndeliveredError as error:
            if error.retry:
                self._background.start(self._retry(payload))

    async def wait_for_answers(self, seconds: float) -> None:
        """Wait until the app has answered every request, or until that takes too long."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._all_answered.wait()

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

    async def _post(
        self, exchange: Exchange, body: str, headers: dict[str, str], path: str | None
    ) -> JSON:
        if not self.url:
            raise UndeliveredError("dispatch_failed", NO_ADDRESS)
        address = self._address(path)
        self._session = self._session or aiohttp.ClientSession()
        self._unanswered += 1
        self._all_answered.clear()
        timeout = aiohttp.ClientTimeout(total=self._ack_seconds)
        try:
            async with self._session.post(
                address, data=body.encode(), headers=headers, timeout=timeout
            ) as response:
                exchange.status = response.status
                if response.status != HTTPStatus.OK:
                    text = await response.text(errors="replace")
                    retry = response.headers.get("x-slack-no-retry") != "1"
                    server = response.headers.get("Server", "")
                    reason = failed_deliveries.explain_status(
                        exchange, response.status, address, text, server
                    )
                    raise UndeliveredError(
                        "http_service_error", reason, retry=retry, answer=text[:LONGEST_ANSWER]
                    )
                return _read_answer(await response.text(), response.content_type)
        except TimeoutError as error:
            reason = failed_deliveries.explain_silence(exchange, self._ack_seconds, address)
            raise UndeliveredError("operation_timeout", reason) from error
        except (aiohttp.ClientError, UnicodeDecodeError) as error:
            reason = f"Nothing that speaks HTTP answers at {address}: start the app there."
            raise UndeliveredError("dispatch_failed", reason) from error
        finally:
            self._unanswered -= 1
            if not self._unanswered:
                self._all_answered.set()

    def _address(self, path: str | None) -> str:
        # The host of the manifest's address is not used: it may be anywhere on the internet.
        return urlsplit(self.url)._replace(path=path).geturl() if path else self.url

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
    refusal = UndeliveredError(
        "invalid_command_response",
        "The answer says that it is JSON, and is no JSON object.",
        answer=text[:LONGEST_ANSWER],
    )
    try:
        body = json.loads(text)
    except ValueError as error:
        raise refusal from error
    if not isinstance(body, dict):
        raise refusal
    return body
