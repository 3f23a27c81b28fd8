"""What the owner does about seats: add, replace, reschedule, excuse, remind."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hiring.debriefs.access import Actor, Permission, require_permission
from hiring.debriefs.debrief import Release
from hiring.debriefs.errors import (
    DueInPastError,
    NotStartedError,
    RemindedTodayError,
    RoundOverError,
    SeatTakenError,
    require_reason,
)
from hiring.debriefs.filing import release_seat, replace_seat, require_empty_seat
from hiring.debriefs.opening import NewSeat, add_seats, is_seat_taken
from hiring.debriefs.state import apply_due_reveal, is_round_complete
from hiring.debriefs.working_days import DAY

if TYPE_CHECKING:
    from hiring.debriefs.debrief import Debrief
    from hiring.debriefs.state import Timing


def add_seat(
    debrief: Debrief, actor: Actor, new_seat: NewSeat, timing: Timing, now: int
) -> Debrief:
    """Add a seat to the running round or a later one. RoundOverError, SeatTakenError."""
    require_permission(debrief, Permission.ADD_SEAT, actor, now)
    debrief = apply_due_reveal(debrief, now)
    current = debrief.current_round.number
    first = current + is_round_complete(debrief)
    if not first <= new_seat.round <= len(debrief.rounds):
        raise RoundOverError
    return add_seats(debrief, (new_seat,), timing, now)


def replace_interviewer(
    debrief: Debrief, actor: Actor, seat_id: str, person: str, now: int
) -> Debrief:
    """Replace the interviewer of an empty seat, which gets a new id, since it is another person's.

    SeatFiledError, SeatReleasedError, SeatTakenError.
    """
    require_permission(debrief, Permission.REPLACE, actor, now)
    debrief = apply_due_reveal(debrief, now)
    old = require_empty_seat(debrief.seat(seat_id))
    if is_seat_taken(debrief.seats, NewSeat(old.stage, person, old.round)):
        raise SeatTakenError
    new = replace(
        old,
        id=str(debrief.next_seat),
        person=person,
        due_at=old.due_at if old.due_at > now else now + DAY,
        nudged_at=(),
    )
    return replace(
        debrief,
        seats=tuple(new if seat.id == old.id else seat for seat in debrief.seats),
        next_seat=debrief.next_seat + 1,
    )


def reschedule_seat(debrief: Debrief, actor: Actor, seat_id: str, due_at: int, now: int) -> Debrief:
    """Set another due time. DueInPastError, SeatFiledError, SeatReleasedError."""
    require_permission(debrief, Permission.RESCHEDULE, actor, now)
    debrief = apply_due_reveal(debrief, now)
    empty = require_empty_seat(debrief.seat(seat_id))
    if due_at <= now:
        raise DueInPastError
    return replace_seat(debrief, replace(empty, due_at=due_at))


def excuse_seat(debrief: Debrief, actor: Actor, seat_id: str, reason: str, now: int) -> Debrief:
    """Stop waiting for a seat, with a reason. SeatFiledError, SeatReleasedError.

    The last empty seat's excuse completes the round: see `completes_round`.
    """
    require_permission(debrief, Permission.EXCUSE, actor, now)
    debrief = apply_due_reveal(debrief, now)
    return replace_seat(
        debrief, release_seat(debrief.seat(seat_id), Release.EXCUSED, require_reason(reason), now)
    )


def completes_round(debrief: Debrief, seat_id: str) -> bool:
    """Whether the current round waits for this seat alone."""
    empty = [seat.id for seat in debrief.seats_in(debrief.current_round.number) if seat.is_empty]
    return empty == [seat_id]


def remind_interviewer(debrief: Debrief, actor: Actor, seat_id: str, now: int) -> Debrief:
    """Remind an interviewer of the running round now, once a day and seat.

    RemindedTodayError, NotStartedError, SeatFiledError, SeatReleasedError.
    """
    require_permission(debrief, Permission.REMIND, actor, now)
    debrief = apply_due_reveal(debrief, now)
    empty = require_empty_seat(debrief.seat(seat_id))
    if empty.round > debrief.current_round.number:
        raise NotStartedError
    if any(now < at + DAY for at in empty.nudged_at):
        raise RemindedTodayError
    return replace_seat(debrief, replace(empty, nudged_at=(*empty.nudged_at, now)))
