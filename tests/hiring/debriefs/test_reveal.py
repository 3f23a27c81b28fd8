from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

from hiring.debriefs import course, filing, reveal, staffing
from hiring.debriefs.contents import PublicRelease
from hiring.debriefs.debrief import Release, Reveal, SeatState
from hiring.debriefs.opening import NewSeat
from hiring.debriefs.outlook import compute_outlook
from hiring.debriefs.reveal_contents import Matrix, OpenMind, RunSheet, Summary, TalkPlan
from hiring.debriefs.scorecard import AttributeRating, Rating
from hiring.work_calendar import DAY
from tests.hiring.debriefs.world import (
    ANN,
    BEN,
    CAT,
    DECIDER,
    ILL,
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

if TYPE_CHECKING:
    from hiring.debriefs.debrief import Debrief

NO, YES = Rating.NO, Rating.YES


def team() -> Debrief:
    """Ann says no, Ben and Cat say yes; Ben rates scale too, and an attribute now unknown."""
    debrief = filed(
        opened(), MONDAY, "3", what=make_scorecard(Rating.STRONG_YES, flags=("ego", "vague"))
    )
    more = (
        *make_scorecard(YES).ratings,
        AttributeRating("old", YES, "Seen."),
        AttributeRating("scale", NO, "Too heavy."),
    )
    debrief = filed(debrief, MONDAY, "2", what=replace(make_scorecard(YES), ratings=more))
    return filed(debrief, MONDAY, "1", what=make_scorecard(NO, flags=("ego", "ego")))


def test_the_summary_shows_overall_ratings_in_the_order_of_the_table_and_the_spread() -> None:
    summary = reveal.build_summary(team(), 1)

    assert [(seat.person, seat.scorecard.overall) for seat in summary.seats if seat.scorecard] == [
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
    matrix = reveal.build_matrix(team(), 1)

    assert matrix is not None
    assert [seat.person for seat in matrix.columns] == [ANN, BEN, CAT]
    assert matrix.rows == (
        ("design", (NO, YES, Rating.STRONG_YES)),
        ("scale", (None, NO, None)),
        ("old", (None, YES, None)),
    )


def test_the_run_sheet_has_the_points_the_overall_differences_and_what_nobody_assessed() -> None:
    sheet = reveal.build_run_sheet(team(), 1)

    assert sheet.points == reveal.build_summary(team(), 1).points
    assert sheet.plan.overall == ((ANN, NO), (BEN, YES), (CAT, Rating.STRONG_YES))
    assert sheet.without_evidence == ("judgement", "clarity")
    assert (sheet.plan.speakers, sheet.plan.decider) == ((ANN, BEN, CAT), DECIDER)


def test_two_shades_of_no_do_not_differ() -> None:
    debrief = filed(opened(), MONDAY, "1", "2", what=make_scorecard(NO))
    debrief = filed(debrief, MONDAY, what=make_scorecard(Rating.DEFINITELY_NO))

    assert reveal.build_run_sheet(debrief, 1).plan.overall == ()


def test_what_would_change_each_mind_is_in_the_order_in_which_people_speak() -> None:
    debrief = opened(NewSeat("team", ANN), NewSeat("screen", DECIDER), NewSeat("screen", BEN))
    for seat_id, text in (("1", " A design of hers. "), ("2", "One more reference."), ("3", " ")):
        card = replace(make_scorecard(), change_mind=text)
        debrief = filed(debrief, MONDAY, seat_id, what=card)

    assert reveal.build_run_sheet(debrief, 1).open_minds == (
        OpenMind(ANN, "team", "A design of hers."),
        OpenMind(DECIDER, "screen", "One more reference."),
    )


def test_the_short_form_names_who_speaks_who_listens_and_who_decides() -> None:
    debrief = filed(opened(), MONDAY, "1", "2")
    debrief = course.reveal_without_missing_seats(debrief, by(OWNER), MONDAY + 7 * DAY)

    plan = reveal.build_plan(debrief, 1)

    assert (plan.speakers, plan.listeners, plan.decider) == ((ANN, BEN), (CAT,), DECIDER)
    assert plan.points == tuple(p.attribute for p in reveal.build_summary(debrief, 1).points)


def test_the_short_form_comes_first_and_notifies_and_nothing_else_of_the_reveal_does() -> None:
    messages = compute_outlook(revealed(), MONDAY + 300, SETTINGS).messages

    of_reveal = [message for message in messages if message.slot.startswith("reveal")]
    assert of_reveal[0].slot == "reveal/talk"
    assert [message.slot for message in of_reveal if message.notifies] == ["reveal/talk"]


def test_a_reveal_of_a_former_version_gets_no_new_message_at_the_end_of_its_thread() -> None:
    debrief = revealed()
    former = replace(debrief, reveals=(Reveal(1, MONDAY + 300, guided=False),))

    messages = compute_outlook(former, MONDAY + 300, SETTINGS).messages

    of_reveal = [message for message in messages if message.slot.startswith("reveal")]
    assert of_reveal[0].slot == "reveal/summary"
    assert of_reveal[0].notifies


def test_the_least_senior_speaks_first_as_set_else_by_stage_and_the_decider_last() -> None:
    seatings = (NewSeat("team", ANN), NewSeat("screen", DECIDER), NewSeat("screen", BEN))
    debrief = filed(opened(*seatings, NewSeat("architecture", CAT)), MONDAY)

    assert reveal.get_speaking_order(debrief, 1) == (BEN, CAT, ANN, DECIDER)
    ranked = replace(debrief, speaking=(CAT, OWNER, DECIDER))
    assert reveal.get_speaking_order(ranked, 1) == (CAT, BEN, ANN, DECIDER)


def test_nothing_is_computed_that_could_pass_for_a_verdict() -> None:
    names = {field.name for what in (TalkPlan, Summary, Matrix, RunSheet) for field in fields(what)}

    assert not names & {"average", "mean", "score", "rank", "recommendation", "total", "verdict"}


def test_the_reveal_tells_no_time_of_filing() -> None:
    first, other = (filed(opened(), at) for at in (MONDAY, MONDAY + 7))
    now = MONDAY + DAY

    messages = [compute_outlook(debrief, now, SETTINGS).messages for debrief in (first, other)]
    assert messages[0] == messages[1]


def test_who_was_excused_or_gave_up_is_named_with_the_reason_and_who_did_it() -> None:
    late = MONDAY + 3 * DAY
    debrief = filed(opened(*TWO_ROUNDS[:1], NewSeat("team", ANN)), MONDAY, "1")
    for person in (BEN, CAT, OWNER):
        seating = NewSeat("architecture", person)
        debrief = staffing.add_seat(debrief, by(OWNER), seating, SETTINGS, MONDAY)
    debrief = excused(debrief, "3", MONDAY)
    debrief = given_up(debrief, "5", MONDAY)
    debrief = course.reveal_without_missing_seats(debrief, by(DECIDER), late)

    summary = reveal.build_summary(debrief, 1)

    assert [(seat.person, seat.state) for seat in summary.seats] == [
        (ANN, SeatState.FILED),
        (ANN, SeatState.EMPTY),
        (CAT, SeatState.EMPTY),
    ]
    assert summary.mentions == (ANN, CAT)
    assert summary.released == (
        PublicRelease("architecture", BEN, Release.EXCUSED, ILL, OWNER, None),
        PublicRelease("architecture", OWNER, Release.GIVEN_UP, ILL, OWNER, None),
    )


def test_a_reveal_with_no_card_at_all_has_no_table() -> None:
    debrief = given_up(opened(NewSeat("screen", ANN)), "1", MONDAY)

    slots = [message.slot for message in compute_outlook(debrief, MONDAY, SETTINGS).messages]

    assert [slot for slot in slots if slot.startswith("reveal")] == [
        "reveal/talk",
        "reveal/summary",
        "reveal/run-sheet",
    ]


def test_a_changed_card_shows_what_it_was_and_a_late_one_says_so() -> None:
    debrief, now = revealed(), MONDAY + 300
    edited = filing.ScorecardEdit(make_scorecard(NO), "I misheard.")
    changed = filing.edit_scorecard(debrief, by(ANN), "1", edited, now)

    shown = next(iter(reveal.build_scorecards(changed, 0, 1))).seat

    assert [(change.former.overall, change.reason) for change in shown.changes] == [
        (YES, "I misheard.")
    ]
    assert shown.scorecard == make_scorecard(NO)
    assert not shown.after_reveal
