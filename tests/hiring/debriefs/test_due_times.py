"""When scorecards are due and overdue: after the interview, in the interviewer's own days."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.debriefs import course
from hiring.debriefs.contents import Kit, OwnerBoard
from hiring.debriefs.debrief import Rescheduled, Seat
from hiring.debriefs.due_times import InterviewTime
from hiring.debriefs.errors import (
    DueBeforeEndError,
    DueInPastError,
    InterviewTimeError,
    NotAllowedError,
    SeatFiledError,
)
from hiring.debriefs.opening import NewSeat
from hiring.debriefs.outlook import compute_outlook
from hiring.debriefs.scheduling import schedule_interview
from hiring.debriefs.staffing import SeatHolder, replace_interviewer
from hiring.debriefs.state import Timing
from hiring.work_calendar import DAY, HOUR, KitTime, WorkCalendar, add_working_days
from tests.hiring.debriefs.world import (
    ANN,
    BEN,
    CAT,
    MONDAY,
    OWNER,
    SETTINGS,
    TWO_ROUNDS,
    by,
    filed,
    opened,
)
from tests.hiring.working_days import is_working_day

ZONES = ("UTC", "Europe/London", "America/Los_Angeles", "Asia/Tokyo", "Australia/Lord_Howe")
SUNDAY_TO_THURSDAY = frozenset({6, 0, 1, 2, 3})
calendars = st.builds(
    WorkCalendar,
    zone=st.sampled_from(ZONES),
    days=st.sampled_from([frozenset(range(5)), frozenset({0, 2}), SUNDAY_TO_THURSDAY]),
)
offsets = st.integers(-40 * DAY, 300 * DAY)
stages = st.sampled_from(["screen", "team"])


def make_seat(new: NewSeat, now: int = MONDAY, timing: Timing = SETTINGS) -> Seat:
    return opened(new, now=now, settings=timing).seats[0]


@given(stages, offsets, calendars, st.integers(1, 12 * 60))
def test_a_scorecard_is_never_due_before_the_interview_is_over_nor_in_the_past_nor_on_a_day_off(
    stage: str, offset: int, calendar: WorkCalendar, minutes: int
) -> None:
    at = MONDAY + offset
    timing = Timing(calendars={ANN: calendar})

    seat = make_seat(NewSeat(stage, ANN, at=at, ends_at=at + minutes * 60), timing=timing)

    assert seat.due_at is not None
    assert seat.due_at >= max(at + minutes * 60, MONDAY) + HOUR
    assert is_working_day(seat.due_at, calendar)
    assert seat.overdue_at == add_working_days(seat.due_at, 1, calendar)
    assert seat.overdue_at > seat.due_at


@given(
    st.lists(
        st.one_of(st.just(InterviewTime()), st.builds(InterviewTime, offsets.map(MONDAY.__add__))),
        min_size=1,
        max_size=6,
    ),
    calendars,
)
def test_whatever_is_scheduled_the_reveal_never_waits_less(
    times: list[InterviewTime], calendar: WorkCalendar
) -> None:
    timing = Timing(calendars={ANN: calendar})
    debrief = opened(NewSeat("screen", ANN), settings=timing)
    for time in times:
        before = debrief.seat("1").overdue_at
        debrief = schedule_interview(debrief, by(OWNER), "1", time, timing, MONDAY)
        assert debrief.seat("1").overdue_at >= before
        assert (debrief.seat("1").due_at is None) is (time.at is None)


def test_without_a_time_nothing_is_due_and_the_reveal_waits_three_working_days() -> None:
    seat = make_seat(NewSeat("screen", ANN))

    assert (seat.at, seat.ends_at, seat.due_at) == (None, None, None)
    assert seat.overdue_at == MONDAY + 3 * DAY


@pytest.mark.parametrize(
    ("new", "due_at"),
    [
        (NewSeat("screen", ANN, at=MONDAY), MONDAY + HOUR + DAY),
        (NewSeat("screen", ANN, at=MONDAY, ends_at=MONDAY + 1800), MONDAY + 1800 + DAY),
        (NewSeat("unheard-of", ANN, at=MONDAY), MONDAY + HOUR + DAY),
        (NewSeat("screen", ANN, at=MONDAY + 4 * DAY), MONDAY + 7 * DAY + HOUR),  # not Saturday
        (NewSeat("team", ANN, at=MONDAY), MONDAY + 15 * HOUR - 1),
        (NewSeat("team", ANN, at=MONDAY + 13 * HOUR + 1800), MONDAY + 15 * HOUR + 1800),
        (NewSeat("team", ANN, at=MONDAY + 5 * DAY), MONDAY + 7 * DAY + 15 * HOUR - 1),
        (NewSeat("screen", ANN, at=MONDAY - 3 * DAY), MONDAY + DAY),  # it took place
        (NewSeat("team", ANN, at=MONDAY - 3 * DAY), MONDAY + 15 * HOUR - 1),
        (NewSeat("screen", ANN, due_at=MONDAY + HOUR), MONDAY + HOUR),
        (NewSeat("screen", ANN, at=MONDAY, due_at=MONDAY + HOUR), MONDAY + HOUR),
    ],
)
def test_it_is_due_a_day_after_the_interview_or_on_its_day_or_when_the_owner_says(
    new: NewSeat, due_at: int
) -> None:
    assert make_seat(new).due_at == due_at


def test_the_day_ends_where_the_interviewer_is_also_when_the_clocks_change() -> None:
    """29 March 2026 has 23 hours in Berlin; the same time of day is the clock's."""
    berlin = ZoneInfo("Europe/Berlin")
    timing = Timing(calendars={ANN: WorkCalendar(zone="Europe/Berlin")})
    friday = int(datetime(2026, 3, 27, 16, tzinfo=berlin).timestamp())

    same_day = make_seat(NewSeat("team", ANN, at=friday), friday - DAY, timing)
    a_day = make_seat(NewSeat("screen", ANN, at=friday), friday - DAY, timing)

    assert same_day.due_at == int(datetime(2026, 3, 27, 23, 59, 59, tzinfo=berlin).timestamp())
    assert a_day.due_at == int(datetime(2026, 3, 30, 17, tzinfo=berlin).timestamp())
    assert a_day.overdue_at == int(datetime(2026, 3, 31, 17, tzinfo=berlin).timestamp())


