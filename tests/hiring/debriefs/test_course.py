from __future__ import annotations

import pytest

from hiring.debriefs import course, filing, staffing, succession
from hiring.debriefs.contents import (
    ClosedNote,
    DecisionNote,
    KitState,
    Overdue,
    RoundComplete,
    RoundNote,
    RoundState,
)
from hiring.debriefs.debrief import CloseKind, Debrief, Outcome
from hiring.debriefs.errors import (
    NoSightError,
    NotAllowedError,
    NotGoneError,
    NotLastRoundError,
    NotOverdueError,
    OwnSeatEmptyError,
    ReasonNeededError,
    SamePersonError,
)
from hiring.debriefs.opening import NewSeat
from hiring.debriefs.outlook import compute_outlook
from hiring.debriefs.planned_messages import InChannel
from hiring.debriefs.state import Phase, apply_due_reveal, get_phase
from hiring.debriefs.working_days import DAY
from tests.hiring.debriefs.world import (
    ADMIN,
    ANN,
    BEN,
    CAT,
    DECIDER,
    MONDAY,
    OWNER,
    SETTINGS,
    TWO_ROUNDS,
    by,
    filed,
    opened,
    revealed,
)

OVERDUE = MONDAY + 2 * DAY


def standing(debrief: Debrief, now: int) -> dict[str, object]:
    return {
        message.slot: message.content
        for message in compute_outlook(debrief, now, SETTINGS).messages
    }


def test_when_a_round_is_complete_owner_and_decider_choose_and_the_thread_says_only_that() -> None:
    debrief = filed(opened(*TWO_ROUNDS), MONDAY)
    before = standing(debrief, MONDAY)
    assert before["thread/round-1"] == RoundNote("D1", 1, RoundState.COMPLETE)
    expected = RoundComplete("D1", "JS", "C1", 1, 2, RoundState.COMPLETE, (BEN, DECIDER))
    assert before[f"round/1/complete/{OWNER}"] == before[f"round/1/complete/{DECIDER}"] == expected
    assert "seat/3/kit" not in before

    advanced = course.advance_round(debrief, by(DECIDER), SETTINGS, MONDAY)

    after = standing(advanced, MONDAY)
    assert after["thread/round-1"] == RoundNote("D1", 1, RoundState.ADVANCED)
    assert {"seat/3/kit", "seat/4/kit"} <= set(after)
    assert get_phase(advanced, MONDAY) is Phase.RUNNING


def test_a_card_of_the_next_round_is_due_as_if_asked_for_when_the_round_begins() -> None:
    seatings = (
        NewSeat("screen", ANN),
        NewSeat("screen", BEN, 2),
        NewSeat("screen", CAT, 2, at=MONDAY + 9 * DAY),
        NewSeat("screen", OWNER, 2, at=MONDAY + DAY),
        NewSeat("screen", DECIDER, 2),
    )
    debrief = staffing.excuse_seat(opened(*seatings), by(OWNER), "5", "Ill.", MONDAY)
    later = MONDAY + 7 * DAY

    debrief = course.advance_round(filed(debrief, MONDAY), by(OWNER), SETTINGS, later)

    assert [seat.due_at for seat in debrief.seats] == [
        MONDAY + DAY,
        later + DAY,
        MONDAY + 10 * DAY,
        later + DAY,
        MONDAY + DAY,
    ]


def test_stop_leaves_later_rounds_out_and_reveals_when_the_grace_is_over() -> None:
    debrief = filed(opened(*TWO_ROUNDS), MONDAY)

    stopped = course.stop_rounds(debrief, by(DECIDER), MONDAY + 10)

    assert [seat.person for seat in stopped.seats] == [ANN, OWNER]
    assert get_phase(stopped, MONDAY + 299) is Phase.GRACE
    assert standing(stopped, MONDAY)["thread/round-1"] == RoundNote("D1", 1, RoundState.STOPPED)
    assert get_phase(stopped, MONDAY + 300) is Phase.REVEALED
    assert f"round/1/complete/{OWNER}" in standing(stopped, MONDAY + 299)
    assert f"round/1/complete/{OWNER}" not in standing(stopped, MONDAY + 300)
    later = course.stop_rounds(debrief, by(DECIDER), MONDAY + DAY)
    assert apply_due_reveal(later, MONDAY + 2 * DAY).reveals[0].at == MONDAY + DAY


