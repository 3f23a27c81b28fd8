"""The messages about seats: the count for everybody, kit and reminder for each interviewer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiring.debriefs.contents import (
    GivenUpNote,
    InterviewOff,
    KeptNote,
    Kit,
    KitState,
    PublicRound,
    PublicSeat,
    ReadersNote,
    ReleaseNote,
    Root,
    RoundState,
)
from hiring.debriefs.debrief import Release, SeatState
from hiring.debriefs.due_times import get_kit_time
from hiring.debriefs.opening import NewSeat, is_seat_taken
from hiring.debriefs.planned_messages import InChannel, InDM, PlannedMessage
from hiring.debriefs.reveal import describe_release
from hiring.debriefs.seat_offer_messages import find_open_offer
from hiring.debriefs.staffing import can_be_filled_again
from hiring.debriefs.state import (
    Phase,
    Seal,
    edit_needs_reason,
    get_phase,
    get_seal,
    is_round_complete,
    list_people_in_charge,
    list_reveal_requesters,
)
from hiring.debriefs.succession import get_last_hand_over_time

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
        rounds=tuple(build_public_round(debrief, round_, now) for round_ in debrief.rounds),
        decision=debrief.decision,
        closed=debrief.closed.kind if debrief.closed else None,
        deputy=debrief.deputy,
        asked_now=list_reveal_requesters(debrief),
        task=debrief.candidate_task,
    )
    return PlannedMessage("root", InChannel(debrief.channel), content)


def get_round_state(debrief: Debrief, round_: Round, now: int) -> RoundState:
    """What everybody may know of a round."""
    if round_.advanced_at is not None:
        return RoundState.ADVANCED
    if round_.stopped_at is not None:
        return RoundState.STOPPED
    if round_.number <= debrief.public_through:
        return RoundState.REVEALED
    if round_.started_at is None:
        return RoundState.WAITING
    if not is_round_complete(debrief, now):
        return RoundState.RUNNING
    last = round_ == debrief.rounds[-1]
    return RoundState.LAST_COMPLETE if last else RoundState.COMPLETE


def plan_kits(debrief: Debrief, now: int, timing: Timing) -> Iterator[PlannedMessage]:
    """For each seat of the rounds begun, and each later interview with a time, what there is to do.

    Days before the interview it says who and when, from its kit time on everything, in a new
    message. So does a move of the interview by somebody else, and the start of its round. What
    became of the scorecard is an update of the message that its interviewer has. Before its round
    starts, a kit holds nothing of the rounds before it, not even whether they are complete.
    """
    decision = debrief.decision if get_phase(debrief, now) is Phase.DECIDED else None
    for seat in debrief.seats:
        starts_later = seat.round > debrief.current_round.number
        had_kit_at = seat.rescheduled.had_kit_at if seat.rescheduled else 0
        is_told = not starts_later or seat.at is not None or had_kit_at
        if not is_told or seat.state is SeatState.EXCUSED:
            continue
        own_seat = NewSeat(seat.stage, seat.person, seat.round)
        if seat.state is SeatState.GIVEN_UP and is_seat_taken(debrief.seats, own_seat, now):
            continue  # they have another one instead, with a kit of its own
        offer = find_open_offer(seat, now)
        state = _get_kit_state(debrief, seat)
        kit_time = get_kit_time(seat, timing)
        brief = state is KitState.OWED and now < kit_time and not had_kit_at
        late = seat.round <= debrief.public_through
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
            state=state,
            late=late,
            probe_next=find_probe_questions(debrief, seat, now),
            attributes=debrief.attributes_of(seat.stage),
            readers=list_readers(debrief, seat, now),
            needs_reason=seat.filing is not None and edit_needs_reason(debrief, seat, now),
            rated=seat.rated is not None,
            offered_to=offer.to if offer else "",
            offered_until=offer.lapses_at if offer else None,
            at=seat.at,
            ends_at=seat.ends_at,
            former_at=seat.rescheduled.former_at if seat.rescheduled else None,
            brief=brief,
            kit_at=kit_time if brief else None,
            opens_in=seat.round if starts_later else 0,
            outcome=decision.outcome if decision else None,
        )
        generation = _get_kit_generation(debrief, seat, kit_time, now)
        yield PlannedMessage(
            f"seat/{seat.id}/kit",
            InDM(seat.person),
            kit,
            generation=generation if state is KitState.OWED and not late else None,
        )


def _get_kit_generation(debrief: Debrief, seat: Seat, kit_time: int, now: int) -> int:
    """When there was last news: a move by somebody else, or the start of a later round.

    It is another one from the kit time on, unless the interviewer got the kit after that.
    """
    moved = seat.rescheduled
    news_at, had_kit_at = (moved.told_at, moved.had_kit_at) if moved else (0, 0)
    started_at = debrief.rounds[seat.round - 1].started_at or 0
    if seat.round > 1 and seat.at is not None and had_kit_at < started_at:
        news_at = max(news_at, started_at)
    return news_at + (had_kit_at < kit_time <= now)


def list_readers(debrief: Debrief, seat: Seat, now: int) -> tuple[str, ...]:
    """Who can read a seat's scorecard, once it is filed, before the channel can.

    Its author is left out.
    """
    if get_seal(debrief, seat.round, now) is not Seal.OPENED:
        return ()
    return tuple(person for person in list_people_in_charge(debrief) if person != seat.person)


def plan_release_notes(debrief: Debrief, now: int) -> Iterator[PlannedMessage]:
    """Each interviewer learns that they were excused, and each owner that someone gave up."""
    for seat in debrief.seats:
        released = seat.released or seat.given_up
        if released is None:
            continue
        if released.how is Release.EXCUSED and released.by != seat.person:
            content = ReleaseNote(
                debrief_id=debrief.id,
                seat=seat.id,
                label=debrief.label,
                channel=debrief.channel,
                stage=seat.stage,
                by=released.by,
                reason=released.reason,
                keeps_until=_find_last_time_to_keep(debrief, seat, now),
                agreed=released.agreed,
                at=seat.at if seat.at and released.at < seat.at else None,
                ends_at=seat.ends_at,
            )
            slot = f"seat/{seat.id}/release"
            yield PlannedMessage(slot, InDM(seat.person), content, generation=released.at)
        elif released.note_for and released.note_for != seat.person:
            note = GivenUpNote(
                debrief_id=debrief.id,
                seat=seat.id,
                label=debrief.label,
                channel=debrief.channel,
                stage=seat.stage,
                person=seat.person,
                reason=released.reason,
                note=released.note,
                can_fill=can_be_filled_again(debrief, seat, now),
            )
            slot = f"given-up/{seat.id}/{released.note_for}"
            yield PlannedMessage(slot, InDM(released.note_for), note, generation=released.at)


def plan_interviews_off(debrief: Debrief) -> Iterator[PlannedMessage]:
    """Whoever waits for an interview learns that it is off, by a message that notifies them."""
    for each in debrief.called_off:
        kind = debrief.closed.kind if each.closed and debrief.closed else None
        note = InterviewOff(debrief.id, debrief.label, debrief.channel, each, kind)
        yield PlannedMessage(f"seat/{each.seat}/off", InDM(each.person), note)


def plan_kept_notes(debrief: Debrief, now: int) -> Iterator[PlannedMessage]:
    """The owner learns that someone whom they have released keeps the seat."""
    for seat in debrief.seats_in(debrief.current_round.number):
        if until := find_time_of_kept_seat(seat, now):
            content = KeptNote(
                debrief.id, debrief.label, debrief.channel, seat.stage, seat.person, until
            )
            slot = f"kept/{seat.id}/{debrief.owner}"
            yield PlannedMessage(slot, InDM(debrief.owner), content, generation=seat.kept_at or 0)


def find_time_of_kept_seat(seat: Seat, now: int) -> int | None:
    """Until when an empty seat that its interviewer has kept can't be released; None if it can."""
    is_kept = seat.is_empty and seat.kept_at is not None and now < seat.overdue_at
    return seat.overdue_at if is_kept else None


