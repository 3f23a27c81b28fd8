"""When an interview ends, when its scorecard is due, and from when on the reveal may leave it out.

Times are in seconds since 1970. "The interviewer's" day, hours and days off are those of their
calendar.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from hiring.debriefs.errors import DueBeforeEndError, DueInPastError, InterviewTimeError
from hiring.work_calendar import (
    DAY,
    HOUR,
    add_working_days,
    find_end_of_day,
    find_kit_time,
    postpone_to_working_day,
)

if TYPE_CHECKING:
    from hiring.debriefs.debrief import Debrief, Seat
    from hiring.debriefs.state import Timing
    from hiring.work_calendar import WorkCalendar

DAYS_WITHOUT_TIME: Final = 3
"""Working days from which on a reveal may leave out a seat whose interview's time nobody said."""

LONGEST_INTERVIEW: Final = 12 * HOUR
FARTHEST: Final = 366 * DAY
"""How far an interview may be from now, either way; forms refuse what is a slip in the year."""


@dataclass(frozen=True, slots=True)
class InterviewTime:
    """When an interview is: `at` is None while nobody has said it.

    Without `ends_at` it is as long as its stage usually is. `due_at` is when its scorecard is due;
    None for the usual time, which is never without a time of the interview.
    """

    at: int | None = None
    ends_at: int | None = None
    due_at: int | None = None


def find_end(debrief: Debrief, stage: str, at: int) -> int:
    """When an interview ends if nobody says otherwise: after the minutes of its stage."""
    minutes = next((plan.minutes for plan in debrief.stages if plan.id == stage), 60)
    return at + minutes * 60


def compute_usual_due_time(
    debrief: Debrief, stage: str, ends_at: int, now: int, calendar: WorkCalendar
) -> int:
    """When the scorecard of an interview is due: 24 hours after it, or by the end of the day.

    The day is the interviewer's, and leaves them an hour at least. On a day off it is due at the
    same time of their next working day. If the interview is over already, the time counts from
    `now`, when they are told.
    """
    since = max(ends_at, now)
    same_day = any(plan.same_day for plan in debrief.stages if plan.id == stage)
    due_at = max(find_end_of_day(since, calendar), since + HOUR) if same_day else since + DAY
    return postpone_to_working_day(due_at, calendar)


def compute_overdue_time(due_at: int | None, now: int, calendar: WorkCalendar) -> int:
    """When the reveal may leave out a seat that is waited for from `now` on.

    One working day of its interviewer after it is due; without a due time three from now.
    """
    if due_at is None:
        return add_working_days(now, DAYS_WITHOUT_TIME, calendar)
    return add_working_days(due_at, 1, calendar)


def set_interview_time(
    debrief: Debrief, seat: Seat, time: InterviewTime, timing: Timing, now: int
) -> Seat:
    """The seat with another time of its interview. It is never overdue earlier than it was.

    InterviewTimeError, DueInPastError, DueBeforeEndError.
    """
    calendar = timing.calendar_of(seat.person)
    at, ends_at, due_at = time.at, None, time.due_at
    if at is not None:
        ends_at = find_end(debrief, seat.stage, at) if time.ends_at is None else time.ends_at
        if not at < ends_at <= at + LONGEST_INTERVIEW:
            raise InterviewTimeError
        if due_at is None:
            due_at = compute_usual_due_time(debrief, seat.stage, ends_at, now, calendar)
    if due_at is not None and due_at <= now:
        raise DueInPastError
    if due_at is not None and due_at < (ends_at or 0):
        raise DueBeforeEndError
    overdue_at = max(seat.overdue_at, compute_overdue_time(due_at, now, calendar))
    return replace(
        seat, at=at, ends_at=ends_at, due_at=due_at, overdue_at=overdue_at, shown_due_at=None
    )


def get_kit_time(seat: Seat, timing: Timing) -> int:
    """From when on an interviewer has the whole kit; 0 where the interview has no time."""
    return 0 if seat.at is None else find_kit_time(seat.at, timing.calendar_of(seat.person))


def has_whole_kit(debrief: Debrief, seat: Seat, timing: Timing, now: int) -> bool:
    """Whether an interviewer has got the whole kit by now; nothing takes it away again.

    Without a time of the interview it comes when the round starts.
    """
    if seat.rescheduled and seat.rescheduled.had_kit_at:
        return True
    if seat.at is None:
        return seat.round <= debrief.current_round.number
    return get_kit_time(seat, timing) <= now


def carry_interview_time(seat: Seat, now: int) -> InterviewTime:
    """The times of a seat that still count for the person who takes it over.

    An interview that has begun isn't theirs, and neither is what was due after it.
    """
    if seat.at is not None and seat.at <= now:
        return InterviewTime()
    due_at = seat.due_at if seat.due_at is not None and seat.due_at > now else None
    return InterviewTime(seat.at, seat.ends_at, due_at)


def start_waiting(debrief: Debrief, seat: Seat, timing: Timing, now: int) -> Seat:
    """The seat as its round starts: its interviewer is told now.

    A due time that has passed meanwhile is no due time: it counts from now, or without a time of
    the interview there is none.
    """
    calendar = timing.calendar_of(seat.person)
    due_at = seat.due_at
    if due_at is not None and due_at <= now:
        due_at = None
        if seat.ends_at is not None:
            due_at = compute_usual_due_time(debrief, seat.stage, seat.ends_at, now, calendar)
    overdue_at = compute_overdue_time(due_at, now, calendar)
    if seat.at is None:
        overdue_at = max(overdue_at, compute_overdue_time(None, now, calendar))
    return replace(seat, due_at=due_at, overdue_at=max(seat.overdue_at, overdue_at))
