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
    """The role that a modal is about, where it was opened, and options chosen in it so far.

    `is_channels`: the role is the channel's, or the channel is none that could have one, so the
    modal doesn't offer to use it there.
    """

    role: str
    channel: str = ""
    response_url: str = ""
    chosen: Mapping[str, list[str]] = field(default_factory=dict)
    is_channels: bool = True

    def with_role(self, role: str) -> Self:
        """The same origin for another role, with nothing chosen."""
        is_channels = self.is_channels if role == self.role else self.channel.startswith("D")
        return replace(self, role=role, chosen={}, is_channels=is_channels)

    def metadata(self) -> str:
        """The text for `private_metadata`."""
        origin = [self.role, self.channel, self.response_url, self.chosen]
        return json.dumps(origin if self.is_channels else [*origin, False])

    @classmethod
    def read(cls, metadata: str) -> Self:
        """The ModalOrigin that `metadata` made. Raises ValueError for any other text."""
        role, channel, response_url, chosen, *is_channels = json.loads(metadata)
        return cls(str(role), str(channel), str(response_url), dict(chosen), is_channels != [False])
