"""Whatever people do, in any order and at any time, the rules hold."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import event, given, settings

from hiring.debriefs import codec
from hiring.debriefs.access import can_read_round
from hiring.debriefs.contents import Kit, OwnerBoard, Root, RoundComplete
from hiring.debriefs.outlook import compute_outlook
from hiring.debriefs.planned_messages import InChannel, InDM, InThread
from hiring.debriefs.state import (
    Phase,
    Seal,
    apply_due_reveal,
    get_phase,
    get_scheduled_reveal_time,
    get_seal,
)
from tests.hiring.debriefs.world import (
    PEOPLE,
    SETTINGS,
    Step,
    by,
    openings,
    played,
    steps,
)

if TYPE_CHECKING:
    from hiring.debriefs.debrief import Change, Debrief
    from hiring.debriefs.opening import NewSeat
    from hiring.debriefs.planned_messages import Outlook

relaxed = settings(deadline=None)  # how long an example takes is not what these tests are about


def seen(debrief: Debrief, now: int) -> Outlook:
    return compute_outlook(debrief, now, SETTINGS)


@relaxed
@given(openings, steps)
def test_a_filed_seat_never_loses_its_card_or_its_first_version(
    seatings: tuple[NewSeat, ...], steps: list[Step]
) -> None:
    former: dict[str, tuple[int, tuple[Change, ...]]] = {}
    for debrief, _, _, _ in played(seatings, steps):
        now_filed = {
            seat.id: (seat.filing.at, seat.filing.changes) for seat in debrief.seats if seat.filing
        }
        for seat_id, (at, changes) in former.items():
            assert now_filed[seat_id][0] == at
            assert now_filed[seat_id][1][: len(changes)] == changes
        former = now_filed


@relaxed
@given(openings, steps)
def test_nothing_is_public_before_everybody_filed_or_was_finally_released_or_is_overdue(
    seatings: tuple[NewSeat, ...], steps: list[Step]
) -> None:
    before: Debrief | None = None
    for debrief, now, step, refusal in played(seatings, steps):
        event(f"{get_phase(debrief, now)}")
        settled = apply_due_reveal(debrief, now)
        known = len(before.reveals) if before else 0
        for reveal in settled.reveals[known:]:
            assert before is not None
            assert reveal.through in {
                len(before.rounds),
                len(settled.rounds),
            }  # stopped, or one more
            unread = settled.seats_in(reveal.through)
            missing = [s for s in unread if s.is_empty or s.can_be_kept(reveal.at)]
            if step and (step.what, refusal, reveal.at) == ("reveal_without", None, now):
                assert {seat.id for seat in missing if seat.is_empty} == set(reveal.without)
                assert missing
                assert all(seat.overdue_at <= now for seat in missing)
            else:
                assert not missing
                if reveal.early_by:
                    assert step
                    assert (step.what, refusal, reveal.at) == ("reveal_now", None, now)
                    assert set(reveal.early_by) == {settled.owner, settled.decider}
                    continue
                last = [s.filing.at for s in unread if s.filing and not s.filing.after_reveal]
                assert all(at + settled.grace <= reveal.at for at in last)
        before = settled


@relaxed
@given(openings, steps)
def test_rounds_open_to_owner_and_decider_alone_and_the_public_only_to_the_channel(
    seatings: tuple[NewSeat, ...], steps: list[Step]
) -> None:
    for debrief, now, _, _ in played(seatings, steps):
        for round_ in debrief.rounds:
            readers = {p for p in PEOPLE if can_read_round(debrief, round_.number, by(p), now)}
            public = get_seal(debrief, round_.number, now) is Seal.PUBLIC
            in_charge = {debrief.owner, debrief.decider}
            waits = round_.number == len(debrief.rounds) and round_.stopped_at is None
            empty = any(
                seat.is_empty or seat.can_be_kept(now) for seat in debrief.seats_in(round_.number)
            )
            if not public:
                assert readers <= in_charge
            if not public and (empty or waits or debrief.closed):
                assert not readers


@relaxed
@given(openings, steps)
def test_a_closed_debrief_stays_as_it_is_and_as_sealed(
    seatings: tuple[NewSeat, ...], steps: list[Step]
) -> None:
    closed: tuple[Debrief, Outlook] | None = None
    for debrief, now, step, refusal in played(seatings, steps):
        if closed:
            assert refusal or (step and step.what == "mark_read")  # what is public can be read on
            assert (debrief, seen(debrief, now)) == closed
            assert (get_scheduled_reveal_time(debrief), get_phase(debrief, now)) == (
                None,
                Phase.CLOSED,
            )
        elif debrief.closed:
            closed = debrief, seen(debrief, now)


@relaxed
@given(openings, steps)
def test_the_outlook_is_a_function_of_record_and_clock_that_looks_again_when_it_changes(
    seatings: tuple[NewSeat, ...], steps: list[Step]
) -> None:
    *_, (debrief, now, _, _) = played(seatings, steps)
    for _ in range(200):
        outlook = seen(debrief, now)
        assert seen(codec.load(codec.dump(debrief)), now) == outlook
        assert seen(apply_due_reveal(debrief, now), now) == outlook
        slots = [message.slot for message in outlook.messages]
        assert len(slots) == len(set(slots))
        if outlook.look_again is None:
            assert seen(debrief, now + 10**8).messages == outlook.messages
            return
        assert outlook.look_again > now
        assert seen(debrief, outlook.look_again - 1).messages == outlook.messages
        now = outlook.look_again
    pytest.fail("it never comes to rest")


@relaxed
@given(openings, steps)
def test_a_slot_stands_in_one_place_for_good(
    seatings: tuple[NewSeat, ...], steps: list[Step]
) -> None:
    destinations: dict[str, InChannel | InThread | InDM] = {}
    for debrief, now, _, _ in played(seatings, steps):
        for message in seen(debrief, now).messages:
            assert destinations.setdefault(message.slot, message.destination) == message.destination


@relaxed
@given(openings, steps)
def test_worlds_with_other_cards_at_the_same_times_look_the_same_until_the_reveal(
    seatings: tuple[NewSeat, ...], steps: list[Step]
) -> None:
    """Byte for byte for everybody, but for *probe next*; and what is refused is the same too."""
    worlds = zip(played(seatings, steps), played(seatings, steps, world=1), strict=True)
    for (world_, now, _, refusal), (other, _, _, refused) in worlds:
        assert [type(refusal), str(refusal)] == [type(refused), str(refused)]
        assert bare(seen(world_, now)) == bare(seen(other, now))
        for person in PEOPLE:
            for number in range(1, len(world_.rounds) + 1):
                rights = [
                    can_read_round(world, number, by(person), now) for world in (world_, other)
                ]
                assert rights[0] == rights[1]


def bare(outlook: Outlook) -> str:
    """All of an outlook but for what the reveal shows and the questions that are not sealed."""
    former = [
        replace(message, content=replace(message.content, probe_next=()))
        if isinstance(message.content, Kit)
        else message
        for message in outlook.messages
        if not message.slot.startswith("reveal/")
    ]
    return repr((former, outlook.look_again))


@relaxed
@given(openings, steps)
def test_nobody_but_the_owner_sees_who_has_filed_or_in_which_order(
    seatings: tuple[NewSeat, ...], steps: list[Step]
) -> None:
    """Seats that exchange their filings leave the public the same; the count is all it sees."""
    for debrief, now, _, _ in played(seatings, steps):
        settled = apply_due_reveal(debrief, now)
        number = settled.current_round.number
        live = [seat for seat in settled.seats_in(number) if not seat.released]
        if number <= settled.public_through or len(live) < 2:
            continue
        filings = [seat.filing for seat in live]
        turned = dict(zip([s.id for s in live], [*filings[1:], filings[0]], strict=True))
        other = replace(
            settled,
            seats=tuple(replace(s, filing=turned.get(s.id, s.filing)) for s in settled.seats),
        )
        assert public(seen(settled, now)) == public(seen(other, now))
        assert [type(message) for message in public(seen(settled, now))].count(Root) == 1


def public(outlook: Outlook) -> list[object]:
    """All messages that more than one person reads, and what those in charge get."""
    return [
        message.content
        for message in outlook.messages
        if not isinstance(message.destination, InDM) or isinstance(message.content, RoundComplete)
    ]


@relaxed
@given(openings, steps)
def test_only_the_owner_gets_the_board_and_each_kit_goes_to_its_interviewer(
    seatings: tuple[NewSeat, ...], steps: list[Step]
) -> None:
    for debrief, now, _, _ in played(seatings, steps):
        for message in seen(debrief, now).messages:
            if isinstance(message.content, OwnerBoard):
                assert message.destination == InDM(debrief.owner)
            if isinstance(message.content, Kit):
                assert message.destination == InDM(debrief.seat(message.content.seat).person)


@relaxed
@given(openings, steps)
def test_a_record_is_the_same_after_writing_it_down(
    seatings: tuple[NewSeat, ...], steps: list[Step]
) -> None:
    *_, (debrief, _, _, _) = played(seatings, steps)
    assert codec.load(codec.dump(debrief)) == debrief
