"""What a message of the clock lists that can be snoozed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiring.debriefs.inbox_items import SNOOZABLE, list_items
from hiring.debriefs.state import apply_due_reveal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hiring.debriefs.debrief import Debrief
    from hiring.debriefs.inbox import Inbox
    from hiring.debriefs.inbox_items import Item
    from hiring.work_calendar import WorkCalendar


def list_snoozable(
    debriefs: Iterable[Debrief], person: str, calendar: WorkCalendar, now: int
) -> Iterator[Item]:
    """What a person has to do themself in some debriefs, and may be reminded of later."""
    for debrief in debriefs:
        for item in list_items(apply_due_reveal(debrief, now), person, calendar, 1, now):
            if item.kind in SNOOZABLE:
                yield item


def is_listed(item: Item, inbox: Inbox, at: int) -> bool:
    """Whether the message that was sent at a time is the last one that lists an item."""
    times = (
        sending.times[-1]
        for sending in inbox.sent
        if sending.kind in SNOOZABLE
        and (sending.debrief, sending.seat) == (item.debrief.id, item.seat_id)
    )
    return max(times, default=0) == at
