from __future__ import annotations

from typing import TYPE_CHECKING

from hiring.debriefs import course, staffing
from hiring.debriefs.contents import Kit, KitState, OwnerBoard, Reminder, Root
from hiring.debriefs.debrief import Duty, SeatState
from hiring.debriefs.opening import NewSeat
from hiring.debriefs.outlook import compute_outlook
from hiring.debriefs.planned_messages import InDM, PlannedMessage
from hiring.debriefs.reminders import get_reminder_times
from hiring.debriefs.state import Phase, Timing
from hiring.work_calendar import DAY, DEFAULT_CALENDAR, HOUR, is_working_day
from tests.hiring.debriefs.world import (
    ANN,
    BEN,
    CAT,
    MONDAY,
    OWNER,
    SETTINGS,
    TWO_ROUNDS,
    by,
    east,
    excused,
    filed,
    given_up,
    handed_over,
    make_scorecard,
    opened,
    revealed,
)

if TYPE_CHECKING:
    from hiring.debriefs.debrief import Debrief

DUE = MONDAY + DAY


def standing(debrief: Debrief, now: int, slot: str) -> PlannedMessage | None:
    messages = compute_outlook(debrief, now, SETTINGS).messages
    return next((message for message in messages if message.slot == slot), None)


def kit(debrief: Debrief, now: int, seat: str) -> Kit:
    planned = standing(debrief, now, f"seat/{seat}/kit")
    assert planned is not None
    assert isinstance(planned.content, Kit)
    return planned.content


