"""The history shows who did what when, and nothing that the seal hides."""

from __future__ import annotations

from hiring.debriefs import course, opening
from hiring.debriefs.debrief import CloseKind
from hiring.debriefs.history import HistoryEvent, list_visible_events
from hiring.debriefs.opening import NewRound, NewSeat
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
    opened,
    revealed,
)

REVEAL = MONDAY + 300
OPEN = HistoryEvent(MONDAY, OWNER, "open")
FILE = HistoryEvent(MONDAY, ANN, "file")
EDIT = HistoryEvent(MONDAY + 60, ANN, "edit")
REMIND = HistoryEvent(MONDAY + 61, OWNER, "nudge", CAT)
EXCUSE = HistoryEvent(MONDAY + 62, OWNER, "excuse", CAT, "conflict")
KEEP = HistoryEvent(MONDAY + 63, CAT, "keep")
READ = HistoryEvent(MONDAY + 64, DECIDER, "read", detail="1")
EVENTS = (OPEN, FILE, EDIT, REMIND, EXCUSE, KEEP, READ)
NOT_SEALED = (OPEN, EXCUSE, KEEP, READ)


def test_who_files_or_edits_and_who_had_to_be_reminded_is_hidden_until_the_reveal() -> None:
    """Even owner and decider don't see it: an opened round tells nobody when it was filed."""
    between = filed(opened(*TWO_ROUNDS), MONDAY)
    for debrief in (opened(), filed(opened(), MONDAY, "1"), between):
        assert list_visible_events(debrief, EVENTS, REVEAL) == NOT_SEALED

    debrief = revealed()

    assert list_visible_events(debrief, EVENTS, REVEAL - 1) == NOT_SEALED
    assert list_visible_events(debrief, EVENTS, REVEAL) == EVENTS


def test_in_a_debrief_that_was_closed_before_the_reveal_it_stays_hidden() -> None:
    closed = course.close_debrief(filed(opened(), MONDAY), by(OWNER), CloseKind.WITHDREW, MONDAY)
    assert list_visible_events(closed, EVENTS, REVEAL + 9 * DAY) == NOT_SEALED


def test_what_is_filed_in_another_round_is_hidden_until_its_own_reveal() -> None:
    new_round = NewRound((NewSeat("team", BEN),), "One more.")
    debrief = opening.start_another_round(revealed(), by(DECIDER), new_round, SETTINGS, REVEAL)
    late = HistoryEvent(REVEAL + 1, BEN, "file")

    assert list_visible_events(debrief, (*EVENTS, late), REVEAL + 1) == EVENTS
    debrief = filed(debrief, REVEAL + 1)
    assert list_visible_events(debrief, (*EVENTS, late), REVEAL + 300) == EVENTS
    assert list_visible_events(debrief, (*EVENTS, late), REVEAL + 301) == (*EVENTS, late)


def test_what_is_filed_or_changed_after_the_last_reveal_is_shown() -> None:
    late = HistoryEvent(REVEAL + DAY, ANN, "edit")
    assert list_visible_events(revealed(), (late,), REVEAL + DAY) == (late,)
