"""What the clock may tell one person about one debrief.

Each item says what it is about, and from when on (`first_at`) it may be sent how often (`most`):

| kind | to whom | first | how often |
|---|---|---|---|
| scorecard | an interviewer who has not filed | an hour after the interview | the setting, 3 |
| nudge | an interviewer who has not filed | when the owner asks for it | each time |
| schedule | the owner: an interview has no time | a working day after the round began | twice |
| schedule | its interviewer | a working day after the round began | once |
| late | the owner: somebody else's scorecard | at the seat's `overdue_at` | once |
| may_reveal | a decider who may reveal without the rest | when all of them are overdue | once |
| decision | the decider | the morning of the working day after it was due | the setting |
| candidate | who has to tell the candidate | on the morning of the day of the task | the setting |

Without an interview time a scorecard's reminder comes an hour after the due time, and never if it
has no due time either. Someone who has asked for more time, or has saved their ratings, is reminded
an hour after the scorecard is due. Nobody is reminded in the first hour of a round, or in the first
hour after they took a seat over or kept theirs. A `late` seat with neither an interview time nor a
due time isn't late: the owner is asked whether the interview took place.

When an interview or a due time moves, the count starts again: what was sent before `counts_from`
was about another time.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from hiring.debriefs.access import Actor
from hiring.debriefs.after_decision import must_tell_candidate
from hiring.debriefs.course import can_reveal_without, get_decision_due_time
from hiring.debriefs.state import Phase, get_phase, list_missing_seats
from hiring.work_calendar import HOUR, add_working_days, find_morning_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiring.debriefs.debrief import Debrief, Seat
    from hiring.work_calendar import WorkCalendar

ASKED_FOR_TIME: Final = 2
"""How often the owner is asked when an interview is."""


class Kind(StrEnum):
    """What an item is about; the words are stored."""

    SCORECARD = "scorecard"
    NUDGE = "nudge"
    SCHEDULE = "schedule"
    LATE = "late"
    MAY_REVEAL = "may_reveal"
    DECISION = "decision"
    CANDIDATE = "candidate"


OWN_SCORECARD: Final = frozenset({Kind.SCORECARD, Kind.NUDGE})
"""Both are about one thing, so only the latest of them is shown."""
SNOOZABLE: Final = frozenset({*OWN_SCORECARD, Kind.DECISION, Kind.CANDIDATE})
"""What a person has to do themself."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to tell a person, which holds now; times in seconds.

    `first_at`: not before. What was sent before `counts_from` counts for nothing, and what was sent
    before `shown_from` isn't shown any more. `due_at` is when the person, or the one whom it is
    about, was to have done it; None if it has no due time.
    """

    kind: Kind
    debrief: Debrief
    seat: Seat | None
    first_at: int
    most: int
    counts_from: int
    due_at: int | None = None
    shown_from: int = 0

    @property
    def seat_id(self) -> str:
        """The seat's id; empty for what is about the whole debrief."""
        return self.seat.id if self.seat else ""


def list_items(
    debrief: Debrief, person: str, calendar: WorkCalendar, most: int, now: int
) -> list[Item]:
    """What a person may be told about a debrief whose due reveal is applied.

    `calendar` is the person's. `most`: how often at most they are told of what they have to do
    themself.
    """
    phase = get_phase(debrief, now)
    items: list[Item] = []
    if phase is Phase.RUNNING:
        items += _list_own_scorecards(debrief, person, most)
        items += _list_times_to_ask_for(debrief, person, calendar, now)
        if person == debrief.owner:
            items += _list_late_seats(debrief, now)
        elif person == debrief.decider:
            items += _list_possible_reveal(debrief, now)
    if person == debrief.decider:
        items += _list_decisions(debrief, calendar, most, now)
    task = debrief.candidate_task
    if task and person == task.person and must_tell_candidate(debrief):
        morning = find_morning_of(task.due_at, calendar)
        at = morning if morning > task.set_at else task.due_at
        items.append(Item(Kind.CANDIDATE, debrief, None, at, most, at, task.due_at))
    return items


def _list_own_scorecards(debrief: Debrief, person: str, most: int) -> Iterator[Item]:
    for seat in debrief.seats_in(debrief.current_round.number):
        if seat.person != person or not seat.is_empty:
            continue
        answered_at = max(seat.more_time_at or 0, seat.rated.at if seat.rated else 0)
        if seat.nudged_at:
            at = seat.nudged_at[-1]
            yield Item(Kind.NUDGE, debrief, seat, at, 1, at, seat.due_at, answered_at)
        base = seat.due_at if seat.ends_at is None else seat.ends_at
        if base is None:
            continue
        due_at = (seat.due_at or 0) if answered_at else 0
        since = _find_beginning(debrief, seat)
        first_at = HOUR + max(base, due_at, since, seat.kept_at or 0)
        counts_from = base + HOUR
        yield Item(
            Kind.SCORECARD, debrief, seat, first_at, most, counts_from, seat.due_at, answered_at
        )


def _list_times_to_ask_for(
    debrief: Debrief, person: str, calendar: WorkCalendar, now: int
) -> Iterator[Item]:
    for seat in debrief.seats_in(debrief.current_round.number):
        if not (seat.is_empty and seat.at is None and seat.due_at is None):
            continue
        first_at = add_working_days(_find_beginning(debrief, seat), 1, calendar)
        if person == debrief.owner and (now < seat.overdue_at or person == seat.person):
            # Once it is overdue, the owner is asked whether it took place.
            yield Item(Kind.SCHEDULE, debrief, seat, first_at, ASKED_FOR_TIME, first_at)
        elif person == seat.person:
            yield Item(Kind.SCHEDULE, debrief, seat, first_at, 1, first_at)


def _find_beginning(debrief: Debrief, seat: Seat) -> int:
    """When a seat of the running round became its interviewer's: with the round, or later."""
    former = debrief.find_seat(seat.in_place_of)
    released_at = former.released.at if former and former.released else 0
    return max(debrief.current_round.started_at or 0, released_at)


def _list_late_seats(debrief: Debrief, now: int) -> Iterator[Item]:
    for seat in list_missing_seats(debrief, now):
        if seat.is_empty and seat.person != debrief.owner:
            at = seat.overdue_at
            yield Item(Kind.LATE, debrief, seat, at, 1, at, seat.due_at)


def _list_possible_reveal(debrief: Debrief, now: int) -> Iterator[Item]:
    missing = list_missing_seats(debrief, now)
    at = max((seat.overdue_at for seat in missing), default=now)
    if can_reveal_without(debrief, Actor(debrief.decider), at):
        yield Item(Kind.MAY_REVEAL, debrief, None, at, 1, at)


def _list_decisions(
    debrief: Debrief, calendar: WorkCalendar, most: int, now: int
) -> Iterator[Item]:
    due_at = get_decision_due_time(debrief, calendar, now)
    if due_at is not None:
        first_at = find_morning_of(add_working_days(due_at, 1, calendar), calendar)
        yield Item(Kind.DECISION, debrief, None, first_at, most, first_at, due_at)
