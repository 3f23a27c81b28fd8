"""What `/readyz` answers: whether the store and Slack can be reached."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from bot.slack.client import SlackError, SlackRefusedError, SlackUnreachableError
from bot.store.connection import CALL_SECONDS, store_call
from bot.store.durability import overall
from bot.store.errors import StoreUnavailableError

if TYPE_CHECKING:
    from bot.content_reader import ContentReader
    from bot.slack.client import Slack
    from bot.slack.socket_mode import SocketMode
    from bot.store.connection import Store
    from bot.store.durability import Finding

SLACK_SECONDS = 30
"""How often Slack is asked at most: probes come every few seconds."""


class Health:
    """Asks the store every time and Slack now and then.

    `token` is the bot's token, None with many workspaces. `findings` are those of the start.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - all that it asks
        self,
        store: Store,
        slack: Slack,
        token: str | None,
        findings: list[Finding],
        socket_mode: SocketMode | None = None,
        content: ContentReader | None = None,
    ) -> None:
        self._store = store
        self._slack = slack
        self._token = token
        self._findings = findings
        self._socket_mode = socket_mode
        self._content = content
        self._slack_checked_at = float("-inf")
        self._slack_problem: str | None = None

    async def report(self) -> dict[str, object]:
        """What is answered: whether all is ready, what is in the way, and what to know besides.

        An unsafe store doesn't make it unready: the person who runs it allowed it at the start.
        Nor does content that can't be used, since an earlier one is.
        """
        problems = await self._find_problems()
        mistake = self._content.find_problem() if self._content else None
        return {
            "ready": not problems,
            "problems": problems,
            "durability": {
                "state": overall(self._findings),
                "sentences": [
                    finding.sentence for finding in self._findings if finding.state != "safe"
                ],
            },
            "content": {
                "state": "earlier" if mistake else "current",
                "sentences": [mistake] if mistake else [],
            },
        }

    async def _find_problems(self) -> dict[str, str]:
        """For each part that isn't ready, why; empty when all are."""
        store, slack = await asyncio.gather(self._check_store(), self._check_slack())
        socket = self._socket_mode.find_problem() if self._socket_mode else None
        problems = {"store": store, "slack": slack, "socket": socket}
        return {part: problem for part, problem in problems.items() if problem}

    async def _check_store(self) -> str | None:
        try:
            async with store_call():
                await self._store.ping()
        except StoreUnavailableError as error:
            return error.reason
        return None

    async def _check_slack(self) -> str | None:
        if time.monotonic() - self._slack_checked_at > SLACK_SECONDS:
            self._slack_problem = await self._call_slack()
            self._slack_checked_at = time.monotonic()
        return self._slack_problem

    async def _call_slack(self) -> str | None:
        client = self._slack.get_client_with(self._token)
        try:
            async with asyncio.timeout(CALL_SECONDS):
                await (client.auth_test() if self._token else client.api_test())
        except TimeoutError:
            return SlackUnreachableError().sentence
        except SlackRefusedError as refusal:
            method = "auth.test" if self._token else "api.test"
            return f"Slack refuses {method}: {refusal.code}"
        except SlackError as error:
            return error.sentence
        return None
