"""When an interviewer who owes a scorecard is reminded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiring.work_calendar import DAY, HOUR, is_working_day

if TYPE_CHECKING:
    from hiring.debriefs.debrief import Seat
    from hiring.debriefs.state import Timing

MOST = 10


def get_reminder_times(seat: Seat, timing: Timing) -> tuple[int, ...]:
    """An hour after a scorecard is due and daily from then, on ten working days at most.

    None while it is due at no time.
    """
    if seat.due_at is None:
        return ()
    daily = range(seat.due_at + HOUR, seat.due_at + HOUR + 2 * MOST * DAY, DAY)
    calendar = timing.calendar_of(seat.person)
    return tuple(at for at in daily if is_working_day(at, calendar))[:MOST]


def get_last_reminder_time(seat: Seat, now: int, timing: Timing) -> int:
    """When an empty seat was last reminded by the clock or by the owner; 0 if it never was."""
    return max(
        (at for at in (*get_reminder_times(seat, timing), *seat.nudged_at) if at <= now),
        default=0,
    )
