from __future__ import annotations

import pytest

from hiring.debriefs import course, staffing
from hiring.debriefs.contents import Kit, Root
from hiring.debriefs.errors import (
    DueInPastError,
    NotAllowedError,
    NotStartedError,
    ReasonNeededError,
    RemindedTodayError,
    RoundOverError,
    SeatFiledError,
    SeatReleasedError,
    SeatTakenError,
)
from hiring.debriefs.opening import NewSeat
from hiring.debriefs.outlook import compute_outlook
from hiring.debriefs.planned_messages import InDM
from hiring.debriefs.state import Phase, get_phase
from hiring.debriefs.working_days import DAY, HOUR
from tests.hiring.debriefs.world import (
    ANN,
    BEN,
    CAT,
    MONDAY,
    OUTSIDER,
    OWNER,
    SETTINGS,
    TWO_ROUNDS,
    by,
    filed,
    opened,
)


def test_the_owner_adds_a_seat_to_the_running_round_or_a_later_one() -> None:
    debrief = opened(*TWO_ROUNDS)
    for number in (1, 2):
        more = staffing.add_seat(debrief, by(OWNER), NewSeat("team", CAT, number), SETTINGS, MONDAY)
        assert (more.seats[-1].id, more.seats[-1].round, more.next_seat) == ("5", number, 6)

    for number in (0, 3):
        with pytest.raises(RoundOverError):
            staffing.add_seat(debrief, by(OWNER), NewSeat("team", CAT, number), SETTINGS, MONDAY)
    with pytest.raises(SeatTakenError):
        staffing.add_seat(debrief, by(OWNER), NewSeat("screen", ANN, 1), SETTINGS, MONDAY)


def test_nobody_is_added_to_a_round_that_is_complete() -> None:
    debrief = filed(opened(*TWO_ROUNDS), MONDAY)

    staffing.add_seat(debrief, by(OWNER), NewSeat("team", CAT, 2), SETTINGS, MONDAY)
    with pytest.raises(RoundOverError):
        staffing.add_seat(debrief, by(OWNER), NewSeat("team", CAT, 1), SETTINGS, MONDAY)


def test_a_replaced_seat_is_a_new_one_so_the_kit_goes_to_the_new_person_alone() -> None:
    debrief = staffing.remind_interviewer(opened(), by(OWNER), "2", MONDAY)

    replaced = staffing.replace_interviewer(debrief, by(OWNER), "2", OUTSIDER, MONDAY)

    assert [seat.id for seat in replaced.seats] == ["1", "4", "3"]
    assert (replaced.next_seat, replaced.seat("4").nudged_at) == (5, ())
    kits = {
        message.slot: message.destination
        for message in compute_outlook(replaced, MONDAY, SETTINGS).messages
        if isinstance(message.content, Kit)
    }
    assert kits["seat/4/kit"] == InDM(OUTSIDER)
    assert "seat/2/kit" not in kits


def test_who_takes_over_a_late_seat_gets_a_day() -> None:
    late = MONDAY + 3 * DAY

    seats = staffing.replace_interviewer(opened(), by(OWNER), "2", OUTSIDER, late).seats

    assert [seat.due_at for seat in seats][:2] == [MONDAY + DAY, late + DAY]


def test_a_seat_that_was_filed_released_or_is_theirs_already_is_not_replaced() -> None:
    debrief = opened(NewSeat("screen", ANN), NewSeat("screen", BEN), NewSeat("team", CAT))
    debrief = staffing.excuse_seat(filed(debrief, MONDAY, "1"), by(OWNER), "3", "Ill.", MONDAY)

    with pytest.raises(SeatFiledError):
        staffing.replace_interviewer(debrief, by(OWNER), "1", OUTSIDER, MONDAY)
    with pytest.raises(SeatReleasedError):
        staffing.replace_interviewer(debrief, by(OWNER), "3", OUTSIDER, MONDAY)
    with pytest.raises(SeatTakenError):
        staffing.replace_interviewer(debrief, by(OWNER), "2", ANN, MONDAY)


def test_a_seat_is_rescheduled_to_a_time_to_come() -> None:
    debrief = staffing.reschedule_seat(opened(), by(OWNER), "1", MONDAY + 9 * DAY, MONDAY)
    assert debrief.seat("1").due_at == MONDAY + 9 * DAY

    with pytest.raises(DueInPastError):
        staffing.reschedule_seat(debrief, by(OWNER), "1", MONDAY, MONDAY)


def test_excusing_needs_a_reason_and_takes_the_seat_out_of_the_count() -> None:
    debrief = opened()
    with pytest.raises(ReasonNeededError):
        staffing.excuse_seat(debrief, by(OWNER), "1", " ", MONDAY)

    debrief = staffing.excuse_seat(debrief, by(OWNER), "1", "On leave.", MONDAY)

    messages = compute_outlook(debrief, MONDAY, SETTINGS).messages
    root = messages[0].content
    assert isinstance(root, Root)
    assert [seat.person for seat in root.rounds[0].seats] == [BEN, CAT]
    assert "seat/1/kit" not in {message.slot for message in messages}
    assert "On leave." not in repr(messages)


def test_excusing_the_last_empty_seat_reveals_once_the_grace_of_the_last_card_is_over() -> None:
    debrief = filed(opened(), MONDAY, "1", "2")
    assert staffing.completes_round(debrief, "3")
    assert not staffing.completes_round(opened(), "3")

    soon = staffing.excuse_seat(debrief, by(OWNER), "3", "Ill.", MONDAY + 10)
    later = staffing.excuse_seat(debrief, by(OWNER), "3", "Ill.", MONDAY + HOUR)

    assert get_phase(soon, MONDAY + 299) is Phase.GRACE
    assert get_phase(soon, MONDAY + 300) is Phase.REVEALED
    assert get_phase(later, MONDAY + HOUR) is Phase.REVEALED


def test_a_reminder_by_the_owner_comes_once_a_day_and_seat() -> None:
    debrief = staffing.remind_interviewer(opened(), by(OWNER), "1", MONDAY)

    staffing.remind_interviewer(debrief, by(OWNER), "2", MONDAY)
    staffing.remind_interviewer(debrief, by(OWNER), "1", MONDAY + DAY)
    with pytest.raises(RemindedTodayError):
        staffing.remind_interviewer(debrief, by(OWNER), "1", MONDAY + DAY - 1)


def test_nobody_is_nudged_who_filed_or_whose_round_has_not_begun() -> None:
    debrief = filed(opened(*TWO_ROUNDS), MONDAY, "1")

    with pytest.raises(SeatFiledError):
        staffing.remind_interviewer(debrief, by(OWNER), "1", MONDAY)
    with pytest.raises(NotStartedError):
        staffing.remind_interviewer(debrief, by(OWNER), "3", MONDAY)


def test_staffing_ends_with_the_reveal() -> None:
    debrief = course.stop_rounds(filed(opened(*TWO_ROUNDS), MONDAY), by(OWNER), MONDAY)

    with pytest.raises(NotAllowedError):
        staffing.add_seat(debrief, by(OWNER), NewSeat("team", CAT, 1), SETTINGS, MONDAY)
