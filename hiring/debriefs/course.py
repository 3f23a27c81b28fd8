"""How a debrief goes on: read a round, advance, stop, reveal, decide, close."""

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


def mark_round_read(debrief: Debrief, actor: Actor, number: int, now: int) -> Debrief:
    """Note that owner or decider reads an opened round; a public one needs no note."""
    debrief = apply_due_reveal(debrief, now)
    if not can_read_round(debrief, number, actor, now):
        raise NotAllowedError("That round is not open to you. Nothing was changed.")
    round_ = debrief.rounds[number - 1]
    if get_seal(debrief, number, now) is Seal.PUBLIC or actor.person in round_.read_by:
        return debrief
    return _replace_round(debrief, replace(round_, read_by=(*round_.read_by, actor.person)))


def advance_round(debrief: Debrief, actor: Actor, timing: Timing, now: int) -> Debrief:
    """Start the next round. Scorecards that are overdue by then are due as if asked for now."""
    require_permission(debrief, Permission.ADVANCE, actor, now)

    def due(seat: Seat) -> int:
        if seat.at is not None and seat.due_at > now:
            return seat.due_at
        return max(seat.due_at, get_default_due_time(debrief, seat.stage, now, timing))

    over = debrief.current_round
    following = debrief.rounds[over.number]
    debrief = _replace_round(debrief, replace(over, advanced_at=now))
    debrief = _replace_round(debrief, replace(following, started_at=now))
    seats = (
        replace(seat, due_at=due(seat))
        if seat.round == following.number and seat.is_empty
        else seat
        for seat in debrief.seats
    )
    return replace(debrief, seats=tuple(seats))


def stop_rounds(debrief: Debrief, actor: Actor, now: int) -> Debrief:
    """Skip the later rounds and their seats, and reveal what was filed."""
    require_permission(debrief, Permission.STOP, actor, now)
    number = debrief.current_round.number
    stopped = replace(debrief.current_round, stopped_at=now)
    return replace(
        debrief,
        rounds=(*debrief.rounds[: number - 1], stopped),
        seats=tuple(seat for seat in debrief.seats if seat.round <= number),
    )


def reveal_without_empty_seats(debrief: Debrief, actor: Actor, timing: Timing, now: int) -> Debrief:
    """Reveal at once, without those whose seats are empty.

    OwnSeatEmptyError, NotLastRoundError (an empty seat can be excused), NotOverdueError unless
    each empty seat is overdue by a working day.
    """
    require_permission(debrief, Permission.REVEAL_WITHOUT, actor, now)
    current = debrief.current_round.number
    empty = [seat for seat in debrief.seats_in(current) if seat.is_empty]
    if any(seat.person == actor.person for seat in empty):
        raise OwnSeatEmptyError
    if current < len(debrief.rounds):
        raise NotLastRoundError
    if any(now < get_overdue_time(seat, timing) for seat in empty):
        raise NotOverdueError
    reveal = Reveal(through=current, at=now, without=tuple(seat.id for seat in empty))
    return replace(debrief, reveals=(*debrief.reveals, reveal))


def get_overdue_time(seat: Seat, timing: Timing) -> int:
    """When a seat is overdue by a working day."""
    return add_working_day(seat.due_at, timing.utc_offset)


def record_decision(
    debrief: Debrief, actor: Actor, outcome: Outcome, reason: str, now: int
) -> Debrief:
    """The decider decides, with the reason. For ANOTHER_ROUND see `opening.start_another_round`."""
    require_permission(debrief, Permission.DECIDE, actor, now)
    return _add_decision(apply_due_reveal(debrief, now), actor, outcome, reason, now)


def change_decision(
    debrief: Debrief, actor: Actor, outcome: Outcome, reason: str, now: int
) -> Debrief:
    """The decider decides otherwise, with a reason; the previous decision stays on record."""
    require_permission(debrief, Permission.CHANGE_DECISION, actor, now)
    return _add_decision(debrief, actor, outcome, reason, now)


def close_debrief(debrief: Debrief, actor: Actor, kind: CloseKind, now: int) -> Debrief:
    """End it without a decision. What is sealed stays sealed."""
    require_permission(debrief, Permission.CLOSE, actor, now)
    return replace(apply_due_reveal(debrief, now), closed=Closing(kind, actor.person, now))


def move_to_channel(debrief: Debrief, channel: str) -> Debrief:
    """Its channel has another id from now on. Nobody's act."""
    return replace(debrief, channel=channel)


def _add_decision(
    debrief: Debrief, actor: Actor, outcome: Outcome, reason: str, now: int
) -> Debrief:
    if outcome is Outcome.ANOTHER_ROUND:
        raise NotAllowedError("Another round needs at least one interviewer.")
    decision = Decision(outcome, require_reason(reason), actor.person, now)
    return replace(debrief, decisions=(*debrief.decisions, decision))


def _replace_round(debrief: Debrief, changed: Round) -> Debrief:
    rounds = tuple(
        changed if round_.number == changed.number else round_ for round_ in debrief.rounds
    )
    return replace(debrief, rounds=rounds)
