from __future__ import annotations

from dataclasses import replace

import pytest

from hiring.debriefs import course
from hiring.debriefs.access import Actor
from hiring.debriefs.contents import (
    ClosedNote,
    DecisionNote,
    KitState,
    RoundComplete,
    RoundNote,
    RoundState,
)
from hiring.debriefs.debrief import CloseKind, Debrief, Outcome
from hiring.debriefs.errors import (
    NotAllowedError,
    NotInChannelError,
    NotLastRoundError,
    NotOverdueError,
    OwnSeatEmptyError,
    ReasonNeededError,
)
from hiring.debriefs.opening import NewSeat
from hiring.debriefs.outlook import compute_outlook
from hiring.debriefs.planned_messages import InChannel
from hiring.debriefs.state import Phase, apply_due_reveal, get_phase
from hiring.work_calendar import DAY, HOUR
from tests.hiring.debriefs.world import (
    ANN,
    BEN,
    CAT,
    DECIDER,
    GONE,
    MONDAY,
    OWNER,
    SETTINGS,
    TIMED,
    TWO_ROUNDS,
    by,
    excused,
    filed,
    given_up,
    opened,
    rescheduled,
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


def test_a_card_of_the_next_round_is_due_after_its_interview_or_after_the_round_begins() -> None:
    seatings = (
        NewSeat("screen", ANN),
        NewSeat("screen", BEN, 2),
        NewSeat("screen", CAT, 2, at=MONDAY + 9 * DAY),
        NewSeat("screen", OWNER, 2, at=MONDAY + DAY),
        NewSeat("screen", DECIDER, 2),
    )
    debrief = excused(opened(*seatings), "5", MONDAY, GONE)
    later = MONDAY + 7 * DAY

    debrief = course.advance_round(filed(debrief, MONDAY), by(OWNER), SETTINGS, later)

    assert [seat.due_at for seat in debrief.seats] == [
        None,
        None,
        MONDAY + 10 * DAY + HOUR,
        later + DAY,
        None,
    ]


def test_stop_leaves_later_rounds_out_and_reveals_when_the_grace_is_over() -> None:
    debrief = filed(opened(*TWO_ROUNDS), MONDAY)

    stopped = course.stop_rounds(debrief, by(DECIDER), MONDAY + 10)

    assert [seat.person for seat in stopped.seats] == [ANN, OWNER]
    assert get_phase(stopped, MONDAY + 299) is Phase.GRACE
    assert standing(stopped, MONDAY)["thread/round-1"] == RoundNote(
        "D1", 1, RoundState.STOPPED, DECIDER, (BEN, DECIDER)
    )
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


@pytest.mark.parametrize("person", [OWNER, DECIDER])
def test_owner_and_decider_read_only_while_they_are_in_the_channel(person: str) -> None:
    """They are told why, whatever is open; to be added is all that they need."""
    debrief = filed(opened(*TWO_ROUNDS), MONDAY)

    for state, number in ((debrief, 1), (debrief, 2), (opened(*TWO_ROUNDS), 1)):
        with pytest.raises(NotInChannelError):
            course.mark_round_read(state, Actor(person), number, MONDAY)
    assert course.mark_round_read(debrief, by(person), 1, MONDAY).rounds[0].read_by == (person,)


def test_who_reads_what_is_public_is_not_noted() -> None:
    assert course.mark_round_read(revealed(), by(BEN), 1, MONDAY + 300).rounds[0].read_by == ()


def test_it_is_revealed_without_somebody_a_working_day_after_each_empty_seat_was_due() -> None:
    debrief = filed(opened(*TIMED), MONDAY, "1")
    other = rescheduled(debrief, "2", OVERDUE, MONDAY)

    for person in (OWNER, DECIDER):
        with pytest.raises(NotOverdueError):
            course.reveal_without_missing_seats(debrief, by(person), OVERDUE - 1)
        with pytest.raises(NotOverdueError):
            course.reveal_without_missing_seats(other, by(person), OVERDUE + 15 * 3600)
    revealed = course.reveal_without_missing_seats(debrief, by(DECIDER), OVERDUE + 15 * 3600)
    assert revealed.reveals[0].without == ("2", "3")
    assert get_phase(revealed, OVERDUE + 15 * 3600) is Phase.REVEALED
    assert "reveal/card/1" in standing(revealed, OVERDUE + 15 * 3600)


def test_whoever_is_to_file_does_so_or_gives_up_before_they_reveal() -> None:
    debrief = opened(
        NewSeat("screen", ANN, at=MONDAY - HOUR), NewSeat("screen", OWNER, at=MONDAY - HOUR)
    )
    with pytest.raises(OwnSeatEmptyError):
        course.reveal_without_missing_seats(debrief, by(OWNER), OVERDUE)

    own_given_up = given_up(debrief, "2", OVERDUE)

    assert course.reveal_without_missing_seats(own_given_up, by(OWNER), OVERDUE).reveals
    assert course.reveal_without_missing_seats(debrief, by(DECIDER), OVERDUE).reveals


def test_nothing_is_revealed_while_another_round_follows() -> None:
    debrief = opened(*(replace(seat, at=MONDAY - HOUR) for seat in TWO_ROUNDS))

    with pytest.raises(NotLastRoundError):
        course.reveal_without_missing_seats(debrief, by(DECIDER), OVERDUE)


def test_a_seat_without_an_interviews_time_may_be_left_out_three_working_days_after_the_start() -> (
    None
):
    """Not a day after it is due, since nobody said when the interview is."""
    thursday, friday = MONDAY + 3 * DAY, MONDAY + 4 * DAY
    for start, overdue_at in ((MONDAY, thursday), (friday, friday + 5 * DAY)):
        debrief = opened(NewSeat("screen", ANN), now=start)
        with pytest.raises(NotOverdueError):
            course.reveal_without_missing_seats(debrief, by(OWNER), overdue_at - 1)
        assert course.reveal_without_missing_seats(debrief, by(OWNER), overdue_at).reveals
    second = opened(NewSeat("screen", ANN), NewSeat("team", BEN, 2))
    second = course.advance_round(filed(second, MONDAY), by(OWNER), SETTINGS, friday)
    assert second.seat("2").overdue_at == friday + 5 * DAY


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
    assert notes["decision/2"] == DecisionNote("D1", "JS", second, first, takes_dissent=True)
    assert debrief.decision == second


def test_what_is_sealed_stays_sealed_after_closing() -> None:
    late = MONDAY + 3 * DAY
    debrief = filed(opened(), MONDAY, "1", "2")

    closed = course.close_debrief(debrief, by(OWNER), CloseKind.ROLE_CLOSED, late)

    assert standing(closed, late)["closed"] == ClosedNote("D1", "JS", CloseKind.ROLE_CLOSED, OWNER)
    assert set(standing(closed, late)) == {
        "root",
        "seat/1/kit",
        "seat/2/kit",
        "seat/3/kit",
        f"owner/{OWNER}",
        "closed",
    }
    kits = [compute_outlook(closed, late, SETTINGS).messages[at].content for at in (1, 2, 3)]
    assert {kit.state for kit in kits if hasattr(kit, "state")} == {KitState.CLOSED}


def test_closing_tells_the_channel_who_did_it_and_who_has_read_what_stays_sealed() -> None:
    """Whoever closes what they have read can open it again elsewhere, but not unseen."""
    debrief = filed(opened(*TWO_ROUNDS), MONDAY)
    debrief = course.mark_round_read(debrief, by(DECIDER), 1, MONDAY)

    closed = course.close_debrief(debrief, by(OWNER), CloseKind.OPENED_BY_MISTAKE, MONDAY)

    note = standing(closed, MONDAY)["closed"]
    assert isinstance(note, ClosedNote)
    assert (note.by, note.readers) == (OWNER, ((DECIDER, (1,)),))

    public = course.mark_round_read(filed(opened(*TWO_ROUNDS), MONDAY), by(DECIDER), 1, MONDAY)
    public = course.stop_rounds(public, by(OWNER), MONDAY)
    closed = course.close_debrief(public, by(OWNER), CloseKind.WITHDREW, MONDAY + 300)
    note = standing(closed, MONDAY + 300)["closed"]
    assert isinstance(note, ClosedNote)
    assert note.readers == ()  # the summary names them


def test_closing_in_the_grace_keeps_all_sealed_and_after_the_reveal_it_stays_readable() -> None:
    debrief = revealed()
    sealed = course.close_debrief(debrief, by(OWNER), CloseKind.WITHDREW, MONDAY + 299)
    public = course.close_debrief(debrief, by(OWNER), CloseKind.WITHDREW, MONDAY + 300)

    later = MONDAY + DAY
    assert not any(slot.startswith("reveal") for slot in standing(sealed, later))
    assert "reveal/summary" in standing(public, later)


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