def test_reminders_come_an_hour_after_the_due_time_and_daily_on_ten_working_days() -> None:
    times = get_reminder_times(opened().seats[0], SETTINGS)

    assert [(at - DUE - HOUR) // DAY for at in times] == [0, 1, 2, 3, 6, 7, 8, 9, 10, 13]
    assert all((at - DUE - HOUR) % DAY == 0 for at in times)


def test_what_a_working_day_is_depends_on_where_the_interviewer_is() -> None:
    """A scorecard due on Friday evening in London is reminded of on Monday in Tokyo."""
    seat = staffing.reschedule_seat(
        opened(), by(OWNER), "1", MONDAY + 4 * DAY + 8 * HOUR, SETTINGS, MONDAY
    ).seats[0]
    first, in_tokyo = (
        get_reminder_times(seat, SETTINGS)[0],
        Timing(calendars={seat.person: east(9)}),
    )

    assert is_working_day(first, DEFAULT_CALENDAR)
    assert get_reminder_times(seat, in_tokyo)[0] == first + 2 * DAY


def test_each_reminder_is_a_new_message_in_place_of_the_last() -> None:
    debrief = opened(NewSeat("screen", ANN))
    slot = "seat/1/reminder"
    assert standing(debrief, DUE + HOUR - 1, slot) is None

    first = standing(debrief, DUE + HOUR, slot)
    second = standing(debrief, DUE + HOUR + DAY, slot)

    assert first is not None
    assert second is not None
    assert first.destination == InDM(ANN)
    assert standing(debrief, DUE + HOUR + DAY - 1, slot) == first
    assert (first.generation, second.generation) == (DUE + HOUR, DUE + HOUR + DAY)
    assert standing(debrief, DUE + 365 * DAY, slot) == standing(debrief, DUE + 14 * DAY, slot)


def test_the_owners_reminder_comes_at_once_and_says_who_asked() -> None:
    reminded = standing(
        staffing.remind_interviewer(opened(), by(OWNER), "1", MONDAY), MONDAY, "seat/1/reminder"
    )

    assert reminded is not None
    assert reminded.generation == MONDAY
    assert reminded.content == Reminder("D1", "1", "JS", "screen", DUE, nudged_by=OWNER)


def test_a_reminder_names_the_owner_who_asked_whoever_owns_the_debrief_by_now() -> None:
    debrief = staffing.remind_interviewer(opened(), by(OWNER), "1", MONDAY)
    debrief = handed_over(debrief, Duty.DECIDER, CAT, MONDAY + 1)
    for owner in (BEN, CAT):
        debrief = handed_over(debrief, Duty.OWNER, owner, MONDAY + 1)
        reminded = standing(debrief, MONDAY + 1, "seat/1/reminder")
        assert reminded is not None
        assert isinstance(reminded.content, Reminder)
        assert reminded.content.nudged_by == OWNER
    debrief = staffing.remind_interviewer(debrief, by(CAT), "2", MONDAY + 2)
    reminded = standing(debrief, MONDAY + 2, "seat/2/reminder")
    assert reminded is not None
    assert isinstance(reminded.content, Reminder)
    assert reminded.content.nudged_by == CAT


def test_reminders_end_with_filing_giving_up_excuse_or_the_reveal() -> None:
    late = DUE + 2 * DAY
    debrief = opened()
    for seat in (
        filed(debrief, late, "1"),
        given_up(debrief, "1", late),
        excused(debrief, "1", late),
        course.reveal_without_missing_seats(debrief, by(OWNER), late),
    ):
        assert standing(debrief, late, "seat/1/reminder") is not None
        assert standing(seat, late, "seat/1/reminder") is None


def test_it_looks_again_at_the_next_reminder_overdue_time_or_reveal_and_else_never() -> None:
    debrief = opened(NewSeat("screen", ANN))
    seen = [MONDAY]
    while (later := compute_outlook(debrief, seen[-1], SETTINGS).look_again) is not None:
        seen.append(later)

    assert seen[1:5] == [DUE + HOUR, DUE + DAY + HOUR, DUE + 2 * DAY, DUE + 2 * DAY + HOUR]
    assert len(seen) == 12
    assert compute_outlook(filed(debrief, MONDAY), MONDAY, SETTINGS).look_again == MONDAY + 300
    assert compute_outlook(filed(debrief, MONDAY), MONDAY + 300, SETTINGS).look_again is None


def test_only_the_owner_sees_which_seats_are_empty_until_the_reveal() -> None:
    debrief = filed(opened(), MONDAY, "2")
    board = standing(debrief, MONDAY, f"owner/{OWNER}")

    assert board is not None
    assert board.destination == InDM(OWNER)
    assert isinstance(board.content, OwnerBoard)
    assert [(line.person, line.state) for line in board.content.seats] == [
        (ANN, SeatState.EMPTY),
        (BEN, SeatState.FILED),
        (CAT, SeatState.EMPTY),
    ]
    assert standing(revealed(), MONDAY + 300, f"owner/{OWNER}") is None


def test_in_the_grace_nothing_tells_the_time_of_the_last_filing() -> None:
    roots = []
    for late in (0, 9):
        debrief = filed(filed(opened(), MONDAY, "1", "2"), MONDAY + late)
        root = compute_outlook(debrief, MONDAY + 10, SETTINGS).messages[0].content
        assert isinstance(root, Root)
        assert root.phase is Phase.GRACE
        roots.append(root)
    assert roots[0] == roots[1]


def test_a_kit_says_what_its_interviewer_has_to_do() -> None:
    debrief = filed(opened(), MONDAY, "1")
    debrief = given_up(debrief, "2", MONDAY)
    late = MONDAY + 3 * DAY

    states = [kit(debrief, MONDAY, seat).state for seat in ("1", "2", "3")]

    assert states == [KitState.FILED, KitState.GIVEN_UP, KitState.OWED]
    assert not kit(debrief, MONDAY, "3").late
    assert kit(course.reveal_without_missing_seats(debrief, by(OWNER), late), late, "3").late


def test_later_interviewers_read_what_to_probe_next_and_nobody_else_does() -> None:
    """Later: a later stage of the round, or a later round. It names nobody."""
    debrief = opened(NewSeat("team", CAT), NewSeat("architecture", BEN), NewSeat("screen", ANN))
    debrief = filed(debrief, MONDAY, "2", what=make_scorecard(probe=" Ask about on-call. "))

    shown = {seat: kit(debrief, MONDAY, seat).probe_next for seat in ("1", "2", "3")}

    assert shown == {"1": ("Ask about on-call.",), "2": (), "3": ()}
    told = [
        message
        for message in compute_outlook(debrief, MONDAY, SETTINGS).messages
        if "on-call" in repr(message)
    ]
    assert [message.slot for message in told] == ["seat/1/kit"]
    all_filed = filed(debrief, MONDAY, "1", "3")
    assert kit(all_filed, MONDAY, "1").probe_next == ()


def test_questions_reach_the_next_round_and_not_their_own_author() -> None:
    seatings = (*TWO_ROUNDS[:2], NewSeat("screen", BEN, 2), NewSeat("team", OWNER, 2))
    debrief = filed(
        opened(*seatings), MONDAY, "1", what=make_scorecard(probe="Why did they leave?")
    )
    debrief = filed(debrief, MONDAY, "2", what=make_scorecard(probe="What broke?"))
    debrief = course.advance_round(debrief, by(OWNER), SETTINGS, MONDAY)

    assert kit(debrief, MONDAY, "3").probe_next == ("Why did they leave?", "What broke?")
    assert kit(debrief, MONDAY, "4").probe_next == ("Why did they leave?",)
