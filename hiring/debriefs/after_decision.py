"""After a decision: someone tells the candidate, and until then interviewers may dissent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hiring.debriefs.access import Permission, require_permission
from hiring.debriefs.debrief import CandidateTask, Dissent, Outcome
from hiring.debriefs.errors import (
    AlreadyToldError,
    DueInPastError,
    NoTaskError,
    UnknownAttributeError,
    require_reason,
)
from hiring.work_calendar import add_working_days, find_closing, find_next_opening

if TYPE_CHECKING:
    from hiring.debriefs.access import Actor
    from hiring.debriefs.debrief import Debrief, Decision
    from hiring.work_calendar import WorkCalendar

WORKING_DAYS = 2
TOLD_OUTCOMES = frozenset({Outcome.HIRE, Outcome.NO_HIRE})
"""What somebody has to tell the candidate."""


@dataclass(frozen=True, slots=True)
class Telling:
    """Who is to tell the candidate, and by when."""

    person: str
    due_at: int


def choose_telling(debrief: Debrief, calendar: WorkCalendar, now: int) -> Telling:
    """The owner, by the end of their day two working days from now; unless the decider differs."""
    day = add_working_days(now, WORKING_DAYS, calendar)
    return Telling(debrief.owner, find_closing(find_next_opening(day, calendar), calendar))


def add_candidate_task(debrief: Debrief, telling: Telling | None, now: int) -> Debrief:
    """The record with the task that belongs to the decision just made, if it is one to tell.

    DueInPastError.
    """
    decision = debrief.decision
    if telling is None or decision is None or decision.outcome not in TOLD_OUTCOMES:
        return debrief
    task = CandidateTask(telling.person, _require_future(telling.due_at, now), now)
    return replace(debrief, candidate_tasks=(*debrief.candidate_tasks, task))


def change_candidate_task(debrief: Debrief, actor: Actor, telling: Telling, now: int) -> Debrief:
    """Someone else tells the candidate, or by another time. NoTaskError, AlreadyToldError."""
    require_permission(debrief, Permission.CHANGE_CANDIDATE_TASK, actor, now)
    task = require_open_task(debrief)
    due_at = _require_future(telling.due_at, now)
    return _replace_task(debrief, replace(task, person=telling.person, due_at=due_at))


def mark_candidate_told(debrief: Debrief, actor: Actor, now: int) -> Debrief:
    """The candidate knows what was decided. NoTaskError, AlreadyToldError."""
    require_permission(debrief, Permission.TELL_CANDIDATE, actor, now)
    task = require_open_task(debrief)
    return _replace_task(debrief, replace(task, told_by=actor.person, told_at=now))


def require_open_task(debrief: Debrief) -> CandidateTask:
    """The task to tell the candidate, while nobody has. NoTaskError, AlreadyToldError."""
    task = debrief.candidate_task
    if task is None:
        raise NoTaskError
    if task.told_at is not None:
        raise AlreadyToldError
    return task


def record_dissent(
    debrief: Debrief, actor: Actor, attribute: str, evidence: str, now: int
) -> Debrief:
    """Someone with a seat disagrees with the decision, which it doesn't change.

    AlreadyToldError once the candidate knows, NoTaskError if nobody noted whether they do.
    """
    require_permission(debrief, Permission.DISSENT, actor, now)
    require_untold_candidate(debrief)
    if attribute not in list_dissent_attributes(debrief):
        raise UnknownAttributeError
    dissent = Dissent(actor.person, attribute, require_reason(evidence), now)
    return replace(debrief, dissents=(*debrief.dissents, dissent))


def require_untold_candidate(debrief: Debrief) -> Decision:
    """The decision that one can still dissent from. NoTaskError, AlreadyToldError."""
    if not takes_dissent(debrief):
        require_open_task(debrief)
    if debrief.decision is None:
        raise NoTaskError
    return debrief.decision


def takes_dissent(debrief: Debrief) -> bool:
    """Whether dissent counts: it is decided, and the candidate doesn't know yet.

    Nobody tells the candidate of a decision to wait.
    """
    if debrief.closed or debrief.decision is None:
        return False
    if debrief.decision.outcome is Outcome.HOLD:
        return True
    return must_tell_candidate(debrief)


def must_tell_candidate(debrief: Debrief) -> bool:
    """Whether somebody still has to tell the candidate what was decided."""
    task = debrief.candidate_task
    return task is not None and task.told_at is None


def list_dissent_attributes(debrief: Debrief) -> tuple[str, ...]:
    """The attributes that a dissent can be about: the role's, and whatever else was rated."""
    rated = (
        rating.attribute for s in debrief.seats if s.filing for rating in s.filing.card.ratings
    )
    return tuple(dict.fromkeys((*debrief.attributes, *rated)))


def _require_future(due_at: int, now: int) -> int:
    if due_at <= now:
        raise DueInPastError
    return due_at


def _replace_task(debrief: Debrief, task: CandidateTask) -> Debrief:
    return replace(debrief, candidate_tasks=(*debrief.candidate_tasks[:-1], task))
