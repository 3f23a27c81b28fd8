"""Which messages should exist in Slack for a debrief. Sealing is decided here, once.

The functions below give the messages in the order to post them in. All take a record in which the
reveal that the clock brought is settled.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hiring.debriefs import reveal
from hiring.debriefs.after_decision import takes_dissent
from hiring.debriefs.contents import (
    CandidateNote,
    CandidateTold,
    ClosedNote,
    DeciderNote,
    DecisionNote,
    DissentNote,
    HandOverNote,
    HandOverRefused,
    HandOverRequest,
    HandOverTold,
    OwnerBoard,
    RequestState,
    RevealNowNote,
    RoundComplete,
    RoundNote,
    RoundState,
    SeatStatus,
)
from hiring.debriefs.course import get_decision_due_time
from hiring.debriefs.debrief import Answer, Duty
from hiring.debriefs.due_times import get_kit_time
from hiring.debriefs.planned_messages import InDM, InThread, Outlook, PlannedMessage
from hiring.debriefs.seat_messages import (
    find_time_of_kept_seat,
    get_round_state,
    plan_interviews_off,
    plan_kept_notes,
    plan_kits,
    plan_readers_notes,
    plan_release_notes,
    plan_root,
)
from hiring.debriefs.seat_offer_messages import plan_seat_offers
from hiring.debriefs.staffing import can_be_filled_again
from hiring.debriefs.state import (
    SEALED_PHASES,
    Phase,
    Seal,
    apply_due_reveal,
    get_phase,
    get_scheduled_reveal_time,
    get_seal,
    list_missing_seats,
    list_people_in_charge,
    list_reveal_requesters,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiring.debriefs.debrief import Debrief, Seat
    from hiring.debriefs.state import Timing


def compute_outlook(debrief: Debrief, now: int, timing: Timing) -> Outlook:
    """The messages that should exist at a time, and when to look again. A pure function."""
    if debrief.closed:
        now = min(now, debrief.closed.at)  # from then on nothing changes by time
    debrief = apply_due_reveal(debrief, now)
    return Outlook(
        messages=(
            plan_root(debrief, now),
            *plan_kits(debrief, now, timing),
            *plan_release_notes(debrief, now),
            *plan_interviews_off(debrief),
            *plan_kept_notes(debrief, now),
            *plan_seat_offers(debrief, now),
            *_plan_hand_overs(debrief, now),
            *_plan_round_notes(debrief, now),
            *_plan_round_complete(debrief, now),
            *plan_readers_notes(debrief, now),
            *_plan_owner_board(debrief, now),
            *_plan_decider_note(debrief, now),
            *_plan_reveal_requests(debrief, now),
            *_plan_reveals(debrief, now, timing),
            *_plan_decisions(debrief),
            *_plan_dissents(debrief),
            *_plan_candidate_notes(debrief),
            *_plan_closed_note(debrief),
        ),
        look_again=_find_next_look(debrief, now, timing),
    )


def _list_missing_seats(debrief: Debrief, now: int) -> list[Seat]:
    """The seats that the running round waits for."""
    return list_missing_seats(debrief, now) if get_phase(debrief, now) is Phase.RUNNING else []


def _plan_hand_overs(debrief: Debrief, now: int) -> Iterator[PlannedMessage]:
    """The request to each successor, the refusal to who asked, and what everybody is told."""
    for number, each in enumerate(debrief.hand_overs, 1):
        lapsed = each.answer is None and not each.is_open(now)
        if not each.at_once:
            over = RequestState.LAPSED if lapsed or debrief.closed else RequestState.OPEN
            state = RequestState(each.answer) if each.answer else over
            request = HandOverRequest(
                debrief_id=debrief.id,
                number=number,
                label=debrief.label,
                channel=debrief.channel,
                duties=each.duties,
                by=each.by,
                lapses_at=each.lapses_at,
                state=state,
            )
            yield PlannedMessage(f"hand-over/{number}/{each.to}", InDM(each.to), request)
        if lapsed or each.answer is Answer.DECLINED:
            refused = HandOverRefused(
                debrief.id, debrief.label, debrief.channel, each.duties, each.to, each.answer
            )
            slot = f"hand-over/{number}/refused/{each.by}"
            yield PlannedMessage(slot, InDM(each.by), refused)
        if each.answer is Answer.ACCEPTED:
            note = HandOverNote(
                debrief.id, debrief.label, each.duties, each.to, each.by, each.former, each.at_once
            )
            slot = f"thread/hand-over-{number}"
            yield PlannedMessage(slot, InThread(debrief.channel), note, notifies=True)
            unasked = (*each.former, each.to) if each.at_once else each.former
            for reader in dict.fromkeys(unasked):
                if each.by and reader != each.by:
                    told = HandOverTold(
                        debrief.id,
                        debrief.label,
                        debrief.channel,
                        each.duties,
                        each.to,
                        each.by,
                        reader,
                    )
                    slot = f"hand-over/{number}/told/{reader}"
                    yield PlannedMessage(slot, InDM(reader), told)


def _plan_round_notes(debrief: Debrief, now: int) -> Iterator[PlannedMessage]:
    destination = InThread(debrief.channel)
    for round_ in debrief.rounds:
        state = get_round_state(debrief, round_, now)
        if state in {RoundState.COMPLETE, RoundState.ADVANCED, RoundState.STOPPED}:
            note = RoundNote(debrief.id, round_.number, state, round_.stopped_by, round_.left_out)
            yield PlannedMessage(f"thread/round-{round_.number}", destination, note)


def _plan_round_complete(debrief: Debrief, now: int) -> Iterator[PlannedMessage]:
    for round_ in debrief.rounds:
        if get_seal(debrief, round_.number, now) is not Seal.OPENED:
            continue
        following = debrief.seats_in(round_.number + 1)
        for person in list_people_in_charge(debrief):
            changed = {
                seat.person: seat.filing.changes[-1].at
                for seat in debrief.seats_in(round_.number)
                if seat.filing and seat.filing.changes and seat.person != person
            }
            content = RoundComplete(
                debrief_id=debrief.id,
                label=debrief.label,
                channel=debrief.channel,
                number=round_.number,
                filed=sum(seat.filing is not None for seat in debrief.seats_in(round_.number)),
                state=get_round_state(debrief, round_, now),
                next_people=tuple(dict.fromkeys(s.person for s in following if not s.released)),
                changed=tuple(changed),
            )
            slot = f"round/{round_.number}/complete/{person}"
            # A change is news to whoever has read the round, so it is a new message.
            generation = max(changed.values(), default=0)
            yield PlannedMessage(slot, InDM(person), content, generation=generation)


def _plan_owner_board(debrief: Debrief, now: int) -> Iterator[PlannedMessage]:
    now_is = get_phase(debrief, now)
    sealed = now_is in SEALED_PHASES
    board = OwnerBoard(
        debrief_id=debrief.id,
        label=debrief.label,
        channel=debrief.channel,
        phase=now_is,
        current=debrief.current_round.number,
        seats=describe_seats(debrief, now) if sealed else (),
        owner=debrief.owner,
        decider=debrief.decider,
        asked_now=list_reveal_requesters(debrief) if sealed else (),
    )
    # The reveal is news to the owner, whom the thread may not mention, so it is a new message.
    generation = sum(each.guided for each in debrief.reveals)
    yield PlannedMessage(
        f"owner/{debrief.owner}", InDM(debrief.owner), board, generation=generation
    )


def _plan_decider_note(debrief: Debrief, now: int) -> Iterator[PlannedMessage]:
    """Whoever was named to decide learns it, until the reveal's own message tells them.

    Whoever took it over was told of that already.
    """
    taken_over = any(
        each.answer is Answer.ACCEPTED and Duty.DECIDER in each.duties
        for each in debrief.hand_overs
    )
    is_named = debrief.decider != debrief.owner and not taken_over
    if is_named and get_phase(debrief, now) in SEALED_PHASES:
        note = DeciderNote(debrief.id, debrief.label, debrief.channel, debrief.owner)
        yield PlannedMessage(f"decider/{debrief.decider}", InDM(debrief.decider), note)


def describe_seats(debrief: Debrief, now: int) -> tuple[SeatStatus, ...]:
    """All seats as the owner may see them, and which of them can be filled again."""
    missing = _list_missing_seats(debrief, now)
    return tuple(
        replace(
            describe_seat(seat, now),
            can_fill=can_be_filled_again(debrief, seat, now),
            overdue=seat in missing
            and seat.is_empty
            and seat.due_at is not None
            and seat.due_at <= now,
        )
        for seat in debrief.seats
    )


def describe_seat(seat: Seat, now: int) -> SeatStatus:
    """A seat as its interviewer and the owner may see it."""
    keeps_until = seat.settled_at if seat.can_be_kept(now) else None
    return SeatStatus(
        seat.id,
        seat.round,
        seat.stage,
        seat.person,
        seat.due_at,
        seat.state,
        keeps_until,
        find_time_of_kept_seat(seat, now),
        rated=seat.rated is not None,
        more_time=seat.more_time_at is not None,
        at=seat.at,
        ends_at=seat.ends_at,
    )


def _plan_reveals(debrief: Debrief, now: int, timing: Timing) -> Iterator[PlannedMessage]:
    destination = InThread(debrief.channel)
    undecided = get_phase(debrief, now) is Phase.REVEALED
    before = 0
    for number, each_reveal in enumerate(debrief.reveals, 1):
        prefix = "reveal" if number == 1 else f"reveal/{number}"
        if each_reveal.guided:
            plan = reveal.build_plan(debrief, each_reveal.through)
            if each_reveal is debrief.reveals[-1]:
                calendar = timing.calendar_of(debrief.decider)
                due_at = get_decision_due_time(debrief, calendar, now)
                plan = replace(plan, decide_by=due_at)
            yield PlannedMessage(f"{prefix}/talk", destination, plan, notifies=True)
        summary = reveal.build_summary(debrief, each_reveal.through)
        notifies = not each_reveal.guided
        yield PlannedMessage(f"{prefix}/summary", destination, summary, notifies=notifies)
        if matrix := reveal.build_matrix(debrief, each_reveal.through):
            yield PlannedMessage(f"{prefix}/matrix", destination, matrix)
        for scorecard in reveal.build_scorecards(debrief, before, each_reveal.through):
            yield PlannedMessage(f"reveal/card/{scorecard.seat.seat}", destination, scorecard)
        sheet = reveal.build_run_sheet(debrief, each_reveal.through, undecided=undecided)
        yield PlannedMessage(f"{prefix}/run-sheet", destination, sheet)
        before = each_reveal.through


def _plan_decisions(debrief: Debrief) -> Iterator[PlannedMessage]:
    previous = None
    for number, decision in enumerate(debrief.decisions, 1):
        slot = "decision" if number == 1 else f"decision/{number}"
        present = decision is debrief.decision
        note = DecisionNote(
            debrief.id,
            debrief.label,
            decision,
            previous,
            task=debrief.candidate_task if present else None,
            takes_dissent=present and takes_dissent(debrief),
        )
        yield PlannedMessage(slot, InThread(debrief.channel), note)
        previous = decision


def _plan_reveal_requests(debrief: Debrief, now: int) -> Iterator[PlannedMessage]:
    """Whichever of owner and decider hasn't asked for the reveal learns that the other one has."""
    if get_phase(debrief, now) is not Phase.GRACE:
        return
    asking = list_reveal_requesters(debrief)
    for by in asking:
        for person in list_people_in_charge(debrief):
            if person not in asking:
                note = RevealNowNote(debrief.id, debrief.label, debrief.channel, by)
                yield PlannedMessage(f"reveal-now/{by}/{person}", InDM(person), note)


