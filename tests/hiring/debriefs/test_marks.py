"""Whoever has read another scorecard and then files or edits is marked, and both versions stay."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hiring.debriefs import course, filing, opening, reveal
from hiring.debriefs.contents import Kit
from hiring.debriefs.debrief import Debrief, Duty, Filing
from hiring.debriefs.errors import ReasonNeededError
from hiring.debriefs.filing import ScorecardEdit
from hiring.debriefs.opening import NewRound, NewSeat
from hiring.debriefs.outlook import compute_outlook
from hiring.debriefs.scorecard import Rating
from hiring.debriefs.state import edit_needs_reason, find_last_round_read
from hiring.work_calendar import DAY
from tests.hiring.debriefs.world import (
    ANN,
    BEN,
    CAT,
    DECIDER,
    MONDAY,
    OWNER,
    SETTINGS,
    by,
    filed,
    given_up,
    handed_over,
    make_scorecard,
    opened,
    revealed,
)

STUB = make_scorecard(Rating.YES, reason="A stub.")
REWRITTEN = make_scorecard(Rating.NO, reason="What others wrote.")
GRACE = 300
THREE_ROUNDS = (
    NewSeat("screen", ANN, 1),
    NewSeat("screen", DECIDER, 1),
    NewSeat("team", OWNER, 2),
    NewSeat("team", BEN, 2),
    NewSeat("architecture", DECIDER, 3),
    NewSeat("architecture", CAT, 3),
)


def read(debrief: Debrief, person: str, number: int, now: int = MONDAY) -> Debrief:
    return course.mark_round_read(debrief, by(person), number, now)


def advance(debrief: Debrief, now: int = MONDAY) -> Debrief:
    return course.advance_round(debrief, by(debrief.owner), SETTINGS, now)


def get_filing(debrief: Debrief, seat: str) -> Filing:
    filed_scorecard = debrief.seat(seat).filing
    assert filed_scorecard is not None
    return filed_scorecard


def edited(debrief: Debrief, seat: str, now: int = MONDAY, reason: str = "") -> Debrief:
    actor = by(debrief.seat(seat).person)
    return filing.edit_scorecard(debrief, actor, seat, ScorecardEdit(REWRITTEN, reason), now)


@pytest.mark.parametrize(("reader", "seat"), [(DECIDER, "2"), (OWNER, "3")])
def test_who_files_a_stub_reads_and_rewrites_gives_a_reason_and_both_versions_stay(
    reader: str, seat: str
) -> None:
    """As decider or as owner, in the round that was read or in a later one."""
    debrief = filed(opened(*THREE_ROUNDS), MONDAY, what=STUB)
    if seat == "3":
        debrief = filed(advance(debrief), MONDAY, "3", what=STUB)
    debrief = read(debrief, reader, 1)

    with pytest.raises(ReasonNeededError):
        edited(debrief, seat)
    debrief = edited(debrief, seat, reason="I had it wrong.")

    change = get_filing(debrief, seat).changes[0]
    assert (change.former, change.reason, change.after_reading, change.after_reveal) == (
        STUB,
        "I had it wrong.",
        1,
        False,
    )
    shown = reveal.reveal_seat(debrief, debrief.seat(seat))
    assert (shown.scorecard, shown.changes, shown.after_reading) == (REWRITTEN, (change,), 0)


def test_a_role_that_was_held_for_a_minute_counts_as_long_as_the_debrief_lasts() -> None:
    debrief = filed(opened(*THREE_ROUNDS), MONDAY, what=STUB)
    debrief = handed_over(debrief, Duty.DECIDER, BEN, MONDAY, MONDAY + 10)
    debrief = read(debrief, BEN, 1, MONDAY + 20)
    debrief = handed_over(debrief, Duty.DECIDER, DECIDER, MONDAY + 30, MONDAY + 60)
    debrief = filed(advance(debrief, MONDAY + 60), MONDAY + 90, what=STUB)

    assert get_filing(debrief, "4").after_reading == 1
    assert get_filing(debrief, "3").after_reading == 0
    with pytest.raises(ReasonNeededError):
        edited(debrief, "4", MONDAY + 90)
    assert edited(debrief, "3", MONDAY + 90).seat("3").filing == Filing(REWRITTEN, MONDAY + 90)


def test_who_could_have_read_and_did_not_is_not_marked() -> None:
    debrief = filed(opened(*THREE_ROUNDS), MONDAY, what=STUB)

    assert edited(debrief, "2").seat("2").filing == Filing(REWRITTEN, MONDAY)
    later = filed(advance(debrief), MONDAY, "3", what=STUB)
    assert get_filing(later, "3").after_reading == 0


def test_another_round_after_a_reveal_comes_after_reading_for_everybody() -> None:
    later = MONDAY + GRACE
    new_round = NewRound((NewSeat("team", BEN), NewSeat("team", OWNER)), "One more.")
    debrief = opening.start_another_round(revealed(), by(DECIDER), new_round, SETTINGS, later)
    debrief = filed(debrief, later, what=STUB)

    assert [get_filing(debrief, seat).after_reading for seat in "1245"] == [0, 0, 1, 1]
    with pytest.raises(ReasonNeededError):
        edited(debrief, "5", later)
    change = get_filing(edited(debrief, "5", later, "Wrong."), "5").changes[0]
    assert (change.after_reading, change.after_reveal) == (1, False)


def test_a_change_after_the_reveal_says_so() -> None:
    later = MONDAY + GRACE
    change = get_filing(edited(revealed(), "1", later, "Wrong."), "1").changes[0]
    assert (change.after_reading, change.after_reveal) == (1, True)


def test_ones_own_scorecard_alone_leaves_no_mark_until_another_one_is_in_the_round() -> None:
    """A round of theirs in which somebody gave up, and files after all when it was read."""
    debrief = given_up(opened(*THREE_ROUNDS), "1", MONDAY)
    debrief = read(filed(debrief, MONDAY, what=STUB), DECIDER, 1)
    assert edited(debrief, "2").seat("2").filing == Filing(REWRITTEN, MONDAY)

    debrief = filed(debrief, MONDAY, "1")

    assert find_last_round_read(debrief, DECIDER, MONDAY) == 1
    with pytest.raises(ReasonNeededError):
        edited(debrief, "2")


def test_with_several_rounds_the_last_that_was_read_is_named() -> None:
    debrief = filed(opened(*THREE_ROUNDS), MONDAY, what=STUB)
    debrief = read(debrief, DECIDER, 1)
    debrief = filed(advance(debrief), MONDAY, what=STUB)
    unread = filed(advance(debrief), MONDAY, what=STUB)
    both = filed(advance(read(read(debrief, DECIDER, 2), OWNER, 2)), MONDAY, what=STUB)

    assert [get_filing(unread, seat).after_reading for seat in "56"] == [1, 0]
    assert [get_filing(both, seat).after_reading for seat in "56"] == [2, 0]
    assert get_filing(edited(both, "3", reason="Wrong."), "3").changes[0].after_reading == 2


def test_a_seat_that_was_given_up_and_is_filed_after_reading_is_marked() -> None:
    debrief = given_up(opened(*THREE_ROUNDS), "2", MONDAY)
    debrief = read(filed(debrief, MONDAY), DECIDER, 1)

    assert get_filing(filed(debrief, MONDAY, "2"), "2").after_reading == 1


@pytest.mark.parametrize(
    ("readers", "needs_reason"),
    [
        ((), {"1": False, "2": False}),
        ((DECIDER,), {"1": True, "2": True}),
        ((OWNER,), {"1": True, "2": True}),
        ((OWNER, DECIDER), {"1": True, "2": True}),
    ],
)
def test_a_reason_is_needed_as_soon_as_another_person_has_read_it_or_the_author_another_one(
    readers: tuple[str, ...], needs_reason: dict[str, bool]
) -> None:
    debrief = filed(opened(*THREE_ROUNDS), MONDAY, what=STUB)
    for reader in readers:
        debrief = read(debrief, reader, 1)

    assert {s: edit_needs_reason(debrief, debrief.seat(s), MONDAY) for s in "12"} == needs_reason
    kits = {
        message.content.seat: message.content
        for message in compute_outlook(debrief, MONDAY, SETTINGS).messages
        if isinstance(message.content, Kit)
    }
    assert {seat: kits[seat].needs_reason for seat in "12"} == needs_reason
    for seat, needed in needs_reason.items():
        if needed:
            with pytest.raises(ReasonNeededError):
                edited(debrief, seat)
        else:
            assert not get_filing(edited(debrief, seat), seat).changes


def test_the_author_alone_in_charge_reads_their_own_round_without_a_mark() -> None:
    seatings = (NewSeat("screen", DECIDER), NewSeat("team", ANN, 2))
    debrief = read(filed(opened(*seatings), MONDAY, what=STUB), DECIDER, 1)

    assert not edit_needs_reason(debrief, debrief.seat("1"), MONDAY)
    assert edit_needs_reason(read(debrief, OWNER, 1), debrief.seat("1"), MONDAY)


def test_going_back_to_the_first_version_hides_nothing() -> None:
    debrief = read(filed(opened(*THREE_ROUNDS), MONDAY, what=STUB), DECIDER, 1)
    debrief = edited(debrief, "2", reason="One.")
    back = ScorecardEdit(STUB, "Two.")
    debrief = filing.edit_scorecard(debrief, by(DECIDER), "2", back, MONDAY)

    changes = get_filing(debrief, "2").changes
    assert [(change.former, change.reason) for change in changes] == [
        (STUB, "One."),
        (REWRITTEN, "Two."),
    ]


def test_the_summary_says_who_read_which_rounds_before_the_channel_could() -> None:
    debrief = filed(opened(*THREE_ROUNDS[:4]), MONDAY, what=STUB)
    debrief = read(read(debrief, OWNER, 1), DECIDER, 1)
    debrief = read(filed(advance(debrief), MONDAY), OWNER, 1)
    later = MONDAY + GRACE

    assert reveal.build_summary(debrief, 2).readers == ((OWNER, (1,)), (DECIDER, (1,)))
    public = read(debrief, BEN, 2, later)
    assert reveal.build_summary(public, 2).readers == ((OWNER, (1,)), (DECIDER, (1,)))


def test_an_author_reads_in_the_kit_who_can_read_the_scorecard_now() -> None:
    def find_readers(debrief: Debrief, seat: str, now: int) -> tuple[str, ...]:
        messages = compute_outlook(debrief, now, SETTINGS).messages
        kits = {m.content.seat: m.content for m in messages if isinstance(m.content, Kit)}
        return kits[seat].readers

    debrief = filed(opened(*THREE_ROUNDS[:4]), MONDAY, "1")
    assert find_readers(debrief, "1", MONDAY) == ()
    debrief = filed(debrief, MONDAY, "2")
    assert find_readers(debrief, "1", MONDAY) == (OWNER, DECIDER)
    assert find_readers(debrief, "2", MONDAY) == (OWNER,)
    same = replace(debrief, decider=OWNER)
    assert find_readers(same, "1", MONDAY) == (OWNER,)
    complete = filed(advance(debrief), MONDAY)
    assert find_readers(complete, "1", MONDAY) == (OWNER, DECIDER)
    assert find_readers(complete, "3", MONDAY) == ()
    assert find_readers(complete, "1", MONDAY + DAY) == ()
