"""What each item of a person's inbox says, and until when it can be snoozed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hiring.debriefs.access import Actor
from hiring.debriefs.course import can_reveal_without
from hiring.debriefs.inbox_contents import InboxLine, SnoozeChoice
from hiring.debriefs.inbox_items import Kind
from hiring.debriefs.state import list_missing_seats
from hiring.debriefs.succession import find_owner_at
from hiring.work_calendar import (
    HOUR,
    find_afternoon,
    find_date,
    find_end_of_day,
    find_next_opening,
    is_open,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiring.debriefs.inbox_items import Item
    from hiring.work_calendar import WorkCalendar

_KINDS: Final = tuple(Kind)


def build_line(item: Item, count: int, snoozed_until: int, person: str, now: int) -> InboxLine:
    """An item as the person may know it, who was told it `count` times."""
    debrief, seat = item.debrief, item.seat
    reminds = item.kind is Kind.SCORECARD
    others = seat is not None and seat.person != debrief.owner
    waits = item.kind in {Kind.LATE, Kind.MAY_REVEAL}
    return InboxLine(
        kind=item.kind,
        debrief_id=debrief.id,
        seat=item.seat_id,
        label=debrief.label,
        channel=debrief.channel,
        stage=seat.stage if seat else "",
        person=seat.person if seat and seat.person != person else "",
        nudged_by=find_owner_at(debrief, item.first_at) if item.kind is Kind.NUDGE else "",
        ends_at=seat.ends_at if seat else None,
        due_at=item.due_at,
        revealed_at=debrief.reveals[-1].at if debrief.reveals else None,
        snoozed_until=snoozed_until if snoozed_until > now else None,
        rated=seat is not None and seat.rated is not None,
        can_have_more_time=seat is not None and seat.more_time_at is None and bool(seat.due_at),
        count=count if reminds else 0,
        is_last=reminds and count >= item.most,
        owner=debrief.owner if others else "",
        owner_told_at=seat.overdue_at if seat and others else None,
        missing=len(list_missing_seats(debrief, now)) if waits else 0,
        can_reveal=waits and can_reveal_without(debrief, Actor(person), now),
        order=(_KINDS.index(item.kind), item.first_at if item.due_at is None else item.due_at),
    )


def list_snooze_choices(now: int, calendar: WorkCalendar) -> Iterator[SnoozeChoice]:
    """Until when something can be snoozed: what makes sense at a time."""
    in_an_hour, afternoon = now + HOUR, find_afternoon(now, calendar)
    if is_open(in_an_hour, calendar) and find_date(in_an_hour, calendar) == find_date(
        now, calendar
    ):
        yield SnoozeChoice.HOUR
    if afternoon > in_an_hour and is_open(afternoon, calendar):
        yield SnoozeChoice.AFTERNOON
    tomorrow = find_end_of_day(now, calendar) + 1
    opens_tomorrow = find_date(find_next_opening(tomorrow, calendar), calendar) == find_date(
        tomorrow, calendar
    )
    yield SnoozeChoice.TOMORROW if opens_tomorrow else SnoozeChoice.NEXT_DAY


def find_snooze_end(choice: SnoozeChoice, now: int, calendar: WorkCalendar) -> int:
    """When something comes again that is snoozed now: always in working hours."""
    match choice:
        case SnoozeChoice.HOUR:
            end = now + HOUR
        case SnoozeChoice.AFTERNOON:
            end = max(now + HOUR, find_afternoon(now, calendar))
        case SnoozeChoice.TOMORROW | SnoozeChoice.NEXT_DAY:
            end = find_end_of_day(now, calendar) + 1
    return find_next_opening(end, calendar)
