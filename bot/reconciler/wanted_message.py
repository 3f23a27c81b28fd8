"""A message that should exist in Slack: its name, its content, and how it is first posted."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from blocks import kit
from hiring.debriefs.planned_messages import InDM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from blocks.kit import Message
    from bot.slack.directory import Directory
    from bot.store.debriefs import StoredDebrief
    from bot.store.encryption import Key
    from hiring.debriefs.planned_messages import Destination


@dataclass(frozen=True)
class WantedMessage:
    """A message that should exist; `digest` tells whether its content has changed.

    `generation` and `notifies` are those of its PlannedMessage.
    """

    destination: Destination
    message: Message
    digest: str
    generation: int | None = 0
    notifies: bool = False


def name_messages(  # noqa: PLR0913 - what a planned message consists of
    stored: StoredDebrief,
    slot: str,
    destination: Destination,
    messages: Sequence[Message],
    *,
    generation: int | None = 0,
    notifies: bool = False,
) -> dict[str, WantedMessage]:
    """The messages of one slot by name: `slot`, then `slot#1`, `slot#2` and so on."""
    names = [f"{slot}#{number}" if number else slot for number in range(len(messages))]
    return {
        name: WantedMessage(
            destination,
            message,
            digest_message(stored.data_key, message),
            generation,
            notifies,
        )
        for name, message in zip(names, messages, strict=True)
    }


def digest_message(key: Key, message: Message) -> str:
    """What tells whether a message has changed, and nothing of it to anybody without the key."""
    return key.fingerprint(json.dumps(message.payload()).encode())


async def build_message_without_mentions(
    directory: Directory, tenant: str, wanted: WantedMessage
) -> Message:
    """The message as it is posted: without mentions, unless it should notify the people in it.

    Slack notifies nobody of an update, so an update right after the post adds the mentions.
    """
    users = kit.list_mentioned_people(wanted.message)
    if wanted.notifies or isinstance(wanted.destination, InDM) or not users:
        return wanted.message
    names = {user: (await directory.find_person(tenant, user)).name for user in users}
    return kit.replace_mentions_with_names(wanted.message, names)
