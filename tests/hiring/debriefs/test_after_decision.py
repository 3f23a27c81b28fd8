"""Someone tells the candidate, until it is ticked off; and until then interviewers may dissent."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hiring.debriefs import after_decision, course
from hiring.debriefs.access import Actor
from hiring.debriefs.after_decision import Telling
from hiring.debriefs.contents import CandidateNote, CandidateTold, DecisionNote, DissentNote
from hiring.debriefs.debrief import CandidateTask, CloseKind, Dissent, Duty, Outcome, RevealRequest
from hiring.debriefs.errors import (
    AlreadyToldError,
    DueInPastError,
    NotAllowedError,
    NoTaskError,
    ReasonNeededError,
    UnknownAttributeError,
)
from hiring.debriefs.filing import ScorecardEdit, edit_scorecard
from hiring.debriefs.opening import NewRound, NewSeat, start_another_round
from hiring.debriefs.outlook import compute_outlook
from hiring.debriefs.planned_messages import InDM, InThread
from hiring.debriefs.state import Phase, get_phase
from hiring.work_calendar import DAY, DEFAULT_CALENDAR, HOUR, WorkCalendar
from tests.hiring.debriefs.world import (
    ANN,
    BEN,
    CAT,
    DECIDER,
    MONDAY,
    OUTSIDER,
    OWNER,
    SETTINGS,
    by,
    filed,
    handed_over,
    make_scorecard,
    opened,
    revealed,
)

if TYPE_CHECKING:
    from hiring.debriefs.debrief import Debrief
    from hiring.debriefs.planned_messages import PlannedMessage

NOW = MONDAY + 300
TELLING = Telling(CAT, NOW + 2 * DAY)


def decided(outcome: Outcome = Outcome.HIRE, telling: Telling | None = TELLING) -> Debrief:
    return course.record_decision(revealed(), by(DECIDER), outcome, "Bar met.", NOW, telling)


def plan(debrief: Debrief, now: int = NOW) -> dict[str, PlannedMessage]:
    return {each.slot: each for each in compute_outlook(debrief, now, SETTINGS).messages}


def told(debrief: Debrief, person: str = CAT) -> Debrief:
    return after_decision.mark_candidate_told(debrief, by(person), NOW)


def dissent(debrief: Debrief, person: str = ANN, attribute: str = "design") -> Debrief:
    return after_decision.record_dissent(debrief, by(person), attribute, " It fell over. ", NOW)


@pytest.mark.parametrize("outcome", [Outcome.HIRE, Outcome.NO_HIRE])
def test_someone_has_to_tell_the_candidate_what_is_decided(outcome: Outcome) -> None:
    assert decided(outcome).candidate_task == CandidateTask(CAT, NOW + 2 * DAY, NOW)


def test_nobody_has_to_tell_of_a_hold_or_of_what_was_decided_before_there_were_such_tasks() -> None:
    for debrief in (decided(Outcome.HOLD), decided(telling=None)):
        assert debrief.candidate_task is None
        with pytest.raises(NoTaskError):
            told(debrief, OWNER)
        root = plan(debrief)["root"].content
        assert getattr(root, "task", "") is None


def test_closing_as_withdrew_leaves_nothing_to_tell() -> None:
    closed = course.close_debrief(revealed(), by(OWNER), CloseKind.WITHDREW, NOW)

    assert closed.candidate_task is None


def test_by_default_the_owner_tells_them_within_two_working_days() -> None:
    friday, five_o_clock = MONDAY + 4 * DAY, 8 * HOUR
    for now, days in ((friday + 100, 8), (friday + 9 * HOUR, 9), (friday + DAY, 9)):
        telling = after_decision.choose_telling(opened(), DEFAULT_CALENDAR, now)
        assert telling == Telling(OWNER, MONDAY + days * DAY + five_o_clock)
    half_an_hour = WorkCalendar(opens=9 * 60, closes=9 * 60 + 30)
    telling = after_decision.choose_telling(opened(), half_an_hour, friday)
    assert telling == Telling(OWNER, MONDAY + 8 * DAY + HOUR // 2)


def test_a_changed_decision_renews_the_task_and_what_was_told_stays() -> None:
    debrief = told(decided())
    later = Telling(OWNER, NOW + 3 * DAY)
    changed = course.change_decision(
        debrief, by(DECIDER), Outcome.NO_HIRE, "New facts.", NOW + 60, later
    )

    assert changed.candidate_task == CandidateTask(OWNER, NOW + 3 * DAY, NOW + 60)
    messages = plan(changed)
    assert isinstance(messages["candidate/1/told"].content, CandidateTold)
    assert isinstance(messages[f"candidate/2/{OWNER}"].content, CandidateNote)
    assert "candidate/2/told" not in messages
    assert "candidate/2/told" in plan(told(changed, OWNER))


def test_a_decision_changed_to_hold_leaves_nothing_to_tell() -> None:
    held = course.change_decision(
        decided(), by(DECIDER), Outcome.HOLD, "Wait.", NOW, Telling(OWNER, NOW + DAY)
    )

    assert held.candidate_task is None
    assert not any(slot.startswith("candidate/") for slot in plan(held))


def test_who_tells_the_candidate_or_by_when_can_be_changed_until_it_is_done() -> None:
    other = Telling(BEN, NOW + 5 * DAY)
    for person in (OWNER, DECIDER, CAT):
        changed = after_decision.change_candidate_task(decided(), by(person), other, NOW + 60)
        assert changed.candidate_task == CandidateTask(BEN, NOW + 5 * DAY, NOW)
        assert f"candidate/1/{BEN}" in plan(changed)
        assert f"candidate/1/{CAT}" not in plan(changed)
    with pytest.raises(NotAllowedError):
        after_decision.change_candidate_task(decided(), by(ANN), other, NOW)
    with pytest.raises(DueInPastError):
        after_decision.change_candidate_task(decided(), by(CAT), Telling(CAT, NOW), NOW)
    with pytest.raises(AlreadyToldError):
        after_decision.change_candidate_task(told(decided()), by(CAT), other, NOW)


def test_only_whoever_tells_the_owner_or_the_decider_ticks_it_off_and_only_once() -> None:
    for person in (CAT, OWNER, DECIDER):
        assert (task := told(decided(), person).candidate_task)
        assert (task.told_by, task.told_at) == (person, NOW)
    for person in (ANN, BEN, OUTSIDER):
        with pytest.raises(NotAllowedError):
            told(decided(), person)
    with pytest.raises(AlreadyToldError):
        told(told(decided()))


def test_that_the_candidate_was_told_is_a_new_message_in_the_thread() -> None:
    assert "candidate/1/told" not in plan(decided())
    message = plan(told(decided(), OWNER))["candidate/1/told"]

    assert message.destination == InThread("C1")
    assert message.content == CandidateTold("D1", "JS", OWNER)


def test_who_tells_the_candidate_is_told_unless_they_decided_it() -> None:
    note = plan(decided())[f"candidate/1/{CAT}"]
    assert note.destination == InDM(CAT)

    own = decided(telling=Telling(DECIDER, NOW + DAY))
    assert not any(slot.startswith("candidate/") for slot in plan(own))


def test_dissent_stands_in_the_thread_and_changes_nothing_else() -> None:
    debrief = dissent(decided())

    assert debrief.dissents == (Dissent(ANN, "design", "It fell over.", NOW),)
    assert replace(debrief, dissents=()) == decided()
    note = plan(debrief)["dissent/1"]
    assert note.destination == InThread("C1")
    assert isinstance(note.content, DissentNote)


def test_whoever_has_a_seat_may_dissent_and_nobody_else() -> None:
    for person in (ANN, BEN, CAT):
        assert dissent(decided(), person).dissents
    for person in (OWNER, DECIDER, OUTSIDER):
        with pytest.raises(NotAllowedError):
            dissent(decided(), person)


def test_dissent_needs_evidence_on_an_attribute_of_the_debrief() -> None:
    with pytest.raises(ReasonNeededError):
        after_decision.record_dissent(decided(), by(ANN), "design", " ", NOW)
    with pytest.raises(UnknownAttributeError):
        dissent(decided(), attribute="charm")


def test_dissent_ends_when_the_candidate_was_told_and_begins_again_with_a_change() -> None:
    debrief = told(decided())
    with pytest.raises(AlreadyToldError):
        dissent(debrief)
    changed = course.change_decision(
        debrief, by(DECIDER), Outcome.NO_HIRE, "New facts.", NOW, TELLING
    )
    assert dissent(changed).dissents


def test_dissent_from_a_decision_to_wait_is_possible_and_from_one_of_a_former_version_is_not() -> (
    None
):
    assert dissent(decided(Outcome.HOLD)).dissents
    with pytest.raises(NoTaskError):
        dissent(decided(telling=None))


def test_only_the_present_decision_offers_to_tick_it_off_and_to_dissent() -> None:
    changed = course.change_decision(
        decided(), by(DECIDER), Outcome.NO_HIRE, "New facts.", NOW, TELLING
    )
    notes = [plan(changed)[slot].content for slot in ("decision", "decision/2")]

    assert [isinstance(note, DecisionNote) and note.takes_dissent for note in notes] == [
        False,
        True,
    ]
    assert [isinstance(note, DecisionNote) and note.task for note in notes] == [
        None,
        changed.candidate_task,
    ]


def test_the_decision_is_due_at_the_end_of_the_next_working_day_while_there_is_none() -> None:
    friday = MONDAY + 4 * DAY
    debrief = revealed(friday)

    def due(debrief: Debrief, now: int) -> int | None:
        return course.get_decision_due_time(debrief, DEFAULT_CALENDAR, now)

    assert due(debrief, friday + 299) is None
    assert due(debrief, friday + 300) == friday + 3 * DAY + 8 * HOUR
    assert due(decided(), NOW) is None


def grace() -> Debrief:
    return filed(opened(), MONDAY)


def ask(debrief: Debrief, person: str, now: int = MONDAY + 10) -> Debrief:
    return course.request_reveal(debrief, by(person), now)


def test_the_reveal_comes_before_the_grace_is_over_once_owner_and_decider_have_asked() -> None:
    requested = ask(ask(grace(), DECIDER), DECIDER)
    assert requested.reveal_requests == (RevealRequest(DECIDER, MONDAY + 10),)
    assert get_phase(requested, MONDAY + 10) is Phase.GRACE

    both = ask(requested, OWNER)

    assert get_phase(both, MONDAY + 10) is Phase.REVEALED
    assert both.reveals[0].early_by == (OWNER, DECIDER)
    assert both.reveal_requests == ()


def test_whoever_is_owner_and_decider_presses_once() -> None:
    debrief = replace(grace(), decider=OWNER)

    assert ask(debrief, OWNER).reveals[0].early_by == (OWNER,)


def test_nobody_else_and_only_in_the_grace() -> None:
    for person in (ANN, OUTSIDER):
        with pytest.raises(NotAllowedError):
            ask(grace(), person)
    for debrief, now in ((opened(), MONDAY), (grace(), MONDAY + 300)):
        with pytest.raises(NotAllowedError):
            ask(debrief, OWNER, now)


def test_a_request_stays_if_a_scorecard_is_changed_since_its_end_would_tell() -> None:
    requested = ask(grace(), OWNER)
    edit = ScorecardEdit(make_scorecard(reason="Clearer."))
    edited = edit_scorecard(requested, by(ANN), "1", edit, MONDAY + 20)

    assert edited.reveal_requests == requested.reveal_requests


def test_the_request_of_a_former_owner_does_not_count() -> None:
    requested = ask(grace(), OWNER)
    after = handed_over(requested, Duty.OWNER, CAT, MONDAY + 20)

    assert ask(after, DECIDER, MONDAY + 30).reveals == ()


def test_the_other_one_is_told_at_once_and_no_longer_than_the_grace() -> None:
    requested = ask(grace(), OWNER)

    note = plan(requested, MONDAY + 10)[f"reveal-now/{OWNER}/{DECIDER}"]
    assert note.destination == InDM(DECIDER)
    assert f"reveal-now/{OWNER}/{DECIDER}" not in plan(requested, MONDAY + 300)


def test_a_request_does_not_outlive_its_round() -> None:
    requested = ask(grace(), OWNER, MONDAY + 299)
    new_round = NewRound((NewSeat("team", ANN),), "One more.")
    again = start_another_round(requested, Actor(DECIDER), new_round, SETTINGS, MONDAY + 300)
    again = filed(again, MONDAY + 400)

    assert ask(again, DECIDER, MONDAY + 401).reveal_requests == (
        RevealRequest(DECIDER, MONDAY + 401),
    )
