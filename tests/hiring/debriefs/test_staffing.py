from __future__ import annotations

import pytest

from hiring.debriefs import course, staffing
from hiring.debriefs.contents import Kit, PublicRelease, Root
from hiring.debriefs.debrief import Release, ReleaseReason
from hiring.debriefs.due_times import InterviewTime
from hiring.debriefs.errors import (
    NotAllowedError,
    NotStartedError,
    RemindedTodayError,
    RoundOverError,
    SeatFiledError,
    SeatReleasedError,
    SeatTakenError,
)
from hiring.debriefs.inbox_items import list_items
from hiring.debriefs.opening import NewSeat
from hiring.debriefs.outlook import compute_outlook
from hiring.debriefs.planned_messages import InDM
from hiring.work_calendar import DAY, HOUR, WorkCalendar
from tests.hiring.debriefs.world import (
    ANN,
    BEN,
    CAT,
    ILL,
    MONDAY,
    OUTSIDER,
    OWNER,
    SETTINGS,
    TWO_ROUNDS,
    by,
    excused,
    filed,
    opened,
    replaced,
    scheduled,
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


def test_who_takes_over_gets_a_seat_and_a_kit_and_the_former_seat_stays_as_released() -> None:
    debrief = staffing.remind_interviewer(opened(), by(OWNER), "2", MONDAY)

    debrief = replaced(debrief, "2", OUTSIDER, MONDAY)

    assert [seat.id for seat in debrief.seats] == ["1", "2", "4", "3"]
    assert (debrief.next_seat, debrief.seat("4").nudged_at) == (5, ())
    former = debrief.seat("2").released
    assert former is not None
    assert (former.how, former.reason, former.by) == (
        Release.EXCUSED,
        ReleaseReason.REPLACED,
        OWNER,
    )
    kits = {
        message.slot: message.destination
        for message in compute_outlook(debrief, MONDAY, SETTINGS).messages
        if isinstance(message.content, Kit)
    }
    assert kits["seat/4/kit"] == InDM(OUTSIDER)
    assert "seat/2/kit" not in kits


def test_who_takes_over_a_late_seat_gets_a_day() -> None:
    late = MONDAY + 3 * DAY

    assert replaced(opened(), "2", OUTSIDER, late).seat("4").due_at == late + DAY
    assert replaced(opened(), "2", OUTSIDER, MONDAY).seat("4").due_at == MONDAY + DAY


@pytest.mark.parametrize("begun", [0, HOUR, 3 * DAY])
def test_who_takes_over_after_the_interview_began_gets_no_time_of_the_past(begun: int) -> None:
    """Nothing is due, and no reminder waits, until their own interview has a time."""
    at = MONDAY + DAY
    debrief = scheduled(opened(), "2", at, MONDAY)

    new = replaced(debrief, "2", OUTSIDER, at + begun).seat("4")

    assert (new.at, new.ends_at, new.due_at) == (None, None, None)
    ahead = replaced(debrief, "2", OUTSIDER, at - 1).seat("4")
    assert (ahead.at, ahead.ends_at) == (at, debrief.seat("2").ends_at)
    assert (ahead.due_at or 0) > at


def test_who_takes_over_an_interview_that_they_held_is_reminded_an_hour_later() -> None:
    """The owner says that it was in the past; the kit and the reminder don't come together."""
    late = MONDAY + 3 * DAY
    held = InterviewTime(MONDAY)
    debrief = staffing.replace_interviewer(
        opened(), by(OWNER), "2", OUTSIDER, staffing.SeatHolder(), SETTINGS, late, held
    )

    [item] = list_items(debrief, OUTSIDER, WorkCalendar(), 3, late)

    assert (item.seat_id, item.first_at) == ("4", late + HOUR)


def test_a_seat_that_was_filed_released_or_is_theirs_already_is_not_replaced() -> None:
    debrief = opened(NewSeat("screen", ANN), NewSeat("screen", BEN), NewSeat("team", CAT))
    debrief = excused(filed(debrief, MONDAY, "1"), "3", MONDAY)

    with pytest.raises(SeatFiledError):
        replaced(debrief, "1", OUTSIDER, MONDAY)
    with pytest.raises(SeatReleasedError):
        replaced(debrief, "3", OUTSIDER, MONDAY)
    for person in (ANN, BEN):
        with pytest.raises(SeatTakenError):
            replaced(debrief, "2", person, MONDAY)


def test_an_excused_seat_is_out_of_the_count_and_everybody_sees_who_excused_whom_and_why() -> None:
    debrief = excused(opened(), "1", MONDAY)

    messages = compute_outlook(debrief, MONDAY, SETTINGS).messages
    root = messages[0].content
    assert isinstance(root, Root)
    assert [seat.person for seat in root.rounds[0].seats] == [BEN, CAT]
    until = MONDAY + DAY
    release = PublicRelease("screen", ANN, Release.EXCUSED, ILL, OWNER, keeps_until=until)
    assert root.rounds[0].released == (release,)
    assert "seat/1/kit" not in {message.slot for message in messages}


def test_a_round_waits_for_this_seat_alone_if_no_other_is_empty_or_can_still_be_kept() -> None:
    debrief = filed(opened(), MONDAY, "1")
    assert not staffing.completes_round(debrief, "3", MONDAY)
    pending = excused(debrief, "2", MONDAY)
    assert not staffing.completes_round(pending, "3", MONDAY + DAY - 1)
    assert staffing.completes_round(pending, "3", MONDAY + DAY)
    assert not staffing.completes_round(pending, "1", MONDAY + DAY)
    assert staffing.completes_round(filed(debrief, MONDAY, "2"), "3", MONDAY)


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