def test_a_round_is_read_by_owner_and_decider_once_it_is_open() -> None:
    debrief = filed(opened(*TWO_ROUNDS), MONDAY)
    read = course.mark_round_read(debrief, by(OWNER), 1, MONDAY)

    assert read.rounds[0].read_by == (OWNER,)
    assert course.mark_round_read(read, by(OWNER), 1, MONDAY) == read
    for person, number in ((ANN, 1), (OWNER, 2), (OWNER, 0), (OWNER, 9)):
        with pytest.raises(NotAllowedError):
            course.mark_round_read(debrief, by(person), number, MONDAY)


def test_who_reads_what_is_public_is_not_noted() -> None:
    assert course.mark_round_read(revealed(), by(BEN), 1, MONDAY + 300).rounds[0].read_by == ()


def test_it_is_revealed_without_somebody_a_working_day_after_each_empty_seat_was_due() -> None:
    debrief = filed(opened(), MONDAY, "1")
    other = staffing.reschedule_seat(debrief, by(OWNER), "2", OVERDUE, MONDAY)

    for person in (OWNER, DECIDER):
        with pytest.raises(NotOverdueError):
            course.reveal_without_empty_seats(debrief, by(person), SETTINGS, OVERDUE - 1)
        early = standing(debrief, OVERDUE - 1)[f"overdue/{person}"]  # the team's was due before
        assert isinstance(early, Overdue)
        assert (early.overdue, early.can_reveal) == (1, False)
        assert f"overdue/{person}" not in standing(debrief, MONDAY + DAY)
        with pytest.raises(NotOverdueError):
            course.reveal_without_empty_seats(other, by(person), SETTINGS, OVERDUE + 15 * 3600)
    revealed = course.reveal_without_empty_seats(
        debrief, by(DECIDER), SETTINGS, OVERDUE + 15 * 3600
    )
    assert revealed.reveals[0].without == ("2", "3")
    assert get_phase(revealed, OVERDUE + 15 * 3600) is Phase.REVEALED
    assert "reveal/card/1" in standing(revealed, OVERDUE + 15 * 3600)


def test_owner_and_decider_are_told_when_somebody_is_that_late_and_whether_they_can_reveal() -> (
    None
):
    debrief = opened(NewSeat("screen", ANN), NewSeat("screen", OWNER), NewSeat("team", CAT))
    debrief = staffing.reschedule_seat(debrief, by(OWNER), "3", OVERDUE + DAY, MONDAY)
    told = standing(debrief, OVERDUE)
    assert told[f"overdue/{OWNER}"] == Overdue(
        "D1", "JS", "C1", 2, 3, can_reveal=False, own_seat="2"
    )
    assert told[f"overdue/{DECIDER}"] == Overdue(
        "D1", "JS", "C1", 2, 3, can_reveal=False, own_seat=None
    )

    late = standing(debrief, OVERDUE + 2 * DAY)[f"overdue/{DECIDER}"]

    assert late == Overdue("D1", "JS", "C1", 3, 3, can_reveal=True, own_seat=None)


def test_whoever_is_to_file_does_so_or_gives_up_before_they_reveal() -> None:
    debrief = opened(NewSeat("screen", ANN), NewSeat("screen", OWNER))
    with pytest.raises(OwnSeatEmptyError):
        course.reveal_without_empty_seats(debrief, by(OWNER), SETTINGS, OVERDUE)

    given_up = filing.give_up_seat(debrief, by(OWNER), "2", "", OVERDUE)

    assert course.reveal_without_empty_seats(given_up, by(OWNER), SETTINGS, OVERDUE).reveals
    assert course.reveal_without_empty_seats(debrief, by(DECIDER), SETTINGS, OVERDUE).reveals


def test_nothing_is_revealed_while_another_round_follows() -> None:
    debrief = opened(*TWO_ROUNDS)

    with pytest.raises(NotLastRoundError):
        course.reveal_without_empty_seats(debrief, by(DECIDER), SETTINGS, OVERDUE)
    told = standing(debrief, OVERDUE)[f"overdue/{DECIDER}"]
    assert isinstance(told, Overdue)
    assert not told.can_reveal


