"""Seats and rounds before anybody has filed: opening a debrief, and a further round of it."""

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
from hiring.debriefs.state import Timing, apply_due_reveal
from hiring.debriefs.working_days import DAY, end_of_day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hiring.debriefs.role_text import RoleText


@dataclass(frozen=True, slots=True)
class NewSeat:
    """Whom to seat for which stage. `at` is the interview's time; `due_at` None for the default."""

    stage: str
    person: str
    round: int = 1
    at: int | None = None
    due_at: int | None = None


@dataclass(frozen=True, slots=True)
class NewRound:
    """What is asked for with *Another round*; the seatings' `round` doesn't count."""

    seatings: tuple[NewSeat, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class NewDebrief:
    """What is asked for when a debrief is opened; `stages` are the role's, in their order."""

    id: str
    channel: str
    label: str
    role: str
    decider: str
    stages: tuple[StagePlan, ...]
    seatings: tuple[NewSeat, ...]
    job_title: str = ""
    link: str = ""
    speaking: tuple[str, ...] = ()
    role_text: RoleText | None = None


def open_debrief(asked: NewDebrief, by: Actor, settings: Timing, now: int) -> Debrief:
    """A new debrief, owned by who opens it, its first round running.

    Rounds are numbered anew from 1 without gaps. NoLabelError, NoSeatsError, SeatTakenError.
    """
    if not asked.label.strip():
        raise NoLabelError
    if not asked.seatings:
        raise NoSeatsError
    order = sorted({seating.round for seating in asked.seatings})
    debrief = Debrief(
        id=asked.id,
        channel=asked.channel,
        label=asked.label.strip(),
        role=asked.role,
        owner=by.person,
        decider=asked.decider,
        opened_at=now,
        grace=settings.reveal_grace,
        stages=asked.stages,
        seats=(),
        rounds=tuple(Round(at + 1, started_at=None if at else now) for at in range(len(order))),
        next_seat=1,
        job_title=asked.job_title,
        link=asked.link,
        speaking=asked.speaking,
        role_text=asked.role_text,
    )
    numbered = (
        replace(seating, round=order.index(seating.round) + 1)
        for seating in sorted(asked.seatings, key=lambda one: one.round)
    )
    return add_seats(debrief, numbered, settings, now)


def start_another_round(
    debrief: Debrief, by: Actor, asked: NewRound, settings: Timing, now: int
) -> Debrief:
    """The decider asks for a further round, which starts now. What is public stays public.

    A decision to hire or not is to be changed first (DecidedError).
    """
    require_permission(debrief, Permission.ANOTHER_ROUND, by, now)
    debrief = apply_due_reveal(debrief, now)
    if debrief.decision and debrief.decision.outcome is not Outcome.HOLD:
        raise DecidedError
    if not asked.seatings:
        raise NoSeatsError
    number = len(debrief.rounds) + 1
    decision = Decision(Outcome.ANOTHER_ROUND, require_reason(asked.reason), by.person, now)
    debrief = replace(
        debrief,
        rounds=(*debrief.rounds, Round(number, started_at=now)),
        decisions=(*debrief.decisions, decision),
    )
    numbered = (replace(seating, round=number) for seating in asked.seatings)
    return add_seats(debrief, numbered, settings, now)


def add_seats(debrief: Debrief, seatings: Iterable[NewSeat], settings: Timing, now: int) -> Debrief:
    """The record with further seats; SeatTakenError where one is there already."""
    seats = list(debrief.seats)
    for seating in seatings:
        if is_seat_taken(seats, seating):
            raise SeatTakenError
        seats.append(
            Seat(
                id=str(debrief.next_seat + len(seats) - len(debrief.seats)),
                round=seating.round,
                stage=seating.stage,
                person=seating.person,
                due_at=_due(debrief, seating, settings, now),
                at=seating.at,
            )
        )
    added = len(seats) - len(debrief.seats)
    return replace(debrief, seats=tuple(seats), next_seat=debrief.next_seat + added)


def is_seat_taken(seats: Iterable[Seat], seating: NewSeat) -> bool:
    """Whether the person has that seat already; a released one doesn't count."""
    asked = (seating.round, seating.stage, seating.person)
    return any((one.round, one.stage, one.person) == asked for one in seats if not one.released)


def get_default_due_time(debrief: Debrief, stage: str, at: int, settings: Timing) -> int:
    """When a card is due: 24 hours after the interview, or by the end of its day."""
    same_day = any(plan.same_day for plan in debrief.stages if plan.id == stage)
    return end_of_day(at, settings.utc_offset) if same_day else at + DAY


def _due(debrief: Debrief, seating: NewSeat, settings: Timing, now: int) -> int:
    asked = seating.due_at or get_default_due_time(
        debrief, seating.stage, seating.at or now, settings
    )
    return asked if asked > now else get_default_due_time(debrief, seating.stage, now, settings)
