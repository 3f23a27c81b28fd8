"""A simple record instead of a debrief, so that store and reconciler are tested by themselves.

An interview has a channel, a few people who owe something, and the messages that Slack should
show, which each test writes out.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from bot.store.debriefs import Act, IndexEntries


@dataclass(frozen=True)
class Interview:
    id: str
    label: str = "JS"
    channel: str = "C0HIRING"
    owner: str = "U0MAYA"
    decider: str = "U0ROSA"
    owes: tuple[str, ...] = ("U0SAM", "U0INES")
    over: int = 0  # when, in seconds
    opened: int = 0
    count: int = 0
    words: dict[str, Any] = field(default_factory=dict)  # of the messages, by slot


class Interviews:
    """How interviews are stored and listed."""

    def dump(self, record: Interview) -> bytes:
        return json.dumps(asdict(record)).encode()

    def load(self, data: bytes) -> Interview:
        stored = json.loads(data)
        return Interview(**{**stored, "owes": tuple(stored["owes"])})

    def listed(self, record: Interview) -> IndexEntries:
        running = {} if record.over else {record.owner: record.opened}
        return IndexEntries(
            channel=record.channel,
            open=not record.over,
            at=record.over or record.opened,
            owes=dict.fromkeys(record.owes, record.opened),
            runs=running,
        )


def act(command_id: str, actor: str = "U0MAYA", name: str = "test") -> Act:
    return Act(command_id, actor, name)


def counted(record: Interview, _now: int = 0) -> Interview:
    return replace(record, count=record.count + 1)