def _plan_dissents(debrief: Debrief) -> Iterator[PlannedMessage]:
    for number, dissent in enumerate(debrief.dissents, 1):
        note = DissentNote(debrief.id, debrief.label, dissent)
        yield PlannedMessage(f"dissent/{number}", InThread(debrief.channel), note)


def _plan_candidate_notes(debrief: Debrief) -> Iterator[PlannedMessage]:
    """Who tells the candidate learns it, unless they decided it; all learn that it is done."""
    present, decision = debrief.candidate_task, debrief.decision
    for number, task in enumerate(debrief.candidate_tasks, 1):
        if task is present and decision and task.person != decision.by:
            note = CandidateNote(debrief.id, debrief.label, debrief.channel, decision, task)
            yield PlannedMessage(f"candidate/{number}/{task.person}", InDM(task.person), note)
        if task.told_by:
            told = CandidateTold(debrief.id, debrief.label, task.told_by)
            yield PlannedMessage(f"candidate/{number}/told", InThread(debrief.channel), told)


def _plan_closed_note(debrief: Debrief) -> Iterator[PlannedMessage]:
    if closed := debrief.closed:
        sealed = debrief.rounds[debrief.public_through :]
        readers = tuple(reveal.list_early_readers(sealed))
        note = ClosedNote(debrief.id, debrief.label, closed.kind, closed.by, readers)
        yield PlannedMessage("closed", InThread(debrief.channel), note)


def _find_next_look(debrief: Debrief, now: int, timing: Timing) -> int | None:
    times = [get_scheduled_reveal_time(debrief) or 0]
    for seat in _list_missing_seats(debrief, now):
        times += [seat.overdue_at, seat.due_at or 0]
    # Of all seats, or the time of a change would show who hasn't filed.
    times += [seat.public_due_at or 0 for seat in debrief.seats_in(debrief.current_round.number)]
    times += [get_kit_time(seat, timing) for seat in debrief.seats if seat.is_empty]
    times += [seat.settled_at for seat in debrief.seats if seat.can_be_kept(now)]
    times += [each.lapses_at for each in debrief.hand_overs if each.is_open(now)]
    times += [o.lapses_at for seat in debrief.seats for o in seat.offers if o.is_open(now)]
    return None if debrief.closed else min((at for at in times if at > now), default=None)
