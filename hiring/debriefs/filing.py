"""What an interviewer does with their own seat: file, edit, give up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hiring.debriefs.access import Action, Actor, check
from hiring.debriefs.debrief import Change, Filing, Release, Released, SeatState
from hiring.debriefs.errors import (
    AlreadyFiledError,
    CardIncompleteError,
    NotFiledError,
    NotStartedError,
    SeatFiledError,
    SeatReleasedError,
    stated,
)
from hiring.debriefs.scorecard import missing
from hiring.debriefs.state import Seal, needs_reason, seal, settled

if TYPE_CHECKING:
    from hiring.debriefs.debrief import Debrief, Seat
    from hiring.debriefs.scorecard import Scorecard


@dataclass(frozen=True, slots=True)
class Edit:
    """A card in place of the one before; `reason` only counts where one is needed."""

    card: Scorecard
    reason: str = ""


def file(debrief: Debrief, by: Actor, seat_id: str, card: Scorecard, now: int) -> Debrief:
    """File a card; a seat that was given up may still file. What it came after is noted.

    AlreadyFiledError, SeatReleasedError if excused, NotStartedError, CardIncompleteError.
    """
    debrief = settled(debrief, now)
    seat = debrief.seat(seat_id)
    check(debrief, Action.FILE, by, now, seat)
    if seat.state is SeatState.FILED:
        raise AlreadyFiledError
    if seat.state is SeatState.EXCUSED:
        raise SeatReleasedError
    if seat.round > debrief.current.number:
        raise NotStartedError
    _complete(card)
    filing = Filing(
        card,
        now,
        after_reveal=seal(debrief, seat.round, now) is Seal.PUBLIC,
        after_reading=any(by.person in one.read_by for one in debrief.rounds),
    )
    return with_seat(debrief, replace(seat, filing=filing, released=None))


def edit(debrief: Debrief, by: Actor, seat_id: str, edited: Edit, now: int) -> Debrief:
    """Change a card. No mark is left while nobody else could have read it.

    From then on (`state.needs_reason`) a reason is needed, and what it was is kept. A card that is
    the same as before changes nothing. NotFiledError, CardIncompleteError, ReasonNeededError.
    """
    debrief = settled(debrief, now)
    seat = debrief.seat(seat_id)
    check(debrief, Action.EDIT, by, now, seat)
    filing = seat.filing
    if filing is None:
        raise NotFiledError
    _complete(edited.card)
    if edited.card == filing.card:
        return debrief
    if needs_reason(debrief, seat, now):
        change = Change(filing.card, stated(edited.reason), now)
        filing = replace(filing, changes=(*filing.changes, change))
    return with_seat(debrief, replace(seat, filing=replace(filing, card=edited.card)))


def give_up(debrief: Debrief, by: Actor, seat_id: str, reason: str, now: int) -> Debrief:
    """An interviewer says that they won't file; the reason may be empty.

    SeatFiledError, SeatReleasedError.
    """
    debrief = settled(debrief, now)
    seat = debrief.seat(seat_id)
    check(debrief, Action.GIVE_UP, by, now, seat)
    return with_seat(debrief, release(seat, Release.GIVEN_UP, reason.strip(), now))


def release(seat: Seat, how: Release, reason: str, now: int) -> Seat:
    """A seat that nobody waits for any more. SeatFiledError, SeatReleasedError."""
    return replace(waited_for(seat), released=Released(how, reason, now))


def waited_for(seat: Seat) -> Seat:
    """The seat, if it is empty. SeatFiledError, SeatReleasedError."""
    if seat.filing:
        raise SeatFiledError
    if seat.released:
        raise SeatReleasedError
    return seat


def with_seat(debrief: Debrief, seat: Seat) -> Debrief:
    """The record with a seat in place of the one of its id."""
    seats = tuple(seat if one.id == seat.id else one for one in debrief.seats)
    return replace(debrief, seats=seats)


def _complete(card: Scorecard) -> None:
    if errors := missing(card):
        raise CardIncompleteError(errors)
