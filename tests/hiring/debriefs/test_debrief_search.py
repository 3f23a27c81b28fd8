"""What people type to find a debrief: a label, a role, an outcome, a month, in any order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.debriefs.debrief import CloseKind, Closing, Debrief, Decision, Outcome, Reveal
from hiring.debriefs.debrief_search import Course, Month, Search, match_debrief, read_search
from tests.sample_debriefs import sample_debrief

TODAY = date(2026, 4, 15)
NAMES = ("AI Tech Lead", "AI lead")

READ = {
    "hired march": ((Course.HIRE,), (Month(None, 3),), ""),
    "JS": ((), (), "JS"),
    "no hire 2026": ((Course.NO_HIRE,), (Month(2026, None),), ""),
    "data lead": ((), (), "data lead"),
    "Hired in March 2026": ((Course.HIRE,), (Month(2026, 3),), ""),
    "hierd febuary": ((Course.HIRE,), (Month(None, 2),), ""),
    "everyone we rejected last month": ((Course.NO_HIRE,), (Month(2026, 3),), "everyone"),
    "ai lead candidates who withdrew this year": (
        (Course.WITHDREW,),
        (Month(2026, None),),
        "ai lead",
    ),
    "on hold": ((Course.HOLD,), (), ""),
    "2026-02": ((), (Month(2026, 2),), ""),
    "jan feb 2025": ((), (Month(2025, 1), Month(2025, 2)), ""),
    "open last year": ((Course.OPEN,), (Month(2025, None),), ""),
    "all": ((), (), ""),
    "Marsh": ((), (), "Marsh"),
    "": ((), (), ""),
}


@pytest.mark.parametrize("typed", READ)
def test_a_text_is_read_as_outcome_month_and_the_words_that_are_left(typed: str) -> None:
    search = read_search(typed, TODAY)
    assert (search.courses, search.months, search.rest) == READ[typed]


def at(year: int, month: int, day: int = 10) -> int:
    return int(datetime(year, month, day, tzinfo=UTC).timestamp())


def decided(outcome: Outcome, when: int, label: str = "JS") -> Debrief:
    opened = when - 5 * 86400
    return sample_debrief(
        "d1",
        opened_at=opened,
        label=label,
        reveals=(Reveal(1, when),),
        decisions=(Decision(outcome, "because", "U0ROSA", when),),
    )


def is_found(typed: str, debrief: Debrief, names: tuple[str, ...] = NAMES) -> bool:
    return match_debrief(read_search(typed, TODAY), debrief, names, at(2026, 4, 15)) is not None


HIRED = decided(Outcome.HIRE, at(2026, 3))
OPEN = sample_debrief("d2", opened_at=at(2026, 4), label="Mia K")
WITHDRAWN = replace(
    sample_debrief("d3", opened_at=at(2026, 1), label="May"),
    closed=Closing(CloseKind.WITHDREW, "U0MAYA", at(2026, 2)),
)


@pytest.mark.parametrize(
    ("typed", "debrief", "matches"),
    [
        ("hired march", HIRED, True),
        ("hired april", HIRED, False),
        ("no hire", HIRED, False),
        ("js", HIRED, True),
        ("js hired", HIRED, True),
        ("js no hire", HIRED, False),
        ("tech lead", HIRED, True),
        ("tehc lead", HIRED, True),
        ("data lead", HIRED, False),
        ("AI lead march", HIRED, True),
        ("2025", HIRED, False),
        ("march 2026", HIRED, True),
        ("open", OPEN, True),
        ("mia", OPEN, True),
        ("mai k", OPEN, True),
        ("mike", OPEN, False),
        ("this month", OPEN, True),
        ("over", OPEN, False),
        ("withdrew february", WITHDRAWN, True),
        ("closed", WITHDRAWN, True),
        ("decided", WITHDRAWN, False),
        ("", WITHDRAWN, True),
    ],
)
def test_a_debrief_matches_where_all_that_was_typed_is_true_of_it(
    typed: str, debrief: Debrief, *, matches: bool
) -> None:
    assert is_found(typed, debrief) is matches


def test_a_label_that_is_also_a_month_comes_before_debriefs_of_that_month() -> None:
    of_month = decided(Outcome.HIRE, at(2026, 5))
    search = read_search("may", TODAY)
    ranked = [
        match_debrief(search, debrief, NAMES, at(2026, 6)) for debrief in (WITHDRAWN, of_month)
    ]
    assert None not in ranked
    assert ranked == sorted(ranked)  # type: ignore[type-var]


@pytest.mark.parametrize("typed", ["march", "may 2026"])
def test_nothing_is_left_unread_that_a_label_could_be_about(typed: str) -> None:
    expected = 0 if typed == "march" else at(2026, 5, 1) - 86400
    assert read_search(typed, TODAY).starts_at == expected


@given(st.text())
def test_any_text_is_read_and_compared(typed: str) -> None:
    search = read_search(typed, TODAY)
    assert isinstance(search, Search)
    match_debrief(search, HIRED, NAMES, at(2026, 4, 15))
