"""What `/readyz` answers: whether the store and Slack can be reached."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from bot.slack.client import SlackError, SlackRefused, SlackUnreachable
from bot.store.connection import CALL_SECONDS, store_call
from bot.store.durability import overall
from bot.store.errors import StoreUnavailable

if TYPE_CHECKING:
    from bot.slack.client import Slack
    from bot.slack.socket_mode import SocketMode
    from bot.store.connection import Store
    from bot.store.durability import Finding

# Probes come every few seconds; Slack need not hear of each.
SLACK_SECONDS = 30


class Health:
    """Asks the store every time and Slack now and then."""

    def __init__(self, store: Store, slack: Slack, token: str | None, found: list[Finding]) -> None:
        self._store = store
        self._found = found
        self._slack = slack
        self._token = token
        self._slack_asked = float("-inf")
        self._slack_problem: str | None = None
        self.socket: SocketMode | None = None

    async def report(self) -> dict[str, object]:
        """What is answered: whether it is ready, what is in the way, and how safe the store is.

        Durability is what was found at start, and makes nothing unready: who runs an unsafe store
        has allowed it.
        """
        problems = await self._problems()
        return {
            "ready": not problems,
            "problems": problems,
            "durability": {
                "state": overall(self._found),
                "sentences": [one.sentence for one in self._found if one.state != "safe"],
            },
        }

    async def _problems(self) -> dict[str, str]:
        """Part → why it is not ready; empty when all is."""
        store, slack = await asyncio.gather(self._store_problem(), self._ask_slack())
        problems = {"store": store, "slack": slack, "socket": self._socket_problem()}
        return {part: why for part, why in problems.items() if why}

    async def _store_problem(self) -> str | None:
        try:
            async with store_call():
                await self._store.ping()
        except StoreUnavailable as error:
            return error.reason
        return None

    async def _ask_slack(self) -> str | None:
        if time.monotonic() - self._slack_asked > SLACK_SECONDS:
            method = "auth.test" if self._token else "api.test"
            try:
                async with asyncio.timeout(CALL_SECONDS):
                    await self._slack.call_with(self._token, method)
            except TimeoutError:
                self._slack_problem = SlackUnreachable().sentence
            except SlackRefused as refusal:
                self._slack_problem = f"Slack refuses {method}: {refusal.code}"
            except SlackError as error:
                self._slack_problem = error.sentence
            else:
                self._slack_problem = None
            self._slack_asked = time.monotonic()
        return self._slack_problem

    def _socket_problem(self) -> str | None:
        return self.socket.problem() if self.socket else None
