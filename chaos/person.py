"""Somebody who submits forms: as Slack delivers them, with what was answered written down."""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Self, TypeAlias
from urllib.parse import urlencode

import aiohttp

from bot.slack.signature import sign
from chaos.desk import SIGNING_SECRET

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chaos.desk import Desk

    Json = dict[str, Any]

Outcome: TypeAlias = Literal["acknowledged", "failed", "unknown"]

GIVEN_UP_SECONDS = 3.0
"""Slack waits no longer, and shows people that something went wrong."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `failed`: a sentence that says so. `sent` and `seconds` by time.monotonic."""

    outcome: Outcome
    sent: float
    seconds: float
    status: int = 0
    text: str = ""


@dataclass
class Front:
    """Delivers to whichever process runs, in turns, as a load balancer does; keeps all answers.

    Use as a context manager. Every answer to a request that was sent is in `answers`; a refused
    connection was not sent.
    """

    desks: Sequence[Desk]
    answers: list[Answer] = field(default_factory=list)
    patience: float = GIVEN_UP_SECONDS

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
        return max((one.seconds for one in self.answers if one.outcome != "unknown"), default=0.0)

    async def interaction(self, payload: Json) -> Answer:
        """A submission, a press or a shortcut."""
        body = urlencode({"payload": json.dumps(payload)}).encode()
        return await self.sends(body, "application/x-www-form-urlencoded")

    async def event(self, payload: Json) -> Answer:
        """An event of the Events API."""
        return await self.sends(json.dumps(payload).encode(), "application/json")

    async def command(self, fields: dict[str, str]) -> Answer:
        """A slash command."""
        return await self.sends(urlencode(fields).encode(), "application/x-www-form-urlencoded")

    async def sends(self, body: bytes, content_type: str) -> Answer:
        """One request, signed. It is sent once at most."""
        started = time.monotonic()
        answer = Answer("unknown", started, 0.0)
        for _ in self.desks:
            desk = self.desks[next(self._turn) % len(self.desks)]
            try:
                answer = await self._sent(desk.url, body, content_type)
            except aiohttp.ClientConnectorError:
                continue  # it is down, so nothing was sent
            except (aiohttp.ClientError, TimeoutError):
                answer = Answer("unknown", started, time.monotonic() - started)
            break
        self.answers.append(answer)
        return answer

    async def _sent(self, url: str, body: bytes, content_type: str) -> Answer:
        now, started = int(time.time()), time.monotonic()
        headers = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": str(now),
            "X-Slack-Signature": sign(SIGNING_SECRET, now, body),
        }
        async with self._session.post(url, data=body, headers=headers) as response:
            text = await response.text()
            seconds = time.monotonic() - started
            return Answer(_outcome(response.status, text), started, seconds, response.status, text)

    async def insists(self, payload: Json, tries: int = 8, pause: float = 0.5) -> Answer:
        """Submit until it is acknowledged, as people do who see a warning."""
        answer = await self.interaction(payload)
        for _ in range(tries - 1):
            if answer.outcome == "acknowledged":
                break
            await asyncio.sleep(pause)
            answer = await self.interaction(payload)
        return answer


def _outcome(status: int, text: str) -> Outcome:
    """Of a submission: Slack closes the form, or shows errors, or a warning."""
    if status != 200:
        return "unknown"
    action = json.loads(text).get("response_action", "") if text.strip() else ""
    return "failed" if action in {"errors", "push"} else "acknowledged"
