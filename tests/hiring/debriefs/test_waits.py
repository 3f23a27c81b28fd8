"""Nobody is dropped in less than a working day, whatever the owner does and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hiring.debriefs import course, staffing
from hiring.debriefs.debrief import (
    Debrief,
    Duty,
)
from hiring.debriefs.errors import (
    NotAllowedError,
    NotLastRoundError,
    NotOverdueError,
    SeatKeptError,
    SeatTakenError,
)
from hiring.debriefs.opening import NewSeat
from hiring.debriefs.state import (
    Phase,
    Seal,
    Timing,
    get_phase,
    get_scheduled_reveal_time,
    get_seal,
)
from hiring.work_calendar import DAY, HOUR
from tests.hiring.debriefs.world import (
    ANN,
    BEN,
    CAT,
    DECIDER,
    GONE,
    MONDAY,
    OUTSIDER,
    OWNER,
    SETTINGS,
    TIMED,
    TWO_ROUNDS,
    by,
    east,
    excused,
    filed,
    handed_over,
    opened,
    replaced,
    rescheduled,
    seat_kept,
    waiting,
)

if TYPE_CHECKING:
    from collections.abc import Callable

FRIDAY = MONDAY + 4 * DAY


def test_a_replacement_alone_does_not_complete_a_round_before_the_former_seat_is_final() -> None:
    debrief = filed(replaced(waiting(), "3", OUTSIDER, MONDAY), MONDAY)

    assert get_scheduled_reveal_time(debrief) == MONDAY + DAY


def test_who_takes_over_a_seat_that_was_kept_has_kept_nothing_yet() -> None:
    debrief = seat_kept(excused(waiting(), "3", MONDAY), "3", MONDAY)
    late = MONDAY + 3 * DAY
    debrief = excused(replaced(debrief, "3", OUTSIDER, late), "4", late)
    assert debrief.seat("4").can_be_kept(late + DAY - 1)


def replaced_twice(debrief: Debrief) -> Debrief:
    debrief = replaced(debrief, "3", OUTSIDER, MONDAY)
    debrief = replaced(debrief, str(debrief.next_seat - 1), DECIDER, MONDAY)
    return filed(debrief, MONDAY + HOUR)


def replaced_by_somebody_who_is_gone(debrief: Debrief) -> Debrief:
    debrief = replaced(debrief, "3", OUTSIDER, MONDAY)
    return filed(excused(debrief, str(debrief.next_seat - 1), MONDAY, GONE), MONDAY)


ORDERS: dict[str, Callable[[Debrief], Debrief]] = {
    "the dissenter is excused first, and the others file later": lambda debrief: filed(
        excused(debrief, "3", MONDAY), MONDAY + HOUR
    ),
    "the others file first": lambda debrief: excused(
        filed(debrief, MONDAY, "1", "2"), "3", MONDAY + HOUR
    ),
    "the others are gone": lambda debrief: excused(
        filed(excused(debrief, "2", MONDAY, GONE), MONDAY, "1"), "3", MONDAY
    ),
    "the dissenter is replaced by somebody who files": lambda debrief: filed(
        replaced(debrief, "3", OUTSIDER, MONDAY), MONDAY + HOUR
    ),
    "and by somebody who is replaced in turn": replaced_twice,
    "and the successor is excused": replaced_by_somebody_who_is_gone,
    "the time is set nearer first": lambda debrief: excused(
        filed(rescheduled(debrief, "3", MONDAY + 1, MONDAY), MONDAY, "1", "2"), "3", MONDAY + 2
    ),
    "the debrief is handed over first": lambda debrief: excused(
        filed(handed_over(debrief, Duty.OWNER, BEN, MONDAY), MONDAY, "1", "2"), "3", MONDAY
    ),
    "the debrief is handed over afterwards": lambda debrief: handed_over(
        filed(excused(debrief, "3", MONDAY), MONDAY), Duty.OWNER, BEN, MONDAY
    ),
}


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("followed", [False, True])
def test_in_whatever_order_nobody_is_dropped_within_a_working_day(
    order: str, *, followed: bool
) -> None:
    """Neither is the last round revealed, nor an earlier one opened, nor can either be forced."""
    more = (NewSeat("team", OWNER, 2),) if followed else ()
    seatings = (NewSeat("screen", ANN), NewSeat("architecture", BEN), NewSeat("team", CAT), *more)
    debrief = ORDERS[order](opened(*seatings))

    for now in (MONDAY + 2 * HOUR, MONDAY + DAY - 1):
        assert get_phase(debrief, now) is Phase.RUNNING
        assert get_seal(debrief, 1, now) is Seal.SEALED
        for person in (debrief.owner, debrief.decider):
            with pytest.raises((NotOverdueError, NotLastRoundError)):
                course.reveal_without_missing_seats(debrief, by(person), now)
            with pytest.raises(NotAllowedError):
                course.stop_rounds(debrief, by(person), now)
            with pytest.raises(NotAllowedError):
                course.mark_round_read(debrief, by(person), 1, now)
    later = MONDAY + DAY + HOUR
    assert get_phase(debrief, later) is (Phase.BETWEEN if followed else Phase.REVEALED)
    assert seat_kept(debrief, "3", MONDAY + 2 * HOUR).seat("3").is_empty


def test_the_owner_cant_shorten_the_time_by_adding_the_person_again() -> None:
    """A second seat, due soon, would leave a week's wait out."""
    seat = NewSeat("team", CAT, at=MONDAY + 7 * DAY)
    debrief = filed(opened(NewSeat("screen", ANN), NewSeat("screen", BEN), seat), MONDAY, "1")
    pending = excused(debrief, "3", MONDAY)
    soon = NewSeat("team", CAT, due_at=MONDAY + DAY + HOUR)

    with pytest.raises(SeatTakenError):
        staffing.add_seat(pending, by(OWNER), soon, SETTINGS, MONDAY + DAY - 1)
    with_ben = staffing.add_seat(pending, by(OWNER), NewSeat("team", BEN), SETTINGS, MONDAY)
    with pytest.raises(SeatTakenError):
        replaced(with_ben, "4", CAT, MONDAY)
    again = staffing.add_seat(pending, by(OWNER), soon, SETTINGS, MONDAY + DAY)
    assert again.seat("4").person == CAT


