"""An interviewer asks somebody else to interview and file in their place, who accepts or declines.

Nothing changes until that person accepts. Then the seat is theirs, and the former interviewer is
released at once, since they wanted it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hiring.debriefs.access import Actor, Permission, require_seat_permission
from hiring.debriefs.debrief import Answer, Release, Released, ReleaseReason, SeatOffer
from hiring.debriefs.due_times import carry_interview_time
from hiring.debriefs.errors import OfferOverError, SamePersonError, SeatTakenError
from hiring.debriefs.filing import end_wait, replace_seat, require_own_empty_seat
from hiring.debriefs.opening import NewSeat, is_seat_taken
from hiring.debriefs.staffing import give_stage_to
from hiring.debriefs.state import apply_due_reveal
from hiring.work_calendar import add_working_days

if TYPE_CHECKING:
    from hiring.debriefs.debrief import Debrief, Seat
    from hiring.debriefs.state import Timing
    from hiring.debriefs.succession import Successor


def offer_seat(
    debrief: Debrief, actor: Actor, seat_id: str, successor: Successor, now: int
) -> Debrief:
    """Ask someone to take an empty seat, within one of their working days.

    Nobody can accept once the interview has begun; if it was to be before, it needs a new time. A
    new request takes the place of an earlier one. SamePersonError, SeatTakenError,
    AlreadyFiledError, SeatReleasedError.
    """
    debrief = apply_due_reveal(debrief, now)
    seat = require_seat_permission(debrief, Permission.OFFER_SEAT, actor, seat_id, now)
    require_own_empty_seat(seat)
    if successor.person == seat.person:
        raise SamePersonError
    if is_seat_taken(debrief.seats, NewSeat(seat.stage, successor.person, seat.round), now):
        raise SeatTakenError
    lapses_at = add_working_days(now, 1, successor.calendar)
    if seat.at is not None and now < seat.at:
        lapses_at = min(lapses_at, seat.at)
    offer = SeatOffer(successor.person, now, lapses_at)
    earlier = end_wait(seat, now).offers
    return replace_seat(debrief, replace(seat, offers=(*earlier, offer)))


def accept_seat(  # noqa: PLR0913, PLR0917 - which request, and when
    debrief: Debrief, actor: Actor, seat_id: str, number: int, timing: Timing, now: int
) -> Debrief:
    """Take the seat over; `number` counts its requests from 1.

    Interview and scorecard are at the times that the request said. Its former interviewer is
    finally released. OfferOverError, SeatTakenError.
    """
    debrief = apply_due_reveal(debrief, now)
    seat = _require_open_offer(debrief, actor, seat_id, number, now)
    accepted = _answer_offer(seat, number, Answer.ACCEPTED, now)
    excused, replaced = Release.EXCUSED, ReleaseReason.REPLACED
    former = replace(
        end_wait(accepted, now), released=Released(excused, replaced, seat.person, now, now)
    )
    time = carry_interview_time(seat, now)
    return give_stage_to(debrief, former, actor.person, timing, now, time)


def decline_seat(debrief: Debrief, actor: Actor, seat_id: str, number: int, now: int) -> Debrief:
    """Leave the seat with its interviewer; `number` as for `accept_seat`. OfferOverError."""
    debrief = apply_due_reveal(debrief, now)
    seat = _require_open_offer(debrief, actor, seat_id, number, now)
    return replace_seat(debrief, _answer_offer(seat, number, Answer.DECLINED, now))


def _require_open_offer(
    debrief: Debrief, actor: Actor, seat_id: str, number: int, now: int
) -> Seat:
    seat = require_seat_permission(debrief, Permission.ANSWER_OFFER, actor, seat_id, now)
    offers = seat.offers[number - 1 : number] if number > 0 else ()
    if not any(offer.to == actor.person and offer.is_open(now) for offer in offers):
        raise OfferOverError
    return seat


def _answer_offer(seat: Seat, number: int, answer: Answer, now: int) -> Seat:
    offers = tuple(
        replace(offer, answer=answer, answered_at=now) if place == number else offer
        for place, offer in enumerate(seat.offers, 1)
    )
    return replace(seat, offers=offers)
