from __future__ import annotations

from dataclasses import replace

import pytest

from hiring.debriefs import course, opening
from hiring.debriefs.contents import Root
from hiring.debriefs.debrief import Debrief, Outcome, StagePlan
from hiring.debriefs.errors import (
    DecidedError,
    NoLabelError,
    NoSeatsError,
    ReasonNeededError,
    SeatTakenError,
    UnknownSeatError,
)
from hiring.debriefs.opening import NewRound, NewSeat
from hiring.debriefs.outlook import compute_outlook
from hiring.debriefs.state import Phase, get_phase
from hiring.work_calendar import DAY, DEFAULT_CALENDAR, HOUR, add_working_days
from tests.hiring.debriefs.world import (
    ANN,
    BEN,
    CAT,
    DECIDER,
    MONDAY,
    OWNER,
    SETTINGS,
    by,
    east,
    filed,
    make_new_debrief,
    opened,
    revealed,
)


def add_round(debrief: Debrief, *seatings: NewSeat, reason: str = "One more.") -> Debrief:
    return opening.start_another_round(
        debrief, by(DECIDER), NewRound(seatings, reason), SETTINGS, MONDAY + 300
    )


def test_a_label_and_one_seat_are_enough() -> None:
    debrief = opened(NewSeat("screen", ANN))

    assert (debrief.owner, debrief.label, debrief.interviewers) == (OWNER, "JS", (ANN,))
    assert get_phase(debrief, MONDAY) is Phase.RUNNING


def test_without_a_label_or_a_seat_there_is_no_debrief() -> None:
    new = make_new_debrief(NewSeat("screen", ANN))

    with pytest.raises(NoLabelError):
        opening.open_debrief(replace(new, label="  "), by(OWNER), SETTINGS, MONDAY)
    with pytest.raises(NoSeatsError):
        opening.open_debrief(make_new_debrief(), by(OWNER), SETTINGS, MONDAY)


def test_rounds_are_numbered_from_1_without_gaps_whatever_was_asked_for() -> None:
    debrief = opened(NewSeat("team", CAT, 7), NewSeat("screen", ANN, 3), NewSeat("team", BEN, 7))

    assert [(seat.person, seat.round) for seat in debrief.seats] == [(ANN, 1), (CAT, 2), (BEN, 2)]
    assert [round_.started_at for round_ in debrief.rounds] == [MONDAY, None]


def test_nobody_has_the_same_seat_twice_in_a_round() -> None:
    opened(NewSeat("screen", ANN), NewSeat("team", ANN), NewSeat("screen", ANN, 2))

    with pytest.raises(SeatTakenError):
        opened(NewSeat("screen", ANN), NewSeat("screen", ANN))


@pytest.mark.parametrize(
    ("days", "hours", "offset", "later"),
    [
        (0, 0, 0, 1),
        (3, 0, 0, 1),
        (4, 0, 0, 3),
        (0, 1, -10, 1),
        (4, 0, -10, 1),
    ],
)
def test_a_working_day_later_is_the_same_time_on_the_next_of_monday_to_friday(
    days: int, hours: int, offset: int, later: int
) -> None:
    at = MONDAY + days * DAY + hours * HOUR

    assert add_working_days(at, 1, east(offset)) == at + later * DAY


@pytest.mark.parametrize("hours", [0, 5, 23, 24, 38, 47])
@pytest.mark.parametrize("offset", [0, 9, -8])
def test_what_begins_on_a_day_off_leaves_a_whole_working_day(hours: int, offset: int) -> None:
    """From Saturday 00:00 until Sunday 23:59 where a person is, it ends when Monday does."""
    saturday = MONDAY - 9 * HOUR + 5 * DAY - offset * HOUR
    at = saturday + hours * HOUR + 1800

    assert add_working_days(at, 1, east(offset)) == saturday + 3 * DAY


def test_several_working_days_are_counted_one_by_one() -> None:
    friday = MONDAY + 4 * DAY
    assert [
        (add_working_days(friday, days, DEFAULT_CALENDAR) - friday) // DAY for days in range(7)
    ] == [
        0,
        3,
        4,
        5,
        6,
        7,
        10,
    ]


def test_another_round_starts_at_once_and_what_was_revealed_stays() -> None:
    debrief = add_round(revealed(), NewSeat("team", BEN, 9))

    assert (debrief.public_through, debrief.current_round.number) == (1, 2)
    assert debrief.seats[-1].round == 2
    assert get_phase(debrief, MONDAY + 300) is Phase.RUNNING
    assert (debrief.decision, debrief.decisions[0].outcome) == (None, Outcome.ANOTHER_ROUND)
    slots = [message.slot for message in compute_outlook(debrief, MONDAY + 300, SETTINGS).messages]
    assert {"reveal/summary", "reveal/card/1", "decision"} <= set(slots)


def test_a_second_reveal_is_posted_beside_the_first_with_the_new_scorecards() -> None:
    debrief = filed(add_round(revealed(), NewSeat("team", BEN)), MONDAY + DAY)
    slots = [
        message.slot for message in compute_outlook(debrief, MONDAY + DAY + 300, SETTINGS).messages
    ]

    assert [slot for slot in slots if slot.startswith("reveal")] == [
        "reveal/talk",
        "reveal/summary",
        "reveal/matrix",
        "reveal/card/1",
        "reveal/card/2",
        "reveal/card/3",
        "reveal/run-sheet",
        "reveal/2/talk",
        "reveal/2/summary",
        "reveal/2/matrix",
        "reveal/card/4",
        "reveal/2/run-sheet",
    ]


def test_another_round_needs_people_and_a_reason_and_no_final_decision() -> None:
    debrief = revealed()

    with pytest.raises(NoSeatsError):
        add_round(debrief)
    with pytest.raises(ReasonNeededError):
        add_round(debrief, NewSeat("team", BEN), reason=" ")
    for outcome in (Outcome.HIRE, Outcome.NO_HIRE):
        decided = course.record_decision(debrief, by(DECIDER), outcome, "Bar met.", MONDAY + 300)
        with pytest.raises(DecidedError):
            add_round(decided, NewSeat("team", BEN))
    held = course.record_decision(
        debrief, by(DECIDER), Outcome.HOLD, "Two open questions.", MONDAY + 300
    )
    again = add_round(held, NewSeat("team", BEN))
    assert [decision.outcome for decision in again.decisions] == [
        Outcome.HOLD,
        Outcome.ANOTHER_ROUND,
    ]


def test_the_root_names_who_sits_where_and_the_count_alone() -> None:
    root = compute_outlook(filed(opened(), MONDAY, "2"), MONDAY, SETTINGS).messages[0].content

    assert isinstance(root, Root)
    assert [seat.person for seat in root.rounds[0].seats] == [ANN, BEN, CAT]
    assert root.rounds[0].filed == 1


def test_a_stage_that_the_role_has_no_more_stands_last() -> None:
    debrief = replace(opened(), stages=(StagePlan("team", ("clarity",)),))

    assert debrief.stage_order("team") < debrief.stage_order("screen")
    with pytest.raises(UnknownSeatError):
        debrief.seat("99")
