"""What stays to be seen of a seat that was given up, kept or left out, and of a late change."""

from __future__ import annotations

from hiring.debriefs import course, filing, reveal, staffing
from hiring.debriefs.contents import GivenUpNote, KeptNote, ReleaseNote, RoundComplete, RoundState
from hiring.debriefs.debrief import Debrief, ReleaseReason
from hiring.debriefs.filing import ScorecardEdit
from hiring.debriefs.outlook import compute_outlook, describe_seat
from hiring.debriefs.scorecard import Rating
from hiring.debriefs.staffing import SeatHolder
from hiring.work_calendar import DAY
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
    filed,
    make_scorecard,
    opened,
    seat_kept,
)


def contents(debrief: Debrief, now: int) -> dict[str, object]:
    messages = compute_outlook(debrief, now, SETTINGS).messages
    return {message.slot: message.content for message in messages}


def excused(debrief: Debrief, seat_id: str) -> Debrief:
    return staffing.excuse_seat(
        debrief, by(OWNER), seat_id, ReleaseReason.NOT_AVAILABLE, SeatHolder(), MONDAY
    )


def test_whoever_gave_up_and_files_after_all_is_shown_with_what_they_had_said() -> None:
    debrief = filed(opened(), MONDAY, "1", "2")
    conflict = ReleaseReason.CONFLICT
    debrief = filing.give_up_seat(debrief, by(CAT), "3", conflict, "A cousin.", MONDAY)
    debrief = filed(debrief, MONDAY + 1, "3")

    [seat] = [seat for seat in reveal.build_summary(debrief, 1).seats if seat.person == CAT]
    assert seat.given_up is not None
    assert (seat.given_up.reason, seat.given_up.by) == (conflict, CAT)
    note = contents(debrief, MONDAY + 1)[f"given-up/3/{OWNER}"]
    assert isinstance(note, GivenUpNote)
    assert note.note == "A cousin."


def test_the_owner_is_told_that_a_seat_is_kept_until_it_is_filed_or_can_be_released() -> None:
    debrief = seat_kept(excused(opened(), "3"), "3", MONDAY)
    until = debrief.seat("3").overdue_at
    slot = f"kept/3/{OWNER}"
    assert contents(debrief, MONDAY)[slot] == KeptNote("D1", "JS", "C1", "team", CAT, until)
    assert describe_seat(debrief.seat("3"), MONDAY).kept_until == until
    assert slot not in contents(debrief, until)
    assert describe_seat(debrief.seat("3"), until).kept_until is None
    assert slot not in contents(filed(debrief, MONDAY, "3"), MONDAY)


def test_agreeing_is_shown_to_the_person_and_to_everybody() -> None:
    debrief = filing.agree_to_release(excused(opened(), "3"), by(CAT), "3", MONDAY + 1)
    note = contents(debrief, MONDAY + 1)["seat/3/release"]
    assert isinstance(note, ReleaseNote)
    assert note.agreed
    [released] = reveal.build_summary(debrief, 1).released
    assert released.agreed


def test_the_summary_says_who_revealed_without_whom() -> None:
    late = MONDAY + 9 * DAY
    debrief = course.reveal_without_missing_seats(filed(opened(), MONDAY, "1"), by(DECIDER), late)
    summary = reveal.build_summary(debrief, 1)
    assert (summary.revealed_by, summary.left_out) == (DECIDER, (BEN, CAT))
    whole = reveal.build_summary(filed(opened(), MONDAY), 1)
    assert (whole.revealed_by, whole.left_out) == ("", ())


def test_a_round_that_was_read_is_news_again_when_another_changes_a_scorecard_of_it() -> None:
    debrief = filed(opened(*TWO_ROUNDS), MONDAY)
    debrief = course.mark_round_read(debrief, by(OWNER), 1, MONDAY)
    edit = ScorecardEdit(make_scorecard(Rating.NO), "I was wrong.")
    debrief = filing.edit_scorecard(debrief, by(ANN), "1", edit, MONDAY + 9)

    messages = compute_outlook(debrief, MONDAY + 9, SETTINGS).messages
    told = {m.slot: m for m in messages if isinstance(m.content, RoundComplete)}
    assert {slot: message.generation for slot, message in told.items()} == dict.fromkeys(
        (f"round/1/complete/{OWNER}", f"round/1/complete/{DECIDER}"), MONDAY + 9
    )
    for message in told.values():
        assert isinstance(message.content, RoundComplete)
        assert message.content.changed == (ANN,)


def test_every_public_round_is_called_revealed_whatever_came_before() -> None:
    debrief = course.advance_round(filed(opened(*TWO_ROUNDS), MONDAY), by(OWNER), SETTINGS, MONDAY)
    debrief = filed(debrief, MONDAY)
    root = compute_outlook(debrief, MONDAY + 300, SETTINGS).messages[0].content
    assert [round_.state for round_ in getattr(root, "rounds", ())] == [RoundState.REVEALED] * 2
