"""What follows when a seat is released, and which rounds can still be staffed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks.debriefs.manage_form_parts import RoundEffect
from hiring.debriefs.staffing import completes_round
from hiring.debriefs.state import is_round_complete

if TYPE_CHECKING:
    from hiring.debriefs.debrief import Debrief


def find_effect_of_release(debrief: Debrief, seat_id: str, now: int) -> RoundEffect:
    """What follows if a seat is finally released: nothing, its round opens, or the reveal."""
    if not completes_round(debrief, seat_id, now):
        return RoundEffect.NOTHING
    last = debrief.current_round.number == len(debrief.rounds)
    return RoundEffect.REVEALS if last else RoundEffect.OPENS


def list_staffable_rounds(debrief: Debrief, now: int) -> list[int]:
    """The rounds that an interviewer can still be added to."""
    first = debrief.current_round.number + is_round_complete(debrief, now)
    return list(range(first, len(debrief.rounds) + 1)) or [debrief.current_round.number]