def test_times_that_cannot_be_are_refused() -> None:
    for new, error in (
        (NewSeat("screen", ANN, at=MONDAY, ends_at=MONDAY), InterviewTimeError),
        (NewSeat("screen", ANN, at=MONDAY, ends_at=MONDAY + 13 * HOUR), InterviewTimeError),
        (NewSeat("screen", ANN, due_at=MONDAY), DueInPastError),
        (NewSeat("screen", ANN, at=MONDAY, due_at=MONDAY + HOUR - 1), DueBeforeEndError),
    ):
        with pytest.raises(error):
            opened(new)


def test_owner_and_interviewer_schedule_and_only_the_owner_sets_another_due_time() -> None:
    debrief = opened(NewSeat("screen", ANN), NewSeat("screen", BEN))
    at = MONDAY + DAY
    for person in (OWNER, ANN):
        seat = schedule_interview(
            debrief, by(person), "1", InterviewTime(at), SETTINGS, MONDAY
        ).seat("1")
        assert (seat.at, seat.ends_at, seat.due_at) == (at, at + HOUR, at + HOUR + DAY)
    own = InterviewTime(at, due_at=at + 9 * DAY)
    moved = schedule_interview(debrief, by(OWNER), "1", own, SETTINGS, MONDAY)
    assert moved.seat("1").due_at == at + 9 * DAY
    for person, time in ((ANN, own), (BEN, InterviewTime(at)), (CAT, InterviewTime(at))):
        with pytest.raises(NotAllowedError):
            schedule_interview(debrief, by(person), "1", time, SETTINGS, MONDAY)
    with pytest.raises(SeatFiledError):
        schedule_interview(
            filed(debrief, MONDAY, "1"), by(OWNER), "1", InterviewTime(at), SETTINGS, MONDAY
        )


def test_an_interviewer_who_saves_the_same_time_again_changes_nothing() -> None:
    """Or each save of an interview that is over would bring a later due time."""
    debrief = opened(NewSeat("screen", ANN, at=MONDAY - DAY))
    same = InterviewTime(MONDAY - DAY, MONDAY - DAY + HOUR)

    assert schedule_interview(debrief, by(ANN), "1", same, SETTINGS, MONDAY + HOUR) == debrief


def test_it_is_noted_who_moved_an_interview_from_when_and_when_the_interviewer_was_told() -> None:
    debrief = opened(NewSeat("screen", ANN))
    first, second = InterviewTime(MONDAY + DAY), InterviewTime(MONDAY + 2 * DAY)

    debrief = schedule_interview(debrief, by(ANN), "1", first, SETTINGS, MONDAY)
    assert debrief.seat("1").rescheduled == Rescheduled(ANN, None, 0, had_kit_at=MONDAY)
    debrief = schedule_interview(debrief, by(OWNER), "1", second, SETTINGS, MONDAY + 60)
    assert debrief.seat("1").rescheduled == Rescheduled(
        OWNER, MONDAY + DAY, MONDAY + 60, had_kit_at=MONDAY + 60
    )
    debrief = schedule_interview(debrief, by(ANN), "1", first, SETTINGS, MONDAY + 90)
    assert debrief.seat("1").rescheduled == Rescheduled(
        ANN, MONDAY + 2 * DAY, MONDAY + 60, had_kit_at=MONDAY + 90
    )


