from __future__ import annotations

from typing import TYPE_CHECKING

from hiring.debriefs import course
from hiring.debriefs.contents import Kit, KitState, OwnerBoard, Root
from hiring.debriefs.debrief import SeatState
from hiring.debriefs.opening import NewSeat
from hiring.debriefs.outlook import compute_outlook, describe_seats
from hiring.debriefs.planned_messages import InDM, PlannedMessage
from hiring.debriefs.state import Phase
from hiring.work_calendar import DAY
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
    given_up,
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


def test_it_looks_again_when_a_seat_is_overdue_or_at_the_reveal_and_else_never() -> None:
    debrief = opened(NewSeat("screen", ANN))
    seen = [MONDAY]
    while (later := compute_outlook(debrief, seen[-1], SETTINGS).look_again) is not None:
        seen.append(later)

    assert seen[1:] == [debrief.seats[0].overdue_at]
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
    after = standing(revealed(), MONDAY + 300, f"owner/{OWNER}")
    assert after
    assert isinstance(after.content, OwnerBoard)
    assert after.content.seats == ()


def test_the_owners_list_says_overdue_from_the_due_time_on_and_never_without_one() -> None:
    debrief = opened()
    untimed = opened(NewSeat("screen", ANN))

    def list_overdue(debrief: Debrief, now: int) -> list[bool]:
        return [seat.overdue for seat in describe_seats(debrief, now)]

    assert list_overdue(filed(debrief, MONDAY, "2"), DUE - 1) == [False, False, False]
    assert list_overdue(filed(debrief, MONDAY, "2"), DUE) == [True, False, True]
    assert compute_outlook(debrief, MONDAY, SETTINGS).look_again == DUE
    assert list_overdue(untimed, MONDAY + 30 * DAY) == [False]


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
