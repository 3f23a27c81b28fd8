"""What the app could not do in Slack for a debrief, for its owner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

EXPOSING: Final = frozenset({"public", "shared", "org_shared", "guest", "stranger"})
"""Reasons that let others read what was posted before."""


@dataclass(frozen=True, slots=True)
class AbandonedSeat:
    """An empty seat whose interviewer's account is gone, or a guest's by now."""

    id: str
    stage: str
    person: str
    guest: bool = False


@dataclass(frozen=True, slots=True)
class Trouble:
    """To the owner, or to who answers for the debrief instead. Slot: `trouble/<person>`.

    `held` are reasons why messages wait: "public", "shared", "org_shared", "archived", "direct",
    "guest", "stranger" or "removed" (the channel; the app was removed from it), "left" (the person
    has left the workspace), else an error code of Slack's. `unknown` are slots whose messages may
    exist or not, since Slack never answered: *Post again* posts them again.

    `abandoned`: seats that nobody files for unless the owner replaces their interviewer.

    `exposed`: reasons why others can read in the channel what was posted there. `withdrawn`: the
    owner has had it removed, and *Post again* posts it again. A person is told of either once for a
    channel, by one of their debriefs in it: `together` are the labels of all that it is true of.
    """

    debrief_id: str
    label: str
    channel: str
    held: tuple[str, ...]
    unknown: tuple[str, ...]
    exposed: tuple[str, ...] = ()
    withdrawn: bool = False
    together: tuple[str, ...] = ()
    abandoned: tuple[AbandonedSeat, ...] = ()

    @property
    def is_of_channel(self) -> bool:
        """Whether something is true of the channel, which one debrief tells for all."""
        return bool(self.exposed) or self.withdrawn

    @property
    def has_news(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.held or self.unknown or self.abandoned) or self.is_of_channel
