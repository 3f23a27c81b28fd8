"""A seat is released in the open: its interviewer can keep it, and the round waits until then."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

import pytest

from hiring.debriefs import course, filing, reveal, staffing
from hiring.debriefs.contents import (
    GivenUpNote,
    Kit,
    KitState,
    OwnerBoard,
    PublicRelease,
    ReleaseNote,
    Root,
)
from hiring.debriefs.debrief import (
    CloseKind,
    Debrief,
    Duty,
    Release,
    ReleaseReason,
    SeatState,
)
from hiring.debriefs.errors import (
    KeepSeatFirstError,
    NotAllowedError,
    NothingToAnswerError,
    NotOverdueError,
    SeatKeptError,
    SeatReleasedError,
    SeatTakenError,
)
from hiring.debriefs.opening import NewSeat
from hiring.debriefs.outlook import compute_outlook
from hiring.debriefs.planned_messages import InDM, PlannedMessage
from hiring.debriefs.staffing import SeatHolder
from hiring.debriefs.state import (
    Phase,
    get_phase,
    get_scheduled_reveal_time,
)
from hiring.work_calendar import DAY, DEFAULT_CALENDAR, HOUR
from tests.hiring.debriefs.world import (
    ANN,
    BEN,
    CAT,
    DECIDER,
    GONE,
    HERE,
    ILL,
    MONDAY,
    OUTSIDER,
    OWNER,
    SETTINGS,
    TWO_ROUNDS,
    agreed,
    by,
    east,
    excused,
    filed,
    given_up,
    handed_over,
    make_scorecard,
    opened,
    replaced,
    seat_kept,
    waiting,
)

if TYPE_CHECKING:
    from collections.abc import Callable

FRIDAY = MONDAY + 4 * DAY
LONDON, TOKYO, HONOLULU = (SeatHolder(calendar=east(hours)) for hours in (0, 9, -10))
Content = TypeVar("Content")


def find_messages(debrief: Debrief, now: int, slot: str) -> list[PlannedMessage]:
    messages = compute_outlook(debrief, now, SETTINGS).messages
    return [message for message in messages if message.slot.startswith(slot)]


def find_content(debrief: Debrief, now: int, slot: str, type_: type[Content]) -> Content:
    (message,) = find_messages(debrief, now, slot)
    assert isinstance(message.content, type_)
    return message.content


def list_public_releases(debrief: Debrief, now: int) -> list[PublicRelease]:
    root = find_content(debrief, now, "root", Root)
    return [release for round_ in root.rounds for release in round_.released]


def test_an_excusal_that_completes_a_round_waits_for_a_working_day_and_then_reveals() -> None:
    debrief = excused(waiting(), "3", MONDAY + HOUR)
    lapses_at = MONDAY + DAY + HOUR

    assert get_scheduled_reveal_time(debrief) == lapses_at
    assert get_phase(debrief, lapses_at - 1) is Phase.RUNNING
    assert get_phase(debrief, lapses_at) is Phase.REVEALED
    looks = [MONDAY + HOUR]
    while (look := compute_outlook(debrief, looks[-1], SETTINGS).look_again) is not None:
        looks.append(look)
    assert lapses_at in looks


def test_a_round_that_another_follows_opens_to_nobody_while_a_release_can_be_undone() -> None:
    debrief = excused(filed(opened(*TWO_ROUNDS), MONDAY, "2"), "1", MONDAY)

    with pytest.raises(NotAllowedError):
        course.mark_round_read(debrief, by(OWNER), 1, MONDAY + DAY - 1)
    with pytest.raises(NotAllowedError):
        course.advance_round(debrief, by(DECIDER), SETTINGS, MONDAY + DAY - 1)
    assert course.mark_round_read(debrief, by(OWNER), 1, MONDAY + DAY).rounds[0].read_by


@pytest.mark.parametrize(
    ("holder", "at", "hours"),
    [
        (LONDON, MONDAY, 24),
        (LONDON, FRIDAY, 72),
        (LONDON, FRIDAY - 13 * HOUR, 24),  # Thursday at 20:00 is Friday at 05:00 in Tokyo
        (TOKYO, FRIDAY - 13 * HOUR, 72),
        (TOKYO, FRIDAY + 6 * HOUR, 72),  # Friday at 15:00 is Saturday at 00:00 in Tokyo
        (HONOLULU, FRIDAY, 24),  # Friday at 09:00 is Thursday evening in Honolulu
        (LONDON, FRIDAY + DAY, 63),  # as if it were Monday at 00:00
        (LONDON, FRIDAY + 2 * DAY, 39),
    ],
)
def test_the_working_day_is_the_persons_own_over_a_weekend_too(
    holder: SeatHolder, at: int, hours: int
) -> None:
    debrief = excused(waiting(at), "3", at, holder)
    lapses_at = at + hours * HOUR

    assert find_content(debrief, at, "seat/3/release", ReleaseNote).keeps_until == lapses_at
    assert debrief.seat("3").can_be_kept(lapses_at - 1)
    assert not debrief.seat("3").can_be_kept(lapses_at)


def test_the_person_is_told_who_excused_them_and_why_and_until_when_they_can_keep_the_seat() -> (
    None
):
    debrief = excused(waiting(), "3", MONDAY + 1, reason=ReleaseReason.CONFLICT)
    until = MONDAY + 1 + DAY

    (message,) = find_messages(debrief, MONDAY + 1, "seat/3/release")
    note = ReleaseNote("D1", "3", "JS", "C1", "team", OWNER, ReleaseReason.CONFLICT, until)
    assert (message.destination, message.generation) == (InDM(CAT), MONDAY + 1)
    assert message.content == note
    later = find_content(debrief, until, "seat/3/release", ReleaseNote)
    assert later == replace(note, keeps_until=None)
    board = find_content(debrief, MONDAY + 1, "owner/", OwnerBoard)
    assert [(seat.state, seat.keeps_until) for seat in board.seats][2] == (
        SeatState.EXCUSED,
        until,
    )


def test_everybody_reads_in_root_and_summary_who_released_whom_and_why() -> None:
    debrief = excused(waiting(), "3", MONDAY)
    expected = PublicRelease("team", CAT, Release.EXCUSED, ILL, OWNER, MONDAY + DAY)

    assert list_public_releases(debrief, MONDAY) == [expected]
    final = replace(expected, keeps_until=None)
    assert list_public_releases(debrief, MONDAY + DAY) == [final]
    assert reveal.build_summary(debrief, 1).released == (final,)


def test_who_agrees_ends_the_wait() -> None:
    debrief = agreed(excused(waiting(), "3", MONDAY), "3", MONDAY + HOUR)

    assert get_phase(debrief, MONDAY + HOUR) is Phase.REVEALED
    assert debrief.seat("3").released is not None
    early = agreed(excused(waiting(), "3", MONDAY), "3", MONDAY + 1)
    assert get_scheduled_reveal_time(early) == MONDAY + 300  # the grace of the last scorecard
    assert get_phase(early, MONDAY + 1) is Phase.GRACE


@pytest.mark.parametrize("release", ["excuse", "replace"])
def test_with_an_account_that_is_gone_it_is_final_at_once(release: str) -> None:
    late = MONDAY + HOUR
    debrief = waiting()
    if release == "excuse":
        debrief = excused(debrief, "3", late, GONE)
        assert get_phase(debrief, late) is Phase.REVEALED
    else:
        debrief = replaced(debrief, "3", OUTSIDER, late, GONE)
        assert get_phase(filed(debrief, late), late) is Phase.GRACE
    assert not debrief.seat("3").can_be_kept(late)
    assert find_content(debrief, late, "seat/3/release", ReleaseNote).keeps_until is None


def test_the_owners_own_seat_is_released_at_once_and_without_a_message_to_themselves() -> None:
    debrief = filed(opened(NewSeat("screen", ANN), NewSeat("team", OWNER)), MONDAY, "1")
    for released in (
        excused(debrief, "2", MONDAY + HOUR),
        replaced(debrief, "2", CAT, MONDAY + HOUR),
    ):
        assert not released.seat("2").can_be_kept(MONDAY + HOUR)
        assert not find_messages(released, MONDAY + HOUR, "seat/2/release")
        assert list_public_releases(released, MONDAY + HOUR)[0].person == OWNER
    assert get_phase(excused(debrief, "2", MONDAY + HOUR), MONDAY + HOUR) is Phase.REVEALED


def test_who_keeps_the_seat_has_a_working_day_to_file_and_the_round_waits_for_them() -> None:
    debrief = seat_kept(excused(waiting(), "3", MONDAY), "3", MONDAY + 20 * HOUR)
    seat = debrief.seat("3")

    assert (seat.state, seat.due_at, seat.overdue_at) == (
        SeatState.EMPTY,
        MONDAY + 44 * HOUR,
        MONDAY + 44 * HOUR,
    )
    assert get_phase(debrief, MONDAY + 9 * DAY) is Phase.RUNNING
    assert not list_public_releases(debrief, MONDAY + 20 * HOUR)
    assert not find_messages(debrief, MONDAY + 20 * HOUR, "seat/3/release")
    assert find_content(debrief, MONDAY + 20 * HOUR, "seat/3/kit", Kit).state is KitState.OWED
    friday = seat_kept(excused(waiting(FRIDAY), "3", FRIDAY), "3", FRIDAY + HOUR)
    assert friday.seat("3").due_at == FRIDAY + 3 * DAY + HOUR
    assert (
        filing.keep_seat(excused(waiting(FRIDAY), "3", FRIDAY), by(CAT), "3", east(-10), FRIDAY)
        .seat("3")
        .due_at
        == FRIDAY + DAY
    )  # where it is Thursday evening


def test_after_that_working_day_the_reveal_may_leave_the_seat_out_or_it_is_excused_at_once() -> (
    None
):
    debrief = seat_kept(excused(waiting(), "3", MONDAY), "3", MONDAY + 20 * HOUR)
    over = MONDAY + 44 * HOUR

    with pytest.raises(SeatKeptError):
        excused(debrief, "3", over - 1)
    with pytest.raises(SeatKeptError):
        replaced(debrief, "3", OUTSIDER, over - 1)
    for released in (excused(debrief, "3", over), replaced(debrief, "3", OUTSIDER, over)):
        assert not released.seat("3").can_be_kept(over)
    with pytest.raises(NotOverdueError):
        course.reveal_without_missing_seats(debrief, by(OWNER), over - 1)
    assert course.reveal_without_missing_seats(debrief, by(DECIDER), over).reveals[0].without == (
        "3",
    )
    assert get_phase(excused(debrief, "3", over), over) is Phase.REVEALED


def test_a_seat_that_was_kept_is_still_released_at_once_if_the_account_is_gone() -> None:
    debrief = seat_kept(excused(waiting(), "3", MONDAY), "3", MONDAY + HOUR)

    assert get_phase(excused(debrief, "3", MONDAY + 2 * HOUR, GONE), MONDAY + 2 * HOUR) is (
        Phase.REVEALED
    )


def test_who_was_replaced_and_keeps_the_seat_files_beside_the_successor() -> None:
    debrief = replaced(waiting(), "3", OUTSIDER, MONDAY)
    assert filed(debrief, MONDAY).seat("3").can_be_kept(MONDAY)
    assert get_phase(filed(debrief, MONDAY), MONDAY + DAY - 1) is Phase.RUNNING

    debrief = seat_kept(filed(debrief, MONDAY), "3", MONDAY + HOUR)
    assert get_phase(debrief, MONDAY + 9 * DAY) is Phase.RUNNING
    debrief = filed(debrief, MONDAY + HOUR, "3")

    assert [seat.person for seat in reveal.build_summary(debrief, 1).seats] == [
        ANN,
        BEN,
        CAT,
        OUTSIDER,
    ]


def test_a_seat_is_kept_before_it_is_filed_so_that_filing_shows_nothing() -> None:
    pending = excused(waiting(), "3", MONDAY)
    with pytest.raises(KeepSeatFirstError):
        filed(pending, MONDAY + HOUR, "3")

    debrief = filed(seat_kept(pending, "3", MONDAY + HOUR), MONDAY + HOUR, "3")
    assert debrief.seat("3").state is SeatState.FILED
    assert not list_public_releases(debrief, MONDAY + HOUR)
    assert get_scheduled_reveal_time(debrief) == MONDAY + HOUR + 300


def test_whoever_files_after_giving_up_stays_under_those_who_cant_until_the_reveal() -> None:
    debrief = opened()
    debrief = filing.give_up_seat(debrief, by(CAT), "3", ILL, "", MONDAY)
    before = compute_outlook(debrief, MONDAY + 1, SETTINGS).messages[0].content

    debrief = filed(debrief, MONDAY + 1, "3")

    assert compute_outlook(debrief, MONDAY + 1, SETTINGS).messages[0].content == before
    debrief = filed(debrief, MONDAY + 1)
    root = compute_outlook(debrief, MONDAY + 301, SETTINGS).messages[0].content
    assert isinstance(root, Root)
    assert (root.rounds[0].filed, root.rounds[0].released) == (3, ())


@pytest.mark.parametrize("answer", [seat_kept, agreed])
def test_only_a_release_that_is_not_final_yet_can_be_answered_and_only_by_its_interviewer(
    answer: Callable[[Debrief, str, int], Debrief],
) -> None:
    pending = excused(waiting(), "3", MONDAY)
    two_rounds = filed(opened(*TWO_ROUNDS), MONDAY, "2")
    for debrief, seat, now in (
        (waiting(), "3", MONDAY),
        (waiting(), "1", MONDAY),
        (agreed(excused(two_rounds, "1", MONDAY), "1", MONDAY), "1", MONDAY),
        (excused(two_rounds, "1", MONDAY), "1", MONDAY + DAY),
        (given_up(two_rounds, "1", MONDAY), "1", MONDAY),
        (seat_kept(pending, "3", MONDAY), "3", MONDAY),
    ):
        with pytest.raises(NothingToAnswerError):
            answer(debrief, seat, now)
    for person in (OWNER, DECIDER, ANN, OUTSIDER):
        with pytest.raises(NotAllowedError):
            filing.keep_seat(pending, by(person), "3", DEFAULT_CALENDAR, MONDAY)
        with pytest.raises(NotAllowedError):
            filing.agree_to_release(pending, by(person), "3", MONDAY)


def test_who_gave_up_and_was_added_again_files_once() -> None:
    debrief = given_up(waiting(), "3", MONDAY)
    two_rounds = given_up(opened(*TWO_ROUNDS), "1", MONDAY)
    again = staffing.add_seat(two_rounds, by(OWNER), NewSeat("screen", ANN), SETTINGS, MONDAY)

    with pytest.raises(SeatTakenError):
        filed(again, MONDAY, "1")
    slots = {message.slot for message in compute_outlook(again, MONDAY, SETTINGS).messages}
    assert "seat/5/kit" in slots
    assert "seat/1/kit" not in slots  # it would offer to file
    assert filed(again, MONDAY, "5").seat("5").filing
    assert filed(given_up(again, "5", MONDAY), MONDAY, "1").seat("1").filing
    assert filed(debrief, MONDAY, "3").seat("3").filing


def test_what_was_overdue_before_it_was_excused_may_be_left_out_at_once_and_is_named() -> None:
    """The excusal takes nothing away: the reveal was possible without it."""
    late = MONDAY + 3 * DAY
    debrief = excused(waiting(), "3", late)
    debrief = course.reveal_without_missing_seats(debrief, by(OWNER), late)

    final = PublicRelease("team", CAT, Release.EXCUSED, ILL, OWNER, None)
    assert debrief.reveals[0].without == ()
    assert reveal.build_summary(debrief, 1).released == (final,)
    assert list_public_releases(debrief, late) == [final]
    assert find_content(debrief, late, "seat/3/release", ReleaseNote).keeps_until is None
    with pytest.raises(NotAllowedError):
        seat_kept(debrief, "3", late)
    with pytest.raises(SeatReleasedError):
        filed(debrief, late, "3")


def test_who_was_finally_excused_cant_file() -> None:
    debrief = filed(opened(*TWO_ROUNDS), MONDAY, "2")

    with pytest.raises(SeatReleasedError):
        filed(excused(debrief, "1", MONDAY), MONDAY + DAY, "1")
    with pytest.raises(SeatReleasedError):
        filed(agreed(excused(debrief, "1", MONDAY), "1", MONDAY), MONDAY, "1")


def test_closing_ends_what_could_be_kept() -> None:
    debrief = excused(waiting(), "3", MONDAY)
    closed = course.close_debrief(debrief, by(OWNER), CloseKind.WITHDREW, MONDAY)

    assert [release.keeps_until for release in list_public_releases(closed, MONDAY)] == [None]
    assert find_content(closed, MONDAY, "seat/3/release", ReleaseNote).keeps_until is None
    with pytest.raises(NotAllowedError):
        seat_kept(closed, "3", MONDAY)


def test_a_second_excusal_is_a_new_message() -> None:
    two_rounds = excused(opened(*TWO_ROUNDS), "3", MONDAY)
    (first,) = find_messages(two_rounds, MONDAY, "seat/3/release")
    again = excused(seat_kept(two_rounds, "3", MONDAY), "3", MONDAY + HOUR)
    (second,) = find_messages(again, MONDAY + HOUR, "seat/3/release")

    assert (first.slot, second.slot) == ("seat/3/release", "seat/3/release")
    assert (first.generation, second.generation) == (MONDAY, MONDAY + HOUR)


def test_a_note_on_giving_up_goes_to_the_owner_of_that_time_in_a_message_of_its_own() -> None:
    debrief = given_up(waiting(), "3", MONDAY + 1, note="  My partner applied, too. ")
    (message,) = find_messages(debrief, MONDAY + 1, "given-up/")
    assert message.slot == f"given-up/3/{OWNER}"
    assert (message.destination, message.generation) == (InDM(OWNER), MONDAY + 1)
    note = GivenUpNote("D1", "3", "JS", "C1", "team", CAT, ILL, "My partner applied, too.")
    assert message.content == note

    debrief = handed_over(debrief, Duty.OWNER, BEN, MONDAY + 2)

    for now in (MONDAY + 2, MONDAY + DAY):
        naming = [
            message
            for message in compute_outlook(debrief, now, SETTINGS).messages
            if "partner" in repr(message)
        ]
        assert naming == [message]


def test_an_owner_who_gives_up_their_own_seat_writes_to_nobody() -> None:
    debrief = given_up(opened(NewSeat("screen", ANN), NewSeat("team", OWNER)), "2", MONDAY, "Ill.")

    assert not find_messages(debrief, MONDAY, "given-up/")
    assert list_public_releases(debrief, MONDAY) == [
        PublicRelease("team", OWNER, Release.GIVEN_UP, ILL, OWNER, None)
    ]


def test_each_fixed_reason_can_be_given_and_replaced_is_for_replacements() -> None:
    for reason in ReleaseReason:
        released = excused(waiting(), "3", MONDAY, HERE, reason).seat("3").released
        assert released is not None
        assert released.reason is reason
        assert not released.note


def test_what_a_scorecard_says_is_the_same_after_an_excusal_that_was_kept() -> None:
    debrief = seat_kept(excused(waiting(), "3", MONDAY), "3", MONDAY)
    after = filed(debrief, MONDAY + 1, "3", what=make_scorecard(reason="I disagree."))

    shown = reveal.build_summary(after, 1).seats[2].scorecard
    assert shown is not None
    assert shown.reason == "I disagree."
