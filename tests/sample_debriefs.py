"""A debrief made by hand, for tests of the store and the reconciler, and small changes of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.store.debriefs import Act
from hiring.debriefs.debrief import CloseKind, Closing, Debrief, Round, Seat, StagePlan
from hiring.work_calendar import DEFAULT_CALENDAR, add_working_days

STAGE = "screen"


def sample_debrief(debrief_id: str, *, opened_at: int = 0, **more: Any) -> Debrief:  # noqa: ANN401 - any field
    """Maya's, decided by Rosa, with Sam and Ines to file, unless `more` says otherwise."""
    debrief = Debrief(
        id=debrief_id,
        channel="C0HIRING",
        label="JS",
        role="sample-lead",
        owner="U0MAYA",
        decider="U0ROSA",
        opened_at=opened_at,
        grace=300,
        stages=(StagePlan(STAGE, ("judgement",)),),
        seats=seats("U0SAM", "U0INES", due_at=opened_at),
        rounds=(Round(1, started_at=opened_at),),
        next_seat=1,
    )
    return replace(debrief, **more)


def seats(*people: str, due_at: int = 0) -> tuple[Seat, ...]:
    """An empty seat for each of them."""
    overdue_at = add_working_days(due_at, 1, DEFAULT_CALENDAR)
    return tuple(
        Seat(f"s-{person}", 1, STAGE, person, due_at, overdue_at=overdue_at) for person in people
    )


def closed_at(at: int) -> Closing:
    return Closing(CloseKind.WITHDREW, "U0MAYA", at)


def act(command_id: str, actor: str = "U0MAYA", name: str = "test") -> Act:
    return Act(command_id, actor, name)


def add_one(debrief: Debrief, _now: int = 0) -> Debrief:
    """A change that tells how often it was made: see `count`."""
    return replace(debrief, next_seat=debrief.next_seat + 1)


def count(debrief: Debrief) -> int:
    """How often `add_one` has changed a debrief."""
    return debrief.next_seat - 1
