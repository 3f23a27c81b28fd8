from __future__ import annotations

import pytest

from hiring.debriefs import course
from hiring.debriefs.debrief import CloseKind, Outcome
from hiring.debriefs.state import get_end_time
from tests.hiring.debriefs.world import DECIDER, MONDAY, OWNER, by, opened, revealed

LATER = MONDAY + 400


def test_an_open_debrief_has_not_ended() -> None:
    assert get_end_time(opened()) is None
    assert get_end_time(revealed()) is None


def test_a_debrief_ends_when_it_is_closed() -> None:
    closed = course.close_debrief(opened(), by(OWNER), CloseKind.WITHDREW, LATER)
    assert get_end_time(closed) == LATER


@pytest.mark.parametrize(
    ("outcome", "ended_at"),
    [(Outcome.HIRE, LATER), (Outcome.NO_HIRE, LATER), (Outcome.HOLD, None)],
)
def test_a_decision_ends_a_debrief_unless_it_is_put_on_hold(
    outcome: Outcome, ended_at: int | None
) -> None:
    decided = course.record_decision(revealed(), by(DECIDER), outcome, "Bar met.", LATER)
    assert get_end_time(decided) == ended_at
