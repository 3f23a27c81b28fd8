from __future__ import annotations

from dataclasses import replace

import pytest

from hiring.debriefs import course, filing
from hiring.debriefs.debrief import SeatState
from hiring.debriefs.errors import (
    AlreadyFiledError,
    IncompleteScorecardError,
    NotAllowedError,
    NotFiledError,
    NotStartedError,
    ReasonNeededError,
    SeatReleasedError,
)
from hiring.debriefs.filing import ScorecardEdit
from hiring.debriefs.opening import NewSeat
from hiring.debriefs.scorecard import AttributeRating, Rating, find_problems
from hiring.debriefs.state import (
    Phase,
    apply_due_reveal,
    edit_needs_reason,
    get_phase,
    get_scheduled_reveal_time,
)
from hiring.work_calendar import DAY, HOUR
from tests.hiring.debriefs.world import (
    ANN,
    BEN,
    CAT,
    DECIDER,
    MONDAY,
    OWNER,
    SETTINGS,
    TWO_ROUNDS,
    by,
    excused,
    filed,
    given_up,
    make_scorecard,
    opened,
    revealed,
)

GRACE = 300
NO, YES = make_scorecard(Rating.NO), make_scorecard(Rating.YES)


def test_a_card_needs_a_rating_evidence_for_each_and_a_reason() -> None:
    empty = replace(YES, ratings=(), reason=" ")
    bare = replace(YES, ratings=(AttributeRating("design", Rating.NO, "\n"),))
    twice = replace(YES, ratings=YES.ratings * 2)

    assert find_problems(YES) == {}
    assert set(find_problems(empty)) == {"ratings", "reason"}
    assert set(find_problems(bare)) == {"evidence/design"}
    assert set(find_problems(twice)) == {"ratings"}
    with pytest.raises(IncompleteScorecardError) as refusal:
        filing.file_scorecard(opened(), by(ANN), "1", empty, MONDAY)
    assert refusal.value.errors == find_problems(empty)


def test_what_is_refused_says_nothing_of_what_was_filed() -> None:
    sentences = set()
    for what in (NO, YES):
        debrief = filed(opened(), MONDAY, "1", what=what)
        with pytest.raises(AlreadyFiledError) as refusal:
            filing.file_scorecard(debrief, by(ANN), "1", YES, MONDAY)
        sentences.add(refusal.value.sentence)
    assert len(sentences) == 1


def test_only_the_interviewer_files_and_only_in_a_round_that_began() -> None:
    debrief = opened(*TWO_ROUNDS)

    with pytest.raises(NotAllowedError):
        filing.file_scorecard(debrief, by(BEN), "1", YES, MONDAY)
    with pytest.raises(NotStartedError):
        filing.file_scorecard(debrief, by(BEN), "3", YES, MONDAY)
    with pytest.raises(NotFiledError):
        filing.edit_scorecard(debrief, by(ANN), "1", ScorecardEdit(YES), MONDAY)


def test_an_edit_before_the_reveal_leaves_no_mark_and_does_not_delay_it() -> None:
    once = filed(opened(), MONDAY, what=NO)
    before = filed(opened(), MONDAY, "1", "2", what=NO)
    other = filing.file_scorecard(before, by(CAT), "3", YES, MONDAY)

    edited = filing.edit_scorecard(
        once, by(CAT), "3", ScorecardEdit(YES, "not needed"), MONDAY + GRACE - 1
    )

    assert edited == other
    assert get_scheduled_reveal_time(edited) == MONDAY + GRACE


def test_from_the_reveal_on_a_change_needs_a_reason_and_the_first_rating_stays() -> None:
    debrief, now = revealed(), MONDAY + GRACE
    assert edit_needs_reason(debrief, debrief.seats[0], now)

    with pytest.raises(ReasonNeededError):
        filing.edit_scorecard(debrief, by(ANN), "1", ScorecardEdit(NO), now)
    changed = filing.edit_scorecard(debrief, by(ANN), "1", ScorecardEdit(NO, " I misheard. "), now)
    changed = filing.edit_scorecard(
        changed, by(ANN), "1", ScorecardEdit(YES, "No, I did not."), now + 1
    )

    filing_now = changed.seat("1").filing
    assert filing_now is not None
    assert [(change.former, change.reason) for change in filing_now.changes] == [
        (YES, "I misheard."),
        (NO, "No, I did not."),
    ]
    assert filing_now.card == YES


