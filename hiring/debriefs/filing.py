"""What an interviewer does with their own seat: file, edit, give up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hiring.debriefs.access import Actor, Permission, require_permission
from hiring.debriefs.debrief import Change, Filing, Release, Released, SeatState
from hiring.debriefs.errors import (
    AlreadyFiledError,
    IncompleteScorecardError,
    NotFiledError,
    NotStartedError,
    SeatFiledError,
    SeatReleasedError,
    require_reason,
)
from hiring.debriefs.scorecard import find_problems
from hiring.debriefs.state import Seal, apply_due_reveal, edit_needs_reason, get_seal

if TYPE_CHECKING:
    from hiring.debriefs.debrief import Debrief, Seat
    from hiring.debriefs.scorecard import Scorecard


@dataclass(frozen=True, slots=True)
class ScorecardEdit:
    """A scorecard in place of the one before; `reason` only counts if one is needed."""

    scorecard: Scorecard
    reason: str = ""


def file_scorecard(
    debrief: Debrief, actor: Actor, seat_id: str, scorecard: Scorecard, now: int
) -> Debrief:
    """File a scorecard; a seat that was given up may still file. What it came after is noted.

    AlreadyFiledError, SeatReleasedError if excused, NotStartedError, IncompleteScorecardError.
    """
    debrief = apply_due_reveal(debrief, now)
    seat = debrief.seat(seat_id)
    require_permission(debrief, Permission.FILE, actor, now, seat)
    if seat.state is SeatState.FILED:
        raise AlreadyFiledError
    if seat.state is SeatState.EXCUSED:
        raise SeatReleasedError
    if seat.round > debrief.current_round.number:
        raise NotStartedError
    _require_complete(scorecard)
    filing = Filing(
        scorecard,
        now,
        after_reveal=get_seal(debrief, seat.round, now) is Seal.PUBLIC,
        after_reading=any(actor.person in round_.read_by for round_ in debrief.rounds),
    )
    return replace_seat(debrief, replace(seat, filing=filing, released=None))


def edit_scorecard(
    debrief: Debrief, actor: Actor, seat_id: str, edit: ScorecardEdit, now: int
) -> Debrief:
    """Change a scorecard. No mark is left while nobody else could have read it.

    From then on (`state.edit_needs_reason`) a reason is needed, and the old version is kept. An
    unchanged scorecard changes nothing. NotFiledError, IncompleteScorecardError, ReasonNeededError.
    """
    debrief = apply_due_reveal(debrief, now)
    seat = debrief.seat(seat_id)
    require_permission(debrief, Permission.EDIT, actor, now, seat)
    filing = seat.filing
    if filing is None:
        raise NotFiledError
    _require_complete(edit.scorecard)
    if edit.scorecard == filing.card:
        return debrief
    if edit_needs_reason(debrief, seat, now):
        change = Change(filing.card, require_reason(edit.reason), now)
        filing = replace(filing, changes=(*filing.changes, change))
    return replace_seat(debrief, replace(seat, filing=replace(filing, card=edit.scorecard)))


def give_up_seat(debrief: Debrief, actor: Actor, seat_id: str, reason: str, now: int) -> Debrief:
    """An interviewer says that they won't file; the reason may be empty.

    SeatFiledError, SeatReleasedError.
    """
    debrief = apply_due_reveal(debrief, now)
    seat = debrief.seat(seat_id)
    require_permission(debrief, Permission.GIVE_UP, actor, now, seat)
    return replace_seat(debrief, release_seat(seat, Release.GIVEN_UP, reason.strip(), now))


def release_seat(seat: Seat, how: Release, reason: str, now: int) -> Seat:
    """A seat that nobody waits for any more. SeatFiledError, SeatReleasedError."""
    return replace(require_empty_seat(seat), released=Released(how, reason, now))


def require_empty_seat(seat: Seat) -> Seat:
    """The seat, if it is empty. SeatFiledError, SeatReleasedError."""
    if seat.filing:
        raise SeatFiledError
    if seat.released:
        raise SeatReleasedError
    return seat


def replace_seat(debrief: Debrief, seat: Seat) -> Debrief:
    """The record with this seat instead of the one with its id."""
    seats = tuple(seat if each_seat.id == seat.id else each_seat for each_seat in debrief.seats)
    return replace(debrief, seats=seats)


def _require_complete(scorecard: Scorecard) -> None:
    if errors := find_problems(scorecard):
        raise IncompleteScorecardError(errors)
