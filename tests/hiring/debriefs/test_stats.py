"""Figures by month: medians over many people, and none that tells how long somebody took."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from hiring.debriefs.debrief import Decision, Filing, Outcome, Reveal, Seat
from hiring.debriefs.scorecard import Rating, Scorecard
from hiring.debriefs.stats import compute_stats, list_months
from tests.sample_debriefs import STAGE, sample_debrief

if TYPE_CHECKING:
    from hiring.debriefs.debrief import Debrief
    from hiring.debriefs.stats import MonthFigures, Stats

TODAY = date(2026, 4, 15)
MARCH = int(datetime(2026, 3, 10, 12, tzinfo=UTC).timestamp())
HOUR = 3600
CARD = Scorecard((), Rating.YES, "because")
FIVE = ("U1", "U2", "U3", "U1", "U2")


def make_debrief(*hours: float, people: tuple[str, ...] = FIVE, sealed: bool = False) -> Debrief:
    """One with an interview that ended at MARCH for each of `hours`, filed so much later."""
    seats = tuple(
        Seat(
            f"s{number}",
            1,
            STAGE,
            people[number],
            None,
            at=MARCH - HOUR,
            ends_at=MARCH,
            filing=Filing(CARD, MARCH + int(after * HOUR)),
        )
        for number, after in enumerate(hours)
    )
    reveals = () if sealed else (Reveal(1, MARCH + 50 * HOUR),)
    return sample_debrief("d1", opened_at=MARCH - 9 * HOUR, seats=seats, reveals=reveals)


def to_scorecard(*debriefs: Debrief, reader: str = "U0MAYA") -> float | None:
    return march(compute_stats(debriefs, TODAY, reader)).to_scorecard


def march(stats: Stats) -> MonthFigures:
    [figures] = [each for each in stats.months if each.month == (2026, 3)]
    return figures


def test_a_month_has_the_median_of_its_scorecards() -> None:
    assert to_scorecard(make_debrief(1, 2, 3, 10, 30)) == 3
    assert to_scorecard(make_debrief(1, 2), make_debrief(4, 10, 30)) == 4


def test_six_months_are_shown_the_latest_first_over_the_turn_of_the_year() -> None:
    assert list_months(date(2026, 2, 1)) == [
        (2026, 2),
        (2026, 1),
        (2025, 12),
        (2025, 11),
        (2025, 10),
        (2025, 9),
    ]


@pytest.mark.parametrize(
    ("hours", "people"),
    [
        ((1, 2, 3, 4), ("U1", "U2", "U3", "U4")),
        ((1, 2, 3, 4, 5), ("U1", "U2", "U1", "U2", "U1")),
        ((1, 2, 3, 4, 5), ("U1",) * 5),
        ((1, 2, 3, 4, 5), ("U1", "U0MAYA", "U1", "U0MAYA", "U1")),
    ],
)
def test_few_values_or_few_people_are_never_shown(
    hours: tuple[float, ...], people: tuple[str, ...]
) -> None:
    """With two people, whoever is one of them would know how long the other one took."""
    assert to_scorecard(make_debrief(*hours, people=people)) is None


def test_one_may_see_ones_own_figure() -> None:
    assert to_scorecard(make_debrief(1, 2, 3, 4, 5, people=("U0MAYA",) * 5)) == 3


def test_what_is_sealed_counts_nowhere() -> None:
    stats = compute_stats([make_debrief(1, 2, 3, 4, 5, sealed=True)], TODAY, "U0MAYA")
    assert stats.debriefs == 0
    assert not stats.shows_any
    public = make_debrief(1, 2, 3, 4)
    more = make_debrief(40, sealed=True)
    assert to_scorecard(public, more) is None


def test_scorecards_without_an_interview_time_are_left_out_and_counted() -> None:
    debrief = make_debrief(1, 2, 3, 4, 5)
    without = tuple(replace(seat, at=None, ends_at=None) for seat in debrief.seats)
    stats = compute_stats([debrief, replace(debrief, seats=without)], TODAY, "U0MAYA")
    assert stats.without_time == 5
    assert march(stats).to_scorecard == 3


def test_a_scorecard_that_was_filed_during_the_interview_took_no_time() -> None:
    assert to_scorecard(make_debrief(-1, -1, -1, -1, -1)) == 0


def decided(hours: int, by: str, outcome: Outcome = Outcome.HIRE) -> Debrief:
    """One whose last scorecard was filed at MARCH + 2 hours."""
    debrief = make_debrief(1, 2)
    decision = Decision(outcome, "because", by, MARCH + (2 + hours) * HOUR)
    return replace(debrief, decisions=(decision,))


def test_decisions_count_from_the_last_scorecard() -> None:
    debriefs = [decided(hours, f"U{hours % 3}") for hours in (1, 2, 3, 4, 50)]
    assert march(compute_stats(debriefs, TODAY, "U0MAYA")).to_decision == 3
    held = [decided(1, f"U{n}", Outcome.HOLD) for n in range(5)]
    assert march(compute_stats(held, TODAY, "U0MAYA")).to_decision is None


def test_the_figures_of_a_single_decider_are_theirs_alone() -> None:
    debriefs = [decided(hours, "U0ROSA") for hours in (1, 2, 3, 4, 5)]
    assert march(compute_stats(debriefs, TODAY, "U0MAYA")).to_decision is None
    assert march(compute_stats(debriefs, TODAY, "U0ROSA")).to_decision == 3