def test_the_next_round_takes_its_times_and_without_them_has_no_due_time() -> None:
    debrief = filed(opened(*TWO_ROUNDS), MONDAY)
    later, at = MONDAY + HOUR, MONDAY + 9 * DAY

    started = course.advance_round(
        debrief, by(OWNER), SETTINGS, later, {"3": InterviewTime(at), "1": InterviewTime(at)}
    )

    assert [seat.at for seat in started.seats] == [None, None, at, None]
    assert (started.seat("3").due_at, started.seat("4").due_at) == (at + HOUR + DAY, None)
    assert started.seat("4").overdue_at == later + 3 * DAY


def test_who_takes_over_interviews_at_the_same_time_or_at_the_one_that_is_said() -> None:
    debrief = opened(NewSeat("screen", ANN, at=MONDAY + DAY))

    def replaced(time: InterviewTime | None) -> Seat:
        return replace_interviewer(
            debrief, by(OWNER), "1", CAT, SeatHolder(), SETTINGS, MONDAY, time
        ).seat("2")

    assert (replaced(None).at, replaced(None).due_at) == (MONDAY + DAY, MONDAY + 2 * DAY + HOUR)
    other = replaced(InterviewTime(MONDAY + 7 * DAY))
    assert (other.at, other.due_at) == (MONDAY + 7 * DAY, MONDAY + 8 * DAY + HOUR)
    assert replaced(InterviewTime()).due_at is None


def test_a_time_entered_after_the_interview_shows_to_its_interviewer_and_the_owner_alone() -> None:
    """The channel would know that this interviewer hasn't filed, and so who has."""
    debrief = filed(opened(NewSeat("screen", ANN), NewSeat("screen", BEN)), MONDAY, "2")
    later = MONDAY + DAY
    before = compute_outlook(debrief, later, SETTINGS).messages

    over = schedule_interview(debrief, by(ANN), "1", InterviewTime(MONDAY + HOUR), SETTINGS, later)
    called_off = schedule_interview(over, by(OWNER), "1", InterviewTime(), SETTINGS, later)

    for changed in (over, called_off):
        after = compute_outlook(changed, later, SETTINGS).messages
        pairs = zip(before, after, strict=True)
        assert {type(new.content) for old, new in pairs if old != new} <= {Kit, OwnerBoard}
    ahead = schedule_interview(over, by(ANN), "1", InterviewTime(later + DAY), SETTINGS, later)
    assert ahead.seat("1").public_at == later + DAY
    assert ahead.seat("1").public_due_at == ahead.seat("1").due_at


def test_before_a_round_starts_nobody_can_have_filed_so_its_times_show_to_everybody() -> None:
    """Also an interview that is over, and the time that it gets when the round starts."""
    debrief = filed(opened(*TWO_ROUNDS), MONDAY)
    over, ahead, later = InterviewTime(MONDAY), InterviewTime(MONDAY + 9 * DAY), MONDAY + HOUR

    entered = schedule_interview(debrief, by(OWNER), "3", over, SETTINGS, later)
    started = course.advance_round(entered, by(OWNER), SETTINGS, later, {"3": ahead})

    for seat in (entered.seat("3"), started.seat("3")):
        assert (seat.public_at, seat.public_due_at) == (seat.at, seat.due_at)


def test_the_kit_comes_the_evening_before_or_when_the_interviewer_wants_it() -> None:
    """It looks again then, and tells of the interview until then."""
    at = MONDAY + 7 * DAY + 4 * HOUR
    debrief = opened(NewSeat("screen", ANN, at=at))
    hourly = Timing(calendars={ANN: WorkCalendar(kit=KitTime.HOUR_BEFORE)})
    friday_evening = MONDAY + 4 * DAY + 9 * HOUR
    for timing, kit_time in ((SETTINGS, friday_evening), (hourly, at - HOUR)):
        before = compute_outlook(debrief, kit_time - 1, timing)
        kits = [message for message in before.messages if isinstance(message.content, Kit)]
        assert [kit.content.kit_at for kit in kits if isinstance(kit.content, Kit)] == [kit_time]
        assert before.look_again == kit_time
        after = compute_outlook(debrief, kit_time, timing)
        [kit] = [message for message in after.messages if isinstance(message.content, Kit)]
        assert isinstance(kit.content, Kit)
        assert not kit.content.brief
        assert kit.generation != kits[0].generation
        filed_kit = compute_outlook(filed(debrief, kit_time), kit_time, timing).messages
        assert {m.generation for m in filed_kit if isinstance(m.content, Kit)} == {None}
