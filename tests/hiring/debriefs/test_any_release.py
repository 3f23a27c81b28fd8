"""Whatever people do, in any order: nobody is dropped, and nobody is let in, without a trace."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import event, given, settings

from hiring.debriefs.access import Actor, can_read_round
from hiring.debriefs.contents import GivenUpNote, HandOverNote, ReadersNote, Root
from hiring.debriefs.debrief import Answer, Duty, Release
from hiring.debriefs.errors import NotAllowedError
from hiring.debriefs.outlook import compute_outlook
from hiring.debriefs.planned_messages import InDM
from hiring.debriefs.state import Seal, apply_due_reveal, get_seal
from hiring.work_calendar import DAY
from tests.hiring.debriefs.world import (
    CAT,
    DECIDER,
    MONDAY,
    OWNER,
    PEOPLE,
    SETTINGS,
    Step,
    by,
    choose_calendar,
    choose_holder,
    openings,
    played,
    plays,
    steps,
)

if TYPE_CHECKING:
    from hiring.debriefs.debrief import Debrief, Seat
    from hiring.debriefs.opening import NewSeat

relaxed = settings(deadline=None)
thorough = settings(deadline=None, max_examples=max(300, settings().max_examples))


def find_next_working_day(at: int, utc_offset: int) -> int:
    """The same time on the next of Monday to Friday where a person is, by the calendar.

    On a weekend it is as if it were the start of Monday, so that all of that day is left.
    """
    local = datetime.fromtimestamp(at + utc_offset, UTC)
    while local.weekday() > 4:
        local = local.replace(hour=0, minute=0, second=0) + timedelta(days=1)
    local += timedelta(days=1)
    while local.weekday() > 4:
        local += timedelta(days=1)
    return int(local.timestamp()) - utc_offset


def find_changed(before: Debrief, after: Debrief) -> list[tuple[Seat, Seat]]:
    """The seats that a step changed, before and after it."""
    former = {seat.id: seat for seat in before.seats}
    return [
        (former[seat.id], seat)
        for seat in after.seats
        if seat.id in former and former[seat.id] != seat
    ]


class Releases:
    """When each release by an owner may be final, by what people did and not by the record."""

    def __init__(self) -> None:
        self.final_at: dict[str, int] = {}
        self.kept_until: dict[str, int] = {}

    def note(self, before: Debrief, after: Debrief, step: Step, now: int) -> None:
        for old, new in find_changed(before, after):
            if step.what in {"excuse", "swap"}:
                assert new.released is not None
                assert new.released.how is Release.EXCUSED
                holder = choose_holder(step.pick)
                over = now >= self.kept_until.get(new.id, now + 1)
                at_once = over or holder.gone or step.who == new.person
                lapse = find_next_working_day(now, holder.calendar.utc_offset)
                self.final_at[new.id] = now if at_once else lapse
                event(f"released {'at once' if at_once else 'for a day'}")
            elif step.what in {"agree", "keep", "file"}:
                self.final_at.pop(new.id, None)
            if step.what == "keep" and new.round <= after.current_round.number:
                next_day = find_next_working_day(now, choose_calendar(step.pick).utc_offset)
                self.kept_until[new.id] = max(old.due_at or 0, next_day)
                event("kept")


@thorough
@given(openings, steps)
def test_no_round_opens_within_a_working_day_of_a_release_that_its_interviewer_has_not_agreed_to(
    seatings: tuple[NewSeat, ...], steps: list[Step]
) -> None:
    """Unless the account is gone, or they kept the seat before and let that working day pass.

    Only *Reveal without* may come earlier, for seats that were overdue all the same.
    """
    before: Debrief | None = None
    ledger = Releases()
    for debrief, now, step, refusal in played(seatings, steps):
        settled = apply_due_reveal(debrief, now)
        if before and step and not refusal:
            ledger.note(before, settled, step, now)
        revealed_without = step and (step.what, refusal) == ("reveal_without", None)
        for seat in settled.seats:
            early = ledger.final_at.get(seat.id, 0) - 1
            if now > early or settled.closed:
                continue
            assert seat.can_be_kept(early)
            if seat.round > settled.public_through:
                event("waits")
                assert get_seal(settled, seat.round, now) is Seal.SEALED
                assert get_seal(settled, seat.round, early) is Seal.SEALED
            elif before and before.public_through < seat.round:
                assert revealed_without
                assert seat.overdue_at <= now
        before = settled


@thorough
@given(openings, steps)
def test_nothing_but_keeping_a_seat_brings_nearer_when_the_reveal_may_leave_it_out(
    seatings: tuple[NewSeat, ...], steps: list[Step]
) -> None:
    before: Debrief | None = None
    for debrief, now, step, _ in played(seatings, steps):
        started = debrief.current_round.number
        if before and step:
            former = {seat.id: seat for seat in before.seats}
            for seat in debrief.seats:
                if seat.id not in former:
                    assert seat.round > started or seat.overdue_at >= find_next_working_day(now, 0)
                elif step.what == "keep" and former[seat.id].released and not seat.released:
                    assert seat.round > started or seat.overdue_at >= now + DAY
                else:
                    assert seat.overdue_at >= former[seat.id].overdue_at
                    begins = former[seat.id].round > before.current_round.number
                    waited_for = not seat.released or seat.can_be_kept(now)
                    if begins and seat.round <= started and waited_for:
                        assert seat.overdue_at >= find_next_working_day(now, 0)
        before = debrief


@thorough
@given(openings, steps)
def test_nobody_has_a_seat_twice_in_a_round_and_every_seat_stays_until_its_round_is_left_out(
    seatings: tuple[NewSeat, ...], steps: list[Step]
) -> None:
    before: Debrief | None = None
    for debrief, now, step, _ in played(seatings, steps):
        live = [
            (seat.round, seat.stage, seat.person)
            for seat in debrief.seats
            if not seat.released or seat.can_be_kept(now)
        ]
        assert len(live) == len(set(live))
        ids = {seat.id for seat in debrief.seats}
        if before and not (step and step.what == "stop"):
            assert {seat.id for seat in before.seats} <= ids
        before = debrief


@relaxed
@given(openings, steps)
def test_who_reads_an_opened_round_had_the_duty_at_opening_is_the_deputy_or_accepted(
    seatings: tuple[NewSeat, ...], steps: list[Step]
) -> None:
    """And is in the channel. Owner and decider are always who the notes of the thread make them."""
    may = {OWNER, DECIDER} | ({CAT} if len(seatings) > 1 else set())
    for debrief, now, step, refusal in played(seatings, steps):
        if step and step.who and (step.what, refusal) == ("accept", None):
            may.add(step.who)
        duties = {Duty.OWNER: OWNER, Duty.DECIDER: DECIDER}
        messages = compute_outlook(debrief, now, SETTINGS).messages
        for message in messages:
            if isinstance(message.content, HandOverNote):
                note = message.content
                assert {duties[duty] for duty in note.duties} == set(note.former)
                duties |= dict.fromkeys(note.duties, note.to)
        in_charge = {Duty.OWNER: debrief.owner, Duty.DECIDER: debrief.decider}
        root = messages[0].content
        assert isinstance(root, Root)
        assert in_charge == {Duty.OWNER: root.owner, Duty.DECIDER: root.decider}
        at_once = [h for h in debrief.hand_overs if h.answer is Answer.ACCEPTED]
        if len(at_once) < 2:  # notes are in the order of requests, which may be accepted otherwise
            assert duties == in_charge
        for round_ in debrief.rounds:
            if get_seal(debrief, round_.number, now) is Seal.OPENED:
                event("opened")
                readers = {p for p in PEOPLE if can_read_round(debrief, round_.number, by(p), now)}
                assert readers <= may & set(in_charge.values())
                assert not any(
                    can_read_round(debrief, round_.number, Actor(p), now) for p in PEOPLE
                )


@relaxed
@given(openings, steps)
def test_each_author_knows_who_can_read_an_opened_round_and_is_told_again_only_after_a_hand_over(
    seatings: tuple[NewSeat, ...], steps: list[Step]
) -> None:
    known: dict[str, tuple[tuple[str, ...], int]] = {}
    changed_at = 0
    in_charge = (OWNER, DECIDER)
    for debrief, now, _, _ in played(seatings, steps):
        if (debrief.owner, debrief.decider) != in_charge:
            in_charge, changed_at = (debrief.owner, debrief.decider), now
        notes = {
            message.slot: message
            for message in compute_outlook(debrief, now, SETTINGS).messages
            if isinstance(message.content, ReadersNote)
        }
        for round_ in debrief.rounds:
            opened = get_seal(debrief, round_.number, now) is Seal.OPENED
            for seat in debrief.seats_in(round_.number):
                slot = f"round/{round_.number}/readers/{seat.person}"
                others = tuple(dict.fromkeys(p for p in in_charge if p != seat.person))
                expected = (
                    opened
                    and bool(others)
                    and any(
                        each.filing and each.person == seat.person
                        for each in debrief.seats_in(round_.number)
                    )
                )
                assert (slot in notes) is expected
        for slot, message in notes.items():
            assert isinstance(message.content, ReadersNote)
            assert message.destination == InDM(slot.rpartition("/")[2])
            assert message.content.readers == tuple(
                dict.fromkeys(p for p in in_charge if InDM(p) != message.destination)
            )
            assert message.generation == changed_at
            if slot in known and known[slot][1] == message.generation:
                assert known[slot][0] == message.content.readers or changed_at == now
            known[slot] = message.content.readers, message.generation


@relaxed
@given(openings, steps)
def test_what_an_interviewer_wrote_on_giving_up_is_for_the_owner_of_that_time_alone(
    seatings: tuple[NewSeat, ...], steps: list[Step]
) -> None:
    before: Debrief | None = None
    owners: dict[str, str] = {}
    for debrief, now, step, refusal in played(seatings, steps):
        if before and step and (step.what, refusal) == ("give_up", None):
            for _, seat in find_changed(before, debrief):
                owners[seat.id] = before.owner
        for message in compute_outlook(debrief, now, SETTINGS).messages:
            if isinstance(message.content, GivenUpNote):
                event("note")
                assert message.destination == InDM(owners[message.content.seat])
            else:
                assert "Note of" not in repr(message)
        before = debrief


@relaxed
@given(openings, steps)
def test_a_stranger_gets_the_same_answer_whatever_the_state(
    seatings: tuple[NewSeat, ...], steps: list[Step]
) -> None:
    """For each action one sentence, over all states, seats and numbers, known or not."""
    stranger = Actor("USTRANGER")
    table = {what: play for what, play in plays(0).items() if what != "follow"}  # nobody's act
    answers: dict[str, set[str]] = {what: set() for what in table}
    for debrief, now, step, _ in played(seatings, steps):
        seat_ids = [seat.id for seat in debrief.seats]
        for what, play in table.items():
            pick = step.pick if step else 0
            for seat_id in (seat_ids[pick % len(seat_ids)], "99"):
                try:
                    play(debrief, stranger, seat_id, pick, now)
                except NotAllowedError as refusal:
                    answers[what].add(refusal.sentence)
                else:
                    raise AssertionError(what)
    assert {what: len(sentences) for what, sentences in answers.items()} == dict.fromkeys(table, 1)
    assert now >= MONDAY
