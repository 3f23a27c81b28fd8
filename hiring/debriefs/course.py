"""How a debrief goes on: read a round, advance, stop, reveal, decide, close."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from hiring.debriefs.access import Actor, Permission, can_read_round, require_permission
from hiring.debriefs.after_decision import add_candidate_task
from hiring.debriefs.debrief import Closing, Decision, Outcome, Reveal, RevealRequest
from hiring.debriefs.due_times import InterviewTime, set_interview_time, start_waiting
from hiring.debriefs.errors import (
    DebriefError,
    NotAllowedError,
    NotInChannelError,
    NotLastRoundError,
    NotOverdueError,
    OwnSeatEmptyError,
    require_reason,
)
from hiring.debriefs.filing import end_wait
from hiring.debriefs.scheduling import list_called_off
from hiring.debriefs.state import (
    Phase,
    Seal,
    Timing,
    apply_due_reveal,
    get_phase,
    get_seal,
    list_missing_seats,
    list_people_in_charge,
    list_reveal_requesters,
)
from hiring.work_calendar import add_working_days, find_closing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hiring.debriefs.after_decision import Telling
    from hiring.debriefs.debrief import CloseKind, Debrief, Round, Seat
    from hiring.work_calendar import WorkCalendar


def mark_round_read(debrief: Debrief, actor: Actor, number: int, now: int) -> Debrief:
    """Note that owner or decider reads an opened round; a public one needs no note."""
    debrief = apply_due_reveal(debrief, now)
    if actor.person in {debrief.owner, debrief.decider} and not actor.member:
        raise NotInChannelError
    if not can_read_round(debrief, number, actor, now):
        raise NotAllowedError("That round is not open to you. Nothing was changed.")
    round_ = debrief.rounds[number - 1]
    if get_seal(debrief, number, now) is Seal.PUBLIC or actor.person in round_.read_by:
        return debrief
    return _replace_round(debrief, replace(round_, read_by=(*round_.read_by, actor.person)))


def advance_round(
    debrief: Debrief,
    actor: Actor,
    timing: Timing,
    now: int,
    times: Mapping[str, InterviewTime] = MappingProxyType({}),
) -> Debrief:
    """Start the next round. `times` are when its interviews are, by the ids of seats.

    Seats that are not in `times` stay as they are; those that nobody waits for are left out.
    InterviewTimeError, DueInPastError, DueBeforeEndError.
    """
    require_permission(debrief, Permission.ADVANCE, actor, now)
    over = debrief.current_round
    following = debrief.rounds[over.number]
    debrief = _replace_round(debrief, replace(over, advanced_at=now))
    debrief = _replace_round(debrief, replace(following, started_at=now))
    missing = list_missing_seats(debrief, now)

    def start(seat: Seat) -> Seat:
        if seat.id in times and seat.is_empty:
            seat = set_interview_time(debrief, seat, times[seat.id], timing, now)
        return start_waiting(debrief, seat, timing, now)

    seats = (start(seat) if seat in missing else seat for seat in debrief.seats)
    return replace(debrief, seats=tuple(seats))


def stop_rounds(debrief: Debrief, actor: Actor, now: int) -> Debrief:
    """Skip the later rounds and their seats, and reveal what was filed."""
    require_permission(debrief, Permission.STOP, actor, now)
    number = debrief.current_round.number
    dropped = (
        seat.person
        for seat in debrief.seats
        if seat.round > number and (not seat.released or seat.can_be_kept(now))
    )
    stopped = replace(
        debrief.current_round,
        stopped_at=now,
        stopped_by=actor.person,
        left_out=tuple(dict.fromkeys(dropped)),
    )
    later = (seat for seat in debrief.seats if seat.round > number)
    called_off = list_called_off(debrief, later, actor.person, now, closed=False)
    return replace(
        debrief,
        called_off=(*debrief.called_off, *called_off),
        rounds=(*debrief.rounds[: number - 1], stopped),
        seats=tuple(seat for seat in debrief.seats if seat.round <= number),
    )


def reveal_without_missing_seats(debrief: Debrief, actor: Actor, now: int) -> Debrief:
    """Reveal at once, without those who have not filed.

    OwnSeatEmptyError, NotLastRoundError (an empty seat can be excused), NotOverdueError unless
    each of their seats is overdue: see `Seat.overdue_at`.
    """
    require_permission(debrief, Permission.REVEAL_WITHOUT, actor, now)
    missing = list_missing_seats(debrief, now)
    if any(seat.person == actor.person and seat.is_empty for seat in missing):
        raise OwnSeatEmptyError
    if debrief.current_round.number < len(debrief.rounds):
        raise NotLastRoundError
    if any(now < seat.overdue_at for seat in missing):
        raise NotOverdueError
    without = tuple(seat.id for seat in missing if seat.is_empty)
    number = debrief.current_round.number
    reveal = Reveal(through=number, at=now, without=without, by=actor.person)
    seats = tuple(end_wait(seat, now) if seat in missing else seat for seat in debrief.seats)
    return replace(debrief, seats=seats, reveals=(*debrief.reveals, reveal))


def can_reveal_without(debrief: Debrief, actor: Actor, now: int) -> bool:
    """Whether a person may reveal now without the scorecards that are missing."""
    try:
        reveal_without_missing_seats(debrief, actor, now)
    except DebriefError:
        return False
    return True


def request_reveal(debrief: Debrief, actor: Actor, now: int) -> Debrief:
    """Reveal before the grace is over, once both the owner and the decider have asked for it.

    A request counts while its person is the owner or the decider. It stays if a scorecard is
    changed, since its end would tell that one was.
    """
    require_permission(debrief, Permission.REVEAL_NOW, actor, now)
    if actor.person not in {each.person for each in debrief.reveal_requests}:
        requests = (*debrief.reveal_requests, RevealRequest(actor.person, now))
        debrief = replace(debrief, reveal_requests=requests)
    in_charge = list_people_in_charge(debrief)
    if list_reveal_requesters(debrief) != in_charge:
        return debrief
    reveal = Reveal(through=len(debrief.rounds), at=now, early_by=in_charge)
    return replace(debrief, reveals=(*debrief.reveals, reveal), reveal_requests=())


def get_decision_due_time(debrief: Debrief, calendar: WorkCalendar, now: int) -> int | None:
    """When the decision is due: at the end of the decider's next working day after the reveal.

    None if there is nothing to decide at a time.
    """
    if get_phase(debrief, now) is not Phase.REVEALED:
        return None
    revealed_at = apply_due_reveal(debrief, now).reveals[-1].at
    return find_closing(add_working_days(revealed_at, 1, calendar), calendar)


def record_decision(  # noqa: PLR0913, PLR0917 - what is decided, and who tells the candidate
    debrief: Debrief,
    actor: Actor,
    outcome: Outcome,
    reason: str,
    now: int,
    telling: Telling | None = None,
) -> Debrief:
    """The decider decides, with the reason. For ANOTHER_ROUND see `opening.start_another_round`.

    `telling` counts for a decision to hire or not.
    """
    require_permission(debrief, Permission.DECIDE, actor, now)
    debrief = _add_decision(apply_due_reveal(debrief, now), actor, outcome, reason, now)
    return add_candidate_task(debrief, telling, now)


def change_decision(  # noqa: PLR0913, PLR0917 - what is decided, and who tells the candidate
    debrief: Debrief,
    actor: Actor,
    outcome: Outcome,
    reason: str,
    now: int,
    telling: Telling | None = None,
) -> Debrief:
    """The decider decides otherwise, with a reason; the previous decision stays on record.

    The candidate is to be told again: see `record_decision`.
    """
    require_permission(debrief, Permission.CHANGE_DECISION, actor, now)
    debrief = _add_decision(debrief, actor, outcome, reason, now)
    return add_candidate_task(debrief, telling, now)


def close_debrief(debrief: Debrief, actor: Actor, kind: CloseKind, now: int) -> Debrief:
    """End it without a decision. What is sealed stays sealed."""
    require_permission(debrief, Permission.CLOSE, actor, now)
    debrief = apply_due_reveal(debrief, now)
    called_off = list_called_off(debrief, debrief.seats, actor.person, now, closed=True)
    return replace(
        debrief,
        called_off=(*debrief.called_off, *called_off),
        seats=tuple(end_wait(seat, now) for seat in debrief.seats),
        closed=Closing(kind, actor.person, now),
    )


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
