"""Seats and rounds before anyone has filed: opening a debrief, and adding a round to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hiring.debriefs.access import Actor, Permission, require_permission
from hiring.debriefs.debrief import Debrief, Decision, Outcome, Round, Seat, StagePlan
from hiring.debriefs.due_times import InterviewTime, set_interview_time
from hiring.debriefs.errors import (
    DecidedError,
    NoLabelError,
    NoSeatsError,
    SeatTakenError,
    require_reason,
)
from hiring.debriefs.labels import normalize_label
from hiring.debriefs.state import Timing, apply_due_reveal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hiring.debriefs.role_text import RoleText


@dataclass(frozen=True, slots=True)
class NewSeat:
    """An interviewer for a stage. `at`, `ends_at` and `due_at` as in `InterviewTime`."""

    stage: str
    person: str
    round: int = 1
    at: int | None = None
    ends_at: int | None = None
    due_at: int | None = None


@dataclass(frozen=True, slots=True)
class NewRound:
    """What *Another round* needs; the `round` of its seats doesn't count."""

    new_seats: tuple[NewSeat, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class NewDebrief:
    """What a debrief is opened with; `stages` are the role's, in their order."""

    id: str
    channel: str
    label: str
    role: str
    decider: str
    stages: tuple[StagePlan, ...]
    new_seats: tuple[NewSeat, ...]
    job_title: str = ""
    link: str = ""
    speaking: tuple[str, ...] = ()
    deputy: str = ""
    role_text: RoleText | None = None


def open_debrief(new: NewDebrief, actor: Actor, timing: Timing, now: int) -> Debrief:
    """A new debrief, owned by the person who opens it, its first round running.

    Rounds are numbered from 1 without gaps. NoLabelError, NoSeatsError, SeatTakenError.
    """
    if not normalize_label(new.label):
        raise NoLabelError
    if not new.new_seats:
        raise NoSeatsError
    order = sorted({new_seat.round for new_seat in new.new_seats})
    debrief = Debrief(
        id=new.id,
        channel=new.channel,
        label=new.label.strip(),
        role=new.role,
        owner=actor.person,
        decider=new.decider,
        opened_at=now,
        grace=timing.reveal_grace,
        stages=new.stages,
        seats=(),
        rounds=tuple(Round(at + 1, started_at=None if at else now) for at in range(len(order))),
        next_seat=1,
        job_title=new.job_title,
        link=new.link,
        speaking=new.speaking,
        deputy=new.deputy,
        role_text=new.role_text,
    )
    numbered = (
        replace(new_seat, round=order.index(new_seat.round) + 1)
        for new_seat in sorted(new.new_seats, key=lambda seat: seat.round)
    )
    return add_seats(debrief, numbered, timing, now)


def start_another_round(
    debrief: Debrief, actor: Actor, new_round: NewRound, timing: Timing, now: int
) -> Debrief:
    """The decider asks for another round, which starts now. What is public stays public.

    A decision to hire or not is to be changed first (DecidedError).
    """
    require_permission(debrief, Permission.ANOTHER_ROUND, actor, now)
    debrief = apply_due_reveal(debrief, now)
    if debrief.decision and debrief.decision.outcome is not Outcome.HOLD:
        raise DecidedError
    if not new_round.new_seats:
        raise NoSeatsError
    number = len(debrief.rounds) + 1
    decision = Decision(Outcome.ANOTHER_ROUND, require_reason(new_round.reason), actor.person, now)
    debrief = replace(
        debrief,
        rounds=(*debrief.rounds, Round(number, started_at=now)),
        decisions=(*debrief.decisions, decision),
    )
    numbered = (replace(new_seat, round=number) for new_seat in new_round.new_seats)
    return add_seats(debrief, numbered, timing, now)


def add_seats(debrief: Debrief, new_seats: Iterable[NewSeat], timing: Timing, now: int) -> Debrief:
    """The record with more seats.

    SeatTakenError if one of them exists already; errors of `due_times.set_interview_time`.
    """
    seats = list(debrief.seats)
    for new_seat in new_seats:
        if is_seat_taken(seats, new_seat, now):
            raise SeatTakenError
        seat = Seat(
            id=str(debrief.next_seat + len(seats) - len(debrief.seats)),
            round=new_seat.round,
            stage=new_seat.stage,
            person=new_seat.person,
            due_at=None,
        )
        time = InterviewTime(new_seat.at, new_seat.ends_at, new_seat.due_at)
        seats.append(set_interview_time(debrief, seat, time, timing, now))
    added = len(seats) - len(debrief.seats)
    return replace(debrief, seats=tuple(seats), next_seat=debrief.next_seat + added)


def is_seat_taken(seats: Iterable[Seat], new_seat: NewSeat, now: int) -> bool:
    """Whether the person has that seat already; one that is finally released doesn't count.

    A second seat beside one that can still be kept would bring an earlier time by which to file.
    """
    wanted = (new_seat.round, new_seat.stage, new_seat.person)
    return any(
        (seat.round, seat.stage, seat.person) == wanted
        for seat in seats
        if not seat.released or seat.can_be_kept(now)
    )
