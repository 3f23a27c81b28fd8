"""What follows from a record and the clock: its phase, its reveal, what is sealed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from hiring.debriefs.debrief import Outcome, Reveal
from hiring.work_calendar import DEFAULT_CALENDAR

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hiring.debriefs.debrief import Debrief, Seat
    from hiring.work_calendar import WorkCalendar


@dataclass(frozen=True, slots=True)
class Timing:
    """`reveal_grace` in seconds, fixed for a debrief when it is opened; `calendars` by person."""

    reveal_grace: int = 300
    calendars: Mapping[str, WorkCalendar] = field(default_factory=dict)

    def calendar_of(self, person: str) -> WorkCalendar:
        """When a person works; the usual days and hours, in UTC, where that is not known."""
        return self.calendars.get(person, DEFAULT_CALENDAR)


class Phase(StrEnum):
    """How far a debrief is; see the package's docstring."""

    RUNNING = "running"
    BETWEEN = "between"
    GRACE = "grace"
    REVEALED = "revealed"
    DECIDED = "decided"
    CLOSED = "closed"


SEALED_PHASES = frozenset({Phase.RUNNING, Phase.BETWEEN, Phase.GRACE})
"""The phases before the reveal."""


class Seal(StrEnum):
    """Who may read a round's scorecards besides their authors."""

    SEALED = "sealed"
    OPENED = "opened"
    PUBLIC = "public"


def apply_due_reveal(debrief: Debrief, now: int) -> Debrief:
    """The debrief with its reveal, if the time for it has come. Every transition starts here."""
    at = get_scheduled_reveal_time(debrief)
    if at is None or now < at:
        return debrief
    reveal = Reveal(through=len(debrief.rounds), at=at)
    return replace(debrief, reveals=(*debrief.reveals, reveal), reveal_requests=())


def get_scheduled_reveal_time(debrief: Debrief) -> int | None:
    """When the scorecards are revealed by themselves: `grace` seconds after the last filing.

    Never before each release is final. None while seats are empty or another round follows, and
    once revealed or closed.
    """
    last = debrief.current_round
    followed = last.number < len(debrief.rounds)
    revealed = debrief.public_through >= last.number
    if debrief.closed or followed or revealed or get_completion_time(debrief) is None:
        return None
    unread = [seat for seat in debrief.seats if seat.round > debrief.public_through]
    filed = [seat.filing.at + debrief.grace for seat in unread if seat.filing]
    return max(last.started_at or 0, last.stopped_at or 0, *filed, *(s.settled_at for s in unread))


def list_people_in_charge(debrief: Debrief) -> tuple[str, ...]:
    """The owner and the decider, once if they are the same."""
    return tuple(dict.fromkeys((debrief.owner, debrief.decider)))


def list_reveal_requesters(debrief: Debrief) -> tuple[str, ...]:
    """Which of the owner and the decider want the reveal before the grace is over."""
    asking = {each.person for each in debrief.reveal_requests}
    return tuple(person for person in list_people_in_charge(debrief) if person in asking)


def get_end_time(debrief: Debrief) -> int | None:
    """When a debrief was decided or closed; None while it is open. *Hold* leaves it open."""
    if debrief.closed:
        return debrief.closed.at
    decision = debrief.decision
    return decision.at if decision and decision.outcome is not Outcome.HOLD else None


def get_completion_time(debrief: Debrief) -> int | None:
    """When the current round is, or will be, complete; None while it waits for a scorecard.

    It is complete once every seat was filed or finally released.
    """
    seats = debrief.seats_in(debrief.current_round.number)
    if any(seat.is_empty for seat in seats):
        return None
    return max((seat.settled_at for seat in seats), default=0)


def list_missing_seats(debrief: Debrief, now: int) -> list[Seat]:
    """The seats that the current round waits for: empty, or released and not yet finally."""
    seats = debrief.seats_in(debrief.current_round.number)
    return [seat for seat in seats if seat.is_empty or seat.can_be_kept(now)]


def list_later_seats(debrief: Debrief) -> list[Seat]:
    """The empty seats of rounds that haven't started."""
    current = debrief.current_round.number
    return [seat for seat in debrief.seats if seat.round > current and seat.is_empty]


def is_round_complete(debrief: Debrief, now: int) -> bool:
    """Whether every seat of the current round was filed or finally released."""
    at = get_completion_time(debrief)
    return at is not None and at <= now


def get_phase(debrief: Debrief, now: int) -> Phase:
    """How far a debrief is at a time."""
    debrief = apply_due_reveal(debrief, now)
    if debrief.closed:
        return Phase.CLOSED
    if debrief.public_through == len(debrief.rounds):
        return Phase.DECIDED if debrief.decision else Phase.REVEALED
    if not is_round_complete(debrief, now):
        return Phase.RUNNING
    return Phase.GRACE if debrief.current_round.number == len(debrief.rounds) else Phase.BETWEEN


def get_seal(debrief: Debrief, number: int, now: int) -> Seal:
    """Who may read the scorecards of a round: opened ones only owner and decider."""
    debrief = apply_due_reveal(debrief, now)
    current = debrief.current_round
    if not 1 <= number <= current.number:
        return Seal.SEALED
    if number <= debrief.public_through:
        return Seal.PUBLIC
    if debrief.closed:
        return Seal.SEALED
    over = number < current.number or current.stopped_at is not None
    between = number < len(debrief.rounds) and is_round_complete(debrief, now)
    return Seal.OPENED if over or between else Seal.SEALED


def list_people_concerned(debrief: Debrief) -> tuple[str, ...]:
    """The people whose working days may matter from now on: in charge, or without a scorecard."""
    writing = (seat.person for seat in debrief.seats if not seat.filing)
    return tuple(dict.fromkeys((debrief.owner, debrief.decider, *writing)))


def edit_needs_reason(debrief: Debrief, seat: Seat, now: int) -> bool:
    """Whether an edit of a seat's scorecard needs a reason.

    It does once someone else may have read it, or its author has read another one.
    """
    readers = debrief.rounds[seat.round - 1].read_by
    read = any(person != seat.person for person in readers)
    public = get_seal(debrief, seat.round, now) is Seal.PUBLIC
    return read or public or find_last_round_read(debrief, seat.person, now) > 0


def find_last_round_read(debrief: Debrief, person: str, now: int) -> int:
    """The last round of which a person may have read another one's scorecard; 0 if none.

    As owner or decider at any time, or because it is public.
    """
    through = apply_due_reveal(debrief, now).public_through
    read = (
        round_.number
        for round_ in debrief.rounds
        if (round_.number <= through or person in round_.read_by)
        and any(s.filing and s.person != person for s in debrief.seats_in(round_.number))
    )
    return max(read, default=0)
