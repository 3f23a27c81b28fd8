"""Seats and rounds before anyone has filed: opening a debrief, and adding a round to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hiring.debriefs.access import Actor, Permission, require_permission
from hiring.debriefs.debrief import Debrief, Decision, Outcome, Round, Seat, StagePlan
from hiring.debriefs.errors import (
    DecidedError,
    NoLabelError,
    NoSeatsError,
    SeatTakenError,
    require_reason,
)
from hiring.debriefs.labels import normalize_label
from hiring.debriefs.state import Timing, apply_due_reveal
from hiring.work_calendar import DAY, add_working_days, find_end_of_day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hiring.debriefs.role_text import RoleText
    from hiring.work_calendar import WorkCalendar


DAYS_WITHOUT_TIME = 3
"""Working days from which on a reveal may leave out a seat whose interview's time nobody said."""


@dataclass(frozen=True, slots=True)
class NewSeat:
    """An interviewer for a stage. `at` is the interview's time; `due_at` None for the default."""

    stage: str
    person: str
    round: int = 1
    at: int | None = None
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
    """The record with more seats; SeatTakenError if one of them exists already."""
    seats = list(debrief.seats)
    for new_seat in new_seats:
        if is_seat_taken(seats, new_seat, now):
            raise SeatTakenError
        calendar = timing.calendar_of(new_seat.person)
        due_at = _get_due_time(debrief, new_seat, calendar, now)
        has_time = new_seat.at is not None or new_seat.due_at is not None
        seats.append(
            Seat(
                id=str(debrief.next_seat + len(seats) - len(debrief.seats)),
                round=new_seat.round,
                stage=new_seat.stage,
                person=new_seat.person,
                due_at=due_at,
                at=new_seat.at,
                overdue_at=compute_overdue_time(due_at, now, calendar, has_time=has_time),
            )
        )
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


def compute_overdue_time(due_at: int, now: int, calendar: WorkCalendar, *, has_time: bool) -> int:
    """When the reveal may leave out a seat that is added now, or whose round starts now.

    One working day of its interviewer after it is due; `has_time` tells whether that time was
    given. If it wasn't, never before three working days from now. When the round starts, the later
    of both counts.
    """
    late = add_working_days(due_at, 1, calendar)
    if has_time:
        return late
    return max(late, add_working_days(now, DAYS_WITHOUT_TIME, calendar))


def get_default_due_time(debrief: Debrief, stage: str, at: int, calendar: WorkCalendar) -> int:
    """When a scorecard is due: 24 hours after the interview, or by the end of its day."""
    same_day = any(plan.same_day for plan in debrief.stages if plan.id == stage)
    return find_end_of_day(at, calendar) if same_day else at + DAY


def _get_due_time(debrief: Debrief, new_seat: NewSeat, calendar: WorkCalendar, now: int) -> int:
    wanted = new_seat.due_at or get_default_due_time(
        debrief, new_seat.stage, new_seat.at or now, calendar
    )
    return wanted if wanted > now else get_default_due_time(debrief, new_seat.stage, now, calendar)
