"""What the owner does about seats: add, replace, reschedule, excuse, remind."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hiring.debriefs.access import Actor, Permission, require_permission, require_seat_permission
from hiring.debriefs.debrief import Release, Released, ReleaseReason, Seat
from hiring.debriefs.due_times import (
    InterviewTime,
    carry_interview_time,
    set_interview_time,
)
from hiring.debriefs.errors import (
    RemindedTodayError,
    RoundOverError,
    SeatFilledError,
    SeatKeptError,
    SeatTakenError,
)
from hiring.debriefs.filing import end_wait, replace_seat, require_empty_seat, require_started
from hiring.debriefs.opening import NewSeat, add_seats, is_seat_taken
from hiring.debriefs.state import (
    Phase,
    apply_due_reveal,
    get_phase,
    is_round_complete,
    list_missing_seats,
)
from hiring.work_calendar import (
    DAY,
    DEFAULT_CALENDAR,
    WorkCalendar,
    add_working_days,
    postpone_to_working_day,
)

if TYPE_CHECKING:
    from hiring.debriefs.debrief import Debrief
    from hiring.debriefs.state import Timing


@dataclass(frozen=True, slots=True)
class SeatHolder:
    """A seat's interviewer now: `gone` is an account that is deactivated."""

    gone: bool = False
    calendar: WorkCalendar = DEFAULT_CALENDAR


def add_seat(
    debrief: Debrief, actor: Actor, new_seat: NewSeat, timing: Timing, now: int
) -> Debrief:
    """Add a seat to the running round or a later one. RoundOverError, SeatTakenError."""
    require_permission(debrief, Permission.ADD_SEAT, actor, now)
    debrief = apply_due_reveal(debrief, now)
    if not can_be_staffed(debrief, new_seat.round, now):
        raise RoundOverError
    return add_seats(debrief, (new_seat,), timing, now)


def can_be_staffed(debrief: Debrief, number: int, now: int) -> bool:
    """Whether an interviewer can be added to a round: it exists and isn't complete."""
    first = debrief.current_round.number + is_round_complete(debrief, now)
    return first <= number <= len(debrief.rounds)


def replace_interviewer(  # noqa: PLR0913, PLR0917 - whom by whom, and when
    debrief: Debrief,
    actor: Actor,
    seat_id: str,
    person: str,
    holder: SeatHolder,
    timing: Timing,
    now: int,
    time: InterviewTime | None = None,
) -> Debrief:
    """Give a seat's stage to another person: an empty seat, or one that was finally released.

    Without a `time` the interview is when it was to be, unless that is over.

    The former seat stays, as released. If it was empty, its interviewer may keep it as if excused:
    see `excuse_seat`. SeatFiledError, SeatReleasedError while a release isn't final,
    SeatFilledError if that was done before, RoundOverError if nobody can be added to its round,
    SeatTakenError, SeatKeptError.
    """
    debrief = apply_due_reveal(debrief, now)
    seat = require_seat_permission(debrief, Permission.REPLACE, actor, seat_id, now)
    if seat.released and not seat.can_be_kept(now):
        if not can_be_filled_again(debrief, seat, now):
            raise SeatFilledError if _is_filled(debrief, seat) else RoundOverError
        return give_stage_to(debrief, seat, person, timing, now, time)
    former = _release_seat(debrief, actor, seat_id, ReleaseReason.REPLACED, holder, now)
    return give_stage_to(debrief, former, person, timing, now, time)


def can_be_filled_again(debrief: Debrief, seat: Seat, now: int) -> bool:
    """Whether a seat was finally released, and the owner may still find somebody else for it."""
    return (
        seat.released is not None
        and not seat.can_be_kept(now)
        and not _is_filled(debrief, seat)
        and get_phase(debrief, now) in {Phase.RUNNING, Phase.BETWEEN}
        and can_be_staffed(debrief, seat.round, now)
    )


def _is_filled(debrief: Debrief, seat: Seat) -> bool:
    """Whether somebody else has a released seat's stage."""
    replaced = seat.released is not None and seat.released.reason is ReleaseReason.REPLACED
    return replaced or any(each.in_place_of == seat.id for each in debrief.seats)


