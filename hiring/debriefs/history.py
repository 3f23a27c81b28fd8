"""What of a debrief's history may be shown: who did what when, and never what a scorecard says.

An event is a change of the record by its name, such as "excuse". Who files or edits, and when, is
sealed with the scorecard: such events are left out until the reveal that makes it public. So is
what tells who hadn't filed: a reminder, early ratings, more time, and a request to take a seat over
that wasn't accepted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hiring.debriefs.state import apply_due_reveal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hiring.debriefs.debrief import Debrief

SEALED_EVENTS: Final = frozenset(
    {"file", "edit", "nudge", "rate_now", "more_time", "offer_seat", "decline_seat", "schedule"}
)


@dataclass(frozen=True, slots=True)
class HistoryEvent:
    """One change: `actor` did what `name` says at a time in seconds.

    `person` is who it was done to, and `detail` an id or a number: the reason of a release, a duty,
    an outcome, a round. Both may be empty. An empty actor is nobody: it happened by itself.
    """

    at: int
    actor: str
    name: str
    person: str = ""
    detail: str = ""


def list_visible_events(
    debrief: Debrief, events: Iterable[HistoryEvent], now: int
) -> tuple[HistoryEvent, ...]:
    """The events, oldest first, without those that the seal hides at a time."""
    debrief = apply_due_reveal(debrief, now)
    revealed_at = debrief.reveals[-1].at if debrief.reveals else 0
    all_public = debrief.public_through == len(debrief.rounds)
    return tuple(
        event
        for event in events
        if event.name not in SEALED_EVENTS or event.at <= revealed_at or all_public
    )
