"""What the owner does about seats: seat, swap, reschedule, excuse, nudge."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hiring.debriefs.access import Action, Actor, check
from hiring.debriefs.debrief import Release
from hiring.debriefs.errors import (
    DueInPastError,
    NotStartedError,
    NudgedTodayError,
    RoundOverError,
    SeatTakenError,
    stated,
)
from hiring.debriefs.filing import release, waited_for, with_seat
from hiring.debriefs.opening import Seating, is_taken, seated
from hiring.debriefs.state import is_complete, settled
from hiring.debriefs.working_days import DAY

if TYPE_CHECKING:
    from hiring.debriefs.debrief import Debrief
    from hiring.debriefs.state import Settings


def seat(debrief: Debrief, by: Actor, seating: Seating, settings: Settings, now: int) -> Debrief:
    """Add a seat to the running round or a later one. RoundOverError, SeatTakenError."""
    check(debrief, Action.SEAT, by, now)
    debrief = settled(debrief, now)
    current = debrief.current.number
    first = current + is_complete(debrief)
    if not first <= seating.round <= len(debrief.rounds):
        raise RoundOverError
    return seated(debrief, (seating,), settings, now)


def swap(debrief: Debrief, by: Actor, seat_id: str, person: str, now: int) -> Debrief:
    """Seat somebody else in an empty seat. It gets a new id, since it is another's from now on.

    SeatFiledError, SeatReleasedError, SeatTakenError.
    """
    check(debrief, Action.SWAP, by, now)
    debrief = settled(debrief, now)
    old = waited_for(debrief.seat(seat_id))
    if is_taken(debrief.seats, Seating(old.stage, person, old.round)):
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
        seats=tuple(new if one.id == old.id else one for one in debrief.seats),
        next_seat=debrief.next_seat + 1,
    )


def reschedule(debrief: Debrief, by: Actor, seat_id: str, due_at: int, now: int) -> Debrief:
    """Set another due time. DueInPastError, SeatFiledError, SeatReleasedError."""
    check(debrief, Action.RESCHEDULE, by, now)
    debrief = settled(debrief, now)
    empty = waited_for(debrief.seat(seat_id))
    if due_at <= now:
        raise DueInPastError
    return with_seat(debrief, replace(empty, due_at=due_at))


def excuse(debrief: Debrief, by: Actor, seat_id: str, reason: str, now: int) -> Debrief:
    """Wait for a seat no more, with a reason. SeatFiledError, SeatReleasedError.

    The last empty seat's excuse completes the round: see `completes`.
    """
    check(debrief, Action.EXCUSE, by, now)
    debrief = settled(debrief, now)
    return with_seat(debrief, release(debrief.seat(seat_id), Release.EXCUSED, stated(reason), now))


def completes(debrief: Debrief, seat_id: str) -> bool:
    """Whether a seat is the only one that the current round waits for."""
    empty = [one.id for one in debrief.seats_in(debrief.current.number) if one.is_empty]
    return empty == [seat_id]


def nudge(debrief: Debrief, by: Actor, seat_id: str, now: int) -> Debrief:
    """Remind an interviewer of the running round now, once a day and seat.

    NudgedTodayError, NotStartedError, SeatFiledError, SeatReleasedError.
    """
    check(debrief, Action.NUDGE, by, now)
    debrief = settled(debrief, now)
    empty = waited_for(debrief.seat(seat_id))
    if empty.round > debrief.current.number:
        raise NotStartedError
    if any(now < at + DAY for at in empty.nudged_at):
        raise NudgedTodayError
    return with_seat(debrief, replace(empty, nudged_at=(*empty.nudged_at, now)))
