"""How a debrief goes on: read a round, advance, stop, reveal without somebody, decide, close."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hiring.debriefs.access import Action, Actor, check, may_read
from hiring.debriefs.debrief import Closing, Decision, Outcome, Reveal
from hiring.debriefs.errors import (
    NotAllowedError,
    NotLastRoundError,
    NotOverdueError,
    OwnSeatEmptyError,
    stated,
)
from hiring.debriefs.opening import default_due
from hiring.debriefs.state import Seal, Settings, seal, settled
from hiring.debriefs.working_days import a_working_day_after

if TYPE_CHECKING:
    from hiring.debriefs.debrief import CloseKind, Debrief, Round, Seat


def mark_read(debrief: Debrief, by: Actor, number: int, now: int) -> Debrief:
    """Note that owner or decider reads an opened round; a public one needs no note."""
    debrief = settled(debrief, now)
    if not may_read(debrief, number, by, now):
        raise NotAllowedError("That round is not open to you. Nothing was changed.")
    one = debrief.rounds[number - 1]
    if seal(debrief, number, now) is Seal.PUBLIC or by.person in one.read_by:
        return debrief
    return _with_round(debrief, replace(one, read_by=(*one.read_by, by.person)))


def advance(debrief: Debrief, by: Actor, settings: Settings, now: int) -> Debrief:
    """Start the next round. Cards whose time has come already are due as if asked for now."""
    check(debrief, Action.ADVANCE, by, now)

    def due(seat: Seat) -> int:
        if seat.at is not None and seat.due_at > now:
            return seat.due_at
        return max(seat.due_at, default_due(debrief, seat.stage, now, settings))

    over = debrief.current
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


def stop(debrief: Debrief, by: Actor, now: int) -> Debrief:
    """Go no further: later rounds and their seats are left out, and what there is is revealed."""
    check(debrief, Action.STOP, by, now)
    number = debrief.current.number
    stopped = replace(debrief.current, stopped_at=now)
    return replace(
        debrief,
        rounds=(*debrief.rounds[: number - 1], stopped),
        seats=tuple(seat for seat in debrief.seats if seat.round <= number),
    )


def reveal_without(debrief: Debrief, by: Actor, settings: Settings, now: int) -> Debrief:
    """Reveal at once, without those whose seats are empty.

    OwnSeatEmptyError, NotLastRoundError (an empty seat can be excused), NotOverdueError unless
    each empty seat is overdue by a working day.
    """
    check(debrief, Action.REVEAL_WITHOUT, by, now)
    current = debrief.current.number
    empty = [seat for seat in debrief.seats_in(current) if seat.is_empty]
    if any(seat.person == by.person for seat in empty):
        raise OwnSeatEmptyError
    if current < len(debrief.rounds):
        raise NotLastRoundError
    if any(now < overdue_at(seat, settings) for seat in empty):
        raise NotOverdueError
    reveal = Reveal(through=current, at=now, without=tuple(seat.id for seat in empty))
    return replace(debrief, reveals=(*debrief.reveals, reveal))


def overdue_at(seat: Seat, settings: Settings) -> int:
    """When a seat is overdue by a working day."""
    return a_working_day_after(seat.due_at, settings.utc_offset)


def decide(debrief: Debrief, by: Actor, outcome: Outcome, reason: str, now: int) -> Debrief:
    """The decider decides, with the reason. For ANOTHER_ROUND see `opening.another_round`."""
    check(debrief, Action.DECIDE, by, now)
    return _decided(settled(debrief, now), by, outcome, reason, now)


def change_decision(
    debrief: Debrief, by: Actor, outcome: Outcome, reason: str, now: int
) -> Debrief:
    """The decider decides otherwise, with a reason; the former decision stays on record."""
    check(debrief, Action.CHANGE_DECISION, by, now)
    return _decided(debrief, by, outcome, reason, now)


def close(debrief: Debrief, by: Actor, kind: CloseKind, now: int) -> Debrief:
    """End it without a decision. What is sealed stays sealed."""
    check(debrief, Action.CLOSE, by, now)
    return replace(settled(debrief, now), closed=Closing(kind, by.person, now))


def moved(debrief: Debrief, channel: str) -> Debrief:
    """Its channel has another id from now on. Nobody's act."""
    return replace(debrief, channel=channel)


def _decided(debrief: Debrief, by: Actor, outcome: Outcome, reason: str, now: int) -> Debrief:
    if outcome is Outcome.ANOTHER_ROUND:
        raise NotAllowedError("Another round needs somebody to be seated in it.")
    decision = Decision(outcome, stated(reason), by.person, now)
    return replace(debrief, decisions=(*debrief.decisions, decision))


def _with_round(debrief: Debrief, changed: Round) -> Debrief:
    rounds = tuple(changed if one.number == changed.number else one for one in debrief.rounds)
    return replace(debrief, rounds=rounds)
