from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

from hiring.debriefs import course, filing, reveal, staffing
from hiring.debriefs.debrief import SeatState
from hiring.debriefs.opening import Seating
from hiring.debriefs.outlook import outlook
from hiring.debriefs.revealed import Differing, Flagged, Matrix, RunSheet, Summary
from hiring.debriefs.scorecard import Rated, Rating
from hiring.debriefs.working_days import DAY
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
    card,
    filed,
    opened,
    revealed,
)

if TYPE_CHECKING:
    from hiring.debriefs.debrief import Debrief

NO, YES = Rating.NO, Rating.YES


def team() -> Debrief:
    """Ann says no, Ben and Cat say yes; Ben rates scale too, and an attribute now unknown."""
    debrief = filed(opened(), MONDAY, "3", what=card(Rating.STRONG_YES, flags=("ego", "vague")))
    more = (*card(YES).ratings, Rated("old", YES, "Seen."), Rated("scale", NO, "Too heavy."))
    debrief = filed(debrief, MONDAY, "2", what=replace(card(YES), ratings=more))
    return filed(debrief, MONDAY, "1", what=card(NO, flags=("ego", "ego")))


def test_the_summary_shows_overall_ratings_in_the_order_of_the_table_and_the_spread() -> None:
    summary = reveal.summary(team(), 1)

    assert [(one.person, one.card.overall) for one in summary.seats if one.card] == [
        (ANN, NO),
        (BEN, YES),
        (CAT, Rating.STRONG_YES),
    ]
    assert dict(summary.spread) == {
        Rating.DEFINITELY_NO: 0,
        NO: 1,
        YES: 1,
        Rating.STRONG_YES: 1,
    }
    assert summary.mentions == (ANN, BEN, CAT)


def test_attributes_are_rows_in_the_roles_order_and_seats_are_columns() -> None:
    matrix = reveal.matrix(team(), 1)

    assert matrix is not None
    assert [seat.person for seat in matrix.columns] == [ANN, BEN, CAT]
    assert matrix.rows == (
        ("design", (NO, YES, Rating.STRONG_YES)),
        ("scale", (None, NO, None)),
        ("old", (None, YES, None)),
    )


def test_the_run_sheet_has_differences_gaps_and_flags_seen_by_more_than_one() -> None:
    ratings = ((ANN, NO), (BEN, YES), (CAT, Rating.STRONG_YES))

    sheet = reveal.run_sheet(team(), 1)

    assert sheet.differing == (Differing("", ratings), Differing("design", ratings))
    assert sheet.without_evidence == ("judgement", "clarity")
    assert sheet.red_flags == (Flagged("ego", (ANN, CAT)),)
    assert (sheet.speaking, sheet.decider) == ((ANN, BEN, CAT, DECIDER), DECIDER)


def test_two_shades_of_no_do_not_differ() -> None:
    debrief = filed(opened(), MONDAY, "1", "2", what=card(NO))
    debrief = filed(debrief, MONDAY, what=card(Rating.DEFINITELY_NO))

    assert reveal.run_sheet(debrief, 1).differing == ()


def test_the_least_senior_speaks_first_as_set_else_by_stage_and_the_decider_last() -> None:
    seatings = (Seating("team", ANN), Seating("screen", DECIDER), Seating("screen", BEN))
    debrief = filed(opened(*seatings, Seating("architecture", CAT)), MONDAY)

    assert reveal.speaking(debrief, 1) == (BEN, CAT, ANN, DECIDER)
    ranked = replace(debrief, speaking=(CAT, OWNER, DECIDER))
    assert reveal.speaking(ranked, 1) == (CAT, BEN, ANN, DECIDER)


def test_nothing_is_computed_that_could_pass_for_a_verdict() -> None:
    names = {field.name for what in (Summary, Matrix, RunSheet) for field in fields(what)}

    assert not names & {"average", "mean", "score", "rank", "recommendation", "total", "verdict"}


def test_the_reveal_tells_no_time_of_filing() -> None:
    one, other = (filed(opened(), at) for at in (MONDAY, MONDAY + 7))
    now = MONDAY + DAY

    messages = [outlook(debrief, now, SETTINGS).messages for debrief in (one, other)]
    assert messages[0] == messages[1]


def test_who_was_excused_is_left_out_and_who_gave_up_or_never_filed_is_named() -> None:
    late = MONDAY + 3 * DAY
    debrief = filed(opened(*TWO_ROUNDS[:1], Seating("team", ANN)), MONDAY, "1")
    for person in (BEN, CAT, OWNER):
        seating = Seating("architecture", person)
        debrief = staffing.seat(debrief, by(OWNER), seating, SETTINGS, MONDAY)
    debrief = staffing.excuse(debrief, by(OWNER), "3", "Ill.", MONDAY)
    debrief = filing.give_up(debrief, by(OWNER), "5", "", MONDAY)
    debrief = course.reveal_without(debrief, by(DECIDER), SETTINGS, late)

    summary = reveal.summary(debrief, 1)

    assert [(one.person, one.state) for one in summary.seats] == [
        (ANN, SeatState.FILED),
        (ANN, SeatState.EMPTY),
        (CAT, SeatState.EMPTY),
        (OWNER, SeatState.GIVEN_UP),
    ]
    assert summary.mentions == (ANN, CAT, OWNER)


def test_a_reveal_with_no_card_at_all_has_no_table() -> None:
    debrief = filing.give_up(opened(Seating("screen", ANN)), by(ANN), "1", "", MONDAY)

    slots = [one.slot for one in outlook(debrief, MONDAY, SETTINGS).messages]

    assert [slot for slot in slots if slot.startswith("reveal")] == [
        "reveal/summary",
        "reveal/run-sheet",
    ]


def test_a_changed_card_shows_what_it_was_and_a_late_one_says_so() -> None:
    debrief, now = revealed(), MONDAY + 300
    edited = filing.Edit(card(NO), "I misheard.")
    changed = filing.edit(debrief, by(ANN), "1", edited, now)

    shown = next(iter(reveal.cards(changed, 0, 1))).seat

    assert [(one.former.overall, one.reason) for one in shown.changes] == [(YES, "I misheard.")]
    assert shown.card == card(NO)
    assert not shown.after_reveal
