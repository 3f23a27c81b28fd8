"""What a modal remembers from its opening, so that an answer can go back there.

A submission tells neither the channel nor a `response_url`, so the opener's travel in the modal's
`private_metadata` (Slack: 3,000 characters). Ids only, never what a person typed.
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
        """The same origin for another role, with nothing chosen."""
        return replace(self, role=role, chosen={})

    def metadata(self) -> str:
        """The text for `private_metadata`."""
        return json.dumps([self.role, self.channel, self.response_url, self.chosen])

    @classmethod
    def read(cls, metadata: str) -> Self:
        """The ModalOrigin that `metadata` made. Raises ValueError for any other text."""
        role, channel, response_url, chosen = json.loads(metadata)
        return cls(str(role), str(channel), str(response_url), dict(chosen))
