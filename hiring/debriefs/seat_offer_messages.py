"""The messages about requests to take a seat over: to those who are asked, who ask, and own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiring.debriefs.contents import RequestState
from hiring.debriefs.debrief import Answer
from hiring.debriefs.due_times import carry_interview_time
from hiring.debriefs.planned_messages import InDM, PlannedMessage
from hiring.debriefs.seat_offer_contents import SeatOfferAnswer, SeatOfferRequest, SeatTaken
from hiring.debriefs.state import Phase, get_phase
from hiring.debriefs.succession import find_owner_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiring.debriefs.debrief import Debrief, Seat, SeatOffer


def plan_seat_offers(debrief: Debrief, now: int) -> Iterator[PlannedMessage]:
    """The request to each person who was asked, and what became of it."""
    for seat in debrief.seats:
        for number, offer in enumerate(seat.offers, 1):
            yield from _plan_offer(debrief, seat, number, offer, now)


def find_open_offer(seat: Seat, now: int) -> SeatOffer | None:
    """The request for a seat that can still be accepted; None if there is none."""
    return next((offer for offer in seat.offers if offer.is_open(now)), None)


def _plan_offer(
    debrief: Debrief, seat: Seat, number: int, offer: SeatOffer, now: int
) -> Iterator[PlannedMessage]:
    state = _get_state(offer, now)
    time = carry_interview_time(seat, now)
    request = SeatOfferRequest(
        debrief_id=debrief.id,
        seat=seat.id,
        number=number,
        label=debrief.label,
        channel=debrief.channel,
        stage=seat.stage,
        by=seat.person,
        at=time.at,
        ends_at=time.ends_at,
        due_at=time.due_at,
        lapses_at=offer.lapses_at,
        state=state,
        owner=debrief.owner,
        former_at=seat.at if time.at is None else None,
    )
    slot = f"seat/{seat.id}/offer/{number}"
    yield PlannedMessage(f"{slot}/{offer.to}", InDM(offer.to), request)
    if state in {RequestState.OPEN, RequestState.WITHDRAWN}:
        return
    owed = seat.is_empty and get_phase(debrief, now) in {Phase.RUNNING, Phase.BETWEEN}
    answer = SeatOfferAnswer(
        debrief_id=debrief.id,
        seat=seat.id,
        label=debrief.label,
        channel=debrief.channel,
        stage=seat.stage,
        to=offer.to,
        state=state,
        owed=owed and seat.round <= debrief.current_round.number,
        has_due_time=seat.due_at is not None,
    )
    yield PlannedMessage(f"{slot}/answer/{seat.person}", InDM(seat.person), answer)
    owner = find_owner_at(debrief, offer.answered_at or 0)
    if offer.answer is Answer.ACCEPTED and owner not in {seat.person, offer.to}:
        taken = SeatTaken(
            debrief.id,
            debrief.label,
            debrief.channel,
            seat.stage,
            seat.person,
            offer.to,
            needs_time=any(
                each.in_place_of == seat.id and each.is_empty and each.at is None
                for each in debrief.seats
            ),
        )
        yield PlannedMessage(f"{slot}/owner/{owner}", InDM(owner), taken)


def _get_state(offer: SeatOffer, now: int) -> RequestState:
    if offer.answer:
        return RequestState(offer.answer)
    return RequestState.OPEN if offer.is_open(now) else RequestState.LAPSED
