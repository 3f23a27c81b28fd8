"""How a debrief goes on: read a round, advance, stop, reveal without somebody, decide, close."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hiring.debriefs.access import Actor, Permission, can_read_round, require_permission
from hiring.debriefs.debrief import Closing, Decision, Outcome, Reveal
from hiring.debriefs.errors import (
    NotAllowedError,
    NotLastRoundError,
    NotOverdueError,
    OwnSeatEmptyError,
    require_reason,
)
from hiring.debriefs.opening import get_default_due_time
from hiring.debriefs.state import Seal, Timing, apply_due_reveal, get_seal
from hiring.debriefs.working_days import add_working_day

if TYPE_CHECKING:
    from hiring.debriefs.debrief import CloseKind, Debrief, Round, Seat


def mark_round_read(debrief: Debrief, by: Actor, number: int, now: int) -> Debrief:
    """Note that owner or decider reads an opened round; a public one needs no note."""
    debrief = apply_due_reveal(debrief, now)
    if not can_read_round(debrief, number, by, now):
        raise NotAllowedError("That round is not open to you. Nothing was changed.")
    one = debrief.rounds[number - 1]
    if get_seal(debrief, number, now) is Seal.PUBLIC or by.person in one.read_by:
        return debrief
    return _with_round(debrief, replace(one, read_by=(*one.read_by, by.person)))


def advance_round(debrief: Debrief, by: Actor, settings: Timing, now: int) -> Debrief:
    """Start the next round. Cards whose time has come already are due as if asked for now."""
    require_permission(debrief, Permission.ADVANCE, by, now)

    def due(seat: Seat) -> int:
        if seat.at is not None and seat.due_at > now:
            return seat.due_at
        return max(seat.due_at, get_default_due_time(debrief, seat.stage, now, settings))

    over = debrief.current_round
    following = debrief.rounds[over.number]
    debrief = _with_round(debrief, replace(over, advanced_at=now))
    debrief = _with_round(debrief, replace(following, started_at=now))
    seats = (
        replace(seat, due_at=due(seat))
        if seat.round == following.number and seat.is_empty
        else seat
        for seat in debrief.seats
    )
    return replace(debrief, seats=tuple(seats))


def stop_rounds(debrief: Debrief, by: Actor, now: int) -> Debrief:
    """Go no further: later rounds and their seats are left out, and what there is is revealed."""
    require_permission(debrief, Permission.STOP, by, now)
    number = debrief.current_round.number
    stopped = replace(debrief.current_round, stopped_at=now)
    return replace(
        debrief,
        rounds=(*debrief.rounds[: number - 1], stopped),
        seats=tuple(seat for seat in debrief.seats if seat.round <= number),
    )


def reveal_without_empty_seats(debrief: Debrief, by: Actor, settings: Timing, now: int) -> Debrief:
    """Reveal at once, without those whose seats are empty.

    OwnSeatEmptyError, NotLastRoundError (an empty seat can be excused), NotOverdueError unless
    each empty seat is overdue by a working day.
    """
    require_permission(debrief, Permission.REVEAL_WITHOUT, by, now)
    current = debrief.current_round.number
    empty = [seat for seat in debrief.seats_in(current) if seat.is_empty]
    if any(seat.person == by.person for seat in empty):
        raise OwnSeatEmptyError
    if current < len(debrief.rounds):
        raise NotLastRoundError
    if any(now < get_overdue_time(seat, settings) for seat in empty):
        raise NotOverdueError
    reveal = Reveal(through=current, at=now, without=tuple(seat.id for seat in empty))
    return replace(debrief, reveals=(*debrief.reveals, reveal))


def get_overdue_time(seat: Seat, settings: Timing) -> int:
    """When a seat is overdue by a working day."""
    return add_working_day(seat.due_at, settings.utc_offset)


def record_decision(
    debrief: Debrief, by: Actor, outcome: Outcome, reason: str, now: int
) -> Debrief:
    """The decider decides, with the reason. For ANOTHER_ROUND see `opening.start_another_round`."""
    require_permission(debrief, Permission.DECIDE, by, now)
    return _decided(apply_due_reveal(debrief, now), by, outcome, reason, now)


def change_decision(
    debrief: Debrief, by: Actor, outcome: Outcome, reason: str, now: int
) -> Debrief:
    """The decider decides otherwise, with a reason; the former decision stays on record."""
    require_permission(debrief, Permission.CHANGE_DECISION, by, now)
    return _decided(debrief, by, outcome, reason, now)


def close_debrief(debrief: Debrief, by: Actor, kind: CloseKind, now: int) -> Debrief:
    """End it without a decision. What is sealed stays sealed."""
    require_permission(debrief, Permission.CLOSE, by, now)
    return replace(apply_due_reveal(debrief, now), closed=Closing(kind, by.person, now))


def move_to_channel(debrief: Debrief, channel: str) -> Debrief:
    """Its channel has another id from now on. Nobody's act."""
    return replace(debrief, channel=channel)


def _decided(debrief: Debrief, by: Actor, outcome: Outcome, reason: str, now: int) -> Debrief:
    if outcome is Outcome.ANOTHER_ROUND:
        raise NotAllowedError("Another round needs at least one interviewer.")
    decision = Decision(outcome, require_reason(reason), by.person, now)
    return replace(debrief, decisions=(*debrief.decisions, decision))


def _with_round(debrief: Debrief, changed: Round) -> Debrief:
    rounds = tuple(changed if one.number == changed.number else one for one in debrief.rounds)
    return replace(debrief, rounds=rounds)
