"""response_url: five messages in thirty minutes, also where the bot is no member.

Slack: /interactivity/handling-user-interaction#message_responses.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from local_slack import check
from local_slack.errors import SlackError

if TYPE_CHECKING:
    from local_slack.slack import Slack
    from local_slack.workspace import Message

    JSON = dict[str, Any]

USES = 5
SECONDS = 30 * 60


@dataclass
class ResponseUrl:
    """One response_url; ``message`` is the one that was clicked in, None for a command."""

    user: str
    channel: str
    message: Message | None
    made: float
    uses: int = 0


class ResponseUrls:
    """The response_urls handed out by this process."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        self._made: dict[str, ResponseUrl] = {}

    def new(self, user: str, channel: str, message: Message | None = None) -> str:
        """A URL that answers a command, or a click in a message."""
        opaque = secrets.token_urlsafe(24)
        made = self._slack.clock.now()
        self._made[opaque] = ResponseUrl(user, channel, message, made)
        return f"{self._slack.url}/response/{opaque}"

    def use(self, opaque: str, body: JSON) -> None:
        """Do what was posted to a response_url.

        Raises:
            SlackError: expired_url, used_url, or what is wrong with the message.

        """
        known = self._made.get(opaque)
        if known is None or self._slack.clock.now() - known.made > SECONDS:
            raise SlackError("expired_url")
        if known.uses >= USES:
            raise SlackError("used_url")
        answer(self._slack, known.user, known.channel, body, known.message)
        known.uses += 1


def answer(
    slack: Slack, user: str, channel_id: str, body: JSON, clicked: Message | None = None
) -> None:
    """Carry out an answer to a command (direct or by response_url) or to a click.

    A command has no message, so its answer replaces nothing and is posted anew.

    Raises:
        SlackError: what is wrong with the message.

    """
    if _true(body.get("delete_original")):
        if clicked is None or clicked not in slack.workspace.messages[clicked.channel]:
            raise SlackError("message_not_found")
        slack.remove(clicked)
        return
    text, blocks = check.message(body.get("text"), body.get("blocks"))
    if _true(body.get("replace_original")) and clicked is not None:
        if clicked not in slack.workspace.messages[clicked.channel]:
            raise SlackError("message_not_found")
        slack.edit(clicked, text, blocks)
        return
    if body.get("response_type", "ephemeral") not in {"ephemeral", "in_channel"}:
        raise SlackError("invalid_arguments")
    in_channel = body.get("response_type") == "in_channel"
    slack.post(
        slack.workspace.channels[channel_id],
        slack.workspace.bot_user,
        text,
        blocks,
        thread_ts=body.get("thread_ts"),
        visible_to=None if in_channel else user,
    )


def _true(value: object) -> bool:
    return value in (True, "true")
