"""Find out whether a message exists in Slack.

A message of ours carries a random id in its metadata, and nothing else: any app can read it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from bot.slack.client import SlackRefusedError
from bot.slack.refusals import ACCESS_LOST

if TYPE_CHECKING:
    from bot.slack.client import Slack

    Json: TypeAlias = dict[str, Any]

EVENT_TYPE = "hiring_desk"
_PAGE = 200
_PAGES = 10


class UnreadableHistoryError(Exception):
    """The history cannot be read, or not far enough back. It takes a scope that is optional."""


def build_metadata(mark: str) -> Json:
    """Build the metadata that a message is recognised by."""
    return {"event_type": EVENT_TYPE, "event_payload": {"id": mark}}


async def find_message(  # noqa: PLR0913 - where to look, and for what
    slack: Slack, tenant: str, channel: str, mark: str, *, thread: str = "", after: str = ""
) -> str | None:
    """Find the ts of the message with a mark, among those after a ts; None if there is none.

    It looks at top level or, with the ts of a root, in its thread.

    Raises UnreadableHistoryError, SlackUnreachableError, and SlackRefusedError if Slack wants a
    pause or the token is of no use any more.
    """
    client = await slack.get_client(tenant)
    page: Json = {"channel": channel, "limit": _PAGE, "include_all_metadata": True, "cursor": ""}
    if after:
        page["oldest"] = after
    for _ in range(_PAGES):
        try:
            if thread:
                answer = await client.conversations_replies(ts=thread, **page)
            else:
                answer = await client.conversations_history(**page)
        except SlackRefusedError as refusal:
            if refusal.retry_after or refusal.code in ACCESS_LOST:
                raise
            if refusal.code == "thread_not_found":
                return None
            raise UnreadableHistoryError from None
        for message in answer["messages"]:
            if message.get("metadata") == build_metadata(mark):
                return str(message["ts"])
        page["cursor"] = (answer.get("response_metadata") or {}).get("next_cursor", "")
        if not page["cursor"]:
            return None
    raise UnreadableHistoryError


async def message_exists(slack: Slack, tenant: str, channel: str, ts: str) -> bool:
    """Whether a message still exists. Raises SlackRefusedError and SlackUnreachableError."""
    try:
        await slack.find_permalink(tenant, channel, ts)
    except SlackRefusedError as refusal:
        if refusal.code != "message_not_found":
            raise
        return False
    return True
