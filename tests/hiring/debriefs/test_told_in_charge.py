"""Owner and decider learn by new messages what they wait for: their duty, and the reveal."""

from __future__ import annotations

from dataclasses import replace

from hiring.debriefs import course
from hiring.debriefs.contents import DeciderNote, OwnerBoard
from hiring.debriefs.debrief import CloseKind, Debrief, Duty, Outcome
from hiring.debriefs.outlook import compute_outlook
from hiring.debriefs.planned_messages import InDM, PlannedMessage
from hiring.debriefs.reveal_contents import TalkPlan
from hiring.work_calendar import DAY, HOUR
from tests.hiring.debriefs.world import (
    BEN,
    DECIDER,
    MONDAY,
    OWNER,
    SETTINGS,
    by,
    filed,
    handed_over,
    opened,
    revealed,
)

REVEALED = MONDAY + 300


def get_board(debrief: Debrief, now: int) -> PlannedMessage:
    messages = compute_outlook(debrief, now, SETTINGS).messages
    return next(each for each in messages if isinstance(each.content, OwnerBoard))


def list_told(debrief: Debrief, now: int) -> list[str]:
    """The people who are told that they decide."""
    return [
        message.destination.user
        for message in compute_outlook(debrief, now, SETTINGS).messages
        if isinstance(message.content, DeciderNote) and isinstance(message.destination, InDM)
    ]


def test_the_reveal_is_a_new_message_to_the_owner_and_a_filing_is_none() -> None:
    """Otherwise an owner who neither interviews nor decides hears nothing of it."""
    before = get_board(opened(), MONDAY)
    grace = get_board(revealed(), MONDAY)
    after = get_board(revealed(), REVEALED)

    assert before.generation == grace.generation == 0
    assert (after.slot, after.generation) == (before.slot, 1)


def test_the_reveal_says_by_when_the_decision_is_due_until_it_is_made() -> None:
    """At the end of the decider's next working day, an hour that they expect."""

    def find_due_time(debrief: Debrief, now: int) -> int | None:
        messages = compute_outlook(debrief, now, SETTINGS).messages
        return next(m.content.decide_by for m in messages if isinstance(m.content, TalkPlan))

    decided = course.record_decision(revealed(), by(DECIDER), Outcome.HIRE, "Yes.", REVEALED)

    assert find_due_time(revealed(), REVEALED) == MONDAY + DAY + 8 * HOUR
    assert find_due_time(decided, REVEALED) is None


def test_what_follows_the_reveal_is_no_new_message_to_the_owner() -> None:
    closed = course.close_debrief(revealed(), by(OWNER), CloseKind.WITHDREW, REVEALED)

    assert get_board(closed, REVEALED).generation == 1


def test_an_owner_of_before_there_were_guided_reveals_gets_none() -> None:
    debrief = course.close_debrief(revealed(), by(OWNER), CloseKind.WITHDREW, REVEALED)
    former = tuple(replace(each, guided=False) for each in debrief.reveals)

    assert get_board(replace(debrief, reveals=former), REVEALED).generation == 0


def test_a_named_decider_is_told_from_the_opening_until_the_reveal() -> None:
    assert list_told(opened(), MONDAY) == [DECIDER]
    assert list_told(filed(opened(), MONDAY), MONDAY) == [DECIDER]
    assert list_told(revealed(), REVEALED) == []


def test_nobody_is_told_who_decides_what_they_opened_or_took_over() -> None:
    assert list_told(replace(opened(), decider=OWNER), MONDAY) == []
    assert list_told(handed_over(opened(), Duty.DECIDER, BEN, MONDAY), MONDAY) == []