def plan_readers_notes(debrief: Debrief, now: int) -> Iterator[PlannedMessage]:
    """Each author learns who can read an opened round, and again after a hand-over."""
    for round_ in debrief.rounds:
        authors: dict[str, tuple[str, ...]] = {}
        for seat in debrief.seats_in(round_.number):
            if seat.filing and (readers := list_readers(debrief, seat, now)):
                authors[seat.person] = readers
        for person, readers in authors.items():
            content = ReadersNote(
                debrief_id=debrief.id,
                label=debrief.label,
                channel=debrief.channel,
                number=round_.number,
                readers=readers,
            )
            slot = f"round/{round_.number}/readers/{person}"
            generation = get_last_hand_over_time(debrief)
            yield PlannedMessage(slot, InDM(person), content, generation=generation)


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


def build_public_round(debrief: Debrief, round_: Round, now: int) -> PublicRound:
    """A round as everyone may know it."""
    public = round_.number <= debrief.public_through
    # Who files after giving up stays under the others until the reveal, or it would show who filed.
    seats, released = [], []
    for seat in debrief.seats_in(round_.number):
        if release := seat.released or (None if public else seat.given_up):
            until = _find_last_time_to_keep(debrief, seat, now)
            released.append(describe_release(seat, release, until))
        else:
            seats.append(seat)
    return PublicRound(
        number=round_.number,
        state=RoundState.REVEALED if public else get_round_state(debrief, round_, now),
        seats=tuple(_build_public_seat(seat, now) for seat in seats),
        filed=sum(seat.filing is not None for seat in seats),
        released=tuple(released),
    )


def _build_public_seat(seat: Seat, now: int) -> PublicSeat:
    due_at = seat.public_due_at
    over = due_at is not None and due_at <= now
    shown = None if over else due_at
    return PublicSeat(seat.stage, seat.person, shown, seat.public_at, due_over=over)


def _find_last_time_to_keep(debrief: Debrief, seat: Seat, now: int) -> int | None:
    """Until when the interviewer may keep the seat or agree; None if they can't, or no longer."""
    waits = get_phase(debrief, now) in {Phase.RUNNING, Phase.BETWEEN}
    return seat.settled_at if waits and seat.can_be_kept(now) else None


def _get_kit_state(debrief: Debrief, seat: Seat) -> KitState:
    if debrief.closed:
        return KitState.CLOSED
    if seat.filing:
        return KitState.FILED
    return KitState.GIVEN_UP if seat.released else KitState.OWED