def test_saving_the_same_card_again_changes_nothing() -> None:
    debrief, now = revealed(), MONDAY + GRACE

    assert filing.edit_scorecard(
        debrief, by(ANN), "1", ScorecardEdit(YES), now
    ) == apply_due_reveal(debrief, now)


def test_once_owner_or_decider_read_a_round_its_cards_change_only_with_a_reason() -> None:
    debrief = filed(opened(*TWO_ROUNDS), MONDAY)
    assert not edit_needs_reason(debrief, debrief.seats[0], MONDAY)
    filing.edit_scorecard(debrief, by(ANN), "1", ScorecardEdit(NO), MONDAY)

    read = course.mark_round_read(debrief, by(DECIDER), 1, MONDAY)

    assert edit_needs_reason(read, read.seats[0], MONDAY)
    with pytest.raises(ReasonNeededError):
        filing.edit_scorecard(read, by(ANN), "1", ScorecardEdit(NO), MONDAY)


def test_who_read_a_round_and_files_later_is_marked() -> None:
    debrief = filed(opened(*TWO_ROUNDS), MONDAY)
    debrief = course.mark_round_read(debrief, by(DECIDER), 1, MONDAY)
    debrief = filed(course.advance_round(debrief, by(OWNER), SETTINGS, MONDAY), MONDAY)

    marks = {seat.person: seat.filing.after_reading for seat in debrief.seats if seat.filing}
    assert marks == {ANN: 0, OWNER: 0, BEN: 0, DECIDER: 1}


def test_a_card_filed_after_the_reveal_is_marked() -> None:
    late = MONDAY + 4 * DAY
    debrief = filed(opened(), MONDAY, "1", "2")
    debrief = course.reveal_without_missing_seats(debrief, by(OWNER), late)

    filing_now = filing.file_scorecard(debrief, by(CAT), "3", YES, late + 1).seat("3").filing

    assert filing_now is not None
    assert filing_now.after_reveal


def test_a_seat_given_up_is_not_waited_for_but_may_file_after_all() -> None:
    debrief = filed(opened(), MONDAY, "1", "2")
    without = given_up(debrief, "3", MONDAY + HOUR)
    assert without.seat("3").state is SeatState.GIVEN_UP
    assert get_phase(without, MONDAY + HOUR) is Phase.REVEALED

    early = given_up(debrief, "3", MONDAY + 1)
    after_all = filing.file_scorecard(early, by(CAT), "3", YES, MONDAY + 2)

    assert after_all.seat("3").state is SeatState.FILED
    assert after_all.seat("3").released is None  # or the count would leave it out
    assert get_scheduled_reveal_time(after_all) == MONDAY + 2 + GRACE


def test_what_was_filed_or_excused_cant_be_given_up_and_who_was_excused_cant_file() -> None:
    debrief = excused(filed(opened(), MONDAY, "1"), "3", MONDAY)

    with pytest.raises(AlreadyFiledError):
        given_up(debrief, "1", MONDAY)
    with pytest.raises(SeatReleasedError):
        given_up(debrief, "3", MONDAY)
    with pytest.raises(SeatReleasedError):
        filing.file_scorecard(debrief, by(CAT), "3", YES, MONDAY + DAY)


def test_a_person_files_each_seat_of_theirs_by_itself() -> None:
    debrief = opened(NewSeat("screen", ANN), NewSeat("team", ANN))
    debrief = filed(debrief, MONDAY, "1")

    assert [seat.state for seat in debrief.seats_of(ANN)] == [SeatState.FILED, SeatState.EMPTY]