def test_before_its_round_starts_a_seat_that_is_kept_has_all_its_time() -> None:
    """So it can't be excused at once a day later, when nobody could have filed yet."""
    debrief = seat_kept(excused(opened(*TWO_ROUNDS), "3", MONDAY), "3", MONDAY)
    assert debrief.seat("3") == opened(*TWO_ROUNDS).seat("3")

    later = MONDAY + 2 * DAY
    assert excused(debrief, "3", later).seat("3").can_be_kept(later + DAY - 1)
    started = course.advance_round(filed(debrief, MONDAY), by(OWNER), SETTINGS, later)
    assert started.seat("3").due_at is None
    assert started.seat("3").overdue_at == later + 5 * DAY  # Monday, three working days later


def test_who_was_excused_before_the_round_starts_is_waited_for_as_long_as_the_others() -> None:
    """Or the reveal could leave the seat out on the day of the excusal."""
    debrief = filed(opened(*TWO_ROUNDS), MONDAY)
    debrief = excused(debrief, "3", MONDAY + HOUR)
    debrief = course.advance_round(debrief, by(OWNER), SETTINGS, MONDAY + 2 * HOUR)
    debrief = filed(debrief, MONDAY + 3 * HOUR, "4")

    with pytest.raises(NotOverdueError):
        course.reveal_without_missing_seats(debrief, by(OWNER), MONDAY + 3 * HOUR)
    assert get_scheduled_reveal_time(debrief) == MONDAY + DAY + HOUR
    assert seat_kept(debrief, "3", MONDAY + 4 * HOUR).seat("3").due_at == MONDAY + DAY + 4 * HOUR


def test_rescheduling_never_brings_nearer_when_the_reveal_may_leave_a_seat_out() -> None:
    debrief = opened(*TIMED, NewSeat("screen", BEN), NewSeat("screen", CAT, at=MONDAY + 7 * DAY))
    before = {seat.id: seat.overdue_at for seat in debrief.seats}
    for seat, overdue_at in before.items():
        nearer = rescheduled(debrief, seat, MONDAY + 60, MONDAY)
        assert nearer.seat(seat).due_at == MONDAY + 60
        assert nearer.seat(seat).overdue_at == overdue_at
        further = rescheduled(nearer, seat, FRIDAY + 7 * DAY, MONDAY)
        assert further.seat(seat).overdue_at == FRIDAY + 10 * DAY
        assert rescheduled(further, seat, MONDAY + 60, MONDAY).seat(seat).overdue_at == (
            FRIDAY + 10 * DAY
        )


def test_an_interview_that_is_brought_forward_before_the_round_starts_shortens_no_wait() -> None:
    """The reveal may leave the seat out when it could have with the time given at opening."""
    later = NewSeat("team", CAT, 2, at=MONDAY + 14 * DAY)
    debrief = opened(NewSeat("screen", ANN), later)
    planned = debrief.seat("2").overdue_at
    assert planned == (debrief.seat("2").due_at or 0) + DAY
    debrief = rescheduled(debrief, "2", MONDAY + DAY, MONDAY)
    debrief = course.advance_round(filed(debrief, MONDAY), by(OWNER), SETTINGS, MONDAY)

    assert debrief.seat("2").due_at == MONDAY + DAY
    assert debrief.seat("2").overdue_at == planned


def test_working_days_of_the_reveal_are_the_interviewers() -> None:
    timing = Timing(calendars={ANN: east(9)})
    at = FRIDAY - 13 * HOUR  # Friday at 05:00 in Tokyo
    seat = NewSeat("screen", ANN, due_at=at)
    debrief = opened(seat, settings=timing)
    assert debrief.seat("1").overdue_at == at + 3 * DAY


def test_who_keeps_a_seat_whose_interview_is_to_come_files_a_day_after_it_as_planned() -> None:
    """Whatever due time the owner has set since."""
    interview = MONDAY + 7 * DAY
    seatings = (NewSeat("screen", ANN), NewSeat("screen", CAT, at=interview))
    debrief = opened(*seatings)
    seat = seat_kept(excused(debrief, "2", MONDAY), "2", MONDAY + HOUR).seat("2")
    assert (seat.due_at, seat.overdue_at) == (interview + HOUR + DAY, interview + HOUR + DAY)
    further = rescheduled(debrief, "2", interview + 5 * DAY, MONDAY)
    seat = seat_kept(excused(further, "2", MONDAY), "2", MONDAY + HOUR).seat("2")
    assert seat.overdue_at == interview + 5 * DAY


def test_a_seat_that_was_kept_and_then_rescheduled_waits_longer_never_shorter() -> None:
    debrief = seat_kept(excused(waiting(), "3", MONDAY), "3", MONDAY)
    for due_at, overdue_at in ((MONDAY + 60, MONDAY + DAY + 60), (FRIDAY, FRIDAY + 3 * DAY)):
        moved = rescheduled(debrief, "3", due_at, MONDAY)
        assert moved.seat("3").overdue_at == overdue_at
        with pytest.raises(SeatKeptError):
            excused(moved, "3", overdue_at - 1)
