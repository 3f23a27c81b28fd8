"""response_url: five messages in thirty minutes, also if the bot isn't a member.

Slack: /interactivity/handling-user-interaction#message_responses.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from local_slack.errors import SlackError

if TYPE_CHECKING:
    from local_slack.state.clock import Clock
    from local_slack.state.workspace import Message

USES = 5
SECONDS = 30 * 60


@dataclass
class ResponseUrl:
    """One response_url; `message` is the one that was clicked in, None for a command.

    What the app `bot_user` posts to it is shown to `user`, or in `channel`.
    """

    bot_user: str
    user: str
    channel: str
    message: Message | None
    created: float
    uses: int = 0


class ResponseUrls:
    """The response_urls handed out by this process."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._urls: dict[str, ResponseUrl] = {}

    def create(self, bot_user: str, user: str, channel: str, message: Message | None = None) -> str:
        """The last part of a URL that answers a command, or a click in a message."""
        opaque = secrets.token_urlsafe(24)
        self._urls[opaque] = ResponseUrl(bot_user, user, channel, message, self._clock.now())
        return opaque

    def find_bot_user(self, opaque: str) -> str:
        """The user of the app that has this URL; empty for an unknown one."""
        return self._urls[opaque].bot_user if opaque in self._urls else ""

    def get(self, opaque: str) -> ResponseUrl:
        """The response_url, if it can still be used. Raises SlackError: expired_url, used_url."""
        url = self._urls.get(opaque)
        if url is None or self._clock.now() - url.created > SECONDS:
            raise SlackError("expired_url")
        if url.uses >= USES:
            raise SlackError("used_url")
        return url
