"""Where a modal was opened: what it needs to know again when something is done in it.

A submission tells neither the channel nor a `response_url`, so the opener's travel in the modal's
`private_metadata` (Slack: 3,000 characters). Ids only, never what somebody typed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class ModalOrigin:
    """The role that a modal is about, where it was opened, and options chosen in it so far."""

    role: str
    channel: str = ""
    response_url: str = ""
    chosen: Mapping[str, list[str]] = field(default_factory=dict)

    def with_role(self, role: str) -> Self:
        """The place with another role, and nothing chosen."""
        return replace(self, role=role, chosen={})

    def metadata(self) -> str:
        """The text that travels."""
        return json.dumps([self.role, self.channel, self.response_url, self.chosen])

    @classmethod
    def read(cls, metadata: str) -> Self:
        """What `metadata` gave. Raises ValueError for any other text."""
        role, channel, response_url, chosen = json.loads(metadata)
        return cls(str(role), str(channel), str(response_url), dict(chosen))
