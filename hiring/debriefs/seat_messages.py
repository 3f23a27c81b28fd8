"""The messages about seats: the count for everybody, kit and reminder for each interviewer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiring.debriefs.contents import (
    Kit,
    KitState,
    PublicRound,
    PublicSeat,
    Reminder,
    Root,
    RoundState,
)
from hiring.debriefs.debrief import SeatState
from hiring.debriefs.planned_messages import InChannel, InDM, PlannedMessage
from hiring.debriefs.reminders import get_last_reminder_time
from hiring.debriefs.state import Phase, get_phase, is_round_complete

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiring.debriefs.debrief import Debrief, Round, Seat
    from hiring.debriefs.state import Timing


def plan_root(debrief: Debrief, now: int) -> PlannedMessage:
    """The message for everybody: the interviewers, how many have filed, the outcome."""
    content = Root(
        debrief_id=debrief.id,
        label=debrief.label,
        role=debrief.role,
        job_title=debrief.job_title,
        link=debrief.link,
        owner=debrief.owner,
        decider=debrief.decider,
        phase=get_phase(debrief, now),
        rounds=tuple(_build_public_round(debrief, round_) for round_ in debrief.rounds),
        decision=debrief.decision,
        closed=debrief.closed.kind if debrief.closed else None,
    )
    return PlannedMessage("root", InChannel(debrief.channel), content)


def get_round_state(debrief: Debrief, round_: Round) -> RoundState:
    """What everybody may know of a round."""
    if round_.advanced_at is not None:
        return RoundState.ADVANCED
    if round_.stopped_at is not None:
        return RoundState.STOPPED
    if round_.number <= debrief.public_through:
        return RoundState.REVEALED
    if round_.started_at is None:
        return RoundState.WAITING
    if not is_round_complete(debrief):
        return RoundState.RUNNING
    last = round_ == debrief.rounds[-1]
    return RoundState.LAST_COMPLETE if last else RoundState.COMPLETE


def plan_kits(debrief: Debrief, now: int) -> Iterator[PlannedMessage]:
    """For each seat of the rounds begun, what its interviewer has to do."""
    for seat in debrief.seats:
        if seat.round > debrief.current_round.number or seat.state is SeatState.EXCUSED:
            continue
        kit = Kit(
            debrief_id=debrief.id,
            seat=seat.id,
            label=debrief.label,
            role=debrief.role,
            job_title=debrief.job_title,
            link=debrief.link,
            channel=debrief.channel,
            owner=debrief.owner,
            stage=seat.stage,
            due_at=seat.due_at,
            state=_get_kit_state(debrief, seat),
            late=seat.round <= debrief.public_through,
            probe_next=find_probe_questions(debrief, seat, now),
            attributes=debrief.attributes_of(seat.stage),
        )
        yield PlannedMessage(f"seat/{seat.id}/kit", InDM(seat.person), kit)


def find_probe_questions(debrief: Debrief, seat: Seat, now: int) -> tuple[str, ...]:
    """The questions that earlier interviewers left for a later one, while that one's seat is empty.

    Earlier means in an earlier round, or in an earlier stage of this round. They are in the order
    of the seats, because the order of filing is secret.
    """
    waited_for = get_phase(debrief, now) is Phase.RUNNING and seat.is_empty
    if not waited_for or seat.round > debrief.current_round.number:
        return ()
    own_place = (seat.round, debrief.stage_order(seat.stage))
    return tuple(
        each_seat.filing.card.probe_next.strip()
        for each_seat in debrief.seats
        if each_seat.filing
        and each_seat.filing.card.probe_next.strip()
        and (each_seat.round, debrief.stage_order(each_seat.stage)) < own_place
        and each_seat.person != seat.person
    )


def plan_latest_reminders(debrief: Debrief, now: int, timing: Timing) -> Iterator[PlannedMessage]:
    """For each empty seat of the running round, the latest reminder: a due one or the owner's."""
    if get_phase(debrief, now) is not Phase.RUNNING:
        return
    for seat in debrief.seats_in(debrief.current_round.number):
        at = get_last_reminder_time(seat, now, timing) if seat.is_empty else 0
        if not at:
            continue
        content = Reminder(
            debrief_id=debrief.id,
            seat=seat.id,
            label=debrief.label,
            stage=seat.stage,
            due_at=seat.due_at,
            nudged_by=debrief.owner if at in seat.nudged_at else None,
        )
        slot = f"seat/{seat.id}/reminder"
        yield PlannedMessage(slot, InDM(seat.person), content, generation=at)


def _build_public_round(debrief: Debrief, round_: Round) -> PublicRound:
    seats = [seat for seat in debrief.seats_in(round_.number) if not seat.released]
    return PublicRound(
        number=round_.number,
        state=get_round_state(debrief, round_),
        seats=tuple(PublicSeat(seat.stage, seat.person, seat.due_at) for seat in seats),
        filed=sum(seat.filing is not None for seat in seats),
    )


def _get_kit_state(debrief: Debrief, seat: Seat) -> KitState:
    if debrief.closed:
        return KitState.CLOSED
    if seat.filing:
        return KitState.FILED
    return KitState.GIVEN_UP if seat.released else KitState.OWED
