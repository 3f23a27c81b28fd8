"""What a debrief waits for, as a person who runs it may know it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from hiring.debriefs.access import Permission, has_permission
from hiring.debriefs.after_decision import must_tell_candidate
from hiring.debriefs.course import get_decision_due_time
from hiring.debriefs.state import Phase, get_phase, list_missing_seats, list_people_in_charge

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hiring.debriefs.access import Actor
    from hiring.debriefs.debrief import Debrief
    from hiring.work_calendar import WorkCalendar


class Step(StrEnum):
    """What has to happen next."""

    SCORECARDS = "scorecards"
    CHOICE = "choice"
    REVEAL = "reveal"
    DECISION = "decision"
    CANDIDATE = "candidate"


@dataclass(frozen=True, slots=True)
class Waiting:
    """The next step, and the people it waits for, as far as the person may know them.

    `overdue`: it was due before.
    """

    step: Step
    people: tuple[str, ...] = ()
    due_at: int | None = None
    overdue: bool = False


_STEPS = {
    Phase.RUNNING: Step.SCORECARDS,
    Phase.BETWEEN: Step.CHOICE,
    Phase.GRACE: Step.REVEAL,
    Phase.REVEALED: Step.DECISION,
}


def find_wait(debrief: Debrief, actor: Actor, calendar: WorkCalendar, now: int) -> Waiting | None:
    """What a debrief waits for; None if it is over, and the candidate knows.

    `calendar` is the decider's.
    """
    step = _STEPS.get(get_phase(debrief, now))
    if step:
        people = tuple(dict.fromkeys(_list_awaited(debrief, step, actor, now)))
        due_at = get_decision_due_time(debrief, calendar, now)
        return Waiting(step, people, due_at, overdue=due_at is not None and due_at < now)
    task = debrief.candidate_task
    if task and must_tell_candidate(debrief):
        return Waiting(Step.CANDIDATE, (task.person,), task.due_at, overdue=task.due_at < now)
    return None


def _list_awaited(debrief: Debrief, step: Step, actor: Actor, now: int) -> Iterable[str]:
    """The people who have to do something, as far as a person may know them."""
    match step:
        case Step.SCORECARDS if has_permission(debrief, Permission.SEE_EMPTY_SEATS, actor, now):
            return [seat.person for seat in list_missing_seats(debrief, now)]
        case Step.CHOICE:
            return list_people_in_charge(debrief)
        case Step.DECISION:
            return (debrief.decider,)
    return ()
