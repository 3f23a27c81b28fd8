"""Requests as Slack delivers them, with every answer recorded."""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Self, TypeAlias
from urllib.parse import urlencode

import aiohttp

from chaos.desk import SIGNING_SECRET
from chaos.wire import FORM, JSON, signed_headers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chaos.desk import Desk

    Json = dict[str, Any]

Outcome: TypeAlias = Literal["acknowledged", "failed", "unknown"]

SLACK_WAITS_SECONDS = 3.0
"""After that, Slack shows people that something went wrong."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer. `failed`: with a sentence that says so. `sent` and `seconds` by time.monotonic."""

    outcome: Outcome
    sent: float
    seconds: float
    status: int = 0
    text: str = ""


@dataclass
class Balancer:
    """A load balancer: delivers to the processes in turn, and skips those that are down.

    Use it as a context manager. `answers` holds every answer to a request that was sent. A refused
    connection means that the request was not sent.
    """

    desks: Sequence[Desk]
    answers: list[Answer] = field(default_factory=list)
    patience: float = SLACK_WAITS_SECONDS

    async def __aenter__(self) -> Self:
        self._turn = itertools.count()
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0),
            timeout=aiohttp.ClientTimeout(total=self.patience),
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()

    @property
    def worst(self) -> float:
        """The longest time to an answer, in seconds."""
        return max(
            (answer.seconds for answer in self.answers if answer.outcome != "unknown"), default=0.0
        )

    async def send_interaction(self, payload: Json) -> Answer:
        """Deliver a submission, a press or a shortcut."""
        body = urlencode({"payload": json.dumps(payload)}).encode()
        return await self.send(body, FORM)

    async def send_event(self, payload: Json) -> Answer:
        """Deliver an event of the Events API."""
        return await self.send(json.dumps(payload).encode(), JSON)

    async def send(self, body: bytes, content_type: str) -> Answer:
        """Send a signed request, at most once."""
        started = time.monotonic()
        answer = Answer("unknown", started, 0.0)
        for _ in self.desks:
            desk = self.desks[next(self._turn) % len(self.desks)]
            try:
                answer = await self._post(desk.url, body, content_type)
            except aiohttp.ClientConnectorError:
                continue  # this process is down, so nothing was sent
            except (aiohttp.ClientError, TimeoutError):
                answer = Answer("unknown", started, time.monotonic() - started)
            break
        self.answers.append(answer)
        return answer

    async def _post(self, url: str, body: bytes, content_type: str) -> Answer:
        started = time.monotonic()
        headers = signed_headers(SIGNING_SECRET, body, content_type)
        async with self._session.post(url, data=body, headers=headers) as response:
            text = await response.text()
            seconds = time.monotonic() - started
            return Answer(
                _read_outcome(response.status, text), started, seconds, response.status, text
            )

    async def submit_until_saved(self, payload: Json, tries: int = 8, pause: float = 0.5) -> Answer:
        """Submit again until it is acknowledged, as people do who see a warning."""
        answer = await self.send_interaction(payload)
        for _ in range(tries - 1):
            if answer.outcome == "acknowledged":
                break
            await asyncio.sleep(pause)
            answer = await self.send_interaction(payload)
        return answer


def _read_outcome(status: int, text: str) -> Outcome:
    """What Slack makes of the answer to a submission: it closes the form, or shows errors."""
    if status != 200:
        return "unknown"
    action = json.loads(text).get("response_action", "") if text.strip() else ""
    return "failed" if action in {"errors", "push"} else "acknowledged"
