"""The messages that should stand, by their names, and how they are posted first."""

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
    from hiring.debriefs.planned_messages import Place


@dataclass(frozen=True)
class Wanted:
    """A message that should stand; `digest` stands for its content. See Standing."""

    place: Place
    message: Message
    digest: str
    generation: int = 0
    notifies: bool = False


def named(
    stored: StoredDebrief, slot: str, place: Place, messages: Sequence[Message]
) -> dict[str, Wanted]:
    """Messages by name: the slot itself, and for those that follow the slot and their number."""
    names = [f"{slot}#{number}" if number else slot for number in range(len(messages))]
    return {
        name: Wanted(place, message, _digest(stored, message))
        for name, message in zip(names, messages, strict=True)
    }


def _digest(stored: StoredDebrief, message: Message) -> str:
    return stored.data_key.fingerprint(json.dumps(message.payload()).encode())


async def first_version(directory: Directory, tenant: str, wanted: Wanted) -> Message:
    """A message as it is posted: without mentions, unless it is to notify those it names.

    Slack notifies nobody of an update, so that one brings the mentions.
    """
    users = kit.mentioned(wanted.message)
    if wanted.notifies or isinstance(wanted.place, InDM) or not users:
        return wanted.message
    names = {user: (await directory.person(tenant, user)).name for user in users}
    return kit.quiet(wanted.message, names)
