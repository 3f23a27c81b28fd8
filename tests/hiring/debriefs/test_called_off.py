"""Whoever waits for an interview that is off learns it by a message of their own, and nobody else.

An update of the kit that they have notifies nobody.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from blocks.debriefs.render import build_messages
from hiring.debriefs import course, filing
from hiring.debriefs.contents import InterviewOff
from hiring.debriefs.debrief import CloseKind, Debrief, EarlyRatings, ReleaseReason
from hiring.debriefs.opening import NewSeat
from hiring.debriefs.outlook import compute_outlook
from hiring.debriefs.planned_messages import InDM
from hiring.debriefs.role_text import RoleText
from hiring.work_calendar import DAY, HOUR
from tests.hiring.debriefs.world import (
    ANN,
    BEN,
    CAT,
    MONDAY,
    OWNER,
    SETTINGS,
    by,
    excused,
    filed,
    given_up,
    opened,
)

NOON = MONDAY + 3 * HOUR
DAY_AHEAD = (
    NewSeat("screen", ANN, at=MONDAY - HOUR),
    NewSeat("architecture", BEN, at=NOON),
    NewSeat("team", CAT),
)
ROUNDS = (
    NewSeat("screen", ANN, 1, at=MONDAY - HOUR),
    NewSeat("architecture", BEN, 2, at=NOON),
    NewSeat("team", CAT, 2),
    NewSeat("team", OWNER, 2, at=NOON),
)


def close(debrief: Debrief, now: int, kind: CloseKind = CloseKind.WITHDREW) -> Debrief:
    return course.close_debrief(debrief, by(OWNER), kind, now)


def list_told(debrief: Debrief, now: int) -> list[str]:
    """The people who are told that their interview is off."""
    return [
        message.destination.user
        for message in compute_outlook(debrief, now, SETTINGS).messages
        if isinstance(message.content, InterviewOff) and isinstance(message.destination, InDM)
    ]


def read_note(debrief: Debrief, now: int, seat: str) -> str:
    messages = compute_outlook(debrief, now, SETTINGS).messages
    [note] = [each.content for each in messages if each.slot == f"seat/{seat}/off"]
    [message] = build_messages(note, RoleText(), native=True)
    return message.text


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        (CloseKind.WITHDREW, "The candidate withdrew."),
        (CloseKind.ROLE_CLOSED, "The role was closed."),
        (CloseKind.OPENED_BY_MISTAKE, "It was opened by mistake."),
    ],
)
def test_closing_tells_whose_interview_is_still_to_come_or_has_no_time(
    kind: CloseKind, why: str
) -> None:
    """Ann's is over, so she only has no scorecard to file any more."""
    closed = close(opened(*DAY_AHEAD), MONDAY, kind)

    assert list_told(closed, MONDAY) == [BEN, CAT]
    text = read_note(closed, MONDAY, "2")
    assert text.startswith("*No interview <!date^")
    assert why in text
    assert read_note(closed, MONDAY, "3").startswith("*Your interview is off:* JS, ")


def test_without_a_time_it_is_off_until_the_scorecard_was_due() -> None:
    debrief = opened()

    assert list_told(close(debrief, MONDAY), MONDAY) == [ANN, BEN, CAT]
    assert list_told(close(debrief, MONDAY + DAY), MONDAY + DAY) == []


def test_they_stay_told_however_late_the_message_is_sent() -> None:
    closed = close(opened(*DAY_AHEAD), MONDAY)

    assert list_told(closed, MONDAY + 30 * DAY) == [BEN, CAT]


def test_an_interview_that_is_going_on_is_off_too() -> None:
    debrief = opened(*DAY_AHEAD)

    assert BEN in list_told(close(debrief, NOON + 600), NOON + 600)
    assert BEN not in list_told(close(debrief, NOON + HOUR), NOON + HOUR)


def test_who_waits_for_no_interview_is_not_told() -> None:
    """Who was excused, can't file, has filed, has rated already; and who closed it."""
    debrief = opened(*DAY_AHEAD)
    rated = EarlyRatings((), None, MONDAY)
    without_ben = [
        excused(debrief, "2", MONDAY),
        given_up(debrief, "2", MONDAY),
        filed(debrief, MONDAY, "2"),
        filing.replace_seat(debrief, replace(debrief.seat("2"), rated=rated)),
        filing.replace_seat(debrief, replace(debrief.seat("2"), person=OWNER)),
    ]
    for each in without_ben:
        assert list_told(close(each, MONDAY), MONDAY) == [CAT]


def test_stop_tells_the_scheduled_people_of_the_rounds_that_it_drops() -> None:
    """Cat's interview has no time and she has no kit; the owner stopped it themself."""
    complete = filed(opened(*ROUNDS), MONDAY)
    stopped = course.stop_rounds(complete, by(OWNER), MONDAY)

    assert list_told(stopped, MONDAY) == [BEN]
    text = read_note(stopped, MONDAY, "2")
    assert text.startswith("*No interview <!date^")
    assert f"<@{OWNER}> ended it after an earlier round." in text
    assert list_told(close(stopped, MONDAY), MONDAY) == [BEN]


@pytest.mark.parametrize(
    ("at", "what"),
    [(NOON, "has excused you from your interview <!date^"), (None, "from your scorecard:*")],
)
def test_who_is_excused_before_the_interview_reads_of_the_interview(
    at: int | None, what: str
) -> None:
    debrief = opened(*DAY_AHEAD[:1], replace(DAY_AHEAD[1], at=at), DAY_AHEAD[2])
    release = excused(debrief, "2", MONDAY, reason=ReleaseReason.NOT_AVAILABLE)
    notes = compute_outlook(release, MONDAY, SETTINGS).messages
    [note] = [each.content for each in notes if each.slot == "seat/2/release"]

    assert what in build_messages(note, RoleText(), native=True)[0].text
