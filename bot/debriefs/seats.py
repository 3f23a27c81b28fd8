"""Seats as their interviewers and the owner see them, and what follows when one is released."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks.debriefs.manage_form_parts import RoundEffect
from hiring.debriefs.contents import SeatStatus
from hiring.debriefs.staffing import completes_round
from hiring.debriefs.state import is_round_complete

if TYPE_CHECKING:
    from hiring.debriefs.debrief import Debrief, Seat


def describe_seat(seat: Seat) -> SeatStatus:
    """A seat as its interviewer and the owner may see it."""
    return SeatStatus(seat.id, seat.round, seat.stage, seat.person, seat.due_at, seat.state)


def find_effect_of_release(debrief: Debrief, seat_id: str) -> RoundEffect:
    """What follows if a seat is released: nothing, its round opens, or the debrief is revealed."""
    if not completes_round(debrief, seat_id):
        return RoundEffect.NOTHING
    last = debrief.current_round.number == len(debrief.rounds)
    return RoundEffect.REVEALS if last else RoundEffect.OPENS


def list_staffable_rounds(debrief: Debrief) -> list[int]:
    """The rounds that an interviewer can still be added to."""
    first = debrief.current_round.number + is_round_complete(debrief)
    return list(range(first, len(debrief.rounds) + 1)) or [debrief.current_round.number]