def give_stage_to(  # noqa: PLR0913, PLR0917 - whose seat to which person, and when
    debrief: Debrief,
    former: Seat,
    person: str,
    timing: Timing,
    now: int,
    time: InterviewTime | None = None,
) -> Debrief:
    """The record with a seat in place of `former`, which is released.

    Without a `time` the interview is when it was to be, unless that is over. SeatTakenError.
    """
    if is_seat_taken(debrief.seats, NewSeat(former.stage, person, former.round), now):
        raise SeatTakenError
    empty = Seat(
        id=str(debrief.next_seat),
        round=former.round,
        stage=former.stage,
        person=person,
        due_at=None,
        in_place_of=former.id,
    )
    if time is None:
        time = _keep_time(former, timing.calendar_of(person), now)
    new = set_interview_time(debrief, empty, time, timing, now)
    return replace(
        debrief,
        seats=tuple(
            seat
            for each in debrief.seats
            for seat in ((former, new) if each.id == former.id else (each,))
        ),
        next_seat=debrief.next_seat + 1,
    )


def _keep_time(former: Seat, calendar: WorkCalendar, now: int) -> InterviewTime:
    """When the interview is to be, if that is ahead; its scorecard is due by their own days.

    Without a time: a due time that is still ahead, or a day.
    """
    if former.at is not None or former.due_at is None:
        return replace(carry_interview_time(former, now), due_at=None)
    in_a_day = postpone_to_working_day(now + DAY, calendar)
    return InterviewTime(due_at=former.due_at if former.due_at > now else in_a_day)


def excuse_seat(  # noqa: PLR0913, PLR0917 - which seat, why, and when it is final
    debrief: Debrief,
    actor: Actor,
    seat_id: str,
    reason: ReleaseReason,
    holder: SeatHolder,
    now: int,
) -> Debrief:
    """Stop waiting for a seat. Its interviewer is told, and may keep it for one working day.

    Only then is the release final, unless they agree before. It is final at once where it is the
    owner's own seat, the account is gone, or they have kept it before and the time that they had
    then is over. SeatFiledError, SeatReleasedError, SeatKeptError while that time runs.
    """
    debrief = apply_due_reveal(debrief, now)
    return replace_seat(debrief, _release_seat(debrief, actor, seat_id, reason, holder, now))


def completes_round(debrief: Debrief, seat_id: str, now: int) -> bool:
    """Whether the current round waits for this seat alone."""
    return [seat.id for seat in list_missing_seats(debrief, now)] == [seat_id]


def remind_interviewer(debrief: Debrief, actor: Actor, seat_id: str, now: int) -> Debrief:
    """Remind an interviewer of the running round now, once a day and seat.

    RemindedTodayError, NotStartedError, SeatFiledError, SeatReleasedError.
    """
    debrief = apply_due_reveal(debrief, now)
    seat = require_seat_permission(debrief, Permission.REMIND, actor, seat_id, now)
    empty = require_empty_seat(seat)
    require_started(debrief, empty)
    if any(now < at + DAY for at in empty.nudged_at):
        raise RemindedTodayError
    return replace_seat(debrief, replace(empty, nudged_at=(*empty.nudged_at, now)))


def get_final_release_time(seat: Seat, actor: Actor, holder: SeatHolder, now: int) -> int:
    """When a release by the owner is final. SeatKeptError while it can't be released at all."""
    if seat.kept_at is not None and now < seat.overdue_at and not holder.gone:
        raise SeatKeptError
    asked_for_it = actor.person == seat.person
    if asked_for_it or holder.gone or seat.kept_at is not None:
        return now
    return add_working_days(now, 1, holder.calendar)


def _release_seat(  # noqa: PLR0913, PLR0917 - as `excuse_seat`
    debrief: Debrief,
    actor: Actor,
    seat_id: str,
    reason: ReleaseReason,
    holder: SeatHolder,
    now: int,
) -> Seat:
    replaced = reason is ReleaseReason.REPLACED
    permission = Permission.REPLACE if replaced else Permission.EXCUSE
    seat = require_seat_permission(debrief, permission, actor, seat_id, now)
    final_at = get_final_release_time(require_empty_seat(seat), actor, holder, now)
    return replace(
        end_wait(seat, now), released=Released(Release.EXCUSED, reason, actor.person, now, final_at)
    )