def test_the_decider_decides_and_changes_it_with_a_reason_and_both_show() -> None:
    now = MONDAY + 300
    with pytest.raises(ReasonNeededError):
        course.record_decision(revealed(), by(DECIDER), Outcome.HIRE, " ", now)
    with pytest.raises(NotAllowedError):
        course.record_decision(revealed(), by(DECIDER), Outcome.ANOTHER_ROUND, "One more.", now)

    debrief = course.record_decision(revealed(), by(DECIDER), Outcome.HIRE, "The bar is met.", now)
    debrief = course.change_decision(debrief, by(DECIDER), Outcome.HOLD, "Budget.", now + 1)

    first, second = debrief.decisions
    notes = standing(debrief, now + 1)
    assert notes["decision"] == DecisionNote("D1", "JS", first, None)
    assert notes["decision/2"] == DecisionNote("D1", "JS", second, first)
    assert debrief.decision == second


def test_closing_ends_reminders_and_what_is_sealed_stays_sealed() -> None:
    late = MONDAY + 3 * DAY
    debrief = filed(opened(), MONDAY, "1", "2")
    assert "seat/3/reminder" in standing(debrief, late)

    closed = course.close_debrief(debrief, by(OWNER), CloseKind.ROLE_CLOSED, late)

    assert standing(closed, late)["closed"] == ClosedNote("D1", "JS", CloseKind.ROLE_CLOSED)
    assert set(standing(closed, late)) == {
        "root",
        "seat/1/kit",
        "seat/2/kit",
        "seat/3/kit",
        "closed",
    }
    kits = [compute_outlook(closed, late, SETTINGS).messages[at].content for at in (1, 2, 3)]
    assert {kit.state for kit in kits if hasattr(kit, "state")} == {KitState.CLOSED}


def test_closing_in_the_grace_keeps_all_sealed_and_after_the_reveal_it_stays_readable() -> None:
    debrief = revealed()
    sealed = course.close_debrief(debrief, by(OWNER), CloseKind.WITHDREW, MONDAY + 299)
    public = course.close_debrief(debrief, by(OWNER), CloseKind.WITHDREW, MONDAY + 300)

    later = MONDAY + DAY
    assert not any(slot.startswith("reveal") for slot in standing(sealed, later))
    assert "reveal/summary" in standing(public, later)


def test_owner_and_decider_hand_over_what_is_theirs() -> None:
    debrief = opened()
    owned = succession.hand_over_ownership(debrief, by(OWNER), CAT, MONDAY)
    assert (owned.owner, owned.decider) == (CAT, DECIDER)
    for person in (OWNER, DECIDER):
        assert succession.hand_over_decision(debrief, by(person), CAT, MONDAY).decider == CAT

    with pytest.raises(SamePersonError):
        succession.hand_over_ownership(debrief, by(OWNER), OWNER, MONDAY)
    with pytest.raises(SamePersonError):
        succession.hand_over_decision(debrief, by(OWNER), DECIDER, MONDAY)


def test_the_decider_follows_an_owner_who_is_gone() -> None:
    debrief = opened()
    assert succession.promote_decider(debrief, {OWNER}, MONDAY).owner == DECIDER

    for gone in (set[str](), {DECIDER}, {OWNER, DECIDER}):
        with pytest.raises(NotGoneError):
            succession.promote_decider(debrief, gone, MONDAY)


def test_nobody_follows_the_owner_of_a_closed_debrief() -> None:
    closed = course.close_debrief(opened(), by(OWNER), CloseKind.WITHDREW, MONDAY)
    with pytest.raises(NotAllowedError):
        succession.promote_decider(closed, {OWNER}, MONDAY)


def test_an_administrator_appoints_somebody_else_once_both_are_gone() -> None:
    debrief, gone = opened(), {OWNER, DECIDER}
    appointed = succession.appoint_owner(debrief, by(ADMIN), CAT, gone, MONDAY)
    assert (appointed.owner, appointed.decider) == (CAT, CAT)

    with pytest.raises(NotGoneError):
        succession.appoint_owner(debrief, by(ADMIN), CAT, {OWNER}, MONDAY)
    with pytest.raises(NoSightError):
        succession.appoint_owner(debrief, by(ADMIN), ADMIN, gone, MONDAY)
    with pytest.raises(NotAllowedError):
        succession.appoint_owner(debrief, by(CAT), ANN, gone, MONDAY)


def test_a_channel_with_another_id_takes_everything_with_it() -> None:
    debrief = opened(NewSeat("screen", ANN))
    moved = course.move_to_channel(debrief, "C2")
    assert moved.channel == "C2"
    assert course.move_to_channel(moved, debrief.channel) == debrief
    destinations = {
        message.destination for message in compute_outlook(moved, MONDAY, SETTINGS).messages
    }
    assert InChannel("C2") in destinations
    assert InChannel(debrief.channel) not in destinations
